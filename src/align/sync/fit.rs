//! From a ratio to times: offsets by cue, then least squares over the matching times.

use super::candidates::offsets;
use super::found::{RATES, ReferenceKind, Sync, SyncOptions, SyncPart};
use super::path::best;
use super::track::{Placed, Track, nearest};
use crate::time::{Interval, TimeMap, Timestamp};

/// The result of one ratio.
pub(super) struct Fit {
    pub(super) sync: Sync,
    /// The value for comparing ratios.
    pub(super) score: f64,
    /// How close cues begin and end to intervals, on average, from 0 to 1.
    pub(super) close: f64,
    /// The standard error of that.
    pub(super) error: f64,
}

/// Consecutive cues with one offset.
#[derive(Clone, Copy, Debug)]
struct Group {
    from: usize,
    to: usize,
    /// In ms, applied after times were multiplied.
    offset: f64,
}

/// Offsets that differ by more than this belong to different groups, in ms.
const APART: i64 = 300;

/// Fits a file to a reference whose times run about `ratio` times as fast.
pub(super) fn fit(cues: &[Interval], track: &Track, ratio: f64, options: &SyncOptions) -> Fit {
    let offsets = offsets(cues, track, ratio);
    if offsets.is_empty() {
        return finish(
            cues,
            track,
            1.0,
            &[Group { from: 0, to: cues.len(), offset: 0.0 }],
            options,
        );
    }
    let (path, _) = walk(cues, track, ratio, &offsets, options);
    let mut groups = groups(&path, &offsets);
    let mut ratio = ratio;
    // Each round has a narrower tolerance.
    for reach in [500, 350, 250] {
        let slope = if options.drift {
            slope(cues, track, ratio, &groups, reach, options.kind)
        } else {
            None
        };
        if let Some(slope) = slope {
            for group in &mut groups {
                // The middle of a group stays where it is.
                let middle = middle(cues, group);
                group.offset += middle * (ratio - slope);
            }
            ratio = slope;
        }
        settle(cues, track, ratio, &mut groups, reach, options.kind);
    }
    if options.drift {
        let exact = snapped(cues, ratio, &groups);
        for group in &mut groups {
            group.offset += middle(cues, group) * (ratio - exact);
        }
        ratio = exact;
        settle(cues, track, ratio, &mut groups, 250, options.kind);
    }
    // Once more with the offsets that are now exact, to find the jumps.
    let mut exact: Vec<i64> = groups.iter().map(|group| group.offset.round() as i64).collect();
    exact.sort_unstable();
    exact.dedup();
    let (path, _) = walk(cues, track, ratio, &exact, options);
    let mut groups = exact_groups(&path, &exact);
    settle(cues, track, ratio, &mut groups, 250, options.kind);
    joined(&mut groups);
    settle(cues, track, ratio, &mut groups, 250, options.kind);
    finish(cues, track, ratio, &groups, options)
}

fn scaled(time: Timestamp, ratio: f64) -> i64 {
    (time.0 as f64 * ratio).round() as i64
}

/// A mapped cue. The first cue counts as after a pause, and the last as before one.
fn placed(cues: &[Interval], at: usize, map: impl Fn(Timestamp) -> i64) -> Placed {
    let (start, end) = (map(cues[at].start), map(cues[at].end));
    let pause = at.checked_sub(1).map_or(start - 1500, |last| map(cues[last].end));
    let next = cues.get(at + 1).map_or(end + 1500, |next| map(next.start));
    Placed { pause, start, end, next }
}

fn walk(
    cues: &[Interval],
    track: &Track,
    ratio: f64,
    offsets: &[i64],
    options: &SyncOptions,
) -> (Vec<u16>, f64) {
    let times: Vec<Placed> =
        (0..cues.len()).map(|at| placed(cues, at, |time| scaled(time, ratio))).collect();
    let gain = |cue: usize, at: usize| {
        let (Placed { pause, start, end, next }, by) = (&times[cue], offsets[at]);
        let there = Placed { pause: pause + by, start: start + by, end: end + by, next: next + by };
        track.gain(&there, options.kind)
    };
    // A gain that a cue has at any offset counts for nothing.
    let (step, other) = ((cues.len() / 200).max(1), (offsets.len() / 40).max(1));
    let sampled = (0..cues.len()).step_by(step);
    let sampled =
        sampled.flat_map(|cue| (0..offsets.len()).step_by(other).map(move |at| (cue, at)));
    let (sum, count) =
        sampled.fold((0.0, 0.0), |(sum, count), (cue, at)| (sum + gain(cue, at), count + 1.0));
    let base = if offsets.len() > 20 { sum / count } else { 0.2 };
    best(cues.len(), offsets, options.cuts, |cue, at| gain(cue, at) - base)
}

/// Runs of cues whose offsets differ by little, each with its most common offset.
fn groups(path: &[u16], offsets: &[i64]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut last = 0;
    for (at, index) in path.iter().enumerate() {
        let offset = offsets[usize::from(*index)];
        match groups.last_mut() {
            Some(group) if (offset - last).abs() <= APART => group.to = at + 1,
            _ => groups.push(Group { from: at, to: at + 1, offset: 0.0 }),
        }
        last = offset;
    }
    for group in &mut groups {
        let mut all: Vec<i64> =
            path[group.from..group.to].iter().map(|at| offsets[usize::from(*at)]).collect();
        all.sort_unstable();
        group.offset = all[all.len() / 2] as f64;
    }
    groups
}

/// Runs of cues with exactly one offset.
fn exact_groups(path: &[u16], offsets: &[i64]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (at, index) in path.iter().enumerate() {
        let offset = offsets[usize::from(*index)] as f64;
        match groups.last_mut() {
            Some(group) if group.offset == offset => group.to = at + 1,
            _ => groups.push(Group { from: at, to: at + 1, offset }),
        }
    }
    groups
}

/// Joins neighbors with nearly the same offset.
fn joined(groups: &mut Vec<Group>) {
    groups.dedup_by(|next, last| {
        let same = (next.offset - last.offset).abs() <= 60.0;
        if same {
            let (one, other) = ((last.to - last.from) as f64, (next.to - next.from) as f64);
            last.offset = (last.offset * one + next.offset * other) / (one + other);
            last.to = next.to;
        }
        same
    });
}

fn middle(cues: &[Interval], group: &Group) -> f64 {
    let (first, last) = (cues[group.from].start.0 as f64, cues[group.to - 1].start.0 as f64);
    f64::midpoint(first, last)
}

/// The times of a group that match times of the reference: the time in the file and the one in the reference.
fn meetings(
    cues: &[Interval],
    track: &Track,
    ratio: f64,
    group: &Group,
    reach: i64,
    kind: ReferenceKind,
) -> Vec<(f64, f64)> {
    let mut found = Vec::new();
    let mut add = |time: Timestamp, times: &[i64]| {
        let at = (time.0 as f64 * ratio + group.offset).round() as i64;
        if let Some(other) = nearest(times, at).filter(|other| (other - at).abs() <= reach) {
            found.push((time.0 as f64, other as f64));
        }
    };
    for cue in &cues[group.from..group.to] {
        add(cue.start, &track.starts);
        if kind == ReferenceKind::Cues {
            add(cue.end, &track.ends);
        }
    }
    found
}

/// The ratio that fits best, with a separate offset for each group; `None` if too few times match.
fn slope(
    cues: &[Interval],
    track: &Track,
    ratio: f64,
    groups: &[Group],
    reach: i64,
    kind: ReferenceKind,
) -> Option<f64> {
    let all: Vec<Vec<(f64, f64)>> =
        groups.iter().map(|group| meetings(cues, track, ratio, group, reach, kind)).collect();
    let mut now = ratio;
    // Distant times count less in each round.
    for _ in 0..4 {
        let (mut top, mut bottom, mut count) = (0.0, 0.0, 0.0);
        for (group, pairs) in groups.iter().zip(&all) {
            let offset = group.offset + middle(cues, group) * (ratio - now);
            let weight = |(x, y): (f64, f64)| {
                let off = (y - x * now - offset) / 100.0;
                1.0 / (1.0 + off * off)
            };
            let (mut w, mut wx, mut wy) = (0.0, 0.0, 0.0);
            for pair in pairs {
                let weight = weight(*pair);
                (w, wx, wy) = (w + weight, wx + weight * pair.0, wy + weight * pair.1);
            }
            if w < 1.0 {
                continue;
            }
            let (x, y) = (wx / w, wy / w);
            for pair in pairs {
                let weight = weight(*pair);
                top += weight * (pair.0 - x) * (pair.1 - y);
                bottom += weight * (pair.0 - x) * (pair.0 - x);
                count += weight;
            }
        }
        if count < 6.0 || bottom <= 0.0 {
            return None;
        }
        now = top / bottom;
    }
    (0.8..1.25).contains(&now).then_some(now)
}

/// Gives each group the median offset of its matching times.
fn settle(
    cues: &[Interval],
    track: &Track,
    ratio: f64,
    groups: &mut [Group],
    reach: i64,
    kind: ReferenceKind,
) {
    for group in groups {
        let pairs = meetings(cues, track, ratio, group, reach, kind);
        let mut off: Vec<f64> = pairs.iter().map(|(x, y)| y - x * ratio).collect();
        if off.is_empty() {
            continue;
        }
        off.sort_unstable_by(f64::total_cmp);
        // The mean of the middle half is less coarse than the median.
        let inner = &off[off.len() / 4..off.len() - off.len() / 4];
        group.offset = inner.iter().sum::<f64>() / inner.len() as f64;
    }
}

/// A known ratio, if the difference cannot be seen.
fn snapped(cues: &[Interval], ratio: f64, groups: &[Group]) -> f64 {
    let length = |group: &Group| (cues[group.to - 1].start.0 - cues[group.from].start.0) as f64;
    let longest = groups.iter().map(length).fold(1.0, f64::max);
    let many = groups.iter().map(|group| group.to - group.from).max().unwrap_or_default() as f64;
    // The error of a slope over n times with 80 ms of noise, evenly spread: three standard errors.
    let sure = (3.0 * 80.0 * 12_f64.sqrt() / many.max(1.0).sqrt()).max(40.0);
    let known = RATES.iter().map(|(n, d)| *n as f64 / *d as f64);
    let near = known.min_by(|a, b| (a - ratio).abs().total_cmp(&(b - ratio).abs())).unwrap_or(1.0);
    if (near - ratio).abs() * longest <= sure { near } else { ratio }
}

/// The result, and how well it fits.
fn finish(
    cues: &[Interval],
    track: &Track,
    ratio: f64,
    groups: &[Group],
    options: &SyncOptions,
) -> Fit {
    let rate = RATES.iter().find(|(n, d)| *n as f64 / *d as f64 == ratio);
    let (n, d) = rate.copied().unwrap_or(((ratio * 1e7).round() as i64, 10_000_000));
    let scale = TimeMap::scale(n, d).unwrap_or(TimeMap::IDENTITY);
    let (mut all, mut score) = (0, 0.0);
    let (mut sum, mut squares, mut weights) = (0.0, 0.0, 0.0);
    let mut parts = Vec::with_capacity(groups.len());
    for group in groups {
        let map = scale.then(TimeMap::shift(group.offset.round() as i64)).unwrap_or(scale);
        let mut meets = 0;
        for at in group.from..group.to {
            let cue = placed(cues, at, |time| map.apply(time).0);
            meets += u32::from(track.meets(cue.start, cue.end, options.kind));
            let (close, weight) = track.closeness(&cue, options.kind);
            sum += close * weight;
            squares += close * close * weight;
            weights += weight;
            score += track.gain(&cue, options.kind);
        }
        all += meets;
        let count = (group.to - group.from) as u32;
        parts.push(SyncPart {
            from: cues[group.from].start,
            cues: count,
            map,
            matched: f64::from(meets) / f64::from(count.max(1)),
        });
    }
    score -= 3.0 * (groups.len() as f64 - 1.0);
    // Prefer the simpler result.
    score += match scale.scale {
        (1, 1) => 0.5,
        _ if rate.is_some() => 0.0,
        _ => -0.5,
    };
    let count = cues.len().max(1) as f64;
    let matched = f64::from(all) / count;
    let mean = sum / f64::max(weights, 1.0);
    let spread = (squares / f64::max(weights, 1.0) - mean * mean).max(0.0025).sqrt();
    let sync = Sync { parts, matched, chance: 0.0, confidence: 0.0, belongs: false };
    Fit { sync, score, close: mean, error: spread / count.sqrt() }
}
