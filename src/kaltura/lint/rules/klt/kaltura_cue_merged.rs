//! KLT021: one of Kaltura's parsers reads the next cue as text of this one.

use crate::format::Format;
use crate::kaltura::lint::references::{PLAYER_WEBVTT, SERVER_SRT, SERVER_WEBVTT};
use crate::kaltura::lint::report;
use crate::lint::Rule;
use crate::lint::rule::docs;
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Finds cues whose text also gets the next cue in one of the parsers, where no other rule reports
    /// a missing blank line.
    ///
    /// ## Why
    ///
    /// The line between the two cues is blank to one parser and text to another. The second cue is not
    /// shown at its time; its number and times become text of the first.
    ///
    /// ## Example
    ///
    /// ```vtt,invalid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:03.000
    /// The harbour opens at six.
    /// 00:00:04.000 --> 00:00:06.000
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
    /// Leave one empty line between cues.
    ///
    /// ## Where it comes from
    ///
    /// kaltura/server c447fdb3, `srtCaptionsContentManager.php` and `webVttCaptionsContentManager.php`
    /// (a text runs to the next blank line); kaltura/playkit-js 04ec0360, `text-track-display.ts` (a
    /// line with an arrow starts a cue). Observed when these programs were run (docs/platform.md names
    /// versions and dates).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT021",
    name: "kaltura-cue-merged",
    summary: "one of Kaltura's parsers reads the next cue as text of this one",
    severity: Severity::Warning,
    formats: &[Format::Srt, Format::WebVtt],
    references: &[SERVER_SRT, SERVER_WEBVTT, PLAYER_WEBVTT],
    docs: DOCS,
    document: Some(report::differences),
    ..Rule::NEW
};
