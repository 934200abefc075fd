//! SRT011: text that readers take for a part of the structure.

use crate::format::Format;
use crate::lint::Rule;
use crate::lint::references::{PLAYER_EXTERNAL_CAPTIONS, SRT_READERS};
use crate::lint::rule::docs;
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Finds `-->` in cue text (warning), and text lines of digits alone (info).
    ///
    /// ## Why
    ///
    /// The Kaltura player ends a cue at every line with `-->` and drops what follows if it is no
    /// timing line; nginx-vod-module and converters to WebVTT trip over it too. It also comes about by
    /// accident, as two dashes in front of a `>>` speaker mark. A line of digits at the end of the last
    /// cue is dropped by pysubs2, which takes it for a number.
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
    /// sentence. No fix is offered: what is meant is for the writer to say.
    ///
    /// ## Where it comes from
    ///
    /// Kaltura player source, `text-track-display.ts`; our measurement of twelve SRT readers.
}

pub(super) static RULE: Rule = Rule {
    code: "SRT011",
    name: "ambiguous-text",
    summary: "a line of text looks like a cue number or a timing line",
    severity: Severity::Warning,
    formats: &[Format::Srt],
    passes_on: &["SRT_ARROW_IN_TEXT", "SRT_NUMBER_ONLY_TEXT"],
    references: &[SRT_READERS, PLAYER_EXTERNAL_CAPTIONS],
    docs: DOCS,
    ..Rule::NEW
};
