//! The lines of a transcript and what each begins with.

use std::ops::Range;

use nom::Parser;

use super::grammar::{self, Code, Label, Style};

/// A trimmed line and what it begins with.
#[derive(Clone, Debug)]
pub(super) struct Line<'a> {
    /// Byte range in the text.
    pub(super) range: Range<usize>,
    /// A time code at its start.
    pub(super) code: Option<(Range<usize>, Code)>,
    /// `>>` or a dash, after the time code.
    pub(super) mark: Option<(Range<usize>, Mark)>,
    /// A label after that.
    pub(super) label: Option<Label<'a>>,
    /// Where the rest begins after the time code and mark, before the label.
    pub(super) rest: usize,
    /// Whether text follows the label on its line or on the next.
    pub(super) leads: bool,
}

/// A mark for a change of speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// `>>`.
    Chevrons,
    /// `- `.
    Dash,
}

/// Characters to trim that Rust does not count as white space: a byte order mark, zero-width spaces.
fn is_edge(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{c}')
}

/// The lines of a text, including those without text.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for part in text.split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}', '\u{c}']) {
        let from = start + part.len() - part.trim_start_matches(is_edge).len();
        let to = (start + part.trim_end_matches(is_edge).len()).max(from.min(start + part.len()));
        start += part.len();
        // LF after CR ends the same line.
        if part == "\n" && text[..start - 1].ends_with('\r') {
            continue;
        }
        lines.push(line(text, from.min(to)..to));
    }
    let full: Vec<bool> = lines.iter().map(|line| !line.range.is_empty()).collect();
    for (at, line) in lines.iter_mut().enumerate() {
        let inside = line.label.is_some_and(|label| {
            !text[line.rest + label.whole.len()..line.range.end].trim().is_empty()
        });
        line.leads = inside || full.get(at + 1) == Some(&true);
    }
    for at in 0..lines.len() {
        let opens = at == 0 || !full[at - 1] || lines[at].code.is_some();
        let line = &mut lines[at];
        if line.label.is_none() && opens {
            line.label = alone(&text[line.rest..line.range.end]);
        }
    }
    lines
}

fn line(text: &str, range: Range<usize>) -> Line<'_> {
    let mut at = range.start;
    let skip = |at: usize| at + text[at..range.end].len() - text[at..range.end].trim_start().len();
    let mut code = None;
    if let Ok((after, found)) = grammar::code(&text[at..range.end]) {
        let end = range.end - after.len();
        code = Some((at..end, found));
        at = skip(end);
    }
    let mut mark = None;
    let line = &text[at..range.end];
    let marks = grammar::chevrons.map(|_| Mark::Chevrons).parse(line);
    if let Ok((after, found)) = marks.or_else(|_| grammar::dash.map(|_| Mark::Dash).parse(line)) {
        let end = range.end - after.len();
        mark = Some((at..end, found));
        at = skip(end);
    }
    let label = grammar::label(&text[at..range.end]).ok().map(|(_, label)| label);
    Line { range, code, mark, label, rest: at, leads: false }
}

/// A short line that may be a name alone on its line.
fn alone(line: &str) -> Option<Label<'_>> {
    let name = line.trim();
    let is_name = name.len() <= 60
        && !name.is_empty()
        && name.split_whitespace().count() <= 8
        && name.starts_with(char::is_alphabetic)
        && !name.ends_with(['.', '?', '!', ',', ';', ':', '…', '-', ']'])
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || c.is_whitespace() || ".,'’-–&()".contains(c));
    is_name.then_some(Label { name, style: Style::Line, whole: name, code: None })
}
