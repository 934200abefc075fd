//! ALN002: cues of a translation that are not timed as in its source.

use crate::lint::reference_file::pair;
use crate::lint::references::OUR_COMPARISON;
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{Findings, Need, Rule, Subject};
use crate::source::{Applicability, Severity};
use crate::time::{Interval, Timestamp};

docs! {
    /// ## What it does
    ///
    /// Compares the times of each cue with those of its counterpart in the source file (`--source`).
    /// They may differ by `timing-tolerance` ms (0 by default). If cues are missing, counterparts are
    /// found by time; if the times do not decide, only ALN001 is reported.
    ///
    /// ## Why
    ///
    /// A translation is shown at the times of its source. Other times mean that it was made from
    /// another version of the file, or that a tool moved them.
    ///
    /// ## Why it is an error
    ///
    /// Viewers of the translation read it earlier or later than viewers of the source read theirs. How
    /// much is allowed is for the user to set (`--timing-tolerance`).
    ///
    /// ## Example
    ///
    /// For a source with cues at 1, 4 and 7 seconds:
    ///
    /// ```srt,invalid,source=original.srt
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// Der Hafen öffnet um sechs.
    ///
    /// 2
    /// 00:00:04,200 --> 00:00:06,000
    /// Es ist kalt.
    ///
    /// 3
    /// 00:00:07,000 --> 00:00:09,000
    /// Nimm eine Jacke mit.
    /// ```
    ///
    /// ```srt,valid,source=original.srt
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// Der Hafen öffnet um sechs.
    ///
    /// 2
    /// 00:00:04,000 --> 00:00:06,000
    /// Es ist kalt.
    ///
    /// 3
    /// 00:00:07,000 --> 00:00:09,000
    /// Nimm eine Jacke mit.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Take the times of the source. The fix does so, and is unsafe as it changes times.
    ///
    /// ## Where it comes from
    ///
    /// How cues are paired is our own (ALN001).
}

pub(super) static RULE: Rule = Rule {
    code: "ALN002",
    name: "cue-timing-mismatch",
    summary: "a cue does not have the times of its source",
    severity: Severity::Error,
    kinds: CAPTIONS,
    needs: &[Need::ReferenceFile],
    fix: Some(Applicability::Unsafe),
    references: &[OUR_COMPARISON],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(original) = subject.context.reference_file.as_deref() else { return };
    let tolerance = subject.limits.timing_tolerance;
    let made = pair(original, &subject.timeline.cues);
    if !made.certain {
        return;
    }
    // A source that lost its timing (ALN007) is not a reference for a translation.
    let lost = 1..=subject.limits.max_defect;
    let is_model = !original.cues.iter().any(|cue| lost.contains(&cue.interval.duration()));
    for &(theirs, ours) in &made.pairs {
        let (cue, wanted) =
            (&subject.timeline.cues[ours as usize], original.cues[theirs as usize].interval);
        let (start, end) = differences(cue.interval, wanted);
        let most = start.unsigned_abs().max(end.unsigned_abs());
        if most <= tolerance.unsigned_abs() {
            continue;
        }
        let span = match (start, end) {
            (0, _) => cue.origin.end,
            (_, 0) => cue.origin.start,
            _ => cue.origin.timing(),
        };
        let message = format!(
            "the cue {} than cue {} of the source ({})",
            describe(start, end),
            theirs + 1,
            original.place(theirs)
        );
        let mut finding = findings.finding(span, message).with_cue(ours).with_measured(
            most as f64,
            tolerance as f64,
            "ms",
        );
        if is_model && wanted.duration() > 0 && wanted.end != Timestamp::OPEN {
            let title = format!(
                "use the times of the source: {} to {}",
                subject.format.format_time(wanted.start),
                subject.format.format_time(wanted.end)
            );
            finding.fix = subject.retime(ours, wanted, Applicability::Unsafe, title);
        }
        findings.push(finding);
    }
}

/// How much later a cue starts and ends than it should, in ms.
fn differences(ours: Interval, theirs: Interval) -> (i64, i64) {
    let later = |a: Timestamp, b: Timestamp| a.0.saturating_sub(b.0);
    (later(ours.start, theirs.start), later(ours.end, theirs.end))
}

fn describe(start: i64, end: i64) -> String {
    let side =
        |ms: i64| format!("{} ms {}", ms.unsigned_abs(), if ms > 0 { "later" } else { "earlier" });
    match (start, end) {
        (0, end) => format!("ends {}", side(end)),
        (start, 0) => format!("starts {}", side(start)),
        (start, end) if start == end => format!("starts and ends {}", side(start)),
        (start, end) => format!("starts {} and ends {}", side(start), side(end)),
    }
}
