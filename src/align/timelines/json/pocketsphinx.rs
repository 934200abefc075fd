//! PocketSphinx: an object per utterance; `w` has its words, each with the start `b` and the duration `d`.
//!
//! `<s>`, `<sil>`, `(NULL)` and noises in `[]` or `++` are not words; `to(2)` is the second pronunciation of `to`.

use serde::Deserialize;

use super::engine::{Engine, several};
use super::values::{Confidence, Seconds};
use crate::align::timelines::build::Builder;
use crate::align::timelines::error::TimelineError;
use crate::align::{TimedWord, WordTimeline};

/// PocketSphinx.
pub(super) const POCKETSPHINX: Engine = Engine {
    name: "PocketSphinx",
    is: |probe| probe.has_any(&["w[].b", "[].w[].b"]) && probe.has_any(&["w[].t", "[].w[].t"]),
    read: |text, _| read(text),
};

#[derive(Deserialize)]
struct Utterance {
    #[serde(default)]
    w: Vec<Word>,
}

#[derive(Deserialize)]
struct Word {
    #[serde(default)]
    t: String,
    #[serde(default)]
    b: Seconds,
    #[serde(default)]
    d: Seconds,
    #[serde(default)]
    p: Confidence,
}

fn read(text: &str) -> Result<WordTimeline, TimelineError> {
    let mut builder = Builder::default();
    for word in several::<Utterance>(text)?.iter().flat_map(|utterance| &utterance.w) {
        let noise = word.t.starts_with("++") || word.t.starts_with('[') && word.t.ends_with(']');
        if !noise {
            let (start, end, confidence) = (word.b.0, word.b.plus(&word.d), word.p.0);
            builder.word(
                spelling(&word.t),
                TimedWord { start, end, confidence, ..TimedWord::default() },
            );
        }
    }
    Ok(builder.finish(None, None))
}

/// A word without the number of its pronunciation.
fn spelling(word: &str) -> &str {
    let base = word.strip_suffix(')').and_then(|open| open.rsplit_once('('));
    base.filter(|(base, number)| !base.is_empty() && crate::chars::is_digits(number))
        .map_or(word, |(base, _)| base)
}
