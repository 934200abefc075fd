//! EAD010: captions that were delivered as descriptions.

use crate::lint::references::WCAG_EXTENDED_AD;
use crate::lint::rule::{EAD, docs};
use crate::lint::{Findings, Rule, Subject};
use crate::source::Severity;
use crate::timeline::Line;

docs! {
    /// ## What it does
    ///
    /// Finds descriptions that read like captions of speech: a name in capitals with a colon (`ANN:`),
    /// a speaker change mark (`>>`), a text that is entirely in quotation marks, or two lines that each
    /// begin with a dash. There is one finding for the file, with the first few places.
    ///
    /// Labels of text on screen (`TITLE:`, `TEXT ON SCREEN:`, `SIGN:`) are not names.
    ///
    /// ## Why
    ///
    /// Audio description says what can be seen. Speech can be heard, so speech in a file of
    /// descriptions usually means that the captions were uploaded in its place. Whether a file is a
    /// description is recorded outside the file, so nothing else would notice.
    ///
    /// ## Example
    ///
    /// ```vtt,invalid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:04.000
    /// ANN: The boat is late again.
    /// ```
    ///
    /// ```vtt,valid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:04.000
    /// Ann points at a sign: "No boats today."
    /// ```
    ///
    /// ## How to fix
    ///
    /// Deliver the file as captions, or describe what can be seen.
    ///
    /// ## Where it comes from
    ///
    /// Our own judgment. The marks are those that style guides prescribe for captions; what a
    /// description contains is defined in WCAG 2.2.
}

pub(super) static RULE: Rule = Rule {
    code: "EAD010",
    name: "ead-dialogue-like",
    summary: "descriptions read like captions of speech",
    severity: Severity::Warning,
    kinds: EAD,
    references: &[WCAG_EXTENDED_AD],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

/// More places of a file than these are counted, not named.
const MAX_PLACES: usize = 5;

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let cues = &subject.timeline.cues;
    let mut lines = Vec::new();
    let mut like = Vec::new();
    for (index, cue) in cues.iter().enumerate() {
        subject.timeline.lines_into(cue, &mut lines);
        if let Some(what) = dialogue(&lines) {
            like.push((index, what));
        }
    }
    let Some(&(first, what)) = like.first() else { return };
    let message = format!(
        "{} of {} descriptions read like captions of speech ({what})",
        like.len(),
        cues.len()
    );
    let mut finding = findings.finding(cues[first].origin.payload, message).with_cue(first as u32);
    for &(index, what) in like[1..].iter().take(MAX_PLACES - 1) {
        finding = finding.with_label(cues[index].origin.payload, what);
    }
    findings.push(finding);
}

/// What makes a description look like speech.
fn dialogue(lines: &[Line<'_>]) -> Option<&'static str> {
    let trimmed = |line: &'_ Line<'_>| line.text.trim().to_owned();
    let texts: Vec<String> = lines.iter().map(trimmed).filter(|text| !text.is_empty()).collect();
    if texts.iter().any(|text| text.starts_with(">>")) {
        return Some("a speaker change mark");
    }
    if texts.iter().any(|text| has_name(text)) {
        return Some("a name before the text");
    }
    let dash = |text: &String| text.starts_with(['-', '\u{2013}', '\u{2014}']);
    if texts.len() > 1 && texts.iter().all(dash) {
        return Some("dashes before the lines");
    }
    let (first, last) = (texts.first()?, texts.last()?);
    let quoted = first.starts_with(['"', '\u{201c}', '\u{201e}', '\u{ab}'])
        && last.ends_with(['"', '\u{201d}', '\u{201c}', '\u{bb}'])
        && inner_quotes(&texts) == 0;
    quoted.then_some("all in quotation marks")
}

/// Quotation marks between the first and the last character of a text.
fn inner_quotes(texts: &[String]) -> usize {
    let all: usize = texts.iter().map(|text| text.matches(is_quote).count()).sum();
    all.saturating_sub(2)
}

const fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\u{201c}'..='\u{201e}' | '\u{ab}' | '\u{bb}')
}

/// Words in labels of text on screen, and of the voice that speaks the description.
const LABELS: &[&str] = &[
    "TEXT",
    "TITLE",
    "TITLES",
    "SCREEN",
    "ONSCREEN",
    "CAPTION",
    "SIGN",
    "LOGO",
    "CREDIT",
    "CREDITS",
    "SUBTITLE",
    "DESCRIPTION",
    "NARRATOR",
    "DESCRIBER",
    "NOTE",
    "SLIDE",
    "GRAPHIC",
    "CHAPTER",
];

/// Whether a line begins with a name in capitals and a colon: at most three words, with a letter, and
/// text after them.
fn has_name(line: &str) -> bool {
    let Some((name, text)) = line.split_once(':') else { return false };
    let words: Vec<&str> = name.split([' ', '-']).filter(|word| !word.is_empty()).collect();
    let capitals = |word: &&str| {
        word.chars().all(|c| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '.' | '\''))
    };
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    letters > 1
        && text.contains(char::is_alphabetic)
        && (1..=3).contains(&words.len())
        && words.iter().all(capitals)
        && !words.iter().any(|word| LABELS.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_few_words_in_capitals_before_text() {
        for line in ["ANN: Hello", "DR. LEE: Yes.", "SPEAKER 2: well", "ÉMILE: oui", "O'HARA:no"] {
            assert!(has_name(line), "{line}");
        }
        for line in [
            "Ann: Hello",
            "TITLE: Six in the morning",
            "TEXT ON SCREEN: hello",
            "At 6:30 a boat comes",
            "ANN:",
            "A B C D: x",
            "A: the first letter",
            "10: ten boats",
            "no colon",
        ] {
            assert!(!has_name(line), "{line}");
        }
    }
}
