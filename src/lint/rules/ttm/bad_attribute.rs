//! TTM023: attributes that elements do not have, or lack.

use crate::format::Format;
use crate::lint::rule::docs;
use crate::lint::{Reference, Rule};
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Finds attributes in TTML's namespaces or in none that TTML does not know (`ccol`,
    /// `tts:outline`), that may not stand on this element, and attributes that are missing where
    /// they must be (`type` on `ttm:agent`). Foreign namespaces are left alone.
    ///
    /// ## Why
    ///
    /// Readers ignore what they do not know: the position or style that somebody meant is lost.
    /// Schema validators such as Netflix's refuse the file.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en">
    ///   <body><div>
    ///     <p begin="00:00:01.000" end="00:00:03.000" color="yellow">The harbour opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ```ttml,valid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling" xml:lang="en">
    ///   <body><div>
    ///     <p begin="00:00:01.000" end="00:00:03.000" tts:color="yellow">The harbour opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ## How to fix
    ///
    /// Correct the name or the prefix, or take the attribute off.
    ///
    /// ## Where it comes from
    ///
    /// W3C TTML1 sections 6.2, 7, 8.2 and 12.2; `ttml.md` section 4, "Netflix" (unknown
    /// attributes).
}

pub(super) static RULE: Rule = Rule {
    code: "TTM023",
    name: "bad-attribute",
    summary: "an attribute is unknown, misplaced or missing",
    severity: Severity::Error,
    formats: &[Format::Ttml],
    passes_on: &["TTML_ATTRIBUTE", "TTML_MISSING_ATTRIBUTE"],
    references: &[Reference {
        title: "W3C TTML1, third edition, sections 6.2, 7, 8.2 and 12.2",
        url: "https://www.w3.org/TR/2018/REC-ttml1-20181108/",
        read_on: "2026-11-22",
    }],
    docs: DOCS,
    ..Rule::NEW
};
