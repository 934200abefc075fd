//! cielo24 ElementList: segments with sequences of tokens, in milliseconds; speakers by number.

use std::collections::HashMap;

use serde::Deserialize;

use super::engine::{Engine, one};
use super::values::{Label, Millis};
use crate::align::timelines::build::Builder;
use crate::align::timelines::error::TimelineError;
use crate::align::{TimedWord, WordTimeline};

/// cielo24 ElementList.
pub(super) const CIELO24: Engine = Engine {
    name: "cielo24 ElementList",
    is: |probe| probe.has("segments[].sequences[].tokens[].value"),
    read: |text, _| read(text),
};

#[derive(Deserialize)]
struct File {
    #[serde(default)]
    language: Label,
    #[serde(default)]
    speakers: Vec<Speaker>,
    segments: Vec<Segment>,
}

#[derive(Deserialize)]
struct Speaker {
    #[serde(default)]
    id: Label,
    #[serde(default)]
    name: Label,
}

#[derive(Deserialize)]
struct Segment {
    #[serde(default)]
    speaker_id: Label,
    #[serde(default)]
    sequences: Vec<Sequence>,
}

#[derive(Deserialize)]
struct Sequence {
    #[serde(default)]
    tokens: Vec<Token>,
}

#[derive(Deserialize)]
struct Token {
    #[serde(default)]
    value: String,
    /// The word as written.
    #[serde(default)]
    display_as: Label,
    #[serde(default)]
    start_time: Millis,
    #[serde(default)]
    end_time: Millis,
    #[serde(default, rename = "type")]
    kind: Label,
}

fn read(text: &str) -> Result<WordTimeline, TimelineError> {
    let file: File = one(text)?;
    let names: HashMap<_, _> =
        file.speakers.iter().map(|speaker| (speaker.id.text(), speaker.name.text())).collect();
    let mut builder = Builder::default();
    for segment in &file.segments {
        let id = segment.speaker_id.text();
        let speaker =
            builder.speaker(names.get(id).copied().filter(|name| !name.is_empty()).unwrap_or(id));
        for token in segment.sequences.iter().flat_map(|sequence| &sequence.tokens) {
            let shown = if token.display_as.text().is_empty() {
                &token.value
            } else {
                token.display_as.text()
            };
            match token.kind.text() {
                "punctuation" => builder.attach(shown),
                "sound" => {}
                _ => {
                    let (start, end) = (token.start_time.0, token.end_time.0);
                    builder.word(shown, TimedWord { start, end, speaker, ..TimedWord::default() });
                }
            }
        }
    }
    Ok(builder.finish(None, file.language.0.as_deref()))
}
