//! TTM014: `tt` in no namespace.

use crate::format::Format;
use crate::lint::Rule;
use crate::lint::references::{DFXP_IN_PRACTICE, TTML1_5_1};
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds documents whose root is `tt` without a namespace declaration, and TTML elements without a
    /// namespace in documents that have one (a warning).
    ///
    /// ## Why
    ///
    /// Strict parsers (ttconv, dash.js, the validators) refuse them or find no captions at all; lenient
    /// ones (pycaption) accept them. cuesmith reads such a document as TTML.
    ///
    /// If the root is in the namespace, a `p` or `span` without one (with `xmlns=""`, or without the
    /// prefix that all the others have) is foreign: parsers drop it with all its content.
    ///
    /// ## Why it is an error
    ///
    /// Viewers see no captions: imscJS and dash.js find no TTML in the file. A single element without a
    /// namespace loses its own text.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid
    /// <tt xml:lang="en">
    ///   <body><div>
    ///     <p begin="00:00:01.000" end="00:00:03.000">The harbour opens at six.</p>
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
    /// Declare the namespace on the root. The safe fix does so. Give a lone element the prefix of the
    /// others: that shows text which was not visible before, so no fix does it.
    ///
    /// ## Where it comes from
    ///
    /// W3C TTML1, section 5.1; observation of DFXP in practice.
}

pub(super) static RULE: Rule = Rule {
    code: "TTM014",
    name: "no-namespace",
    summary: "the root element has no namespace",
    severity: Severity::Error,
    formats: &[Format::Ttml],
    fix: Some(Applicability::Safe),
    passes_on: &["TTML_NO_NAMESPACE"],
    references: &[TTML1_5_1, DFXP_IN_PRACTICE],
    docs: DOCS,
    ..Rule::NEW
};
