//! TTM003: documents that do not declare their language.

use super::common::ttml;
use crate::format::Format;
use crate::lint::references::{DFXP_IN_PRACTICE, TTML1_7_2_2};
use crate::lint::rule::docs;
use crate::lint::{Findings, Rule, Subject};
use crate::source::{Applicability, Severity};
use crate::ttml::{Attr, Tag};

docs! {
    /// ## What it does
    ///
    /// Finds a `tt` without `xml:lang`, and, where several sibling `div`s have their own language, the
    /// one that has none (a warning).
    ///
    /// ## Why
    ///
    /// Players choose a font, line breaks and the menu entry by it. It is the most frequent error in
    /// vendors' files.
    ///
    /// ## Why it is an error
    ///
    /// Only when a model is chosen (`--ttml-model`), because the file is then validated and no model
    /// allows it. Otherwise it is a warning: players show all the text.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid
    /// <tt xmlns="http://www.w3.org/ns/ttml">
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
    /// Write `xml:lang="en"` on `tt`, with the language of the text; an empty value means that no
    /// language is given. The unsafe fix uses the one language that the document names elsewhere,
    /// otherwise the empty value.
    ///
    /// ## Where it comes from
    ///
    /// W3C TTML1, section 7.2.2 (`xml:lang` is required on `tt`); observation of DFXP in practice.
}

pub(super) static RULE: Rule = Rule {
    code: "TTM003",
    name: "missing-lang",
    summary: "`xml:lang` is missing on `tt`, or on one of several languages",
    severity: Severity::Error,
    formats: &[Format::Ttml],
    fix: Some(Applicability::Unsafe),
    passes_on: &["TTML_LANGUAGE_MISSING"],
    lowered: &[("TTML_LANGUAGE_MISSING", Severity::Warning)],
    references: &[TTML1_7_2_2, DFXP_IN_PRACTICE],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(document) = ttml(subject) else { return };
    let Some(body) = document.body else { return };
    let divs = document.children(body).filter(|&node| document.tag(node) == Tag::Div);
    let (named, unnamed): (Vec<u32>, Vec<u32>) =
        divs.partition(|&div| document.attribute(div, Attr::Lang).is_some());
    if named.len() < 2 {
        return;
    }
    for div in unnamed {
        let Some(element) = document.element(div) else { continue };
        let message = "`xml:lang` is missing: the other `div`s have it";
        let mut finding = findings.finding(element.name, message);
        finding.severity = Severity::Warning;
        findings.push(finding);
    }
}
