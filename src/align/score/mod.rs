//! How well one text matches the words of another, and their times.
//!
//! [`ScoreText`] is one side: the words of captions, of a transcript or of a recognizer, normalized as set in
//! a [`Normalization`]. [`score()`] aligns two sides with the fewest changes and computes the word error rate and
//! its relatives ([`Counts`]), the character error rate ([`Characters`]), and timing errors if both sides have
//! times ([`TimeErrors`]). [`lines()`] gives the alignment by lines of the reference, for display.
//!
//! The figures match jiwer's for the same words: among alignments with the fewest changes, the same
//! one is chosen ([`Step`]).

mod levenshtein;
mod measures;
mod normal;
mod pieces;
mod text;
mod timing;
mod view;

pub use levenshtein::Step;
pub use measures::{Characters, Counts};
pub use normal::Normalization;
#[cfg(feature = "diff")]
pub(crate) use pieces::increasing;
pub use text::{ScoreLine, ScoreText, ScoreWord};
pub use timing::TimeErrors;
pub use view::{LineView, Pair, lines, pairs};

/// The result of [`score()`].
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    /// The numbers of correct words and of errors.
    pub words: Counts,
    /// The same for characters.
    pub characters: Characters,
    /// The alignment, from the first word to the last.
    pub steps: Vec<Step>,
    /// Whether no alignment with fewer changes exists. False for texts that are too long and too different: they
    /// are aligned in pieces, and the error rates are upper bounds.
    pub exact: bool,
    /// Errors of the start times of words or cues, if both sides have some.
    pub starts: Option<TimeErrors>,
    /// Errors of the end times.
    pub ends: Option<TimeErrors>,
}

/// Compares a text with its reference.
///
/// ```
/// use cuesmith::align::score::{Normalization, ScoreText, score};
/// use cuesmith::{ReadOptions, read};
///
/// let text = |captions| {
///     let timeline = read(captions, None, &ReadOptions::default()).document.lower();
///     ScoreText::of_captions(&timeline, &Normalization::default())
/// };
/// let reference = text("1\n00:00:01,000 --> 00:00:02,000\n>> The tide is high today.\n");
/// let hypothesis = text("1\n00:00:01,120 --> 00:00:02,000\nthe tied is high\n");
/// let score = score(&reference, &hypothesis);
/// assert_eq!((score.words.hits, score.words.substitutions, score.words.deletions), (3, 1, 1));
/// assert_eq!(score.words.wer(), 0.4);
/// assert_eq!(score.starts.unwrap().mean_absolute_ms, 120.0);
/// ```
#[must_use]
pub fn score(reference: &ScoreText, hypothesis: &ScoreText) -> Score {
    let (one, other) = text::numbered(reference, hypothesis);
    let pieces::Alignment { steps, exact } = pieces::align(&one, &other);
    let words = Counts::of(&steps);
    let characters = measures::characters(reference, hypothesis, &steps);
    let (starts, ends) = timing::errors(reference, hypothesis, &steps);
    Score { words, characters, steps, exact, starts, ends }
}

/// The alignment of [`score()`] alone, without figures.
#[must_use]
pub fn steps(reference: &ScoreText, hypothesis: &ScoreText) -> Vec<Step> {
    let (one, other) = text::numbered(reference, hypothesis);
    pieces::align(&one, &other).steps
}

/// The alignment of two lists of words, given as numbers, in a time that is nearly linear in their length; long lists
/// that differ much are aligned in pieces, which may take more changes than needed.
#[cfg(feature = "diff")]
pub(crate) fn align_numbers(one: &[u32], other: &[u32]) -> Vec<Step> {
    pieces::align_within(one, other, pieces::SMALL).steps
}

/// The alignment of two lists of words with the fewest changes, and whether it is certain that none has fewer
/// ([`Score::exact`]).
///
/// ```
/// use cuesmith::align::score::{Counts, align_words};
///
/// let (steps, _) = align_words(&["a", "b", "c", "d"], &["d", "a", "b", "c"]);
/// assert_eq!(Counts::of(&steps).wer(), 0.5);
/// ```
#[must_use]
pub fn align_words(reference: &[&str], hypothesis: &[&str]) -> (Vec<Step>, bool) {
    let mut numbers = std::collections::HashMap::new();
    let mut number = |word| {
        let next = numbers.len() as u32;
        *numbers.entry(word).or_insert(next)
    };
    let one: Vec<u32> = reference.iter().map(|word| number(*word)).collect();
    let other: Vec<u32> = hypothesis.iter().map(|word| number(*word)).collect();
    let aligned = pieces::align(&one, &other);
    (aligned.steps, aligned.exact)
}
