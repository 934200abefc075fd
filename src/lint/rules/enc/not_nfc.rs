//! ENC008: letters that are not in the agreed normalization form.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, is_nfc_quick, is_nfd_quick};

use crate::lint::rule::docs;
use crate::lint::{CueContext, Findings, Reference, Rule, Subject, UnicodeForm};
use crate::rewrite::escape_at;
use crate::source::{Applicability, Edit, Fix, Severity, Span};
use crate::timeline::{RunKind, Shown, Signs};

docs! {
    /// ## What it does
    ///
    /// Finds visible text that is not in Unicode normalization form C: letters followed by their
    /// accents as separate characters, accents in the wrong order, characters that are equivalent to
    /// another one (U+212B, the sign for Ångström). With `unicode_form = nfd` it finds composed letters
    /// instead. There is one finding per cue.
    ///
    /// ## Why
    ///
    /// `é` can be one character or two, and viewers see no difference, but programs do: search does not
    /// find the word, dictionaries and word lists do not contain it, lines are measured as too long,
    /// and fonts without the mark show it next to its letter. Such text often comes from tools on
    /// macOS.
    ///
    /// ## Example
    ///
    /// ```webvtt,invalid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:03.000
    /// Cafe&#x301; on the quay.
    /// ```
    ///
    /// ```webvtt,valid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:03.000
    /// Café on the quay.
    /// ```
    ///
    /// ## How to fix
    ///
    /// The fix replaces only the characters concerned, in visible text only: a mark after a tag does
    /// not become part of the tag. A character reference among them is replaced by the character
    /// itself. The fix is safe: the text is canonically equivalent, which Unicode regards as the same text. Where
    /// markup separates a letter from its mark there is no fix.
    ///
    /// ## Where it comes from
    ///
    /// Unicode UAX #15.
}

pub(super) static RULE: Rule = Rule {
    code: "ENC008",
    name: "not-nfc",
    summary: "the text is not in Unicode normalization form C",
    severity: Severity::Info,
    fix: Some(Applicability::Safe),
    references: &[Reference {
        title: "Unicode UAX #15, normalization forms",
        url: "https://www.unicode.org/reports/tr15/",
        read_on: "2026-11-22",
    }],
    docs: DOCS,
    cue: Some(check),
    one_cue: true,
    signs: Signs::NOT_ASCII,
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, cue: &CueContext<'_, '_>, findings: &mut Findings<'_>) {
    let form = subject.limits.unicode_form;
    let runs = subject.timeline.runs_of(cue.cue);
    let texts = || {
        runs.iter().filter_map(|run| match &run.kind {
            RunKind::Text(text) => Some(text.as_ref()),
            _ => None,
        })
    };
    // Whether a mark composes depends on the character before it, which may be in another run.
    if texts().all(str::is_ascii) || is_normal(texts().flat_map(str::chars), form) {
        return;
    }
    let shown = Shown::of(subject.timeline, cue.cue);
    let mut places: Vec<Span> = Vec::new();
    let mut edits = Vec::new();
    for range in stretches(&shown.text, form) {
        let spans = shown.spans(range.clone());
        let Some(span) = spans.iter().copied().reduce(|a, b| a.join(b)) else { continue };
        places.push(span);
        let unbroken = spans.windows(2).all(|two| two[0].end == two[1].start);
        if unbroken && let Some(edit) = edit(subject, &shown, range, span, form) {
            edits.push(edit);
        }
    }
    let Some(&first) = places.first() else { return };
    let (name, title) = match form {
        UnicodeForm::Nfc => ("form C", "compose the characters"),
        UnicodeForm::Nfd => ("form D", "decompose the characters"),
    };
    let message = match places.len() {
        1 => format!("a character that is not in Unicode normalization {name}"),
        n => format!("{n} characters that are not in Unicode normalization {name}"),
    };
    let mut finding = findings.finding(first, message).with_cue(cue.index);
    if !edits.is_empty() {
        finding.fix = Some(Fix::new(Applicability::Safe, title, edits));
    }
    findings.push(finding);
}

/// The edit that normalizes a stretch; `None` where the text could become something else.
fn edit(
    subject: &Subject<'_>,
    shown: &Shown,
    range: Range<usize>,
    span: Span,
    form: UnicodeForm,
) -> Option<Edit> {
    let wanted: String = match form {
        UnicodeForm::Nfc => shown.text[range].nfc().collect(),
        UnicodeForm::Nfd => shown.text[range].nfd().collect(),
    };
    // U+037E becomes a semicolon, which may end the name of a reference.
    let source = subject.text().get(..span.start as usize)?;
    let name = source.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == '#');
    if wanted.starts_with(';') && name.ends_with('&') {
        return None;
    }
    Some(Edit::replace(span, escape_at(subject.file, span.start, &wanted)?.into_owned()))
}

fn quick(chars: impl Iterator<Item = char>, form: UnicodeForm) -> IsNormalized {
    match form {
        UnicodeForm::Nfc => is_nfc_quick(chars),
        UnicodeForm::Nfd => is_nfd_quick(chars),
    }
}

fn is_normal(chars: impl Iterator<Item = char>, form: UnicodeForm) -> bool {
    quick(chars, form) == IsNormalized::Yes
}

/// The pieces of a text that change: each from a character that composes with nothing before it
/// to the next of that kind.
fn stretches(text: &str, form: UnicodeForm) -> Vec<Range<usize>> {
    let starts = |c: char| {
        canonical_combining_class(c) == 0 && quick(std::iter::once(c), form) != IsNormalized::Maybe
    };
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    let ends = text.char_indices().filter(|(_, c)| starts(*c)).map(|(at, _)| at);
    for end in ends.chain([text.len()]) {
        let piece = &text[from..end];
        let changes = !is_normal(piece.chars(), form)
            && match form {
                UnicodeForm::Nfc => !piece.chars().eq(piece.nfc()),
                UnicodeForm::Nfd => !piece.chars().eq(piece.nfd()),
            };
        if changes {
            found.push(from..end);
        }
        from = end;
    }
    // White space composes with nothing, and may be a line break.
    let inked = |range: Range<usize>| {
        let piece = &text[range.clone()];
        range.end - piece.trim_start().len()..range.end
    };
    found.into_iter().map(inked).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_are_the_letters_that_change() {
        let of = |text: &str, form| -> Vec<String> {
            stretches(text, form).into_iter().map(|range| text[range].to_owned()).collect()
        };
        let c = |text| of(text, UnicodeForm::Nfc);
        assert_eq!(c("Cafe\u{301} au lait a\u{300}"), ["e\u{301}", "a\u{300}"]);
        // In the right order, or nothing to compose with; a sign equivalent to a letter; hangul.
        assert!(c("x\u{301} e\u{31b} 한 é").is_empty());
        assert_eq!(
            c("q\u{307}\u{323} \u{212b} \u{1112}\u{1161}\u{11ab}"),
            ["q\u{307}\u{323}", "\u{212b}", "\u{1112}\u{1161}\u{11ab}"]
        );
        assert_eq!(of("é e\u{301}", UnicodeForm::Nfd), ["é"]);
    }
}
