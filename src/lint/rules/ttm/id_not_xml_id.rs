//! TTM019: `id` in place of `xml:id`.

use crate::format::Format;
use crate::lint::Rule;
use crate::lint::references::{DFXP_IN_PRACTICE, TTML1_7_2_1};
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds `id` attributes on elements of TTML.
    ///
    /// ## Why
    ///
    /// TTML only knows `xml:id`. In a strict parser, references to a style or region that has an `id`
    /// find nothing, so its text is not shown; others, cuesmith among them, accept it as the id.
    ///
    /// ## Why it is an error
    ///
    /// Text in a region that has its name in `id` is not shown by conforming players such as imscJS.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling" xml:lang="en">
    ///   <head><styling><style id="s" tts:color="yellow"/></styling></head>
    ///   <body><div>
    ///     <p begin="00:00:01.000" end="00:00:03.000" style="s">The harbour opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ```ttml,valid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling" xml:lang="en">
    ///   <head><styling><style xml:id="s" tts:color="yellow"/></styling></head>
    ///   <body><div>
    ///     <p begin="00:00:01.000" end="00:00:03.000" style="s">The harbour opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write `xml:id`. The safe fix does so; if there is an `xml:id` already, remove the other one.
    ///
    /// ## Where it comes from
    ///
    /// W3C TTML1, section 7.2.1 (`xml:id`); observation of DFXP in practice.
}

pub(super) static RULE: Rule = Rule {
    code: "TTM019",
    name: "id-not-xml-id",
    summary: "the id of an element is written as `id`",
    severity: Severity::Error,
    formats: &[Format::Ttml],
    fix: Some(Applicability::Safe),
    passes_on: &["TTML_ID_PLAIN"],
    references: &[TTML1_7_2_1, DFXP_IN_PRACTICE],
    docs: DOCS,
    ..Rule::NEW
};
