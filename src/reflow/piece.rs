//! A stretch of text between two opportunities to break, and the signs that matter between them.

use std::ops::Range;

/// A stretch of text that stays on one line, and the gap after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// Where it is in the text, in bytes, without white space at its ends.
    pub(super) text: Range<usize>,
    /// The white space after it, with the line break if there is one; empty where the script has
    /// no spaces, inside a word, and after the last piece.
    pub(super) gap: Range<usize>,
    /// Whether the gap holds a line break.
    pub(super) ends_line: bool,
    /// How it goes on with the next one.
    pub(super) joint: Joint,
}

/// What is between two pieces on one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    /// White space.
    Space,
    /// Nothing, as in Chinese; existing white space has a meaning.
    Close,
    /// Nothing: the two are one word that fits no line.
    Word,
    /// They are never on one line: the line break may be inside a word, and no one can tell
    /// whether with a space.
    Required,
}

/// White space at which a line may end: not the spaces that are there to prevent it.
pub(super) fn is_gap(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}')
}

/// A hyphen or dash.
pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ff0d}')
}
