//! TTM027: styles that refer to each other in a circle.

use crate::format::Format;
use crate::lint::rule::docs;
use crate::lint::{Reference, Rule};
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Finds styles whose `style` attribute leads back to themselves.
    ///
    /// ## Why
    ///
    /// TTML forbids it; a parser that follows references without a check runs forever or out of stack.
    ///
    /// ## Why it is an error
    ///
    /// Players that follow references without a check hang or crash.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling" xml:lang="en">
    ///   <head><styling><style xml:id="a" style="b"/><style xml:id="b" style="a"/></styling></head>
    ///   <body><div>
    ///     <p begin="00:00:01.000" end="00:00:03.000" style="a">The harbour opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ```ttml,valid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling" xml:lang="en">
    ///   <head><styling><style xml:id="a" style="b"/><style xml:id="b" tts:color="yellow"/></styling></head>
    ///   <body><div>
    ///     <p begin="00:00:01.000" end="00:00:03.000" style="a">The harbour opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ## How to fix
    ///
    /// Remove one of the references.
    ///
    /// ## Where it comes from
    ///
    /// W3C TTML1, section 8.4.1.3 (chained referential styling).
}

pub(super) static RULE: Rule = Rule {
    code: "TTM027",
    name: "style-loop",
    summary: "a style refers to itself",
    severity: Severity::Error,
    formats: &[Format::Ttml],
    passes_on: &["TTML_STYLE_LOOP"],
    references: &[Reference {
        title: "W3C TTML1, third edition, section 8.4.1.3",
        url: "https://www.w3.org/TR/2018/REC-ttml1-20181108/",
        read_on: "2026-11-22",
    }],
    docs: DOCS,
    ..Rule::NEW
};
