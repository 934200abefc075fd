//! TIM009: gaps that are too long to be none and too short to be one.

use crate::lint::references::NETFLIX_TIMING;
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{Findings, Need, Rule, Subject, timing};
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds gaps that are longer than `min-gap` but shorter than `close-gaps`. It is off unless
    /// `close-gaps` is given. With a frame rate, gaps are compared in whole frames.
    ///
    /// ## Why
    ///
    /// A caption that goes and is followed by the next one a moment later flickers. The eye rests when
    /// both follow each other closely, or when there is a real pause.
    ///
    /// ## Example
    ///
    /// ```srt,invalid,close_gaps=500
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// The harbour opens at six.
    ///
    /// 2
    /// 00:00:03,200 --> 00:00:05,000
    /// Bring a warm coat.
    /// ```
    ///
    /// ```srt,valid,close_gaps=500
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// The harbour opens at six.
    ///
    /// 2
    /// 00:00:03,500 --> 00:00:05,000
    /// Bring a warm coat.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Let the first cue last until `min-gap` before the second one. The unsafe fix does;
    /// `cuesmith retime --close-gaps` does it for whole files.
    ///
    /// ## Where it comes from
    ///
    /// Netflix wants gaps of 3 frames up to one below half a second closed to 2 frames (`qc_rules.md`
    /// sections 1.4 and 1.5, 2026-11-22): `--frame-rate 24 --min-gap 83 --close-gaps 500`.
}

pub(super) static RULE: Rule = Rule {
    code: "TIM009",
    name: "bridgeable-gap",
    summary: "a gap between two cues is short enough to be closed",
    severity: Severity::Info,
    kinds: CAPTIONS,
    needs: &[Need::CloseGaps],
    fix: Some(Applicability::Unsafe),
    references: &[NETFLIX_TIMING],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let (cues, limit) = (&subject.timeline.cues, subject.limits.close_gaps);
    let mut last: Option<u32> = None; // the cue that ends last so far
    for &index in subject.order {
        let cue = &cues[index as usize];
        if let Some(before) = last {
            let held = &cues[before as usize];
            if let Some(end) = timing::bridge(subject, held.interval, cue.interval) {
                let gap = cue.interval.start.0.saturating_sub(held.interval.end.0);
                let message = format!(
                    "the gap before cue {} is {gap} ms: gaps below {limit} ms are closed",
                    index + 1
                );
                let mut finding = findings
                    .finding(cue.origin.start, message)
                    .with_label(held.origin.end, "the gap starts here")
                    .with_cue(index)
                    .with_measured(gap as f64, limit as f64, "ms");
                finding.fix = timing::last_until(subject, before, end);
                findings.push(finding);
            }
        }
        if last.is_none_or(|held| cues[held as usize].interval.end <= cue.interval.end) {
            last = Some(index);
        }
    }
}
