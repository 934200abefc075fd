//! VTT004: `-->` where no cue begins.

use crate::format::Format;
use crate::lint::Rule;
use crate::lint::references::WEBVTT_FILE_STRUCTURE;
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds `-->` in identifiers, comments, style sheets, region definitions, cue settings and cue
    /// text.
    ///
    /// ## Why
    ///
    /// A line with `-->` begins a cue, wherever it is. If its times cannot be read, browsers drop the
    /// line and the rest of the block. In cue text it often appears by accident: two dashes and a `>>`
    /// for a new speaker make `-->>`.
    ///
    /// ## Why it is an error
    ///
    /// Browsers start a cue at the arrow: they drop the rest of the text, or show text of a comment. An
    /// arrow among the settings is a warning.
    ///
    /// ## Example
    ///
    /// ```vtt,invalid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:03.000
    /// Harbour --> market, every hour.
    /// ```
    ///
    /// ```vtt,valid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:03.000
    /// Harbour --&gt; market, every hour.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write `--&gt;` in cue text, `->` elsewhere. The fix does so and is unsafe: text that parsers
    /// drop now becomes visible.
    ///
    /// ## Where it comes from
    ///
    /// W3C WebVTT, file structure.
}

pub(super) static RULE: Rule = Rule {
    code: "VTT004",
    name: "arrow-in-text",
    summary: "`-->` is used outside a timing line",
    severity: Severity::Error,
    formats: &[Format::WebVtt],
    fix: Some(Applicability::Unsafe),
    passes_on: &[
        "VTT_ARROW_IN_ID",
        "VTT_ARROW_IN_NOTE",
        "VTT_ARROW_IN_STYLE",
        "VTT_ARROW_IN_REGION",
        "VTT_ARROW_IN_SETTING",
        "VTT_ARROW_IN_PAYLOAD",
    ],
    lowered: &[("VTT_ARROW_IN_SETTING", Severity::Warning)],
    references: &[WEBVTT_FILE_STRUCTURE],
    docs: DOCS,
    ..Rule::NEW
};
