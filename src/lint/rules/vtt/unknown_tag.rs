//! VTT007: tags that WebVTT does not have.

use crate::format::Format;
use crate::lint::Rule;
use crate::lint::references::WEBVTT_CUE_TEXT;
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds tags that WebVTT does not have: `<font>`, `<br>`, `<B>` in capitals, or words in angle
    /// brackets that were never meant as tags.
    ///
    /// ## Why
    ///
    /// Parsers drop such a tag and show its content. `<font color>` from SRT loses its color, `<br>`
    /// joins two lines, and text such as `<applause>` is not shown at all.
    ///
    /// ## Why it is an error
    ///
    /// Viewers do not see text in angle brackets, and see no color, bold or line break of the tag:
    /// browsers drop it.
    ///
    /// ## Example
    ///
    /// ```vtt,invalid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:03.000
    /// <font color="red">The harbour</font> opens at six.
    /// ```
    ///
    /// ```vtt,valid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:03.000
    /// <c.red>The harbour</c> opens at six.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Use a tag that WebVTT has, write `&lt;` if no tag was meant, or remove the tag. The fix writes
    /// the WebVTT tag where there is one (`<b>` for `<B>`, a line break for `<br>`), deletes other tags of HTML, and
    /// writes `&lt;` for the `<` of anything else, such as `<applause>`. It is unsafe, as the cue looks different
    /// afterwards.
    ///
    /// ## Where it comes from
    ///
    /// W3C WebVTT, caption or subtitle cue text.
}

pub(super) static RULE: Rule = Rule {
    code: "VTT007",
    name: "unknown-tag",
    summary: "a tag is not one of c, i, b, u, ruby, rt, v and lang",
    severity: Severity::Error,
    formats: &[Format::WebVtt],
    fix: Some(Applicability::Unsafe),
    passes_on: &["VTT_TAG_UNKNOWN"],
    references: &[WEBVTT_CUE_TEXT],
    docs: DOCS,
    ..Rule::NEW
};
