//! TTM022: elements and text where they are not allowed.

use crate::format::Format;
use crate::lint::rule::docs;
use crate::lint::{Reference, Rule};
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Finds elements that TTML does not have, elements in the wrong parent or order (`layout` before
    /// `styling`, `p` directly in `body`), several elements where one is allowed, a `set` that changes
    /// more than one property, and text outside `p` and `span`. In TTML2 and IMSC 1.1 also ruby that is
    /// nested, incomplete or in the wrong order, and text directly in a ruby container. Elements in
    /// foreign namespaces are ignored.
    ///
    /// ## Why
    ///
    /// A parser that walks `body`, `div`, `p` does not see a `p` elsewhere; schema validators refuse a
    /// head in the wrong order.
    ///
    /// ## Why it is an error
    ///
    /// Players that walk `body`, `div` and `p` do not show a paragraph in another place.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en">
    ///   <body><div>
    ///     <p begin="00:00:01.000" end="00:00:03.000">The harbour opens at six.</p>
    ///     The end.
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ```ttml,valid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en">
    ///   <body><div>
    ///     <p begin="00:00:01.000" end="00:00:03.000">The harbour opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ## How to fix
    ///
    /// Move the element or the text to where it belongs: text into `p`, `p` into `div`, `div` into
    /// `body`; in the head metadata, then `styling`, then `layout`.
    ///
    /// ## Where it comes from
    ///
    /// W3C TTML1, sections 4 and 7 (content models) and 11.1.1 (`set`); TTML2, second edition, section 10.2.35
    /// (`tts:ruby`).
}

pub(super) static RULE: Rule = Rule {
    code: "TTM022",
    name: "bad-structure",
    summary: "an element or text is not allowed here",
    severity: Severity::Error,
    formats: &[Format::Ttml],
    passes_on: &["TTML_ELEMENT", "TTML_CONTENT"],
    references: &[
        Reference {
            title: "W3C TTML1, third edition, section 7",
            url: "https://www.w3.org/TR/2018/REC-ttml1-20181108/",
            read_on: "2026-11-22",
        },
        Reference {
            title: "W3C TTML2, second edition, section 10.2.35, tts:ruby",
            url: "https://www.w3.org/TR/ttml2/",
            read_on: "2026-11-22",
        },
    ],
    docs: DOCS,
    ..Rule::NEW
};
