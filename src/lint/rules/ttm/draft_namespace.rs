//! TTM015: namespaces of the drafts of 2006.

use crate::format::Format;
use crate::lint::Rule;
use crate::lint::references::{TTML_PRACTICE, TTML1_5_1};
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
    /// Flash players and their tools wrote these. Readers of today refuse them (ttconv, the
    /// validators) or ignore the namespace and read on (pycaption, Kaltura's). cuesmith reads them
    /// as TTML1.
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
    /// Write the namespace of TTML1. The safe fix does, one declaration at a time.
    ///
    /// ## Where it comes from
    ///
    /// W3C TTML1 section 5.1; `ttml.md` section 4, "Flash era" and "Subtitle Edit".
}

pub(super) static RULE: Rule = Rule {
    code: "TTM015",
    name: "draft-namespace",
    summary: "a namespace is that of a draft of 2006",
    severity: Severity::Error,
    formats: &[Format::Ttml],
    fix: Some(Applicability::Safe),
    passes_on: &["TTML_DRAFT_NAMESPACE"],
    references: &[TTML1_5_1, TTML_PRACTICE],
    docs: DOCS,
    ..Rule::NEW
};
