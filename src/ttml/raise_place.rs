//! The regions of a new document: cues in the same box share one, and a region keeps its name.

use std::collections::{HashMap, HashSet};

use super::geometry::{DisplayAlign, WritingMode};
use super::references::is_ncname;
use crate::timeline::{Align, CueBox, Vertical};

/// The regions written so far.
#[derive(Debug)]
pub(super) struct Regions<'t> {
    pub(super) list: Vec<Region>,
    /// By the name they have in the source and their box.
    by_box: HashMap<(&'t str, String), usize>,
    taken: HashSet<String>,
}

/// A region of the new document.
#[derive(Debug)]
pub(super) struct Region {
    pub(super) id: String,
    /// Its attributes except the id.
    pub(super) attributes: String,
    /// How the text of its first cue is aligned; cues with another alignment have their own.
    pub(super) align: Align,
}

impl<'t> Regions<'t> {
    /// `taken` are the ids that cues have.
    pub(super) fn new(taken: HashSet<String>) -> Self {
        Self { list: Vec::new(), by_box: HashMap::new(), taken }
    }

    /// An unused id.
    pub(super) fn free_id(&mut self, word: &str, number: usize) -> String {
        let mut id = format!("{word}{number}");
        while !self.taken.insert(id.clone()) {
            id.push('_');
        }
        id
    }

    /// The region for a box, with the name that it has in the source if possible. Text that
    /// `overflows` the box is shown all the same.
    pub(super) fn of(&mut self, name: &'t str, place: &CueBox, overflows: bool) -> &Region {
        let mut attributes = attributes(place);
        if overflows {
            attributes.push_str(" tts:overflow=\"visible\"");
        }
        let next = self.list.len();
        let index = *self.by_box.entry((name, attributes.clone())).or_insert(next);
        if index == next {
            let id = if is_ncname(name) && self.taken.insert(name.to_owned()) {
                name.to_owned()
            } else {
                self.free_id("region", next + 1)
            };
            let align = place.align;
            let attributes = format!("{attributes} tts:textAlign=\"{}\"", align_name(align));
            self.list.push(Region { id, attributes, align });
        }
        &self.list[index]
    }
}

/// The value of `tts:textAlign`.
pub(super) const fn align_name(align: Align) -> &'static str {
    match align {
        Align::Start => "start",
        Align::Center => "center",
        Align::End => "end",
        Align::Left => "left",
        Align::Right => "right",
    }
}

/// Whether a box has to be changed to be written: it extends beyond 100 % where a region must not, or is
/// not a number.
pub(super) fn is_spellable(place: &CueBox) -> bool {
    [place.origin.0, place.origin.1, place.extent.0, place.extent.1]
        .iter()
        .all(|value| (-0.0005..=100.0005).contains(value))
}

fn attributes(place: &CueBox) -> String {
    let display_align = match place.side {
        Align::Start | Align::Left => DisplayAlign::Before,
        Align::Center => DisplayAlign::Center,
        Align::End | Align::Right => DisplayAlign::After,
    };
    let mut out = format!(
        " tts:origin=\"{} {}\" tts:extent=\"{} {}\" tts:displayAlign=\"{}\"",
        percent(place.origin.0),
        percent(place.origin.1),
        percent(place.extent.0),
        percent(place.extent.1),
        display_align.name(),
    );
    let writing_mode = match place.vertical {
        None => return out,
        Some(Vertical::RightToLeft) => WritingMode::TbRl,
        Some(Vertical::LeftToRight) => WritingMode::TbLr,
    };
    out.push_str(&format!(" tts:writingMode=\"{}\"", writing_mode.name()));
    out
}

/// A percentage with up to three decimals, from 0 to 100.
fn percent(value: f64) -> String {
    let value = if value.is_finite() { value.clamp(0.0, 100.0) } else { 0.0 };
    let text = format!("{value:.3}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    format!("{}%", if text.is_empty() { "0" } else { text })
}
