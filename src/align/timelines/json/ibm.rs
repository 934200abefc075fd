//! IBM Watson: words are short lists in `timestamps`; confidences and speakers are in separate lists.

use std::collections::HashMap;

use serde::Deserialize;

use super::engine::{Engine, several};
use super::values::{Confidence, Label, Seconds};
use crate::align::timelines::build::Builder;
use crate::align::timelines::error::TimelineError;
use crate::align::{TimedWord, WordTimeline};

/// IBM Watson Speech to Text; the results of a job are wrapped in another `results`.
pub(super) const IBM: Engine = Engine {
    name: "IBM Watson",
    is: |probe| {
        let words = "results[].alternatives[].timestamps[][]";
        ["", "[].", "results[].", "[].results[]."]
            .iter()
            .any(|around| probe.has(&format!("{around}{words}")))
    },
    read: |text, _| read(text),
};

#[derive(Deserialize)]
struct File {
    #[serde(default)]
    results: Vec<Found>,
    #[serde(default)]
    speaker_labels: Vec<Speaker>,
}

/// A result, or the results of a file in a job.
#[derive(Deserialize)]
struct Found {
    #[serde(default)]
    alternatives: Vec<Alternative>,
    #[serde(default)]
    results: Vec<Found>,
    #[serde(default)]
    speaker_labels: Vec<Speaker>,
}

#[derive(Deserialize)]
struct Alternative {
    #[serde(default)]
    timestamps: Vec<Word>,
    #[serde(default)]
    word_confidence: Vec<Sure>,
}

#[derive(Deserialize)]
struct Word(String, #[serde(default)] Seconds, #[serde(default)] Seconds);

#[derive(Deserialize)]
struct Sure(#[allow(dead_code)] String, #[serde(default)] Confidence);

#[derive(Deserialize)]
struct Speaker {
    #[serde(default)]
    from: Seconds,
    #[serde(default)]
    speaker: Label,
}

fn read(text: &str) -> Result<WordTimeline, TimelineError> {
    let mut builder = Builder::default();
    for file in several::<File>(text)? {
        add(&mut builder, &file.results, &file.speaker_labels);
        for job in &file.results {
            add(&mut builder, &job.results, &job.speaker_labels);
        }
    }
    Ok(builder.finish(None, None))
}

fn add(builder: &mut Builder, results: &[Found], speakers: &[Speaker]) {
    let speakers: HashMap<_, _> =
        speakers.iter().filter_map(|label| Some((label.from.0?, label.speaker.text()))).collect();
    for best in results.iter().filter_map(|found| found.alternatives.first()) {
        for (at, Word(text, start, end)) in best.timestamps.iter().enumerate() {
            let confidence = best.word_confidence.get(at).and_then(|sure| sure.1.0);
            let name = start.0.and_then(|start| speakers.get(&start)).copied().unwrap_or_default();
            let speaker = builder.speaker(name);
            builder.word(
                text,
                TimedWord {
                    start: start.0,
                    end: end.0,
                    confidence,
                    speaker,
                    ..TimedWord::default()
                },
            );
        }
    }
}
