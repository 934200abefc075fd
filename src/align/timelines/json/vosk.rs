//! Vosk: one object per utterance, in a list or in sequence.

use serde::Deserialize;

use super::engine::{Engine, several};
use super::values::{Confidence, Seconds};
use crate::align::timelines::build::Builder;
use crate::align::timelines::error::TimelineError;
use crate::align::{TimedWord, WordTimeline};

/// Vosk, with `result` or, if alternatives were requested, `alternatives`.
pub(super) const VOSK: Engine = Engine {
    name: "Vosk",
    is: |probe| {
        probe.has_any(&[
            "result[].word",
            "[].result[].word",
            "alternatives[].result[].word",
            "[].alternatives[].result[].word",
        ])
    },
    read: |text, _| read(text),
};

#[derive(Deserialize)]
struct Utterance {
    #[serde(default)]
    result: Vec<Word>,
    #[serde(default)]
    alternatives: Vec<Alternative>,
}

#[derive(Deserialize)]
struct Alternative {
    #[serde(default)]
    result: Vec<Word>,
}

#[derive(Deserialize)]
struct Word {
    word: String,
    #[serde(default)]
    start: Seconds,
    #[serde(default)]
    end: Seconds,
    #[serde(default)]
    conf: Confidence,
}

fn read(text: &str) -> Result<WordTimeline, TimelineError> {
    let mut builder = Builder::default();
    for utterance in several::<Utterance>(text)? {
        let words = match &utterance.result[..] {
            [] => utterance.alternatives.first().map_or(&[][..], |best| &best.result),
            words => words,
        };
        for word in words {
            let (start, end, confidence) = (word.start.0, word.end.0, word.conf.0);
            builder.word(&word.word, TimedWord { start, end, confidence, ..TimedWord::default() });
        }
    }
    Ok(builder.finish(None, None))
}
