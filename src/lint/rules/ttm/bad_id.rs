//! TTM018: ids that are not XML names.

use crate::format::Format;
use crate::lint::Rule;
use crate::lint::references::TTML1_7_2_1;
use crate::lint::rule::docs;
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Finds values of `xml:id` that begin with a digit, are empty, or contain spaces or colons.
    ///
    /// ## Why
    ///
    /// An id is an XML name without a colon. Strict parsers refuse others, and references to several
    /// styles are split at spaces.
    ///
    /// ## Why it is an error
    ///
    /// Only when a model is chosen (`--ttml-model`), because the file is then validated and no model
    /// allows it. Otherwise it is a warning: players show all the text.
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
    /// Prefix the id with a letter (`p1`), and change its references as well.
    ///
    /// ## Where it comes from
    ///
    /// W3C TTML1, section 7.2.1 (`xml:id`).
}

pub(super) static RULE: Rule = Rule {
    code: "TTM018",
    name: "bad-id",
    summary: "an id is not an XML name",
    severity: Severity::Error,
    formats: &[Format::Ttml],
    passes_on: &["TTML_ID"],
    lowered: &[("TTML_ID", Severity::Warning)],
    references: &[TTML1_7_2_1],
    docs: DOCS,
    ..Rule::NEW
};
