//! Our own JSON: words or cues as short lists, and the output of `cuesmith align --words`.

use serde::Deserialize;

use super::engine::{Engine, one};
use super::values::{Confidence, Label, Millis};
use crate::align::timelines::build::Builder;
use crate::align::timelines::error::TimelineError;
use crate::align::{TimedWord, WordTimeline};

/// `{"words": [[start_ms, end_ms, "text", confidence], ...], "duration_ms": ...}`; a time or the confidence may be
/// `null`, and the confidence may be omitted.
pub(super) const TIMELINE: Engine = Engine {
    name: "a list of words",
    is: |probe| probe.is_text("words[][]"),
    read: |text, _| words(text),
};

/// The same with `cues`: `[start_ms, end_ms, "text"]`.
pub(super) const CUES: Engine = Engine {
    name: "a list of cues",
    is: |probe| probe.is_text("cues[][]"),
    read: |text, _| cues(text),
};

/// Word times as `cuesmith align --words` writes them: objects with `text`, `start_ms`, `end_ms` and `confidence`.
pub(super) const WORDS: Engine = Engine {
    name: "word times of cuesmith",
    is: |probe| probe.has("words[].start_ms") && probe.has("words[].text"),
    read: |text, _| aligned(text),
};

/// A word or a cue; missing values at its end stay missing.
#[derive(Deserialize)]
struct Entry(Millis, Millis, String, #[serde(default)] Confidence);

#[derive(Deserialize)]
struct Lists {
    #[serde(default)]
    words: Vec<Entry>,
    #[serde(default)]
    cues: Vec<Entry>,
    #[serde(default)]
    duration_ms: Millis,
    #[serde(default)]
    language: Label,
}

fn words(text: &str) -> Result<WordTimeline, TimelineError> {
    let lists: Lists = one(text)?;
    Ok(read(Builder::default(), &lists, &lists.words))
}

fn cues(text: &str) -> Result<WordTimeline, TimelineError> {
    let lists: Lists = one(text)?;
    Ok(read(Builder::cues(), &lists, &lists.cues))
}

fn read(mut builder: Builder, lists: &Lists, entries: &[Entry]) -> WordTimeline {
    for Entry(start, end, text, confidence) in entries {
        let word = TimedWord {
            start: start.0,
            end: end.0,
            confidence: confidence.0,
            ..TimedWord::default()
        };
        builder.word(text, word);
    }
    builder.finish(lists.duration_ms.0, lists.language.0.as_deref())
}

#[derive(Deserialize)]
struct Aligned {
    words: Vec<AlignedWord>,
    #[serde(default)]
    duration_ms: Millis,
    #[serde(default)]
    language: Label,
}

#[derive(Deserialize)]
struct AlignedWord {
    text: String,
    #[serde(default)]
    start_ms: Millis,
    #[serde(default)]
    end_ms: Millis,
    #[serde(default)]
    confidence: Confidence,
    #[serde(default)]
    speaker: Label,
}

fn aligned(text: &str) -> Result<WordTimeline, TimelineError> {
    let file: Aligned = one(text)?;
    let mut builder = Builder::default();
    for word in &file.words {
        let speaker = builder.speaker(word.speaker.text());
        let (start, end, confidence) = (word.start_ms.0, word.end_ms.0, word.confidence.0);
        builder.word(
            &word.text,
            TimedWord { start, end, confidence, speaker, ..TimedWord::default() },
        );
    }
    Ok(builder.finish(file.duration_ms.0, file.language.0.as_deref()))
}
