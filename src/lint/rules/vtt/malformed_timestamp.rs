//! VTT002: timing lines that are not written as WebVTT asks.

use crate::format::Format;
use crate::lint::references::{PLAYER_DISPLAY, SERVER_WEBVTT};
use crate::lint::rule::docs;
use crate::lint::{Reference, Rule};
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds times with a comma, with one digit of hours, with minutes or seconds over 59 or without
    /// three digits of milliseconds, arrows that are not `-->`, and timing lines that are indented or have
    /// no white space around the arrow.
    ///
    /// ## Why
    ///
    /// Browsers drop a cue whose times they cannot read; its text is shown nowhere. The Kaltura server
    /// is stricter: it wants two digits of hours or none and exactly one space on each side of the
    /// arrow, and skips every other cue in silence while the asset is READY.
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
    /// Write `HH:MM:SS.mmm --> HH:MM:SS.mmm`. The fix does so where the value is beyond doubt (a comma, one
    /// digit of hours, spacing) and is safe then.
    ///
    /// ## Where it comes from
    ///
    /// W3C WebVTT, sections on the timestamp and the cue timings; the pattern for timing lines in the
    /// Kaltura server's reader.
}

pub(super) static RULE: Rule = Rule {
    code: "VTT002",
    name: "malformed-timestamp",
    summary: "a timing line is not written as `00:00:01.000 --> 00:00:03.000`",
    severity: Severity::Error,
    formats: &[Format::WebVtt],
    fix: Some(Applicability::Safe),
    passes_on: &["VTT_TIMESTAMP_FORM", "VTT_ARROW_FORM", "VTT_TIMING_SPACING"],
    references: &[
        Reference {
            title: "W3C WebVTT, section 4.1, timestamp",
            url: "https://w3c.github.io/webvtt/#webvtt-timestamp",
            read_on: "2026-11-22",
        },
        SERVER_WEBVTT,
        PLAYER_DISPLAY,
    ],
    docs: DOCS,
    ..Rule::NEW
};
