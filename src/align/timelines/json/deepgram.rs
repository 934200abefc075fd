//! Deepgram: recorded audio with `results.channels`, live results with `channel`, one after the other.

use serde::Deserialize;

use super::engine::{Engine, one, several};
use super::values::{Confidence, Label, Seconds};
use crate::align::timelines::build::Builder;
use crate::align::timelines::error::TimelineError;
use crate::align::{TimedWord, WordTimeline};

/// Recorded audio.
pub(super) const DEEPGRAM: Engine = Engine {
    name: "Deepgram",
    is: |probe| probe.has("results.channels[].alternatives[].words[].word"),
    read: |text, _| recorded(text),
};

/// Live results.
pub(super) const LIVE: Engine = Engine {
    name: "Deepgram, live",
    is: |probe| {
        probe.has_any(&[
            "channel.alternatives[].words[].word",
            "[].channel.alternatives[].words[].word",
        ])
    },
    read: |text, _| live(text),
};

#[derive(Deserialize)]
struct File {
    #[serde(default)]
    metadata: Metadata,
    results: Results,
}

#[derive(Default, Deserialize)]
struct Metadata {
    #[serde(default)]
    duration: Seconds,
}

#[derive(Deserialize)]
struct Results {
    #[serde(default)]
    channels: Vec<Channel>,
}

#[derive(Default, Deserialize)]
struct Channel {
    #[serde(default)]
    alternatives: Vec<Alternative>,
    #[serde(default)]
    detected_language: Label,
}

#[derive(Deserialize)]
struct Alternative {
    #[serde(default)]
    words: Vec<Word>,
}

#[derive(Deserialize)]
struct Word {
    word: String,
    /// The word as written.
    #[serde(default)]
    punctuated_word: Label,
    #[serde(default)]
    start: Seconds,
    #[serde(default)]
    end: Seconds,
    #[serde(default)]
    confidence: Confidence,
    #[serde(default)]
    speaker: Label,
}

fn recorded(text: &str) -> Result<WordTimeline, TimelineError> {
    let file: File = one(text)?;
    let mut builder = Builder::default();
    let channels = &file.results.channels;
    for (at, channel) in channels.iter().enumerate() {
        let name = if channels.len() > 1 { format!("channel {at}") } else { String::new() };
        add(&mut builder, channel, &name);
    }
    if channels.len() > 1 {
        builder.order();
    }
    let language = channels.iter().find_map(|channel| channel.detected_language.0.as_deref());
    Ok(builder.finish(file.metadata.duration.0, language))
}

/// Adds the words of a channel; `around` is the speaker for words that do not name one.
fn add(builder: &mut Builder, channel: &Channel, around: &str) {
    for word in channel.alternatives.first().map_or(&[][..], |best| &best.words) {
        let name = if word.speaker.text().is_empty() { around } else { word.speaker.text() };
        let speaker = builder.speaker(name);
        let shown = if word.punctuated_word.text().is_empty() {
            &word.word
        } else {
            word.punctuated_word.text()
        };
        let (start, end, confidence) = (word.start.0, word.end.0, word.confidence.0);
        builder.word(shown, TimedWord { start, end, confidence, speaker, ..TimedWord::default() });
    }
}

#[derive(Deserialize)]
struct Message {
    #[serde(default)]
    channel: Channel,
    /// Whether the words are final; interim results are sent again.
    #[serde(default)]
    is_final: Option<bool>,
}

fn live(text: &str) -> Result<WordTimeline, TimelineError> {
    let mut builder = Builder::default();
    for message in
        several::<Message>(text)?.iter().filter(|message| message.is_final != Some(false))
    {
        add(&mut builder, &message.channel, "");
    }
    Ok(builder.finish(None, None))
}
