//! EAD003: descriptions at the same time.

use crate::lint::references::WCAG_EXTENDED_AD;
use crate::lint::rule::{EAD, docs};
use crate::lint::{Findings, Rule, Subject, timing};
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds descriptions that start before an earlier one has ended. Descriptions that touch are fine.
    ///
    /// ## Why
    ///
    /// The text between start and end is spoken when a viewer seeks there. Where two descriptions are
    /// active, both are due at once, and nothing says which is spoken first, or whether the second is
    /// dropped.
    ///
    /// ## Why it is an error
    ///
    /// Viewers hear one of the two descriptions late, cut off or not at all.
    ///
    /// ## Example
    ///
    /// ```vtt,invalid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:05.000
    /// A boat enters the harbour.
    ///
    /// 00:00:04.000 --> 00:00:07.000
    /// The crew waves.
    /// ```
    ///
    /// ```vtt,valid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:04.000
    /// A boat enters the harbour.
    ///
    /// 00:00:04.000 --> 00:00:07.000
    /// The crew waves.
    /// ```
    ///
    /// ## How to fix
    ///
    /// End the earlier description where the later one starts. The fix does so and is unsafe, as it
    /// changes a time. Two that start together cannot be separated like this: join them, or time them
    /// again.
    ///
    /// ## Where it comes from
    ///
    /// Our own judgment, from how extended audio description works (WCAG 2.2).
}

pub(super) static RULE: Rule = Rule {
    code: "EAD003",
    name: "ead-overlap",
    summary: "a description starts before an earlier one has ended",
    severity: Severity::Error,
    kinds: EAD,
    fix: Some(Applicability::Unsafe),
    references: &[WCAG_EXTENDED_AD],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let cues = &subject.timeline.cues;
    for overlap in timing::overlaps(subject) {
        let ms = overlap.shared;
        let mut finding = findings
            .finding(
                cues[overlap.later as usize].origin.timing(),
                format!("the description starts {ms} ms before an earlier one ends"),
            )
            .with_label(cues[overlap.earlier as usize].origin.timing(), "the earlier one")
            .with_cue(overlap.later)
            .with_measured(ms as f64, 0.0, "ms");
        finding.fix = timing::end_earlier(subject, overlap);
        findings.push(finding);
    }
}
