//! Checks that cues contain the words of the transcript that they list.

use super::options::{SegmentedCue, Unspoken};
use crate::align::{Alignment, Transcript};

/// The first problem in cues, and the cue: a word that is missing or duplicated, or whose letters are not
/// at the recorded position. `None` if there is no problem.
///
/// This checks only the resulting cues, independently of the internals of [`segment`](super::segment()).
#[must_use]
pub fn misplaced_word(
    transcript: &Transcript<'_>,
    alignment: &Alignment,
    cues: &[SegmentedCue],
    unspoken: Unspoken,
) -> Option<(usize, String)> {
    let words: Vec<&str> = transcript.words().map(|word| transcript.text_of(word)).collect();
    let is_spoken =
        |word: usize| alignment.words.get(word).is_some_and(|aligned| aligned.interval.is_some());
    let mut seen = vec![false; words.len()];
    let mut last: Option<u32> = None;
    for (at, cue) in cues.iter().enumerate() {
        for (word, place) in cue.words.clone().zip(&cue.places) {
            let index = word as usize;
            let Some(text) = words.get(index) else {
                return Some((at, format!("there is no word {index}")));
            };
            if !is_spoken(index) && unspoken == Unspoken::Drop {
                continue;
            }
            // A word split in two continues in the next cue.
            let is_cut = last == Some(word);
            if std::mem::replace(&mut seen[index], true) && !is_cut {
                return Some((at, format!("`{text}` is there twice")));
            }
            let shown = cue.text.get(*place as usize..).unwrap_or_default();
            if !is_cut && !begins(shown, text) {
                return Some((at, format!("`{text}` is not where it should be")));
            }
            last = Some(word);
        }
    }
    let missing =
        (0..words.len()).find(|&at| !seen[at] && (is_spoken(at) || unspoken != Unspoken::Drop));
    missing.map(|at| (cues.len(), format!("`{}` is missing", words[at])))
}

/// Whether a text begins with the visible characters of a word, as far as it goes: a word may be split.
fn begins(text: &str, word: &str) -> bool {
    let visible = |text: &str| -> Vec<char> {
        text.chars().filter(|c| !c.is_whitespace()).take(word.len()).collect()
    };
    let (shown, word) = (visible(text), visible(word));
    let common = shown.len().min(word.len());
    common > 0 && shown[..common] == word[..common]
}
