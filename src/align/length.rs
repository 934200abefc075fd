//! How common units are, and how long they take to speak: judged by their letters and by how common they are.

use super::normalize::Lexicon;
use super::timed::Timed;

/// The length of a sound of hesitation, in letters.
const FILLER: f32 = 6.0;

/// The information of each unit in bits: more for rare units, less for short ones.
pub(crate) fn information(a: &[u32], b: &[u32], lexicon: &Lexicon) -> Vec<f32> {
    let mut counts = vec![0u32; lexicon.len()];
    for &id in a.iter().chain(b) {
        counts[id as usize] += 1;
    }
    let total = (a.len() + b.len()) as f32 + 1000.0;
    let bits = |(id, &count): (usize, &u32)| {
        let by_count = -(count.max(1) as f32 / total).log2();
        let letters = lexicon.letters(id as u32).len() as f32;
        let by_letters = if lexicon.is_character(id as u32) { 10.0 } else { 2.0 + 1.6 * letters };
        by_count.min(by_letters).min(14.0)
    };
    counts.iter().enumerate().map(bits).collect()
}

/// How long each unit takes to speak, in ms, from its length and the speaking rate of the timeline.
pub(crate) fn needs(timed: &Timed, lexicon: &Lexicon, length: impl Fn(u32) -> f32) -> Vec<f32> {
    let rates = timed.units.ids.iter().zip(timed.start.iter().zip(&timed.end));
    let mut rates: Vec<f32> =
        rates.map(|(&id, (start, end))| (end - start) as f32 / length(id)).collect();
    let middle = rates.len() / 2;
    let rate = if rates.is_empty() {
        65.0
    } else {
        *rates.select_nth_unstable_by(middle, f32::total_cmp).1
    };
    let rate = rate.max(1.0);
    (0..lexicon.len() as u32).map(|id| length(id) * rate).collect()
}

/// The length of a unit, in letters, for a unit with so many bits of information. Common words are spoken faster.
pub(crate) fn length(lexicon: &Lexicon, id: u32, bits: f32) -> f32 {
    let letters = lexicon.letters(id).len() as f32;
    if lexicon.is_filler(id) {
        return FILLER;
    }
    if lexicon.is_character(id) {
        return letters + BETWEEN;
    }
    (2.0 + 0.8 * letters) * (0.3 + 0.9 * bits / 14.0)
}

/// The same without regard to how common a unit is: the first and last words of sentences are spoken slowly.
pub(crate) fn plain_length(lexicon: &Lexicon, id: u32) -> f32 {
    if lexicon.is_filler(id) { FILLER + 1.0 } else { lexicon.letters(id).len() as f32 + BETWEEN }
}

/// What each word takes besides its letters, in letters.
const BETWEEN: f32 = 1.5;
