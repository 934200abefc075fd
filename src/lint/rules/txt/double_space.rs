//! TXT003: more than one space between words.

use super::lines::runs_by_line;
use crate::lint::references::SUBTITLE_EDIT_FIXES;
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{CueContext, Findings, Reference, Rule, Subject};
use crate::source::{Applicability, Edit, Fix, Severity, Span};
use crate::timeline::{Run, RunKind, Signs, is_visible};

docs! {
    /// ## What it does
    ///
    /// Finds two or more spaces or tabs in a row inside a line as shown, also if a tag is between them.
    /// White space at the start and end of a line is reported by TXT002.
    ///
    /// ## Why
    ///
    /// Doubled spaces are typing errors. Browsers draw them as one (`white-space: pre-line`), other
    /// players draw all of them, so the same line looks different. They also count towards the length
    /// of the line, and a search for the phrase does not find it.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// The harbour  opens at six.
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
    /// The <i>harbour </i> opens at six.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Keep the first space. The safe fix deletes the others and nothing else.
    ///
    /// ## Where it comes from
    ///
    /// W3C WebVTT, section 7.4, sets `white-space: pre-line`. Subtitle Edit removes doubled spaces too.
}

pub(super) static RULE: Rule = Rule {
    code: "TXT003",
    name: "double-space",
    summary: "more than one space between words",
    severity: Severity::Info,
    kinds: CAPTIONS,
    fix: Some(Applicability::Safe),
    references: &[
        Reference {
            title: "W3C WebVTT, section 7.4, applying CSS properties (white-space)",
            url: "https://w3c.github.io/webvtt/#applying-css-properties",
            read_on: "2026-11-30",
        },
        SUBTITLE_EDIT_FIXES,
    ],
    docs: DOCS,
    cue: Some(check),
    one_cue: true,
    signs: Signs::SPACED,
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, cue: &CueContext<'_, '_>, findings: &mut Findings<'_>) {
    if !cue.lines.iter().any(|line| has_gap(&line.text)) {
        return;
    }
    for (line, runs) in cue.lines.iter().zip(runs_by_line(subject.timeline, cue.cue)) {
        if !is_visible(&line.text) || !has_gap(&line.text) {
            continue;
        }
        for spare in gaps(subject.text(), runs) {
            let first = spare[0];
            let count: u32 = 1 + spare.iter().map(|span| span.len()).sum::<u32>();
            let edits: Vec<Edit> = spare.iter().map(|span| Edit::delete(*span)).collect();
            let tabs = spare.iter().any(|span| span.slice(subject.text()).contains('\t'));
            let what = if tabs { "spaces and tabs" } else { "spaces" };
            findings.push(
                findings
                    .finding(first, format!("{count} {what} in a row"))
                    .with_cue(cue.index)
                    .with_fix(Fix::safe("collapse to one space", edits)),
            );
        }
    }
}

/// Whether a line has two spaces in a row.
fn has_gap(line: &str) -> bool {
    let bytes = line.as_bytes();
    let twos = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
    // Without a branch for each byte: most lines have no such pair.
    twos.fold(false, |found, (a, b)| found | (is_space(a) & is_space(b)))
}

const fn is_space(byte: &u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

/// For each gap between words with more than one space: the spaces after the first one. White space that is
/// collapsed (TTML) is layout and no gap; hidden text is between words like any other, since not every
/// parser hides it.
fn gaps<'r, 'a: 'r>(text: &str, runs: impl Iterator<Item = &'r Run<'a>>) -> Vec<Vec<Span>> {
    let mut gaps = Vec::new();
    let mut spare: Vec<Span> = Vec::new();
    // White space before the first word is reported by TXT002.
    let (mut in_word, mut in_gap) = (false, false);
    let mut last: Option<u32> = None;
    for run in runs {
        let between = last.filter(|&last| last < run.span.start);
        let hides =
            between.is_some_and(|last| has_text(Span::new(last, run.span.start).slice(text)));
        last = Some(run.span.end);
        let is_exact = run.is_exact(text);
        if hides || !is_exact {
            if !spare.is_empty() {
                gaps.push(std::mem::take(&mut spare));
            }
            let is_space = matches!(&run.kind, RunKind::Text(text) if text.trim().is_empty());
            (in_word, in_gap) = (in_word || hides || !is_exact && !is_space, false);
        }
        if !is_exact {
            continue;
        }
        for (at, byte) in run.span.slice(text).bytes().enumerate() {
            let here = run.span.start + at as u32;
            if !is_space(&byte) {
                if !spare.is_empty() {
                    gaps.push(std::mem::take(&mut spare));
                }
                (in_word, in_gap) = (true, false);
            } else if in_gap {
                match spare.last_mut().filter(|last| last.end == here) {
                    Some(last) => last.end = here + 1,
                    None => spare.push(Span::new(here, here + 1)),
                }
            } else {
                in_gap = in_word;
            }
        }
    }
    gaps
}

/// Whether a piece of source between two runs has more in it than tags and white space.
fn has_text(piece: &str) -> bool {
    let mut rest = piece;
    loop {
        let (before, after) = rest.split_once('<').unwrap_or((rest, ""));
        if !before.trim().is_empty() {
            return true;
        }
        match after.split_once('>') {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
}
