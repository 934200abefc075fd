//! The limits that a text is set within.

use super::width::Width;

/// How a text should be set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measure {
    /// The limit of a line, in `width`.
    pub(super) limit: u32,
    pub(super) width: Width,
    /// Exactly so many lines, where the pieces allow it; otherwise as few as can be.
    pub(super) lines: Option<u32>,
}
