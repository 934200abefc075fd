//! TTM031: times outside those of the parent element.

use super::common::{has_text, ttml, when};
use crate::format::Format;
use crate::lint::references::{TTML_PARSERS, TTML1_10_4};
use crate::lint::rule::docs;
use crate::lint::{Findings, Rule, Subject};
use crate::source::Severity;
use crate::ttml::{Active, Attr, Document, Rational, active};

docs! {
    /// ## What it does
    ///
    /// Finds elements that begin after their parent has ended (they are never shown), and elements that
    /// end later than their parent (they are cut).
    ///
    /// ## Why
    ///
    /// A child's times count from the begin of its parent, and its parent's end ends it too. In files
    /// whose times were meant from the start of the video everywhere, a `begin` on `div` loses or
    /// delays text in every parser that follows the specification.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en">
    ///   <body><div begin="10s" dur="10s">
    ///     <p begin="00:00:12.000" end="00:00:14.000">The harbour opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ```ttml,valid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en">
    ///   <body><div begin="10s" dur="10s">
    ///     <p begin="00:00:02.000" end="00:00:04.000">The harbour opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ## How to fix
    ///
    /// Remove the times from the parent, or count the child's times from its begin.
    ///
    /// ## Where it comes from
    ///
    /// W3C TTML1, sections 10.2 and 10.4.
}

pub(super) static RULE: Rule = Rule {
    code: "TTM031",
    name: "child-outside-parent",
    summary: "an element is active after its parent has ended",
    severity: Severity::Warning,
    formats: &[Format::Ttml],
    references: &[TTML1_10_4, TTML_PARSERS],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(document) = ttml(subject) else { return };
    let list = active(document);
    for one in &list {
        let Some(parent) = list.get(one.parent as usize) else { continue };
        // Inside an element that is never active, nothing else is reported.
        if !parent.is_on() || !one.lasts() || !has_text(document, one.node) {
            continue;
        }
        let (Some(begin), Some(gone)) = (one.begin, parent.gone) else { continue };
        let message = if begin >= gone {
            format!(
                "begins at {}, but the `{}` around it ended at {}: never shown",
                when(begin),
                document.tag(parent.node).local(),
                when(gone)
            )
        } else if one.end.is_some_and(|end| end > gone) && is_written(document, one) {
            format!(
                "ends at {}, but the `{}` around it ends at {}: cut off there",
                one.end.map(when).unwrap_or_default(),
                document.tag(parent.node).local(),
                when(gone)
            )
        } else {
            continue;
        };
        let tag = document.start_tag(parent.node);
        let mut finding = findings
            .finding(place(document, one, begin >= gone), message)
            .with_label(tag, "in this");
        if looks_absolute(document, one, parent) {
            let note =
                "times count from this `begin`: were they meant from the start of the video?";
            let begin = document.attribute(parent.node, Attr::Begin);
            finding = finding.with_label(begin.map_or(tag, |a| a.span), note);
        }
        findings.push(finding);
    }
}

/// Whether an element has its own end, not that of its content.
fn is_written(document: &Document<'_>, one: &Active) -> bool {
    let timing = document.timing(one.node);
    timing.end.is_some() || timing.dur.is_some()
}

/// The time by which the element exceeds the one around it.
fn place(document: &Document<'_>, one: &Active, begins: bool) -> crate::source::Span {
    let by = |attr| document.attribute(one.node, attr).map(|a| a.span);
    let name = || document.element(one.node).map(|e| e.name);
    let found = if begins { by(Attr::Begin) } else { by(Attr::End).or_else(|| by(Attr::Dur)) };
    found.or_else(name).unwrap_or_default()
}

/// Whether the time as written would be within the parent if it counted from zero.
fn looks_absolute(document: &Document<'_>, one: &Active, parent: &Active) -> bool {
    let zero = Rational::ZERO;
    let written = document.timing(one.node).begin.unwrap_or(zero);
    parent.begin.is_some_and(|begin| begin > zero && written >= begin)
        && parent.gone.is_some_and(|gone| written < gone)
}
