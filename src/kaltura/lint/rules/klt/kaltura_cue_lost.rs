//! KLT020: a reader does not have a cue at all.

use crate::format::Format;
use crate::kaltura::lint::references::{PLAYER_WEBVTT, SERVER_GATE};
use crate::kaltura::lint::report;
use crate::lint::Rule;
use crate::lint::rule::docs;
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Finds cues that one of the platform's readers loses for a reason that has no rule of its own.
    ///
    /// ## Why
    ///
    /// The readers do not agree about blocks, headers and numbers. What one skips the others may show:
    /// a cue is missing from the screen, or from the transcript, search and HLS, and no one is told.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// The harbour opens at six.
    ///
    /// At the pier.
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
    /// Write the block as the others are: `cuesmith convert --for kaltura` writes a file that every
    /// reader keeps.
    ///
    /// ## Where it comes from
    ///
    /// kaltura.md, sections 2, 5.3 and 13.1 (K002, K003 there). Observed with kaltura/server c447fdb3
    /// (2026-04-27), playkit-js 04ec0360 (2026-08-06).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT020",
    name: "kaltura-cue-lost",
    summary: "a reader does not have a cue at all",
    severity: Severity::Error,
    formats: &[Format::Srt, Format::WebVtt],
    references: &[SERVER_GATE, PLAYER_WEBVTT],
    docs: DOCS,
    document: Some(report::differences),
    ..Rule::NEW
};
