//! Which regions show text at the same time: one sweep over the cues, for the rules about regions.
//!
//! IMSC calls a region *presented* when it shows something; here that is a cue with text in it.

use std::collections::BTreeMap;

use crate::timeline::{RunKind, Timeline};
use crate::ttml::{Document, Geometry, geometry, has_geometry};

/// Most regions that a new one is compared with: TTM038 reports more, and comparing all pairs would
/// not be linear.
const COMPARED: usize = 16;

/// What happens at a moment (ms): a cue of a region starts or ends. Ends come first.
type Event = (i64, bool, u32, u32);

/// The sweep. Each step gives a region that begins to show text, and the cue with that text.
pub(super) struct Presented {
    events: std::vec::IntoIter<Event>,
    /// How many cues each region shows.
    shown: Vec<u32>,
    /// The regions that show text, each with the cue that it began with, by that cue's number in the
    /// order of the beginnings.
    active: BTreeMap<u32, (u32, u32)>,
    /// That number for each region.
    since: Vec<u32>,
    /// How many have begun.
    begun: u32,
}

impl Presented {
    /// A sweep over a timeline.
    pub(super) fn new(timeline: &Timeline<'_>) -> Self {
        let mut events: Vec<Event> = Vec::new();
        for (cue, at) in timeline.cues.iter().zip(0..) {
            let (Some(region), i) = (cue.region, cue.interval) else { continue };
            let text = timeline.runs_of(cue).iter().any(|run| matches!(run.kind, RunKind::Text(_)));
            if text && i.start < i.end {
                events.push((i.start.0, true, region, at));
                events.push((i.end.0, false, region, at));
            }
        }
        events.sort_unstable_by_key(|&(time, comes, _, cue)| (time, comes, cue));
        let count = timeline.regions.len();
        Self {
            events: events.into_iter(),
            shown: vec![0; count],
            active: BTreeMap::new(),
            since: vec![0; count],
            begun: 0,
        }
    }

    /// The next region that begins to show text.
    pub(super) fn next(&mut self) -> Option<(u32, u32)> {
        for (_, comes, region, cue) in self.events.by_ref() {
            let shown = self.shown.get_mut(region as usize)?;
            if !comes {
                *shown -= 1;
                if *shown == 0 {
                    self.active.remove(&self.since[region as usize]);
                }
                continue;
            }
            *shown += 1;
            if *shown == 1 {
                self.begun += 1;
                self.since[region as usize] = self.begun;
                self.active.insert(self.begun, (region, cue));
                return Some((region, cue));
            }
        }
        None
    }

    /// How many regions show text.
    pub(super) fn count(&self) -> usize {
        self.active.len()
    }

    /// The others that show text, the latest ones, with the cue that each began with.
    pub(super) fn others(&self, region: u32) -> impl Iterator<Item = &(u32, u32)> {
        self.active.values().rev().filter(move |(other, _)| *other != region).take(COMPARED)
    }
}

/// The boxes of all regions, `None` for those that cannot be expressed in percent.
pub(super) fn boxes(document: &Document<'_>) -> Vec<Option<Geometry>> {
    let place = |region: &crate::ttml::Region| {
        let place = &region.properties.place;
        has_geometry(document, place).then(|| geometry(document, place))
    };
    document.styles.regions.iter().map(place).collect()
}

/// Whether the boxes of two regions have an area in common. Boxes that only touch do not.
pub(super) fn overlap(boxes: &[Option<Geometry>], a: u32, b: u32) -> bool {
    let of = |at: u32| boxes.get(at as usize).and_then(Option::as_ref);
    let (Some(a), Some(b)) = (of(a), of(b)) else { return false };
    let meet = |from: f64, size: f64, other: f64, other_size: f64| {
        (from + size).min(other + other_size) - from.max(other) > TOLERANCE
    };
    meet(a.origin.0, a.extent.0, b.origin.0, b.extent.0)
        && meet(a.origin.1, a.extent.1, b.origin.1, b.extent.1)
}

/// The largest rounding error, in percent.
const TOLERANCE: f64 = 0.05;
