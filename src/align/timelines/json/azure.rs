//! Azure: the detailed results of the Speech SDK, and batch transcription.
//!
//! Both give several readings of a phrase, in no order: the one with the highest confidence counts. Times are ticks
//! of 100 ns; in batches they may also be ISO 8601 durations.

use serde::Deserialize;

use super::engine::{Engine, one, several};
use super::values::{Confidence, Label, Seconds, Ticks};
use crate::align::timelines::build::Builder;
use crate::align::timelines::error::TimelineError;
use crate::align::{TimedWord, WordTimeline};

/// Results of the Speech SDK, in a list or one after the other.
pub(super) const PHRASES: Engine = Engine {
    name: "Azure Speech",
    is: |probe| probe.has_any(&["NBest[].Words[].Word", "[].NBest[].Words[].Word"]),
    read: |text, _| phrases(text),
};

/// Batch transcription.
pub(super) const BATCH: Engine = Engine {
    name: "Azure batch transcription",
    is: |probe| probe.has("recognizedPhrases[].nBest[]"),
    read: |text, _| batch(text),
};

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Phrase {
    #[serde(default, rename = "NBest")]
    n_best: Vec<Reading>,
    #[serde(default, alias = "Speaker")]
    speaker_id: Label,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Reading {
    #[serde(default)]
    confidence: Confidence,
    #[serde(default)]
    words: Vec<Word>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Word {
    word: String,
    #[serde(default)]
    offset: Ticks,
    #[serde(default)]
    duration: Ticks,
    #[serde(default)]
    confidence: Confidence,
}

fn phrases(text: &str) -> Result<WordTimeline, TimelineError> {
    let mut builder = Builder::default();
    for phrase in several::<Phrase>(text)? {
        let speaker = builder.speaker(phrase.speaker_id.text());
        for word in
            best(&phrase.n_best, |reading| reading.confidence).map_or(&[][..], |best| &best.words)
        {
            let (start, end, confidence) =
                (word.offset.0, word.offset.plus(&word.duration), word.confidence.0);
            builder.word(
                &word.word,
                TimedWord { start, end, confidence, speaker, ..TimedWord::default() },
            );
        }
    }
    Ok(builder.finish(None, None))
}

/// The reading with the highest confidence; the first if several are equal.
fn best<T>(readings: &[T], confidence: impl Fn(&T) -> Confidence) -> Option<&T> {
    readings.iter().rev().max_by(|a, b| {
        let of = |reading| confidence(reading).0.unwrap_or(0.0);
        of(a).total_cmp(&of(b))
    })
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Batch {
    #[serde(default)]
    recognized_phrases: Vec<BatchPhrase>,
    #[serde(default)]
    duration_in_ticks: Ticks,
    #[serde(default)]
    duration: Seconds,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct BatchPhrase {
    #[serde(default)]
    channel: i64,
    #[serde(default)]
    speaker: Label,
    #[serde(default)]
    locale: Label,
    #[serde(default)]
    n_best: Vec<BatchReading>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct BatchReading {
    #[serde(default)]
    confidence: Confidence,
    #[serde(default)]
    words: Vec<BatchWord>,
    /// The words as written, in versions that have them.
    #[serde(default)]
    display_words: Vec<BatchWord>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct BatchWord {
    #[serde(alias = "displayText")]
    word: String,
    #[serde(default)]
    offset_in_ticks: Ticks,
    #[serde(default)]
    duration_in_ticks: Ticks,
    #[serde(default)]
    offset: Seconds,
    #[serde(default)]
    duration: Seconds,
    #[serde(default)]
    confidence: Confidence,
}

fn batch(text: &str) -> Result<WordTimeline, TimelineError> {
    let file: Batch = one(text)?;
    let mut builder = Builder::default();
    let phrases = &file.recognized_phrases;
    // Stereo gives all phrases of one channel and then those of the other: each channel is its own speaker.
    let stereo = phrases.iter().any(|phrase| phrase.channel != phrases[0].channel);
    for phrase in phrases {
        let name = match phrase.speaker.text() {
            "" if stereo => phrase.channel.to_string(),
            name => name.to_owned(),
        };
        let speaker = builder.speaker(&name);
        let Some(reading) = best(&phrase.n_best, |reading| reading.confidence) else { continue };
        let words =
            if reading.display_words.is_empty() { &reading.words } else { &reading.display_words };
        for word in words {
            let start = word.offset_in_ticks.0.or(word.offset.0);
            let end = word
                .offset_in_ticks
                .plus(&word.duration_in_ticks)
                .or_else(|| word.offset.plus(&word.duration));
            let confidence = word.confidence.0;
            builder.word(
                &word.word,
                TimedWord { start, end, confidence, speaker, ..TimedWord::default() },
            );
        }
    }
    let language = phrases.iter().find_map(|phrase| phrase.locale.0.as_deref());
    Ok(builder.finish(file.duration_in_ticks.0.or(file.duration.0), language))
}
