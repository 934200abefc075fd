//! How long units take to speak, judged by their letters and by how common they are.

use super::normalize::Lexicon;

/// The length of a sound of hesitation, in letters.
const FILLER: f32 = 6.0;

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
