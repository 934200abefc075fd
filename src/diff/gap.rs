//! Cues between two pairs that are known: aligned by their words, then by their times.

use std::ops::Range;

use super::group::Group;
use super::side::Side;
use crate::align::score::{Step, align_numbers};
use crate::time::{TimeMap, pair_intervals};

/// What is between two known pairs.
pub(super) struct Gap {
    /// Ranks in both files.
    pub(super) one: Range<u32>,
    pub(super) other: Range<u32>,
    /// How much later the pair before and the pair after it start in the other file, in ms.
    pub(super) shifts: [i64; 2],
}

/// Words that a cue of each file share.
#[derive(Clone, Copy)]
struct Link {
    one: u32,
    other: u32,
    words: usize,
}

/// Adds the groups of a gap.
pub(super) fn align(one: &Side<'_, '_>, other: &Side<'_, '_>, gap: &Gap, groups: &mut Vec<Group>) {
    let mut left = Left::of(gap);
    if !gap.one.is_empty() && !gap.other.is_empty() {
        let links = links(one, other, gap);
        for group in chained(&links) {
            if is_pure(one, other, group) {
                left.take(gap, groups, chain(group));
                continue;
            }
            let strong: Vec<Link> =
                group.iter().filter(|link| is_strong(one, other, gap, link)).copied().collect();
            for group in chained(&strong) {
                left.take(gap, groups, chain(group));
            }
        }
        for (a, b) in left.by_time(one, other, gap) {
            left.take(gap, groups, Group::pair(a, b));
        }
    }
    groups.extend(left.rest(gap));
}

/// Which cues of a gap have no partner yet.
struct Left {
    one: Vec<bool>,
    other: Vec<bool>,
}

impl Left {
    fn of(gap: &Gap) -> Self {
        Self { one: vec![true; gap.one.len()], other: vec![true; gap.other.len()] }
    }

    fn take(&mut self, gap: &Gap, groups: &mut Vec<Group>, group: Group) {
        group.old.iter().for_each(|rank| self.one[(rank - gap.one.start) as usize] = false);
        group.new.iter().for_each(|rank| self.other[(rank - gap.other.start) as usize] = false);
        groups.push(group);
    }

    /// The ranks that are left.
    fn ranks(&self, gap: &Gap) -> (Vec<u32>, Vec<u32>) {
        let ranks = |left: &[bool], from: u32| {
            (from..).zip(left).filter(|(_, left)| **left).map(|(rank, _)| rank).collect()
        };
        (ranks(&self.one, gap.one.start), ranks(&self.other, gap.other.start))
    }

    /// Cues that share no words but are shown at the same time, after one of the shifts.
    fn by_time(&self, one: &Side<'_, '_>, other: &Side<'_, '_>, gap: &Gap) -> Vec<(u32, u32)> {
        let (first, second) = self.ranks(gap);
        if first.is_empty() || second.is_empty() {
            return Vec::new();
        }
        let ours: Vec<_> = second.iter().map(|&rank| other.cues[rank as usize].interval).collect();
        let mut best = Vec::new();
        for shift in gap.shifts {
            let map = TimeMap::shift(shift);
            let theirs = first.iter().map(|&rank| map.interval(one.cues[rank as usize].interval));
            let found = pair_intervals(&theirs.collect::<Vec<_>>(), &ours).pairs;
            if found.len() > best.len() {
                best = found;
            }
        }
        best.into_iter().map(|(a, b)| (first[a as usize], second[b as usize])).collect()
    }

    fn rest(&self, gap: &Gap) -> impl Iterator<Item = Group> {
        let (one, other) = self.ranks(gap);
        let removed = one.into_iter().map(|rank| Group { old: vec![rank], new: Vec::new() });
        removed.chain(other.into_iter().map(|rank| Group { old: Vec::new(), new: vec![rank] }))
    }
}

/// The links between cues, from an alignment of their words; sorted by both cues.
fn links(one: &Side<'_, '_>, other: &Side<'_, '_>, gap: &Gap) -> Vec<Link> {
    /// The words of a range of cues, and the cue of each.
    fn words<'s>(side: &'s Side<'_, '_>, ranks: &Range<u32>) -> (&'s [u32], Vec<u32>) {
        let cues = &side.cues[ranks.start as usize..ranks.end as usize];
        let from = cues.first().map_or(0, |cue| cue.loose.start) as usize;
        let to = cues.last().map_or(0, |cue| cue.loose.end) as usize;
        let owners = ranks.clone().zip(cues);
        let owners = owners.flat_map(|(rank, cue)| std::iter::repeat_n(rank, cue.loose.len()));
        (&side.loose[from..to], owners.collect())
    }
    let (first, owners) = words(one, &gap.one);
    let (second, others) = words(other, &gap.other);
    let mut links: Vec<Link> = Vec::new();
    let (mut i, mut j) = (0, 0);
    for step in align_numbers(first, second) {
        if step == Step::Hit {
            let (one, other) = (owners[i], others[j]);
            match links.last_mut() {
                Some(last) if (last.one, last.other) == (one, other) => last.words += 1,
                _ => links.push(Link { one, other, words: 1 }),
            }
        }
        i += usize::from(step != Step::Insertion);
        j += usize::from(step != Step::Deletion);
    }
    links
}

/// Links that share cues, one group after the other.
fn chained(links: &[Link]) -> impl Iterator<Item = &[Link]> {
    links.chunk_by(|a, b| a.one == b.one || a.other == b.other)
}

/// The cues of links.
fn chain(links: &[Link]) -> Group {
    let mut group = Group::default();
    for link in links {
        if group.old.last() != Some(&link.one) {
            group.old.push(link.one);
        }
        if group.new.last() != Some(&link.other) {
            group.new.push(link.other);
        }
    }
    group
}

/// Whether the cues of some links have the same words.
fn is_pure(one: &Side<'_, '_>, other: &Side<'_, '_>, links: &[Link]) -> bool {
    let group = chain(links);
    let shared: usize = links.iter().map(|link| link.words).sum();
    let count = |side: &Side<'_, '_>, ranks: &[u32]| -> usize {
        ranks.iter().map(|&rank| side.cues[rank as usize].loose.len()).sum()
    };
    count(one, &group.old) == shared && count(other, &group.new) == shared
}

/// Whether two cues share so much that one was made from the other: half of the longer one, or half of the shorter one
/// at nearly the same time, or all of it.
fn is_strong(one: &Side<'_, '_>, other: &Side<'_, '_>, gap: &Gap, link: &Link) -> bool {
    let (a, b) = (&one.cues[link.one as usize], &other.cues[link.other as usize]);
    let (longer, shorter) = (a.loose.len().max(b.loose.len()), a.loose.len().min(b.loose.len()));
    let is_near = || {
        gap.shifts
            .iter()
            .any(|&shift| TimeMap::shift(shift).interval(a.interval).belongs_with(b.interval))
    };
    link.words * 2 >= longer
        || link.words * 2 >= shorter && is_near()
        || link.words == shorter && shorter > 1
}
