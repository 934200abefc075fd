//! TTM028: profiles that are not known.

use super::common::ttml;
use crate::format::Format;
use crate::lint::rule::docs;
use crate::lint::{Findings, Reference, Rule, Subject};
use crate::source::Severity;
use crate::ttml::{Model, declared_model};

docs! {
    /// ## What it does
    ///
    /// Finds profile designators that are empty, not a URI, or in TTML's own namespace without being
    /// defined there, features and extensions that TTML does not define, an `xml:base` of features other
    /// than TTML's own, and, when a model other than
    /// TTML1 is chosen, a document that names no profile (a warning).
    ///
    /// ## Why
    ///
    /// A parser that finds a profile it does not know may refuse the document. One that finds none
    /// assumes the profile of TTML1, and what IMSC adds may be ignored.
    ///
    /// ## Why it is an error
    ///
    /// Only when a model is chosen (`--ttml-model`), because the file is then validated and no model
    /// allows it. Otherwise it is a warning: no widely used player is known to refuse such a file.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" ttp:profile="http://www.w3.org/ns/ttml/profile/imsc9/text" xml:lang="en">
    ///   <body><div>
    ///     <p begin="00:00:01.000" end="00:00:03.000">The harbour opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ```ttml,valid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" ttp:profile="http://www.w3.org/ns/ttml/profile/imsc1/text" xml:lang="en">
    ///   <body><div>
    ///     <p begin="00:00:01.000" end="00:00:03.000">The harbour opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write the designator of the profile, for example
    /// `http://www.w3.org/ns/ttml/profile/imsc1.1/text` in `ttp:contentProfiles`.
    ///
    /// ## Where it comes from
    ///
    /// W3C TTML1, sections 5.2 and 6.2.8 (`ttp:profile`) and 6.1 (profile vocabulary); W3C IMSC 1.1,
    /// profile signaling.
}

pub(super) static RULE: Rule = Rule {
    code: "TTM028",
    name: "unknown-profile",
    summary: "a profile, feature or extension is not known",
    severity: Severity::Error,
    formats: &[Format::Ttml],
    passes_on: &["TTML_PROFILE"],
    lowered: &[("TTML_PROFILE", Severity::Warning)],
    references: &[
        Reference {
            title: "W3C TTML1, third edition, sections 5.2, 6.1 and 6.2.8",
            url: "https://www.w3.org/TR/2018/REC-ttml1-20181108/",
            read_on: "2026-11-22",
        },
        Reference {
            title: "W3C IMSC 1.1, profile signaling",
            url: "https://www.w3.org/TR/2018/REC-ttml-imsc1.1-20181108/",
            read_on: "2026-11-22",
        },
    ],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(document) = ttml(subject) else { return };
    let asked = subject.context.ttml_model.filter(|&model| model != Model::Ttml1);
    let (Some(asked), Some(tt)) = (asked, document.tt) else { return };
    let Some(element) = document.element(tt) else { return };
    if declared_model(document).is_none() {
        let message = format!("the document does not declare that it follows {}", asked.name());
        let mut finding = findings.finding(element.name, message);
        finding.severity = Severity::Warning;
        findings.push(finding);
    }
}
