//! TTM020: document type declarations.

use crate::format::Format;
use crate::lint::Rule;
use crate::lint::references::HOSTILE_XML;
use crate::lint::rule::docs;
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Finds `<!DOCTYPE ...>`: an error with entities or a reference to a file, a warning if it only
    /// names the root.
    ///
    /// ## Why
    ///
    /// Entities make small files grow without bound and can include other files; safe parsers refuse
    /// them or drop them, and the text with them. cuesmith never processes a document type.
    ///
    /// ## Why it is an error
    ///
    /// Safe players refuse the file or drop the entities with their text. A declaration that only names
    /// the root is a warning.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid
    /// <!DOCTYPE tt [<!ENTITY port "harbour">]>
    /// <tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en">
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
    /// Remove the declaration and write what the entities contain.
    ///
    /// ## Where it comes from
    ///
    /// Observation of hostile XML in TTML parsers; W3C XML 1.0, section 2.8.
}

pub(super) static RULE: Rule = Rule {
    code: "TTM020",
    name: "doctype",
    summary: "the file has a document type declaration",
    severity: Severity::Error,
    formats: &[Format::Ttml],
    passes_on: &["TTML_XML_DTD", "TTML_XML_DOCTYPE"],
    references: &[HOSTILE_XML],
    docs: DOCS,
    ..Rule::NEW
};
