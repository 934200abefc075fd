//! TTM001: text that is not well-formed XML.

use crate::format::Format;
use crate::lint::rule::docs;
use crate::lint::{Reference, Rule};
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds everything that XML 1.0 and Namespaces in XML forbid: tags that are not closed or closed
    /// in the wrong order, a bare `&` or `<`, repeated attributes, undeclared prefixes, characters and
    /// references that XML does not have, text outside the root element.
    ///
    /// ## Why
    ///
    /// An XML parser must refuse such a file, and most do: nothing is shown. Others guess (one accepts
    /// a bare `&`, another a second `xml:id`), so the same file gives different captions in different
    /// players.
    ///
    /// ## Why it is an error
    ///
    /// Viewers see no captions: an XML parser must refuse the file, and players read TTML with one
    /// (Shaka Player with that of the browser).
    ///
    /// ## Example
    ///
    /// ```ttml,invalid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en">
    ///   <body><div>
    ///     <p begin="00:00:01.000" end="00:00:03.000">Fish & chips at the pier.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ```ttml,valid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en">
    ///   <body><div>
    ///     <p begin="00:00:01.000" end="00:00:03.000">Fish &amp; chips at the pier.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write `&amp;` and `&lt;` in text, close what is open, declare prefixes on `tt`. The safe fixes
    /// write references for bare ampersands, numbers for HTML's character names (`&nbsp;`), and the
    /// usual declaration for `tt`, `tts`, `ttp` and `ttm`.
    ///
    /// ## Where it comes from
    ///
    /// W3C XML 1.0 (fifth edition), sections 2 to 4; Namespaces in XML 1.0.
}

pub(super) static RULE: Rule = Rule {
    code: "TTM001",
    name: "not-well-formed",
    summary: "the file is not well-formed XML",
    severity: Severity::Error,
    formats: &[Format::Ttml],
    fix: Some(Applicability::Safe),
    passes_on: &[
        "TTML_XML_SYNTAX",
        "TTML_XML_DECLARATION",
        "TTML_XML_NO_ROOT",
        "TTML_XML_OUTSIDE_ROOT",
        "TTML_XML_UNCLOSED",
        "TTML_XML_END_TAG",
        "TTML_XML_NAME",
        "TTML_XML_ATTRIBUTE",
        "TTML_XML_DUPLICATE_ATTRIBUTE",
        "TTML_XML_LESS_THAN",
        "TTML_XML_UNDECLARED_PREFIX",
        "TTML_XML_CHARACTER",
        "TTML_XML_AMPERSAND",
        "TTML_XML_REFERENCE",
        "TTML_XML_CDATA_END",
        "TTML_XML_COMMENT",
        "TTML_XML_INSTRUCTION",
    ],
    references: &[
        Reference {
            title: "W3C XML 1.0, fifth edition",
            url: "https://www.w3.org/TR/2008/REC-xml-20081126/",
            read_on: "2026-11-22",
        },
        Reference {
            title: "W3C Namespaces in XML 1.0, third edition",
            url: "https://www.w3.org/TR/2009/REC-xml-names-20091208/",
            read_on: "2026-11-22",
        },
    ],
    docs: DOCS,
    ..Rule::NEW
};
