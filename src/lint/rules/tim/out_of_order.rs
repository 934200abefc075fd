//! TIM005: cues that are not in the order of their start times.

use crate::format::Format;
use crate::lint::references::{AMAZON, WEBVTT_CUE_TIMINGS};
use crate::lint::rule::docs;
use crate::lint::{Findings, Rule, Subject};
use crate::rewrite;
use crate::source::{Applicability, Fix, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds cues that start earlier than the cue above them in the file. An error in SRT, a warning in
    /// WebVTT, where the syntax forbids it and every browser sorts.
    ///
    /// ## Why
    ///
    /// Some readers sort, some show cues in file order, some stop. Tools that walk the file once lose cues
    /// or mis-time them. Amazon asks for times in order.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:05,000 --> 00:00:07,000
    /// Bring a coat.
    ///
    /// 2
    /// 00:00:01,000 --> 00:00:03,000
    /// The harbour opens at six.
    /// ```
    ///
    /// ```vtt,valid
    /// WEBVTT
    ///
    /// 00:01.000 --> 00:03.000
    /// The harbour opens at six.
    ///
    /// 00:05.000 --> 00:07.000
    /// Bring a coat.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Sort the cues. The safe fix moves whole blocks; cues that start together keep their order, and no
    /// time and no word changes.
    ///
    /// ## Where it comes from
    ///
    /// WebVTT, section "WebVTT cue timings": a start time must not lie before any earlier cue's. Amazon
    /// videocentral help 201979140: sequential timecodes (`qc_rules.md` 1.1, 2026-11-22).
}

pub(super) static RULE: Rule = Rule {
    code: "TIM005",
    name: "out-of-order",
    summary: "a cue starts before the cue above it",
    severity: Severity::Error,
    fix: Some(Applicability::Safe),
    references: &[WEBVTT_CUE_TIMINGS, AMAZON],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let cues = &subject.timeline.cues;
    let mut first = true;
    for (index, pair) in cues.windows(2).enumerate() {
        let [above, cue] = pair else { continue };
        if cue.interval.start >= above.interval.start {
            continue;
        }
        let early = above.interval.start.0.saturating_sub(cue.interval.start.0);
        let message = format!("the cue starts {early} ms before the cue above it");
        let mut finding = findings
            .finding(cue.origin.timing(), message)
            .with_label(above.origin.start, "the cue above starts here")
            .with_cue(index as u32 + 1)
            .with_measured(early as f64, 0.0, "ms");
        if subject.format == Format::WebVtt {
            finding.severity = Severity::Warning;
        }
        // One fix sorts the whole file.
        if std::mem::take(&mut first) {
            finding.fix = sort(subject);
        }
        findings.push(finding);
    }
}

/// Puts every block in its place.
fn sort(subject: &Subject<'_>) -> Option<Fix> {
    let edits = rewrite::reorder(subject.file, subject.order, false)?;
    Some(Fix::safe("sort the cues by start time", edits))
}
