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
pub(crate) fn fit(hearing: &Hearing, links: &mut [Link]) {
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
