//! Speechmatics: version 1 with `words`, version 2 with `results`.

use serde::Deserialize;

use super::engine::{Engine, one};
use super::values::{Confidence, Label, Seconds};
use crate::align::timelines::build::Builder;
use crate::align::timelines::error::TimelineError;
use crate::align::{TimedWord, WordTimeline};

/// Version 1: `name`, `time` and `duration`; a full stop is a word.
pub(super) const V1: Engine = Engine {
    name: "Speechmatics v1",
    is: |probe| probe.has("words[].name") && probe.has("words[].time"),
    read: |text, _| first(text),
};

/// Version 2: items with `type`; punctuation specifies what it attaches to.
pub(super) const V2: Engine = Engine {
    name: "Speechmatics v2",
    is: |probe| probe.has("results[].alternatives[].content") && probe.has("results[].type"),
    read: |text, _| second(text),
};

#[derive(Deserialize)]
struct First {
    #[serde(default)]
    job: Job,
    #[serde(default)]
    speakers: Vec<Turn>,
    words: Vec<Word>,
}

#[derive(Default, Deserialize)]
struct Job {
    #[serde(default)]
    lang: Label,
    #[serde(default)]
    duration: Seconds,
}

#[derive(Deserialize)]
struct Turn {
    #[serde(default)]
    name: Label,
    #[serde(default)]
    time: Seconds,
    #[serde(default)]
    duration: Seconds,
}

#[derive(Deserialize)]
struct Word {
    name: String,
    #[serde(default)]
    time: Seconds,
    #[serde(default)]
    duration: Seconds,
    #[serde(default)]
    confidence: Confidence,
}

fn first(text: &str) -> Result<WordTimeline, TimelineError> {
    let file: First = one(text)?;
    let mut builder = Builder::default();
    let mut turns = file.speakers.iter().peekable();
    for word in &file.words {
        if word.name.chars().all(|c| ".,;:?!…。、？！".contains(c)) {
            builder.attach(&word.name);
            continue;
        }
        let start = word.time.0;
        // Turns and words are in order of their times: one pass over both.
        while turns.peek().is_some_and(|turn| turn.time.plus(&turn.duration) <= start) {
            turns.next();
        }
        let turn = turns.peek().filter(|turn| turn.time.0 <= start && start.is_some());
        let speaker = turn.and_then(|turn| builder.speaker(turn.name.text()));
        let (end, confidence) = (word.time.plus(&word.duration), word.confidence.0);
        builder.word(
            &word.name,
            TimedWord { start, end, confidence, speaker, ..TimedWord::default() },
        );
    }
    Ok(builder.finish(file.job.duration.0, file.job.lang.0.as_deref()))
}

#[derive(Deserialize)]
struct Second {
    #[serde(default)]
    job: Job,
    #[serde(default)]
    metadata: Metadata,
    results: Vec<Item>,
}

#[derive(Default, Deserialize)]
struct Metadata {
    #[serde(default)]
    transcription_config: Config,
}

#[derive(Default, Deserialize)]
struct Config {
    #[serde(default)]
    language: Label,
}

#[derive(Deserialize)]
struct Item {
    #[serde(default, rename = "type")]
    kind: Label,
    #[serde(default)]
    start_time: Seconds,
    #[serde(default)]
    end_time: Seconds,
    #[serde(default)]
    attaches_to: Label,
    #[serde(default)]
    alternatives: Vec<Alternative>,
}

#[derive(Deserialize)]
struct Alternative {
    content: String,
    #[serde(default)]
    confidence: Confidence,
    #[serde(default)]
    speaker: Label,
}

fn second(text: &str) -> Result<WordTimeline, TimelineError> {
    let file: Second = one(text)?;
    let mut builder = Builder::default();
    // Attached to the following word: an opening quotation mark.
    let mut opens = String::new();
    for item in &file.results {
        let Some(best) = item.alternatives.first() else { continue };
        if item.kind.text() == "punctuation" {
            match item.attaches_to.text() {
                "next" => opens.push_str(best.content.trim()),
                _ => builder.attach(&best.content),
            }
            continue;
        }
        // `UU` is Speechmatics' name for an unidentified speaker.
        let speaker = builder
            .speaker(Some(best.speaker.text()).filter(|name| *name != "UU").unwrap_or_default());
        let (start, end, confidence) = (item.start_time.0, item.end_time.0, best.confidence.0);
        opens.push_str(&best.content);
        builder.word(&opens, TimedWord { start, end, confidence, speaker, ..TimedWord::default() });
        opens.clear();
    }
    let language = file.metadata.transcription_config.language.0.as_deref();
    Ok(builder.finish(file.job.duration.0, language))
}
