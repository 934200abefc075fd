//! The minimum number of word replacements, deletions and insertions that turn one text into another, and
//! where they are: Levenshtein distance, 64 cells at a time.
//!
//! The differences between neighboring cells of a column of the table are the bits of two machine words (Hyyrö, "A
//! bit-vector algorithm for computing Levenshtein and Damerau edit distances", Nordic Journal of Computing 10,
//! 2003); only the diagonals that a path of known cost can reach are computed (Ukkonen 1985); a
//! table that is too large to keep is divided where a best path crosses its middle row (Hirschberg 1975).
//!
//! Several paths may have the same cost but different numbers of hits. The path chosen is the one that rapidfuzz,
//! and therefore jiwer, chooses (from the end: a deletion where one is on a best path, else an insertion where
//! neither a hit nor a substitution is, else those; tables over 1 MB are divided at the first best place), so that
//! all figures match theirs, not only the error rate.

use std::cmp::Ordering;

/// One step of an alignment from the reference to the hypothesis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The next words of both are the same.
    Hit,
    /// The next word of the reference is replaced by the next of the hypothesis.
    Substitution,
    /// The next word of the reference is missing in the hypothesis.
    Deletion,
    /// The next word of the hypothesis is not in the reference.
    Insertion,
}

/// Cells per block.
const BLOCK: usize = u64::BITS as usize;
/// The table size above which it is divided, in bytes at two bits per cell.
const TABLE: usize = 1 << 20;

/// The positions of each word in a text, as bits of its blocks.
struct Places {
    /// The distinct words, sorted.
    words: Vec<u32>,
    /// Where the entries of each word begin, plus one entry for the end.
    starts: Vec<u32>,
    /// Block and bits, sorted by block.
    entries: Vec<(u32, u64)>,
}

impl Places {
    fn of(text: &[u32]) -> Self {
        let mut order: Vec<(u32, u32)> =
            text.iter().enumerate().map(|(at, word)| (*word, at as u32)).collect();
        order.sort_unstable();
        let mut places = Self { words: Vec::new(), starts: Vec::new(), entries: Vec::new() };
        for (word, at) in order {
            let (block, bit) = (at / BLOCK as u32, 1 << (at % BLOCK as u32));
            if places.words.last() != Some(&word) {
                places.words.push(word);
                places.starts.push(places.entries.len() as u32);
            } else if let Some((_, bits)) =
                places.entries.last_mut().filter(|(known, _)| *known == block)
            {
                *bits |= bit;
                continue;
            }
            places.entries.push((block, bit));
        }
        places.starts.push(places.entries.len() as u32);
        places
    }

    /// The entries of a word, starting at a block.
    fn from(&self, word: u32, block: usize) -> &[(u32, u64)] {
        let Ok(at) = self.words.binary_search(&word) else { return &[] };
        let all = &self.entries[self.starts[at] as usize..self.starts[at + 1] as usize];
        &all[all.partition_point(|(known, _)| (*known as usize) < block)..]
    }
}

/// The diagonals (position in the first text minus position in the second) that a path of a given cost can reach.
#[derive(Clone, Copy)]
struct Band {
    low: isize,
    high: isize,
}

impl Band {
    /// A path over the diagonal `d` from 0 to the last diagonal costs at least `|d| + |last - d|`.
    fn of(first: usize, second: usize, cost: usize) -> Self {
        let (last, cost) = (first as isize - second as isize, cost as isize);
        Self { low: (last - cost).div_euclid(2), high: (last + cost + 1).div_euclid(2) }
    }

    /// The blocks of a row (counted from 1) for a text of `blocks` blocks.
    fn blocks(self, row: usize, blocks: usize) -> (usize, usize) {
        let block = |cell: isize| ((cell - 1).max(0) as usize / BLOCK).min(blocks - 1);
        (block(row as isize + self.low), block(row as isize + self.high))
    }
}

/// One row of the table: for the cells of the blocks from `first` on, whether each is one more or one less
/// than the cell before it.
struct Row {
    /// The first and last blocks that are computed.
    first: usize,
    last: usize,
    /// The value of the cell before the first block.
    top: usize,
    more: Vec<u64>,
    less: Vec<u64>,
}

impl Row {
    fn new(length: usize) -> Self {
        let blocks = length.div_ceil(BLOCK);
        Self { first: 0, last: 0, top: 0, more: vec![!0; blocks], less: vec![0; blocks] }
    }

    /// Computed from the previous row, `row - 1`, with the next word of the second text.
    fn advance(&mut self, places: &Places, word: u32, row: usize, band: Band) {
        let (first, last) = band.blocks(row, self.more.len());
        while self.first < first {
            self.top = self.top + self.more[self.first].count_ones() as usize
                - self.less[self.first].count_ones() as usize;
            self.first += 1;
        }
        self.last = last;
        self.top += 1;
        let (mut plus, mut minus) = (1, 0);
        let mut equal = places.from(word, first).iter().peekable();
        for block in first..=last {
            let bits = equal.next_if(|(at, _)| *at as usize == block).map_or(0, |(_, bits)| *bits);
            let (more, less) = (self.more[block], self.less[block]);
            let x = bits | minus;
            let d0 = (((x & more).wrapping_add(more)) ^ more) | x | less;
            let (right_more, right_less) = (less | !(d0 | more), d0 & more);
            let (hp, hn) = (right_more << 1 | plus, right_less << 1 | minus);
            (plus, minus) = (right_more >> (BLOCK - 1), right_less >> (BLOCK - 1));
            self.more[block] = hn | !(d0 | hp);
            self.less[block] = hp & d0;
        }
    }

    /// The computed cells with their values: positions from the one before the first block on.
    fn cells(&self, length: usize) -> impl Iterator<Item = (usize, usize)> + '_ {
        let start = self.first * BLOCK;
        let end = ((self.last + 1) * BLOCK).min(length);
        let mut value = self.top;
        std::iter::once((start, value)).chain((start..end).map(move |at| {
            let bit = |bits: &[u64]| (bits[at / BLOCK] >> (at % BLOCK) & 1) as usize;
            value = value + bit(&self.more) - bit(&self.less);
            (at + 1, value)
        }))
    }
}

/// The number of blocks computed for a distance of at most `cost` between texts of these lengths.
pub(super) fn work(first: usize, second: usize, cost: usize) -> u64 {
    let band = cost.min(first.saturating_add(second)) / BLOCK + 2;
    second as u64 * band.min(first / BLOCK + 1) as u64
}

/// The distance of two texts, if it is at most `cost`.
pub(super) fn distance(first: &[u32], second: &[u32], cost: usize) -> Option<usize> {
    let (_, first, second) = trimmed(first, second);
    let cost = cost.min(first.len().max(second.len()));
    if first.len().abs_diff(second.len()) > cost {
        return None;
    }
    if first.is_empty() || second.is_empty() {
        return Some(first.len() + second.len());
    }
    let places = Places::of(first);
    let band = Band::of(first.len(), second.len(), cost);
    let mut row = Row::new(first.len());
    for (at, word) in second.iter().enumerate() {
        row.advance(&places, *word, at + 1, band);
    }
    row.cells(first.len()).last().map(|(_, value)| value).filter(|value| *value <= cost)
}

/// The steps of a best path between two texts. `cost` is at least their distance; a higher value takes more time.
pub(super) fn steps(first: &[u32], second: &[u32], cost: usize) -> Vec<Step> {
    let distance = distance(first, second, cost).unwrap_or(first.len().max(second.len()));
    let mut out = Vec::with_capacity(first.len().max(second.len()));
    // The remaining work, with the next item at the end.
    let mut open = vec![(first, second, distance)];
    while let Some((first, second, cost)) = open.pop() {
        let (before, one, other) = trimmed(first, second);
        out.extend(std::iter::repeat_n(Step::Hit, before));
        let after = first.len() - before - one.len();
        let cost = cost.min(one.len().max(other.len()));
        let width = one.len().min(2 * cost + 1);
        if 2 * width * other.len() / 8 < TABLE || one.len() <= BLOCK || other.len() < 10 {
            walk(one, other, cost, &mut out);
            out.extend(std::iter::repeat_n(Step::Hit, after));
            continue;
        }
        // The suffix is a separate part that consists only of hits.
        let end = first.len() - after;
        let tail = (&first[end..], &second[second.len() - after..], 0);
        let Split { at, middle, left, right } = split(one, other, cost);
        open.push(tail);
        open.push((&one[at..], &other[middle..], right));
        open.push((&one[..at], &other[..middle], left));
    }
    out
}

/// Two texts without their common prefix and suffix, and the length of the prefix.
fn trimmed<'t>(first: &'t [u32], second: &'t [u32]) -> (usize, &'t [u32], &'t [u32]) {
    let before = first.iter().zip(second).take_while(|(a, b)| a == b).count();
    let (first, second) = (&first[before..], &second[before..]);
    let after = first.iter().rev().zip(second.iter().rev()).take_while(|(a, b)| a == b).count();
    (before, &first[..first.len() - after], &second[..second.len() - after])
}

/// Where a best path crosses the middle row.
struct Split {
    /// Position in the first text.
    at: usize,
    /// Position in the second text.
    middle: usize,
    /// The costs of the parts.
    left: usize,
    right: usize,
}

fn split(first: &[u32], second: &[u32], cost: usize) -> Split {
    let middle = second.len() / 2;
    let band = Band::of(first.len(), second.len(), cost);
    let turned: Vec<u32> = first.iter().rev().copied().collect();
    let places = Places::of(&turned);
    let mut row = Row::new(first.len());
    for (at, word) in second[middle..].iter().rev().enumerate() {
        row.advance(&places, *word, at + 1, band);
    }
    let from = row.first * BLOCK;
    let rights: Vec<usize> = row.cells(first.len()).map(|(_, value)| value).collect();
    let places = Places::of(first);
    let mut row = Row::new(first.len());
    for (at, word) in second[..middle].iter().enumerate() {
        row.advance(&places, *word, at + 1, band);
    }
    let mut best = Split { at: 0, middle, left: usize::MAX / 2, right: usize::MAX / 2 };
    for (at, left) in row.cells(first.len()) {
        let Some(turned) = (first.len() - at).checked_sub(from) else { continue };
        let Some(&right) = rights.get(turned) else { continue };
        if (left + right).cmp(&(best.left + best.right)) == Ordering::Less {
            best = Split { at, middle, left, right };
        }
    }
    best
}

/// The steps from a table that is kept.
fn walk(first: &[u32], second: &[u32], cost: usize, out: &mut Vec<Step>) {
    let from = out.len();
    let (mut i, mut j) = (first.len(), second.len());
    if i > 0 && j > 0 {
        let places = Places::of(first);
        let band = Band::of(i, j, cost);
        let mut row = Row::new(i);
        // The blocks of each row, and the index of the first one.
        let mut table: Vec<(u64, u64)> = Vec::new();
        let mut rows = Vec::with_capacity(j);
        for (at, word) in second.iter().enumerate() {
            row.advance(&places, *word, at + 1, band);
            rows.push((table.len(), row.first, row.last));
            let blocks = row.first..=row.last;
            table.extend(blocks.map(|block| (row.more[block], row.less[block])));
        }
        // Whether a cell is one more, and one less, than the cell before it. Outside the band, neither.
        let cell = |i: usize, j: usize| {
            let (start, first, last) = rows[j - 1];
            let (block, bit) = ((i - 1) / BLOCK, (i - 1) % BLOCK);
            if block < first || block > last {
                return (false, false);
            }
            let (more, less) = table[start + block - first];
            (more >> bit & 1 == 1, less >> bit & 1 == 1)
        };
        while i > 0 && j > 0 {
            if cell(i, j).0 {
                i -= 1;
                out.push(Step::Deletion);
            } else if j > 1 && cell(i, j - 1).1 {
                j -= 1;
                out.push(Step::Insertion);
            } else {
                let same = first[i - 1] == second[j - 1];
                out.push(if same { Step::Hit } else { Step::Substitution });
                (i, j) = (i - 1, j - 1);
            }
        }
    }
    out.extend(std::iter::repeat_n(Step::Deletion, i));
    out.extend(std::iter::repeat_n(Step::Insertion, j));
    out[from..].reverse();
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table by its definition.
    fn naive(first: &[u32], second: &[u32]) -> usize {
        let mut row: Vec<usize> = (0..=first.len()).collect();
        for (j, word) in second.iter().enumerate() {
            let mut corner = row[0];
            row[0] = j + 1;
            for (i, known) in first.iter().enumerate() {
                let replaced = corner + usize::from(known != word);
                corner = row[i + 1];
                row[i + 1] = replaced.min(row[i] + 1).min(corner + 1);
            }
        }
        row[first.len()]
    }

    fn random(seed: &mut u64, below: u64) -> u64 {
        *seed ^= *seed << 13;
        *seed ^= *seed >> 7;
        *seed ^= *seed << 17;
        *seed % below
    }

    fn noisy(seed: &mut u64, text: &[u32], every: u64, words: u64) -> Vec<u32> {
        let mut out = Vec::new();
        for word in text {
            match random(seed, every) {
                0 => {}
                1 => out.push(random(seed, words) as u32),
                2 => out.extend([*word, random(seed, words) as u32]),
                _ => out.push(*word),
            }
        }
        out
    }

    /// Replays steps; returns whether they fit both texts, and their cost.
    fn cost_of(steps: &[Step], first: &[u32], second: &[u32]) -> Option<usize> {
        let (mut i, mut j, mut cost) = (0, 0, 0);
        for step in steps {
            match step {
                Step::Hit if first.get(i)? == second.get(j)? => (i, j) = (i + 1, j + 1),
                Step::Hit => return None,
                Step::Substitution => (i, j, cost) = (i + 1, j + 1, cost + 1),
                Step::Deletion => (i, cost) = (i + 1, cost + 1),
                Step::Insertion => (j, cost) = (j + 1, cost + 1),
            }
        }
        (i == first.len() && j == second.len()).then_some(cost)
    }

    #[test]
    fn distances_and_paths_equal_the_definition() {
        let mut seed = 0x5eed_cafe_u64;
        for round in 0..400 {
            let (length, words) = (random(&mut seed, 300) as usize, 2 + random(&mut seed, 50));
            let first: Vec<u32> = (0..length).map(|_| random(&mut seed, words) as u32).collect();
            let second = match round % 4 {
                0 => (0..random(&mut seed, 300)).map(|_| random(&mut seed, words) as u32).collect(),
                _ => noisy(&mut seed, &first, 3 + round % 30, words),
            };
            let is = naive(&first, &second);
            for cost in [is, is + 1, is + 70, usize::MAX / 4] {
                assert_eq!(distance(&first, &second, cost), Some(is), "round {round}");
                let steps = steps(&first, &second, cost);
                assert_eq!(cost_of(&steps, &first, &second), Some(is), "round {round}, {cost}");
            }
            assert_eq!(
                distance(&first, &second, is.wrapping_sub(1).min(is)),
                (is == 0).then_some(0)
            );
        }
    }

    #[test]
    fn a_table_that_is_divided_costs_the_same() {
        let mut seed = 77;
        for (words, every) in [(3, 4), (2000, 4), (2000, 40)] {
            let first: Vec<u32> = (0..6000).map(|_| random(&mut seed, words) as u32).collect();
            let second = noisy(&mut seed, &first, every, words);
            let is = naive(&first, &second);
            let steps = steps(&first, &second, usize::MAX / 4);
            assert_eq!(cost_of(&steps, &first, &second), Some(is));
        }
    }
}
