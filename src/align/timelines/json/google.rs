//! Google Speech-to-Text: version 1 and 2 of the REST interface, and the JSON that its clients write from protocol
//! buffers.
//!
//! With diarization, the last result repeats all words with their speakers.

use serde::Deserialize;

use super::engine::{Engine, several};
use super::values::{Confidence, Label, Seconds};
use crate::align::timelines::build::Builder;
use crate::align::timelines::error::TimelineError;
use crate::align::{TimedWord, WordTimeline};

/// Google Speech-to-Text.
pub(super) const GOOGLE: Engine = Engine {
    name: "Google Speech-to-Text",
    is: |probe| {
        ["", "response.", "[]."].iter().any(|around| {
            let words = format!("{around}results[].alternatives[].words[]");
            let times =
                ["startTime", "endTime", "startOffset", "endOffset", "start_time", "start_offset"];
            probe.has(&format!("{words}.word"))
                && times.iter().any(|time| probe.has(&format!("{words}.{time}")))
        })
    },
    read: |text, _| read(text),
};

#[derive(Deserialize)]
struct File {
    #[serde(default)]
    results: Vec<Found>,
    /// The wrapper of a finished operation.
    #[serde(default)]
    response: Option<Response>,
}

#[derive(Deserialize)]
struct Response {
    #[serde(default)]
    results: Vec<Found>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Found {
    #[serde(default)]
    alternatives: Vec<Alternative>,
    #[serde(default, alias = "language_code")]
    language_code: Label,
}

#[derive(Deserialize)]
struct Alternative {
    #[serde(default)]
    words: Vec<Word>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Word {
    word: String,
    #[serde(default, alias = "startOffset", alias = "start_time", alias = "start_offset")]
    start_time: Seconds,
    #[serde(default, alias = "endOffset", alias = "end_time", alias = "end_offset")]
    end_time: Seconds,
    #[serde(default)]
    confidence: Confidence,
    #[serde(default, alias = "speaker_tag")]
    speaker_tag: Label,
    #[serde(default, alias = "speaker_label")]
    speaker_label: Label,
}

impl Word {
    fn speaker(&self) -> &str {
        let tag = if self.speaker_label.text().is_empty() {
            self.speaker_tag.text()
        } else {
            self.speaker_label.text()
        };
        Some(tag).filter(|tag| *tag != "0").unwrap_or_default()
    }
}

fn read(text: &str) -> Result<WordTimeline, TimelineError> {
    let files: Vec<File> = several(text)?;
    let results: Vec<&Found> = files
        .iter()
        .flat_map(|file| file.results.iter().chain(file.response.iter().flat_map(|r| &r.results)))
        .collect();
    let skip = match results.split_last() {
        Some((last, before)) if repeats(last, before) => before.len(),
        _ => 0,
    };
    let mut builder = Builder::default();
    for found in &results[skip..] {
        for word in found.alternatives.first().map_or(&[][..], |best| &best.words) {
            // The protocol omits values of 0.
            let start =
                word.start_time.0.or_else(|| word.end_time.0.map(|_| crate::time::Timestamp(0)));
            let speaker = builder.speaker(word.speaker());
            let (end, confidence) = (word.end_time.0, word.confidence.0);
            builder.word(
                &word.word,
                TimedWord { start, end, confidence, speaker, ..TimedWord::default() },
            );
        }
    }
    let language = results.iter().find_map(|found| found.language_code.0.as_deref());
    Ok(builder.finish(None, language))
}

/// Whether the last result repeats all preceding words.
fn repeats(last: &Found, before: &[&Found]) -> bool {
    let words = |found: &Found| found.alternatives.first().map_or(0, |best| best.words.len());
    let best = last.alternatives.first();
    let said = best.is_some_and(|best| best.words.iter().any(|word| !word.speaker().is_empty()));
    let count: usize = before.iter().map(|found| words(found)).sum();
    said && count > 0 && words(last) >= count
}
