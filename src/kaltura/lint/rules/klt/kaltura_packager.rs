//! KLT046: a cue that the packager does not keep.

use super::formats::FORMATS;
use crate::kaltura::lint::references::PACKAGER;
use crate::kaltura::lint::report;
use crate::lint::Rule;
use crate::lint::rule::docs;
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Finds cues that the packager loses, cuts or merges, though the server and the player keep them.
    ///
    /// ## Why
    ///
    /// The packager (nginx-vod-module) makes the HLS of stitched playlists and of entries with several
    /// sequences. It ignores the type of the asset and looks at the first bytes: SRT must begin with a
    /// number, a line end and a time at the start of the next line; DFXP with `<tt` or an XML declaration.
    /// Else there are no captions at all. A cue's text ends at a line that is truly empty; one with a blank
    /// on it, or none, puts the next cue into the text.
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
    /// Begin SRT with its first number and WebVTT with `WEBVTT` and an empty line, leave nothing before the
    /// first element of DFXP, and put one empty line between cues.
    ///
    /// ## Where it comes from
    ///
    /// kaltura/nginx-vod-module 26f06877, vod/subtitle/webvtt_format.c, webvtt_format_template.h and
    /// dfxp_format.c; kaltura/server c447fdb3, plugins/content/caption/base/CaptionPlugin.php:582-592. The
    /// model agrees with the module's code on 1,621 files of 2026-11-30.
}

pub(super) static RULE: Rule = Rule {
    code: "KLT046",
    name: "kaltura-packager",
    summary: "the packager of stitched playlists does not keep a cue, or does not recognise the file",
    severity: Severity::Warning,
    formats: FORMATS,
    references: &[PACKAGER],
    docs: DOCS,
    document: Some(report::differences),
    ..Rule::NEW
};
