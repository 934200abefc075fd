//! VTT002: timing lines that are not written as WebVTT requires.

use crate::format::Format;
use crate::lint::Rule;
use crate::lint::references::{WEBVTT_CUE_TIMINGS, WEBVTT_TIMESTAMP};
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds times with a comma, with one digit of hours, with minutes or seconds over 59 or without
    /// three digits of milliseconds, arrows that are not `-->`, and timing lines that are indented or
    /// have no white space around the arrow.
    ///
    /// ## Why
    ///
    /// Browsers drop a cue whose times they cannot read; its text never appears.
    ///
    /// ## Why it is an error
    ///
    /// Browsers do not show a cue whose times they cannot read, and VLC needs a space on each side of
    /// the arrow. Hours of one digit and indented lines are read by all, and are a warning.
    ///
    /// ## Example
    ///
    /// ```vtt,invalid
    /// WEBVTT
    ///
    /// 00:00:01,000 --> 00:00:03,000
    /// The harbour opens at six.
    /// ```
    ///
    /// ```vtt,valid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:03.000
    /// The harbour opens at six.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write `HH:MM:SS.mmm --> HH:MM:SS.mmm`. The fix does so where the value is certain (a comma, one
    /// digit of hours, spacing), and is safe then.
    ///
    /// ## Where it comes from
    ///
    /// W3C WebVTT, timestamps and cue timings.
}

pub(super) static RULE: Rule = Rule {
    code: "VTT002",
    name: "malformed-timestamp",
    summary: "a timing line is not written as `00:00:01.000 --> 00:00:03.000`",
    severity: Severity::Error,
    formats: &[Format::WebVtt],
    fix: Some(Applicability::Safe),
    passes_on: &[
        "VTT_TIMESTAMP_FORM",
        "VTT_TIMESTAMP_HOURS",
        "VTT_ARROW_FORM",
        "VTT_TIMING_INDENT",
        "VTT_TIMING_SPACING",
    ],
    lowered: &[
        ("VTT_TIMESTAMP_HOURS", Severity::Warning),
        ("VTT_TIMING_INDENT", Severity::Warning),
    ],
    references: &[WEBVTT_TIMESTAMP, WEBVTT_CUE_TIMINGS],
    docs: DOCS,
    ..Rule::NEW
};
