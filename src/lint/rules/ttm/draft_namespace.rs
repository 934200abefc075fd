//! TTM015: namespaces of the drafts of 2006.

use crate::format::Format;
use crate::lint::Rule;
use crate::lint::references::{DFXP_IN_PRACTICE, TTML1_5_1};
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds namespace declarations of the drafts `http://www.w3.org/2006/04/ttaf1` and
    /// `http://www.w3.org/2006/10/ttaf1`, with `#style` or `#styling`, `#parameter` and
    /// `#metadata`.
    ///
    /// ## Why
    ///
    /// Flash players and their tools wrote these. Current parsers refuse them (ttconv, the validators)
    /// or ignore the namespace and read on (pycaption). cuesmith reads them as TTML1.
    ///
    /// ## Why it is an error
    ///
    /// Viewers see no captions in current players, which do not know the drafts' namespaces.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid
    /// <tt xmlns="http://www.w3.org/2006/10/ttaf1" xml:lang="en">
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
    /// Write the namespace of TTML1. The safe fix does so, one declaration at a time.
    ///
    /// ## Where it comes from
    ///
    /// W3C TTML1, section 5.1; observation of DFXP in practice.
}

pub(super) static RULE: Rule = Rule {
    code: "TTM015",
    name: "draft-namespace",
    summary: "a namespace of a draft of 2006",
    severity: Severity::Error,
    formats: &[Format::Ttml],
    fix: Some(Applicability::Safe),
    passes_on: &["TTML_DRAFT_NAMESPACE"],
    references: &[TTML1_5_1, DFXP_IN_PRACTICE],
    docs: DOCS,
    ..Rule::NEW
};
