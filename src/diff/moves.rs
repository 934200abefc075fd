//! Where the times of the cues went together: a shift or a stretch of the whole file, or a shift of a part of it.

use std::ops::Range;

use super::group::Group;
use super::side::Side;
use crate::time::{Interval, TimeMap, Timestamp};

/// Pairs of cues, and where their times went.
pub(super) struct Moves {
    /// Ranks of cues with one partner, by the old file.
    pub(super) pairs: Vec<(u32, u32)>,
    /// Consecutive ranges of `pairs`.
    stretches: Vec<Stretch>,
}

/// Pairs whose times went the same way, except for single ones that were retimed.
#[derive(Clone, Debug)]
pub(super) struct Stretch {
    pub(super) map: TimeMap,
    pub(super) pairs: Range<usize>,
    /// How many of them went just there.
    count: usize,
}

/// A file is only taken for stretched if it has so many cues.
const MANY: usize = 8;

impl Moves {
    pub(super) fn find(
        old: &Side<'_, '_>,
        new: &Side<'_, '_>,
        groups: &[Group],
        tolerance: i64,
    ) -> Self {
        let pairs = groups.iter().filter(|group| group.is_pair());
        let mut pairs: Vec<(u32, u32)> = pairs.map(|group| (group.old[0], group.new[0])).collect();
        pairs.sort_unstable();
        let times: Vec<(Interval, Interval)> = pairs
            .iter()
            .map(|&(a, b)| (old.cues[a as usize].interval, new.cues[b as usize].interval))
            .collect();
        let shifted = shifted(&times, tolerance);
        let stretches = match stretched(&times, tolerance) {
            Some(stretch)
                if cost(&times, std::slice::from_ref(&stretch), tolerance)
                    < cost(&times, &shifted, tolerance) =>
            {
                vec![stretch]
            }
            _ => shifted,
        };
        Self { pairs, stretches }
    }

    /// The stretches that moved.
    pub(super) fn moved(&self, tolerance: i64) -> impl Iterator<Item = &Stretch> {
        self.stretches.iter().filter(move |stretch| !is_still(stretch.map, tolerance))
    }

    /// Where the stretch around a cue of the old file went.
    pub(super) fn map_at(&self, rank: u32) -> TimeMap {
        let pair = self.pairs.partition_point(|(old, _)| *old <= rank).saturating_sub(1);
        let at = self.stretches.partition_point(|stretch| stretch.pairs.end <= pair);
        self.stretches.get(at).map_or(TimeMap::IDENTITY, |stretch| stretch.map)
    }
}

/// Whether a map leaves times where they are.
pub(super) fn is_still(map: TimeMap, tolerance: i64) -> bool {
    map.scale == (1, 1) && map.offset.0.saturating_abs() <= tolerance.saturating_mul(map.offset.1)
}

/// How much later the second interval is, if it only moved.
fn shift((from, to): &(Interval, Interval), tolerance: i64) -> Option<i64> {
    let start = to.start.0.checked_sub(from.start.0)?;
    match (from.is_open(), to.is_open()) {
        (true, true) => Some(start),
        (false, false) => {
            let end = to.end.0.checked_sub(from.end.0)?;
            (end.abs_diff(start) <= tolerance as u64).then_some(start)
        }
        _ => None,
    }
}

/// Whether an interval went where a map leads.
fn fits(map: TimeMap, (from, to): &(Interval, Interval), tolerance: i64) -> bool {
    let expected = map.interval(*from);
    let close = |a: Timestamp, b: Timestamp| a.0.abs_diff(b.0) <= tolerance as u64;
    close(expected.start, to.start) && close(expected.end, to.end)
}

/// The number of entries that a report with these stretches has.
fn cost(times: &[(Interval, Interval)], stretches: &[Stretch], tolerance: i64) -> usize {
    let retimed = stretches.iter().flat_map(|stretch| {
        let pairs = times[stretch.pairs.clone()].iter();
        pairs.filter(|times| !fits(stretch.map, times, tolerance))
    });
    let moved = stretches.iter().filter(|stretch| !is_still(stretch.map, tolerance));
    moved.count() + retimed.count()
}

/// The stretches that moved by a constant. A single cue makes none unless it is the only one.
fn shifted(times: &[(Interval, Interval)], tolerance: i64) -> Vec<Stretch> {
    let mut all: Vec<(i64, Stretch)> = Vec::new();
    for (at, pair) in times.iter().enumerate() {
        let by = shift(pair, tolerance);
        match (by, all.last_mut()) {
            (Some(by), Some((last, stretch))) if by.abs_diff(*last) <= tolerance as u64 => {
                stretch.pairs.end = at + 1;
                stretch.count += 1;
            }
            (None, Some((_, stretch))) => stretch.pairs.end = at + 1,
            (None, None) => {}
            (Some(by), _) => {
                let start = all.last().map_or(0, |(_, stretch)| stretch.pairs.end);
                let map = TimeMap::shift(by);
                all.push((by, Stretch { map, pairs: start..at + 1, count: 1 }));
            }
        }
    }
    let mut kept: Vec<(i64, Stretch)> = Vec::new();
    for (by, stretch) in all {
        let is_single = stretch.count == 1 && times.len() > 1;
        match kept.last_mut() {
            Some((last, before)) if is_single || by.abs_diff(*last) <= tolerance as u64 => {
                before.pairs.end = stretch.pairs.end;
                before.count += stretch.count;
            }
            // What is before the first stretch belongs to it.
            None if is_single => {}
            None => kept.push((by, Stretch { pairs: 0..stretch.pairs.end, ..stretch })),
            Some(_) => kept.push((by, stretch)),
        }
    }
    if kept.is_empty() {
        let map = TimeMap::IDENTITY;
        kept.push((0, Stretch { map, pairs: 0..times.len(), count: 0 }));
    }
    kept.into_iter().map(|(_, stretch)| stretch).collect()
}

/// The whole file as one stretch whose times were stretched and shifted, by pairs near both ends.
fn stretched(times: &[(Interval, Interval)], tolerance: i64) -> Option<Stretch> {
    if times.len() < MANY {
        return None;
    }
    let near = 3;
    let candidates = times[..near].iter().flat_map(|first| {
        times[times.len() - near..].iter().filter_map(move |last| {
            TimeMap::sync((first.0.start, first.1.start), Some((last.0.start, last.1.start))).ok()
        })
    });
    // A clock that is off by more is no clock.
    let is_plausible = |map: &TimeMap| {
        let (n, d) = (i128::from(map.scale.0), i128::from(map.scale.1));
        n * 4 >= d * 3 && n * 3 <= d * 4
    };
    let stretches = candidates.filter(is_plausible).map(|map| {
        let count = times.iter().filter(|pair| fits(map, pair, tolerance)).count();
        Stretch { map, pairs: 0..times.len(), count }
    });
    stretches.max_by_key(|stretch| stretch.count)
}
