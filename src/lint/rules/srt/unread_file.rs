//! SRT010: files of which nothing, or not everything, was read as SRT.

use crate::format::Format;
use crate::lint::Rule;
use crate::lint::references::SRT_PARSERS;
use crate::lint::rule::docs;
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Finds files without any timing line, empty files, files that are read as SRT on request and
    /// begin like WebVTT, and files that were not read to the end because of a limit.
    ///
    /// ## Why
    ///
    /// Players show nothing of such a file. A WebVTT file that is delivered as SRT loses its cues, or
    /// every cue that has no number.
    ///
    /// ## Why it is an error
    ///
    /// Viewers see no captions, or none after the place where reading stopped.
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
    /// Observation of twelve SRT parsers.
}

pub(super) static RULE: Rule = Rule {
    code: "SRT010",
    name: "unread-file",
    summary: "the file is not SRT, or was not read to its end",
    severity: Severity::Error,
    formats: &[Format::Srt],
    passes_on: &[
        "SRT_EMPTY_FILE",
        "SRT_NOT_SRT",
        "SRT_WEBVTT_HEADER",
        "SRT_TOO_MANY_CUES",
        "SRT_TOO_MANY_FINDINGS",
        "SRT_TOO_LONG",
    ],
    references: &[SRT_PARSERS],
    docs: DOCS,
    ..Rule::NEW
};
