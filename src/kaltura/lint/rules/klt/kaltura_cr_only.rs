//! KLT026: all lines end with a lone CR, and the player shows nothing.

use crate::format::Format;
use crate::kaltura::lint::references::{PLAYER_WEBVTT, SERVER_NEWLINES};
use crate::kaltura::lint::report;
use crate::lint::Rule;
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds SRT and WebVTT files without any line feed whose lines end with a lone carriage return
    /// (CR).
    ///
    /// ## Why
    ///
    /// The server reads such a file, so the asset becomes READY. The player waits for a line feed and
    /// shows no cue.
    ///
    /// ## Why it is an error
    ///
    /// Viewers see no captions, although the asset is READY.
    ///
    /// ## Example
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
    /// End lines with a line feed. The fix does so and is safe.
    ///
    /// ## Where it comes from
    ///
    /// kaltura/server c447fdb3, `kCaptionsContentManager.php` (CR becomes a line feed before parsing);
    /// kaltura/playkit-js 04ec0360, `text-track-display.ts` (the parser waits for a line feed).
    /// Observed when these programs were run (docs/platform.md names versions and dates).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT026",
    name: "kaltura-cr-only",
    summary: "all lines end with a lone CR, and the player shows nothing",
    severity: Severity::Error,
    formats: &[Format::Srt, Format::WebVtt],
    fix: Some(Applicability::Safe),
    references: &[SERVER_NEWLINES, PLAYER_WEBVTT],
    docs: DOCS,
    document: Some(report::differences),
    ..Rule::NEW
};
