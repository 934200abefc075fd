//! TIM006: cues that are too short.

use crate::lint::references::{BBC, NETFLIX};
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{CueContext, Findings, HouseStyle, Reference, Rule, Subject, timing};
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds cues that last less than `min-duration` (500 ms by default). With a frame rate, both are
    /// rounded to whole frames before they are compared, so that 833 ms passes for 5/6 s. TIM002
    /// reports cues without length, TIM003 cues of a millisecond, TIM017 cues that only repeat lines of
    /// rolling captions.
    ///
    /// ## Why
    ///
    /// The eye needs time to find the text before it can read it.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:01,000 --> 00:00:01,300
    /// Now!
    /// ```
    ///
    /// ```srt,valid
    /// 1
    /// 00:00:01,000 --> 00:00:01,500
    /// Now!
    /// ```
    ///
    /// ## How to fix
    ///
    /// Extend the cue. The unsafe fix does so, if the gap to the next cue is long enough.
    ///
    /// ## Where it comes from
    ///
    /// Half a second is our default. Netflix asks for 5/6 s, DCMP for 40 frames (1.333 s), the BBC for
    /// about 0.3 s per word.
}

pub(super) static RULE: Rule = Rule {
    code: "TIM006",
    name: "too-short",
    summary: "a cue is shorter than allowed",
    severity: Severity::Warning,
    kinds: CAPTIONS,
    fix: Some(Applicability::Unsafe),
    house_style: Some(HouseStyle {
        options: &["min_duration"],
        one: "cue",
        many: "cues",
        furthest: "shortest",
    }),
    references: &[
        NETFLIX,
        BBC,
        Reference {
            title: "DCMP Captioning Key",
            url: "https://dcmp.org/learn/captioningkey",
            read_on: "2026-11-22",
        },
    ],
    docs: DOCS,
    cue: Some(check),
    one_cue: true,
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, cue: &CueContext<'_, '_>, findings: &mut Findings<'_>) {
    let (actual, limit) = (cue.cue.interval.duration(), subject.limits.min_duration);
    if actual <= subject.limits.max_defect
        || !timing::is_below(actual, limit, subject.context.frame_rate)
        || subject.rolling().holds(cue.index)
    {
        return;
    }
    let message = format!("the cue lasts {actual} ms: the minimum is {limit} ms");
    let mut finding = findings
        .finding(cue.cue.origin.timing(), message)
        .with_cue(cue.index)
        .with_measured(actual as f64, limit as f64, "ms");
    finding.fix = timing::lengthen(subject, cue.index, cue.cue, limit);
    findings.push(finding);
}
