//! KLT032: clipping the entry loses cues with settings.

use crate::format::Format;
use crate::kaltura::lint::references::{SERVER_CLIP, SERVER_CLIP_SETTINGS};
use crate::kaltura::lint::report;
use crate::lint::Rule;
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds WebVTT cues with settings that the server keeps.
    ///
    /// ## Why
    ///
    /// When the entry is trimmed or clipped, the clip tool writes the settings directly after the end
    /// time, without a space. The server can no longer read that line: the cue is missing from the
    /// transcript panel, search and HLS, and a file in which every cue has settings gets status ERROR.
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
    /// Omit settings that only repeat the default placement. The fix deletes all settings of the cue
    /// and is unsafe: the placement changes.
    ///
    /// ## Where it comes from
    ///
    /// kaltura/server c447fdb3, `webVttCaptionsContentManager.php`, lines 214 and 215 (no space before
    /// the settings). Observed when the program was run (docs/platform.md names versions and dates).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT032",
    name: "kaltura-settings-break-clip",
    summary: "clipping the entry loses cues with settings",
    severity: Severity::Warning,
    formats: &[Format::WebVtt],
    fix: Some(Applicability::Unsafe),
    references: &[SERVER_CLIP, SERVER_CLIP_SETTINGS],
    docs: DOCS,
    document: Some(report::differences),
    ..Rule::NEW
};
