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
    /// Finds cues that start earlier than the cue above them in the file. TTML is not checked: the
    /// order of its elements has no effect on when they are shown.
    ///
    /// ## Why
    ///
    /// The syntax of WebVTT forbids it. Browsers, ffmpeg and VLC sort the cues; other parsers show them
    /// in file order or stop, and tools that walk the file once lose cues or show them at the wrong time.
    /// Amazon asks for sequential timecodes.
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
    /// Check the times first. A single cue between neighbors that are in order is reported as a
    /// likely typo and has no fix: sorting would move its words out of the dialogue. Cues that were
    /// only written in another order are sorted by the fix, which moves whole blocks; cues that start
    /// together keep their order. The fix is unsafe, because players that show cues in file order show
    /// the sorted file differently. It is not offered when the file has a likely typo.
    ///
    /// ## Where it comes from
    ///
    /// W3C WebVTT, cue timings: a start time must not be before that of any earlier cue. Amazon Prime Video
    /// Direct: timecodes in sequential order. TTML is left out because its times come from
    /// attributes and containers, not from the order of paragraphs (W3C TTML1, section 10.4).
}

pub(super) static RULE: Rule = Rule {
    code: "TIM005",
    name: "out-of-order",
    summary: "a cue starts before the cue above it",
    severity: Severity::Warning,
    formats: &[Format::Srt, Format::WebVtt],
    fix: Some(Applicability::Unsafe),
    references: &[WEBVTT_CUE_TIMINGS, AMAZON],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

/// The most cues of a file for which the fix is made when it is not asked for: it has the text of all cues that move.
const MOST: usize = 20_000;

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let cues = &subject.timeline.cues;
    let starts: Vec<i64> = cues.iter().map(|cue| cue.interval.start.0).collect();
    let breaks: Vec<usize> = (1..cues.len()).filter(|&at| starts[at] < starts[at - 1]).collect();
    let typos: Vec<Option<usize>> = breaks.iter().map(|&at| typo(&starts, at)).collect();
    let mut sorts = typos.iter().all(Option::is_none);
    for (at, typo) in breaks.into_iter().zip(typos) {
        let (above, cue) = (&cues[at - 1], &cues[at]);
        let early = starts[at - 1].saturating_sub(starts[at]);
        let (place, label, message) = match typo {
            None => (at, above, format!("the cue starts {early} ms before the cue above it")),
            Some(odd) if odd == at => (
                at,
                above,
                format!(
                    "the cue starts {early} ms before the cue above it, but the cues around it are in order: probably a mistyped time"
                ),
            ),
            Some(odd) => (
                odd,
                cue,
                format!(
                    "the cue starts {early} ms after the cue below it, but the cues around it are in order: probably a mistyped time"
                ),
            ),
        };
        let other =
            if place == at { "the cue above starts here" } else { "the cue below starts here" };
        let mut finding = findings
            .finding(cues[place].origin.timing(), message)
            .with_label(label.origin.start, other)
            .with_cue(place as u32)
            .with_measured(early as f64, 0.0, "ms");
        // One fix sorts the whole file.
        if std::mem::take(&mut sorts) {
            if subject.fixing || cues.len() <= MOST {
                finding.fix = sort(subject);
            } else {
                finding.message.to_mut().push_str("; a fix may sort the cues by start time");
            }
        }
        findings.push(finding);
    }
}

/// Of the two cues at a break in the order (`at` starts before the one above it), the one whose time is
/// probably a typo: without it the cues around are in order, and they are not without the other.
fn typo(starts: &[i64], at: usize) -> Option<usize> {
    let follows = |before: Option<usize>, after: usize| {
        let (before, after) = (starts.get(before?)?, starts.get(after)?);
        Some(before <= after)
    };
    let without_above = follows(at.checked_sub(2), at);
    let without_cue = follows(Some(at - 1), at + 1);
    match (without_above, without_cue) {
        (Some(true), Some(false)) => Some(at - 1),
        (Some(false), Some(true)) => Some(at),
        _ => None,
    }
}

/// Puts every block in its place.
fn sort(subject: &Subject<'_>) -> Option<Fix> {
    let edits = rewrite::reorder(subject.file, subject.order, false)?;
    Some(Fix::risky("sort the cues by start time", edits))
}
