//! TTM018: ids that are no XML names.

use crate::format::Format;
use crate::lint::Rule;
use crate::lint::references::TTML1_7_2_1;
use crate::lint::rule::docs;
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Finds values of `xml:id` that begin with a digit, are empty, or hold spaces or colons.
    ///
    /// ## Why
    ///
    /// An id is an XML name without a colon. Strict readers refuse others, and references to
    /// several styles are split at spaces.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en">
    ///   <body><div>
    ///     <p xml:id="1" begin="00:00:01.000" end="00:00:03.000">The harbour opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ```ttml,valid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en">
    ///   <body><div>
    ///     <p xml:id="p1" begin="00:00:01.000" end="00:00:03.000">The harbour opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ## How to fix
    ///
    /// Put a letter in front (`p1`), and change the references with it.
    ///
    /// ## Where it comes from
    ///
    /// W3C TTML1 section 7.2.1 (`xml:id`); W3C xml:id 1.0; `ttml.md` section 4, "Netflix".
}

pub(super) static RULE: Rule = Rule {
    code: "TTM018",
    name: "bad-id",
    summary: "an id is no XML name",
    severity: Severity::Error,
    formats: &[Format::Ttml],
    passes_on: &["TTML_ID"],
    references: &[TTML1_7_2_1],
    docs: DOCS,
    ..Rule::NEW
};
