//! TTM008: ids that are used twice.

use crate::format::Format;
use crate::lint::Rule;
use crate::lint::references::{BBC_TTML_VALIDATOR, TTML1_7_2_1};
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds an `xml:id` that an earlier element already has.
    ///
    /// ## Why
    ///
    /// Of two styles or regions with one id some parsers use the first, some the last. Strict parsers
    /// refuse the file.
    ///
    /// ## Why it is an error
    ///
    /// Only when a model is chosen (`--ttml-model`), because the file is then validated and no model
    /// allows it. Otherwise it is a warning: most such ids are on text, where no player uses them. Of
    /// two styles or regions players take one.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en">
    ///   <body><div>
    ///     <p xml:id="p1" begin="00:00:01.000" end="00:00:03.000">The harbour opens at six.</p>
    ///     <p xml:id="p1" begin="00:00:04.000" end="00:00:06.000">Bring your own chair.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ```ttml,valid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en">
    ///   <body><div>
    ///     <p xml:id="p1" begin="00:00:01.000" end="00:00:03.000">The harbour opens at six.</p>
    ///     <p xml:id="p2" begin="00:00:04.000" end="00:00:06.000">Bring your own chair.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ## How to fix
    ///
    /// Give each element its own id. The unsafe fix appends a number to the later ones; references then
    /// mean the first.
    ///
    /// ## Where it comes from
    ///
    /// W3C TTML1, section 7.2.1 (`xml:id`); bbc/ttml-validator.
}

pub(super) static RULE: Rule = Rule {
    code: "TTM008",
    name: "duplicate-xml-id",
    summary: "two elements have the same id",
    severity: Severity::Error,
    formats: &[Format::Ttml],
    fix: Some(Applicability::Unsafe),
    passes_on: &["TTML_DUPLICATE_ID"],
    lowered: &[("TTML_DUPLICATE_ID", Severity::Warning)],
    references: &[TTML1_7_2_1, BBC_TTML_VALIDATOR],
    docs: DOCS,
    ..Rule::NEW
};
