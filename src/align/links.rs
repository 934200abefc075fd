//! Links from runs: the units of anchors, and what is found in the holes between them.

use super::anchors::{Region, Run};
use super::holes::{self, Hearing, Link, Open};
use super::moved::Block;

/// The links inside a moved block.
pub(crate) fn inside(hearing: &Hearing, block: &Block) -> Vec<Link> {
    let mut out = Vec::new();
    let (a, b) = (block.region.a, block.region.b);
    between(hearing, &[a], &[b], &block.runs, Open { left: true, right: true }, &mut out);
    out
}

/// The links of everything that is not moved.
pub(crate) fn outside(
    hearing: &Hearing,
    whole: Region,
    runs: &[Run],
    blocks: &[Block],
) -> Vec<Link> {
    let mut moved_b: Vec<(u32, u32)> = blocks.iter().map(|block| block.region.b).collect();
    moved_b.sort_unstable();
    let a = without(whole.a, blocks.iter().map(|block| block.region.a));
    let b = without(whole.b, moved_b);
    let mut out = Vec::new();
    between(hearing, &a, &b, runs, Open { left: true, right: true }, &mut out);
    out
}

/// The rest of a range without other ranges, which are sorted.
fn without(whole: (u32, u32), others: impl IntoIterator<Item = (u32, u32)>) -> Vec<(u32, u32)> {
    let mut from = whole.0;
    let mut out = Vec::new();
    for other in others.into_iter().chain([(whole.1, whole.1)]) {
        if other.0 > from {
            out.push((from, other.0));
        }
        from = from.max(other.1);
    }
    out
}

/// The links of runs, and those found in the holes between them. Each side consists of sorted parts.
fn between(
    hearing: &Hearing,
    a: &[(u32, u32)],
    b: &[(u32, u32)],
    runs: &[Run],
    open: Open,
    out: &mut Vec<Link>,
) {
    let start = (a.first().map_or(0, |part| part.0), b.first().map_or(0, |part| part.0));
    let end = (a.last().map_or(0, |part| part.1), b.last().map_or(0, |part| part.1));
    let mut from = start;
    for (at, to) in runs.iter().map(|run| (run.a, run.b)).chain([end]).enumerate() {
        let open = Open { left: open.left && at == 0, right: open.right && at == runs.len() };
        holes_between(hearing, parts(a, from.0, to.0), &parts(b, from.1, to.1), open, out);
        if let Some(run) = runs.get(at) {
            let pairs = (run.a..run.a + run.len).zip(run.b..);
            out.extend(pairs.map(|(a, b)| Link { a: (a, a + 1), b: (b, b + 1), like: 1.0 }));
            from = (run.a + run.len, run.b + run.len);
        }
    }
}

/// The parts between two positions, clipped to them.
fn parts(parts: &[(u32, u32)], from: u32, to: u32) -> impl Iterator<Item = (u32, u32)> + Clone {
    let first = parts.partition_point(|part| part.1 <= from);
    parts[first..]
        .iter()
        .take_while(move |part| part.0 < to)
        .map(move |part| (part.0.max(from), part.1.min(to)))
}

/// A hole that moved blocks may have split into parts: each part of the transcript takes the first match.
fn holes_between(
    hearing: &Hearing,
    a: impl Iterator<Item = (u32, u32)> + Clone,
    b: &(impl Iterator<Item = (u32, u32)> + Clone),
    open: Open,
    out: &mut Vec<Link>,
) {
    let (last_a, last_b) = (a.clone().count(), b.clone().count());
    let mut least_b = 0;
    for (at, part) in a.enumerate() {
        let mut least_a = part.0;
        for (on, other) in b.clone().enumerate() {
            let region = Region { a: (least_a, part.1), b: (other.0.max(least_b), other.1) };
            if region.a.0 >= region.a.1 || region.b.0 >= region.b.1 {
                continue;
            }
            let open = Open {
                left: open.left || at > 0 || on > 0,
                right: open.right || at + 1 < last_a || on + 1 < last_b,
            };
            let first = out.len();
            holes::fill(hearing, region, open, out);
            if let Some(link) = out[first..].last() {
                (least_a, least_b) = (link.a.1, link.b.1);
            }
        }
    }
}
