//! SRT005: cues that follow each other without a blank line.

use crate::format::Format;
use crate::lint::Rule;
use crate::lint::references::{SERVER_SRT, SRT_READERS};
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
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
}

pub(super) static RULE: Rule = Rule {
    code: "SRT005",
    name: "missing-blank-line",
    summary: "a cue follows another one without a blank line between them",
    severity: Severity::Error,
    formats: &[Format::Srt],
    fix: Some(Applicability::Safe),
    passes_on: &["SRT_NO_BLANK_BETWEEN"],
    references: &[SERVER_SRT, SRT_READERS],
    docs: DOCS,
    ..Rule::NEW
};
