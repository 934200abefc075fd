//! Which cues of two files belong together.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::Range;

use super::gap::{self, Gap};
use super::group::Group;
use super::side::{Side, SideCue};
use crate::align::score::increasing;
use crate::time::{TimeMap, pair_intervals};

/// How often repeated texts are paired by time between the pairs that are known.
const ROUNDS: usize = 4;
/// Cues with the same text that changed places are the same cue if they are at most this far apart, in ms, or have so
/// many words.
const FAR: i64 = 10_000;
const MANY: usize = 3;

/// All groups, in the order in which they are shown.
pub(super) fn groups(old: &Side<'_, '_>, new: &Side<'_, '_>) -> Vec<Group> {
    // Both directions give the same groups.
    if order(old, new) != Ordering::Greater {
        return sorted(aligned(old, new), old, new);
    }
    let swap = |Group { old, new }: Group| Group { old: new, new: old };
    sorted(aligned(new, old).into_iter().map(swap).collect(), old, new)
}

/// An order of files that does not depend on which is the old one.
fn order(old: &Side<'_, '_>, new: &Side<'_, '_>) -> Ordering {
    let content = |side: &Side<'_, '_>, rank: usize| {
        let cue = &side.cues[rank];
        (cue.interval.start, cue.interval.end)
    };
    let cues = old.cues.len().min(new.cues.len()) as u32;
    let by_content = || {
        (0..cues).map(|rank| {
            let times = content(old, rank as usize).cmp(&content(new, rank as usize));
            times.then_with(|| old.text_of(rank).cmp(new.text_of(rank)))
        })
    };
    let lengths = old.cues.len().cmp(&new.cues.len());
    lengths.then_with(|| by_content().find(|order| order.is_ne()).unwrap_or(Ordering::Equal))
}

fn aligned(one: &Side<'_, '_>, other: &Side<'_, '_>) -> Vec<Group> {
    let mut known = unique(one, other);
    for _ in 0..ROUNDS {
        if !repeated(one, other, &mut known) {
            break;
        }
    }
    if known.is_empty() {
        alike(one, other, &mut known);
    }
    let mut groups: Vec<Group> = known.iter().map(|&(a, b)| Group::pair(a, b)).collect();
    for gap in gaps(one, other, &known) {
        gap::align(one, other, &gap, &mut groups);
    }
    exchanged(one, other, &mut groups);
    groups
}

/// Pairs of cues whose text occurs once in both files, as far as they are in the same order.
fn unique(one: &Side<'_, '_>, other: &Side<'_, '_>) -> Vec<(u32, u32)> {
    let places = |side: &Side<'_, '_>| {
        let mut places: HashMap<u32, Option<u32>> = HashMap::with_capacity(side.cues.len());
        for (rank, cue) in (0..).zip(&side.cues) {
            places.entry(cue.key).and_modify(|place| *place = None).or_insert(Some(rank));
        }
        places
    };
    let (first, second) = (places(one), places(other));
    let pairs: Vec<(usize, usize)> = (0u32..)
        .zip(&other.cues)
        .filter(|(_, cue)| matches!(second.get(&cue.key), Some(Some(_))))
        .filter_map(|(rank, cue)| Some(((*first.get(&cue.key)?)? as usize, rank as usize)))
        .collect();
    increasing(&pairs).into_iter().map(|(a, b)| (a as u32, b as u32)).collect()
}

/// What is between the known pairs, and how far those around it moved.
fn gaps(one: &Side<'_, '_>, other: &Side<'_, '_>, known: &[(u32, u32)]) -> Vec<Gap> {
    let shift = |&(a, b): &(u32, u32)| shift(&one.cues[a as usize], &other.cues[b as usize]);
    let ends = (one.cues.len() as u32, other.cues.len() as u32);
    let mut found = Vec::new();
    let mut from = (0, 0);
    for at in 0..=known.len() {
        let to = known.get(at).copied().unwrap_or(ends);
        if to.0 > from.0 || to.1 > from.1 {
            let before = at.checked_sub(1).map(|before| shift(&known[before]));
            let after = known.get(at).map(shift);
            let shifts = [before.or(after).unwrap_or(0), after.or(before).unwrap_or(0)];
            found.push(Gap { one: from.0..to.0, other: from.1..to.1, shifts });
        }
        from = (to.0 + 1, to.1 + 1);
    }
    found
}

fn shift(one: &SideCue, other: &SideCue) -> i64 {
    other.interval.start.0.saturating_sub(one.interval.start.0)
}

/// Pairs cues with the same text in gaps that start at the same time after a shift that one of several reasons suggests.
/// Returns whether there were any.
fn repeated(one: &Side<'_, '_>, other: &Side<'_, '_>, known: &mut Vec<(u32, u32)>) -> bool {
    let mut found = Vec::new();
    for gap in gaps(one, other, known) {
        let (first, second) = (cues(one, &gap.one), cues(other, &gap.other));
        let mut best: Vec<(usize, usize)> = Vec::new();
        for shift in shifts(one, other, &gap) {
            let pairs = at_same_time(first, second, shift);
            if pairs.len() > best.len() {
                best = pairs;
            }
        }
        found.extend(
            best.into_iter().map(|(a, b)| (gap.one.start + a as u32, gap.other.start + b as u32)),
        );
    }
    known.extend_from_slice(&found);
    known.sort_unstable();
    !found.is_empty()
}

/// Shifts that a gap may have: those of the pairs around it, none, and those of its first and last cues.
fn shifts(one: &Side<'_, '_>, other: &Side<'_, '_>, gap: &Gap) -> Vec<i64> {
    let (first, second) = (cues(one, &gap.one), cues(other, &gap.other));
    let ends = [(first.first(), second.first()), (first.last(), second.last())];
    let ends = ends.into_iter().filter_map(|(one, other)| Some(shift(one?, other?)));
    let mut shifts = vec![gap.shifts[0]];
    for other in [gap.shifts[1], 0].into_iter().chain(ends) {
        if !shifts.contains(&other) {
            shifts.push(other);
        }
    }
    shifts
}

fn cues<'s>(side: &'s Side<'_, '_>, ranks: &Range<u32>) -> &'s [SideCue] {
    &side.cues[ranks.start as usize..ranks.end as usize]
}

/// Cues with the same text and the same start after a shift, as far as they are in the same order.
fn at_same_time(one: &[SideCue], other: &[SideCue], shift: i64) -> Vec<(usize, usize)> {
    let mut places: HashMap<(u32, i64), Vec<usize>> = HashMap::with_capacity(one.len());
    for (at, cue) in one.iter().enumerate().rev() {
        places.entry((cue.key, cue.interval.start.0)).or_default().push(at);
    }
    let mut pairs = Vec::new();
    for (at, cue) in other.iter().enumerate() {
        let start = cue.interval.start.0.saturating_sub(shift);
        // Frames and ticks are rounded.
        for start in [start, start.saturating_sub(1), start.saturating_add(1)] {
            if let Some(place) = places.get_mut(&(cue.key, start)).and_then(Vec::pop) {
                pairs.push((place, at));
                break;
            }
        }
    }
    increasing(&pairs)
}

/// Pairs cues of files that share no text, where texts occur several times, so that words do not tell cues apart: those
/// that are shown at nearly the same time and share half of their words.
fn alike(one: &Side<'_, '_>, other: &Side<'_, '_>, known: &mut Vec<(u32, u32)>) {
    let mut found = Vec::new();
    for gap in gaps(one, other, known) {
        let (first, second) = (recurring(one, &gap.one), recurring(other, &gap.other));
        let ours: Vec<_> = second.iter().map(|&rank| other.cues[rank as usize].interval).collect();
        let mut best: Vec<(u32, u32)> = Vec::new();
        for shift in shifts(one, other, &gap) {
            let map = TimeMap::shift(shift);
            let theirs = first.iter().map(|&rank| map.interval(one.cues[rank as usize].interval));
            let pairs = pair_intervals(&theirs.collect::<Vec<_>>(), &ours).pairs.into_iter();
            let pairs = pairs.map(|(a, b)| (first[a as usize], second[b as usize]));
            let pairs: Vec<_> = pairs.filter(|&(a, b)| is_alike(one, a, other, b)).collect();
            if pairs.len() > best.len() {
                best = pairs;
            }
        }
        let pairs: Vec<_> = best.into_iter().map(|(a, b)| (a as usize, b as usize)).collect();
        found.extend(increasing(&pairs).into_iter().map(|(a, b)| (a as u32, b as u32)));
    }
    known.extend_from_slice(&found);
    known.sort_unstable();
}

/// The cues in a range whose text occurs several times in it.
fn recurring(side: &Side<'_, '_>, ranks: &Range<u32>) -> Vec<u32> {
    let mut counts: HashMap<u32, u32> = HashMap::new();
    cues(side, ranks).iter().for_each(|cue| *counts.entry(cue.key).or_default() += 1);
    let several = |rank: &u32| counts[&side.cues[*rank as usize].key] > 1;
    ranks.clone().filter(several).collect()
}

/// Whether two cues share half of the words of the longer one, in any order.
fn is_alike(one: &Side<'_, '_>, a: u32, other: &Side<'_, '_>, b: u32) -> bool {
    let sorted = |side: &Side<'_, '_>, rank: u32| {
        let words = &side.cues[rank as usize].loose;
        let mut words = side.loose[words.start as usize..words.end as usize].to_vec();
        words.sort_unstable();
        words
    };
    let (first, second) = (sorted(one, a), sorted(other, b));
    let mut rest = second.iter().peekable();
    let shared = first.iter().filter(|word| {
        while rest.next_if(|other| other < word).is_some() {}
        rest.next_if_eq(word).is_some()
    });
    shared.count() * 2 >= first.len().max(second.len())
}

/// Pairs cues without a partner that have the same text, unlike all others without one: they changed places with others.
fn exchanged(one: &Side<'_, '_>, other: &Side<'_, '_>, groups: &mut Vec<Group>) {
    let mut places: HashMap<u32, (Vec<usize>, Vec<usize>)> = HashMap::new();
    for (at, group) in groups.iter().enumerate() {
        match (&group.old[..], &group.new[..]) {
            ([old], []) => places.entry(one.cues[*old as usize].key).or_default().0.push(at),
            ([], [new]) => places.entry(other.cues[*new as usize].key).or_default().1.push(at),
            _ => {}
        }
    }
    let mut gone = vec![false; groups.len()];
    for (from, to) in places.values() {
        let ([from], [to]) = (&from[..], &to[..]) else { continue };
        let (old, new) = (groups[*from].old[0], groups[*to].new[0]);
        let cue = &one.cues[old as usize];
        let is_near = shift(cue, &other.cues[new as usize]).saturating_abs() <= FAR;
        if is_near || cue.loose.len() >= MANY {
            groups[*from].new.push(new);
            gone[*to] = true;
        }
    }
    let mut gone = gone.into_iter();
    groups.retain(|_| !gone.next().unwrap_or_default());
}

/// Sorts groups as they are shown: by the new file, and what was removed after the cue that was before it.
fn sorted(mut groups: Vec<Group>, old: &Side<'_, '_>, new: &Side<'_, '_>) -> Vec<Group> {
    let mut partner: HashMap<u32, u32> = HashMap::with_capacity(old.cues.len());
    for group in &groups {
        for &rank in &group.old {
            if let (Some(&last), Entry::Vacant(place)) = (group.new.last(), partner.entry(rank)) {
                place.insert(last + 1);
            }
        }
    }
    let mut before = Vec::with_capacity(old.cues.len());
    let mut last = 0;
    for rank in 0..old.cues.len() as u32 {
        last = partner.get(&rank).copied().unwrap_or(last);
        before.push(last);
    }
    let end = new.cues.len() as u32;
    groups.sort_by_key(|group| match (group.new.first(), group.old.first()) {
        (Some(&new), _) => (new + 1, 0, 0),
        (None, Some(&old)) => (before.get(old as usize).copied().unwrap_or(end), 1, old),
        (None, None) => (end, 2, 0),
    });
    groups
}
