//! The entries of a timeline as units with usable times: missing and impossible times are
//! replaced by values from the surrounding entries.

use super::holes::Link;
use super::normalize::{self, Beside, Language, Lexicon};
use super::readings::Reading;
use super::timed::Timed;
use super::{Repair, RepairKind, TimelineKind, WordTimeline};
use crate::time::Timestamp;

/// The usable start and end of every entry: starts never fall, no entry ends before it starts, none is missing.
pub(crate) fn times(timeline: &WordTimeline, repairs: &mut Vec<Repair>) -> Vec<(i64, i64)> {
    let last =
        timeline.words.iter().filter_map(|word| word.end.or(word.start)).map(|time| time.0).max();
    let duration = timeline.duration.map_or(0, |duration| duration.0).max(last.unwrap_or(0)).max(0);
    let usable = |time: Option<Timestamp>| {
        time.map(|time| time.0).filter(|&time| (0..=duration).contains(&time))
    };
    let mut out: Vec<(i64, i64)> = Vec::with_capacity(timeline.words.len());
    let mut broken: Vec<bool> = Vec::with_capacity(timeline.words.len());
    let mut latest = 0;
    for word in &timeline.words {
        let (start, end) = (usable(word.start), usable(word.end));
        let fine = start.is_some_and(|start| start + 2_000 >= latest) && end >= start;
        broken.push(!fine);
        let start = start.filter(|&start| start + 2_000 >= latest).unwrap_or(-1);
        latest = latest.max(start);
        out.push((start, end.unwrap_or(-1)));
    }
    fill_starts(&mut out, duration);
    let mut before = 0;
    for (start, _) in &mut out {
        *start = (*start).max(before);
        before = *start;
    }
    for at in 0..out.len() {
        let next = out.get(at + 1).map_or(duration, |next| next.0);
        let (start, end) = out[at];
        if end < start || broken[at] && end > next {
            out[at].1 = next.max(start);
        }
    }
    if timeline.kind == TimelineKind::Cues {
        meet(&mut out);
    }
    for at in (0..out.len()).filter(|&at| broken[at]) {
        let entries = at as u32..at as u32 + 1;
        repairs.push(Repair { kind: RepairKind::BrokenTime, entries, at: Timestamp(out[at].0) });
    }
    out
}

/// The step of times that are rounded to whole seconds, in ms.
const SECOND: i64 = 1_000;

/// Gives cues that overlap a common edge. Where times are rounded to whole seconds outward, so that neighbors overlap by
/// one, the expected edge is half a second further inside.
fn meet(times: &mut [(i64, i64)]) {
    let whole =
        times.len() >= 8 && times.iter().all(|time| time.0 % SECOND == 0 && time.1 % SECOND == 0);
    let overlaps = times.windows(2).filter(|pair| pair[0].1 - pair[1].0 == SECOND).count();
    if whole && overlaps * 4 >= times.len() {
        for time in times.iter_mut() {
            let inside = (SECOND / 2).min((time.1 - time.0) / 2 - 100).max(0);
            *time = (time.0 + inside, time.1 - inside);
        }
    }
    for at in 1..times.len() {
        let ((first, last), (start, end)) = (times[at - 1], times[at]);
        if start < last && start > first && end > last {
            let edge = i64::midpoint(start, last);
            (times[at - 1].1, times[at].0) = (edge, edge);
        }
    }
}

/// Gives entries without a start one between those of the surrounding entries.
fn fill_starts(times: &mut [(i64, i64)], duration: i64) {
    let mut at = 0;
    while at < times.len() {
        if times[at].0 >= 0 {
            at += 1;
            continue;
        }
        let end =
            times[at..].iter().position(|time| time.0 >= 0).map_or(times.len(), |found| at + found);
        let from = if at == 0 { 0 } else { times[at - 1].1.max(times[at - 1].0) };
        let to = times.get(end).map_or(duration, |next| next.0).max(from);
        let count = (end - at) as i64;
        for (place, time) in (0..).zip(&mut times[at..end]) {
            *time = (from + (to - from) * place / count, from + (to - from) * (place + 1) / count);
        }
        at = end;
    }
}

/// The units of all entries. The units of an entry divide its time by their letters.
pub(crate) fn units(
    timeline: &WordTimeline,
    times: &[(i64, i64)],
    language: Language,
    lexicon: &mut Lexicon,
) -> (Timed, Vec<Reading>) {
    let (mut out, mut readings) = (Timed::default(), Vec::new());
    let last = times.iter().map(|time| time.1).max().unwrap_or(0);
    out.duration = timeline.duration.map_or(0, |duration| duration.0).max(last);
    let cues = timeline.kind == TimelineKind::Cues;
    let mut pauses: Vec<i64> = Vec::new();
    for (at, (word, &(start, end))) in timeline.words.iter().zip(times).enumerate() {
        pauses.clear();
        let mut pause = 0;
        for part in timeline.text_of(word).split_whitespace() {
            let known = out.units.ids.len();
            normalize::push_word(
                part,
                Beside::default(),
                at as u32,
                language,
                lexicon,
                &mut out.units,
            );
            readings.extend(Reading::of(
                part,
                Beside::default(),
                language,
                lexicon,
                &out.units,
                known,
            ));
            for unit in known..out.units.ids.len() {
                pauses.push(if unit == known { pause } else { 0 });
            }
            pause = if cues { pause_after(part) } else { 0 };
        }
        out.pauses.extend(pauses.iter().map(|&pause| pause as u8));
        out.start.resize(out.units.ids.len(), start);
        out.end.resize(out.units.ids.len(), end);
    }
    (out, readings)
}

/// Moves the starts of words that last through the pause before them.
///
/// Some engines give a word all the time since the one before. The breaks of the text reveal such an engine:
/// the first words of sentences then last much longer than others of their length.
pub(crate) fn swallowed(
    timed: &mut Timed,
    links: &[Link],
    breaks: &[u8],
    need: impl Fn(u32) -> f32,
    moved_starts: &mut [bool],
    repairs: &mut Vec<Repair>,
) {
    let touches = |timed: &Timed, at: usize| at > 0 && timed.start[at] - timed.end[at - 1] <= 20;
    let first =
        |timed: &Timed, at: usize| at == 0 || timed.units.owners[at] != timed.units.owners[at - 1];
    let count = timed.start.len().max(1) as f32;
    let pauses = (1..timed.start.len())
        .filter(|&at| timed.start[at] - timed.end[at - 1] > 150)
        .count() as f32;
    let touching = (1..timed.start.len()).filter(|&at| touches(timed, at)).count() as f32;
    let length = |timed: &Timed, link: &Link| {
        let need: f32 = (link.b.0..link.b.1).map(|unit| need(timed.units.ids[unit as usize])).sum();
        ((timed.end[link.b.1 as usize - 1] - timed.start[link.b.0 as usize]) as f32, need)
    };
    let mut ratios = [Vec::new(), Vec::new(), Vec::new()];
    for link in links.iter().filter(|link| link.a.0 > 0 && touches(timed, link.b.0 as usize)) {
        let (length, need) = length(timed, link);
        ratios[usize::from(breaks[link.a.0 as usize].min(2))].push(length / need);
    }
    let [inside, at_comma, at_sentence] = ratios.map(|mut ratios| {
        let middle = ratios.len() / 2;
        if ratios.len() < 4 {
            0.0
        } else {
            *ratios.select_nth_unstable_by(middle, f32::total_cmp).1
        }
    });
    let greedy = pauses / count < 0.03
        && touching / count > 0.6
        && at_comma.max(at_sentence) > 1.25 * inside;
    for link in links {
        let at = link.b.0 as usize;
        if !first(timed, at) || !touches(timed, at) || link.a.0 == 0 {
            continue;
        }
        let (longer, kept) = match (greedy, breaks[link.a.0 as usize]) {
            (true, 0) => (2.0, 1.3),
            (true, 1) => (1.0, 1.35),
            (true, _) => (0.7, 0.9),
            (false, 0) => continue,
            (false, 1) => (3.5, 0.95),
            (false, _) => (3.5, 1.0),
        };
        let end = timed.end[link.b.1 as usize - 1];
        let (length, need) = length(timed, link);
        if length <= longer * need + 60.0 {
            continue;
        }
        let start = end - (kept * need).min(length) as i64;
        if start < timed.start[at] + 40 {
            continue;
        }
        timed.start[at] = start;
        timed.end[at] = timed.end[at].max(start);
        moved_starts[link.a.0 as usize] = true;
        let entry = timed.units.owners[at];
        repairs.push(Repair {
            kind: RepairKind::SwallowedPause,
            entries: entry..entry + 1,
            at: Timestamp(start),
        });
    }
}

/// Shortens words before pauses that last far longer than they need.
///
/// Some engines let the last words of sentences last into the pause after them. If more than one in seven is
/// twice as long as its letters need, such words end earlier.
pub(crate) fn lingering(
    timed: &mut Timed,
    links: &[Link],
    breaks: &[u8],
    need: impl Fn(u32) -> f32,
    repairs: &mut Vec<Repair>,
) {
    let ratio = |timed: &Timed, at: usize| {
        (timed.end[at] - timed.start[at]) as f32 / need(timed.units.ids[at])
    };
    let last = |timed: &Timed, link: &Link| {
        let at = link.b.1 as usize - 1;
        let strength = breaks.get(link.a.1 as usize).copied().unwrap_or(3);
        let next = timed.start.get(at + 1).copied().unwrap_or(i64::MAX);
        (strength >= 2
            && link.like == 1.0
            && link.b.1 - link.b.0 == 1
            && link.a.1 - link.a.0 == 1
            && next - timed.end[at] >= 100)
            .then_some(at)
    };
    let found: Vec<usize> = links.iter().filter_map(|link| last(timed, link)).collect();
    let long = found.iter().filter(|&&at| ratio(timed, at) > 2.0).count();
    if found.len() < 20 || (long as f32) < 0.15 * found.len() as f32 {
        return;
    }
    for at in found {
        let most = timed.start[at] + (1.9 * need(timed.units.ids[at])) as i64;
        if most < timed.end[at] {
            timed.end[at] = most;
            let entry = timed.units.owners[at];
            let entries = entry..entry + 1;
            repairs.push(Repair { kind: RepairKind::SwallowedPause, entries, at: Timestamp(most) });
        }
    }
}

/// The pause after a word of a cue, in halves of a letter.
fn pause_after(word: &str) -> i64 {
    match word.chars().next_back() {
        Some('.' | '?' | '!' | '…') => 20,
        Some(',' | ';' | ':' | '–' | '—') => 8,
        _ => 0,
    }
}
