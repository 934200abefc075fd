//! Where on the picture a cue is shown, as a box in percent: one answer for all formats.
//!
//! WebVTT's settings are resolved by its own rules for the size and position of a cue box (WebVTT 7.2);
//! a cue in a region has the region's box.

use super::{Align, Cue, LinePosition, Placement, Timeline, Vertical};

/// Height of a WebVTT line in percent of the picture: 5.33vh (WebVTT 7.2).
pub const LINE_HEIGHT: f64 = 16.0 / 3.0;

/// The box a cue is shown in, in percent of the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CueBox {
    /// Left and top edge.
    pub origin: (f64, f64),
    /// Width and height.
    pub extent: (f64, f64),
    /// Where lines are in the box, across them: [`Align::Start`] is the edge of the first line.
    pub side: Align,
    /// Vertical text.
    pub vertical: Option<Vertical>,
    /// Text alignment.
    pub align: Align,
    /// A line number was turned into percent.
    pub rounded: bool,
}

/// A box in WebVTT's terms: the point that text is anchored to, and the maximum length of lines.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Anchor {
    /// Along the lines, in percent: the edge of the box that [`CueBox::align`] names.
    pub position: f64,
    /// Across the lines, in percent: the edge that [`CueBox::side`] names.
    pub line: f64,
    /// Length of the box along the lines, in percent.
    pub size: f64,
}

impl CueBox {
    /// Where cues without a placement are written if they must have one: at the bottom, centered, inside
    /// the safe area.
    pub const DEFAULT: Self = Self {
        origin: (10.0, 10.0),
        extent: (80.0, 80.0),
        side: Align::End,
        vertical: None,
        align: Align::Center,
        rounded: false,
    };

    /// The box of a cue; [`CueBox::DEFAULT`] for one without a placement.
    #[must_use]
    pub fn of(timeline: &Timeline<'_>, cue: &Cue<'_>) -> Self {
        let placement = cue.placement.as_deref();
        let region = cue.region.and_then(|r| timeline.regions.get(r as usize));
        let mut out = Self::DEFAULT;
        if let Some(p) = placement {
            out.align = p.align.unwrap_or(Align::Center);
            out.vertical = p.vertical;
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
                out.side = side_of(side);
            }
        } else if let Some(p) = placement {
            place(p, &mut out);
        }
        out
    }

    /// The box in WebVTT's terms. For text whose lines grow to the left, the first line is at the
    /// right edge.
    #[must_use]
    pub fn anchor(&self) -> Anchor {
        let across = match self.vertical {
            None => (self.origin.1, self.extent.1),
            Some(Vertical::LeftToRight) => (self.origin.0, self.extent.0),
            Some(Vertical::RightToLeft) => (100.0 - self.origin.0 - self.extent.0, self.extent.0),
        };
        let along = match self.vertical {
            None => (self.origin.0, self.extent.0),
            Some(_) => (self.origin.1, self.extent.1),
        };
        Anchor {
            position: along.0 + along.1 * part(self.align),
            line: across.0 + across.1 * part(self.side),
            size: along.1,
        }
    }
}

/// How far along a box an edge lies.
const fn part(align: Align) -> f64 {
    match align {
        Align::Start | Align::Left => 0.0,
        Align::Center => 0.5,
        Align::End | Align::Right => 1.0,
    }
}

const fn side_of(align: Align) -> Align {
    match align {
        Align::Start | Align::Left => Align::Start,
        Align::Center => Align::Center,
        Align::End | Align::Right => Align::End,
    }
}

/// A placement without a region: WebVTT's own rules for the size and position of a cue box (7.2).
fn place(p: &Placement, out: &mut CueBox) {
    let (default_position, default_side) = match out.align {
        Align::Start => (50.0, Align::Start),
        Align::Left => (0.0, Align::Start),
        Align::Center => (50.0, Align::Center),
        Align::End => (50.0, Align::End),
        Align::Right => (100.0, Align::End),
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
fn across(p: &Placement, out: &mut CueBox) -> (f64, f64) {
    match p.line {
        None => {
            out.side = Align::End;
            (0.0, 100.0)
        }
        Some(LinePosition::Number(n)) => {
            out.rounded = true;
            if n >= 0.0 {
                out.side = Align::Start;
                let start = (n * LINE_HEIGHT).clamp(0.0, 100.0);
                (start, 100.0 - start)
            } else {
                out.side = Align::End;
                (0.0, (100.0 + (n + 1.0) * LINE_HEIGHT).clamp(0.0, 100.0))
            }
        }
        Some(LinePosition::Percent(at)) => {
            let at = at.clamp(0.0, 100.0);
            let side = side_of(p.line_align.unwrap_or(Align::Start));
            out.side = side;
            match side {
                Align::Center => {
                    let half = at.min(100.0 - at);
                    (at - half, 2.0 * half)
                }
                Align::End => (0.0, at),
                _ => (at, 100.0 - at),
            }
        }
    }
}
