//! TIM014: files timed by the program's timecode.

use crate::lint::references::AMAZON;
use crate::lint::rule::docs;
use crate::lint::{Findings, Rule, Subject};
#[cfg(feature = "ttml")]
use crate::read::Document;
use crate::retime::{Negative, TimeMap, remap};
use crate::source::{Applicability, Edit, Fix, Severity, Span};
use crate::timeline::Cue;
#[cfg(feature = "ttml")]
use crate::ttml::Attr;

docs! {
    /// ## What it does
    ///
    /// Finds files whose first cue (by time) starts at 01:00:00 or later. Not reported if the video is
    /// known to be long enough for that.
    ///
    /// ## Why
    ///
    /// Broadcast masters start at 01:00:00 or 10:00:00. A file with such times is hours late in a
    /// player where the video starts at zero.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 01:00:03,000 --> 01:00:05,000
    /// The harbour opens at six.
    /// ```
    ///
    /// ```srt,valid
    /// 1
    /// 00:00:03,000 --> 00:00:05,000
    /// The harbour opens at six.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Subtract the origin from every time. The unsafe fix subtracts the full hours of the first cue.
    ///
    /// ## Where it comes from
    ///
    /// Amazon Prime Video Direct: timecodes start at hour zero.
}

pub(super) static RULE: Rule = Rule {
    code: "TIM014",
    name: "non-zero-origin",
    summary: "the first cue starts an hour or more into the file",
    severity: Severity::Warning,
    fix: Some(Applicability::Unsafe),
    references: &[AMAZON],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

const HOUR: i64 = 3_600_000;

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let cues = &subject.timeline.cues;
    let Some((index, first)) = cues.iter().enumerate().min_by_key(|(_, cue)| cue.interval.start)
    else {
        return;
    };
    let start = first.interval.start.0;
    if start < HOUR || subject.context.media_duration.is_some_and(|media| media > start) {
        return;
    }
    let hours = start / HOUR;
    let message =
        format!("the first cue starts {hours} h into the file: was it timed by timecode?");
    let around = around(subject, first);
    let mut finding = findings
        .finding(around.unwrap_or(first.origin.start), message)
        .with_cue(index as u32)
        .with_measured(start as f64, HOUR as f64, "ms");
    if around.is_some() {
        finding = finding.with_label(first.origin.start, "the first cue");
    }
    finding.fix = shift(subject, hours)
        .map(|edits| Fix::risky(format!("shift all times back by {hours} h"), edits));
    findings.push(finding);
}

/// The begin of a `body` or `div` around the first cue, if that is an hour or more: the hours are in it
/// and not in the cue's own time.
#[cfg(feature = "ttml")]
fn around(subject: &Subject<'_>, cue: &Cue<'_>) -> Option<Span> {
    let Document::Ttml(document) = subject.document else { return None };
    let start = cue.origin.block.start;
    let p = document.nodes.partition_point(|node| node.span.start < start) as u32;
    let parent = |node: &u32| Some(document.nodes.get(*node as usize)?.parent);
    let hours = |node: u32| {
        let begin = document.timing(node).begin?;
        let attribute = document.attribute(node, Attr::Begin)?;
        (begin.to_ms().0 >= HOUR).then_some(attribute.span)
    };
    std::iter::successors(parent(&p), parent)
        .take_while(|node| (*node as usize) < document.nodes.len())
        .find_map(hours)
}

#[cfg(not(feature = "ttml"))]
const fn around(_: &Subject<'_>, _: &Cue<'_>) -> Option<Span> {
    None
}

/// All times of the file, the ones inside cue text included, `hours` earlier.
fn shift(subject: &Subject<'_>, hours: i64) -> Option<Vec<Edit>> {
    let map = TimeMap::shift(-hours * HOUR);
    let done = remap(subject.file, map, Negative::Refuse).ok()?;
    Some(done.edits)
}
