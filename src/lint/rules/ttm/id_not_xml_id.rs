//! TTM019: `id` in place of `xml:id`.

use crate::format::Format;
use crate::lint::rule::{ALL_KINDS, rule};
use crate::lint::{Reference, Rule, RuleMeta};
use crate::source::{Applicability, Severity};

rule! {
    /// ## What it does
    ///
    /// Finds `id` attributes on elements of TTML.
    ///
    /// ## Why
    ///
    /// TTML knows `xml:id` only. References to a style or region that has an `id` find nothing in a
    /// strict reader, so its text is not shown; others (cuesmith, Kaltura's) take it for the id.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling" xml:lang="en">
    ///   <head><styling><style id="s" tts:color="yellow"/></styling></head>
    ///   <body><div>
    ///     <p begin="00:00:01.000" end="00:00:03.000" style="s">The harbour opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ```ttml,valid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling" xml:lang="en">
    ///   <head><styling><style xml:id="s" tts:color="yellow"/></styling></head>
    ///   <body><div>
    ///     <p begin="00:00:01.000" end="00:00:03.000" style="s">The harbour opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write `xml:id`. The safe fix does; where there is an `xml:id` already, take the other one
    /// off.
    ///
    /// ## Where it comes from
    ///
    /// W3C TTML1 section 7.2.1 (`xml:id`); `ttml.md` section 4, "Netflix" and "Flash era".
    pub IdNotXmlId {
        code: "TTM019",
        name: "id-not-xml-id",
        summary: "the id of an element is written `id`",
        severity: Severity::Error,
        formats: &[Format::Ttml],
        kinds: ALL_KINDS,
        fix: Some(Applicability::Safe),
        passes_on: &["TTML_ID_PLAIN"],
        references: &[
            Reference { title: "W3C TTML1, third edition, section 7.2.1", read_on: "2026-11-22" },
            Reference { title: "facts/ttml.md section 4 (DFXP in practice)", read_on: "2026-11-22" },
        ],
    }
}

impl Rule for IdNotXmlId {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }
}
