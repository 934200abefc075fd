//! The confidence of a word's time: the share of words of its kind whose start is within 200 ms of the true start.
//!
//! The kinds are distinguished by how the time was found, whether the match may be chance, and how precise the
//! timeline can be. The shares were measured over 96 alignments with known times (135,600 words: five
//! recognizers on earnings calls, simulated ones on a second set of calls and in eleven languages, two small
//! recognizers on readings, caption files), smoothed to fall from kind to kind, and
//! rounded.

use super::place::{How, Placed};

/// What is known of a word besides its position.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Known {
    /// Its run is unlikely to be chance.
    pub(crate) backed: bool,
    /// The words on both sides match the timeline too.
    pub(crate) inside: bool,
    /// Its start was moved out of a pause.
    pub(crate) moved_start: bool,
    /// The timeline consists of words, not cues.
    pub(crate) words: bool,
}

/// The probability that the start of a word is within 200 ms of the true start.
pub(crate) fn confidence(placed: Placed, known: Known) -> f32 {
    if !known.words {
        return if placed.how == How::Unspoken { 0.0 } else { 0.41 };
    }
    match placed.how {
        How::Unspoken => 0.0,
        _ if known.moved_start && placed.how != How::Between => 0.72,
        How::Equal if known.backed && known.inside => 0.99,
        How::Equal if known.backed => 0.97,
        How::Equal if known.inside => 0.94,
        How::Equal => 0.93,
        How::Alike if known.backed && placed.like >= 0.75 => 0.95,
        How::Alike if placed.like >= 0.75 => 0.85,
        How::Alike if placed.like >= 0.5 => 0.91,
        How::Alike if placed.like >= 0.3 => 0.88,
        How::Alike => 0.79,
        How::Between if placed.stretch <= 2 && (60..=160).contains(&placed.room) => 0.88,
        How::Between if placed.stretch <= 2 && placed.room < 60 => 0.8,
        How::Between if placed.stretch <= 2 => 0.53,
        How::Between if placed.stretch <= 5 && placed.room <= 160 => 0.53,
        How::Between if placed.stretch <= 5 => 0.52,
        How::Between if placed.room <= 50 => 0.2,
        How::Between if placed.room <= 160 => 0.14,
        How::Between => 0.05,
    }
}
