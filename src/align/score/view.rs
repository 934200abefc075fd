//! An alignment by lines: which words of a line are correct, and what replaces the others.

use std::ops::Range;

use super::levenshtein::Step;
use super::text::ScoreText;

/// A step and its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The kind of step.
    pub step: Step,
    /// The word of the reference, as an index into [`ScoreText::words`]; for an insertion, the next one.
    pub reference: u32,
    /// The word of the hypothesis; for a deletion, the next one.
    pub hypothesis: u32,
}

/// The part of an alignment that belongs to one line of the reference.
#[derive(Clone, Debug, PartialEq)]
pub struct LineView {
    /// Index into [`ScoreText::lines`] of the reference.
    pub line: u32,
    /// The range in the result of [`pairs`].
    pub pairs: Range<usize>,
    /// How many of them are not hits.
    pub errors: u32,
}

/// The steps of an alignment with their words.
#[must_use]
pub fn pairs(steps: &[Step]) -> Vec<Pair> {
    let (mut reference, mut hypothesis) = (0, 0);
    let pair = |step: &Step| {
        let pair = Pair { step: *step, reference, hypothesis };
        reference += u32::from(*step != Step::Insertion);
        hypothesis += u32::from(*step != Step::Deletion);
        pair
    };
    steps.iter().map(pair).collect()
}

/// An alignment by the lines of the reference that have words. Inserted words belong to the preceding line,
/// those at the beginning to the first one.
#[must_use]
pub fn lines(reference: &ScoreText, pairs: &[Pair]) -> Vec<LineView> {
    let mut found: Vec<LineView> = Vec::new();
    for (at, pair) in pairs.iter().enumerate() {
        let errors = u32::from(pair.step != Step::Hit);
        let word = reference.words.get(pair.reference as usize);
        let own = word.filter(|_| pair.step != Step::Insertion).map(|word| word.line);
        match (found.last_mut(), own) {
            (Some(last), own) if own.is_none_or(|own| own == last.line) => {
                last.pairs.end = at + 1;
                last.errors += errors;
            }
            (_, own) => {
                let line = own.or(word.map(|word| word.line)).unwrap_or_default();
                found.push(LineView { line, pairs: at..at + 1, errors });
            }
        }
    }
    found
}
