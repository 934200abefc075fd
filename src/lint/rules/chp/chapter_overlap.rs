//! CHP001: chapters at the same time.

use crate::lint::references::WEBVTT_CHAPTERS;
use crate::lint::rule::{CHAPTERS, docs};
use crate::lint::{Findings, Rule, Subject, timing};
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds chapters that start before an earlier one has ended. Chapters that touch are fine.
    ///
    /// ## Why
    ///
    /// The chapters of a video usually follow each other, and most players show only one at a time.
    /// WebVTT allows chapters inside chapters; few players do.
    ///
    /// ## Example
    ///
    /// ```vtt,invalid
    /// WEBVTT
    ///
    /// 00:00:00.000 --> 00:02:00.000
    /// The harbour
    ///
    /// 00:01:50.000 --> 00:04:00.000
    /// The boats
    /// ```
    ///
    /// ```vtt,valid
    /// WEBVTT
    ///
    /// 00:00:00.000 --> 00:01:50.000
    /// The harbour
    ///
    /// 00:01:50.000 --> 00:04:00.000
    /// The boats
    /// ```
    ///
    /// ## How to fix
    ///
    /// End the earlier chapter where the later one starts. The fix does so and is unsafe, as it changes
    /// a time. Two that start together cannot be separated like this.
    ///
    /// ## Where it comes from
    ///
    /// Our own judgment: WebVTT allows nested chapters, and menus of chapters are flat.
}

pub(super) static RULE: Rule = Rule {
    code: "CHP001",
    name: "chapter-overlap",
    summary: "a chapter starts before an earlier one has ended",
    severity: Severity::Warning,
    kinds: CHAPTERS,
    fix: Some(Applicability::Unsafe),
    references: &[WEBVTT_CHAPTERS],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let cues = &subject.timeline.cues;
    for overlap in timing::overlaps(subject) {
        let ms = overlap.shared;
        let (earlier, later) = (&cues[overlap.earlier as usize], &cues[overlap.later as usize]);
        let inside = later.interval.end <= earlier.interval.end;
        let message = match (earlier.interval.start == later.interval.start, inside) {
            (true, _) => "the chapter starts together with an earlier one".to_owned(),
            (_, true) => "the chapter lies inside an earlier one".to_owned(),
            (_, false) => format!("the chapter starts {ms} ms before an earlier one ends"),
        };
        let mut finding = findings
            .finding(later.origin.timing(), message)
            .with_label(earlier.origin.timing(), "the earlier one")
            .with_cue(overlap.later)
            .with_measured(ms as f64, 0.0, "ms");
        finding.fix = timing::end_earlier(subject, overlap);
        findings.push(finding);
    }
}
