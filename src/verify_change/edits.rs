//! What edits leave alone: text that none of them touches stays visible, stays hidden, and keeps its times.
//!
//! A fix states which bytes it replaces, not what it does to a cue. So the visible parts of both texts are compared,
//! at their places in the new text and without the replaced text.

use super::text::excerpt;
use super::{format_interval, is_close};
use crate::source::{EditError, Edits, Span, sort_by_key};
use crate::timeline::{Difference, DifferenceKind, ExtraKind, RunKind, Timeline};

/// A visible stretch of text that no edit touches.
#[derive(Clone, Copy)]
struct Seen {
    /// Its place in the new text.
    span: Span,
    /// The first cue that shows it.
    cue: u32,
    /// Whether the source has it literally, as it is shown; otherwise it is one character reference.
    exact: bool,
    /// An edit touches it nevertheless: it is one reference, and a part of that reference remains.
    touched: bool,
}

/// Where an edit is in both texts.
#[derive(Clone, Copy)]
struct Place {
    old: Span,
    new: Span,
}

/// Compares the timelines of a text before and after `edits`: what no edit touches stays visible or
/// hidden as it was, and cues whose times no edit touches have the times that they had. Text
/// that could not be read may become visible next to an edit: some fixes are meant to do that.
/// Linear in the size of both.
///
/// # Errors
/// The first [`Difference`].
pub fn verify_edits(
    was: &Timeline<'_>,
    is: &Timeline<'_>,
    edits: &Edits,
) -> Result<(), Difference> {
    let places = places(edits).map_err(|error| Difference {
        kind: DifferenceKind::Words,
        cue: None,
        span: Span::at(0),
        message: error.to_string(),
    })?;
    let (old, new) = (seen_before(was, &places), left_alone(is, &places, |place| place.new));
    let sides = Sides { was, is, places: &places };
    let (mut a, mut b) = (old.iter().copied().peekable(), new.iter().copied().peekable());
    let mut at = 0;
    let mut last_pair = None;
    loop {
        while a.next_if(|seen| seen.span.end <= at).is_some() {}
        while b.next_if(|seen| seen.span.end <= at).is_some() {}
        let (x, y) = (a.peek().copied(), b.peek().copied());
        let in_x = x.filter(|seen| seen.span.start <= at);
        let in_y = y.filter(|seen| seen.span.start <= at);
        // Where one of the two begins or ends next.
        let edge = |seen: Option<Seen>| {
            seen.map(|seen| if seen.span.start <= at { seen.span.end } else { seen.span.start })
        };
        let next = match (edge(x), edge(y)) {
            (None, None) => return Ok(()),
            (Some(x), Some(y)) => x.min(y),
            (Some(one), None) | (None, Some(one)) => one,
        };
        let here = Span::new(at, next);
        match (in_x, in_y) {
            (Some(x), None) if !x.touched => sides.lost(x, here)?,
            (None, Some(y)) if !y.touched => sides.appeared(here)?,
            // Text that has become part of a reference.
            (Some(x), Some(y)) if x.exact && y.touched => sides.lost(x, here)?,
            (Some(x), Some(y)) if last_pair != Some((x.cue, y.cue)) => {
                sides.times(x, y)?;
                last_pair = Some((x.cue, y.cue));
            }
            _ => {}
        }
        at = next;
    }
}

/// Every edit in the order of the text, with its place in the new one.
fn places(edits: &Edits) -> Result<Vec<Place>, EditError> {
    let spans = edits.spans()?;
    Ok(spans.into_iter().map(|(old, new)| Place { old, new }).collect())
}

/// The visible text before, without what edits replace, at its places after them.
fn seen_before(timeline: &Timeline<'_>, places: &[Place]) -> Vec<Seen> {
    let mut shift = 0;
    let mut shifted = places.iter().peekable();
    let mut seen = left_alone(timeline, places, |place| place.old);
    for seen in &mut seen {
        while let Some(place) = shifted.next_if(|place| place.old.end <= seen.span.start) {
            shift = i64::from(place.new.end) - i64::from(place.old.end);
        }
        let moved = |at: u32| (i64::from(at) + shift) as u32;
        seen.span = Span::new(moved(seen.span.start), moved(seen.span.end));
    }
    seen
}

/// The visible text of one of the two texts, in its order and each piece once, without what edits replace there.
fn left_alone(
    timeline: &Timeline<'_>,
    places: &[Place],
    side: impl Fn(&Place) -> Span,
) -> Vec<Seen> {
    let mut seen = Vec::with_capacity(timeline.runs.len());
    let mut next = 0;
    for (span, cue, exact) in visible(timeline) {
        while places.get(next).is_some_and(|place| side(place).end <= span.start) {
            next += 1;
        }
        let inside = places[next..].iter().map(&side).take_while(|place| place.start < span.end);
        let (mut from, first) = (span.start, seen.len());
        let mut touched = false;
        for place in inside {
            touched = true;
            if place.start > from {
                seen.push(Seen { span: Span::new(from, place.start), cue, exact, touched: false });
            }
            from = from.max(place.end);
        }
        if from < span.end {
            seen.push(Seen { span: Span::new(from, span.end), cue, exact, touched: false });
        }
        seen[first..].iter_mut().for_each(|seen| seen.touched = touched && !exact);
    }
    seen
}

/// The visible text of a file in the order of the text, each piece once: its place, the first cue that shows
/// it, and whether it can be cut.
fn visible(timeline: &Timeline<'_>) -> Vec<(Span, u32, bool)> {
    let mut all = Vec::with_capacity(timeline.runs.len());
    for (at, cue) in (0..).zip(&timeline.cues) {
        for run in timeline.runs_of(cue) {
            if matches!(&run.kind, RunKind::Text(text) if !text.trim().is_empty()) {
                all.push((run.span, at, run.is_exact(timeline.source)));
            }
        }
    }
    sort_by_key(&mut all, |(span, cue, _)| (*span, *cue));
    let mut end = 0;
    all.retain(|(span, ..)| {
        let is_new = span.start >= end;
        end = end.max(span.end);
        is_new
    });
    all
}

/// Both texts with the edits between them.
struct Sides<'s, 'a, 'b> {
    was: &'s Timeline<'a>,
    is: &'s Timeline<'b>,
    places: &'s [Place],
}

impl Sides<'_, '_, '_> {
    /// The place in the old text for a place in the new text that no edit inserted.
    fn back(&self, at: u32) -> u32 {
        let after = self.places.partition_point(|place| place.new.end <= at);
        let Some(last) = after.checked_sub(1).map(|last| self.places[last]) else { return at };
        (i64::from(at) + i64::from(last.old.end) - i64::from(last.new.end)) as u32
    }

    /// Whether an edit overlaps a span of the old text or is adjacent to it.
    fn touches_old(&self, span: Span) -> bool {
        let first = self.places.partition_point(|place| place.old.end < span.start);
        self.places.get(first).is_some_and(|place| place.old.start <= span.end)
    }

    /// Whether an edit wrote part of a span of the new text.
    fn touches_new(&self, span: Span) -> bool {
        let first = self.places.partition_point(|place| place.new.end < span.start);
        self.places.get(first).is_some_and(|place| place.new.start <= span.end)
    }

    fn lost(&self, seen: Seen, here: Span) -> Result<(), Difference> {
        let text = here.slice(self.is.source);
        if text.trim().is_empty() {
            return Ok(());
        }
        let from = here.start + (text.len() - text.trim_start().len()) as u32;
        let message = format!("`{}` would be hidden", excerpt(text.trim()));
        let kind = DifferenceKind::Words;
        Err(Difference { kind, cue: Some(seen.cue), span: Span::at(self.back(from)), message })
    }

    /// Text that was not visible may become visible if it could not be read and an edit is next to it.
    fn appeared(&self, here: Span) -> Result<(), Difference> {
        let text = here.slice(self.is.source);
        if text.trim().is_empty() {
            return Ok(());
        }
        let from = here.start + (text.len() - text.trim_start().len()) as u32;
        let at = self.back(from);
        if self.was_unread(at) {
            return Ok(());
        }
        let message = format!("`{}` would appear in the text of a cue", excerpt(text.trim()));
        let kind = DifferenceKind::Words;
        Err(Difference { kind, cue: self.cue_at(at), span: Span::at(at), message })
    }

    /// Whether a place of the old text is in a block that could not be read or in the text of a cue, with
    /// an edit in the same block; or an edit is directly next to it.
    fn was_unread(&self, at: u32) -> bool {
        let here = Span::at(at);
        let before = &self.was.source[..at as usize];
        if self.touches_old(Span::new(before.trim_end().len() as u32, at)) {
            return true;
        }
        let extras = &self.was.extras;
        let after = extras.partition_point(|extra| extra.span.start <= at);
        let block = after.checked_sub(1).map(|last| extras[last]);
        if let Some(extra) = block.filter(|extra| extra.span.contains(here)) {
            return extra.kind == ExtraKind::Unparsed && self.touches_old(extra.span);
        }
        let cue = self.cue_at(at).map(|cue| self.was.cues[cue as usize].origin);
        cue.is_some_and(|origin| origin.payload.contains(here) && self.touches_old(origin.payload))
    }

    /// The cue whose block contains a place of the old text.
    fn cue_at(&self, at: u32) -> Option<u32> {
        let cues = &self.was.cues;
        let after = cues.partition_point(|cue| cue.origin.block.start <= at);
        let last = after.checked_sub(1)?;
        cues[last].origin.block.contains(Span::at(at)).then_some(last as u32)
    }

    fn times(&self, old: Seen, new: Seen) -> Result<(), Difference> {
        let (was, is) = (&self.was.cues[old.cue as usize], &self.is.cues[new.cue as usize]);
        if is_close(self.is.format, was.interval, is.interval) {
            return Ok(());
        }
        let is_touched =
            self.touches_old(was.origin.timing()) || self.touches_new(is.origin.timing());
        // In TTML, times also come from elements around and inside a paragraph.
        if is_touched || !self.was.format.is_line_based() {
            return Ok(());
        }
        let (from, to) = (was.interval, is.interval);
        let message = format!(
            "the times {} would become {}",
            format_interval(self.was.format, from),
            format_interval(self.is.format, to)
        );
        let kind = DifferenceKind::Times;
        Err(Difference { kind, cue: Some(old.cue), span: was.origin.timing(), message })
    }
}
