//! whisper.cpp: `transcription` with offsets in milliseconds, and tokens in the full JSON.
//!
//! A token that begins with a blank begins a word. `[_BEG_]`, `[_TT_50]` and the like are not words.

use serde::Deserialize;

use super::engine::{Engine, one};
use super::values::{Confidence, Label, Millis};
use crate::align::timelines::build::Builder;
use crate::align::timelines::error::TimelineError;
use crate::align::{TimedWord, WordTimeline};

/// whisper.cpp.
pub(super) const WHISPER_CPP: Engine = Engine {
    name: "whisper.cpp",
    is: |probe| probe.has("transcription[].offsets.from"),
    read: |text, _| read(text),
};

#[derive(Deserialize)]
struct File {
    #[serde(default)]
    result: Outcome,
    transcription: Vec<Segment>,
}

#[derive(Default, Deserialize)]
struct Outcome {
    #[serde(default)]
    language: Label,
}

#[derive(Deserialize)]
struct Segment {
    #[serde(default)]
    text: String,
    #[serde(default)]
    offsets: Offsets,
    #[serde(default)]
    tokens: Vec<Token>,
    #[serde(default)]
    speaker: Label,
}

#[derive(Default, Deserialize)]
struct Offsets {
    #[serde(default)]
    from: Millis,
    #[serde(default)]
    to: Millis,
}

#[derive(Deserialize)]
struct Token {
    #[serde(default)]
    text: String,
    #[serde(default)]
    offsets: Offsets,
    #[serde(default)]
    p: Confidence,
}

fn read(text: &str) -> Result<WordTimeline, TimelineError> {
    let file: File = one(text)?;
    let segments = &file.transcription;
    let tokens = segments.iter().any(|segment| !segment.tokens.is_empty());
    // `--max-len 1` gives segments of one word each.
    let single = segments.iter().all(|segment| segment.text.split_whitespace().nth(1).is_none());
    let mut builder = if tokens || single { Builder::default() } else { Builder::cues() };
    for segment in segments {
        let speaker = builder.speaker(segment.speaker.text());
        let timed = |offsets: &Offsets, confidence| TimedWord {
            start: offsets.from.0,
            end: offsets.to.0,
            confidence,
            speaker,
            ..TimedWord::default()
        };
        if tokens {
            for token in &segment.tokens {
                builder.piece(&token.text, timed(&token.offsets, token.p.0));
            }
        } else if single {
            builder.piece(&segment.text, timed(&segment.offsets, None));
        } else {
            builder.word(&crate::chars::one_line(&segment.text), timed(&segment.offsets, None));
        }
    }
    Ok(builder.finish(None, file.result.language.0.as_deref()))
}
