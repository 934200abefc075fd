//! LIN007: a word hyphenated across two lines.

use std::collections::HashSet;

use super::wrap;
use crate::lint::references::BBC;
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{Findings, Rule, Subject};
use crate::rewrite;
use crate::source::{Applicability, Edit, Fix, Severity};
use crate::timeline::{Shown, Signs, Timeline};

docs! {
    /// ## What it does
    ///
    /// Finds lines that end with a letter and a hyphen where the next line begins with a lower-case
    /// letter and both halves make one word: the file has the word without a hyphen elsewhere, or the
    /// hyphen is a soft one (U+00AD). A dash (*you- / through the door*) and a compound (*twenty- /
    /// one*) are not reported.
    ///
    /// ## Why
    ///
    /// Subtitles leave no time for half words: the viewer has to remember the first half while the eye
    /// moves.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:01,000 --> 00:00:04,000
    /// The ferry leaves the har-
    /// bour at six.
    ///
    /// 2
    /// 00:00:05,000 --> 00:00:08,000
    /// The harbour is cold.
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
    /// Write the word on one line. The suggestion moves it to the second line, without the hyphen.
    ///
    /// ## Where it comes from
    ///
    /// BBC Subtitle Guidelines, section 3: line breaks within a word should be avoided.
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
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let timeline = subject.timeline;
    let mut lines = Vec::new();
    let mut words: Option<HashSet<String>> = None;
    for (index, cue) in timeline.cues.iter().enumerate() {
        let signs = subject.signs[index];
        if !signs.has(Signs::BREAK) || !signs.has(Signs::HYPHEN.or(Signs::NOT_ASCII)) {
            continue;
        }
        timeline.lines_into(cue, &mut lines);
        for (at, pair) in lines.windows(2).enumerate() {
            let (line, next) = (pair[0].text.trim_end(), pair[1].text.trim_start());
            let Some(Split { whole, parts, is_soft }) = split(line, next) else { continue };
            let words = words.get_or_insert_with(|| words_of(timeline));
            if !is_soft && (!words.contains(&whole) || words.contains(&parts)) {
                continue;
            }
            let message = format!("the word `{whole}` is split between two lines");
            let mut finding = findings.finding(pair[0].span, message).with_cue(index as u32);
            if at < wrap::MANY {
                finding.fix = fix(subject, index as u32, at);
            }
            findings.push(finding);
        }
    }
}

/// Two halves of what may be a word.
struct Split {
    /// Without the hyphen and with it, in lower case.
    whole: String,
    parts: String,
    is_soft: bool,
}

const SOFT_HYPHEN: char = '\u{ad}';
const HYPHENS: [char; 3] = ['-', '\u{2010}', SOFT_HYPHEN];

fn split(line: &str, next: &str) -> Option<Split> {
    let head = line.strip_suffix(HYPHENS)?;
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’');
    let half = next.split(|c| !is_word(c)).next().unwrap_or_default();
    let first = head.rsplit(|c| !is_word(c)).next().unwrap_or_default();
    let fits = first.ends_with(char::is_alphabetic) && half.starts_with(char::is_lowercase);
    fits.then(|| Split {
        whole: format!("{first}{half}").to_lowercase(),
        parts: format!("{first}-{half}").to_lowercase(),
        is_soft: line.ends_with(SOFT_HYPHEN),
    })
}

/// The words of a file in lower case; those with hyphens whole and in parts.
fn words_of(timeline: &Timeline<'_>) -> HashSet<String> {
    let mut words = HashSet::new();
    let mut lines = Vec::new();
    for cue in &timeline.cues {
        timeline.lines_into(cue, &mut lines);
        for line in &lines {
            let joins = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-' | '\u{2010}');
            for word in line.text.split(|c| !joins(c)) {
                let word = word.trim_matches(['-', '\'', '’', '\u{2010}']).to_lowercase();
                words.extend(word.split(['-', '\u{2010}']).map(str::to_owned));
                words.insert(word.replace('\u{2010}', "-"));
            }
        }
    }
    words
}

/// The word on the second line, without its hyphen.
fn fix(subject: &Subject<'_>, index: u32, line: usize) -> Option<Fix> {
    if rewrite::is_shared(subject.timeline, index) {
        return None;
    }
    let cue = subject.timeline.cues.get(index as usize)?;
    let shown = Shown::of(subject.timeline, cue);
    let end = shown.text.match_indices('\n').nth(line)?.0;
    let start = shown.text[..end].rfind('\n').map_or(0, |at| at + 1);
    let written = shown.text[start..end].trim_end();
    let word = start + written.rfind(char::is_whitespace)?;
    let gap = shown.text[start..word].trim_end().len() + start;
    let after = &shown.text[end + 1..];
    let next = end + 1 + (after.len() - after.trim_start().len());
    let word = word + shown.text[word..].chars().next()?.len_utf8();
    let mut spans = shown.spans(gap..word).into_iter();
    let broken = rewrite::line_break(subject.file, cue.origin.block.start)?;
    let mut edits = vec![Edit::replace(spans.next()?, broken)];
    edits.extend(spans.map(Edit::delete));
    let hyphen = start + written.trim_end_matches(HYPHENS).len();
    edits.extend(shown.spans(hyphen..next).into_iter().map(Edit::delete));
    Some(Fix::show("write the word on the next line", edits))
}
