//! TIM009: gaps short enough to be closed.

use crate::lint::references::NETFLIX_TIMING;
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{Findings, HouseStyle, Need, Rule, Subject, timing};
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds gaps that are longer than `min-gap` but shorter than `close-gaps`. It is off unless
    /// `close-gaps` is given. With a frame rate, gaps are compared in whole frames.
    ///
    /// ## Why
    ///
    /// A caption that disappears and is followed by the next one a moment later flickers. It is easier
    /// to watch if one follows the other closely, or after a real pause.
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
    /// Extend the first cue to `min-gap` before the second one. The unsafe fix does so; `cuesmith
    /// retime --close-gaps` does it for whole files.
    ///
    /// ## Where it comes from
    ///
    /// Netflix asks for gaps from 3 frames to just below half a second to be closed to 2 frames:
    /// `--frame-rate 24 --min-gap 83 --close-gaps 500`.
}

pub(super) static RULE: Rule = Rule {
    code: "TIM009",
    name: "bridgeable-gap",
    summary: "a gap between two cues is short enough to be closed",
    severity: Severity::Info,
    kinds: CAPTIONS,
    needs: &[Need::CloseGaps],
    fix: Some(Applicability::Unsafe),
    house_style: Some(HouseStyle {
        options: &["close_gaps"],
        one: "gap",
        many: "gaps",
        furthest: "shortest",
    }),
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
                    "the gap before cue {} is {gap} ms: gaps below {limit} ms should be closed",
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
