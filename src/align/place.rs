//! Times for the words: linked units give their own, and words without a link share the time
//! that is available between their neighbors.

use super::holes::{Hearing, Link};

/// A part of the transcript whose words follow one another in time.
#[derive(Clone, Debug, Default)]
pub(crate) struct Track<'p> {
    /// Its units, in rising order.
    pub(crate) units: Vec<u32>,
    /// Its links, in rising order.
    pub(crate) links: Vec<Link>,
    /// Its time window.
    pub(crate) window: (i64, i64),
    /// The units of the timeline that it may use.
    pub(crate) b: (u32, u32),
    /// Times in the window that belong to other tracks, in rising order.
    pub(crate) taken: Vec<(i64, i64)>,
    /// Units that begin at known times unless a link says otherwise, in rising order.
    pub(crate) pins: &'p [(u32, i64)],
}

impl Track<'_> {
    /// The pins of units that follow one another, inside a time.
    fn pins(&self, units: &[u32], from: i64, to: i64) -> &[(u32, i64)] {
        let (Some(first), Some(last)) = (units.first(), units.last()) else { return &[] };
        let start = self.pins.partition_point(|pin| pin.0 < *first || pin.1 < from);
        let end = self.pins.partition_point(|pin| pin.0 <= *last && pin.1 < to);
        self.pins.get(start..end).unwrap_or_default()
    }
}

/// The time of one unit of the transcript.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Placed {
    pub(crate) start: i64,
    pub(crate) end: i64,
    pub(crate) how: How,
    /// How alike it is to the timeline.
    pub(crate) like: f32,
    /// The length of the stretch without links that contains it, in units; 0 for a link.
    pub(crate) stretch: u32,
    /// The available time, relative to the time needed, in percent.
    pub(crate) room: u32,
}

/// How the time of a unit was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum How {
    /// It is not spoken.
    #[default]
    Unspoken,
    /// It matches a unit of the timeline exactly.
    Equal,
    /// It is similar, or one matches several.
    Alike,
    /// It is between its neighbors.
    Between,
}

/// How strongly the text separates a unit from the preceding one: 0 not at all, 1 a comma, 2 the end of a
/// sentence, 3 a paragraph.
pub(crate) type Breaks<'a> = &'a [u8];

/// Places the units of a track.
pub(crate) fn place(hearing: &Hearing, breaks: Breaks, track: &Track, out: &mut [Placed]) {
    let timed = hearing.timed;
    let mut at = 0;
    let mut before: Option<Link> = None;
    for next in track.links.iter().copied().map(Some).chain([None]) {
        let first = at;
        let until = next.map_or(u32::MAX, |link| link.a.0);
        while at < track.units.len() && track.units[at] < until {
            at += 1;
        }
        let mut lent = 0;
        if at > first {
            let units = &track.units[first..at];
            let mut edges = Edges { before, next, early: 0, late: 0 };
            if let (Some(before), Some(next)) = (before, next) {
                (edges.early, edges.late) = lend(hearing, units, before, next);
                if let Some(last) = before.a.1.checked_sub(1).filter(|_| edges.early > 0) {
                    let placed = &mut out[last as usize];
                    placed.end = (placed.end - edges.early).max(placed.start + 1);
                }
            }
            lent = edges.late;
            gap(hearing, breaks, track, units, edges, out);
        }
        let Some(link) = next else { break };
        while at < track.units.len() && track.units[at] < link.a.1 {
            at += 1;
        }
        let (from, to) = (timed.start[link.b.0 as usize] + lent, timed.end[link.b.1 as usize - 1]);
        let how = if link.like == 1.0 && link.a.1 - link.a.0 == 1 && link.b.1 - link.b.0 == 1 {
            How::Equal
        } else {
            How::Alike
        };
        spread(
            hearing,
            link.a.0..link.a.1,
            from,
            to,
            |placed| {
                (placed.how, placed.like, placed.stretch, placed.room) = (how, link.like, 0, 100);
            },
            out,
        );
        before = next;
    }
}

/// Divides a time among units by their speaking time.
fn spread(
    hearing: &Hearing,
    units: impl Iterator<Item = u32> + Clone,
    from: i64,
    to: i64,
    more: impl FnMut(&mut Placed),
    out: &mut [Placed],
) {
    spread_with_pauses(hearing, &[], units, from, to, more, out);
}

/// Divides a time among units by their speaking time, with the pauses that the text suggests between them.
fn spread_with_pauses(
    hearing: &Hearing,
    breaks: Breaks,
    units: impl Iterator<Item = u32> + Clone,
    from: i64,
    to: i64,
    mut more: impl FnMut(&mut Placed),
    out: &mut [Placed],
) {
    let need = |unit: u32| f64::from(hearing.need(unit));
    let pause = |unit: u32| pause(breaks, unit);
    let mut total: f64 = units.clone().map(|unit| need(unit) + pause(unit)).sum();
    total -= units.clone().next().map_or(0.0, pause);
    let mut done = 0.0;
    let point = |done: f64| from + ((to - from) as f64 * done / total.max(1.0)).round() as i64;
    for (at, unit) in units.enumerate() {
        if at > 0 {
            done += pause(unit);
        }
        let start = point(done);
        done += need(unit);
        let placed = &mut out[unit as usize];
        (placed.start, placed.end) = (start, point(done));
        more(placed);
    }
}

/// The pause that the text suggests before a unit, in ms.
fn pause(breaks: Breaks, unit: u32) -> f64 {
    PAUSES[usize::from(breaks.get(unit as usize).copied().unwrap_or(0)).min(3)]
}

/// The duration of a pause, in ms: none, comma, sentence, paragraph.
const PAUSES: [f64; 4] = [0.0, 150.0, 400.0, 700.0];

/// What surrounds units without links, and how much time the two links lend them.
#[derive(Clone, Copy)]
struct Edges {
    before: Option<Link>,
    next: Option<Link>,
    early: i64,
    late: i64,
}

/// How much time the links around a few units lend them if the timeline leaves them none: a word that lasts
/// far longer than it needs includes the one that was missed.
fn lend(hearing: &Hearing, units: &[u32], before: Link, next: Link) -> (i64, i64) {
    let timed = hearing.timed;
    let need: f32 = units.iter().map(|&unit| hearing.need(unit)).sum();
    let there = timed.start[next.b.0 as usize] - timed.end[before.b.1 as usize - 1];
    if units.len() > 3 || there as f32 > LEND.0 * need {
        return (0, 0);
    }
    let excess = |link: Link| {
        let own: f32 = (link.a.0..link.a.1).map(|unit| hearing.need(unit)).sum();
        (timed.end[link.b.1 as usize - 1] - timed.start[link.b.0 as usize]) as f32 - LEND.1 * own
    };
    let (early, late) = (excess(before), excess(next));
    let wanted = need - there.max(0) as f32;
    if early.max(late) < LEND.2 * wanted {
        (0, 0)
    } else if early >= late {
        (early.min(wanted) as i64, 0)
    } else {
        (0, late.min(wanted) as i64)
    }
}

const LEND: (f32, f32, f32) = (0.3, 1.0, 0.45);

/// The longest part of a time range that no other track uses.
fn free(taken: &[(i64, i64)], from: i64, to: i64) -> (i64, i64) {
    let first = taken.partition_point(|taken| taken.1 <= from);
    let inside = taken[first..].iter().take_while(|taken| taken.0 < to);
    let ends = inside.clone().map(|taken| taken.0.max(from)).chain([to]);
    let starts = [from].into_iter().chain(inside.map(|taken| taken.1.min(to)));
    starts.zip(ends).max_by_key(|(start, end)| end - start).unwrap_or((from, to))
}

/// Places units without links between two links.
fn gap(
    hearing: &Hearing,
    breaks: Breaks,
    track: &Track,
    units: &[u32],
    edges: Edges,
    out: &mut [Placed],
) {
    let timed = hearing.timed;
    let Edges { before, next, early, late } = edges;
    let from = before.map_or(track.window.0, |link| timed.end[link.b.1 as usize - 1] - early);
    let to = next.map_or(track.window.1, |link| timed.start[link.b.0 as usize] + late).max(from);
    let (from, to) = free(&track.taken, from, to);
    let need: f64 = units.iter().map(|&unit| f64::from(hearing.need(unit))).sum();
    let time = (to - from) as f64;
    let room = time / need.max(1.0);
    if units.len() >= 4 && room < LEAST {
        return;
    }
    let count = units.len() as u32;
    let more = |placed: &mut Placed| {
        (placed.how, placed.like, placed.stretch, placed.room) =
            (How::Between, 0.0, count, (room * 100.0).min(999.0) as u32);
    };
    let pins = track.pins(units, from, to);
    if !pins.is_empty() {
        pinned(hearing, breaks, units, pins, (from, to, before.is_none()), more, out);
        return;
    }
    // Timeline entries in between that no word is linked to.
    let b = (before.map_or(track.b.0, |link| link.b.1), next.map_or(track.b.1, |link| link.b.0));
    let busy = (b.0 < b.1)
        .then(|| (timed.start[b.0 as usize].max(from), timed.end[b.1 as usize - 1].min(to)));
    let busy = busy.filter(|_| track.taken.is_empty());
    if let Some((first, last)) = busy.filter(|_| before.is_some() && next.is_some())
        && (last - first) as f64 > need * 0.5
        && ((last - first) as f64) < need * 2.0
    {
        spread(hearing, units.iter().copied(), first, last, more, out);
        return;
    }
    if room <= 0.9 && before.is_some() && next.is_some() {
        spread(hearing, units.iter().copied(), from, to, more, out);
        return;
    }
    let inside = before.is_some() && next.is_some();
    if inside && units.len() >= 7 && room <= 4.0 {
        spread_with_pauses(hearing, breaks, units.iter().copied(), from, to, more, out);
        return;
    }
    // More time than needed: the pause goes where the text has one.
    let split = match (before, next) {
        (None, _) => 0,
        (_, None) => units.len(),
        _ => {
            let strength = |at: usize| match units.get(at) {
                Some(&unit) => breaks[unit as usize],
                None => next.map_or(0, |link| breaks[link.a.0 as usize]),
            };
            (0..=units.len()).max_by_key(|&at| (strength(at), std::cmp::Reverse(at))).unwrap_or(0)
        }
    };
    let needed = |units: &[u32]| units.iter().map(|&unit| hearing.need(unit)).sum::<f32>() as i64;
    let (left, right) = units.split_at(split);
    let slack = to - from - needed(units);
    if !left.is_empty() {
        let start =
            if inside && hearing.is_filler(left[0]) { from + slack * LEFT.0 / 100 } else { from };
        spread(hearing, left.iter().copied(), start, (start + needed(left)).min(to), more, out);
    }
    if !right.is_empty() {
        let end = if inside && hearing.is_filler(right[right.len() - 1]) {
            to - slack * LEFT.1 / 100
        } else {
            to
        };
        spread(hearing, right.iter().copied(), (end - needed(right)).max(from), end, more, out);
    }
}

const LEFT: (i64, i64) = (40, 60);

/// Several words that have a smaller share of the time they need are not spoken.
const LEAST: f64 = 0.34;

/// Places units between links where some begin at known times: each part from its start, at the usual rate or as fast
/// as necessary. Units that nothing precedes lead up to the first pin.
fn pinned(
    hearing: &Hearing,
    breaks: Breaks,
    units: &[u32],
    pins: &[(u32, i64)],
    (from, to, opens): (i64, i64, bool),
    mut more: impl FnMut(&mut Placed),
    out: &mut [Placed],
) {
    let (mut start, mut rest) = (from, units);
    for (unit, end) in pins.iter().copied().chain([(u32::MAX, to)]) {
        let (part, after) = rest.split_at(rest.partition_point(|&other| other < unit));
        let spoken: f64 = part.iter().map(|&unit| f64::from(hearing.need(unit))).sum();
        let pauses: f64 = part.iter().skip(1).map(|&unit| pause(breaks, unit)).sum();
        let need = (spoken + pauses) as i64;
        if part.len() < 4 || (end - start) as f64 >= LEAST * spoken {
            let leads = opens && rest.len() == units.len();
            let first = if leads { (end - need).max(start) } else { start };
            let last = if leads { end } else { (start + need).min(end) };
            spread_with_pauses(hearing, breaks, part.iter().copied(), first, last, &mut more, out);
        }
        (start, rest) = (end, after);
    }
}
