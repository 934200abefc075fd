//! Rev AI: `monologues` with `elements`; punctuation and blanks are elements without times.

use serde::Deserialize;

use super::engine::{Engine, one};
use super::values::{Confidence, Label, Seconds};
use crate::align::timelines::build::Builder;
use crate::align::timelines::error::TimelineError;
use crate::align::{TimedWord, WordTimeline};

/// Rev AI.
pub(super) const REV: Engine = Engine {
    name: "Rev AI",
    is: |probe| probe.has("monologues[].elements[].value"),
    read: |text, _| read(text),
};

#[derive(Deserialize)]
struct File {
    monologues: Vec<Monologue>,
}

#[derive(Deserialize)]
struct Monologue {
    #[serde(default)]
    speaker: Label,
    #[serde(default)]
    elements: Vec<Element>,
}

#[derive(Deserialize)]
struct Element {
    #[serde(default, rename = "type")]
    kind: Label,
    #[serde(default)]
    value: String,
    #[serde(default)]
    ts: Seconds,
    #[serde(default)]
    end_ts: Seconds,
    #[serde(default)]
    confidence: Confidence,
}

fn read(text: &str) -> Result<WordTimeline, TimelineError> {
    let file: File = one(text)?;
    let mut builder = Builder::default();
    for monologue in &file.monologues {
        let speaker = builder.speaker(monologue.speaker.text());
        for element in &monologue.elements {
            if element.kind.text() == "punct" {
                builder.attach(&element.value);
                continue;
            }
            let (start, end, confidence) = (element.ts.0, element.end_ts.0, element.confidence.0);
            builder.word(
                &element.value,
                TimedWord { start, end, confidence, speaker, ..TimedWord::default() },
            );
        }
    }
    Ok(builder.finish(None, None))
}
