//! Syncs a caption file with the times of another file for the same media, or with the times at which speech can
//! be heard: how far it is shifted, how much faster it runs, where something was cut or inserted.
//!
//! The words are not used, so the other file may be in another language. [`sync()`] searches for the times that
//! match the most beginnings and ends of cues with those of the reference. Offsets that match several cues of a
//! stretch come from the differences of all pairs of beginnings (`candidates`); a best path over cues and
//! offsets, with a cost for every jump from one offset to another, finds which applies where (`path`); the remainder
//! is fitted by least squares (`fit`). The quality of the result is compared with the results of the same search for
//! references that cannot belong to the file: the same intervals mirrored and in another order ([`Sync::chance`]).

mod candidates;
mod fit;
mod found;
mod path;
mod track;

pub use found::{ReferenceKind, Sync, SyncOptions, SyncPart};

use crate::time::{Interval, Timestamp};
use track::Track;

/// The minimum confidence that a file belongs to a reference.
const BELONGS: f64 = 0.5;
/// The confidence at which no other ratios are tried.
const SURE: f64 = 0.75;
/// How many standard deviations above chance give a confidence of 0.5. Five minutes each of 21 calls, their cues against
/// the speech of the same call and of four others: the right ones were 9 to 20 above chance, the wrong ones at most 4.5;
/// of generated files without pauses, wrong ones were at most 5.4 (2026-11-30).
const LIKELY: f64 = 6.0;
/// How many standard deviations every further part must add: two halves of a file find a place more easily than all.
const PART: f64 = 2.5;
/// The number of references that cannot belong to the file: the more, the better the spread of chance is known. Large
/// files have fewer, so that the search takes no longer; they are further above chance.
const WRONG: (usize, usize) = (6, 12);
/// The number of pairs of cues and intervals that all wrong references have together.
const PAIRS: usize = 3_000_000;
/// The minimum number of usable intervals on each side.
const LEAST: usize = 4;
/// The maximum number of intervals used per side: more are thinned out.
const MOST: usize = 30_000;

/// Finds the times that match `cues` with `reference`. `None` if either has fewer than four intervals that
/// end after they begin.
///
/// ```
/// use cuesmith::align::sync::{SyncOptions, sync};
/// use cuesmith::time::{Interval, Timestamp};
///
/// // Cues of 1.2 s with gaps of different lengths.
/// let starts = |n: i64| n * 3500 + n * n * 731 % 2100;
/// let cue = |start: i64| Interval::from_ms(start, start + 1200);
/// let cues = |by| (0..80).map(|n| cue(starts(n) + by)).collect::<Vec<_>>();
/// let found = sync(&cues(0), &cues(3300), &SyncOptions::default()).unwrap();
/// assert!(found.belongs);
/// assert_eq!(found.map_at(Timestamp(5000)).apply(Timestamp(5000)), Timestamp(8300));
/// ```
#[must_use]
pub fn sync(cues: &[Interval], reference: &[Interval], options: &SyncOptions) -> Option<Sync> {
    let (cues, reference) = (usable(cues), usable(reference));
    if cues.len() < LEAST || reference.len() < LEAST {
        return None;
    }
    let track = Track::of(&reference);
    let count = (PAIRS / (cues.len() * reference.len())).clamp(WRONG.0, WRONG.1);
    let wrong: Vec<Track> = std::iter::once(mirrored(&reference))
        .chain((1..count as u64).map(|seed| reordered(&reference, seed)))
        .map(|wrong| Track::of(&wrong))
        .collect();
    let judge = |ratios: &dyn Fn(&Track) -> Vec<f64>| {
        let found = best(&cues, &track, &ratios(&track), options);
        let by_chance = |track: &Track| best(&cues, track, &ratios(track)[..1], options);
        let (chance, close, spread) = of_chance(&wrong.iter().map(by_chance).collect::<Vec<_>>());
        let above = (found.close - close) / spread;
        let above = (above - PART * (found.sync.parts.len() as f64 - 1.0)).max(0.0);
        let confidence = 1.0 - (-(above / LIKELY).powi(2)).exp2();
        Sync { chance, confidence, belongs: confidence >= BELONGS, ..found.sync }
    };
    // Film frame rates first: nearly every file has one of these.
    let common = judge(&|track| candidates::common(&cues, track, options));
    if common.confidence >= SURE || !options.drift {
        return Some(common);
    }
    let free = judge(&|track| candidates::free(&cues, track));
    Some(if free.confidence > common.confidence { free } else { common })
}

/// The results of searches in references that do not belong to the file: the share of matching cues, how close cues
/// are on average, and the standard deviation of that.
fn of_chance(wrong: &[fit::Fit]) -> (f64, f64, f64) {
    let count = wrong.len() as f64;
    let mean = |of: fn(&fit::Fit) -> f64| wrong.iter().map(of).sum::<f64>() / count;
    let close = mean(|fit| fit.close);
    let squares = wrong.iter().map(|fit| (fit.close - close).powi(2)).sum::<f64>();
    let spread = (squares / (count - 1.0)).sqrt().max(0.5 * mean(|fit| fit.error));
    (mean(|fit| fit.sync.matched), close, spread)
}

/// The best result for one of these ratios, without a comparison with chance.
fn best(cues: &[Interval], track: &Track, ratios: &[f64], options: &SyncOptions) -> fit::Fit {
    let fits = ratios.iter().map(|ratio| fit::fit(cues, track, *ratio, options));
    let best = fits.reduce(|best, next| if next.score > best.score { next } else { best });
    best.unwrap_or_else(|| fit::fit(cues, track, 1.0, options))
}

/// The usable intervals, in order of their times.
fn usable(intervals: &[Interval]) -> Vec<Interval> {
    /// A thousand hours: no media is longer, and differences between all times fit.
    const LONGEST: i64 = 3_600_000_000;
    let is_usable = |interval: &&Interval| {
        interval.start < interval.end
            && interval.end != Timestamp::OPEN
            && (-LONGEST..LONGEST).contains(&interval.start.0)
            && interval.end.0 < LONGEST
    };
    let mut usable: Vec<Interval> = intervals.iter().filter(is_usable).copied().collect();
    usable.sort_unstable_by_key(|interval| (interval.start, interval.end));
    usable.dedup();
    let step = usable.len().div_ceil(MOST).max(1);
    usable.into_iter().step_by(step).collect()
}

/// The intervals in the opposite order in time.
fn mirrored(reference: &[Interval]) -> Vec<Interval> {
    let last = reference.iter().map(|interval| interval.end.0).max().unwrap_or_default();
    let turned =
        |interval: &Interval| Interval::from_ms(last - interval.end.0, last - interval.start.0);
    let mut turned: Vec<Interval> = reference.iter().map(turned).collect();
    turned.sort_unstable_by_key(|interval| (interval.start, interval.end));
    turned
}

/// The same intervals with the same gaps, in another order.
fn reordered(reference: &[Interval], seed: u64) -> Vec<Interval> {
    let mut pieces: Vec<(i64, i64)> = Vec::with_capacity(reference.len());
    let mut before = reference.first().map_or(0, |interval| interval.start.0);
    for interval in reference {
        pieces.push((interval.start.0 - before, interval.end.0 - interval.start.0));
        before = interval.start.0;
    }
    // Knuth's shuffle with Knuth's generator, always with the same result.
    let mut seed = seed.wrapping_mul(0x2545_f491_4f6c_dd1d);
    for at in (1..pieces.len()).rev() {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        pieces.swap(at, ((seed >> 33) % (at as u64 + 1)) as usize);
    }
    let mut at = 0;
    let placed = pieces.into_iter().map(|(after, length)| {
        at += after;
        Interval::from_ms(at, at + length)
    });
    placed.collect()
}
