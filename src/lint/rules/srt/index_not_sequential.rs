//! SRT001: cue numbers that do not count 1, 2, 3.

use crate::format::Format;
use crate::lint::Rule;
use crate::lint::references::SRT_PARSERS;
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds cue numbers that are not consecutive: a gap, a repeated number, a smaller number after a
    /// greater one, a first number other than 1. Where numbers and times start again together, the
    /// message says that two files seem to have been joined.
    ///
    /// ## Why
    ///
    /// Most players ignore the order of the numbers, and whether they are unique. People do not: a gap
    /// is where a cue was deleted, and two cues with one number are hard to talk about. Joined files
    /// show one text over the other.
    ///
    /// Severity: warning for numbers that repeat or go back and for joined files, info for gaps and for
    /// a first number other than 1.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// The harbour opens at six.
    ///
    /// 3
    /// 00:00:04,000 --> 00:00:06,000
    /// Bring a coat.
    /// ```
    ///
    /// ```srt,valid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// The harbour opens at six.
    ///
    /// 2
    /// 00:00:04,000 --> 00:00:06,000
    /// Bring a coat.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Number the cues from 1. The fix does so and is safe: no time and no word changes.
    ///
    /// ## Where it comes from
    ///
    /// Common usage of SRT, which has no specification; observation of twelve SRT parsers.
}

pub(super) static RULE: Rule = Rule {
    code: "SRT001",
    name: "index-not-sequential",
    summary: "the cue numbers do not count up from 1",
    severity: Severity::Warning,
    formats: &[Format::Srt],
    fix: Some(Applicability::Safe),
    passes_on: &[
        "SRT_INDEX_ORDER",
        "SRT_INDEX_GAP",
        "SRT_INDEX_DUPLICATE",
        "SRT_INDEX_NOT_FROM_ONE",
        "SRT_CONCATENATED",
    ],
    references: &[SRT_PARSERS],
    docs: DOCS,
    ..Rule::NEW
};
