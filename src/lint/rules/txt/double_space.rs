//! TXT003: more than one space between words.

use super::lines::runs_by_line;
use crate::lint::references::PLAYER_DISPLAY;
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{CueContext, Findings, Rule, Subject};
use crate::source::{Applicability, Edit, Fix, Severity, Span};
use crate::timeline::{Run, is_visible};

docs! {
    /// ## What it does
    ///
    /// Finds two or more spaces or tabs in a row inside a line as shown, also where a tag stands
    /// between them. White space at the edges of a line is TXT002.
    ///
    /// ## Why
    ///
    /// Doubled spaces are typing errors. Browsers draw them as one (`white-space: pre-line`), players on
    /// a set-top box or desktop draw them as they stand, so the same line looks different from place
    /// to place. They also count in the length of the line and hide a phrase from search.
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
    /// Leave the first one. The fix does so and is safe: only white space goes.
    ///
    /// ## Where it comes from
    ///
    /// Subtitle Edit removes doubled spaces as well. W3C WebVTT, "Applying CSS properties to WebVTT
    /// Node Objects", and the Kaltura player set `pre-line`.
}

pub(super) static RULE: Rule = Rule {
    code: "TXT003",
    name: "double-space",
    summary: "words are set apart by more than one space",
    severity: Severity::Info,
    kinds: CAPTIONS,
    fix: Some(Applicability::Safe),
    references: &[PLAYER_DISPLAY],
    docs: DOCS,
    cue: Some(check),
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
                    .with_fix(Fix::safe("leave one", edits)),
            );
        }
    }
}

/// Whether two spaces stand side by side.
fn has_gap(line: &str) -> bool {
    let bytes = line.as_bytes();
    let twos = bytes.iter().zip(bytes.iter().skip(1));
    // All of them, without a branch for each: most lines have none.
    twos.fold(false, |found, (a, b)| found | (is_space(a) & is_space(b)))
}

const fn is_space(byte: &u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

/// For each gap between words with more than one space: the spaces after the first one.
fn gaps<'r, 'a: 'r>(text: &str, runs: impl Iterator<Item = &'r Run<'a>>) -> Vec<Vec<Span>> {
    let mut gaps = Vec::new();
    let mut spare: Vec<Span> = Vec::new();
    // Before the first word, all white space is an edge.
    let (mut in_word, mut in_gap) = (false, false);
    for run in runs {
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
