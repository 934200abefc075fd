//! TIM008: gaps below the minimum.

use crate::lint::references::{BBC, NETFLIX_TIMING};
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{Findings, HouseStyle, Rule, Subject, timing};
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds cues that start less than `min-gap` after the previous cue ended, without touching it. The
    /// default is 0: every gap is accepted. With a frame rate, gaps are compared in whole frames.
    ///
    /// ## Why
    ///
    /// A gap of about a frame is seen as a flicker; two frames let the eye notice that the text
    /// changed.
    ///
    /// ## Example
    ///
    /// With `--min-gap 80`:
    ///
    /// ```srt,invalid,min_gap=80
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// The harbour opens at six.
    ///
    /// 2
    /// 00:00:03,040 --> 00:00:05,000
    /// Bring a coat.
    /// ```
    ///
    /// ```srt,valid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// The harbour opens at six.
    ///
    /// 2
    /// 00:00:03,000 --> 00:00:05,000
    /// Bring a coat.
    /// ```
    ///
    /// ## How to fix
    ///
    /// End the earlier cue sooner. The unsafe fix does so, if the earlier cue stays on screen for the
    /// shortest allowed duration.
    ///
    /// ## Where it comes from
    ///
    /// Netflix: at least two frames at every frame rate; BBC: at least 1 s if a gap is left in speech.
}

pub(super) static RULE: Rule = Rule {
    code: "TIM008",
    name: "gap-too-short",
    summary: "the gap before a cue is shorter than allowed",
    severity: Severity::Warning,
    kinds: CAPTIONS,
    fix: Some(Applicability::Unsafe),
    house_style: Some(HouseStyle {
        options: &["min_gap"],
        one: "gap",
        many: "gaps",
        furthest: "shortest",
    }),
    references: &[NETFLIX_TIMING, BBC],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    if subject.limits.min_gap <= 0 {
        return;
    }
    let cues = &subject.timeline.cues;
    let mut last: Option<u32> = None; // the cue that ends last so far
    for &index in subject.order {
        let cue = &cues[index as usize];
        if let Some(before) = last {
            let held = &cues[before as usize];
            let gap = cue.interval.start.0.saturating_sub(held.interval.end.0);
            if gap > 0 && timing::is_below(gap, subject.limits.min_gap, subject.context.frame_rate)
            {
                let limit = subject.limits.min_gap;
                let message = format!(
                    "the gap before cue {} is {gap} ms: the minimum is {limit} ms",
                    index + 1
                );
                let mut finding = findings
                    .finding(cue.origin.start, message)
                    .with_label(held.origin.end, "the gap starts here")
                    .with_cue(index)
                    .with_measured(gap as f64, limit as f64, "ms");
                let end = cue.interval.start.0.saturating_sub(limit);
                finding.fix = timing::shorten(subject, before, end);
                findings.push(finding);
            }
        }
        if last.is_none_or(|held| cues[held as usize].interval.end <= cue.interval.end) {
            last = Some(index);
        }
    }
}
