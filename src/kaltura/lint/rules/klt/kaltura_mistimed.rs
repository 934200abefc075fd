//! KLT023: a reader has the cue at other times.

use crate::format::Format;
use crate::kaltura::lint::references::{PLAYER_WEBVTT, SERVER_CLIP};
use crate::kaltura::lint::report;
use crate::lint::Rule;
use crate::lint::rule::docs;
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Finds cues that a reader shows at other times than the file says, for a reason that has no rule
    /// of its own.
    ///
    /// ## Why
    ///
    /// Hours over 99, minutes over 59 and negative times mean different moments to different readers.
    /// In a clipped SRT file hours begin again after a day.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 25:00:01,000 --> 25:00:09,000
    /// The harbour opens at six.
    ///
    /// 2
    /// 49:00:01,000 --> 49:00:09,000
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
    /// Write times below a day, minutes and seconds below 60.
    ///
    /// ## Where it comes from
    ///
    /// kaltura.md, sections 3.5, 5.3 and 13.1 (K002, K003 there). Observed with kaltura/server c447fdb3
    /// (2026-04-27), playkit-js 04ec0360 (2026-08-06).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT023",
    name: "kaltura-mistimed",
    summary: "a reader has the cue at other times",
    severity: Severity::Error,
    formats: &[Format::Srt],
    references: &[SERVER_CLIP, PLAYER_WEBVTT],
    docs: DOCS,
    document: Some(report::differences),
    ..Rule::NEW
};
