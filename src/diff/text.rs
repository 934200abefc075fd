//! The words of cues that belong together, and which of them differ.

use super::change::TextPiece;
use super::side::Side;
use crate::align::score::{Pair, Step, align_numbers, pairs};
use crate::timeline::{is_invisible, one_line};

/// The words of both sides and their alignment.
pub(super) struct Words {
    /// Indices into [`ScoreText::words`](crate::align::score::ScoreText::words).
    pub(super) old: Vec<u32>,
    pub(super) new: Vec<u32>,
    /// Each step with indices into `old` and `new`.
    pub(super) pairs: Vec<Pair>,
}

impl Words {
    /// The words of some cues of each side, by rank.
    pub(super) fn of(
        (old, olds): (&Side<'_, '_>, &[u32]),
        (new, news): (&Side<'_, '_>, &[u32]),
    ) -> Self {
        let words = |side: &Side<'_, '_>, ranks: &[u32]| -> Vec<u32> {
            ranks.iter().flat_map(|&rank| side.words_of(rank)).map(|word| word as u32).collect()
        };
        let (first, second) = (words(old, olds), words(new, news));
        let numbers = |side: &Side<'_, '_>, words: &[u32]| -> Vec<u32> {
            words.iter().map(|&word| side.words[word as usize]).collect()
        };
        let texts = |side: &'_ Side<'_, '_>, words: &[u32]| -> Vec<String> {
            let words = words.iter().map(|&word| &side.exact.words[word as usize]);
            words.map(|word| side.exact.text_of(word).to_owned()).collect()
        };
        let (one, other) = (numbers(old, &first), numbers(new, &second));
        let by_length = one.len().cmp(&other.len());
        // Both directions give the same steps.
        let steps = if one == other {
            vec![Step::Hit; one.len()]
        } else if by_length.then_with(|| texts(old, &first).cmp(&texts(new, &second))).is_le() {
            align_numbers(&one, &other)
        } else {
            align_numbers(&other, &one).into_iter().map(turned).collect()
        };
        Self { old: first, new: second, pairs: pairs(&steps) }
    }

    pub(super) fn is_same(&self) -> bool {
        self.pairs.iter().all(|pair| pair.step == Step::Hit)
    }

    /// The text in pieces that are the same or differ, by turns.
    pub(super) fn pieces(&self, old: &Side<'_, '_>, new: &Side<'_, '_>) -> Vec<TextPiece> {
        let chunks = self.pairs.chunk_by(|a, b| (a.step == Step::Hit) == (b.step == Step::Hit));
        let pieces = chunks.map(|chunk| {
            let taken = |without: Step, word: fn(&Pair) -> u32| {
                let pairs = chunk.iter().filter(move |pair| pair.step != without);
                pairs.map(word).collect::<Vec<u32>>()
            };
            let olds = taken(Step::Insertion, |pair| pair.reference);
            let news = taken(Step::Deletion, |pair| pair.hypothesis);
            let step = match (chunk[0].step, olds.is_empty(), news.is_empty()) {
                (Step::Hit, ..) => Step::Hit,
                (_, true, _) => Step::Insertion,
                (_, _, true) => Step::Deletion,
                _ => Step::Substitution,
            };
            TextPiece { step, old: slice(old, &self.old, &olds), new: slice(new, &self.new, &news) }
        });
        pieces.collect()
    }
}

/// The same step from the other side.
const fn turned(step: Step) -> Step {
    match step {
        Step::Deletion => Step::Insertion,
        Step::Insertion => Step::Deletion,
        step => step,
    }
}

/// The text of consecutive words, on one line, with what is between them in their cue.
fn slice(side: &Side<'_, '_>, words: &[u32], taken: &[u32]) -> String {
    let mut out = String::new();
    let word = |at: u32| &side.exact.words[words[at as usize] as usize];
    for cue in taken.chunk_by(|a, b| word(*a).line == word(*b).line) {
        let (first, last) = (word(cue[0]), word(cue[cue.len() - 1]));
        if !out.is_empty() {
            out.push(' ');
        }
        let text = &side.exact.text[first.text.start as usize..last.text.end as usize];
        out.push_str(&one_line(text));
    }
    out
}

/// How many visible characters are before each line break of a cue.
pub(super) fn breaks(side: &Side<'_, '_>, rank: u32) -> Vec<u32> {
    let mut found = Vec::new();
    let mut count = 0;
    for c in side.text_of(rank).chars() {
        match c {
            '\n' if count > 0 && found.last() != Some(&count) => found.push(count),
            c if c.is_whitespace() || is_invisible(c) => {}
            _ => count += 1,
        }
    }
    // A break at the end shows nothing.
    found.retain(|before| *before < count);
    found
}
