//! KLT046: the packager of stitched playlists loses a cue or does not recognize the file.

use super::formats::FORMATS;
use crate::kaltura::lint::references::{PACKAGER, PACKAGER_DFXP, PACKAGER_USE, PACKAGER_WEBVTT};
use crate::kaltura::lint::report;
use crate::lint::Rule;
use crate::lint::rule::docs;
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Finds cues that the packager loses, cuts or merges, though the upload check and the player keep
    /// them.
    ///
    /// ## Why
    ///
    /// The packager (nginx-vod-module) makes the HLS of stitched playlists and of entries with several
    /// sequences. It ignores the type of the asset and recognizes the format by the first bytes: SRT
    /// must start with a number, a line ending and a time at the start of the next line; DFXP with `<tt`
    /// or an XML declaration. Otherwise there are no captions at all. The text of a cue ends at a line
    /// that is empty; if that line has a space or is missing, the next cue becomes part of the text.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// Cue 1
    /// 00:00:01,000 --> 00:00:03,000
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
    /// Start SRT with its first number and WebVTT with `WEBVTT` and an empty line, write nothing before
    /// the first element of DFXP, and separate cues by one empty line.
    ///
    /// ## Where it comes from
    ///
    /// kaltura/nginx-vod-module 26f06877, `vod/subtitle/webvtt_format.c`, `webvtt_format_template.h`
    /// and `dfxp_format.c`; kaltura/server c447fdb3, `CaptionPlugin.php`, lines 582 to 592. cuesmith's
    /// model gave the same result as the module on 1,621 files on 2026-11-30.
}

pub(super) static RULE: Rule = Rule {
    code: "KLT046",
    name: "kaltura-packager",
    summary: "the packager of stitched playlists loses a cue or does not recognize the file",
    severity: Severity::Warning,
    formats: FORMATS,
    references: &[PACKAGER, PACKAGER_WEBVTT, PACKAGER_DFXP, PACKAGER_USE],
    docs: DOCS,
    document: Some(report::differences),
    ..Rule::NEW
};
