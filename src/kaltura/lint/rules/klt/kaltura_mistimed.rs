//! KLT023: one of Kaltura's parsers reads other times for a cue.

use crate::format::Format;
use crate::kaltura::lint::references::{PLAYER_WEBVTT, SERVER_CLIP, SERVER_SRT};
use crate::kaltura::lint::report;
use crate::lint::Rule;
use crate::lint::rule::docs;
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Finds cues that a parser shows at other times than those in the file, for a reason that has no
    /// rule of its own.
    ///
    /// ## Why
    ///
    /// Hours over 99, minutes over 59 and negative times mean different times to different parsers. In
    /// a clipped SRT file hours start again at 0 after a day.
    ///
    /// ## Why it is an error
    ///
    /// Viewers see the cue at another time than the words are spoken, or not at all.
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
    /// Write times below 24 hours, with minutes and seconds below 60.
    ///
    /// ## Where it comes from
    ///
    /// kaltura/server c447fdb3, `kCaptionsContentManager.php`, lines 294 to 331 (clips, `gmdate`) and
    /// `srtCaptionsContentManager.php`; kaltura/playkit-js 04ec0360, `text-track-display.ts`. Observed
    /// when these programs were run (docs/platform.md names versions and dates).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT023",
    name: "kaltura-mistimed",
    summary: "one of Kaltura's parsers reads other times for a cue",
    severity: Severity::Error,
    formats: &[Format::Srt],
    references: &[SERVER_CLIP, SERVER_SRT, PLAYER_WEBVTT],
    docs: DOCS,
    document: Some(report::differences),
    ..Rule::NEW
};
