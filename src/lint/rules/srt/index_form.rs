//! SRT009: number lines that are not a plain number.

use crate::format::Format;
use crate::lint::Rule;
use crate::lint::references::SRT_PARSERS;
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds number lines that contain anything but ASCII digits (`Cue 2`, `2.`, full-width or Arabic
    /// digits), numbers with leading zeros or surrounding spaces, and numbers that do not fit into 64
    /// bits.
    ///
    /// ## Why
    ///
    /// nginx-vod-module and pycaption refuse `2.` and `Cue 2`; ffmpeg and Subtitle Edit show `Cue 2` as
    /// text of the previous cue.
    ///
    /// Severity: warning; info for zeros and spaces.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// Cue 1
    /// 00:00:01,000 --> 00:00:03,000
    /// The harbour opens at six.
    /// ```
    ///
    /// ```srt,valid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// The harbour opens at six.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write only the number, in ASCII digits. Where the line is certain to be a number, the fix is
    /// safe.
    ///
    /// ## Where it comes from
    ///
    /// Observation of twelve SRT parsers.
}

pub(super) static RULE: Rule = Rule {
    code: "SRT009",
    name: "index-form",
    summary: "the line above the times is not a plain number",
    severity: Severity::Warning,
    formats: &[Format::Srt],
    fix: Some(Applicability::Safe),
    passes_on: &[
        "SRT_INDEX_NOT_NUMBER",
        "SRT_INDEX_PADDED",
        "SRT_INDEX_WHITESPACE",
        "SRT_INDEX_OVERFLOW",
        "SRT_INDEX_NONASCII_DIGIT",
    ],
    references: &[SRT_PARSERS],
    docs: DOCS,
    ..Rule::NEW
};
