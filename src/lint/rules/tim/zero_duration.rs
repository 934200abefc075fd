//! TIM002: cues that end the moment they start.

use crate::lint::rule::{ALL_FORMATS, NOT_EAD, rule};
use crate::lint::{CueContext, Findings, Reference, Rule, RuleMeta, Subject, timing};
use crate::source::{Applicability, Severity};

rule! {
    /// ## What it does
    ///
    /// Finds cues whose end time equals their start time.
    ///
    /// ## Why
    ///
    /// Such a cue is never on screen. VLC and nginx-vod drop it; the platform drops it when it serves SRT
    /// as WebVTT.
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
    /// Give it an end. The unsafe fix lets it last for the shortest allowed duration, if the next cue
    /// leaves room for that.
    ///
    /// ## Where it comes from
    ///
    /// WebVTT, section "WebVTT cue timings"; kaltura/server `buildWebVTTSegment` skips start >= end
    /// (`qc_rules.md` KLT015, 2026-11-22).
    pub ZeroDuration {
        code: "TIM002",
        name: "zero-duration",
        summary: "a cue ends the moment it starts",
        severity: Severity::Error,
        formats: ALL_FORMATS,
        kinds: NOT_EAD,
        fix: Some(Applicability::Unsafe),
        references: &[Reference { title: "WebVTT, section WebVTT cue timings", read_on: "2026-11-22" }, Reference { title: "kaltura/server c447fdb3, kWebVTTGenerator.php", read_on: "2026-11-22" }],
    }
}

impl Rule for ZeroDuration {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check_cue(
        &self,
        subject: &Subject<'_>,
        cue: &CueContext<'_, '_>,
        findings: &mut Findings<'_>,
    ) {
        if cue.cue.interval.duration() != 0 {
            return;
        }
        let mut finding = findings
            .finding(cue.cue.origin.timing(), "the cue ends the moment it starts")
            .with_cue(cue.index);
        finding.fix = timing::lengthen(subject, cue.index, cue.cue, subject.options.min_duration);
        findings.push(finding);
    }
}
