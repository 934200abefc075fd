//! How much of an alignment is unlikely to be chance.
//!
//! Two texts in one language always share words, often in the same order. What they do not share by chance
//! is consecutive words: a run of links counts for the information of its units, minus the cost of finding such
//! a run nearby.

use super::holes::{Hearing, Link};

/// The maximum number of bits to locate a run: the search covers a few thousand places nearby.
const PLACE: f32 = 10.0;

/// The minimum likeness of a link that counts.
const ALIKE: f32 = 0.75;

/// The bits of runs beyond chance, and the units of the transcript in them.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Weight {
    pub(crate) bits: f32,
    pub(crate) units: u32,
}

/// Weighs links in rising order. `backed` is set for each unit of the transcript in a run that counts.
pub(crate) fn weigh(
    links: &[Link],
    a: &[u32],
    timed: usize,
    bits: &[f32],
    backed: &mut [bool],
) -> Weight {
    let mut out = Weight::default();
    let place = (a.len().max(1) as f32).log2() + (timed.max(1) as f32).log2();
    let place = place.min(PLACE) + 1.0;
    let mut at = 0;
    while at < links.len() {
        let mut end = at;
        let mut sum = 0.0;
        while end < links.len()
            && links[end].like >= ALIKE
            && (end == at || follows(links[end - 1], links[end]))
        {
            let link = links[end];
            let units = &a[link.a.0 as usize..link.a.1 as usize];
            sum += link.like * units.iter().map(|&id| bits[id as usize]).sum::<f32>();
            end += 1;
        }
        if sum > place {
            out.bits += sum - place;
            for link in &links[at..end] {
                out.units += link.a.1 - link.a.0;
                backed[link.a.0 as usize..link.a.1 as usize].fill(true);
            }
        }
        at = end.max(at + 1);
    }
    out
}

/// Whether a link directly follows another, allowing one extra word on one side.
fn follows(before: Link, next: Link) -> bool {
    next.a.0 - before.a.1 + (next.b.0 - before.b.1) <= 1
}

/// Drops links that are likely chance: isolated inexact ones in stretches where the timeline has far fewer words
/// than were spoken, because the recognizer was silent or in a loop, or because the text was not spoken.
pub(crate) fn prune(links: &mut Vec<Link>, hearing: &Hearing, backed: &[bool]) {
    let timed = hearing.timed;
    let strong = |link: &Link| backed[link.a.0 as usize];
    let mut at = 0;
    let mut drop = vec![false; links.len()];
    while at < links.len() {
        if strong(&links[at]) {
            at += 1;
            continue;
        }
        let end = links[at..].iter().position(strong).map_or(links.len(), |found| at + found);
        let before = at.checked_sub(1).map(|before| links[before]);
        let a = (
            before.map_or(0, |link| link.a.1),
            links.get(end).map_or(hearing.a.len() as u32, |link| link.a.0),
        );
        let from = before
            .map_or(timed.start[links[at].b.0 as usize], |link| timed.end[link.b.1 as usize - 1]);
        let to = links.get(end).map_or(timed.end[links[end - 1].b.1 as usize - 1], |link| {
            timed.start[link.b.0 as usize]
        });
        let b = (
            before.map_or(links[at].b.0, |link| link.b.1),
            links.get(end).map_or(links[end - 1].b.1, |link| link.b.0),
        );
        let heard: i64 =
            (b.0 as usize..b.1 as usize).map(|unit| timed.end[unit] - timed.start[unit]).sum();
        let need: f32 = (a.0..a.1).map(|unit| hearing.need(unit)).sum();
        let few = need > 1.4 * heard as f32 + 600.0;
        let gone = a.1 - a.0 >= 6
            && few
            && ((to - from) as f32 > 1.4 * heard as f32 || ((to - from) as f32) < 0.4 * need);
        if gone {
            for (link, drop) in links[at..end].iter().zip(&mut drop[at..end]) {
                let bits: f32 = (link.a.0..link.a.1)
                    .map(|unit| hearing.bits[hearing.a[unit as usize] as usize])
                    .sum();
                *drop = link.like < 0.6 || bits * link.like < 8.0;
            }
        }
        at = end;
    }
    let mut drop = drop.into_iter();
    links.retain(|_| !drop.next().unwrap_or(false));
}

/// The total information of a text.
pub(crate) fn total(ids: &[u32], bits: &[f32]) -> f32 {
    ids.iter().map(|&id| bits[id as usize]).sum()
}
