//! How long cues may and should last, for `retime` and for the fixes of the linter.
//!
//! With a frame rate, durations are compared in whole frames.

use crate::source::sort_by_key;
use crate::time::{FrameRate, Interval, Timestamp};

/// The limits for the times of cues.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// Shortest cue in ms. Default 0: any.
    pub min_duration: i64,
    /// Longest cue in ms: none is made longer, and [`Steps::cut`] ends those that are. Default none.
    pub max_duration: i64,
    /// Shortest gap between two cues in ms, unless they touch. Default 0.
    pub min_gap: i64,
    /// Gaps shorter than this many ms are closed down to `min_gap`. Default 0: none is.
    pub close_gaps: i64,
    /// A cue of at most this many ms is a defect: no cue is made that short. Default 1.
    pub max_defect: i64,
    /// Length of the video in ms. Default unknown.
    pub media_duration: Option<i64>,
    /// Frame rate of the video. Default unknown.
    pub frame_rate: Option<FrameRate>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            min_duration: 0,
            max_duration: i64::MAX,
            min_gap: 0,
            close_gaps: 0,
            max_defect: 1,
            media_duration: None,
            frame_rate: None,
        }
    }
}

impl Limits {
    /// The shortest that a cue may become.
    pub(crate) const fn shortest(&self) -> i64 {
        let defect = self.max_defect.saturating_add(1);
        if self.min_duration > defect { self.min_duration } else { defect }
    }
}

/// Whether `actual` ms are fewer than `limit` ms. With a frame rate both are rounded to whole frames
/// first: 83 ms at 24 frames a second are two frames.
#[must_use]
pub fn is_below(actual: i64, limit: i64, rate: Option<FrameRate>) -> bool {
    match rate {
        Some(rate) => rate.frames(actual) < rate.frames(limit),
        None => actual < limit,
    }
}

/// The latest moment (ms) a cue may last to: the gap before the next cue is kept, the longest
/// duration and the end of the video are not passed. `None` when the next cue does not start later:
/// then sorting or trimming comes first.
#[must_use]
pub fn latest_end(cue: Interval, next: Option<Interval>, limits: &Limits) -> Option<i64> {
    let mut latest = cue.start.0.saturating_add(limits.max_duration);
    if let Some(media) = limits.media_duration {
        latest = latest.min(media);
    }
    if let Some(next) = next {
        if next.start <= cue.start {
            return None;
        }
        latest = latest.min(next.start.0.saturating_sub(limits.min_gap));
    }
    Some(latest)
}

/// The end (ms) of a cue that is to last for `duration` ms; `None` when it already does, or if there
/// is no room.
#[must_use]
pub fn lengthened(
    cue: Interval,
    next: Option<Interval>,
    duration: i64,
    limits: &Limits,
) -> Option<i64> {
    let end = cue.start.0.saturating_add(duration);
    (end > cue.end.0 && end <= latest_end(cue, next, limits)?).then_some(end)
}

/// `end` (ms) as the new end of a cue; `None` when it is no earlier, or what is left is too short to
/// be read.
#[must_use]
pub fn shortened(cue: Interval, end: i64, limits: &Limits) -> Option<i64> {
    let left = end.saturating_sub(cue.start.0);
    (left >= limits.shortest() && end < cue.end.0).then_some(end)
}

/// The end (ms) that closes a gap of `min_gap` or more, but less than `close_gaps`. `None` when it is not such a gap.
#[must_use]
pub fn bridged(cue: Interval, next: Interval, limits: &Limits) -> Option<i64> {
    let gap = next.start.0.saturating_sub(cue.end.0);
    let close = gap > 0
        && is_below(gap, limits.close_gaps, limits.frame_rate)
        && is_below(limits.min_gap, gap, limits.frame_rate);
    if !close {
        return None;
    }
    let end = next.start.0.saturating_sub(limits.min_gap);
    (end > cue.end.0 && end <= latest_end(cue, Some(next), limits)?).then_some(end)
}

/// The time of the frame that is nearest to a time, in ms, halves up; the time of frame `n` of a TTML
/// file rounds to the same.
#[must_use]
pub fn on_frame(time: Timestamp, rate: FrameRate) -> Timestamp {
    if time == Timestamp::OPEN {
        return time;
    }
    let (n, d) = (i128::from(rate.numerator), 1000 * i128::from(rate.denominator));
    let frame = i128::from(rate.frames(time.0));
    Timestamp((2 * frame * d + n).div_euclid(2 * n) as i64)
}

/// Whether a time (ms) is that of a frame, rounded up or down. [`Timestamp::OPEN`] is.
#[must_use]
pub fn is_on_frame(time: Timestamp, rate: FrameRate) -> bool {
    if time == Timestamp::OPEN {
        return true;
    }
    let (n, d) = (i128::from(rate.numerator), 1000 * i128::from(rate.denominator));
    let frame = i128::from(rate.frames(time.0));
    (i128::from(time.0) * n - frame * d).abs() < n
}

/// A cue as the solver sees it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Slot {
    /// When it is shown.
    pub interval: Interval,
    /// Where: cues in different areas may overlap.
    pub area: u32,
    /// How many ms its text needs; 0 when that does not matter.
    pub needed: i64,
}

/// The changes that the solver may make.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Steps {
    /// Let cues last for [`Slot::needed`] and [`Limits::min_duration`], as far as there is room.
    pub extend: bool,
    /// End cues after [`Limits::max_duration`].
    pub cut: bool,
    /// Make gaps below [`Limits::min_gap`] as long as that, and close those below
    /// [`Limits::close_gaps`].
    pub gaps: bool,
    /// End cues before the next one in their area begins.
    pub overlaps: bool,
}

/// Changes ends, never starts, in one pass over the cues by start time: each cue is extended or cut
/// first, then its gap to the next one in its area is repaired, then their overlap. What cannot be repaired
/// without making a cue too short stays. Cues that end before they start are left alone.
pub fn solve(slots: &mut [Slot], limits: &Limits, steps: Steps) {
    let mut order: Vec<u32> = (0..slots.len() as u32).collect();
    sort_by_key(&mut order, |&index| slots[index as usize].interval.start.0);
    let next = next_in_area(slots, &order);
    for &index in &order {
        let slot = slots[index as usize];
        let next = next[index as usize].map(|next| slots[next as usize].interval);
        let open = slot.interval.end == Timestamp::OPEN && !steps.cut;
        if slot.interval.duration() < 0 || open {
            continue;
        }
        let end = solved(slot, next, limits, steps);
        slots[index as usize].interval.end = Timestamp(end);
    }
}

fn solved(slot: Slot, next: Option<Interval>, limits: &Limits, steps: Steps) -> i64 {
    let mut cue = slot.interval;
    if steps.extend {
        let wanted = slot.needed.max(limits.min_duration);
        if is_below(cue.duration(), wanted, limits.frame_rate)
            && let Some(latest) = latest_end(cue, next, limits)
        {
            let end = cue.start.0.saturating_add(wanted).min(latest);
            cue.end.0 = cue.end.0.max(end);
        }
    }
    if steps.cut && is_below(limits.max_duration, cue.duration(), limits.frame_rate) {
        let longest = cue.start.0.saturating_add(limits.max_duration);
        cue.end.0 = shortened(cue, longest, limits).unwrap_or(cue.end.0);
    }
    let Some(next) = next else { return cue.end.0 };
    let before = next.start.0.saturating_sub(limits.min_gap);
    if steps.gaps {
        let gap = next.start.0.saturating_sub(cue.end.0);
        if gap > 0 && is_below(gap, limits.min_gap, limits.frame_rate) {
            cue.end.0 = shortened(cue, before, limits).unwrap_or(cue.end.0);
        }
        cue.end.0 = bridged(cue, next, limits).unwrap_or(cue.end.0);
    }
    if steps.overlaps && cue.end > next.start {
        let ends = [before, next.start.0].into_iter();
        let end = ends.filter_map(|end| shortened(cue, end, limits)).next();
        // Better short than at the same time, as long as it is more than a defect.
        let defect = Limits { min_duration: 0, ..*limits };
        cue.end.0 = end.or_else(|| shortened(cue, next.start.0, &defect)).unwrap_or(cue.end.0);
    }
    cue.end.0
}

/// The cues that still overlap, each with the next cue in its area that begins before it ends; cues that
/// end before they start have none.
#[must_use]
pub fn overlapping(slots: &[Slot]) -> Vec<(u32, Option<u32>)> {
    let mut order: Vec<u32> = (0..slots.len() as u32).collect();
    sort_by_key(&mut order, |&index| slots[index as usize].interval.start.0);
    let mut next: std::collections::HashMap<u32, u32> = std::collections::HashMap::new();
    let mut found = Vec::new();
    for &index in order.iter().rev() {
        let Slot { interval, area, .. } = slots[index as usize];
        if interval.duration() < 0 {
            found.push((index, None));
            continue;
        }
        if interval.duration() == 0 {
            continue;
        }
        if let Some(&after) = next.get(&area)
            && slots[after as usize].interval.start < interval.end
        {
            found.push((index, Some(after)));
        }
        next.insert(area, index);
    }
    found.sort_unstable();
    found
}

/// For each cue the one in its area that starts next, and later.
fn next_in_area(slots: &[Slot], order: &[u32]) -> Vec<Option<u32>> {
    let mut next = vec![None; slots.len()];
    // For each area: the earliest cue after, and the earliest that starts later than that one.
    let mut seen: std::collections::HashMap<u32, (u32, Option<u32>)> =
        std::collections::HashMap::new();
    for &index in order.iter().rev() {
        let slot = slots[index as usize];
        let entry = seen.get(&slot.area).copied();
        let later = match entry {
            Some((first, _)) if slots[first as usize].interval.start > slot.interval.start => {
                Some(first)
            }
            Some((_, later)) => later,
            None => None,
        };
        next[index as usize] = later;
        seen.insert(slot.area, (index, later));
    }
    next
}

#[cfg(test)]
mod tests {
    use super::*;

    fn solve_ms(cues: &[(i64, i64, i64)], limits: &Limits, steps: Steps) -> Vec<(i64, i64)> {
        let slot = |&(start, end, needed): &(i64, i64, i64)| Slot {
            interval: Interval::from_ms(start, end),
            area: 0,
            needed,
        };
        let mut slots: Vec<Slot> = cues.iter().map(slot).collect();
        solve(&mut slots, limits, steps);
        slots.iter().map(|slot| (slot.interval.start.0, slot.interval.end.0)).collect()
    }

    const ALL: Steps = Steps { extend: true, cut: true, gaps: true, overlaps: true };

    #[test]
    fn cues_grow_into_the_room_there_is() {
        let limits = Limits { min_duration: 1000, min_gap: 80, ..Limits::default() };
        let solved = solve_ms(&[(0, 300, 0), (700, 900, 2500), (5000, 6000, 0)], &limits, ALL);
        assert_eq!(solved, [(0, 620), (700, 3200), (5000, 6000)]);
        let media = Limits { media_duration: Some(400), ..limits };
        assert_eq!(solve_ms(&[(0, 300, 0)], &media, ALL), [(0, 400)]);
    }

    #[test]
    fn gaps_are_widened_or_closed_but_touching_cues_stay() {
        let limits = Limits { min_gap: 80, close_gaps: 500, ..Limits::default() };
        let steps = Steps { gaps: true, ..Steps::default() };
        let cues =
            [(0, 1000, 0), (1000, 1950, 0), (2000, 3000, 0), (3400, 4000, 0), (4500, 5000, 0)];
        let solved = solve_ms(&cues, &limits, steps);
        assert_eq!(solved, [(0, 1000), (1000, 1920), (2000, 3320), (3400, 4000), (4500, 5000)]);
    }

    #[test]
    fn overlaps_are_trimmed_unless_nothing_would_be_left() {
        let limits = Limits { min_duration: 500, min_gap: 80, ..Limits::default() };
        let steps = Steps { overlaps: true, ..Steps::default() };
        let cues =
            [(0, 1500, 0), (1000, 1300, 0), (1100, 2000, 0), (1101, 3000, 0), (1101, 3000, 0)];
        let solved = solve_ms(&cues, &limits, steps);
        assert_eq!(solved, [(0, 920), (1000, 1100), (1100, 2000), (1101, 3000), (1101, 3000)]);
    }

    #[test]
    fn cues_end_after_the_longest_duration() {
        let limits = Limits { max_duration: 7000, ..Limits::default() };
        let cut = Steps { cut: true, ..Steps::default() };
        let cues = [(0, 19_000, 0), (20_000, 27_000, 0), (30_000, Timestamp::OPEN.0, 0)];
        let solved = solve_ms(&cues, &limits, cut);
        assert_eq!(solved, [(0, 7000), (20_000, 27_000), (30_000, 37_000)]);
        // Seven seconds and less than half a frame are seven seconds.
        let film = Limits { frame_rate: "25".parse().ok(), ..limits };
        assert_eq!(solve_ms(&[(0, 7019, 0)], &film, cut), [(0, 7019)]);
    }

    #[test]
    fn what_still_overlaps_is_known() {
        let slot =
            |start, end, area| Slot { interval: Interval::from_ms(start, end), area, needed: 0 };
        let slots = [
            slot(1000, 2000, 0),
            slot(1000, 3000, 0),
            slot(3000, 3000, 0),
            slot(1500, 9000, 1),
            slot(6000, 5000, 0),
        ];
        assert_eq!(overlapping(&slots), [(0, Some(1)), (4, None)]);
    }

    #[test]
    fn areas_and_reversed_cues_do_not_disturb_each_other() {
        let mut slots = [
            Slot { interval: Interval::from_ms(0, 3000), area: 0, needed: 0 },
            Slot { interval: Interval::from_ms(1000, 2000), area: 1, needed: 0 },
            Slot { interval: Interval::from_ms(2500, 2000), area: 0, needed: 0 },
        ];
        solve(&mut slots, &Limits::default(), Steps { overlaps: true, ..Steps::default() });
        assert_eq!(slots[0].interval.end.0, 2500);
        assert_eq!(slots[1].interval.end.0, 2000);
        assert_eq!(slots[2].interval, Interval::from_ms(2500, 2000));
    }

    #[test]
    fn the_grid_of_frames_is_exact() {
        let rate: FrameRate = "23.976".parse().unwrap();
        assert_eq!(on_frame(Timestamp(80), rate), Timestamp(83));
        assert_eq!(on_frame(Timestamp(-80), rate), Timestamp(-83));
        for ms in [0, 41, 42, 83, 84, 1001] {
            assert!(is_on_frame(Timestamp(ms), rate), "{ms}");
        }
        for ms in [1, 40, 43, 85, 1000] {
            assert!(!is_on_frame(Timestamp(ms), rate), "{ms}");
        }
    }
}
