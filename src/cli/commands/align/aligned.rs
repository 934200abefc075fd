//! Times of words, and how they were determined.

use crate::align::Alignment;

/// The times that audio provides without a timeline or adds to one.
pub(super) struct Aligned {
    pub(super) alignment: Alignment,
    pub(super) method: &'static str,
    pub(super) warnings: Vec<String>,
}
