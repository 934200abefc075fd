//! The reference: where its intervals begin and end, and how much of a stretch they cover.

use super::found::ReferenceKind;
use crate::time::Interval;

/// A reference, prepared for lookups. Times in ms.
pub(super) struct Track {
    /// Where intervals begin, sorted.
    pub(super) starts: Vec<i64>,
    /// Where they end, sorted.
    pub(super) ends: Vec<i64>,
    /// The beginnings after a pause, and the ends before one.
    onsets: Vec<i64>,
    releases: Vec<i64>,
    /// The covered ranges, without overlaps: start, end, total covered before.
    covers: Vec<(i64, i64, i64)>,
    /// The share of the whole that they cover.
    density: f64,
}

/// A cue at a tried position. Times in ms.
pub(super) struct Placed {
    /// When the cue before ends.
    pub(super) pause: i64,
    pub(super) start: i64,
    pub(super) end: i64,
    /// When the next cue begins.
    pub(super) next: i64,
}

/// The minimum gap in speech that counts as a pause, in ms.
const PAUSE: i64 = 250;
/// How far from a beginning another still counts, in ms; the weight falls with the distance.
pub(super) const NEAR: i64 = 400;
/// The same for nearly the same moment.
const SHARP: i64 = 130;
/// The maximum distance between times that count as the same, in ms.
pub(super) const SAME: i64 = 250;

impl Track {
    /// From intervals sorted by their start, at least one.
    pub(super) fn of(reference: &[Interval]) -> Self {
        let starts: Vec<i64> = reference.iter().map(|interval| interval.start.0).collect();
        let mut ends: Vec<i64> = reference.iter().map(|interval| interval.end.0).collect();
        ends.sort_unstable();
        let mut covers: Vec<(i64, i64, i64)> = Vec::new();
        for interval in reference {
            match covers.last_mut() {
                Some(last) if interval.start.0 <= last.1 => last.1 = last.1.max(interval.end.0),
                last => {
                    let before = last.map_or(0, |last| last.2 + last.1 - last.0);
                    covers.push((interval.start.0, interval.end.0, before));
                }
            }
        }
        let mut onsets = vec![starts[0]];
        let mut releases = Vec::new();
        for pair in covers.windows(2).filter(|pair| pair[1].0 - pair[0].1 >= PAUSE) {
            releases.push(pair[0].1);
            onsets.push(pair[1].0);
        }
        releases.extend(covers.last().map(|last| last.1));
        let mut track = Self { starts, ends, onsets, releases, covers, density: 0.0 };
        let (from, to) = (track.starts[0], track.ends.last().copied().unwrap_or_default());
        track.density = track.covered(from, to) as f64 / (to - from).max(1) as f64;
        track
    }

    /// How much of the time before `at` is covered.
    fn before(&self, at: i64) -> i64 {
        let next = self.covers.partition_point(|cover| cover.0 < at);
        let Some((start, end, before)) = next.checked_sub(1).map(|last| self.covers[last]) else {
            return 0;
        };
        before + at.min(end) - start
    }

    /// How much of a stretch is covered, in ms.
    fn covered(&self, from: i64, to: i64) -> i64 {
        if to > from { self.before(to) - self.before(from) } else { 0 }
    }

    /// How well a cue fits: 0 to 1 if it is in a plausible place, less if it is where it should not be.
    pub(super) fn gain(&self, cue: &Placed, kind: ReferenceKind) -> f64 {
        let share = |from, to: i64| self.covered(from, to) as f64 / (to - from).max(1) as f64;
        let around = match cue.start - cue.pause > 80 {
            true => share(cue.pause.max(cue.start - 1500), cue.start),
            false => self.density,
        };
        let overlap = share(cue.start, cue.end) - around;
        let (close, weight) = self.closeness(cue, kind);
        match kind {
            ReferenceKind::Cues => 0.85 * close * (0.5 + 0.25 * weight) + 0.15 * overlap,
            ReferenceKind::Voices => 0.6 * close * (0.4 + 0.6 * weight) + 0.4 * overlap,
        }
    }

    /// How close a cue begins and ends to intervals, from 0 to 1, and the weight of that, from 0 to 2. Edges at
    /// pauses weigh more: speech has the same pauses however it is split into cues.
    pub(super) fn closeness(&self, cue: &Placed, kind: ReferenceKind) -> (f64, f64) {
        let edge = |all: &[i64], at_pauses: &[i64], at: i64, is_pause: bool| match is_pause {
            true if at_pauses.len() * 10 >= all.len() => {
                (0.4 * closeness(all, at) + 0.6 * closeness(at_pauses, at), 1.0)
            }
            true => (closeness(all, at), 1.0),
            false => (closeness(all, at), 0.4),
        };
        let begins = edge(&self.starts, &self.onsets, cue.start, cue.start - cue.pause >= PAUSE);
        if kind == ReferenceKind::Voices {
            return begins;
        }
        let ends = edge(&self.ends, &self.releases, cue.end, cue.next - cue.end >= PAUSE);
        let weight = begins.1 + ends.1;
        ((begins.0 * begins.1 + ends.0 * ends.1) / weight, weight)
    }

    /// Whether a cue with these times begins or ends where an interval does.
    pub(super) fn meets(&self, start: i64, end: i64, kind: ReferenceKind) -> bool {
        let is =
            |times: &[i64], at| nearest(times, at).is_some_and(|time| (time - at).abs() <= SAME);
        is(&self.starts, start) || kind == ReferenceKind::Cues && is(&self.ends, end)
    }
}

/// How close a time is to the nearest one, from 0 to 1: a broad slope that leads there, and a sharp one that
/// distinguishes the same moment from one nearby by chance.
fn closeness(times: &[i64], at: i64) -> f64 {
    let off = nearest(times, at).map_or(NEAR, |time| (time - at).abs());
    let slope = |width: i64| (width - off).max(0) as f64 / width as f64;
    0.4 * slope(NEAR) + 0.6 * slope(SHARP)
}

/// The nearest of sorted times.
pub(super) fn nearest(times: &[i64], at: i64) -> Option<i64> {
    let after = times.partition_point(|time| *time < at);
    let next = times.get(after).copied();
    let last = after.checked_sub(1).map(|last| times[last]);
    match (last, next) {
        (Some(last), Some(next)) => Some(if at - last <= next - at { last } else { next }),
        (last, next) => last.or(next),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_covered_counts_once() {
        let track = Track::of(&[
            Interval::from_ms(100, 300),
            Interval::from_ms(200, 500),
            Interval::from_ms(600, 700),
        ]);
        assert_eq!((track.covered(0, 1000), track.covered(250, 650)), (500, 300));
        assert_eq!((track.covered(500, 600), track.covered(9, 1)), (0, 0));
        assert_eq!(
            [0, 150, 151, 900].map(|at| nearest(&track.starts, at)),
            [100, 100, 200, 600].map(Some)
        );
    }
}
