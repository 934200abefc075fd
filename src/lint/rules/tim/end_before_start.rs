//! TIM001: cues that end before they start.

use crate::lint::references::WEBVTT_CUE_TIMINGS;
use crate::lint::rule::{NOT_EAD, docs};
use crate::lint::{CueContext, Findings, Reference, Rule, Subject};
use crate::source::{Applicability, Severity};
use crate::time::Interval;

docs! {
    /// ## What it does
    ///
    /// Finds cues whose end time is before their start time.
    ///
    /// ## Why
    ///
    /// Players never show such a cue: VLC skips it, FFmpeg extends it to the next cue. Its words are
    /// lost to viewers.
    ///
    /// ## Why it is an error
    ///
    /// No player shows the cue at its time: viewers miss its words.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:05,000 --> 00:00:03,000
    /// The harbour opens at six.
    /// ```
    ///
    /// ```vtt,valid
    /// WEBVTT
    ///
    /// 00:03.000 --> 00:05.000
    /// The harbour opens at six.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Time the cue again. If the two times are merely swapped, the suggested fix swaps them; it is
    /// never applied in bulk, since only the audio can tell.
    ///
    /// ## Where it comes from
    ///
    /// W3C WebVTT, cue timings: the end must be greater than the start. Observation of twelve SRT
    /// readers.
}

pub(super) static RULE: Rule = Rule {
    code: "TIM001",
    name: "end-before-start",
    summary: "a cue ends before it starts",
    severity: Severity::Error,
    kinds: NOT_EAD,
    fix: Some(Applicability::Show),
    references: &[
        WEBVTT_CUE_TIMINGS,
        Reference {
            title: "Subtitle Edit, SubtitleLinter.cs (`seconv lint`)",
            url: "https://github.com/SubtitleEdit/subtitleedit/blob/5c98fbdf/src/seconv/Core/SubtitleLinter.cs",
            read_on: "2026-11-22",
        },
    ],
    docs: DOCS,
    cue: Some(check),
    one_cue: true,
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, cue: &CueContext<'_, '_>, findings: &mut Findings<'_>) {
    let duration = cue.cue.interval.duration();
    if duration >= 0 {
        return;
    }
    let origin = &cue.cue.origin;
    let early = duration.unsigned_abs();
    let mut finding = findings
        .finding(origin.timing(), format!("the cue ends {early} ms before it starts"))
        .with_cue(cue.index);
    let Interval { start, end } = cue.cue.interval;
    let swapped = Interval { start: end, end: start };
    let title = "swap start and end";
    finding.fix = subject.retime(cue.index, swapped, Applicability::Show, title);
    findings.push(finding);
}
