//! From a cue's placement to a region: the box a cue stands in, in percent, and the list of boxes.

use std::collections::{HashMap, HashSet};

use super::geometry::{DisplayAlign, WritingMode};
use crate::timeline::{Align, Cue, LinePosition, Placement, Timeline, Vertical};

/// Height of a WebVTT line in percent of the picture: 5.33vh (WebVTT 7.2).
pub(super) const LINE_HEIGHT: f64 = 16.0 / 3.0;

/// A box for a cue.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Box {
    pub(super) origin: (f64, f64),
    pub(super) extent: (f64, f64),
    pub(super) display_align: DisplayAlign,
    pub(super) writing_mode: WritingMode,
    pub(super) align: Align,
    /// A line number was turned into percent.
    pub(super) rounded: bool,
}

/// Where cues without a placement stand: at the bottom, centered, inside the safe area.
const DEFAULT: Box = Box {
    origin: (10.0, 10.0),
    extent: (80.0, 80.0),
    display_align: DisplayAlign::After,
    writing_mode: WritingMode::LrTb,
    align: Align::Center,
    rounded: false,
};

/// The box of a cue.
pub(super) fn box_of(timeline: &Timeline<'_>, cue: &Cue<'_>) -> Box {
    let placement = cue.placement.as_deref();
    let region = cue.region.and_then(|r| timeline.regions.get(r as usize));
    let mut out = DEFAULT;
    if let Some(p) = placement {
        out.align = p.align.unwrap_or(Align::Center);
        out.writing_mode = match p.vertical {
            None => WritingMode::LrTb,
            Some(Vertical::RightToLeft) => WritingMode::TbRl,
            Some(Vertical::LeftToRight) => WritingMode::TbLr,
        };
    }
    if let Some(region) = region {
        let extent = (region.width, region.lines * LINE_HEIGHT);
        let at = |anchor: f64, point: f64, size: f64| point - anchor / 100.0 * size;
        out.origin = (
            at(region.region_anchor.0, region.viewport_anchor.0, extent.0),
            at(region.region_anchor.1, region.viewport_anchor.1, extent.1),
        );
        out.extent = extent;
        if let Some(side) = placement.and_then(|p| p.line_align) {
            out.display_align = side_of(side);
        }
    } else if let Some(p) = placement {
        place(p, &mut out);
    }
    out
}

const fn side_of(align: Align) -> DisplayAlign {
    match align {
        Align::Start | Align::Left => DisplayAlign::Before,
        Align::Center => DisplayAlign::Center,
        Align::End | Align::Right => DisplayAlign::After,
    }
}

/// A placement without a region: WebVTT's own rules for the size and position of a cue box (7.2).
fn place(p: &Placement, out: &mut Box) {
    let (default_position, default_side) = match out.align {
        Align::Start | Align::Left => (0.0, Align::Start),
        Align::Center => (50.0, Align::Center),
        Align::End | Align::Right => (100.0, Align::End),
    };
    let position = p.position.unwrap_or(default_position).clamp(0.0, 100.0);
    let side = p.position_align.unwrap_or(default_side);
    let room = match side {
        Align::Start | Align::Left => 100.0 - position,
        Align::Center => 2.0 * position.min(100.0 - position),
        Align::End | Align::Right => position,
    };
    let size = p.size.unwrap_or(100.0).clamp(0.0, 100.0).min(room);
    let along = match side {
        Align::Start | Align::Left => position,
        Align::Center => position - size / 2.0,
        Align::End | Align::Right => position - size,
    };
    let (across, thick) = across(p, out);
    let (along, across) = ((along, size), (across, thick));
    let (x, y) = match p.vertical {
        None => (along, across),
        Some(Vertical::LeftToRight) => (across, along),
        Some(Vertical::RightToLeft) => ((100.0 - across.0 - across.1, across.1), along),
    };
    out.origin = (x.0, y.0);
    out.extent = (x.1, y.1);
}

/// Where the box begins across the lines and how far it reaches.
fn across(p: &Placement, out: &mut Box) -> (f64, f64) {
    match p.line {
        None => {
            out.display_align = DisplayAlign::After;
            (0.0, 100.0)
        }
        Some(LinePosition::Number(n)) => {
            out.rounded = true;
            if n >= 0.0 {
                out.display_align = DisplayAlign::Before;
                let start = (n * LINE_HEIGHT).clamp(0.0, 100.0);
                (start, 100.0 - start)
            } else {
                out.display_align = DisplayAlign::After;
                (0.0, (100.0 + (n + 1.0) * LINE_HEIGHT).clamp(0.0, 100.0))
            }
        }
        Some(LinePosition::Percent(at)) => {
            let at = at.clamp(0.0, 100.0);
            let side = side_of(p.line_align.unwrap_or(Align::Start));
            out.display_align = side;
            match side {
                DisplayAlign::Center => {
                    let half = at.min(100.0 - at);
                    (at - half, 2.0 * half)
                }
                DisplayAlign::After => (0.0, at),
                _ => (at, 100.0 - at),
            }
        }
    }
}

/// The regions written so far.
#[derive(Debug)]
pub(super) struct Regions<'t> {
    /// Id and attributes of each.
    pub(super) list: Vec<(String, String)>,
    by_attributes: HashMap<String, usize>,
    taken: HashSet<&'t str>,
}

impl<'t> Regions<'t> {
    pub(super) fn new(taken: HashSet<&'t str>) -> Self {
        Self { list: Vec::new(), by_attributes: HashMap::new(), taken }
    }

    /// An id that no cue has.
    pub(super) fn free_id(&self, word: &str, number: usize) -> String {
        let mut id = format!("{word}{number}");
        while self.taken.contains(id.as_str()) {
            id.push('_');
        }
        id
    }

    /// The id of the region for a box: boxes that look the same share one.
    pub(super) fn id(&mut self, place: &Box) -> String {
        let attributes = attributes(place);
        if let Some(&index) = self.by_attributes.get(&attributes) {
            return self.list[index].0.clone();
        }
        let id = self.free_id("region", self.list.len() + 1);
        self.by_attributes.insert(attributes.clone(), self.list.len());
        self.list.push((id.clone(), attributes));
        id
    }
}

fn attributes(place: &Box) -> String {
    let mut out = format!(
        " tts:origin=\"{} {}\" tts:extent=\"{} {}\" tts:displayAlign=\"{}\" tts:textAlign=\"{}\"",
        percent(place.origin.0),
        percent(place.origin.1),
        percent(place.extent.0),
        percent(place.extent.1),
        place.display_align.name(),
        match place.align {
            Align::Start => "start",
            Align::Center => "center",
            Align::End => "end",
            Align::Left => "left",
            Align::Right => "right",
        },
    );
    if place.writing_mode != WritingMode::LrTb {
        out.push_str(&format!(" tts:writingMode=\"{}\"", place.writing_mode.name()));
    }
    out
}

/// A percentage with up to three decimals, from 0 to 100.
fn percent(value: f64) -> String {
    let value = if value.is_finite() { value.clamp(0.0, 100.0) } else { 0.0 };
    let text = format!("{value:.3}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    format!("{}%", if text.is_empty() { "0" } else { text })
}
