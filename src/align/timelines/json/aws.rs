//! AWS Transcribe: `results.items`, times in seconds as text; punctuation is an item without times.

use serde::Deserialize;

use super::engine::{Engine, one};
use super::values::{Confidence, Label, Seconds};
use crate::align::timelines::build::Builder;
use crate::align::timelines::error::TimelineError;
use crate::align::{TimedWord, WordTimeline};

/// AWS Transcribe.
pub(super) const AWS: Engine = Engine {
    name: "AWS Transcribe",
    is: |probe| probe.has("results.items[].alternatives[].content"),
    read: |text, _| read(text),
};

#[derive(Deserialize)]
struct File {
    results: Results,
}

#[derive(Deserialize)]
struct Results {
    #[serde(default)]
    items: Vec<Item>,
    #[serde(default)]
    speaker_labels: Option<Speakers>,
    #[serde(default)]
    language_code: Label,
}

#[derive(Deserialize)]
struct Item {
    #[serde(default)]
    start_time: Seconds,
    #[serde(default)]
    end_time: Seconds,
    #[serde(default)]
    alternatives: Vec<Alternative>,
    #[serde(default, rename = "type")]
    kind: Label,
    #[serde(default)]
    speaker_label: Label,
}

#[derive(Deserialize)]
struct Alternative {
    content: String,
    #[serde(default)]
    confidence: Confidence,
}

#[derive(Deserialize)]
struct Speakers {
    #[serde(default)]
    segments: Vec<Segment>,
}

#[derive(Deserialize)]
struct Segment {
    #[serde(default)]
    items: Vec<Spoken>,
}

#[derive(Deserialize)]
struct Spoken {
    #[serde(default)]
    start_time: Seconds,
    #[serde(default)]
    speaker_label: Label,
}

fn read(text: &str) -> Result<WordTimeline, TimelineError> {
    let File { results } = one(text)?;
    let mut builder = Builder::default();
    // Speakers are listed separately from the words, by the start times of the words.
    let segments = results.speaker_labels.iter().flat_map(|labels| &labels.segments);
    let spoken = segments.flat_map(|segment| &segment.items);
    let speakers: std::collections::HashMap<_, _> =
        spoken.filter_map(|item| Some((item.start_time.0?, item.speaker_label.text()))).collect();
    for item in &results.items {
        let Some(best) = item.alternatives.first() else { continue };
        if item.kind.text() == "punctuation" {
            builder.attach(&best.content);
            continue;
        }
        let name = match item.speaker_label.text() {
            "" => item
                .start_time
                .0
                .and_then(|start| speakers.get(&start).copied())
                .unwrap_or_default(),
            name => name,
        };
        let speaker = builder.speaker(name);
        let (start, end, confidence) = (item.start_time.0, item.end_time.0, best.confidence.0);
        builder.word(
            &best.content,
            TimedWord { start, end, confidence, speaker, ..TimedWord::default() },
        );
    }
    Ok(builder.finish(None, results.language_code.0.as_deref()))
}
