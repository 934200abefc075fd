//! VTT008: voice and language tags that name nothing.

use crate::format::Format;
use crate::lint::Rule;
use crate::lint::references::WEBVTT_CUE_TEXT;
use crate::lint::rule::docs;
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Finds `<v>` without the name of a speaker and `<lang>` without a language.
    ///
    /// ## Why
    ///
    /// Both tags exist for what they name. Without it they do nothing, and the name of the speaker was
    /// probably lost in a conversion from another format.
    ///
    /// ## Example
    ///
    /// ```vtt,invalid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:03.000
    /// <v>The harbour opens at six.
    /// ```
    ///
    /// ```vtt,valid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:03.000
    /// <v Ann>The harbour opens at six.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write the name, or remove the tag. No fix is offered: the name is not in the file.
    ///
    /// ## Where it comes from
    ///
    /// W3C WebVTT, caption or subtitle cue text: both annotations are required.
}

pub(super) static RULE: Rule = Rule {
    code: "VTT008",
    name: "empty-voice",
    summary: "a `<v>` or `<lang>` tag names no speaker or language",
    severity: Severity::Warning,
    formats: &[Format::WebVtt],
    passes_on: &["VTT_ANNOTATION_MISSING"],
    references: &[WEBVTT_CUE_TEXT],
    docs: DOCS,
    ..Rule::NEW
};
