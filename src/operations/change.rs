//! The result of an operation.

use crate::source::{Edits, Span};
use crate::verify_change::Account;

/// What an operation changes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Changed {
    /// The changes to the text.
    pub edits: Edits,
    /// Their effect on cues and words, for [`verify_change::apply`](crate::verify_change::apply).
    pub account: Account,
    /// A record of each change, and of those that were not possible.
    pub changes: Vec<Change>,
}

/// A change to a cue, or one that was not possible.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// Zero-based position of the cue in the file.
    pub cue: u32,
    /// The place in the text as it was.
    pub span: Span,
    /// What viewers saw there: text, or times.
    pub before: String,
    /// What they see after the change.
    pub after: String,
    /// Why it was not done, or not completely: the end of a sentence about the cue. `None` if it was.
    pub left: Option<&'static str>,
}
