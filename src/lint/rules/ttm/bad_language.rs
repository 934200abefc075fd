//! TTM017: values of `xml:lang` that are not language tags.

use crate::format::Format;
use crate::lint::Rule;
use crate::lint::references::{DFXP_IN_PRACTICE, TTML1_7_2_2};
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds values of `xml:lang` that do not have the syntax of a language tag: `pt_BR`, `english
    /// (US)`, `123`.
    ///
    /// ## Why
    ///
    /// Players choose a font, line breaks and a menu entry by the language. The underscore is among the
    /// most frequent errors in vendors' files.
    ///
    /// ## Why it is an error
    ///
    /// Only when a model is chosen (`--ttml-model`), because the file is then validated and no model
    /// allows it. Otherwise it is a warning: players show all the text.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xml:lang="pt_BR">
    ///   <body><div>
    ///     <p begin="00:00:01.000" end="00:00:03.000">The harbour opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ```ttml,valid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xml:lang="pt-BR">
    ///   <body><div>
    ///     <p begin="00:00:01.000" end="00:00:03.000">The harbour opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write a tag of BCP 47: `en`, `pt-BR`, `zh-Hant`. The safe fix replaces the underscore with a
    /// hyphen.
    ///
    /// ## Where it comes from
    ///
    /// W3C TTML1, section 7.2.2 (`xml:lang`); observation of DFXP in practice.
}

pub(super) static RULE: Rule = Rule {
    code: "TTM017",
    name: "bad-language",
    summary: "`xml:lang` is not a language tag",
    severity: Severity::Error,
    formats: &[Format::Ttml],
    fix: Some(Applicability::Safe),
    passes_on: &["TTML_LANGUAGE"],
    lowered: &[("TTML_LANGUAGE", Severity::Warning)],
    references: &[TTML1_7_2_2, DFXP_IN_PRACTICE],
    docs: DOCS,
    ..Rule::NEW
};
