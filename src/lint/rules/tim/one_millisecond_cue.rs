//! TIM003: cues that last a millisecond or less.

use crate::lint::references::OUR_TIMING;
use crate::lint::rule::docs;
use crate::lint::{Findings, Rule, Subject};
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Finds cues of at most `max-defect` milliseconds (1 by default). A run of such cues is one
    /// finding, with the first and the last cue of the run.
    ///
    /// ## Why
    ///
    /// A recognizer or an editor that lost the timing writes text as blocks of one millisecond. They
    /// cannot be read, and most players never show them.
    ///
    /// ## Why it is an error
    ///
    /// Viewers cannot read the cue: it is gone after one frame or is never drawn.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:07:24,020 --> 00:07:24,021
    /// The harbour opens at six.
    /// ```
    ///
    /// ```srt,valid
    /// 1
    /// 00:07:24,020 --> 00:07:26,500
    /// The harbour opens at six.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Time the cue again from the audio. No fix is offered: the right times cannot be read from the
    /// file.
    ///
    /// ## Where it comes from
    ///
    /// Our own judgment. TIM002 reports cues without any length, TIM001 reversed ones.
}

pub(super) static RULE: Rule = Rule {
    code: "TIM003",
    name: "one-millisecond-cue",
    summary: "a cue lasts at most one millisecond",
    severity: Severity::Error,
    references: &[OUR_TIMING],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let limit = subject.limits.max_defect;
    let cues = &subject.timeline.cues;
    // Each cue is a finding of its own where some may be suppressed.
    let is_apart = subject.suppresses_by_cue();
    let is_defect = |at: usize| (1..=limit).contains(&cues[at].interval.duration());
    let mut first = 0;
    while first < cues.len() {
        if !is_defect(first) {
            first += 1;
            continue;
        }
        let mut after = first + 1;
        while after < cues.len() && is_defect(after) && !is_apart {
            after += 1;
        }
        let count = after - first;
        let duration = cues[first].interval.duration();
        let span = cues[first].origin.timing();
        let finding = if count == 1 {
            findings.finding(span, format!("the cue lasts {duration} ms: it cannot be read"))
        } else {
            findings
                .finding(
                    span,
                    format!("{count} cues in a row last at most {limit} ms: they cannot be read"),
                )
                .with_label(cues[after - 1].origin.timing(), "the last of them")
        };
        findings.push(finding.with_cue(first as u32).with_measured(
            duration as f64,
            limit as f64,
            "ms",
        ));
        first = after;
    }
}
