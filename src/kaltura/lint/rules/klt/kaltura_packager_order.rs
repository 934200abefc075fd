//! KLT047: a cue starts before the one above it, and the packager never shows it or any after it.

use super::formats::FORMATS;
use crate::kaltura::lint::references::PACKAGER_CHAIN;
use crate::kaltura::lint::report;
use crate::lint::Rule;
use crate::lint::rule::docs;
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Finds the first cue that starts before the one above it.
    ///
    /// ## Why
    ///
    /// The packager (nginx-vod-module), which makes the HLS of stitched playlists, adds up the times of
    /// cues from differences in unsigned 32-bit integers. A cue that starts earlier than the one above
    /// it, and every cue after it, gets times that are 2^32 ms (1,193 hours) late and is never shown.
    /// Overlapping cues in the order of their starts are fine.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:07,000 --> 00:00:09,000
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
    /// Sort the cues by their start times (TIM005).
    ///
    /// ## Where it comes from
    ///
    /// kaltura/nginx-vod-module 26f06877, `vod/subtitle/webvtt_format.c` and `dfxp_format.c`
    /// (`cur_frame->duration = start_time - last_start_time`, a uint32_t) and `webvtt_builder.c`
    /// (`start_time += cur_frame->duration`). cuesmith's model gave the same result as the module on
    /// 1,621 files on 2026-11-30.
}

pub(super) static RULE: Rule = Rule {
    code: "KLT047",
    name: "kaltura-packager-order",
    summary: "a cue starts before the one above it, and the packager never shows it or any after it",
    severity: Severity::Warning,
    formats: FORMATS,
    references: &[PACKAGER_CHAIN],
    docs: DOCS,
    document: Some(report::differences),
    ..Rule::NEW
};
