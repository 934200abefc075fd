//! VTT014: blocks that parsers ignore, or that are malformed.

use crate::format::Format;
use crate::lint::Rule;
use crate::lint::references::WEBVTT_FILE_STRUCTURE;
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds text that is not a cue, comment, style sheet or region; text below the signature that
    /// belongs to no block (VTT017 reports metadata such as `Kind: captions`); blank lines inside style
    /// sheets and JSON; `STYLE` and `REGION` lines with more text on them; `NOTE` or `STYLE` as a cue
    /// identifier; `@import` in a style sheet; a file that does not end in a newline; and files that
    /// were not read to the end because of a limit.
    ///
    /// ## Why
    ///
    /// Parsers silently skip a block that they do not know. A cue that lost its timing line, or whose
    /// text has a blank line in it, ends this way: its text is in the file but is never shown.
    ///
    /// Severity: error; warning for text in the header, for a keyword as an identifier and for `@import`; info
    /// for a missing newline at the end, which all parsers tolerate, and for a limit of findings.
    ///
    /// ## Why it is an error
    ///
    /// Viewers do not see the text: browsers skip the block. Text in the header, keywords as
    /// identifiers and `@import` are a warning.
    ///
    /// ## Example
    ///
    /// ```vtt,invalid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:03.000
    /// The harbour opens
    ///
    /// at six.
    /// ```
    ///
    /// ```vtt,valid
    /// WEBVTT
    ///
    /// NOTE Checked on Monday.
    ///
    /// 00:00:01.000 --> 00:00:03.000
    /// The harbour opens
    /// at six.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Join what belongs together, or turn it into a comment with `NOTE`. Adding the final newline is
    /// safe.
    ///
    /// ## Where it comes from
    ///
    /// W3C WebVTT, file structure. The list of blocks is closed: a parser ignores everything else.
}

pub(super) static RULE: Rule = Rule {
    code: "VTT014",
    name: "block-structure",
    summary: "a block is malformed, or parsers ignore it",
    severity: Severity::Error,
    formats: &[Format::WebVtt],
    fix: Some(Applicability::Safe),
    passes_on: &[
        "VTT_HEADER_LINE",
        "VTT_FINAL_NEWLINE",
        "VTT_STRAY_BLOCK",
        "VTT_PAYLOAD_BLANK_LINE",
        "VTT_STYLE_LINE_FORM",
        "VTT_STYLE_BLANK_LINE",
        "VTT_STYLE_IMPORT",
        "VTT_REGION_LINE_FORM",
        "VTT_ID_KEYWORD",
        "VTT_TOO_MANY_CUES",
        "VTT_TOO_MANY_FINDINGS",
        "VTT_TOO_LONG",
    ],
    lowered: &[("VTT_HEADER_LINE", Severity::Warning)],
    references: &[WEBVTT_FILE_STRUCTURE],
    docs: DOCS,
    ..Rule::NEW
};
