//! Findings for people: the message, location and time, the lines of the file, and help.
//!
//! The lines are drawn by annotate-snippets. It gets a small excerpt made here, never the file: only
//! the lines concerned, cut to a window where they are long, so that one finding costs the same in a
//! file of any size.

use std::fmt::Write as _;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::checked::one_line;
use super::json::Problem;
use super::{Checked, End, Places, Reporter, Summary};
use crate::chars::is_obeyed;
use crate::source::{Applicability, ColumnUnit, Diagnostic, LineIndex, Severity, Span};
use crate::timeline::Cue;

/// How findings are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TerminalStyle {
    /// With terminal colors.
    pub color: bool,
    /// What columns count.
    pub columns: ColumnUnit,
    /// Show at most this many findings of a rule in a file, and count the rest.
    pub max_per_rule: Option<u32>,
}

impl Reporter for TerminalStyle {
    fn file(&self, checked: &Checked<'_>) -> String {
        render(checked, *self)
    }

    fn end(&self, total: &Summary, _: Vec<Problem>) -> End {
        End::Totals(total.to_text())
    }
}

/// Marks of one finding that are drawn; a finding with more places lists the first of them.
const MAX_MARKS: usize = 6;
/// Lines of one mark that are drawn.
const MAX_LINES: u32 = 5;
/// Marks at most this many lines apart are drawn in one excerpt.
const NEAR: u32 = 5;
/// Bytes of a line that are drawn.
const MAX_BYTES: usize = 160;
/// Bytes that are drawn before the mark when a line is cut.
const BEFORE: usize = 50;

/// The findings of a file, one block each.
#[must_use]
pub fn render(checked: &Checked<'_>, style: TerminalStyle) -> String {
    let mut out = String::new();
    if !checked.applied.is_empty() {
        let fixes: Vec<String> = checked
            .applied
            .iter()
            .map(|a| format!("{} {}", a.count, named(checked, a.code)))
            .collect();
        out.push_str(&format!("fixed {}: {}\n\n", one_line(checked.path), fixes.join(", ")));
    }
    let diagnostics = &checked.report.diagnostics;
    if diagnostics.is_empty() {
        return out;
    }
    let places = Places::new(&checked.source.text, style.columns);
    let renderer = if style.color { Renderer::styled() } else { Renderer::plain() };
    let mut counts: Vec<(&'static str, u32)> = Vec::new();
    for finding in diagnostics {
        let code = finding.code.0;
        let count = match counts.iter_mut().find(|(known, _)| *known == code) {
            Some((_, count)) => count,
            None => {
                counts.push((code, 0));
                &mut counts.last_mut().expect("just pushed").1
            }
        };
        *count += 1;
        if style.max_per_rule.is_none_or(|most| *count <= most) {
            out.push_str(&block(checked, &places, finding, &renderer));
            out.push_str("\n\n");
        }
    }
    for (code, count) in counts {
        let more = count.saturating_sub(style.max_per_rule.unwrap_or(u32::MAX));
        if more > 0 {
            let path = one_line(checked.path);
            out.push_str(&format!("... and {more} more of {} in {path}\n\n", named(checked, code)));
        }
    }
    out
}

fn named(checked: &Checked<'_>, code: &str) -> String {
    checked.rule_name(code).map_or_else(|| code.to_owned(), |name| format!("{code} {name}"))
}

fn block(
    checked: &Checked<'_>,
    places: &Places<'_>,
    finding: &Diagnostic,
    renderer: &Renderer,
) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let message = one_line(&finding.message);
    let id = named(checked, finding.code.0);
    let excerpts = excerpts(&checked.source.text, &places.lines, finding);
    let mut group = Group::with_title(level.primary_title(message).id(id));
    for excerpt in &excerpts {
        group = group.element(excerpt.snippet());
    }
    if let Some(fix) = &finding.fix {
        let level = match fix.applicability {
            Applicability::Safe => Level::HELP.with_name("fix (safe)"),
            Applicability::Unsafe => Level::HELP.with_name("fix (unsafe)"),
            Applicability::Show => Level::HELP,
        };
        group = group.element(level.message(one_line(&fix.title)));
    }
    let groups: &[Group<'_>] = &[group];
    let drawn = renderer.render(groups);
    let start = |cue: &Cue<'_>| Some(checked.timeline?.format.format_time(cue.interval.start));
    let time = checked.cue_of(finding).and_then(start);
    with_places(&drawn, &one_line(checked.path), places, &excerpts, time)
}

/// Placeholder for the path while drawing: the renderer counts columns in characters and does not show
/// times.
const PATH: &str = "\u{f8ff}\u{e000}\u{f8ff}";

/// Writes path, line, column and time where the renderer put [`PATH`], line and column.
fn with_places(
    drawn: &str,
    path: &str,
    places: &Places<'_>,
    excerpts: &[Excerpt<'_>],
    time: Option<String>,
) -> String {
    let mut pieces = drawn.split(PATH);
    let mut out = pieces.next().unwrap_or_default().to_owned();
    let mut time = time;
    for (piece, excerpt) in pieces.zip(excerpts) {
        let at = places.position(excerpt.start);
        let _ = write!(out, "{path}:{}:{}", at.line, at.column);
        if let Some(time) = time.take() {
            let _ = write!(out, "   {time}");
        }
        out.push_str(piece.trim_start_matches(|c: char| c == ':' || c.is_ascii_digit()));
    }
    out
}

/// Adjacent lines of a file, with marks.
struct Excerpt<'a> {
    text: String,
    first_line: u32,
    /// The start of the excerpt's main mark in the file.
    start: u32,
    marks: Vec<(std::ops::Range<usize>, &'a str, bool)>,
}

impl Excerpt<'_> {
    fn snippet(&self) -> Snippet<'_, annotate_snippets::Annotation<'_>> {
        let annotations = self.marks.iter().map(|(span, label, primary)| {
            let kind = if *primary { AnnotationKind::Primary } else { AnnotationKind::Context };
            let annotation = kind.span(span.clone());
            if label.is_empty() { annotation } else { annotation.label(*label) }
        });
        Snippet::source(self.text.as_str())
            .path(PATH)
            .line_start(self.first_line as usize + 1)
            .fold(false)
            .annotations(annotations)
    }
}

struct Mark<'a> {
    span: Span,
    label: &'a str,
    primary: bool,
    first: u32,
    last: u32,
}

fn excerpts<'a>(text: &str, lines: &LineIndex, finding: &'a Diagnostic) -> Vec<Excerpt<'a>> {
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

/// A span without the line terminators at its end, so that a mark does not reach into the next line;
/// inside the text and on character boundaries whatever span a rule gives.
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
                // A mark of too many lines ends with the last one that is drawn.
                place.1 = Some(base + window.offset(text, mark.span.end.min(span.end)));
            }
        }
        window.draw(text, &mut out.text);
        out.text.push('\n');
    }
    for (mark, (start, end)) in marks.iter().zip(found) {
        if let (Some(start), Some(end)) = (start, end) {
            out.marks.push((start..end.max(start), mark.label, mark.primary));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::Format;
    use crate::lint::{Applied, RULES, Report};
    use crate::source::{Code, Fix, Source};
    use crate::time::Interval;
    use crate::timeline::Timeline;

    fn show(text: &str, finding: Diagnostic, style: TerminalStyle) -> String {
        let source = Source::from_text(text);
        let cue = (Interval::from_ms(443_700, 445_000), "".into());
        let timeline = Timeline::plain(Format::Srt, [cue]);
        let report = Report { diagnostics: vec![finding], ..Report::default() };
        render(
            &Checked {
                path: "talk.srt",
                source: &source,
                timeline: Some(&timeline),
                report: &report,
                rules: &RULES,
                applied: &[],
            },
            style,
        )
    }

    fn finding(span: Span) -> Diagnostic {
        Diagnostic::new(Code("TIM003"), Severity::Error, span, "too short")
    }

    #[test]
    fn a_finding_names_rule_place_time_lines_and_fix() {
        let text = "1\n00:07:23,700 --> 00:07:23,701\nHi\n";
        let found = finding(Span::new(2, 31))
            .with_label(Span::new(32, 34), "its text")
            .with_cue(0)
            .with_fix(Fix::risky("end the cue later", Vec::new()));
        assert_eq!(
            show(text, found, TerminalStyle::default()),
            "\
error[TIM003 one-millisecond-cue]: too short
 --> talk.srt:2:1   00:07:23,700
  |
2 | 00:07:23,700 --> 00:07:23,701
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
3 | Hi
  | -- its text
  |
  = fix (unsafe): end the cue later

"
        );
    }

    #[test]
    fn far_places_are_drawn_apart_and_long_lines_are_cut() {
        let long = "x".repeat(100_000);
        let text = format!("{long}MARK{long}\n{}end\n", "\n".repeat(500));
        let at = text.find("MARK").unwrap() as u32;
        let end = text.rfind("end").unwrap() as u32;
        let found = finding(Span::new(at, at + 4)).with_label(Span::new(end, end + 3), "here");
        let shown = show(&text, found, TerminalStyle::default());
        assert!(shown.contains("MARK") && shown.contains("502 | end"), "{shown}");
        assert!(shown.contains(" --> talk.srt:1:100001\n"), "{shown}");
        assert!(shown.contains(" ::: talk.srt:502:1\n"), "{shown}");
        assert!(shown.contains("^^^^") && shown.contains("--- here"), "{shown}");
        assert!(shown.len() < 1000, "{shown}");
    }

    #[test]
    fn more_findings_than_wanted_are_counted() {
        let source = Source::from_text("abc");
        let timeline = Timeline::new(Format::Srt);
        let report = Report { diagnostics: vec![finding(Span::new(0, 1)); 5], ..Report::default() };
        let applied = [Applied { code: "TIM003", count: 2 }];
        let checked = Checked {
            path: "a.srt",
            source: &source,
            timeline: Some(&timeline),
            report: &report,
            rules: &RULES,
            applied: &applied,
        };
        let text =
            render(&checked, TerminalStyle { max_per_rule: Some(2), ..TerminalStyle::default() });
        assert!(text.starts_with("fixed a.srt: 2 TIM003 one-millisecond-cue\n"), "{text}");
        assert_eq!(text.matches("error[").count(), 2);
        assert!(text.ends_with("... and 3 more of TIM003 one-millisecond-cue in a.srt\n\n"));
    }

    #[test]
    fn every_place_of_a_strange_text_can_be_drawn() {
        let texts = [
            "",
            "\n",
            "\r\r\n\n",
            "\u{feff}1\r\n日本\u{b}語\u{2028}😀\t<i>\u{9b}31m\u{1b}[0m\u{202e}x\r",
            "no newline",
        ];
        for text in texts {
            let ends: Vec<u32> = (0..=text.len() as u32 + 2).collect();
            for &start in &ends {
                for &end in &ends {
                    let found = finding(Span::new(start, end))
                        .with_label(Span::new(end, start), "label")
                        .with_label(Span::new(0, text.len() as u32), "all");
                    let shown = show(
                        text,
                        found,
                        TerminalStyle { color: true, ..TerminalStyle::default() },
                    );
                    assert!(!shown.contains('\u{9b}') && !shown.contains("\u{1b}[0mx"));
                }
            }
        }
    }
}
