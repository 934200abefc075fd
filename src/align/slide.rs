//! Words that one side has twice in a row, and the other once: which of the two match.
//!
//! In `and so, and so we left` with one `and so` in the timeline, the text cannot tell which of them was heard. The
//! words without a match go where the timeline leaves them time, and where a pause has no other reason.

use std::ops::Range;

use super::holes::{Hearing, Link};
use super::place::Breaks;

/// The maximum number of words that a hole moves by.
const FARTHEST: usize = 12;
/// How much time a move must explain better, in ms.
const BETTER: f32 = 30.0;
/// A word that lasts this many times as long as it needs may include another.
const LONG: f32 = 1.5;
/// The pauses that a comma and the end of a sentence explain, in ms.
const PAUSES: [f32; 2] = [300.0, 1500.0];

/// Moves holes along words that are equal on both sides of them. Links are in rising order.
pub(crate) fn slide(hearing: &Hearing, breaks: Breaks, links: &mut [Link]) {
    for at in 1..links.len() {
        in_text(hearing, breaks, links, at);
    }
    for at in 1..links.len() {
        in_timeline(hearing, links, at);
    }
}

/// Whether a link is one word that matches exactly.
fn is_equal(link: Link) -> bool {
    link.like == 1.0 && link.a.1 - link.a.0 == 1 && link.b.1 - link.b.0 == 1
}

/// How many places a hole before link `at` may move: past links before it, and past links after it. `follows` tells
/// whether two neighbors have nothing between them besides the hole, `repeats` whether the hole may pass a link.
fn places(
    links: &[Link],
    at: usize,
    follows: impl Fn(Link, Link) -> bool,
    repeats: impl Fn(Link, bool) -> bool,
) -> (usize, usize) {
    let mut left = 0;
    while left < FARTHEST && left + 1 < at {
        let link = links[at - 1 - left];
        let linked = left == 0 || follows(link, links[at - left]);
        if !is_equal(link) || !linked || !repeats(link, true) {
            break;
        }
        left += 1;
    }
    let mut right = 0;
    while right < FARTHEST && at + right + 1 < links.len() {
        let link = links[at + right];
        let linked = right == 0 || follows(links[at + right - 1], link);
        if !is_equal(link) || !linked || !repeats(link, false) {
            break;
        }
        right += 1;
    }
    (left, right)
}

/// Neither side has anything between two links.
fn touch(before: Link, next: Link) -> bool {
    before.a.1 == next.a.0 && before.b.1 == next.b.0
}

/// Words of the transcript without a match before link `at`.
fn in_text(hearing: &Hearing, breaks: Breaks, links: &mut [Link], at: usize) {
    let hole = links[at - 1].a.1..links[at].a.0;
    if hole.is_empty() || links[at - 1].b.1 != links[at].b.0 {
        return;
    }
    let length = hole.end - hole.start;
    let id = |unit: u32| hearing.a[unit as usize];
    let (left, right) = places(links, at, touch, |link, is_left| {
        let other = if is_left { link.a.0 + length } else { link.a.0 - length };
        id(other) == id(link.a.0)
    });
    // Nothing may be lost between the links around the last place.
    let left =
        (0..left).take_while(|&far| links[at - 2 - far].b.1 == links[at - 1 - far].b.0).count();
    let right =
        (0..right).take_while(|&far| links[at + far].b.1 == links[at + 1 + far].b.0).count();
    if left + right == 0 {
        return;
    }
    let gaps =
        Gaps { hearing, breaks, links, at, hole, places: -(left as isize)..right as isize + 1 };
    let best = gaps
        .places
        .clone()
        .min_by(|&a, &b| gaps.cost(a).total_cmp(&gaps.cost(b)).then(a.abs().cmp(&b.abs())))
        .unwrap_or(0);
    if gaps.cost(best) > gaps.cost(0) - BETTER {
        return;
    }
    for far in 0..best.unsigned_abs() {
        if best < 0 {
            let link = &mut links[at - 1 - far];
            link.a = (link.a.0 + length, link.a.1 + length);
        } else {
            let link = &mut links[at + far];
            link.a = (link.a.0 - length, link.a.1 - length);
        }
    }
}

/// The gaps between links in which the words of a hole may be.
struct Gaps<'g> {
    hearing: &'g Hearing<'g>,
    breaks: Breaks<'g>,
    links: &'g [Link],
    /// The link after the hole.
    at: usize,
    hole: Range<u32>,
    /// By how many words the hole may move.
    places: Range<isize>,
}

impl Gaps<'_> {
    /// The time that is not explained, in ms, if the hole moves by so many words: pauses without a reason, and
    /// time that its words lack.
    fn cost(&self, place: isize) -> f32 {
        let length = self.hole.end - self.hole.start;
        let need: f32 = self.hole.clone().map(|unit| self.hearing.need(unit)).sum();
        let cost = |gap: isize| {
            let (free, more) = self.time((self.at as isize + gap) as usize);
            let unit = (i64::from(self.hole.start) + gap as i64) as u32;
            let text = match gap.cmp(&place) {
                std::cmp::Ordering::Less => unit..unit + 1,
                std::cmp::Ordering::Equal => unit..unit + length + 1,
                std::cmp::Ordering::Greater => unit + length..unit + length + 1,
            };
            let strength = text.map(|unit| self.breaks[unit as usize]).max().unwrap_or(0);
            let reason = usize::from(strength).checked_sub(1).map_or(0.0, |at| PAUSES[at.min(1)]);
            if gap == place {
                (need - free - more).max(0.0) + (free - need - reason).max(0.0)
            } else {
                (free - reason).max(0.0)
            }
        };
        self.places.clone().map(cost).sum()
    }

    /// The time between two links, and how much longer than needed their words last.
    fn time(&self, at: usize) -> (f32, f32) {
        let timed = self.hearing.timed;
        let (before, next) = (self.links[at - 1], self.links[at]);
        let excess = |link: Link| {
            let need: f32 = (link.a.0..link.a.1).map(|unit| self.hearing.need(unit)).sum();
            let lasts = timed.end[link.b.1 as usize - 1] - timed.start[link.b.0 as usize];
            (lasts as f32 - LONG * need).max(0.0)
        };
        let free = timed.start[next.b.0 as usize] - timed.end[before.b.1 as usize - 1];
        (free.max(0) as f32, excess(before) + excess(next))
    }
}

/// Words of the timeline without a match before link `at`: recognizers repeat a word that the text has once. The first
/// of them matches; one that is repeated alone is one word.
fn in_timeline(hearing: &Hearing, links: &mut [Link], at: usize) {
    let hole = links[at - 1].b.1..links[at].b.0;
    if hole.is_empty() || links[at - 1].a.1 != links[at].a.0 {
        return;
    }
    let length = hole.end - hole.start;
    let id = |unit: u32| hearing.timed.units.ids[unit as usize];
    let (left, right) = places(links, at, touch, |link, is_left| {
        let other = if is_left { link.b.0 + length } else { link.b.0 - length };
        id(other) == id(link.b.0)
    });
    for link in &mut links[at..at + right] {
        link.b = (link.b.0 - length, link.b.1 - length);
    }
    if length == 1 && left + right > 0 {
        links[at + right - 1].b.1 += 1;
    }
}
