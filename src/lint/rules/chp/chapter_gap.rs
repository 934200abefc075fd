//! CHP005: time that belongs to no chapter.

use crate::lint::references::WEBVTT_CHAPTERS;
use crate::lint::rule::{CHAPTERS, docs};
use crate::lint::{Findings, Rule, Subject, timing};
use crate::source::{Applicability, Severity};
use crate::time::{Interval, Timestamp};

docs! {
    /// ## What it does
    ///
    /// Finds a first chapter that does not start at zero, and gaps between chapters.
    ///
    /// ## Why
    ///
    /// Players that show the chapter of the current moment show none in a gap. Where that is intended,
    /// ignore the finding.
    ///
    /// ## Example
    ///
    /// ```vtt,invalid
    /// WEBVTT
    ///
    /// 00:00:00.000 --> 00:01:40.000
    /// The harbour
    ///
    /// 00:01:50.000 --> 00:04:00.000
    /// The boats
    /// ```
    ///
    /// ```vtt,valid
    /// WEBVTT
    ///
    /// 00:00:00.000 --> 00:01:50.000
    /// The harbour
    ///
    /// 00:01:50.000 --> 00:04:00.000
    /// The boats
    /// ```
    ///
    /// ## How to fix
    ///
    /// Extend each chapter to the start of the next one, and start the first one at zero. The fix is
    /// only suggested.
    ///
    /// ## Where it comes from
    ///
    /// Our own judgment. WebVTT allows gaps between chapters.
}

pub(super) static RULE: Rule = Rule {
    code: "CHP005",
    name: "chapter-gap",
    summary: "part of the video belongs to no chapter",
    severity: Severity::Info,
    kinds: CHAPTERS,
    fix: Some(Applicability::Show),
    references: &[WEBVTT_CHAPTERS],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let cues = &subject.timeline.cues;
    // The chapter that lasts longest so far.
    let mut last: Option<u32> = None;
    for at in timing::by_start(cues) {
        let cue = &cues[at as usize];
        if cue.interval.duration() <= 0 {
            continue;
        }
        let until = last.map_or(0, |last| cues[last as usize].interval.end.0);
        let gap = cue.interval.start.0.saturating_sub(until);
        if gap > 0 {
            let (message, retimed, to) = match last {
                None => {
                    let to = Interval { start: Timestamp(0), end: cue.interval.end };
                    ("the first chapter does not start at zero".to_owned(), at, to)
                }
                Some(last) => {
                    let start = cues[last as usize].interval.start;
                    let to = Interval { start, end: cue.interval.start };
                    (format!("{gap} ms before this chapter belong to no chapter"), last, to)
                }
            };
            let mut finding = findings
                .finding(cue.origin.start, message)
                .with_cue(at)
                .with_measured(gap as f64, 0.0, "ms");
            if let Some(last) = last {
                finding =
                    finding.with_label(cues[last as usize].origin.end, "the one before ends here");
            }
            let title = if last.is_some() {
                "end the one before where this one starts"
            } else {
                "start at zero"
            };
            finding.fix = subject.retime(retimed, to, Applicability::Show, title);
            findings.push(finding);
        }
        if last.is_none_or(|last| cue.interval.end > cues[last as usize].interval.end) {
            last = Some(at);
        }
    }
}
