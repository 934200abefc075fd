//! TTM002: XML files that are not TTML.

use crate::format::Format;
use crate::lint::references::DFXP_IN_PRACTICE;
use crate::lint::rule::docs;
use crate::lint::{Reference, Rule};
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Finds files whose root element is not `tt` in a TTML namespace: YouTube's `timedtext`, SAMI,
    /// HTML, or `tt` in an unknown namespace. Under the model TTML2, its intermediate documents
    /// (`isd:isd`, `isd:sequence`) are a warning: they are valid, and no captions are read from them.
    ///
    /// ## Why
    ///
    /// Players look for `tt` first. Without it they read nothing, however much the rest resembles
    /// captions; YouTube's own format has its times in `t` and `d`, in milliseconds, which no TTML
    /// parser knows.
    ///
    /// ## Why it is an error
    ///
    /// Viewers see no captions: imscJS, which dash.js uses, and Shaka Player look for `tt` and find
    /// none.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid
    /// <timedtext format="3">
    ///   <body><p t="1000" d="2000">The harbour opens at six.</p></body>
    /// </timedtext>
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
    /// Export the captions as TTML or DFXP. The root is `<tt xmlns="http://www.w3.org/ns/ttml"
    /// xml:lang="...">`.
    ///
    /// ## Where it comes from
    ///
    /// W3C TTML1, sections 5.1 (namespaces) and 7.1.1 (`tt`); observation of DFXP in practice.
}

pub(super) static RULE: Rule = Rule {
    code: "TTM002",
    name: "wrong-root",
    summary: "the root element is not TTML's `tt`",
    severity: Severity::Error,
    formats: &[Format::Ttml],
    passes_on: &["TTML_ROOT"],
    references: &[
        Reference {
            title: "W3C TTML1, third edition, sections 5.1 and 7.1.1",
            url: "https://www.w3.org/TR/2018/REC-ttml1-20181108/",
            read_on: "2026-11-22",
        },
        DFXP_IN_PRACTICE,
    ],
    docs: DOCS,
    ..Rule::NEW
};
