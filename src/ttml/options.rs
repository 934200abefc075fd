//! How a document is read.

use crate::source::MAX_LEN;

/// How large a document may be. Beyond a limit reading stops or skips, with one diagnostic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseOptions {
    /// Longest text, in bytes. Default: `u32::MAX`.
    pub max_bytes: usize,
    /// Deepest nesting of elements. Default: 256.
    pub max_depth: usize,
    /// Most elements. Default: 10,000,000.
    pub max_elements: usize,
    /// Most attributes on one element, at most 65,535. Default: 1,000.
    pub max_attributes: usize,
    /// Most regions. Default: 100,000.
    pub max_regions: usize,
    /// Most cues. Beyond it, nothing more is presented. Default: 10,000,000.
    pub max_cues: usize,
    /// Most pieces of text that splitting may make: a cue whose parts change is split, and each part
    /// has all that is active. Beyond it, cues are no longer split. Default: 1,000,000.
    pub max_pieces: usize,
    /// Most diagnostics. Default: 10,000.
    pub max_diagnostics: usize,
}

impl Default for ParseOptions {
    fn default() -> Self {
        Self {
            max_bytes: MAX_LEN,
            max_depth: 256,
            max_elements: 10_000_000,
            max_attributes: 1000,
            max_regions: 100_000,
            max_cues: 10_000_000,
            max_pieces: 1_000_000,
            max_diagnostics: 10_000,
        }
    }
}
