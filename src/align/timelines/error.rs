//! Errors in the text of a timeline.

use std::fmt;

/// Why a text cannot be read as a timeline: the problem, its position, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelineError {
    /// Line and column, both counted from 1, if known; the column in bytes.
    pub at: Option<(u32, u32)>,
    /// The problem and what to do, in lower case, without a full stop.
    pub message: String,
}

impl TimelineError {
    /// An error about the file as a whole.
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self { at: None, message: message.into() }
    }

    /// An error at a position.
    pub(super) fn at(line: usize, column: usize, message: impl Into<String>) -> Self {
        Self { at: Some((line as u32, column as u32)), message: message.into() }
    }
}

impl fmt::Display for TimelineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((line, column)) = self.at {
            write!(f, "line {line}, column {column}: ")?;
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for TimelineError {}
