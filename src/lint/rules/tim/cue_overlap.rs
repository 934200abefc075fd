//! TIM004: cues that overlap.

use std::collections::VecDeque;

use crate::lint::references::{NETFLIX_TIMING, SUBTITLE_EDIT_LINTER};
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{Findings, Rule, Subject, timing};
use crate::source::{Applicability, Diagnostic, Edits, Fix, Severity};
use crate::time::Timestamp;
use crate::timeline::{Cue, text_and_ruby};

docs! {
    /// ## What it does
    ///
    /// Finds cues that start while an earlier one is still on screen, by more than 1 ms, which is rounding. Cues in
    /// different WebVTT regions may overlap. Rolling captions, in which cue after cue overlaps, are one finding of
    /// TIM017.
    ///
    /// ## Why
    ///
    /// SRT cannot specify where a second text is placed: VLC, mpv and browsers stack it, other players hide it
    /// or cut the first one short. Editors and vendors nearly always want the first cue to end.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:01,000 --> 00:00:04,000
    /// The harbour opens at six.
    ///
    /// 2
    /// 00:00:03,500 --> 00:00:06,000
    /// Bring a coat.
    /// ```
    ///
    /// ```srt,valid
    /// 1
    /// 00:00:01,000 --> 00:00:03,500
    /// The harbour opens at six.
    ///
    /// 2
    /// 00:00:03,500 --> 00:00:06,000
    /// Bring a coat.
    /// ```
    ///
    /// ## How to fix
    ///
    /// End the earlier cue where the later one starts. The unsafe fix does so, as long as the earlier
    /// cue stays on screen for the shortest allowed duration. Two speakers at once belong in one cue,
    /// on a line each.
    ///
    /// ## Where it comes from
    ///
    /// Netflix's timing guidelines and the lint of Subtitle Edit have the same check.
}

pub(super) static RULE: Rule = Rule {
    code: "TIM004",
    name: "cue-overlap",
    summary: "a cue starts before an earlier one ends",
    severity: Severity::Warning,
    kinds: CAPTIONS,
    fix: Some(Applicability::Unsafe),
    references: &[NETFLIX_TIMING, SUBTITLE_EDIT_LINTER],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

/// Overlaps of up to this many ms result from rounding to milliseconds or frames.
const ROUNDING: i64 = 1;

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let cues = &subject.timeline.cues;
    let mut rolls = vec![false; cues.len()];
    for (cue, _) in &subject.rolling().cues {
        rolls[*cue as usize] = true;
    }
    // The cue that lasts longest so far, for every region and for "no region" (slot 0).
    let mut longest: Vec<Option<u32>> = vec![None; subject.timeline.regions.len() + 1];
    // The previous one.
    let mut last = longest.clone();
    // Those that have begun and that no fix ends yet.
    let mut waiting: Vec<VecDeque<u32>> = vec![VecDeque::new(); longest.len()];
    for &index in subject.order {
        let cue = &cues[index as usize];
        if cue.interval.duration() <= 0 {
            continue;
        }
        let area = cue.region.map_or(0, |region| region as usize + 1);
        let Some(slot) = longest.get_mut(area) else { continue };
        let before = last[area].replace(index);
        if let Some(earlier) = *slot {
            let held = &cues[earlier as usize];
            let shared =
                held.interval.end.min(cue.interval.end).0.saturating_sub(cue.interval.start.0);
            if held.interval.overlaps(cue.interval)
                && shared > ROUNDING
                && !(rolls[earlier as usize] && rolls[index as usize])
                && !(held.interval == cue.interval && same_text(subject, held, cue))
            {
                let mut finding = overlap(findings, (earlier, held), (index, cue));
                let overlaps = |at: &u32| cues[*at as usize].interval.overlaps(cue.interval);
                let end = cue.interval.start.0.saturating_sub(subject.limits.min_gap);
                // Each is shortened once, by the first one that leaves it long enough.
                let is_apart = |at: u32| rolls[at as usize] && rolls[index as usize];
                finding.fix =
                    end_all(subject, &mut waiting[area], cue, (end, &is_apart)).or_else(|| {
                        let shortened = before.filter(overlaps).unwrap_or(earlier);
                        timing::shorten(subject, shortened, end)
                    });
                findings.push(finding);
            }
        }
        if slot.is_none_or(|held| cues[held as usize].interval.end < cue.interval.end) {
            *slot = Some(index);
        }
        waiting[area].push_back(index);
    }
}

/// A fix that ends every waiting cue that a later one overlaps, at `end`, if enough of it is left. Cues leave
/// the queue once, so that all cues together take linear time.
fn end_all(
    subject: &Subject<'_>,
    waiting: &mut VecDeque<u32>,
    cue: &Cue<'_>,
    (end, is_apart): (i64, &dyn Fn(u32) -> bool),
) -> Option<Fix> {
    let mut edits = Edits::default();
    let mut first: Option<Fix> = None;
    let mut count = 0;
    while let Some(&at) = waiting.front() {
        let held = subject.timeline.cues[at as usize].interval;
        if held.overlaps(cue.interval) && !is_apart(at) {
            let fix = timing::shorten(subject, at, end);
            if fix.is_none() && !timing::is_long_enough(subject, held, end) {
                // The others start later still.
                break;
            }
            for fix in fix.into_iter().filter(|fix| edits.push_fix(fix)) {
                first.get_or_insert(fix);
                count += 1;
            }
        }
        waiting.pop_front();
    }
    let mut fix = first?;
    if count > 1 {
        let at = subject.format.format_time(Timestamp(end));
        fix.title = format!("end {count} cues at {at}").into();
    }
    fix.edits = edits.as_slice().to_vec();
    Some(fix)
}

/// The same words at the same time are reported by TIM016.
fn same_text(subject: &Subject<'_>, a: &Cue<'_>, b: &Cue<'_>) -> bool {
    text_and_ruby(subject.timeline, a) == text_and_ruby(subject.timeline, b)
}

fn overlap(
    findings: &Findings<'_>,
    (earlier, held): (u32, &Cue<'_>),
    (index, cue): (u32, &Cue<'_>),
) -> Diagnostic {
    let end = held.interval.end.min(cue.interval.end);
    let shared = end.0.saturating_sub(cue.interval.start.0);
    let (this, other) = (index + 1, earlier + 1);
    let mut finding = if held.interval.is_open() {
        let message = format!("cue {this} starts while cue {other}, which never ends, is shown");
        let finding = findings.finding(cue.origin.timing(), message);
        finding.with_label(held.origin.timing(), format!("cue {other}"))
    } else {
        let message = match held.interval.end <= cue.interval.end {
            true => format!("cue {this} starts {shared} ms before cue {other} ends"),
            false => format!("cue {this} is shown for {shared} ms while cue {other} is shown"),
        };
        let finding = findings.finding(cue.origin.timing(), message);
        finding.with_label(held.origin.end, format!("cue {other} ends here"))
    };
    finding.cue = Some(index);
    if end != Timestamp::OPEN {
        finding = finding.with_measured(shared as f64, 0.0, "ms");
    }
    finding
}
