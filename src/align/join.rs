//! From units back to words: their times and confidences, their order as spoken, and what is moved.

use super::confidence::{self, Known};
use super::moved::Block;
use super::normalize::Units;
use super::place::{How, Placed};
use super::settle;
use super::{AlignedWord, Alignment, MovedBlock, TimelineKind};
use crate::time::{Interval, Timestamp};

/// What is known about the units besides their positions.
pub(crate) struct Facts<'a> {
    pub(crate) backed: &'a [bool],
    /// Units of the timeline whose starts were moved, as units of the transcript.
    pub(crate) moved_starts: &'a [bool],
    pub(crate) kind: TimelineKind,
}

/// Builds words from their units.
pub(crate) fn join(units: &Units, placed: &[Placed], facts: &Facts, out: &mut Alignment) {
    let equal = |at: Option<usize>| {
        at.and_then(|at| placed.get(at)).is_none_or(|unit| unit.how == How::Equal)
    };
    for (at, (unit, owner)) in placed.iter().zip(&units.owners).enumerate() {
        let word = &mut out.words[*owner as usize];
        if unit.how == How::Unspoken {
            continue;
        }
        if let Some(interval) = &mut word.interval {
            interval.start = interval.start.min(Timestamp(unit.start));
            interval.end = interval.end.max(Timestamp(unit.end));
            continue;
        }
        word.interval = Some(settle::interval((unit.start, unit.end)));
        let known = Known {
            backed: facts.backed[at],
            inside: equal(at.checked_sub(1)) && equal(Some(at + 1)),
            moved_start: facts.moved_starts[at],
            words: facts.kind == TimelineKind::Words,
        };
        word.confidence = confidence::confidence(*unit, known);
        word.flags.interpolated = unit.how == How::Between;
        word.flags.low_evidence = !facts.backed[at] && unit.how != How::Between;
    }
    // A word made only of symbols goes between its neighbors.
    let mut before: Option<Interval> = None;
    let mut spoken = units.owners.iter().peekable();
    for (at, word) in (0..).zip(&mut out.words) {
        let mut has_units = false;
        while spoken.next_if(|&&owner| owner == at).is_some() {
            has_units = true;
        }
        if !has_units {
            word.interval = before.map(|before| settle::interval((before.end.0, before.end.0)));
            (word.confidence, word.flags.interpolated) = (0.5, true);
        }
        before = word.interval.or(before);
        word.flags.unspoken = word.interval.is_none();
    }
}

/// The words in spoken order: the order of the text, except for moved blocks.
pub(crate) fn order(
    units: &Units,
    blocks: &[Block],
    placed: &[Placed],
    words: &[AlignedWord],
) -> Vec<u32> {
    let mut out: Vec<u32> = (0..words.len() as u32).collect();
    if blocks.is_empty() {
        return out;
    }
    let mut key = vec![0i64; words.len()];
    let mut moved = vec![false; words.len()];
    for block in blocks {
        let inside = block.region.a.0 as usize..block.region.a.1 as usize;
        let start = placed[inside.clone()]
            .iter()
            .filter(|unit| unit.how != How::Unspoken)
            .map(|unit| unit.start)
            .min();
        for &owner in &units.owners[inside] {
            (key[owner as usize], moved[owner as usize]) = (start.unwrap_or(i64::MAX), true);
        }
    }
    let mut latest = i64::MIN;
    for at in 0..words.len() {
        if !moved[at] {
            latest = latest.max(words[at].interval.map_or(i64::MIN, |interval| interval.start.0));
            key[at] = latest;
        }
    }
    out.sort_by_key(|&at| key[at as usize]);
    out
}

/// Marks the words of a moved block and returns when it is spoken.
pub(crate) fn report_move(units: &Units, block: &Block, out: &mut Alignment) {
    let first = units.owners[block.region.a.0 as usize];
    let end = units.owners[block.region.a.1 as usize - 1] + 1;
    let words = &mut out.words[first as usize..end as usize];
    let times = words.iter().filter_map(|word| word.interval);
    let span = times.clone().map(|time| time.start).min().zip(times.map(|time| time.end).max());
    let Some((start, end_time)) = span else { return };
    for word in words {
        word.flags.moved = word.interval.is_some();
    }
    out.moved.push(MovedBlock { words: first..end, interval: Interval { start, end: end_time } });
}

/// Removes words that the transcript does not have.
pub(crate) fn remove(out: &mut Alignment, are_extra: &[bool]) {
    let mut before = Vec::with_capacity(are_extra.len() + 1);
    let mut count = 0;
    for &is_extra in are_extra {
        before.push(count);
        count += u32::from(!is_extra);
    }
    before.push(count);
    let mut extra = are_extra.iter();
    out.words.retain(|_| !extra.next().is_some_and(|&is_extra| is_extra));
    for block in &mut out.moved {
        let range = &mut block.words;
        *range = before[range.start as usize]..before[range.end as usize];
    }
    out.moved.retain(|block| !block.words.is_empty());
}
