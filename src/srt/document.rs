//! What an SRT file is: cues and unreadable blocks, all as spans of the text.

use super::Fraction;
use crate::source::Span;
use crate::time::{Interval, Timestamp};

/// An SRT file: its text, and the place of everything in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document<'a> {
    /// The decoded text that all spans refer to. A byte order mark is part of it.
    pub source: &'a str,
    /// The cues in file order, as written, never reordered.
    pub cues: Vec<Cue>,
    /// The blocks that could not be read as a cue, in file order. None of them is part of a cue.
    pub unparsed: Vec<Span>,
    /// How the digits of its fractions were read.
    pub fraction: Fraction,
    /// Whether a line is a number or text because of the numbers before it. A cue without a number counts as one
    /// more than the last.
    pub numbers_decide: bool,
}

impl Document<'_> {
    /// Whether every number and every timing line of the file is followed by a blank line, as some tools
    /// leave all lines of a file that passed through them.
    #[must_use]
    pub fn is_double_spaced(&self) -> bool {
        let line_ends = |from: u32, to: u32| {
            let between = Span::new(from, to.max(from)).slice(self.source);
            super::lines::split(between).count().saturating_sub(1)
        };
        self.cues.len() > 1
            && self.cues.iter().all(|cue| {
                let after_times = cue.settings.end.max(cue.end_span.end);
                !cue.index.is_empty()
                    && line_ends(cue.index.end, cue.start_span.start) > 1
                    && (cue.payload.is_empty() || line_ends(after_times, cue.payload.start) > 1)
            })
    }
}

/// One cue. What the file does not have is an empty span at the place where it would be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Cue {
    /// From the number (or the timing line, where there is no number) to the end of the last text
    /// line, without the terminator of that line.
    pub block: Span,
    /// The line above the timing line, without white space around it: usually a number.
    pub index: Span,
    /// First moment of the cue, in milliseconds; may be negative.
    pub start: Timestamp,
    /// First moment the cue is gone, in milliseconds; may be before the start.
    pub end: Timestamp,
    /// The start time as written.
    pub start_span: Span,
    /// The end time as written.
    pub end_span: Span,
    /// What follows the end time on its line, without white space around it.
    pub settings: Span,
    /// The text with its markup, without the terminator of the last line.
    pub payload: Span,
}

impl Cue {
    /// The number of the cue; `None` where there is none, or it is not an unsigned 64-bit number.
    /// White space around it does not count; full-width and other decimal digits do.
    #[must_use]
    pub fn number(&self, source: &str) -> Option<u64> {
        super::number::read(self.index.slice(source)).ok()
    }

    /// The text lines as written, with markup, not trimmed. A cue without text has no line; an
    /// empty line inside the text is one.
    pub fn lines<'s>(&self, source: &'s str) -> impl Iterator<Item = &'s str> + use<'s> {
        super::lines::split(self.payload.slice(source))
    }

    /// When it is shown, as written.
    #[must_use]
    pub const fn interval(&self) -> Interval {
        Interval { start: self.start, end: self.end }
    }
}
