//! When cues are shown: from their first word until shortly after their last one, without overlapping the next, and
//! within the duration limits.
//!
//! If two cues begin too close together for the first to have its minimum duration, both move by as
//! little as possible: the starts are the least-squares fit under that condition (isotonic regression by pool
//! adjacent violators; Barlow, Bartholomew, Bremner and Brunk, Statistical Inference under Order Restrictions,
//! 1972).

use std::ops::Range;

use super::breaks::Draft;
use super::options::{SegmentOptions, reading_time};
use crate::time::Interval;

/// The minimum duration of a cue for which there is no time, in milliseconds.
const LEAST: i64 = 2;

/// Sets the times of cues, which are in order.
pub(super) fn set(drafts: &mut [Draft], options: &SegmentOptions<'_>) {
    for group in groups(drafts, |draft| draft.room) {
        place_apart(drafts, group, options);
    }
    bend(drafts, options);
    for group in groups(drafts, |draft| draft.room) {
        squeeze(drafts, group, options);
    }
    for group in groups(drafts, |draft| draft.existing.map(|cue| (cue.start.0, cue.end.0))) {
        divide(&mut drafts[group], options);
    }
    set_ends(drafts, options);
    judge(drafts, options);
}

/// Groups of neighbors with something in common, as ranges of indices.
fn groups(drafts: &[Draft], of: impl Fn(&Draft) -> Option<(i64, i64)>) -> Vec<Range<usize>> {
    let mut groups: Vec<Range<usize>> = Vec::new();
    for (at, draft) in drafts.iter().enumerate() {
        let Some(shared) = of(draft) else { continue };
        match groups.last_mut() {
            Some(last) if last.end == at && of(&drafts[last.start]) == Some(shared) => {
                last.end += 1;
            }
            _ => groups.push(at..at + 1),
        }
    }
    groups
}

/// Gives unspoken text its reading time, if available: then it is treated like any other.
fn place_apart(drafts: &mut [Draft], group: Range<usize>, options: &SegmentOptions<'_>) {
    let Some((before, next)) = drafts[group.start].room else { return };
    let (first, last) = (group.start == 0, group.end == drafts.len());
    let held = |at: usize| drafts.get(at).and_then(|draft| draft.existing);
    let before =
        group.start.checked_sub(1).and_then(held).map_or(before, |cue| before.max(cue.end.0));
    let next = held(group.end).map_or(next, |cue| next.min(cue.start.0));
    let from = if first { 0 } else { before + options.min_gap };
    let to = if last { options.media_duration.unwrap_or(i64::MAX) } else { next - options.min_gap };
    let count = group.len() as i64;
    let least = count * options.min_duration + (count - 1) * options.min_gap;
    let room = to.saturating_sub(from);
    if room < least {
        return;
    }
    let wanted = |draft: &Draft| {
        reading_time(draft.characters, options).clamp(options.min_duration, options.max_duration)
    };
    let extra: i64 = drafts[group.clone()].iter().map(|d| wanted(d) - options.min_duration).sum();
    let given = extra.min(room - least);
    let mut at = if first && !last { to - least - given } else { from };
    for draft in &mut drafts[group] {
        let more = wanted(draft) - options.min_duration;
        let lasts = options.min_duration + if extra > 0 { more * given / extra } else { 0 };
        draft.cue.interval = Interval::from_ms(at, at + lasts);
        draft.room = None;
        at += lasts + options.min_gap;
    }
}

/// Moves the starts of cues that follow one another too closely.
fn bend(drafts: &mut [Draft], options: &SegmentOptions<'_>) {
    let mut spacing = options.min_duration + options.min_gap;
    if let Some(end) = options.media_duration {
        // If the media is too short for all cues, they share it.
        let cues = drafts.iter().filter(|draft| draft.existing.is_none()).count().max(1) as i64;
        spacing = spacing.min((end / cues).max(1));
    }
    // The minimum distance of each start from the first, and the starts minus that: these must not decrease.
    let (mut offsets, mut free, mut squeezed) = (Vec::new(), Vec::new(), 0);
    let mut offset = 0;
    for (at, draft) in drafts.iter().enumerate() {
        if draft.existing.is_some() {
            continue;
        }
        if draft.room.is_some() {
            squeezed += LEAST;
            continue;
        }
        offset += squeezed + if free.is_empty() { 0 } else { spacing };
        squeezed = 0;
        offsets.push(offset);
        free.push((at, draft.cue.interval.start.0 - offset));
    }
    let squeezed = if squeezed > 0 { squeezed + options.min_gap } else { 0 };
    let last = offset + options.min_duration.min(spacing) + squeezed;
    let most = options.media_duration.map_or(i64::MAX, |end| (end - last).max(0));
    // Pools: the number of starts, and their sum.
    let mut pools: Vec<(i128, i128)> = Vec::new();
    for (_, start) in &free {
        let mut pool = (1, i128::from(*start));
        while let Some(before) = pools.last()
            && before.1 * pool.0 > pool.1 * before.0
        {
            pool = (pool.0 + before.0, pool.1 + before.1);
            pools.pop();
        }
        pools.push(pool);
    }
    let fitted = pools.into_iter().flat_map(|(count, sum)| {
        let mean = sum.div_euclid(count) as i64;
        std::iter::repeat_n(mean.clamp(0, most), count as usize)
    });
    for (((at, _), offset), start) in free.iter().zip(offsets).zip(fitted) {
        let interval = &mut drafts[*at].cue.interval;
        interval.start.0 = start + offset;
        interval.end = interval.end.max(interval.start);
    }
}

/// Unspoken text without time: it is still shown between its neighbors, for as long as
/// possible.
fn squeeze(drafts: &mut [Draft], group: Range<usize>, options: &SegmentOptions<'_>) {
    let Some((spoken, _)) = drafts[group.start].room else { return };
    let count = group.len() as i64;
    let next = drafts.get(group.end).map(|next| next.cue.interval.start.0);
    let end = next.or(options.media_duration).unwrap_or(i64::MAX);
    let before = group.start.checked_sub(1).map(|at| drafts[at].cue.interval.start.0);
    // The preceding cue keeps its minimum duration and the gap after it.
    let least = before.map_or(0, |start| start + options.min_duration + options.min_gap);
    let from = spoken.max(least).min(end.saturating_sub(count * LEAST));
    let from = from.max(before.map_or(0, |start| start + 1));
    let end = end.max(from + count * LEAST);
    let wanted: i64 =
        drafts[group.clone()].iter().map(|draft| i64::from(draft.characters).max(1)).sum();
    let room = (end - from).min(wanted.saturating_mul(1_000)).max(count * LEAST);
    let spare = room - count * LEAST;
    let (mut at, mut so_far) = (from, 0);
    for draft in &mut drafts[group] {
        let share = spare * so_far / wanted;
        so_far += i64::from(draft.characters).max(1);
        let lasts = LEAST + spare * so_far / wanted - share;
        draft.cue.interval = Interval::from_ms(at, at + lasts);
        at += lasts;
    }
}

/// The parts of an existing cue: the first begins and the last ends as the cue did.
fn divide(parts: &mut [Draft], options: &SegmentOptions<'_>) {
    let Some(cue) = parts.first().and_then(|draft| draft.existing) else { return };
    let count = parts.len() as i64;
    let room = cue.duration().max(count);
    let spacing = (options.min_duration + options.min_gap).min(room / count).max(1);
    let gap = options.min_gap.min(spacing - 1);
    let mut latest = cue.start.0;
    for (at, draft) in (0..).zip(parts.iter_mut()) {
        let most = cue.start.0 + room - (count - at) * spacing;
        let spoken = if at == 0 { cue.start.0 } else { draft.cue.interval.start.0 };
        let start = spoken.clamp(latest, most.max(latest));
        draft.cue.interval = Interval::from_ms(start, cue.start.0 + room);
        latest = start + spacing;
    }
    for at in 1..parts.len() {
        let next = parts[at].cue.interval.start.0;
        parts[at - 1].cue.interval.end.0 = next - gap;
    }
}

/// Sets how long each cue stays.
fn set_ends(drafts: &mut [Draft], options: &SegmentOptions<'_>) {
    for at in 0..drafts.len() {
        let next = drafts.get(at + 1).map(|next| next.cue.interval.start.0);
        let draft = &mut drafts[at];
        if draft.room.is_some() || draft.existing.is_some() {
            continue;
        }
        let interval = &mut draft.cue.interval;
        let start = interval.start.0;
        let limit = match next {
            Some(next) => next - options.min_gap,
            None => options.media_duration.unwrap_or(i64::MAX),
        };
        let most = limit.min(start.saturating_add(options.max_duration));
        let wanted = interval.end.0.saturating_add(options.hang);
        let wanted = wanted.max(start + options.min_duration);
        let wanted = wanted.max(start + reading_time(draft.characters, options));
        let mut end = wanted.min(most);
        if next.is_some_and(|next| next - end < options.close_gaps) {
            end = most;
        }
        interval.end.0 = end.max(start + 1);
    }
}

/// Records which time limits a cue exceeds.
fn judge(drafts: &mut [Draft], options: &SegmentOptions<'_>) {
    let mut before: Option<Interval> = None;
    for draft in drafts {
        let interval = draft.cue.interval;
        let lasts = interval.duration();
        if draft.existing.is_none() {
            let gap = before.map_or(i64::MAX, |before| interval.start.0 - before.end.0);
            draft.cue.exceeded.time = draft.room.is_some()
                || lasts < options.min_duration
                || gap < options.min_gap
                || options.media_duration.is_some_and(|end| interval.end.0 > end);
        }
        draft.cue.exceeded.cps = reading_time(draft.characters, options) > lasts;
        if draft.room.is_none() {
            before = Some(interval);
        }
    }
}
