//! TXT004: spaces before punctuation.

use std::ops::Range;

use crate::language;
use crate::lint::references::SUBTITLE_EDIT_FIXES;
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{CueContext, Findings, Rule, Subject};
use crate::source::{Applicability, Edit, Fix, Severity, Span};
use crate::timeline::{Shown, Signs};

docs! {
    /// ## What it does
    ///
    /// Finds a space between a word and a full stop or comma. If the language of the file is known and is
    /// not French, also before `?`, `!`, `:` and `;`. No-break spaces, dots of an ellipsis and marks with
    /// text directly after them (`.NET`, `:)`) are left alone.
    ///
    /// ## Why
    ///
    /// A line may be wrapped at such a space, so that a line begins with a punctuation mark. It is often
    /// the trace of a recognizer or of optical character recognition.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:01,000 --> 00:00:04,000
    /// The harbour opens at six .
    /// ```
    ///
    /// ```srt,valid
    /// 1
    /// 00:00:01,000 --> 00:00:04,000
    /// The harbour opens at six.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Delete the space. The unsafe fix does so.
    ///
    /// ## Where it comes from
    ///
    /// Subtitle Edit removes unneeded spaces too. French has a space before `?`, `!`, `:` and `;`.
}

pub(super) static RULE: Rule = Rule {
    code: "TXT004",
    name: "space-before-punctuation",
    summary: "a space before a punctuation mark",
    severity: Severity::Info,
    kinds: CAPTIONS,
    fix: Some(Applicability::Unsafe),
    references: &[SUBTITLE_EDIT_FIXES],
    docs: DOCS,
    cue: Some(check),
    one_cue: true,
    signs: Signs::SPACED,
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, cue: &CueContext<'_, '_>, findings: &mut Findings<'_>) {
    let mark = |b: u8| matches!(b, b'.' | b',' | b'?' | b'!' | b':' | b';');
    let may = |line: &str| line.as_bytes().windows(2).any(|two| two[0] == b' ' && mark(two[1]));
    if !cue.lines.iter().any(|line| may(&line.text)) {
        return;
    }
    let language = subject.language().and_then(language::code);
    let marks = if language.is_none_or(|code| code == "fr") { ".," } else { ".,?!:;" };
    let shown = Shown::of(subject.timeline, cue.cue);
    for range in spaces(&shown.text, marks) {
        let spans = shown.spans(range.clone());
        let (Some(first), Some(last)) = (spans.first(), spans.last()) else { continue };
        let place = Span::new(first.start, last.end);
        let mark = &shown.text[range.end..=range.end];
        let edits = spans.iter().map(|span| Edit::delete(*span)).collect();
        let finding = findings.finding(place, format!("a space before `{mark}`"));
        findings.push(finding.with_cue(cue.index).with_fix(Fix::risky("delete the space", edits)));
    }
}

/// The spaces between a word and one of the marks.
fn spaces(text: &str, marks: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (at, mark) in text.char_indices().filter(|(_, c)| marks.contains(*c)) {
        let before = text[..at].trim_end_matches(' ');
        let after = &text[at + mark.len_utf8()..];
        let is_word =
            before.ends_with(|c: char| c.is_alphanumeric() || "\"'\u{2019}\u{201d})]".contains(c));
        let ends =
            after.chars().next().is_none_or(|c| c.is_whitespace() || "\"\u{201d}".contains(c));
        // The dots of ` . . .` are one sign.
        let is_dots = mark == '.' && after.trim_start_matches(' ').starts_with('.');
        if before.len() < at && is_word && ends && !is_dots {
            found.push(before.len()..at);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::spaces;

    #[test]
    fn only_spaces_between_words_and_marks_count() {
        let all = ".,?!:;";
        for text in [
            "Use .NET here",
            "a smile :) there",
            "well . . . no",
            "so ...",
            "a .5 share",
            "\u{266a} !",
            "- ?",
        ] {
            assert!(spaces(text, all).is_empty(), "{text}");
        }
        assert_eq!(spaces("six  .", all).as_slice(), std::slice::from_ref(&(3..5)));
        assert_eq!(spaces("six ,\nseven ?", all), [3..4, 11..12]);
        assert!(spaces("six ?", ".,").is_empty());
    }
}
