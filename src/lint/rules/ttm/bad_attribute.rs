//! TTM023: unknown, misplaced and missing attributes.

use crate::format::Format;
use crate::lint::rule::docs;
use crate::lint::{Reference, Rule};
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Finds attributes in TTML's namespaces or without a namespace that TTML does not know (`ccol`,
    /// `tts:outline`), that are not allowed on the element, and required attributes that are missing
    /// (`type` on `ttm:agent`). Attributes in foreign namespaces are ignored.
    ///
    /// ## Why
    ///
    /// Parsers ignore what they do not know: the position or style that was intended is lost. Schema
    /// validators refuse the file.
    ///
    /// ## Why it is an error
    ///
    /// Only when a model is chosen (`--ttml-model`), because the file is then validated and no model
    /// allows it. Otherwise it is a warning: players ignore the attribute and show the text.
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
    /// Correct the name or the prefix, or remove the attribute.
    ///
    /// ## Where it comes from
    ///
    /// W3C TTML1, sections 6.2, 7, 8.2 and 12.2.
}

pub(super) static RULE: Rule = Rule {
    code: "TTM023",
    name: "bad-attribute",
    summary: "an attribute is unknown, misplaced or missing",
    severity: Severity::Error,
    formats: &[Format::Ttml],
    passes_on: &["TTML_ATTRIBUTE", "TTML_MISSING_ATTRIBUTE"],
    lowered: &[
        ("TTML_ATTRIBUTE", Severity::Warning),
        ("TTML_MISSING_ATTRIBUTE", Severity::Warning),
    ],
    references: &[Reference {
        title: "W3C TTML1, third edition, sections 6.2, 7, 8.2 and 12.2",
        url: "https://www.w3.org/TR/2018/REC-ttml1-20181108/",
        read_on: "2026-11-22",
    }],
    docs: DOCS,
    ..Rule::NEW
};
