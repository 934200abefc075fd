//! The regions of the cues of an IMSC document: no two that overlap may show text at the same time, nor
//! more than four at once.
//!
//! IMSC 1.1 (W3C Recommendation of 8 November 2018), 7.5.2 "Presented Region": presented regions do not
//! overlap, and there are at most four of them. Other formats have no such rule, and their cues may be
//! anywhere in the picture: the box of a cue at the top and that of one at the bottom are the whole
//! picture both. So boxes that would overlap are reduced to the size of their text, at the same edge; a
//! cue whose box would still overlap is shown in the region that is already active.

use std::collections::HashMap;

use crate::source::sort_by_key;
use crate::time::Timestamp;
use crate::timeline::{Align, CueBox, Timeline, Vertical, graphemes};

/// Height of a line in percent of the picture, by IMSC's defaults: the cell resolution has 15 rows, a
/// font is as high as a cell, and a line a quarter more.
const LINE: f64 = 1.25 * 100.0 / 15.0;

/// About how many letters fill the whole width of the picture in a font of that height.
const LETTERS: f64 = 50.0;

/// The most regions that may show text at once.
const MOST: usize = 4;

/// The most regions at once that are compared with each other.
const COMPARED: usize = 16;

/// Overlap of two boxes that is due to rounding, in percent.
const TOLERANCE: f64 = 0.01;

/// Where a cue is written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Planned {
    /// The region of the source whose name the new one has.
    pub(super) region: Option<u32>,
    /// The box, with the alignment of the cue.
    pub(super) place: CueBox,
    /// Its text may need more room than the box has.
    pub(super) overflows: bool,
    /// What happened to the place of the cue.
    pub(super) change: Change,
}

/// What happened to the place of a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// Nothing.
    None,
    /// The box was cut or moved to be in the picture.
    Inside,
    /// The box is smaller, at the same edge.
    Smaller,
    /// The cue is in the region of another one.
    Joined,
}

/// Cues in one place.
struct Slot {
    region: Option<u32>,
    place: CueBox,
    inside: bool,
    /// How many lines it shows at once at most; those shown now, until when.
    lines: u32,
    now: u32,
    until: Timestamp,
    /// Its box overlaps another one while both show text.
    crowded: bool,
}

/// Plans where each cue is written.
pub(super) fn plan(timeline: &Timeline<'_>) -> Vec<Planned> {
    let mut planner =
        Planner { timeline, slots: Vec::new(), slot_of: Vec::new(), order: Vec::new() };
    planner.slots();
    planner.crowds();
    let places = planner.places();
    planner.assign(&places)
}

/// What cues in one place have in common: a region of the source, a box, its first edge.
type Key = (Option<u32>, [u64; 4], Align, Option<Vertical>);

/// A region that shows text, and until when.
type Shown = (u32, Timestamp);

struct Planner<'t, 'a> {
    timeline: &'t Timeline<'a>,
    slots: Vec<Slot>,
    /// The slot of each cue.
    slot_of: Vec<u32>,
    /// The cues by the time they begin.
    order: Vec<u32>,
}

impl Planner<'_, '_> {
    fn slots(&mut self) {
        let mut known: HashMap<Key, u32> = HashMap::new();
        for cue in &self.timeline.cues {
            let own = CueBox::of(self.timeline, cue);
            let place = inside(&own);
            let bits = [own.origin.0, own.origin.1, own.extent.0, own.extent.1].map(f64::to_bits);
            let next = self.slots.len() as u32;
            let key = (cue.region, bits, own.side, own.vertical);
            let slot = *known.entry(key).or_insert(next);
            if slot == next {
                let inside = (place.origin, place.extent) == (own.origin, own.extent);
                let region = cue.region;
                let (lines, now, until, crowded) = (0, 0, Timestamp(i64::MIN), false);
                self.slots.push(Slot { region, place, inside, lines, now, until, crowded });
            }
            self.slot_of.push(slot);
        }
        let mut order: Vec<u32> = (0..self.slot_of.len() as u32).collect();
        sort_by_key(&mut order, |&cue| self.times(cue).0.0);
        self.order = order;
    }

    /// When a cue is shown in the new file.
    fn times(&self, cue: u32) -> (Timestamp, Timestamp) {
        let interval = self.timeline.cues[cue as usize].interval;
        let start = Timestamp(interval.start.0.max(0));
        (start, interval.end.max(Timestamp(start.0.saturating_add(1))))
    }

    /// Finds the slots whose boxes overlap while they show text, and how many lines each shows.
    fn crowds(&mut self) {
        let mut shown: Vec<Shown> = Vec::new();
        for at in 0..self.order.len() {
            let cue = self.order[at];
            let (start, end) = self.times(cue);
            let slot = self.slot_of[cue as usize];
            let lines = self.lines(cue);
            let own = &mut self.slots[slot as usize];
            own.now = if own.until > start { own.now.saturating_add(lines) } else { lines };
            own.until = own.until.max(end);
            own.lines = own.lines.max(own.now);
            shown.retain(|(_, end)| *end > start);
            if let Some((_, until)) = shown.iter_mut().find(|(other, _)| *other == slot) {
                *until = end.max(*until);
                continue;
            }
            for &(other, _) in &shown {
                if overlap(&self.slots[slot as usize].place, &self.slots[other as usize].place) {
                    self.slots[slot as usize].crowded = true;
                    self.slots[other as usize].crowded = true;
                }
            }
            match shown.len() {
                0..COMPARED => shown.push((slot, end)),
                _ => self.slots[slot as usize].crowded = true,
            }
        }
    }

    /// About how many lines a cue takes up.
    fn lines(&self, cue: u32) -> u32 {
        let place = self.slots[self.slot_of[cue as usize] as usize].place;
        let length = if place.vertical.is_none() { place.extent.0 } else { place.extent.1 };
        let room = (length / 100.0 * LETTERS).max(1.0);
        let lines = self.timeline.lines(&self.timeline.cues[cue as usize]);
        let taken = |text: &str| (f64::from(graphemes(text)) / room).ceil().max(1.0) as u32;
        lines.iter().map(|line| taken(&line.text)).sum::<u32>().max(1)
    }

    /// The box of each slot as it is written.
    fn places(&self) -> Vec<Planned> {
        let of = |slot: &Slot| {
            let smaller = if slot.crowded { fitted(&slot.place, slot.lines) } else { slot.place };
            let overflows = smaller != slot.place;
            let change = match overflows {
                _ if !slot.inside => Change::Inside,
                true => Change::Smaller,
                false => Change::None,
            };
            Planned { region: slot.region, place: smaller, overflows, change }
        };
        self.slots.iter().map(of).collect()
    }

    /// Gives each cue its own region, or the nearest one that is shown if that may not be.
    fn assign(&self, places: &[Planned]) -> Vec<Planned> {
        let mut planned: Vec<Option<Planned>> = vec![None; self.slot_of.len()];
        let mut shown: Vec<Shown> = Vec::new();
        for &cue in &self.order {
            let (start, end) = self.times(cue);
            let slot = self.slot_of[cue as usize];
            let own = places[slot as usize];
            shown.retain(|(_, end)| *end > start);
            let boxes = || shown.iter().map(|(other, _)| &places[*other as usize].place);
            let free = shown.len() < MOST && !boxes().any(|other| overlap(&own.place, other));
            let found = match shown.iter().position(|(other, _)| *other == slot) {
                Some(at) => Some(at),
                None if free => None,
                None => nearest(&own.place, boxes()),
            };
            let taken = match found {
                Some(at) => {
                    shown[at].1 = shown[at].1.max(end);
                    shown[at].0
                }
                None => {
                    shown.push((slot, end));
                    slot
                }
            };
            let target = places[taken as usize];
            let joined = taken != slot && !same_box(&target.place, &own.place);
            let align = CueBox::of(self.timeline, &self.timeline.cues[cue as usize]).align;
            planned[cue as usize] = Some(Planned {
                place: CueBox { align, rounded: own.place.rounded, ..target.place },
                change: if joined { Change::Joined } else { own.change },
                ..target
            });
        }
        planned.into_iter().flatten().collect()
    }
}

/// A box in the picture: IMSC allows no region that extends beyond it.
fn inside(place: &CueBox) -> CueBox {
    let fit = |from: f64, size: f64| {
        let size = if size.is_finite() { size.clamp(0.0, 100.0) } else { 0.0 };
        let from = if from.is_finite() { from.clamp(0.0, 100.0) } else { 0.0 };
        let over = from + size - 100.0;
        // Rounding errors do not count as overlap.
        if over > TOLERANCE { (100.0 - size, size) } else { (from, size) }
    };
    let (x, y) = (fit(place.origin.0, place.extent.0), fit(place.origin.1, place.extent.1));
    CueBox { origin: (x.0, y.0), extent: (x.1, y.1), ..*place }
}

/// The part of a box, at its edge, with room for this many lines.
fn fitted(place: &CueBox, lines: u32) -> CueBox {
    // A column of vertical text is as wide as a line is high, on a picture of 16 to 9.
    let line = if place.vertical.is_some() { LINE * 9.0 / 16.0 } else { LINE };
    let fit = |from: f64, size: f64, side: Align| {
        let need = (line * f64::from(lines)).min(size);
        let at = match side {
            Align::Start | Align::Left => from,
            Align::Center => from + (size - need) / 2.0,
            Align::End | Align::Right => from + size - need,
        };
        (at, need)
    };
    let mirrored = match place.side {
        Align::Start | Align::Left => Align::End,
        Align::Center => Align::Center,
        Align::End | Align::Right => Align::Start,
    };
    let mut out = *place;
    match place.vertical {
        None => (out.origin.1, out.extent.1) = fit(place.origin.1, place.extent.1, place.side),
        Some(vertical) => {
            let right = vertical == Vertical::RightToLeft;
            let side = if right { mirrored } else { place.side };
            (out.origin.0, out.extent.0) = fit(place.origin.0, place.extent.0, side);
        }
    }
    out
}

/// Whether two boxes have an area in common.
fn overlap(a: &CueBox, b: &CueBox) -> bool {
    let meet =
        |a: f64, size: f64, b: f64, other: f64| (a + size).min(b + other) - a.max(b) > TOLERANCE;
    meet(a.origin.0, a.extent.0, b.origin.0, b.extent.0)
        && meet(a.origin.1, a.extent.1, b.origin.1, b.extent.1)
}

fn same_box(a: &CueBox, b: &CueBox) -> bool {
    (a.origin, a.extent, a.side, a.vertical) == (b.origin, b.extent, b.side, b.vertical)
}

/// The place among the boxes of the one whose text is nearest.
fn nearest<'b>(place: &CueBox, boxes: impl Iterator<Item = &'b CueBox>) -> Option<usize> {
    let at = |b: &CueBox| {
        let anchor = b.anchor();
        if b.vertical.is_none() {
            (anchor.position, anchor.line)
        } else {
            (anchor.line, anchor.position)
        }
    };
    let own = at(place);
    let far = |b: &CueBox| {
        let (x, y) = at(b);
        // Text of another direction is read another way: anything else is nearer.
        let turned = if b.vertical == place.vertical { 0.0 } else { 1000.0 };
        (x - own.0).hypot(y - own.1) + turned
    };
    boxes.enumerate().min_by(|a, b| far(a.1).total_cmp(&far(b.1))).map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use crate::source::Source;
    use crate::timeline::LossKind;
    use crate::ttml::{Flavour, WriteOptions, raise};
    use crate::{ReadOptions, open};

    /// The attributes of the regions and the regions of the cues of an IMSC file, and what was lost.
    fn imsc(text: &str) -> (Vec<String>, Vec<String>, Vec<LossKind>) {
        let source = Source::from_text(text);
        let file = open(&source, None, &ReadOptions::default());
        let options = WriteOptions { flavour: Flavour::Imsc11, ..WriteOptions::default() };
        let made = raise(&file.timeline, &options);
        let values = |line: &str, name: &str| {
            let value = line.split_once(&format!(" {name}=\"")).map(|(_, rest)| rest);
            value.and_then(|v| v.split_once('"')).map_or("", |v| v.0).to_owned()
        };
        let lines = |mark: &str| -> Vec<&str> {
            made.document.lines().filter(|line| line.trim_start().starts_with(mark)).collect()
        };
        let region = |line: &&str| {
            let names = ["tts:origin", "tts:extent", "tts:displayAlign", "tts:overflow"];
            names.map(|name| values(line, name)).join(" ").trim_end().to_owned()
        };
        let regions = lines("<region").iter().map(region).collect();
        let cues = lines("<p").iter().map(|line| values(line, "region")).collect();
        (regions, cues, made.losses.iter().map(|loss| loss.kind).collect())
    }

    fn webvtt(cues: &[(u32, u32, &str, &str)]) -> String {
        let cue = |(start, end, settings, text): &(u32, u32, &str, &str)| {
            format!("\n00:{start:02}.000 --> 00:{end:02}.000 {settings}\n{text}\n")
        };
        format!("WEBVTT\n{}", cues.iter().map(cue).collect::<String>())
    }

    #[test]
    fn cues_at_the_top_and_at_the_bottom_at_once_get_boxes_as_high_as_their_text() {
        let (regions, cues, losses) = imsc(&webvtt(&[
            (1, 5, "line:0%", "one"),
            (2, 6, "", "two\nthree"),
            (7, 8, "", "later"),
        ]));
        let want = ["0% 0% 100% 8.333% before visible", "10% 73.333% 80% 16.667% after visible"];
        assert_eq!((regions, losses), (want.map(str::to_owned).to_vec(), vec![]));
        assert_eq!(cues, ["region1", "region2", "region2"]);
        let srt = "1\n00:00:01,000 --> 00:00:05,000\n{\\an8}one\n\n\
                   2\n00:00:02,000 --> 00:00:06,000\ntwo\n";
        assert_eq!(imsc(srt).2, []);
    }

    #[test]
    fn cues_that_are_not_shown_at_once_keep_the_whole_box() {
        let (regions, _, losses) = imsc(&webvtt(&[(1, 2, "line:0%", "one"), (2, 3, "", "two")]));
        let want = ["0% 0% 100% 100% before", "10% 10% 80% 80% after"];
        assert_eq!((regions, losses), (want.map(str::to_owned).to_vec(), vec![]));
    }

    #[test]
    fn a_cue_on_top_of_another_or_a_fifth_one_joins_a_region_that_is_there() {
        let (regions, cues, losses) =
            imsc(&webvtt(&[(1, 5, "line:50%", "one\ntwo"), (2, 6, "line:51%", "three")]));
        assert_eq!((regions.len(), losses), (1, vec![LossKind::Region]));
        assert_eq!(cues, ["region1", "region1"]);
        let lines = ["line:0%", "line:20%", "line:40%", "line:60%", "line:80%"];
        let five: Vec<_> = lines.iter().zip(1..).map(|(line, at)| (at, 9, *line, "x")).collect();
        let (regions, cues, losses) = imsc(&webvtt(&five));
        assert_eq!((regions.len(), losses), (4, vec![LossKind::Region]));
        assert_eq!(cues[4], "region4");
    }

    #[test]
    fn a_region_lies_in_the_picture() {
        let text = "WEBVTT\n\nREGION\nid:r\nwidth:60%\nlines:4\nviewportanchor:90%,95%\nregionanchor:0%,0%\n\n\
                    00:01.000 --> 00:02.000 region:r\nx\n";
        let (regions, _, losses) = imsc(text);
        assert_eq!(regions, ["40% 78.667% 60% 21.333% after"]);
        assert_eq!(losses, [LossKind::Region]);
    }

    #[test]
    fn regions_of_ttml_that_overlap_are_made_smaller_and_that_is_reported() {
        let uri = "http://www.w3.org/ns/ttml";
        let ttml = format!(
            "<tt xml:lang='en' xmlns='{uri}' xmlns:tts='{uri}#styling'><head><layout>\
             <region xml:id='a' tts:origin='0% 0%' tts:extent='100% 100%'/>\
             <region xml:id='b' tts:origin='0% 50%' tts:extent='100% 50%' tts:displayAlign='after'/>\
             </layout></head><body><div><p region='a' end='2s'>x</p><p region='b' end='3s'>y</p></div></body></tt>"
        );
        let (regions, cues, losses) = imsc(&ttml);
        let want = ["0% 0% 100% 8.333% before visible", "0% 91.667% 100% 8.333% after visible"];
        assert_eq!(
            (regions, losses),
            (want.map(str::to_owned).to_vec(), vec![LossKind::Region; 2])
        );
        assert_eq!(cues, ["a", "b"]);
    }
}
