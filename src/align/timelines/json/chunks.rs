//! The speech recognition pipeline of Hugging Face Transformers: `chunks` with a text and a pair of times.

use serde::Deserialize;

use super::engine::{Engine, one};
use super::values::Seconds;
use crate::align::timelines::build::Builder;
use crate::align::timelines::error::TimelineError;
use crate::align::{TimedWord, WordTimeline};

/// Hugging Face Transformers.
pub(super) const CHUNKS: Engine = Engine {
    name: "Transformers",
    is: |probe| probe.has("chunks[].timestamp[]") && probe.has("chunks[].text"),
    read: |text, _| read(text),
};

#[derive(Deserialize)]
struct File {
    chunks: Vec<Chunk>,
}

#[derive(Deserialize)]
struct Chunk {
    #[serde(default)]
    text: String,
    timestamp: (Seconds, Seconds),
}

fn read(text: &str) -> Result<WordTimeline, TimelineError> {
    let file: File = one(text)?;
    // Whole sentences, or words if they were requested.
    let words = file.chunks.iter().all(|chunk| chunk.text.split_whitespace().nth(1).is_none());
    let mut builder = if words { Builder::default() } else { Builder::cues() };
    for chunk in &file.chunks {
        let timed = TimedWord {
            start: chunk.timestamp.0.0,
            end: chunk.timestamp.1.0,
            ..TimedWord::default()
        };
        match words {
            true => builder.piece(&chunk.text, timed),
            false => builder.word(&crate::chars::one_line(&chunk.text), timed),
        }
    }
    Ok(builder.finish(None, None))
}
