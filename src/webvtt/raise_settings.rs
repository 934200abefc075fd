//! Cue settings from a placement, in the form "WebVTT cue settings" allows.

use std::fmt::Write as _;

use crate::timeline::{Align, LinePosition, Placement, Vertical};

/// Appends the settings of a cue, each with a space before it. Returns what could not be kept.
pub(super) fn push_settings(
    out: &mut String,
    placement: Option<&Placement>,
    region: Option<&str>,
) -> Vec<&'static str> {
    let mut lost = Vec::new();
    let mut place = placement.copied().unwrap_or_default();
    if region.is_some() {
        leave_to_region(&mut place, &mut lost);
    }
    match place.vertical {
        Some(Vertical::RightToLeft) => out.push_str(" vertical:rl"),
        Some(Vertical::LeftToRight) => out.push_str(" vertical:lr"),
        None => {}
    }
    push_line(out, &place, &mut lost);
    let size = place.size.and_then(|size| percent(size, &mut lost));
    let is_relative = matches!(place.align, Some(Align::Start | Align::End));
    if is_relative && place.position.is_none() && size.is_some_and(|size| size != 100.0) {
        place.position = Some(50.0);
    }
    push_position(out, &place, &mut lost);
    if let Some(size) = size {
        let _ = write!(out, " size:{size}%");
    }
    if let Some(align) = place.align {
        let word = match align {
            Align::Start => "start",
            Align::Center => "center",
            Align::End => "end",
            Align::Left => "left",
            Align::Right => "right",
        };
        let _ = write!(out, " align:{word}");
    }
    if let Some(name) = region {
        let _ = write!(out, " region:{name}");
    }
    lost
}

/// A cue in a region has no line, direction or size: the region places it.
fn leave_to_region(place: &mut Placement, lost: &mut Vec<&'static str>) {
    let sized = place.size.is_some_and(|size| size != 100.0);
    if place.vertical.is_some() || place.line.is_some() || sized {
        lost.push("direction, line and size are dropped: a region places the cue");
    }
    place.vertical = None;
    place.line = None;
    place.line_align = None;
    place.size = None;
}

fn push_line(out: &mut String, place: &Placement, lost: &mut Vec<&'static str>) {
    let written = match place.line {
        None => None,
        Some(LinePosition::Percent(value)) => {
            percent(value, lost).map(|value| write!(out, " line:{value}%"))
        }
        Some(LinePosition::Number(value)) if value.is_finite() => {
            // Only whole lines are conforming.
            if value.fract() != 0.0 {
                lost.push("a line number with decimals is rounded");
            }
            Some(write!(out, " line:{:.0}", value.round() + 0.0))
        }
        Some(LinePosition::Number(_)) => {
            lost.push("a line that is not a number is dropped");
            None
        }
    };
    match place.line_align {
        None => {}
        Some(_) if written.is_none() => lost.push("an alignment without a line is dropped"),
        // The default; browsers that do not know line alignment drop a setting that has one.
        Some(Align::Start | Align::Left) => {}
        Some(Align::Center) => out.push_str(",center"),
        Some(Align::End | Align::Right) => out.push_str(",end"),
    }
}

fn push_position(out: &mut String, place: &Placement, lost: &mut Vec<&'static str>) {
    let position = place.position.and_then(|value| percent(value, lost));
    if let Some(value) = position {
        let _ = write!(out, " position:{value}%");
    }
    let by_text = match place.align.unwrap_or(Align::Center) {
        Align::Left => Some(Align::Start),
        Align::Center => Some(Align::Center),
        Align::Right => Some(Align::End),
        // By the direction of the text.
        Align::Start | Align::End => None,
    };
    match place.position_align {
        None => {}
        // The default; browsers that do not know position alignment drop a setting that has one.
        Some(_) if place.position_align == by_text && position.is_some() => {}
        Some(_) if position.is_none() => lost.push("an alignment without a position is dropped"),
        Some(Align::Start | Align::Left) => out.push_str(",line-left"),
        Some(Align::Center) => out.push_str(",center"),
        Some(Align::End | Align::Right) => out.push_str(",line-right"),
    }
}

/// A percentage in range; `None` where the value is not a number.
fn percent(value: f64, lost: &mut Vec<&'static str>) -> Option<f64> {
    if !value.is_finite() {
        lost.push("a percentage that is not a number is dropped");
        return None;
    }
    let clamped = value.clamp(0.0, 100.0);
    if clamped != value {
        lost.push("a percentage out of range is moved to the nearest limit");
    }
    Some(clamped + 0.0)
}
