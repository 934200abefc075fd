//! VTT014: blocks that parsers ignore, or that are not built as they must be.

use crate::format::Format;
use crate::lint::Rule;
use crate::lint::references::{SERVER_WEBVTT, WEBVTT_FILE_STRUCTURE};
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds text that is no cue, comment, style sheet or region; text below the signature that belongs
    /// to no block (metadata such as `Kind: captions` is VTT017); blank lines inside style sheets and JSON; `STYLE` and `REGION` lines
    /// with more on them; `NOTE` or `STYLE` as the name of a cue; `@import` in a style sheet; a file
    /// that does not end in a newline; and files that were not read to the end because of a limit.
    ///
    /// ## Why
    ///
    /// Parsers skip a block that they do not know, without a word. A cue that lost its timing line, or
    /// whose text has a blank line in it, ends this way: its text is in the file and on no screen. In the
    /// Kaltura server's reader, too, text behind a blank line is dropped.
    ///
    /// Severity: error; warning for a keyword as a name and for `@import`; info for a missing
    /// newline at the end, which all parsers forgive, and for a limit of findings.
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
    /// Join what belongs together, or make a comment of it with `NOTE`. Ending the last line is safe.
    ///
    /// ## Where it comes from
    ///
    /// W3C WebVTT, "WebVTT file structure". The list of blocks is closed: a parser ignores the rest.
}

pub(super) static RULE: Rule = Rule {
    code: "VTT014",
    name: "block-structure",
    summary: "a block is misbuilt, or no parser reads it",
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
    references: &[WEBVTT_FILE_STRUCTURE, SERVER_WEBVTT],
    docs: DOCS,
    ..Rule::NEW
};
