//! TXT002: white space at the edges of lines.

use super::lines::lines_of_runs;
use crate::chars::{is_blank, may_end_in_reference};
use crate::lint::references::{BBC, SUBTITLE_EDIT_FIXES};
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{CueContext, Findings, Rule, Subject};
use crate::source::{Applicability, Diagnostic, Edit, Fix, Severity, Span};
use crate::timeline::{Run, RunKind, Signs, is_visible};

docs! {
    /// ## What it does
    ///
    /// Finds spaces and tabs at the start and end of a line as shown, also inside tags (`<i>
    /// Hello</i>`). No-break and ideographic spaces are left alone, because they are written on
    /// purpose. Lines of only white space are not reported here.
    ///
    /// ## Why
    ///
    /// Captions are centered: a player that draws the space moves the line by half its width. Browsers
    /// drop the space. It also counts towards the length of the line.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    ///  The harbour opens at six.
    /// ```
    ///
    /// ```srt,valid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// The harbour opens at six.
    /// ```
    ///
    /// ```vtt,invalid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:03.000
    /// <i>The harbour </i>
    /// opens at six.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Delete the white space. The safe fix does so and keeps tags and everything else.
    ///
    /// ## Where it comes from
    ///
    /// The BBC asks to remove white space at the start and end of a subtitle. Subtitle Edit removes it
    /// too.
}

pub(super) static RULE: Rule = Rule {
    code: "TXT002",
    name: "leading-trailing-space",
    summary: "a line starts or ends with white space",
    severity: Severity::Info,
    kinds: CAPTIONS,
    fix: Some(Applicability::Safe),
    references: &[BBC, SUBTITLE_EDIT_FIXES],
    docs: DOCS,
    cue: Some(check),
    one_cue: true,
    signs: Signs::SPACED,
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, cue: &CueContext<'_, '_>, findings: &mut Findings<'_>) {
    let text = subject.text();
    let has_edge = |line: &str| line.starts_with(is_blank) || line.ends_with(is_blank);
    if !cue.lines.iter().any(|line| has_edge(&line.text)) {
        return;
    }
    // A `<` that does not begin a tag hides the text after it: the line does not end where it seems to.
    let hides = |found: &Diagnostic| found.code.0 == "VTT_TEXT_LT";
    if subject.diagnostics_in(cue.cue.origin.payload).any(hides) {
        return;
    }
    for (line, runs) in cue.lines.iter().zip(lines_of_runs(subject.timeline, cue.cue)) {
        if !has_edge(&line.text) || !is_visible(&line.text) {
            continue;
        }
        // Ruby annotations included: white space before one separates it in players without ruby.
        let runs: Vec<&Run<'_>> =
            runs.iter().filter(|run| matches!(run.kind, RunKind::Text(_))).collect();
        let before = edge(runs.iter().map(|run| head(text, run.span)));
        let after = edge(runs.iter().rev().map(|run| tail(text, run.span)));
        let message = match (before.is_empty(), after.is_empty()) {
            (false, true) => "the line starts with white space",
            (true, false) => "the line ends with white space",
            (false, false) => "the line starts and ends with white space",
            // Written as a character reference, so on purpose.
            (true, true) => continue,
        };
        let spans = before.iter().chain(after.iter().rev());
        let edits: Vec<Edit> = spans.map(|span| Edit::delete(*span)).collect();
        let joins = |edit: &Edit| may_end_in_reference(&text[..edit.span.start as usize]);
        let new = if edits.iter().any(joins) { Fix::risky } else { Fix::safe };
        findings.push(
            findings
                .finding(edits[0].span, message)
                .with_cue(cue.index)
                .with_fix(new("delete the white space", edits)),
        );
    }
}

/// The white space at the start of a run, and whether it is the whole run.
fn head(text: &str, run: Span) -> (Span, bool) {
    let rest = run.slice(text).trim_start_matches(is_blank).len() as u32;
    (Span::new(run.start, run.end - rest), rest == 0)
}

/// The white space at the end of a run, and whether it is the whole run.
fn tail(text: &str, run: Span) -> (Span, bool) {
    let rest = run.slice(text).trim_end_matches(is_blank).len() as u32;
    (Span::new(run.start + rest, run.end), rest == 0)
}

/// The white space up to the first other character, over as many runs as necessary.
fn edge(runs: impl Iterator<Item = (Span, bool)>) -> Vec<Span> {
    let mut spans = Vec::new();
    for (span, whole) in runs {
        if !span.is_empty() {
            spans.push(span);
        }
        if !whole {
            break;
        }
    }
    spans
}
