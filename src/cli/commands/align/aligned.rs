//! Times of words, and how they came about.

use crate::align::Alignment;

/// What audio gives without a timeline, or adds to one.
pub(super) struct Aligned {
    pub(super) alignment: Alignment,
    pub(super) method: &'static str,
    pub(super) warnings: Vec<String>,
}
