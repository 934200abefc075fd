//! KLT003: a timing line is not exactly as the server wants it, and the cue is lost.

use crate::format::Format;
use crate::kaltura::lint::references::SERVER_WEBVTT;
use crate::kaltura::lint::report;
use crate::lint::Rule;
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds timing lines that WebVTT allows and the server does not: more or less than one space on
    /// each side of the arrow, a tab in front of the settings, blanks in front of the start, hours of
    /// one digit or of three.
    ///
    /// ## Why
    ///
    /// The server skips such a line together with its text: the cue is missing from the transcript,
    /// from search and from HLS, while the rest of the file stays. The player shows it, so that no one
    /// notices.
    ///
    /// ## Example
    ///
    /// ```vtt,invalid
    /// WEBVTT
    ///
    /// 00:00:01.000  -->  00:00:03.000
    /// The harbour opens at six.
    ///
    /// 00:00:04.000 --> 00:00:06.000
    /// Bring a coat.
    /// ```
    ///
    /// ```vtt,valid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:03.000
    /// The harbour opens at six.
    ///
    /// 00:00:04.000 --> 00:00:06.000
    /// Bring a coat.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write `HH:MM:SS.mmm --> HH:MM:SS.mmm`. The fix does so and is safe.
    ///
    /// ## Where it comes from
    ///
    /// kaltura.md, section 2.2 (K203, K204 there). Observed with kaltura/server c447fdb3 (2026-04-27).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT003",
    name: "kaltura-vtt-timing-line",
    summary: "a timing line is not exactly as the server wants it, and the cue is lost",
    severity: Severity::Error,
    formats: &[Format::WebVtt],
    fix: Some(Applicability::Safe),
    references: &[SERVER_WEBVTT],
    docs: DOCS,
    document: Some(report::differences),
    ..Rule::NEW
};
