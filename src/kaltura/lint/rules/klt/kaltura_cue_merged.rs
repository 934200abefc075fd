//! KLT021: a reader puts the next cue into the text of this one.

use crate::format::Format;
use crate::kaltura::lint::report;
use crate::lint::Rule;
use crate::lint::references::{SERVER_SRT, SERVER_WEBVTT};
use crate::lint::rule::docs;
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Finds cues into whose text a reader puts the cue after them, where no other rule says that a
    /// blank line is missing.
    ///
    /// ## Why
    ///
    /// The line between the two is blank to one reader and text to another. The second cue is not shown
    /// at its time; its number and times stand in the text of the first.
    ///
    /// ## Example
    ///
    /// ```vtt,invalid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:03.000
    /// The harbour opens at six.
    /// 00:00:04.000 --> 00:00:06.000
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
    /// Leave one empty line between cues.
    ///
    /// ## Where it comes from
    ///
    /// kaltura.md, sections 2.1 and 2.2 (K004 there). Observed with kaltura/server c447fdb3
    /// (2026-04-27), playkit-js 04ec0360 (2026-08-06).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT021",
    name: "kaltura-cue-merged",
    summary: "a reader puts the next cue into the text of this one",
    severity: Severity::Warning,
    formats: &[Format::Srt, Format::WebVtt],
    references: &[SERVER_SRT, SERVER_WEBVTT],
    docs: DOCS,
    document: Some(report::differences),
    ..Rule::NEW
};
