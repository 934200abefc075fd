//! LIN006: blank lines inside a cue.

use crate::format::Format;
use crate::lint::references::SUBTITLE_EDIT_LINTER;
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{CueContext, Findings, Rule, Subject};
use crate::rewrite;
use crate::source::{Applicability, Fix, Severity};
use crate::timeline::is_visible;

docs! {
    /// ## What it does
    ///
    /// Finds lines inside a cue that show nothing: blank lines that an SRT reader had to keep (an
    /// error), lines of spaces or `&nbsp;`, lines of nothing but tags (a warning).
    ///
    /// ## Why
    ///
    /// Viewers see a hole in the text. In SRT most readers end the cue at a blank line: VLC, the
    /// platform's server and its packager lose everything after it.
    ///
    /// ## Example
    ///
    /// ```vtt,invalid
    /// WEBVTT
    ///
    /// 00:01.000 --> 00:04.000
    /// The harbour opens
    /// &nbsp;
    /// at six.
    /// ```
    ///
    /// ```vtt,valid
    /// WEBVTT
    ///
    /// 00:01.000 --> 00:04.000
    /// The harbour opens
    /// at six.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Delete the line; the safe fix does. Lines that hold tags are left to people.
    ///
    /// ## Where it comes from
    ///
    /// SubtitleEdit's lint; measured behaviour of SRT readers on blank lines inside text
    /// (`srt_and_toolkits.md` 1.2, 2026-11-22).
}

pub(super) static RULE: Rule = Rule {
    code: "LIN006",
    name: "empty-line-in-cue",
    summary: "a cue has a blank line between its lines",
    severity: Severity::Error,
    kinds: CAPTIONS,
    fix: Some(Applicability::Safe),
    passes_on: &["SRT_BLANK_IN_TEXT"],
    references: &[SUBTITLE_EDIT_LINTER],
    docs: DOCS,
    cue: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, cue: &CueContext<'_, '_>, findings: &mut Findings<'_>) {
    let inside = cue.lines.len().saturating_sub(1);
    let is_blank = |at: &usize| {
        let line = &cue.lines[*at];
        // A line of SRT with nothing on it at all the reader reports (SRT_BLANK_IN_TEXT).
        let is_reported = || {
            let written = rewrite::line_around(subject.text(), line.span.start);
            let written = written.slice(subject.text());
            written.trim_matches([' ', '\t', '\r', '\n']).is_empty()
        };
        !(is_visible(&line.text) || subject.format == Format::Srt && is_reported())
    };
    let blank: Vec<usize> = (1..inside).filter(is_blank).collect();
    if blank.is_empty() {
        return;
    }
    // To some readers a line of spaces ends the cue. Where no other blank line follows it, they would take
    // the next cue for text of this one.
    let origin = &cue.cue.origin;
    let is_set_off =
        !subject.format.is_line_based() || rewrite::is_set_off(subject.text(), origin.block.end);
    let trust = if is_set_off { Applicability::Safe } else { Applicability::Unsafe };
    let gone = rewrite::delete_lines(subject.file, cue.index, &blank);
    for (at, gone) in blank.into_iter().zip(gone) {
        let mut finding = findings
            .finding(cue.lines[at].span, "the cue has a blank line between its lines")
            .with_cue(cue.index);
        finding.severity = Severity::Warning;
        finding.fix = gone.map(|edits| Fix::new(trust, "delete the line", edits));
        findings.push(finding);
    }
}
