//! Edits to times, shared by the rules so that their fixes do not fight each other: none lengthens
//! a cue into the next one, none shortens one below what another rule would lengthen again.

use super::Subject;
pub(super) use crate::retime::is_below;
use crate::retime::{Limits, bridged, lengthened, shortened};
use crate::source::{Applicability, Fix, sort_by_key};
use crate::time::{Interval, Timestamp};
use crate::timeline::Cue;

/// What ends at most this many ms after the video hides nothing that viewers would read: half a second is the
/// shortest cue that they can.
pub(super) const MISSED: i64 = 500;

/// The limits for the times of cues.
pub(super) fn limits(subject: &Subject<'_>) -> Limits {
    let (limits, context) = (subject.limits, subject.context);
    Limits {
        min_duration: limits.min_duration,
        max_duration: limits.max_duration,
        min_gap: limits.min_gap,
        close_gaps: limits.close_gaps,
        max_defect: limits.max_defect,
        media_duration: context.media_duration,
        frame_rate: context.frame_rate,
    }
}

/// A fix that ends a cue at `end` (ms).
fn end_at(subject: &Subject<'_>, index: u32, end: i64, title: &str) -> Option<Fix> {
    let start = subject.timeline.cues.get(index as usize)?.interval.start;
    let title = [title, &subject.format.format_time(Timestamp(end))].join(" ");
    subject.retime(index, Interval { start, end: Timestamp(end) }, Applicability::Unsafe, title)
}

/// A fix that extends a cue to `duration` ms, if nothing follows too soon.
pub(super) fn lengthen(
    subject: &Subject<'_>,
    index: u32,
    cue: &Cue<'_>,
    duration: i64,
) -> Option<Fix> {
    let next = subject.next(index).map(|next| next.interval);
    let end = lengthened(cue.interval, next, duration, &limits(subject))?;
    end_at(subject, index, end, "extend the cue to")
}

/// A fix that ends a cue earlier, if it stays long enough to be read.
pub(super) fn shorten(subject: &Subject<'_>, index: u32, end: i64) -> Option<Fix> {
    let cue = subject.timeline.cues.get(index as usize)?;
    let end = shortened(cue.interval, end, &limits(subject))?;
    end_at(subject, index, end, "end the cue at")
}

/// Whether a cue that ends at `end` (ms) would be long enough to be read.
pub(super) fn is_long_enough(subject: &Subject<'_>, cue: Interval, end: i64) -> bool {
    end.saturating_sub(cue.start.0) >= limits(subject).shortest()
}

/// Two cues that are shown at the same time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Overlap {
    /// The one that starts first; of several that are still shown, the one that lasts longest.
    pub(super) earlier: u32,
    /// The one that starts before that has ended.
    pub(super) later: u32,
    /// How long both are shown, in ms.
    pub(super) shared: i64,
    /// The one that a fix ends: the one that started last, if it is still shown.
    cut: u32,
}

/// Every cue that starts before an earlier one has ended, by time. Cues without a duration are left out.
pub(super) fn overlaps(subject: &Subject<'_>) -> Vec<Overlap> {
    let interval = |at: u32| subject.timeline.cues[at as usize].interval;
    let mut found = Vec::new();
    // The cue that lasts longest of those seen so far, and the one that started last.
    let (mut last, mut before): (Option<u32>, Option<u32>) = (None, None);
    for &later in subject.order.iter().filter(|&&at| interval(at).duration() > 0) {
        let own = interval(later);
        let is_due = |&at: &u32| interval(at).end > own.start;
        if let Some(earlier) = last.filter(is_due) {
            let shared = interval(earlier).end.min(own.end).0.saturating_sub(own.start.0);
            let cut = before.filter(is_due).unwrap_or(earlier);
            found.push(Overlap { earlier, later, shared, cut });
        }
        before = Some(later);
        if last.is_none_or(|at| own.end > interval(at).end) {
            last = Some(later);
        }
    }
    found
}

/// A fix that ends an earlier cue where the later one starts; none if they start at the same time. If
/// several overlap, each ends where the next one starts, so that one round of fixes is enough.
pub(super) fn end_earlier(subject: &Subject<'_>, overlap: Overlap) -> Option<Fix> {
    let start = |at: u32| subject.timeline.cues[at as usize].interval.start;
    let to = Interval { start: start(overlap.cut), end: start(overlap.later) };
    let title = "end the earlier cue where this one starts";
    let fix = || subject.retime(overlap.cut, to, Applicability::Unsafe, title);
    (to.duration() > 0).then(fix)?
}

/// The end (ms) that closes the gap between two cues, if the options ask for that.
pub(super) fn bridge(subject: &Subject<'_>, cue: Interval, next: Interval) -> Option<i64> {
    bridged(cue, next, &limits(subject))
}

/// A fix that extends a cue to `end` (ms).
pub(super) fn last_until(subject: &Subject<'_>, index: u32, end: i64) -> Option<Fix> {
    end_at(subject, index, end, "extend the cue to")
}

/// Cue indices by start time; cues that start together keep their order.
pub(super) fn by_start(cues: &[Cue<'_>]) -> Vec<u32> {
    let mut order: Vec<u32> = (0..cues.len() as u32).collect();
    sort_by_key(&mut order, |&index| cues[index as usize].interval.start.0);
    order
}
