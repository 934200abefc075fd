//! The lines of a file that a finding is about, with marks: a small excerpt, never the whole file. Long lines
//! are cut to a window, so that one finding costs the same in a file of any size.

use crate::chars::is_obeyed;
use crate::source::{Diagnostic, LineIndex, Span};

/// Maximum number of marks drawn for one finding; of more places only the first are drawn.
const MAX_MARKS: usize = 6;
/// Maximum number of lines drawn for one mark.
const MAX_LINES: u32 = 5;
/// Marks at most this many lines apart are drawn in one excerpt.
const NEAR: u32 = 5;
/// Maximum number of bytes drawn of a line.
const MAX_BYTES: usize = 160;
/// Number of bytes drawn before the mark when a line is cut.
const BEFORE: usize = 50;

/// Adjacent lines of a file, with marks.
pub(super) struct Excerpt<'a> {
    /// The lines as they are drawn, each ended by a line feed.
    pub(super) text: String,
    /// The first of them, counted from 0.
    pub(super) first_line: u32,
    /// The start of the excerpt's main mark in the file, in bytes.
    pub(super) start: u32,
    /// The marks, including the main mark.
    pub(super) marks: Vec<Marked<'a>>,
}

/// A mark in an excerpt.
pub(super) struct Marked<'a> {
    /// Byte range in the text of the excerpt.
    pub(super) range: std::ops::Range<usize>,
    /// Its label; empty for the finding itself.
    pub(super) label: &'a str,
    /// Whether it is the finding itself.
    pub(super) primary: bool,
}

struct Mark<'a> {
    span: Span,
    label: &'a str,
    primary: bool,
    first: u32,
    last: u32,
}

/// The lines that a finding is about: excerpts of adjacent lines, starting with the finding itself.
pub(super) fn excerpts<'a>(
    text: &str,
    lines: &LineIndex,
    finding: &'a Diagnostic,
) -> Vec<Excerpt<'a>> {
    let mark = |span: Span, label, primary| {
        let span = without_terminator(text, span);
        let first = lines.line_of(span.start);
        let last = lines.line_of(span.end).min(first + MAX_LINES - 1);
        Mark { span, label, primary, first, last }
    };
    let mut marks = vec![mark(finding.span, "", true)];
    for label in finding.labels.iter().take(MAX_MARKS - 1) {
        marks.push(mark(label.span, &label.message, false));
    }
    marks.sort_by_key(|mark| (mark.first, mark.last));
    let mut clusters: Vec<Vec<Mark<'a>>> = Vec::new();
    for mark in marks {
        match clusters.last_mut() {
            Some(near) if near.iter().any(|m| mark.first <= m.last + NEAR) => near.push(mark),
            _ => clusters.push(vec![mark]),
        }
    }
    // The excerpt with the location of the head line comes first.
    clusters.sort_by_key(|marks| !marks.iter().any(|mark| mark.primary));
    clusters.iter().map(|marks| excerpt(text, lines, marks)).collect()
}

/// A span without trailing line terminators, so that a mark does not reach into the next line. The result
/// is within the text and on character boundaries, whatever span a rule gives.
fn without_terminator(text: &str, span: Span) -> Span {
    let floor = |offset: u32| {
        let mut offset = (offset as usize).min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    };
    let start = floor(span.start);
    let inside = &text[start..floor(span.end).max(start)];
    Span::of(start..start + inside.trim_end_matches(['\n', '\r']).len())
}

fn excerpt<'a>(text: &str, lines: &LineIndex, marks: &[Mark<'a>]) -> Excerpt<'a> {
    let first_line = marks.iter().map(|m| m.first).min().unwrap_or(0);
    let last_line = marks.iter().map(|m| m.last).max().unwrap_or(0);
    let about = marks.iter().find(|mark| mark.primary).or(marks.first());
    let start = about.map_or(0, |mark| mark.span.start);
    let mut out = Excerpt { text: String::new(), first_line, start, marks: Vec::new() };
    let mut found: Vec<(Option<usize>, Option<usize>)> = vec![(None, None); marks.len()];
    for line in first_line..=last_line {
        let Some(span) = lines.line_span(text, line) else { break };
        let span = without_terminator(text, span);
        let start_of = |m: &Mark<'_>| if m.first == line { Some(m.span.start) } else { None };
        let focus = marks.iter().filter_map(start_of).min().unwrap_or(span.start);
        let window = Window::new(text, span, focus);
        let base = out.text.len();
        for (mark, place) in marks.iter().zip(&mut found) {
            if mark.first == line {
                place.0 = Some(base + window.offset(text, mark.span.start));
            }
            if mark.last == line {
                // A mark of too many lines ends at the last line drawn.
                place.1 = Some(base + window.offset(text, mark.span.end.min(span.end)));
            }
        }
        window.draw(text, &mut out.text);
        out.text.push('\n');
    }
    for (mark, (start, end)) in marks.iter().zip(found) {
        if let (Some(start), Some(end)) = (start, end) {
            let range = start..end.max(start);
            out.marks.push(Marked { range, label: mark.label, primary: mark.primary });
        }
    }
    out
}

/// The part of a line that is drawn.
struct Window {
    start: usize,
    end: usize,
    cut_start: bool,
    cut_end: bool,
}

const CUT: char = '…';

impl Window {
    fn new(text: &str, line: Span, focus: u32) -> Self {
        let (line, mut start) = (line.range(), line.start as usize);
        if line.len() > MAX_BYTES {
            start = start.max((focus as usize).saturating_sub(BEFORE));
        }
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        let mut end = line.end.min(start + MAX_BYTES);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        Self { start, end, cut_start: start > line.start, cut_end: end < line.end }
    }

    /// The position of a file offset in the drawing; offsets that are cut away map to the cut.
    fn offset(&self, text: &str, offset: u32) -> usize {
        let offset = (offset as usize).clamp(self.start, self.end);
        let cut = if self.cut_start { CUT.len_utf8() } else { 0 };
        cut + text[self.start..offset].chars().map(|c| shown(c).len_utf8()).sum::<usize>()
    }

    fn draw(&self, text: &str, out: &mut String) {
        out.extend(self.cut_start.then_some(CUT));
        out.extend(text[self.start..self.end].chars().map(shown));
        out.extend(self.cut_end.then_some(CUT));
    }
}

/// annotate-snippets draws C0 controls as symbols; terminals interpret more than those. Other line
/// separators must not end a line of the excerpt.
const fn shown(c: char) -> char {
    match c {
        '\u{b}' => '\u{240b}',
        '\u{c}' => '\u{240c}',
        '\u{2028}' | '\u{2029}' => '\u{2424}',
        c if !c.is_ascii() && is_obeyed(c) => '\u{fffd}',
        c => c,
    }
}
