//! TIM002: cues that end the moment they start.

use crate::lint::references::WEBVTT_CUE_TIMINGS;
use crate::lint::rule::{NOT_EAD, docs};
use crate::lint::{CueContext, Findings, Rule, Subject, timing};
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds cues whose end time equals their start time.
    ///
    /// ## Why
    ///
    /// Such a cue is never on screen. VLC and other players drop it.
    ///
    /// ## Why it is an error
    ///
    /// No player shows the cue: viewers miss its words.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:05,000 --> 00:00:05,000
    /// The harbour opens at six.
    /// ```
    ///
    /// ```srt,valid
    /// 1
    /// 00:00:05,000 --> 00:00:07,000
    /// The harbour opens at six.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Give it an end. The unsafe fix extends it to the shortest allowed duration, if the next cue
    /// leaves room for that.
    ///
    /// ## Where it comes from
    ///
    /// W3C WebVTT, cue timings.
}

pub(super) static RULE: Rule = Rule {
    code: "TIM002",
    name: "zero-duration",
    summary: "a cue ends the moment it starts",
    severity: Severity::Error,
    kinds: NOT_EAD,
    fix: Some(Applicability::Unsafe),
    references: &[WEBVTT_CUE_TIMINGS],
    docs: DOCS,
    cue: Some(check),
    one_cue: true,
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, cue: &CueContext<'_, '_>, findings: &mut Findings<'_>) {
    if cue.cue.interval.duration() != 0 {
        return;
    }
    let mut finding = findings
        .finding(cue.cue.origin.timing(), "the cue ends the moment it starts")
        .with_cue(cue.index);
    finding.fix = timing::lengthen(subject, cue.index, cue.cue, subject.limits.min_duration);
    findings.push(finding);
}
