//! Findings for people: the message, location and time, the lines of the file, and help.
//!
//! annotate-snippets draws the lines from a small excerpt, never from the whole file.

use std::fmt::Write as _;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::checked::{code_and_name, one_line};
use super::excerpt::{Excerpt, excerpts};
use super::house_style;
use super::json::Problem;
use super::summary::cap;
use super::{Checked, End, Places, Reporter, Summary};
use crate::lint::RuleSet;
use crate::source::{Applicability, ColumnUnit, Diagnostic, Severity};
use crate::timeline::Cue;

/// How findings are shown.
#[derive(Clone, Copy, Debug, Default)]
pub struct TerminalStyle {
    /// With terminal colors.
    pub color: bool,
    /// What columns count.
    pub columns: ColumnUnit,
    /// Show at most this many findings of a rule in a file, and count the rest.
    pub max_per_rule: Option<u32>,
    /// Show each finding about house style, not one line for all of a rule and file ([`Report::brief`](crate::lint::Report::brief)).
    pub verbose: bool,
    /// The rules described by the table that follows the findings of several files; `None` for no table.
    pub rules: Option<&'static RuleSet>,
}

impl Reporter for TerminalStyle {
    fn file(&self, checked: &Checked<'_>) -> String {
        render(checked, *self)
    }

    fn end(&self, total: &Summary, _: Vec<Problem>) -> End {
        let table = self.rules.filter(|_| total.files > 1).map(|rules| table(total, rules));
        End::Totals(table.unwrap_or_default() + &total.to_text())
    }
}

/// What each rule found in all files, the most severe and most frequent first. Empty if nothing was found.
fn table(total: &Summary, rules: &RuleSet) -> String {
    let rows = total.rules_by_severity().into_iter().map(|(code, rule)| {
        let known = rules.find(code);
        let name = known.map_or(String::new(), |rule| code_and_name(code, rule.name));
        let fixable = match (rule.fixable, rule.fixable + rule.fixable_unsafe) {
            (_, 0) => "-".to_owned(),
            (safe, all) if safe == all => all.to_string(),
            (0, all) => format!("{all} unsafe"),
            (safe, all) => format!("{all}, {} unsafe", all - safe),
        };
        let means = known.map_or("", |rule| rule.summary).to_owned();
        [name, rule.findings.to_string(), rule.files.to_string(), fixable, means]
    });
    let head = ["rule", "findings", "files", "fixable", "what it means"].map(str::to_owned);
    let rows: Vec<_> = std::iter::once(head).chain(rows).collect();
    if rows.len() == 1 {
        return String::new();
    }
    let width = |at: usize| rows.iter().map(|row| row[at].chars().count()).max().unwrap_or(0);
    let (a, b, c, d) = (width(0), width(1), width(2), width(3));
    let mut out = String::new();
    for [rule, findings, files, fixable, means] in &rows {
        let _ = writeln!(out, "{rule:a$}  {findings:>b$}  {files:>c$}  {fixable:<d$}  {means}");
    }
    out + "\n"
}

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
    let (shown, more) = cap(checked.report, style.max_per_rule);
    let brief: &[&str] = if style.verbose { &[] } else { &checked.report.brief };
    let is_brief = |code: &str| brief.contains(&code);
    let shown = diagnostics.iter().zip(shown).filter(|(_, shown)| *shown).map(|(found, _)| found);
    for finding in shown.filter(|found| !is_brief(found.code.0)) {
        out.push_str(&block(checked, &places, finding, &renderer));
        out.push_str("\n\n");
    }
    for (code, more) in more.into_iter().filter(|(code, _)| !is_brief(code)) {
        let path = one_line(checked.path);
        out.push_str(&format!("... and {more} more of {} in {path}\n\n", named(checked, code)));
    }
    let lines = house_style::lines(checked, brief);
    for line in &lines {
        let _ = writeln!(out, "{line}; --verbose lists them");
    }
    if !lines.is_empty() {
        out.push('\n');
    }
    out
}

fn named(checked: &Checked<'_>, code: &str) -> String {
    code_and_name(code, checked.rule_name(code).unwrap_or_default())
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
        group = group.element(snippet(excerpt));
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

/// Writes path, line, column and time in place of the renderer's [`PATH`], line and column.
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

/// An excerpt as the renderer takes it.
fn snippet<'a>(excerpt: &'a Excerpt<'_>) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let annotations = excerpt.marks.iter().map(|mark| {
        let kind = if mark.primary { AnnotationKind::Primary } else { AnnotationKind::Context };
        let annotation = kind.span(mark.range.clone());
        if mark.label.is_empty() { annotation } else { annotation.label(mark.label) }
    });
    Snippet::source(excerpt.text.as_str())
        .path(PATH)
        .line_start(excerpt.first_line as usize + 1)
        .fold(false)
        .annotations(annotations)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::Format;
    use crate::lint::{Applied, RULES, Report};
    use crate::source::{Code, Fix, Source, Span};
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
                names: None,
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
    fn several_files_end_with_a_table_of_rules() {
        let mut total = Summary::default();
        let style = TerminalStyle { rules: Some(&RULES), ..TerminalStyle::default() };
        let with = |code, fix| {
            let found = Diagnostic::new(Code(code), Severity::Warning, Span::at(0), "x");
            Report { diagnostics: vec![found.with_fix(fix)], ..Report::default() }
        };
        total.add(&with("TIM003", Fix::risky("x", Vec::new())), &[]);
        let End::Totals(one) = style.end(&total, Vec::new()) else { unreachable!() };
        assert_eq!(one, total.to_text());
        total.add(&with("TIM003", Fix::safe("x", Vec::new())), &[]);
        total.add(&with("ENC001", Fix::safe("x", Vec::new())), &[]);
        let End::Totals(text) = style.end(&total, Vec::new()) else { unreachable!() };
        assert_eq!(
            text.split("\n\n").next().unwrap(),
            "rule                        findings  files  fixable      what it means\n\
             TIM003 one-millisecond-cue         2      2  2, 1 unsafe  a cue lasts at most one millisecond\n\
             ENC001 not-utf8                    1      1  1            the file is not in UTF-8"
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
            names: None,
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
