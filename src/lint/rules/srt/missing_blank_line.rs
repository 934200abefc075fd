//! SRT005: cues that follow each other without a blank line.

use crate::format::Format;
use crate::lint::rule::{ALL_KINDS, rule};
use crate::lint::{Reference, Rule, RuleMeta};
use crate::source::{Applicability, Severity};

rule! {
    /// ## What it does
    ///
    /// Finds cues whose number or times stand directly below the text of the cue before.
    ///
    /// ## Why
    ///
    /// A blank line is what ends a cue for the Kaltura server, the packager, VLC and others. Without it,
    /// the number, the times and the text of the second cue are shown as text of the first, and the
    /// second cue is missing. ffmpeg, Subtitle Edit and the Kaltura player start a new cue at the
    /// times, so that the mistake is not seen in a preview.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// The harbour opens at six.
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
    /// Put a blank line in. The fix does so and is safe.
    ///
    /// ## Where it comes from
    ///
    /// Our measurement of twelve SRT readers (five of them lose the cue); the Kaltura server's reader.
    pub MissingBlankLine {
        code: "SRT005",
        name: "missing-blank-line",
        summary: "a cue follows another one without a blank line between them",
        severity: Severity::Error,
        formats: &[Format::Srt],
        kinds: ALL_KINDS,
        fix: Some(Applicability::Safe),
        passes_on: &[
            "SRT_NO_BLANK_BETWEEN",
        ],
        references: &[
            Reference { title: "Kaltura server source, srtCaptionsContentManager.php", read_on: "2026-11-22" },
            Reference { title: "SRT readers measured on 298 files", read_on: "2026-11-22" },
        ],
    }
}

impl Rule for MissingBlankLine {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }
}
