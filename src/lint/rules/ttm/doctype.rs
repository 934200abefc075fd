//! TTM020: document type declarations.

use crate::format::Format;
use crate::lint::Rule;
use crate::lint::references::TTML_ROBUSTNESS;
use crate::lint::rule::docs;
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Finds `<!DOCTYPE ...>`: an error with entities or a reference to a file, a warning when it
    /// only names the root.
    ///
    /// ## Why
    ///
    /// Entities make small files grow without bound and let a file read others; safe readers refuse
    /// them or leave them out, and the text with them. cuesmith never processes a document type.
    /// The Kaltura packager wants the file to begin with `<?xml` or `<tt`.
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
    /// Take the declaration out and write what the entities stood for.
    ///
    /// ## Where it comes from
    ///
    /// `ttml.md` section 4, "Security and robustness" (51 hostile inputs); `kaltura.md` section 3.
}

pub(super) static RULE: Rule = Rule {
    code: "TTM020",
    name: "doctype",
    summary: "a document type declaration",
    severity: Severity::Error,
    formats: &[Format::Ttml],
    passes_on: &["TTML_XML_DTD", "TTML_XML_DOCTYPE"],
    references: &[TTML_ROBUSTNESS],
    docs: DOCS,
    ..Rule::NEW
};
