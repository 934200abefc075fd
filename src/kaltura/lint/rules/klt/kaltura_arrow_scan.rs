//! KLT017: the text of a cue contains `-->`.

use crate::format::Format;
use crate::kaltura::lint::references::{PACKAGER_WEBVTT, PLAYER_WEBVTT};
use crate::kaltura::lint::report;
use crate::lint::Rule;
use crate::lint::rule::docs;
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Finds `-->` in the text of a cue, including one made by two hyphens before `>>`.
    ///
    /// ## Why
    ///
    /// The player reads a line with an arrow as a timing line: the cue ends there and the rest of the
    /// text is lost. The upload check, served WebVTT and HLS keep the line as text. The packager looks
    /// for arrows anywhere in the file.
    ///
    /// ## Why it is an error
    ///
    /// Viewers do not see the rest of the text: Kaltura's player ends the cue at the arrow.
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
    /// Write `→`, or a space between the hyphen and the `>`. In WebVTT, `--&gt;` works too.
    ///
    /// ## Where it comes from
    ///
    /// kaltura/playkit-js 04ec0360, `text-track-display.ts` (any line with an arrow starts a cue);
    /// kaltura/nginx-vod-module 26f06877, `webvtt_format.c` (`webvtt_parse_frames` searches for hyphens
    /// and a `>`). Observed when these programs were run (docs/platform.md names versions and dates).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT017",
    name: "kaltura-arrow-scan",
    summary: "the text of a cue contains `-->`",
    severity: Severity::Error,
    formats: &[Format::Srt, Format::WebVtt],
    references: &[PLAYER_WEBVTT, PACKAGER_WEBVTT],
    docs: DOCS,
    document: Some(report::differences),
    ..Rule::NEW
};
