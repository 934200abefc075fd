//! Files with one list of `words` with `text`, `start` and `end`: AssemblyAI, ElevenLabs, BBC Digital Paper Edit,
//! and BBC Kaldi, whose list is in `retval`.

use serde::Deserialize;

use super::engine::{Engine, one};
use super::values::{Confidence, Label, Millis, Seconds};
use crate::align::timelines::build::Builder;
use crate::align::timelines::error::TimelineError;
use crate::align::{TimedWord, WordTimeline};

/// AssemblyAI: words in milliseconds, `audio_duration` in seconds.
pub(super) const ASSEMBLYAI: Engine = Engine {
    name: "AssemblyAI",
    is: |probe| {
        let own = ["audio_duration", "acoustic_model", "utterances", "audio_url", "language_code"];
        probe.has("words[].text") && probe.is_whole("words[].start") && probe.has_any(&own)
    },
    read: |text, _| assemblyai(text),
};

/// ElevenLabs Scribe: words, spaces and sounds in seconds.
pub(super) const ELEVENLABS: Engine = Engine {
    name: "ElevenLabs",
    is: |probe| {
        probe.has("words[].text") && probe.has("words[].type") && probe.has("words[].start")
    },
    read: |text, _| seconds(text),
};

/// The BBC's Digital Paper Edit: words in seconds, including punctuation.
pub(super) const PAPER_EDIT: Engine = Engine {
    name: "words with text",
    is: |probe| probe.has("words[].text") && probe.has("words[].start"),
    read: |text, _| seconds(text),
};

/// The BBC's Kaldi output.
pub(super) const BBC_KALDI: Engine = Engine {
    name: "BBC Kaldi",
    is: |probe| probe.has("retval.words[].word"),
    read: |text, _| kaldi(text),
};

#[derive(Deserialize)]
struct InMillis {
    words: Vec<MillisWord>,
    #[serde(default)]
    audio_duration: Seconds,
    #[serde(default)]
    language_code: Label,
}

#[derive(Deserialize)]
struct MillisWord {
    text: String,
    #[serde(default)]
    start: Millis,
    #[serde(default)]
    end: Millis,
    #[serde(default)]
    confidence: Confidence,
    #[serde(default)]
    speaker: Label,
}

fn assemblyai(text: &str) -> Result<WordTimeline, TimelineError> {
    let file: InMillis = one(text)?;
    let mut builder = Builder::default();
    for word in &file.words {
        let speaker = builder.speaker(word.speaker.text());
        let (start, end, confidence) = (word.start.0, word.end.0, word.confidence.0);
        builder.word(
            &word.text,
            TimedWord { start, end, confidence, speaker, ..TimedWord::default() },
        );
    }
    Ok(builder.finish(file.audio_duration.0, file.language_code.0.as_deref()))
}

#[derive(Deserialize)]
struct InSeconds {
    words: Vec<SecondsWord>,
    #[serde(default)]
    language_code: Label,
}

#[derive(Deserialize)]
struct SecondsWord {
    text: String,
    #[serde(default)]
    start: Seconds,
    #[serde(default)]
    end: Seconds,
    #[serde(default, rename = "type")]
    kind: Label,
    #[serde(default)]
    confidence: Confidence,
    #[serde(default)]
    speaker_id: Label,
    #[serde(default)]
    speaker: Label,
}

fn seconds(text: &str) -> Result<WordTimeline, TimelineError> {
    let file: InSeconds = one(text)?;
    let mut builder = Builder::default();
    for word in &file.words {
        if matches!(word.kind.text(), "spacing" | "audio_event") {
            continue;
        }
        let name = if word.speaker_id.text().is_empty() { &word.speaker } else { &word.speaker_id };
        let speaker = builder.speaker(name.text());
        let (start, end, confidence) = (word.start.0, word.end.0, word.confidence.0);
        builder.word(
            &word.text,
            TimedWord { start, end, confidence, speaker, ..TimedWord::default() },
        );
    }
    Ok(builder.finish(None, file.language_code.0.as_deref()))
}

#[derive(Deserialize)]
struct Kaldi {
    retval: Retval,
}

#[derive(Deserialize)]
struct Retval {
    words: Vec<KaldiWord>,
}

#[derive(Deserialize)]
struct KaldiWord {
    word: String,
    /// The word as written.
    #[serde(default)]
    punct: Label,
    #[serde(default)]
    start: Seconds,
    #[serde(default)]
    end: Seconds,
    #[serde(default)]
    confidence: Confidence,
}

fn kaldi(text: &str) -> Result<WordTimeline, TimelineError> {
    let file: Kaldi = one(text)?;
    let mut builder = Builder::default();
    for word in &file.retval.words {
        let shown = if word.punct.text().is_empty() { &word.word } else { word.punct.text() };
        let (start, end, confidence) = (word.start.0, word.end.0, word.confidence.0);
        builder.word(shown, TimedWord { start, end, confidence, ..TimedWord::default() });
    }
    Ok(builder.finish(None, None))
}
