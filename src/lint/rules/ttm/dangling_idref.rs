//! TTM007: references to ids that are not defined.

use crate::format::Format;
use crate::lint::rule::docs;
use crate::lint::{Reference, Rule};
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Finds references to styles, regions and agents that the head does not define, or that name an
    /// element of another kind, and an actor that refers to several agents.
    ///
    /// ## Why
    ///
    /// Text in an undefined region is shown nowhere by a conforming parser, in the default region by
    /// others; imscJS stops at it. A missing style leaves text in white on black, a missing agent drops
    /// the speaker.
    ///
    /// ## Why it is an error
    ///
    /// Text in a region that is not defined is not shown by conforming players; imscJS stops there. A
    /// missing style or agent changes colors or loses the speaker.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en">
    ///   <body><div>
    ///     <p begin="00:00:01.000" end="00:00:03.000" region="top">The harbour opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ```ttml,valid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling" xml:lang="en">
    ///   <head><layout><region xml:id="top" tts:origin="10% 10%" tts:extent="80% 20%"/></layout></head>
    ///   <body><div>
    ///     <p begin="00:00:01.000" end="00:00:03.000" region="top">The harbour opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ## How to fix
    ///
    /// Define what is referred to (`style` in `styling`, `region` in `layout`, `ttm:agent` in `head`),
    /// correct the name (case matters), or remove the reference.
    ///
    /// ## Where it comes from
    ///
    /// W3C TTML1, sections 8.4.1 (`style`), 9.2.1 (`region`), 12.1.5 (`ttm:agent`) and 12.1.7
    /// (`ttm:actor`).
}

pub(super) static RULE: Rule = Rule {
    code: "TTM007",
    name: "dangling-idref",
    summary: "a style, region or agent is referred to and not defined",
    severity: Severity::Error,
    formats: &[Format::Ttml],
    passes_on: &["TTML_STYLE_UNKNOWN", "TTML_REGION_UNKNOWN", "TTML_REFERENCE", "TTML_METADATA"],
    references: &[Reference {
        title: "W3C TTML1, third edition, sections 8.4.1, 9.2.1, 12.1.5 and 12.1.7",
        url: "https://www.w3.org/TR/2018/REC-ttml1-20181108/",
        read_on: "2026-11-22",
    }],
    docs: DOCS,
    ..Rule::NEW
};
