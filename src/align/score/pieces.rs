//! Aligns texts of any length: exactly where that is affordable, else piece by piece.
//!
//! The cost of an exact alignment grows with the length times the number of changes. An alignment in
//! pieces, between passages that occur once in both texts, is nearly linear and gives an upper bound of that number,
//! which decides whether the exact one is affordable.

use std::collections::HashMap;
use std::ops::Range;

use super::levenshtein::{Step, steps, work};

/// An alignment of words.
pub(super) struct Alignment {
    pub(super) steps: Vec<Step>,
    /// Whether no alignment has fewer changes.
    pub(super) exact: bool,
}

/// The maximum number of 64-cell blocks computed without a bound on the distance.
pub(super) const SMALL: u64 = 1 << 22;
/// The maximum number computed with a bound: about three seconds.
const EXACT: u64 = 1 << 29;
/// The number of consecutive words in a passage.
const PASSAGE: usize = 6;
/// The minimum length of a piece between passages and the maximum length of any piece, in words.
const PIECE: usize = 2048;
const LONGEST: usize = 4096;

/// Aligns two texts.
pub(super) fn align(one: &[u32], other: &[u32]) -> Alignment {
    align_within(one, other, EXACT)
}

/// Aligns two texts, exactly if that takes at most this many blocks.
pub(super) fn align_within(one: &[u32], other: &[u32], most: u64) -> Alignment {
    let worst = one.len().max(other.len());
    if work(one.len(), other.len(), worst) <= SMALL {
        return Alignment { steps: steps(one, other, worst), exact: true };
    }
    let mut all = Vec::with_capacity(worst);
    let mut last = (0, 0);
    for (i, j) in passages(one, other).into_iter().chain([(one.len(), other.len())]) {
        let is_last = i == one.len();
        if !is_last && (i - last.0).max(j - last.1) < PIECE {
            continue;
        }
        for (first, second) in forced(i - last.0, j - last.1, LONGEST) {
            let first = &one[last.0 + first.start..last.0 + first.end];
            let second = &other[last.1 + second.start..last.1 + second.end];
            all.extend(steps(first, second, first.len().max(second.len())));
        }
        last = (i, j);
    }
    let bound = all.iter().filter(|step| **step != Step::Hit).count();
    if work(one.len(), other.len(), bound) <= most {
        return Alignment { steps: steps(one, other, bound), exact: true };
    }
    Alignment { steps: all, exact: false }
}

/// Splits two lengths proportionally into pieces, none longer than `longest`.
pub(super) fn forced(
    one: usize,
    other: usize,
    longest: usize,
) -> impl Iterator<Item = (Range<usize>, Range<usize>)> {
    let pieces = one.max(other).div_ceil(longest).max(1);
    let at = move |length: usize, piece: usize| {
        (length as u128 * piece as u128 / pieces as u128) as usize
    };
    (0..pieces).map(move |n| (at(one, n)..at(one, n + 1), at(other, n)..at(other, n + 1)))
}

/// Where passages begin that occur once in both texts, in the same order.
fn passages(one: &[u32], other: &[u32]) -> Vec<(usize, usize)> {
    // The position of a passage, or a mark that it is repeated.
    let mut known: HashMap<&[u32], Option<usize>> = HashMap::new();
    for (at, passage) in one.windows(PASSAGE).enumerate() {
        known.entry(passage).and_modify(|place| *place = None).or_insert(Some(at));
    }
    let mut seen: HashMap<&[u32], u32> = HashMap::new();
    for passage in other.windows(PASSAGE).filter(|passage| known.contains_key(passage)) {
        *seen.entry(passage).or_default() += 1;
    }
    let pairs = other.windows(PASSAGE).enumerate().filter_map(|(at, passage)| {
        let place = (*known.get(passage)?)?;
        (seen.get(passage) == Some(&1)).then_some((place, at))
    });
    increasing(&pairs.collect::<Vec<_>>())
}

/// The longest chain of pairs, sorted by the second position, in which the first positions increase too.
pub(crate) fn increasing(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // For each chain length, the pair that ends the lowest such chain; and for each pair, its predecessor.
    let mut ends: Vec<usize> = Vec::new();
    let mut before = vec![usize::MAX; pairs.len()];
    for (at, pair) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| pairs[*end].0 < pair.0);
        if length > 0 {
            before[at] = ends[length - 1];
        }
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut chain = Vec::with_capacity(ends.len());
    let mut next = ends.last().copied();
    while let Some(at) = next {
        chain.push(pairs[at]);
        next = Some(before[at]).filter(|at| *at != usize::MAX);
    }
    chain.reverse();
    chain
}

#[cfg(test)]
mod tests {
    use super::super::measures::Counts;
    use super::*;

    /// A text whose passages are all different, and a copy with every `n`th word changed.
    fn texts(length: u32, every: u32) -> (Vec<u32>, Vec<u32>) {
        let one: Vec<u32> = (0..length).map(|n| n.wrapping_mul(2_654_435_761) % 997).collect();
        let changed = |(at, word): (usize, &u32)| match at as u32 % every {
            0 => None,
            1 => Some(5000),
            _ => Some(*word),
        };
        let other = one.iter().enumerate().filter_map(changed).collect();
        (one, other)
    }

    #[test]
    fn long_texts_are_aligned_exactly() {
        let (one, other) = texts(40_000, 50);
        let Alignment { steps, exact } = align(&one, &other);
        assert!(exact);
        let counts = Counts::of(&steps);
        assert_eq!((counts.reference(), counts.hypothesis()), (40_000, 39_200));
        assert_eq!(counts.errors(), 1600);
    }

    #[test]
    fn pieces_cover_both_texts() {
        let all: Vec<_> = forced(10_000, 3, 4096).collect();
        assert_eq!(all, [(0..3333, 0..1), (3333..6666, 1..2), (6666..10_000, 2..3)]);
        assert_eq!(forced(0, 0, 4096).collect::<Vec<_>>(), [(0..0, 0..0)]);
        assert_eq!(increasing(&[(5, 0), (1, 1), (2, 2), (9, 3), (3, 4)]), [(1, 1), (2, 2), (3, 4)]);
    }
}
