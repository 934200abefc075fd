//! TTM008: ids that are taken already.

use crate::format::Format;
use crate::lint::rule::{ALL_KINDS, rule};
use crate::lint::{Reference, Rule, RuleMeta};
use crate::source::{Applicability, Severity};

rule! {
    /// ## What it does
    ///
    /// Finds an `xml:id` that an element before it has too.
    ///
    /// ## Why
    ///
    /// Of two styles or regions with one id some readers take the first, some the last. Strict
    /// readers refuse the file, as Netflix does.
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
    /// Give each element an id of its own. The unsafe fix puts a number behind the later ones;
    /// references then mean the first.
    ///
    /// ## Where it comes from
    ///
    /// W3C TTML1 section 7.2.1 (`xml:id`); bbc/ttml-validator; `ttml.md` section 4, "Netflix".
    pub DuplicateXmlId {
        code: "TTM008",
        name: "duplicate-xml-id",
        summary: "two elements have the same id",
        severity: Severity::Error,
        formats: &[Format::Ttml],
        kinds: ALL_KINDS,
        fix: Some(Applicability::Unsafe),
        passes_on: &["TTML_DUPLICATE_ID"],
        references: &[
            Reference { title: "W3C TTML1, third edition, section 7.2.1", read_on: "2026-11-22" },
            Reference { title: "bbc/ttml-validator", read_on: "2026-11-22" },
        ],
    }
}

impl Rule for DuplicateXmlId {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }
}
