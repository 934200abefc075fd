//! Whisper and its relatives: openai-whisper, faster-whisper, whisper-timestamped, stable-ts, WhisperX, the
//! `verbose_json` of OpenAI's interface.
//!
//! All have `segments` with `start`, `end` and `text`, and words in the segments or in a separate list.
//! openai-whisper and faster-whisper write the blank before a word; a word without one continues the preceding word.

use std::borrow::Cow;

use serde::Deserialize;

use super::engine::{Engine, one};
use super::values::{Confidence, Label, Seconds};
use crate::align::timelines::build::Builder;
use crate::align::timelines::error::TimelineError;
use crate::align::{TimedWord, WordTimeline};

/// Whisper and its relatives.
pub(super) const WHISPER: Engine = Engine {
    name: "Whisper",
    is: |probe| {
        let words = [
            "words[].word",
            "word_segments[].word",
            "segments[].words[].word",
            "segments[].words[].text",
        ];
        let segments = probe.has("segments[].text") && probe.has("segments[].start");
        probe.has_any(&words) || segments
    },
    read: |text, _| read(text),
};

#[derive(Deserialize)]
struct File {
    #[serde(default)]
    segments: Vec<Segment>,
    #[serde(default)]
    words: Vec<Word>,
    #[serde(default)]
    word_segments: Vec<Word>,
    #[serde(default)]
    language: Label,
    #[serde(default)]
    duration: Seconds,
}

#[derive(Deserialize)]
struct Segment {
    #[serde(default)]
    start: Seconds,
    #[serde(default)]
    end: Seconds,
    #[serde(default)]
    text: String,
    #[serde(default)]
    words: Option<Vec<Word>>,
    #[serde(default)]
    speaker: Label,
}

#[derive(Deserialize)]
struct Word {
    /// The text under either name.
    word: Option<String>,
    text: Option<String>,
    #[serde(default)]
    start: Seconds,
    #[serde(default)]
    end: Seconds,
    /// The confidence, under the name that each of them uses.
    #[serde(default)]
    probability: Confidence,
    #[serde(default)]
    confidence: Confidence,
    #[serde(default)]
    score: Confidence,
    #[serde(default)]
    speaker: Label,
}

impl Word {
    fn text(&self) -> &str {
        self.word.as_deref().or(self.text.as_deref()).unwrap_or_default()
    }
}

fn read(text: &str) -> Result<WordTimeline, TimelineError> {
    let file: File = one(text)?;
    let in_segments =
        file.segments.iter().any(|segment| segment.words.as_ref().is_some_and(|w| !w.is_empty()));
    let builder = match (in_segments, &file.words[..], &file.word_segments[..]) {
        (true, ..) => segments(&file.segments),
        (false, [], []) => cues(&file.segments),
        (false, [], words) | (false, words, _) => flat(words),
    };
    Ok(builder.finish(file.duration.0, file.language.0.as_deref()))
}

/// Words in segments. A segment without words gives its text without times.
fn segments(segments: &[Segment]) -> Builder {
    let all = || segments.iter().flat_map(|segment| segment.words.iter().flatten());
    let spaced = all().any(|word| word.text().starts_with(' '));
    let mut builder = Builder::default();
    for segment in segments {
        let speaker = builder.speaker(segment.speaker.text());
        match segment.words.as_deref() {
            None | Some([]) => {
                for word in segment.text.split_whitespace() {
                    builder.word(word, TimedWord { speaker, ..TimedWord::default() });
                }
            }
            Some(words) => add(&mut builder, words, spaced, speaker),
        }
    }
    builder
}

fn flat(words: &[Word]) -> Builder {
    let mut builder = Builder::default();
    add(&mut builder, words, words.iter().any(|word| word.text().starts_with(' ')), None);
    builder
}

/// Adds the words of one segment; the first never continues the preceding segment.
fn add(builder: &mut Builder, words: &[Word], spaced: bool, around: Option<u32>) {
    for (at, word) in words.iter().enumerate() {
        let speaker = builder.speaker(word.speaker.text()).or(around);
        let confidence = word.probability.0.or(word.confidence.0).or(word.score.0);
        let timed = TimedWord {
            start: word.start.0,
            end: word.end.0,
            confidence,
            speaker,
            ..TimedWord::default()
        };
        match spaced && at > 0 {
            true => builder.piece(word.text(), timed),
            false => builder.word(word.text(), timed),
        }
    }
}

fn cues(segments: &[Segment]) -> Builder {
    let mut builder = Builder::cues();
    for segment in segments {
        let speaker = builder.speaker(segment.speaker.text());
        let (start, end) = (segment.start.0, segment.end.0);
        let text: Cow<'_, str> = crate::chars::one_line(&segment.text).into();
        builder.word(&text, TimedWord { start, end, speaker, ..TimedWord::default() });
    }
    builder
}
