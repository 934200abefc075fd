//! KLT027: a blank line that is not empty.

use crate::format::Format;
use crate::kaltura::lint::references::PLAYER_WEBVTT;
use crate::kaltura::lint::report;
use crate::lint::Rule;
use crate::lint::references::{SERVER_SRT, SERVER_WEBVTT};
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds lines of spaces or tabs between cues and inside a text.
    ///
    /// ## Why
    ///
    /// The server takes such a line for the end of the cue: text below it is lost. The player takes it
    /// for text: between two SRT cues it puts the number of the second into the first.
    ///
    /// ## Example
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
    /// Empty the line between cues; the fix does so and is safe. Delete the one inside a text.
    ///
    /// ## Where it comes from
    ///
    /// kaltura.md, sections 2.1, 2.2 and 5.3 (K007 there). Observed with kaltura/server c447fdb3
    /// (2026-04-27), playkit-js 04ec0360 (2026-08-06).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT027",
    name: "kaltura-blank-line-with-spaces",
    summary: "a blank line that is not empty",
    severity: Severity::Error,
    formats: &[Format::Srt, Format::WebVtt],
    fix: Some(Applicability::Safe),
    references: &[SERVER_SRT, SERVER_WEBVTT, PLAYER_WEBVTT],
    docs: DOCS,
    document: Some(report::differences),
    ..Rule::NEW
};
