//! A place in a source text.

use std::fmt;
use std::ops::Range;

/// The longest text the readers accept, in bytes: spans are 32 bits wide.
pub const MAX_LEN: usize = u32::MAX as usize;

/// A half-open range of byte offsets into the decoded UTF-8 text of one file.
///
/// Both ends are on character boundaries of that text. An empty span names a place between two
/// characters.
///
/// ```
/// use cuesmith::source::Span;
///
/// let text = "1\n00:00:01,000 --> 00:00:02,000\n";
/// let end = Span::new(19, 31);
/// assert_eq!(end.slice(text), "00:00:02,000");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset just after the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` to `end`, in bytes.
    #[inline]
    #[must_use]
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The empty span at `offset`, in bytes.
    #[inline]
    #[must_use]
    pub const fn at(offset: u32) -> Self {
        Self { start: offset, end: offset }
    }

    /// The span of a range of `usize` offsets. Offsets over [`MAX_LEN`] are cut to it.
    #[inline]
    #[must_use]
    pub fn of(range: Range<usize>) -> Self {
        Self { start: range.start.min(MAX_LEN) as u32, end: range.end.min(MAX_LEN) as u32 }
    }

    /// Length in bytes; 0 where the ends are reversed.
    #[inline]
    #[must_use]
    pub const fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// Whether the span covers no byte.
    #[inline]
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether `other` is inside this span (or is this span).
    #[inline]
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that covers both.
    #[inline]
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The offsets as a `usize` range.
    #[inline]
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The text at this span; empty when the span is not on character boundaries of `text`.
    #[inline]
    #[must_use]
    pub fn slice(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}
