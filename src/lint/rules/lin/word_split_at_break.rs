//! LIN007: a word hyphenated across two lines.

use super::wrap;
use crate::lint::references::BBC;
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{CueContext, Findings, Rule, Subject};
use crate::rewrite;
use crate::source::{Applicability, Edit, Fix, Severity};
use crate::timeline::Shown;

docs! {
    /// ## What it does
    ///
    /// Finds lines that end with a letter and a hyphen while the next begins with a small letter. A
    /// hyphen that waits for another word (*pre- and post-war*) is none.
    ///
    /// ## Why
    ///
    /// Subtitles have no time for half words: the reader has to hold one while the eye moves. A
    /// compound (*well-known*) is better not broken either.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:01,000 --> 00:00:04,000
    /// The ferry leaves the har-
    /// bour at six.
    /// ```
    ///
    /// ```srt,valid
    /// 1
    /// 00:00:01,000 --> 00:00:04,000
    /// The ferry leaves
    /// the harbour at six.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write the word on one line. The fix shows it on the second; whether the hyphen belongs to the
    /// word is for people to say.
    ///
    /// ## Where it comes from
    ///
    /// BBC Subtitle Guidelines (`qc_rules.md` 1.5, 2026-11-22).
}

pub(super) static RULE: Rule = Rule {
    code: "LIN007",
    name: "word-split-at-break",
    summary: "a word is split between two lines",
    severity: Severity::Info,
    kinds: CAPTIONS,
    fix: Some(Applicability::Show),
    references: &[BBC],
    docs: DOCS,
    cue: Some(check),
    ..Rule::NEW
};

/// Conjunctions behind a hyphen that waits, where no language says which.
const WAITING: &[&str] =
    &["and", "or", "to", "und", "oder", "bis", "et", "ou", "en", "of", "y", "o", "e"];

fn check(subject: &Subject<'_>, cue: &CueContext<'_, '_>, findings: &mut Findings<'_>) {
    for (at, pair) in cue.lines.windows(2).enumerate() {
        let (line, next) = (pair[0].text.trim_end(), pair[1].text.trim_start());
        if !is_split(line, next) {
            continue;
        }
        let message = "a word is split between two lines";
        let mut finding = findings.finding(pair[0].span, message).with_cue(cue.index);
        if at < wrap::MANY {
            finding.fix = fix(subject, cue, at);
        }
        findings.push(finding);
    }
}

fn is_split(line: &str, next: &str) -> bool {
    let Some(head) = line.strip_suffix(['-', '\u{2010}']) else { return false };
    let half = next.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    head.ends_with(char::is_alphabetic)
        && half.starts_with(char::is_lowercase)
        && !WAITING.contains(&half)
}

/// The word on the second line, with its hyphen.
fn fix(subject: &Subject<'_>, cue: &CueContext<'_, '_>, line: usize) -> Option<Fix> {
    if rewrite::is_shared(subject.timeline, cue.index) {
        return None;
    }
    let shown = Shown::of(subject.timeline, cue.cue);
    let end = shown.text.match_indices('\n').nth(line)?.0;
    let start = shown.text[..end].rfind('\n').map_or(0, |at| at + 1);
    let written = shown.text[start..end].trim_end();
    let word = start + written.rfind(char::is_whitespace)?;
    let gap = shown.text[start..word].trim_end().len() + start;
    let behind = &shown.text[end + 1..];
    let next = end + 1 + (behind.len() - behind.trim_start().len());
    let word = word + shown.text[word..].chars().next()?.len_utf8();
    let mut spans = shown.spans(gap..word).into_iter();
    let broken = rewrite::line_break(subject.file, cue.cue.origin.block.start)?;
    let mut edits = vec![Edit::replace(spans.next()?, broken)];
    edits.extend(spans.map(Edit::delete));
    edits.extend(shown.spans(start + written.len()..next).into_iter().map(Edit::delete));
    Some(Fix::show("write the word on the next line", edits))
}
