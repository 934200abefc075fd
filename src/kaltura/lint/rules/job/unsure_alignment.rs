//! JOB015: cues whose times the alignment is not sure of.

use std::collections::HashMap;

use crate::kaltura::lint::references::ALIGNMENT_TASK;
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{AlignedCue, Findings, Need, Rule, Subject};
use crate::source::{Severity, Span};

docs! {
    /// ## What it does
    ///
    /// Finds the cues that the report of the alignment (`cuesmith align --report`, passed as
    /// `--alignment-report`) marks as low, or gives a confidence below 0.5. Cues are found by their times; those that were
    /// changed since are not reported. If the report has the times of fewer than half of the cues, there is one finding for the
    /// file: it belongs to another one.
    ///
    /// ## Why
    ///
    /// An aligner places every word that it can, also where the recognizer heard something else or nothing. Such
    /// cues are the ones to look at before delivery.
    ///
    /// ## Example
    ///
    /// For a report that is not sure of the second cue:
    ///
    /// ```srt,invalid,alignment=0.97 0.31
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// The harbour opens at six.
    ///
    /// 2
    /// 00:00:04,000 --> 00:00:06,000
    /// Bring a coat.
    /// ```
    ///
    /// ```srt,valid,alignment=0.97 0.88
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// The harbour opens at six.
    ///
    /// 2
    /// 00:00:04,000 --> 00:00:06,000
    /// Bring a coat.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Listen to the cue and correct its times. A finding about a cue that is right can be ignored.
    ///
    /// ## Where it comes from
    ///
    /// Our own judgment; the order is one for times.
}

pub(super) static RULE: Rule = Rule {
    code: "JOB015",
    name: "unsure-alignment",
    summary: "the alignment is not sure of the times of a cue",
    severity: Severity::Warning,
    kinds: CAPTIONS,
    needs: &[Need::AlignmentReport],
    references: &[ALIGNMENT_TASK],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(report) = subject.context.alignment.as_deref() else { return };
    let times = |cue: &AlignedCue| ((cue.interval.start, cue.interval.end), *cue);
    let known: HashMap<_, AlignedCue> = report.cues.iter().map(times).collect();
    let cues = &subject.timeline.cues;
    let found: Vec<(u32, AlignedCue)> = (0..)
        .zip(cues)
        .filter_map(|(at, cue)| Some((at, *known.get(&(cue.interval.start, cue.interval.end))?)))
        .collect();
    if found.len() * 2 < cues.len() {
        let message = format!(
            "the report of the alignment ({}) has the times of {} of {} cues: is it that of this file?",
            report.path,
            found.len(),
            cues.len()
        );
        let end = subject.text().find(['\n', '\r']).unwrap_or(subject.text().len());
        findings.push(findings.finding(Span::of(0..end), message));
        return;
    }
    for (at, aligned) in found.into_iter().filter(|(_, aligned)| aligned.is_low) {
        let message = match aligned.confidence {
            Some(confidence) => {
                format!("the alignment is not sure of these times (confidence {confidence:.2})")
            }
            None => "the alignment found no word of this cue in the audio".to_owned(),
        };
        let span = cues[at as usize].origin.timing();
        findings.push(findings.finding(span, message).with_cue(at));
    }
}
