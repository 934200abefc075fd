//! EAD003: descriptions at the same time.

use crate::lint::rule::{ALL_FORMATS, EAD, rule};
use crate::lint::{Findings, Reference, Rule, RuleMeta, Subject};
use crate::source::{Applicability, Severity, sort_by_key};
use crate::time::Interval;

rule! {
    /// ## What it does
    ///
    /// Finds descriptions that start before an earlier one has ended. Descriptions that touch are
    /// right.
    ///
    /// ## Why
    ///
    /// The text between start and end is spoken when somebody seeks there. Where two descriptions
    /// are active, both are asked for at once, and nothing says which is spoken first, or whether
    /// the second is dropped.
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
    /// changes a time. Two that start together cannot be told apart in this way: join them, or time
    /// them again.
    ///
    /// ## Where it comes from
    ///
    /// Kaltura REACH vendor guide: both times of a description matter on seeking. What the player
    /// does with two at once is not documented (`kaltura.md`
    /// section 6.1; K501).
    pub EadOverlap {
        code: "EAD003",
        name: "ead-overlap",
        summary: "a description starts before an earlier one has ended",
        severity: Severity::Error,
        formats: ALL_FORMATS,
        kinds: EAD,
        fix: Some(Applicability::Unsafe),
        references: &[Reference {
            title: "Kaltura REACH vendor guide, extended audio description",
            read_on: "2026-11-22",
        }],
    }
}

impl Rule for EadOverlap {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check_document(&self, subject: &Subject<'_>, findings: &mut Findings<'_>) {
        let cues = &subject.timeline.cues;
        let mut order: Vec<usize> =
            (0..cues.len()).filter(|at| cues[*at].interval.duration() > 0).collect();
        sort_by_key(&mut order, |at| cues[*at].interval.start.0); // stable: ties stay in file order
        // The description that lasts longest of those seen so far.
        let mut last: Option<usize> = None;
        for at in order {
            let cue = &cues[at];
            let ends = |at: usize| cues[at].interval.end;
            if let Some(index) = last.filter(|&index| ends(index) > cue.interval.start) {
                let earlier = &cues[index];
                let common = earlier.interval.end.min(cue.interval.end);
                let ms = common.0.saturating_sub(cue.interval.start.0);
                let mut finding = findings
                    .finding(
                        cue.origin.timing(),
                        format!("the description starts {ms} ms before an earlier one ends"),
                    )
                    .with_label(earlier.origin.timing(), "the earlier one")
                    .with_cue(at as u32)
                    .with_measured(ms as f64, 0.0, "ms");
                if earlier.interval.start < cue.interval.start {
                    let to = Interval { start: earlier.interval.start, end: cue.interval.start };
                    let title = "end the earlier one where this one starts";
                    finding.fix = subject.retime(index as u32, to, Applicability::Unsafe, title);
                }
                findings.push(finding);
            }
            if last.is_none_or(|index| cue.interval.end > ends(index)) {
                last = Some(at);
            }
        }
    }
}
