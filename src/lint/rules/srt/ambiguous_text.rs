//! SRT011: text that parsers take for a number or a timing line.

use crate::format::Format;
use crate::lint::Rule;
use crate::lint::references::SRT_PARSERS;
use crate::lint::rule::docs;
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Finds `-->` in cue text (warning), and text lines of digits alone (info).
    ///
    /// ## Why
    ///
    /// Some parsers end a cue at every line with `-->` and drop what follows if it is not a timing
    /// line; nginx-vod-module and converters to WebVTT fail on it too. It often appears by accident, as
    /// two dashes before a `>>` speaker mark. pysubs2 drops a line of digits at the end of the last
    /// cue, which it takes for a number.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// Harbour --> market, every hour.
    /// ```
    ///
    /// ```srt,valid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// Harbour to market, every hour.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write the arrow with another character or in words, and put a number on the line of its
    /// sentence. No fix is offered: only the author knows what is meant.
    ///
    /// ## Where it comes from
    ///
    /// Observation of twelve SRT parsers.
}

pub(super) static RULE: Rule = Rule {
    code: "SRT011",
    name: "ambiguous-text",
    summary: "a line of text looks like a cue number or a timing line",
    severity: Severity::Warning,
    formats: &[Format::Srt],
    passes_on: &["SRT_ARROW_IN_TEXT", "SRT_NUMBER_ONLY_TEXT"],
    references: &[SRT_PARSERS],
    docs: DOCS,
    ..Rule::NEW
};
