//! KLT020: one of Kaltura's parsers loses a cue.

use crate::format::Format;
use crate::kaltura::lint::references::{PLAYER_WEBVTT, SERVER_GATE, SERVER_SRT, SERVER_WEBVTT};
use crate::kaltura::lint::report;
use crate::lint::Rule;
use crate::lint::rule::docs;
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Finds cues that one of Kaltura's parsers loses for a reason that has no rule of its own.
    ///
    /// ## Why
    ///
    /// The parsers do not agree on blocks, headers and numbers. A cue that one of them skips may be
    /// shown by the others: it is missing from the screen, or from the transcript panel, search and
    /// HLS, and no one is warned.
    ///
    /// ## Why it is an error
    ///
    /// Viewers do not see the cue on the screen, or not in the transcript panel, search or HLS
    /// playback.
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
    /// Write the block like the others: `cuesmith convert --for kaltura` writes a file that every
    /// parser keeps.
    ///
    /// ## Where it comes from
    ///
    /// kaltura/server c447fdb3, `CaptionAsset.php` (the upload check), `srtCaptionsContentManager.php`
    /// and `webVttCaptionsContentManager.php`; kaltura/playkit-js 04ec0360, `text-track-display.ts`.
    /// Observed when these programs were run (docs/platform.md names versions and dates).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT020",
    name: "kaltura-cue-lost",
    summary: "one of Kaltura's parsers loses a cue",
    severity: Severity::Error,
    formats: &[Format::Srt, Format::WebVtt],
    references: &[SERVER_GATE, SERVER_SRT, SERVER_WEBVTT, PLAYER_WEBVTT],
    docs: DOCS,
    document: Some(report::differences),
    ..Rule::NEW
};
