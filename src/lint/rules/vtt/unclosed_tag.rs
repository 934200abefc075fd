//! VTT006: tags that are not closed, or not in order.

use crate::format::Format;
use crate::lint::Rule;
use crate::lint::references::WEBVTT_CUE_TEXT;
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds tags without an end tag or without `>`, end tags in the wrong order, end tags that match
    /// no open tag, and end tags with other text in them (`</b >`). `</v>` may be omitted where the
    /// voice is the whole cue, and so may the last `</rt>`.
    ///
    /// ## Why
    ///
    /// Parsers ignore an end tag that does not match the innermost open one, so that bold or italics
    /// last to the end of the cue. A tag without `>` swallows the text that follows: it is not shown.
    ///
    /// ## Why it is an error
    ///
    /// Viewers do not see the text after a tag without `>`. Other tags that are not in order only style
    /// more or less of the text than intended, and are a warning.
    ///
    /// ## Example
    ///
    /// ```vtt,invalid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:03.000
    /// <i>The <b>harbour</i></b> opens at six.
    /// ```
    ///
    /// ```vtt,valid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:03.000
    /// <i>The <b>harbour</b></i> opens at six.
    ///
    /// 00:00:04.000 --> 00:00:06.000
    /// <v Ann>Bring a coat.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Close what is open, the last one first. Adding the end tag where parsers end the element anyway
    /// is safe.
    ///
    /// ## Where it comes from
    ///
    /// W3C WebVTT, caption or subtitle cue text, and the cue text parsing rules.
}

pub(super) static RULE: Rule = Rule {
    code: "VTT006",
    name: "unclosed-tag",
    summary: "a tag is not closed, closed twice or closed in the wrong order",
    severity: Severity::Error,
    formats: &[Format::WebVtt],
    fix: Some(Applicability::Safe),
    passes_on: &[
        "VTT_TAG_OPEN_END",
        "VTT_TAG_UNCLOSED",
        "VTT_TAG_MISNESTED",
        "VTT_END_TAG_STRAY",
        "VTT_END_TAG_FORM",
    ],
    lowered: &[
        ("VTT_TAG_UNCLOSED", Severity::Warning),
        ("VTT_TAG_MISNESTED", Severity::Warning),
        ("VTT_END_TAG_STRAY", Severity::Warning),
        ("VTT_END_TAG_FORM", Severity::Warning),
    ],
    references: &[WEBVTT_CUE_TEXT],
    docs: DOCS,
    ..Rule::NEW
};
