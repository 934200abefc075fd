//! What a check makes of one file: text for each report, and numbers.

use super::check_baseline::Entry;
use super::check_ignored::Uses;
use super::check_reports::Piece;
use crate::report::Summary;
use crate::report::json::Problem;

/// The result for one file.
#[derive(Default)]
pub(super) struct Outcome {
    /// The text of the findings in each report, or the diff.
    pub(super) pieces: Vec<Piece>,
    /// The file's entry for its baseline.
    pub(super) entry: Option<Entry>,
    /// What the entries of `ignore` did.
    pub(super) uses: Uses,
    /// The fixed bytes of standard input.
    pub(super) fixed: Option<Vec<u8>>,
    pub(super) summary: Summary,
    /// For standard error.
    pub(super) note: String,
    pub(super) problem: Option<Problem>,
    pub(super) fails: bool,
    pub(super) cached: Cached,
}

/// What the cache has to do with a result.
#[derive(Default)]
pub(super) enum Cached {
    /// Nothing.
    #[default]
    No,
    /// It is from the cache: its number there. Which rules ran is not in the summary.
    Known(u32),
    /// It can be added, under a key.
    New { key: [u8; 16], entry: Vec<u8> },
}

impl Outcome {
    /// The result for a file that could not be checked.
    pub(super) fn failed(problem: Problem) -> Self {
        Self {
            problem: Some(problem),
            summary: Summary { unreadable: 1, ..Summary::default() },
            ..Self::default()
        }
    }
}
