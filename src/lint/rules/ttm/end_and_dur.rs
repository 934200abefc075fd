//! TTM034: elements with both `end` and `dur`.

use super::common::{elements, ttml, without};
use crate::format::Format;
use crate::lint::references::TTML_PARSERS;
use crate::lint::rule::docs;
use crate::lint::{Findings, Reference, Rule, Subject};
use crate::source::{Applicability, Fix, Severity};
use crate::ttml::{Attr, Rational};

docs! {
    /// ## What it does
    ///
    /// Finds elements that have both `end` and `dur`.
    ///
    /// ## Why
    ///
    /// The smaller of the two counts. Some parsers know only one of them, others use the one they see
    /// first.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en">
    ///   <body><div>
    ///     <p begin="00:00:01.000" end="00:00:03.000" dur="5s">The harbour opens at six.</p>
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
    /// Keep the one that counts. The safe fix removes the other.
    ///
    /// ## Where it comes from
    ///
    /// W3C TTML1, section 10.2.3 (`dur`); observation of TTML parsers.
}

pub(super) static RULE: Rule = Rule {
    code: "TTM034",
    name: "end-and-dur",
    summary: "an element has both `end` and `dur`",
    severity: Severity::Warning,
    formats: &[Format::Ttml],
    fix: Some(Applicability::Safe),
    references: &[
        Reference {
            title: "W3C TTML1, third edition, section 10.2.3",
            url: "https://www.w3.org/TR/2018/REC-ttml1-20181108/",
            read_on: "2026-11-22",
        },
        TTML_PARSERS,
    ],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(document) = ttml(subject) else { return };
    for (node, _) in elements(document) {
        let written = |attr| document.attribute(node, attr);
        let (Some(end), Some(dur)) = (written(Attr::End), written(Attr::Dur)) else { continue };
        let timing = document.timing(node);
        let begin = timing.begin.unwrap_or(Rational::ZERO);
        let message = "both `end` and `dur`: the earlier end counts, but not in every parser";
        let mut finding = findings.finding(dur.span, message).with_label(end.span, "the other end");
        if let (Some(until), Some(length)) = (timing.end, timing.dur) {
            let (title, other) = match until.checked_sub(begin) {
                Some(by_end) if by_end <= length => ("delete `dur`", dur),
                _ => ("delete `end`", end),
            };
            finding = finding.with_fix(Fix::safe(title, vec![without(document, other)]));
        }
        findings.push(finding);
    }
}
