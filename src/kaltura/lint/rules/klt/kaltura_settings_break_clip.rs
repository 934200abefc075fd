//! KLT032: cue settings cost the cue when the entry is clipped.

use crate::format::Format;
use crate::kaltura::lint::references::SERVER_CLIP;
use crate::kaltura::lint::report;
use crate::lint::Rule;
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds WebVTT cues with settings that the server reads.
    ///
    /// ## Why
    ///
    /// When someone trims or clips the entry, the settings are glued to the end time. The server
    /// cannot read that line any more: the cue is missing from transcript, search and HLS, and a file
    /// in which every cue has settings gets status ERROR.
    ///
    /// ## Example
    ///
    /// ```vtt,invalid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:03.000 line:0
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
    /// Leave settings out where captions stand at the default place anyway. The fix deletes them and is
    /// unsafe: the place changes.
    ///
    /// ## Where it comes from
    ///
    /// kaltura.md, section 3.5 (K205 there). Observed with kaltura/server c447fdb3 (2026-04-27).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT032",
    name: "kaltura-settings-break-clip",
    summary: "cue settings cost the cue when the entry is clipped",
    severity: Severity::Warning,
    formats: &[Format::WebVtt],
    fix: Some(Applicability::Unsafe),
    references: &[SERVER_CLIP],
    docs: DOCS,
    document: Some(report::differences),
    ..Rule::NEW
};
