//! Changes to what viewers see of a cue, as edits to its source.

use std::ops::Range;

use crate::chars::is_blank;
use crate::source::{Edit, Span};
use crate::timeline::{Replacement, Shown, Timeline};

/// The edits that make a change to the visible text. Markup inside the range stays: the new text
/// goes where the first piece of the old one was.
#[must_use]
pub fn edits(timeline: &Timeline<'_>, shown: &Shown, change: &Replacement) -> Vec<Edit> {
    if change.range.is_empty() {
        let text = timeline.format.escape(&change.text).into_owned();
        return vec![Edit::insert(shown.start(change.range.start), text)];
    }
    let mut edits: Vec<Edit> = Vec::new();
    let mut text = timeline.format.escape(&change.text).into_owned();
    for span in shown.spans(change.range.clone()) {
        match edits.last_mut() {
            // Pieces that touch are one place.
            Some(last) if last.span.end == span.start => last.span = last.span.join(span),
            _ => edits.push(Edit::replace(span, std::mem::take(&mut text))),
        }
    }
    edits.retain(|edit| edit.span.slice(timeline.source) != edit.replacement);
    edits
}

/// From the first to the last byte of the source that a range of the visible text stands in, markup
/// between included.
#[must_use]
pub fn source_span(shown: &Shown, range: Range<usize>) -> Span {
    let spans = shown.spans(range.clone());
    match (spans.first(), spans.last()) {
        (Some(first), Some(last)) => first.join(*last),
        _ => Span::at(shown.start(range.start)),
    }
}

/// One text for all of a range; where the range goes over a line break, the text takes the place of
/// the part on the first line and the rest is taken out, with its line if that held nothing else.
#[must_use]
pub fn replace_range(text: &str, range: Range<usize>, replacement: &str) -> Vec<Replacement> {
    let matched = &text[range.clone()];
    let Some(at) = matched.find('\n') else {
        return vec![Replacement::new(range, replacement.to_owned())];
    };
    let before = matched[..at].trim_end();
    // A hyphen at the end of the line has nothing to bind any more.
    let line = before.trim_end_matches(['-', '\u{ad}', '\u{2010}', ' ']);
    let mut out =
        vec![Replacement::new(range.start..range.start + line.len(), replacement.to_owned())];
    if before.len() > line.len() {
        out.push(Replacement::new(range.start + line.len()..range.start + before.len(), ""));
    }
    out.push(rest_of_line(text, range.start + at, range.end));
    out
}

/// Takes out the second line's part of a range, from the line break at `at`: with the space behind
/// it, or with the line break if the line held nothing else.
fn rest_of_line(text: &str, at: usize, end: usize) -> Replacement {
    let line = text[end..].split('\n').next().unwrap_or_default();
    if line.trim().is_empty() {
        return Replacement::new(at..end, "");
    }
    let spaces = line.len() - line.trim_start_matches(is_blank).len();
    // A mark at the start of a line belongs to the end of the last one.
    let stops = line.trim_start().starts_with(['.', ',', '!', '?', '…']);
    Replacement::new(if stops { at } else { at + 1 }..end + spaces, "")
}
