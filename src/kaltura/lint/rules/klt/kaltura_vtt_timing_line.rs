//! KLT003: the server loses a cue because of the form of its timing line.

use crate::format::Format;
use crate::kaltura::lint::references::SERVER_WEBVTT_TIMES;
use crate::kaltura::lint::report;
use crate::lint::Rule;
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds timing lines that WebVTT allows and the server does not: more or less than one space on
    /// each side of the arrow, a tab before the settings, white space before the start time, hours of
    /// one or three digits.
    ///
    /// ## Why
    ///
    /// The server skips such a line and its text: the cue is missing from the transcript panel, from
    /// search and from HLS, while the rest of the file stays. The player shows it, so the loss is
    /// easily overlooked.
    ///
    /// ## Why it is an error
    ///
    /// Viewers do not find the cue in the transcript panel, in search and in HLS playback.
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
    /// kaltura/server c447fdb3, `webVttCaptionsContentManager.php`, lines 9 and 164 (the pattern of a
    /// timing line). Observed when the program was run (docs/platform.md names versions and dates).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT003",
    name: "kaltura-vtt-timing-line",
    summary: "the server loses a cue because of the form of its timing line",
    severity: Severity::Error,
    formats: &[Format::WebVtt],
    fix: Some(Applicability::Safe),
    references: &[SERVER_WEBVTT_TIMES],
    docs: DOCS,
    document: Some(report::differences),
    ..Rule::NEW
};
