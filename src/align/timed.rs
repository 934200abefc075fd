//! The units of a timeline and their times.

use super::normalize::Units;

/// The units of a timeline and their times in milliseconds.
#[derive(Clone, Debug, Default)]
pub(crate) struct Timed {
    pub(crate) units: Units,
    pub(crate) start: Vec<i64>,
    pub(crate) end: Vec<i64>,
    /// The duration of the media.
    pub(crate) duration: i64,
}
