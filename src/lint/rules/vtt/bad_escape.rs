//! VTT010: `&` and `<` that are neither markup nor escaped.

use crate::format::Format;
use crate::lint::Rule;
use crate::lint::references::WEBVTT_CUE_TEXT;
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds `&` that begins no character reference, references without their semicolon, and `<` that
    /// begins no tag.
    ///
    /// ## Why
    ///
    /// To a parser everything from `<` to the next `>` is a tag: `I <3 you` is shown as `I`, and
    /// without a `>` the rest of the cue is lost. A bare `&` is shown as it is by most parsers and is
    /// an error in the format.
    ///
    /// ## Why it is an error
    ///
    /// Viewers do not see the text after a `<`, up to the next `>` or the end of the cue. A bare `&` is
    /// shown as it is, and is a warning.
    ///
    /// ## Example
    ///
    /// ```vtt,invalid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:03.000
    /// Bed & breakfast at the harbour.
    /// ```
    ///
    /// ```vtt,valid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:03.000
    /// Bed &amp; breakfast at the harbour.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write `&amp;` and `&lt;`. The fix does so; it is safe where parsers already show the character.
    ///
    /// ## Where it comes from
    ///
    /// W3C WebVTT, caption or subtitle cue text.
}

pub(super) static RULE: Rule = Rule {
    code: "VTT010",
    name: "bad-escape",
    summary: "`&` or `<` is not escaped in the text",
    severity: Severity::Error,
    formats: &[Format::WebVtt],
    fix: Some(Applicability::Safe),
    passes_on: &["VTT_TEXT_LT", "VTT_TEXT_AMP"],
    lowered: &[("VTT_TEXT_AMP", Severity::Warning)],
    references: &[WEBVTT_CUE_TEXT],
    docs: DOCS,
    ..Rule::NEW
};
