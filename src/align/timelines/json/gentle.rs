//! Gentle, a forced aligner: a word that it did not find has no times.

use serde::Deserialize;

use super::engine::{Engine, one};
use super::values::Seconds;
use crate::align::timelines::build::Builder;
use crate::align::timelines::error::TimelineError;
use crate::align::{TimedWord, WordTimeline};

/// Gentle.
pub(super) const GENTLE: Engine = Engine {
    name: "Gentle",
    is: |probe| probe.has("words[].case") && probe.has("words[].word"),
    read: |text, _| read(text),
};

#[derive(Deserialize)]
struct File {
    words: Vec<Word>,
}

#[derive(Deserialize)]
struct Word {
    word: String,
    #[serde(default)]
    start: Seconds,
    #[serde(default)]
    end: Seconds,
}

fn read(text: &str) -> Result<WordTimeline, TimelineError> {
    let file: File = one(text)?;
    let mut builder = Builder::default();
    for word in &file.words {
        builder.word(
            &word.word,
            TimedWord { start: word.start.0, end: word.end.0, ..TimedWord::default() },
        );
    }
    Ok(builder.finish(None, None))
}
