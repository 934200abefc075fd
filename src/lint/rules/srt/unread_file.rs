//! SRT010: files of which nothing, or not everything, was read as SRT.

use crate::format::Format;
use crate::lint::rule::{ALL_KINDS, rule};
use crate::lint::{Reference, Rule, RuleMeta};
use crate::source::Severity;

rule! {
    /// ## What it does
    ///
    /// Finds files without any timing line, empty files, files that were asked to be read as SRT and
    /// begin like WebVTT, and files that were not read to the end because of a limit.
    ///
    /// ## Why
    ///
    /// A file in which the Kaltura server finds no cue sets the asset to ERROR, and an asset in ERROR
    /// can only be deleted. A WebVTT file that is delivered as SRT loses every cue that has no number.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// Dear team, the captions will come tomorrow.
    /// ```
    ///
    /// ```srt,valid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// The harbour opens at six.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Deliver the right file. A WebVTT file can be converted with `cuesmith convert`.
    ///
    /// ## Where it comes from
    ///
    /// Kaltura server source: an asset whose content gives no cue goes to ERROR (since July 2021).
    pub UnreadFile {
        code: "SRT010",
        name: "unread-file",
        summary: "the file is not SRT, or was not read to its end",
        severity: Severity::Error,
        formats: &[Format::Srt],
        kinds: ALL_KINDS,
        passes_on: &[
            "SRT_EMPTY_FILE",
            "SRT_NOT_SRT",
            "SRT_WEBVTT_HEADER",
            "SRT_TOO_MANY_CUES",
            "SRT_TOO_LONG",
        ],
        references: &[
            Reference { title: "Kaltura server source, srtCaptionsContentManager.php", read_on: "2026-11-22" },
            Reference { title: "SRT readers measured on 298 files", read_on: "2026-11-22" },
        ],
    }
}

impl Rule for UnreadFile {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }
}
