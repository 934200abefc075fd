//! Passages that are spoken elsewhere than in the text.
//!
//! The unused remainder on both sides of the anchor chain is compared again, without regard to order: a
//! passage of the transcript that is found densely in one place of the unused timeline is a moved block.

use std::collections::HashMap;

use super::anchors::{self, Region, Run, Sides};

/// The minimum number of equal units in a moved block.
const FEWEST: u32 = 10;
/// How far from a run an edge may be and still belong to its block, in units.
const REACH: u32 = 14;
/// The maximum number of pairs of holes compared in a round.
const PAIRS: usize = 200;

/// A passage of the transcript and its position in the timeline.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    pub(crate) region: Region,
    pub(crate) runs: Vec<Run>,
}

/// Finds moved blocks in the gaps between the runs, in the order of the transcript.
pub(crate) fn find(sides: &Sides, whole: Region, runs: &[Run], breaks: &[u8]) -> Vec<Block> {
    let mut holes_a = holes(runs.iter().map(|run| (run.a, run.len)), whole.a);
    let mut holes_b = holes(runs.iter().map(|run| (run.b, run.len)), whole.b);
    let mut out: Vec<Block> = Vec::new();
    let mut effort = 4 * (whole.a.1 + whole.b.1) as usize;
    for _ in 0..8 {
        let before = out.len();
        for (a, b) in pairs(sides, &holes_a, &holes_b).into_iter().take(PAIRS) {
            let (hole_a, hole_b) = (holes_a[a], holes_b[b]);
            let region = Region { a: hole_a, b: hole_b };
            let size = (hole_a.1 - hole_a.0 + hole_b.1 - hole_b.0) as usize;
            if size > effort {
                continue;
            }
            effort -= size;
            let Some(block) = densest(sides, region, breaks) else { continue };
            (holes_a[a], holes_b[b]) = ((0, 0), (0, 0));
            let rest = [(hole_a.0, block.region.a.0), (block.region.a.1, hole_a.1)];
            holes_a.extend(rest.into_iter().filter(|rest| rest.1 - rest.0 >= FEWEST));
            let rest = [(hole_b.0, block.region.b.0), (block.region.b.1, hole_b.1)];
            holes_b.extend(rest.into_iter().filter(|rest| rest.1 - rest.0 >= FEWEST));
            out.push(block);
        }
        if out.len() == before {
            break;
        }
    }
    out.sort_unstable_by_key(|block| block.region.a.0);
    out
}

/// Gaps between runs that are long enough for a block.
fn holes(runs: impl Iterator<Item = (u32, u32)>, whole: (u32, u32)) -> Vec<(u32, u32)> {
    let mut from = whole.0;
    let mut out = Vec::new();
    for (start, len) in runs.chain([(whole.1, 0)]) {
        if start >= from + FEWEST {
            out.push((from, start));
        }
        from = start + len;
    }
    out
}

/// Pairs of holes with unique runs of four units in common, most promising first.
fn pairs(sides: &Sides, holes_a: &[(u32, u32)], holes_b: &[(u32, u32)]) -> Vec<(usize, usize)> {
    let k = if sides.longest > 5 { 6 } else { 3 };
    let mut grams: HashMap<u64, (u32, u32, u32, u32)> = HashMap::new();
    let hash = |gram: &[u32]| {
        gram.iter().fold(0u64, |hash, &id| {
            (hash.rotate_left(23) ^ u64::from(id).wrapping_add(1))
                .wrapping_mul(0x9e37_79b9_7f4a_7c15)
        })
    };
    for (at, hole) in holes_a.iter().enumerate() {
        for gram in sides.a[hole.0 as usize..hole.1 as usize].windows(k) {
            let entry = grams.entry(hash(gram)).or_default();
            (entry.0, entry.1) = (entry.0 + 1, at as u32);
        }
    }
    for (at, hole) in holes_b.iter().enumerate() {
        for gram in sides.b[hole.0 as usize..hole.1 as usize].windows(k) {
            if let Some(entry) = grams.get_mut(&hash(gram)) {
                (entry.2, entry.3) = (entry.2 + 1, at as u32);
            }
        }
    }
    let mut votes: HashMap<(u32, u32), u32> = HashMap::new();
    for &(in_a, a, in_b, b) in grams.values() {
        if in_a == 1 && in_b == 1 {
            *votes.entry((a, b)).or_default() += 1;
        }
    }
    let mut votes: Vec<_> = votes.into_iter().filter(|&(_, votes)| votes >= 3).collect();
    votes.sort_unstable_by_key(|&(pair, votes)| (std::cmp::Reverse(votes), pair));
    let (mut used_a, mut used_b) = (vec![false; holes_a.len()], vec![false; holes_b.len()]);
    let mut out = Vec::new();
    for ((a, b), _) in votes {
        let (a, b) = (a as usize, b as usize);
        if !used_a[a] && !used_b[b] {
            (used_a[a], used_b[b]) = (true, true);
            out.push((a, b));
        }
    }
    out
}

/// The densest group of runs in a pair of holes, if it is a moved block.
fn densest(sides: &Sides, region: Region, breaks: &[u8]) -> Option<Block> {
    let runs = anchors::find(sides, region);
    let mut groups: Vec<&[Run]> = Vec::new();
    let mut first = 0;
    for at in 1..=runs.len() {
        let apart = at == runs.len() || {
            let (left, right) = (runs[at - 1], runs[at]);
            let (a, b) = (right.a - left.a - left.len, right.b - left.b - left.len);
            a > 40 || b > 40 || a.max(b) > 3 * a.min(b) + 12
        };
        if apart {
            groups.push(&runs[first..at]);
            first = at;
        }
    }
    let units = |runs: &[Run]| runs.iter().map(|run| run.len).sum::<u32>();
    let best = groups.into_iter().max_by_key(|group| units(group))?;
    let (start, end) = (best.first()?, best.last()?);
    let mut found = Region { a: (start.a, end.a + end.len), b: (start.b, end.b + end.len) };
    let count = units(best);
    if count < FEWEST || found.a.1 - found.a.0 > 3 * count || found.b.1 - found.b.0 > 3 * count {
        return None;
    }
    let left =
        edge((region.a.0..found.a.0).rev(), breaks, 0, found.a.0).min(found.b.0 - region.b.0 + 2);
    let right = edge(found.a.1..region.a.1, breaks, 1, found.a.1).min(region.b.1 - found.b.1 + 2);
    found.a = (
        found.a.0 - left.min(found.a.0 - region.a.0),
        found.a.1 + right.min(region.a.1 - found.a.1),
    );
    found.b = (
        found.b.0 - left.min(found.b.0 - region.b.0),
        found.b.1 + right.min(region.b.1 - found.b.1),
    );
    Some(Block { region: found, runs: best.to_vec() })
}

/// How many of the units beside a block belong to it: all if there are few, else those up to a break in the text.
fn edge(units: impl ExactSizeIterator<Item = u32>, breaks: &[u8], after: u32, here: u32) -> u32 {
    let count = units.len() as u32;
    if count <= REACH {
        return count;
    }
    let places = units.take(REACH as usize).map(|unit| unit + after);
    let strongest =
        [here].into_iter().chain(places).zip(0..).map(|(at, far)| {
            (breaks.get(at as usize).copied().unwrap_or(3), std::cmp::Reverse(far))
        });
    match strongest.max() {
        Some((strength, far)) if strength >= 2 => far.0,
        _ => 0,
    }
}
