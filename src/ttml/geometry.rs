//! Region boxes in percent of the root container.
//!
//! TTML1 8.2.7 (extent), 8.2.15 (origin), 8.2.6 (displayAlign), 8.2.24 (writingMode); TTML2 10.2.33
//! (position). Cells count in `ttp:cellResolution`, pixels in `tts:extent` of `tt`.

use super::document::Document;
use super::parameters::split_unit;
use super::style::BoxAttributes;
use super::tree::NONE;

/// A region's box, in percent of the root container.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Geometry {
    /// Left and top edge.
    pub origin: (f64, f64),
    /// Width and height.
    pub extent: (f64, f64),
    /// `tts:displayAlign`.
    pub display_align: DisplayAlign,
    /// `tts:writingMode`.
    pub writing_mode: WritingMode,
}

/// `tts:displayAlign`: where lines are in the box.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum DisplayAlign {
    /// At the before edge (the top of horizontal text): the initial value.
    #[default]
    Before,
    /// In the middle.
    Center,
    /// At the after edge.
    After,
    /// Spread out (TTML2).
    Justify,
}

impl DisplayAlign {
    /// The value as written.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::Center => "center",
            Self::After => "after",
            Self::Justify => "justify",
        }
    }
}

/// `tts:writingMode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum WritingMode {
    /// Lines from left to right, downwards: the initial value.
    #[default]
    LrTb,
    /// Lines from right to left, downwards.
    RlTb,
    /// Vertical lines, to the left.
    TbRl,
    /// Vertical lines, to the right.
    TbLr,
}

impl WritingMode {
    /// The value as written in its long form.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::LrTb => "lrtb",
            Self::RlTb => "rltb",
            Self::TbRl => "tbrl",
            Self::TbLr => "tblr",
        }
    }
}

impl Default for Geometry {
    fn default() -> Self {
        Self {
            origin: (0.0, 0.0),
            extent: (100.0, 100.0),
            display_align: DisplayAlign::Before,
            writing_mode: WritingMode::LrTb,
        }
    }
}

/// The box of a region.
#[must_use]
pub fn geometry(document: &Document<'_>, place: &BoxAttributes) -> Geometry {
    let initial = &document.styles.initial_place;
    let value = |own: u32, initial: u32| {
        let index = if own == NONE { initial } else { own };
        document.attributes.get(index as usize).map(|a| document.value(a).trim_matches(' '))
    };
    let mut out = Geometry::default();
    if let Some(extent) = value(place.extent, initial.extent).and_then(|v| pair(document, v)) {
        out.extent = extent;
    }
    if let Some(origin) = value(place.origin, initial.origin).and_then(|v| pair(document, v)) {
        out.origin = origin;
    }
    if let Some(at) =
        value(place.position, initial.position).and_then(|v| position(document, v, out.extent))
    {
        out.origin = at;
    }
    match value(place.display_align, initial.display_align) {
        Some("center") => out.display_align = DisplayAlign::Center,
        Some("after") => out.display_align = DisplayAlign::After,
        Some("justify") => out.display_align = DisplayAlign::Justify,
        _ => {}
    }
    match value(place.writing_mode, initial.writing_mode) {
        Some("rltb" | "rl") => out.writing_mode = WritingMode::RlTb,
        Some("tbrl" | "tb") => out.writing_mode = WritingMode::TbRl,
        Some("tblr") => out.writing_mode = WritingMode::TbLr,
        _ => {}
    }
    out
}

/// Whether the box of a region can be expressed in percent: pixels need an extent on `tt`, and `em` lengths
/// never can.
#[must_use]
pub fn has_geometry(document: &Document<'_>, place: &BoxAttributes) -> bool {
    let initial = &document.styles.initial_place;
    let known = |own: u32, initial: u32, is_position: bool| {
        let index = if own == NONE { initial } else { own };
        let written = document.attributes.get(index as usize);
        written.map(|a| document.value(a).trim_matches(' ')).is_none_or(|value| match value {
            "auto" => true,
            _ if is_position => position(document, value, (100.0, 100.0)).is_some(),
            _ => pair(document, value).is_some(),
        })
    };
    known(place.extent, initial.extent, false)
        && known(place.origin, initial.origin, false)
        && known(place.position, initial.position, true)
}

/// Two lengths in percent: across and down.
fn pair(document: &Document<'_>, value: &str) -> Option<(f64, f64)> {
    let mut parts = value.split(' ').filter(|p| !p.is_empty());
    let (x, y) = (parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    Some((percent(document, x, true)?, percent(document, y, false)?))
}

/// A length in percent of the root container's width or height.
fn percent(document: &Document<'_>, length: &str, across: bool) -> Option<f64> {
    let pick = |pair: (f64, f64)| if across { pair.0 } else { pair.1 };
    let (number, unit) = split_unit(length)?;
    let cells = document.parameters.cells;
    Some(match unit {
        "%" => number,
        "c" => 100.0 * number / pick((f64::from(cells.0), f64::from(cells.1))),
        "px" => 100.0 * number / pick(document.parameters.extent?),
        // One hundredth of the container's width or height, whichever edge it measures (TTML2).
        "rw" if across => number,
        "rh" if !across => number,
        "rw" | "rh" => {
            let (w, h) = document.parameters.extent?;
            if across { number * h / w } else { number * w / h }
        }
        _ => return None,
    })
}

/// `tts:position`: where the origin of the box is. A percentage refers to the room that the
/// box leaves, a length of the edge it is measured from.
fn position(document: &Document<'_>, value: &str, extent: (f64, f64)) -> Option<(f64, f64)> {
    let words: Vec<&str> = value.split(' ').filter(|p| !p.is_empty()).collect();
    let room = (100.0 - extent.0, 100.0 - extent.1);
    let offset = |length: &str, across: bool| -> Option<f64> {
        let (number, unit) = split_unit(length)?;
        let room = if across { room.0 } else { room.1 };
        if unit == "%" { Some(number * room / 100.0) } else { percent(document, length, across) }
    };
    let edge = |word: &str| -> Option<(bool, f64)> {
        Some(match word {
            "left" => (true, 0.0),
            "right" => (true, 1.0),
            "top" => (false, 0.0),
            "bottom" => (false, 1.0),
            _ => return None,
        })
    };
    let (mut x, mut y) = (None, None);
    let mut put = |across: bool, value: f64| {
        let slot = if across { &mut x } else { &mut y };
        if slot.is_none() {
            *slot = Some(value);
        }
    };
    if words.len() <= 2 {
        for (i, word) in words.iter().enumerate() {
            match edge(word) {
                Some((across, side)) => put(across, side * if across { room.0 } else { room.1 }),
                None if *word == "center" => {}
                None => put(i == 0, offset(word, i == 0)?),
            }
        }
        return Some((x.unwrap_or(room.0 / 2.0), y.unwrap_or(room.1 / 2.0)));
    }
    let mut i = 0;
    while i < words.len() {
        if words[i] == "center" {
            i += 1;
            continue;
        }
        let (across, side) = edge(words[i])?;
        let room = if across { room.0 } else { room.1 };
        match words.get(i + 1).filter(|w| edge(w).is_none() && **w != "center") {
            Some(length) => {
                let offset = offset(length, across)?;
                put(across, if side > 0.5 { room - offset } else { offset });
                i += 2;
            }
            None => {
                put(across, side * room);
                i += 1;
            }
        }
    }
    Some((x.unwrap_or(room.0 / 2.0), y.unwrap_or(room.1 / 2.0)))
}
