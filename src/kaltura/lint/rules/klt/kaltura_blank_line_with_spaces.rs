//! KLT027: a blank line contains spaces or tabs.

use crate::format::Format;
use crate::kaltura::lint::references::{PLAYER_WEBVTT, SERVER_SRT, SERVER_WEBVTT};
use crate::kaltura::lint::report;
use crate::lint::Rule;
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds lines of spaces or tabs between cues and inside the text of a cue.
    ///
    /// ## Why
    ///
    /// For the upload check such a line ends the cue: text after it is lost. For the player it is text:
    /// between two SRT cues it adds the number of the second cue to the text of the first.
    ///
    /// ## Why it is an error
    ///
    /// Viewers see the number of the next cue in the text, and the text after the line is missing from
    /// the transcript panel and search.
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
    /// Remove the spaces between cues; the fix does so and is safe where a cue with a regular timing line
    /// follows. Inside a text, delete the line.
    ///
    /// ## Where it comes from
    ///
    /// kaltura/server c447fdb3, `srtCaptionsContentManager.php` (a text ends at a line of white space)
    /// and `webVttCaptionsContentManager.php` (lines are trimmed first); kaltura/playkit-js 04ec0360,
    /// `text-track-display.ts` (only an empty line ends a cue). Observed when these programs were run
    /// (docs/platform.md names versions and dates).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT027",
    name: "kaltura-blank-line-with-spaces",
    summary: "a blank line contains spaces or tabs",
    severity: Severity::Error,
    formats: &[Format::Srt, Format::WebVtt],
    fix: Some(Applicability::Safe),
    references: &[SERVER_SRT, SERVER_WEBVTT, PLAYER_WEBVTT],
    docs: DOCS,
    document: Some(report::differences),
    ..Rule::NEW
};
