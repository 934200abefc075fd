//! KLT017: `-->` in a text.

use crate::format::Format;
use crate::kaltura::lint::references::{PACKAGER, PLAYER_WEBVTT};
use crate::kaltura::lint::report;
use crate::lint::Rule;
use crate::lint::rule::docs;
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Finds `-->` inside the text of a cue, also where it comes from a dash-dash in front of `>>`.
    ///
    /// ## Why
    ///
    /// The player takes a line with an arrow for times: the cue ends there and the rest of it is lost.
    /// The server takes the line for text. The packager looks for arrows anywhere.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// From here --> there.
    ///
    /// 2
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
    /// Write `→`, or a space between the dash and the `>`. In WebVTT `--&gt;` will do.
    ///
    /// ## Where it comes from
    ///
    /// kaltura.md, sections 5.3 and 5.8; qc_rules.md, section 1.6 (K014 there). Observed with
    /// playkit-js 04ec0360 (2026-08-06), nginx-vod-module 26f06877 (2024-03-18; read, not run).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT017",
    name: "kaltura-arrow-scan",
    summary: "`-->` in a text",
    severity: Severity::Error,
    formats: &[Format::Srt, Format::WebVtt],
    references: &[PLAYER_WEBVTT, PACKAGER],
    docs: DOCS,
    document: Some(report::differences),
    ..Rule::NEW
};
