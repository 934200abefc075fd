//! KLT002: the server refuses the header.

use crate::format::Format;
use crate::kaltura::lint::references::SERVER_WEBVTT_HEADER;
use crate::kaltura::lint::report;
use crate::lint::Rule;
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds WebVTT files that start with `WEBVTT` and a tab, or whose header contains `-->`.
    ///
    /// ## Why
    ///
    /// The specification allows a tab after the signature. The server accepts only the end of the line
    /// or a space there, and otherwise refuses the whole file: it finds no cue, and the asset gets
    /// status ERROR. The player reads it.
    ///
    /// ## Example
    ///
    /// ```vtt,invalid
    /// WEBVTT	harbour
    ///
    /// 00:00:01.000 --> 00:00:03.000
    /// The harbour opens at six.
    ///
    /// 00:00:04.000 --> 00:00:06.000
    /// Bring a coat.
    /// ```
    ///
    /// ```vtt,valid
    /// WEBVTT harbour
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
    /// Write `WEBVTT` alone, or a space after it. The fix writes the space and is safe.
    ///
    /// ## Where it comes from
    ///
    /// kaltura/server c447fdb3, `webVttCaptionsContentManager.php`, lines 46 to 90. Observed when the
    /// program was run (docs/platform.md names versions and dates).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT002",
    name: "kaltura-vtt-header",
    summary: "the server refuses the header",
    severity: Severity::Warning,
    formats: &[Format::WebVtt],
    fix: Some(Applicability::Safe),
    references: &[SERVER_WEBVTT_HEADER],
    docs: DOCS,
    document: Some(report::differences),
    ..Rule::NEW
};
