//! VTT016: the content of tags and of ruby.

use crate::format::Format;
use crate::lint::Rule;
use crate::lint::references::WEBVTT_CUE_TEXT;
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds annotations on tags that take none (`<b Ann>`), line breaks in an annotation, languages
    /// that are not a BCP 47 tag, empty or malformed class names, and ruby groups in which base text
    /// and `<rt>` are not in pairs.
    ///
    /// ## Why
    ///
    /// Parsers continue and ignore what does not fit. The language decides fonts and voices; a misspelled
    /// class has no color; an `<rt>` outside `<ruby>` is shown as plain text in the line.
    ///
    /// ## Example
    ///
    /// ```vtt,invalid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:03.000
    /// <b Ann>The harbour</b> opens at six.
    /// ```
    ///
    /// ```vtt,valid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:03.000
    /// <v Ann><b>The harbour</b> opens at six.</v>
    /// ```
    ///
    /// ## How to fix
    ///
    /// Remove what the tag does not take, or use the tag that takes it: `<v Ann>` for a speaker,
    /// `<c.name>` for a class, `<lang en>` for a language.
    ///
    /// ## Where it comes from
    ///
    /// W3C WebVTT, caption or subtitle cue text.
}

pub(super) static RULE: Rule = Rule {
    code: "VTT016",
    name: "tag-content",
    summary: "a tag contains what it must not, or a ruby group is incomplete",
    severity: Severity::Warning,
    formats: &[Format::WebVtt],
    fix: Some(Applicability::Safe),
    passes_on: &[
        "VTT_ANNOTATION_DISALLOWED",
        "VTT_ANNOTATION_NEWLINE",
        "VTT_LANG_TAG",
        "VTT_CLASS_NAME",
        "VTT_RUBY_CONTENT",
    ],
    references: &[WEBVTT_CUE_TEXT],
    docs: DOCS,
    ..Rule::NEW
};
