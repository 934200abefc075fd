//! TIM007: cues that are shown too long.

use crate::lint::references::{NETFLIX, SUBTITLE_EDIT_GENERAL};
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{CueContext, Findings, HouseStyle, Rule, Subject, timing};
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds cues that last longer than `max-duration` (8 s by default).
    ///
    /// ## Why
    ///
    /// Viewers read a caption that stays too long a second time, or take it for a new one. Usually the
    /// end of the speech was missed.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:01,000 --> 00:00:12,000
    /// The harbour opens at six.
    /// ```
    ///
    /// ```srt,valid
    /// 1
    /// 00:00:01,000 --> 00:00:08,000
    /// The harbour opens at six.
    /// ```
    ///
    /// ## How to fix
    ///
    /// End the cue with the speech, or split a long text. The unsafe fix ends it after the longest
    /// allowed duration.
    ///
    /// ## Where it comes from
    ///
    /// 8 s is Subtitle Edit's default; Netflix asks for at most 7 s.
}

pub(super) static RULE: Rule = Rule {
    code: "TIM007",
    name: "too-long",
    summary: "a cue is longer than allowed",
    severity: Severity::Warning,
    kinds: CAPTIONS,
    fix: Some(Applicability::Unsafe),
    house_style: Some(HouseStyle {
        options: &["max_duration"],
        one: "cue",
        many: "cues",
        furthest: "longest",
    }),
    references: &[NETFLIX, SUBTITLE_EDIT_GENERAL],
    docs: DOCS,
    cue: Some(check),
    one_cue: true,
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, cue: &CueContext<'_, '_>, findings: &mut Findings<'_>) {
    let (actual, limit) = (cue.cue.interval.duration(), subject.limits.max_duration);
    if !timing::is_below(limit, actual, subject.context.frame_rate) {
        return;
    }
    let mut finding = if cue.cue.interval.is_open() {
        let message = format!("the cue never ends: the maximum is {limit} ms");
        findings.finding(cue.cue.origin.timing(), message)
    } else {
        let message = format!("the cue lasts {actual} ms: the maximum is {limit} ms");
        let finding = findings.finding(cue.cue.origin.timing(), message);
        finding.with_measured(actual as f64, limit as f64, "ms")
    };
    finding.cue = Some(cue.index);
    let end = cue.cue.interval.start.0.saturating_add(limit);
    finding.fix = timing::shorten(subject, cue.index, end);
    findings.push(finding);
}
