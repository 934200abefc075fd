//! KLT024: some of Kaltura's parsers lose a cue because of the form of its timing line.

use crate::format::Format;
use crate::kaltura::lint::references::{PLAYER_SRT, SERVER_CLIP, SERVER_SRT, SERVER_SRT_STRICT};
use crate::kaltura::lint::report;
use crate::lint::Rule;
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds SRT timing lines other than `HH:MM:SS,mmm --> HH:MM:SS,mmm`: hours of one digit, no space
    /// or several around the arrow, a full stop, coordinates or text after the times.
    ///
    /// ## Why
    ///
    /// The player converts only that form to WebVTT and shows no cue in another. The upload check
    /// accepts more forms, but loses a cue with anything after its times. The clip tool leaves a cue
    /// with a full stop at its old times.
    ///
    /// ## Why it is an error
    ///
    /// Viewers do not see the cue: Kaltura's player converts only the exact form.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 0:00:01,000 --> 00:00:03,000
    /// The harbour opens at six.
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
    /// Write the line in full. The fix does so; it is unsafe if it deletes coordinates, since other
    /// players use them.
    ///
    /// ## Where it comes from
    ///
    /// kaltura/server c447fdb3, `srtCaptionsContentManager.php`, lines 40 to 92 (the upload check) and
    /// line 9 (the clip tool); kaltura/playkit-js 04ec0360, `external-captions-handler.ts`, lines 503
    /// to 508 (the replacement of commas). Observed when these programs were run (docs/platform.md
    /// names versions and dates).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT024",
    name: "kaltura-srt-timing-line",
    summary: "some of Kaltura's parsers lose a cue because of the form of its timing line",
    severity: Severity::Error,
    formats: &[Format::Srt],
    fix: Some(Applicability::Safe),
    references: &[SERVER_SRT, SERVER_SRT_STRICT, SERVER_CLIP, PLAYER_SRT],
    docs: DOCS,
    document: Some(report::differences),
    ..Rule::NEW
};
