//! Fits links to whole entries of the timeline: an entry is one word, and an unlinked entry beside an inexact
//! match is likely the rest of a word that was misheard as two.

use super::holes::{Hearing, Link};

/// A link with at least this likeness keeps its edges.
const ALIKE: f32 = 0.6;
/// How much worse the duration of a word may fit after it absorbs the word beside it.
const PATIENCE: f32 = 0.3;
/// The longest silence inside one word, in ms.
const SILENCE: i64 = 120;

/// Widens links, which are in rising order.
/// `words` gives the word of each unit of the transcript.
pub(crate) fn fit(hearing: &Hearing, words: &[u32], links: &mut [Link]) {
    absorb(hearing, words, links);
    let owners = &hearing.timed.units.owners;
    for at in 0..links.len() {
        let before = at.checked_sub(1).map(|before| links[before]);
        let next = links.get(at + 1).copied();
        let link = &mut links[at];
        let free =
            (before.map_or(link.b.0, |link| link.b.1), next.map_or(link.b.1, |link| link.b.0));
        while link.b.0 > free.0 && owners[link.b.0 as usize - 1] == owners[link.b.0 as usize] {
            link.b.0 -= 1;
        }
        while link.b.1 < free.1 && owners[link.b.1 as usize] == owners[link.b.1 as usize - 1] {
            link.b.1 += 1;
        }
        if link.like >= ALIKE {
            continue;
        }
        let whole = |before: Option<Link>, a: u32| before.is_some_and(|before| before.a.1 == a);
        if free.0 < link.b.0 && link.b.0 - free.0 <= 2 && whole(before, link.a.0) {
            let wider = (free.0, link.b.1);
            if better(hearing, *link, wider, link.b.0) {
                link.b = wider;
            }
        }
        let closed = next.is_some_and(|next| next.a.0 == link.a.1);
        if free.1 > link.b.1 && free.1 - link.b.1 <= 2 && closed {
            let wider = (link.b.0, free.1);
            if better(hearing, *link, wider, link.b.1) {
                link.b = wider;
            }
        }
    }
}

/// Whether a link improves with more of the timeline, which begins or ends at `seam`.
fn better(hearing: &Hearing, link: Link, wider: (u32, u32), seam: u32) -> bool {
    let timed = hearing.timed;
    let silence = timed.start[seam as usize] - timed.end[seam as usize - 1];
    let need: f32 = (link.a.0..link.a.1).map(|unit| hearing.need(unit)).sum();
    let misfit = |b: (u32, u32)| {
        let span = (timed.end[b.1 as usize - 1] - timed.start[b.0 as usize]).max(20) as f32;
        (need / span).ln().abs()
    };
    silence <= SILENCE && misfit(wider) <= misfit(link.b) + PATIENCE
}

/// Gives units that the timeline leaves no time to a match beside them: the rest of a contraction or a number to the
/// part that was heard, other words to an inexact match whose time fits both better.
fn absorb(hearing: &Hearing, words: &[u32], links: &mut [Link]) {
    let timed = hearing.timed;
    let need = |a: (u32, u32)| (a.0..a.1).map(|unit| hearing.need(unit)).sum::<f32>();
    for at in 1..links.len() {
        let (before, next) = (links[at - 1], links[at]);
        let hole = (before.a.1, next.a.0);
        if hole.0 >= hole.1 || before.b.1 != next.b.0 {
            continue;
        }
        let there = timed.start[next.b.0 as usize] - timed.end[next.b.0 as usize - 1];
        if there as f32 > 2.0 * need(hole) {
            continue;
        }
        let rest_of =
            |unit: u32| (hole.0..hole.1).all(|rest| words[rest as usize] == words[unit as usize]);
        let gain = |link: Link| {
            let span = timed.end[link.b.1 as usize - 1] - timed.start[link.b.0 as usize];
            let misfit = |need: f32| (need / span.max(20) as f32).ln().abs();
            let few = link.like < WEAK && hole.1 - hole.0 <= 2;
            if few { misfit(need(link.a)) - misfit(need(link.a) + need(hole)) } else { 0.0 }
        };
        let (left, right) = (gain(before), gain(next));
        if rest_of(hole.0 - 1) {
            links[at - 1].a.1 = hole.1;
        } else if rest_of(hole.1) {
            links[at].a.0 = hole.0;
        } else if left > right && left >= BETTER {
            links[at - 1].a.1 = hole.1;
        } else if right >= BETTER {
            links[at].a.0 = hole.0;
        }
    }
}

/// A link with less likeness may be with more than its word.
const WEAK: f32 = 0.5;
/// How much better the time of an inexact match must fit.
const BETTER: f32 = 0.1;
