//! LIN006: blank lines inside a cue.

use crate::format::Format;
use crate::lint::references::{SRT_PARSERS, SUBTITLE_EDIT_LINTER};
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{CueContext, Findings, Rule, Subject};
use crate::rewrite;
use crate::source::{Applicability, Fix, Severity};
use crate::timeline::{Signs, is_visible};

docs! {
    /// ## What it does
    ///
    /// Finds lines inside a cue that show nothing: blank lines that the SRT parser had to keep (an
    /// error), and lines of only spaces, `&nbsp;` or tags (a warning).
    ///
    /// ## Why
    ///
    /// Viewers see a gap in the text. In SRT, most parsers end the cue at a blank line; VLC, for
    /// example, drops everything after it.
    ///
    /// ## Why it is an error
    ///
    /// In VLC and other players of SRT the text after the blank line is missing. A line of spaces or
    /// tags shows a gap and loses nothing: a warning.
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
    /// Delete the line. The safe fix does so, except for lines with tags.
    ///
    /// ## Where it comes from
    ///
    /// Subtitle Edit's linter has the same check. What parsers do at a blank line inside the text is an
    /// observation.
}

pub(super) static RULE: Rule = Rule {
    code: "LIN006",
    name: "empty-line-in-cue",
    summary: "a cue has a blank line between its lines",
    severity: Severity::Error,
    kinds: CAPTIONS,
    fix: Some(Applicability::Safe),
    passes_on: &["SRT_BLANK_IN_TEXT"],
    references: &[SUBTITLE_EDIT_LINTER, SRT_PARSERS],
    docs: DOCS,
    cue: Some(check),
    signs: Signs::BREAK,
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, cue: &CueContext<'_, '_>, findings: &mut Findings<'_>) {
    let inside = cue.lines.len().saturating_sub(1);
    let is_blank = |at: &usize| {
        let line = &cue.lines[*at];
        // The parser reports lines of SRT that are entirely blank (SRT_BLANK_IN_TEXT).
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
    // For some parsers a line of spaces ends the cue. If it is deleted and no other blank line follows, they
    // read the next cue as text of this one.
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
