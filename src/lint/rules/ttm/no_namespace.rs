//! TTM014: `tt` in no namespace.

use crate::format::Format;
use crate::lint::Rule;
use crate::lint::references::{TTML_PRACTICE, TTML1_5_1};
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds documents whose root is `tt` without a namespace declaration, and elements of TTML in no
    /// namespace in documents that have one (a warning).
    ///
    /// ## Why
    ///
    /// Strict readers (ttconv, dash.js, the validators) refuse them or see no captions at all;
    /// lenient ones (pycaption, Kaltura's) do not mind. cuesmith reads such a document as TTML.
    ///
    /// Beside a root in the namespace, a `p` or `span` in none (with `xmlns=""`, or without the prefix
    /// that all the others have) is foreign: readers leave it out with all that is in it.
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
    /// Declare the namespace on the root. The safe fix does. Give a lone element the prefix of the others:
    /// as that shows text which was not seen before, nothing does it by itself.
    ///
    /// ## Where it comes from
    ///
    /// W3C TTML1 section 5.1; `ttml.md` sections 3 and 4.
}

pub(super) static RULE: Rule = Rule {
    code: "TTM014",
    name: "no-namespace",
    summary: "the root element is in no namespace",
    severity: Severity::Error,
    formats: &[Format::Ttml],
    fix: Some(Applicability::Safe),
    passes_on: &["TTML_NO_NAMESPACE"],
    references: &[TTML1_5_1, TTML_PRACTICE],
    docs: DOCS,
    ..Rule::NEW
};
