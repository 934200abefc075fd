//! KLT002: the header is one that the server refuses.

use crate::format::Format;
use crate::kaltura::lint::references::SERVER_WEBVTT;
use crate::kaltura::lint::report;
use crate::lint::Rule;
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds WebVTT files that begin with `WEBVTT` and a tab, or whose header holds `-->`.
    ///
    /// ## Why
    ///
    /// The header may be followed by a tab, says the specification. The server wants the end of the
    /// line or a space, and takes the whole file for something else: no cue is found, and the asset
    /// gets status ERROR. The player reads it.
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
    /// kaltura.md, section 2.2 (K201 there). Observed with kaltura/server c447fdb3 (2026-04-27).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT002",
    name: "kaltura-vtt-header",
    summary: "the header is one that the server refuses",
    severity: Severity::Warning,
    formats: &[Format::WebVtt],
    fix: Some(Applicability::Safe),
    references: &[SERVER_WEBVTT],
    docs: DOCS,
    document: Some(report::differences),
    ..Rule::NEW
};
