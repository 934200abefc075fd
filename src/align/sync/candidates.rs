//! Offsets and ratios worth trying: those that many pairs of beginnings agree on.

use super::found::{RATES, SyncOptions};
use super::track::Track;
use crate::time::Interval;

/// The number of cues in a block, and the step from one block to the next.
const BLOCK: usize = 24;
const HOP: usize = 12;
/// Differences within this tolerance count as the same, in ms.
const WINDOW: i64 = 160;
/// The maximum number of half-window bins for counting.
const BINS: i64 = 1 << 19;
/// The number of offsets kept per block.
const BEST: usize = 6;
/// The total number of offsets tried.
pub(super) const MOST: usize = 400;
/// The maximum number of pairs compared in one search.
const PAIRS: usize = 24_000_000;
/// The maximum number of pairs compared for one ratio.
const PROBED: usize = 400_000;
/// The number of blocks that decide about ratios.
const PROBES: usize = 10;

/// An offset and the number of pairs of beginnings that have it.
#[derive(Clone, Copy)]
struct Peak {
    offset: i64,
    count: u32,
}

/// The frame rate ratios that match the most beginnings in short stretches, and 1.
pub(super) fn common(cues: &[Interval], track: &Track, options: &SyncOptions) -> Vec<f64> {
    if !options.drift {
        return vec![1.0];
    }
    let known = RATES.iter().map(|(n, d)| *n as f64 / *d as f64);
    let mut chosen = best(cues, track, known, 2);
    if !chosen.contains(&1.0) {
        chosen.push(1.0);
    }
    chosen
}

/// Other ratios that match many, from 0.95 to 1.05.
pub(super) fn free(cues: &[Interval], track: &Track) -> Vec<f64> {
    // Finer near 1: clocks are usually off by little.
    let more = (1..=10).map(|n| f64::from(n) * 0.001).chain((3..=10).map(|n| f64::from(n) * 0.005));
    best(cues, track, more.flat_map(|more| [1.0 + more, 1.0 / (1.0 + more)]), 3)
}

/// The ratios that match the most beginnings, at most `most` of them, some distance apart.
fn best(
    cues: &[Interval],
    track: &Track,
    ratios: impl Iterator<Item = f64>,
    most: usize,
) -> Vec<f64> {
    let step = (cues.len() / PROBES).max(HOP);
    let thin = (PROBES * BLOCK * track.starts.len()).div_ceil(PROBED).max(1);
    let mut rated: Vec<(u32, f64)> = ratios
        .map(|ratio| {
            let blocks = (0..cues.len()).step_by(step);
            let best = blocks.filter_map(|from| {
                let block = &cues[from..cues.len().min(from + BLOCK)];
                peaks(block, track, ratio, thin, 1).first().map(|peak| peak.count)
            });
            (best.sum(), ratio)
        })
        .collect();
    // Stable sort: among equal ones, the more common ratio comes first.
    rated.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    let mut chosen: Vec<f64> = Vec::with_capacity(most + 1);
    for (_, ratio) in rated {
        if chosen.len() < most && chosen.iter().all(|other| (other - ratio).abs() > 0.0015) {
            chosen.push(ratio);
        }
    }
    chosen
}

/// The offsets worth trying after times were multiplied by a ratio, in rising order.
pub(super) fn offsets(cues: &[Interval], track: &Track, ratio: f64) -> Vec<i64> {
    let pairs = 2 * cues.len() * track.starts.len();
    let thin = pairs.div_ceil(PAIRS).max(1);
    let mut all = Vec::new();
    for from in (0..cues.len()).step_by(HOP) {
        let block = &cues[from..cues.len().min(from + BLOCK)];
        all.extend(peaks(block, track, ratio, thin, BEST));
    }
    // Offsets supported by many blocks come first.
    all.sort_by_key(|peak| peak.offset);
    let mut merged: Vec<Peak> = Vec::new();
    for peak in all {
        match merged.last_mut() {
            Some(last) if peak.offset - last.offset <= 40 => last.count += peak.count,
            _ => merged.push(peak),
        }
    }
    merged.sort_by_key(|peak| std::cmp::Reverse(peak.count));
    merged.truncate(MOST.min((1 << 25) / cues.len().max(1)).max(1));
    let mut offsets: Vec<i64> = merged.into_iter().map(|peak| peak.offset).collect();
    offsets.sort_unstable();
    offsets
}

/// The offsets at which the most beginnings of a block meet beginnings of the reference. Only every `thin`th
/// beginning of the reference is used.
fn peaks(block: &[Interval], track: &Track, ratio: f64, thin: usize, most: usize) -> Vec<Peak> {
    let at = |cue: &Interval| (cue.start.0 as f64 * ratio).round() as i64;
    let (Some(first), Some(last)) = (block.first().map(at), block.last().map(at)) else {
        return Vec::new();
    };
    let [from, to] =
        [track.starts.first(), track.starts.last()].map(|time| time.copied().unwrap_or(0));
    let (least, range) = (from - last, (to - from) + (last - first));
    // Coarser over hundreds of hours.
    let width = (WINDOW / 2).max(range / BINS);
    let bins = (range / width) as usize + 2;
    let (mut counts, mut sums) = (vec![0_u32; bins], vec![0_i64; bins]);
    for cue in block {
        let base = at(cue) + least;
        for start in track.starts.iter().step_by(thin) {
            let difference = start - base;
            let bin = (difference / width) as usize;
            counts[bin] += 1;
            sums[bin] += difference;
        }
    }
    // Two neighbors together, so that no bin border separates matching values.
    let mut found: Vec<(u32, usize)> = Vec::new();
    let mut enough = 2;
    for bin in 0..bins - 1 {
        let count = counts[bin] + counts[bin + 1];
        if count < enough {
            continue;
        }
        match found.last_mut() {
            Some(last) if bin - last.1 < 3 => {
                if count > last.0 {
                    *last = (count, bin);
                }
            }
            _ => found.push((count, bin)),
        }
        if found.len() >= 4096 {
            found.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
            found.truncate(most);
            enough = found.last().map_or(enough, |(count, _)| *count);
            found.sort_by_key(|(_, bin)| *bin);
        }
    }
    found.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    found.truncate(most);
    let peak = |(count, bin): (u32, usize)| {
        let sum = sums[bin] + sums[bin + 1];
        Peak { offset: sum / i64::from(count) + least, count }
    };
    found.into_iter().map(peak).collect()
}
