//! TXT008: markup of another format that viewers read.

use std::ops::Range;

use crate::lint::references::{OUR_TEXT, WEBVTT_CUE_TEXT};
use crate::lint::rule::{CAPTIONS, WEBVTT_AND_TTML, docs};
use crate::lint::{CueContext, Findings, Rule, Subject};
use crate::source::{Applicability, Edit, Fix, Severity, Span};
use crate::timeline::{Shown, Signs};

docs! {
    /// ## What it does
    ///
    /// Finds markup that is shown as text: override tags of ASS (`{\an8}`), its line breaks (`\N`), and
    /// tags of SRT and HTML (`<i>`, `<font color="...">`, `<br>`).
    ///
    /// ## Why
    ///
    /// A converter has taken the markup of the source for text, and viewers read it.
    ///
    /// ## Example
    ///
    /// ```vtt,invalid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:04.000
    /// {\an8}The harbour opens at six.
    /// ```
    ///
    /// ```vtt,valid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:04.000
    /// The harbour opens at six.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Delete the markup, or write what it means in the format of the file. The unsafe fix deletes it, and
    /// writes a space for a line break.
    ///
    /// ## Where it comes from
    ///
    /// In WebVTT and TTML these are plain characters. That they were not meant to be read is our own
    /// judgment.
}

pub(super) static RULE: Rule = Rule {
    code: "TXT008",
    name: "literal-markup",
    summary: "viewers read markup: `{\\an8}`, `\\N`, `<i>`",
    severity: Severity::Warning,
    formats: WEBVTT_AND_TTML,
    kinds: CAPTIONS,
    fix: Some(Applicability::Unsafe),
    references: &[WEBVTT_CUE_TEXT, OUR_TEXT],
    docs: DOCS,
    cue: Some(check),
    one_cue: true,
    signs: Signs::LESS.or(Signs::BRACE).or(Signs::BACKSLASH),
    ..Rule::NEW
};

/// Elements of HTML that SRT files have.
const TAGS: &[&str] = &["i", "b", "u", "s", "em", "strong", "font", "span", "br", "p"];

fn check(subject: &Subject<'_>, cue: &CueContext<'_, '_>, findings: &mut Findings<'_>) {
    let has_mark = |text: &str| text.bytes().any(|b| matches!(b, b'{' | b'\\' | b'<'));
    if !cue.lines.iter().any(|line| has_mark(&line.text)) {
        return;
    }
    let shown = Shown::of(subject.timeline, cue.cue);
    for (range, with) in markup(&shown.text) {
        let spans = shown.spans(range.clone());
        let (Some(first), Some(last)) = (spans.first(), spans.last()) else { continue };
        let place = Span::new(first.start, last.end);
        let mut edits = vec![Edit::replace(*first, with)];
        edits.extend(spans[1..].iter().map(|span| Edit::delete(*span)));
        let message = format!("viewers read `{}`", &shown.text[range]);
        let fix = Fix::risky("delete the markup", edits);
        findings.push(findings.finding(place, message).with_cue(cue.index).with_fix(fix));
    }
}

/// The markup in a text, and what to write for it.
fn markup(text: &str) -> Vec<(Range<usize>, &'static str)> {
    let mut found: Vec<(Range<usize>, &str)> = Vec::new();
    for (at, c) in text.char_indices() {
        let rest = &text[at..];
        if found.last().is_some_and(|(last, _)| at < last.end) {
            continue;
        }
        let one = match c {
            '{' => overrides(rest).map(|len| (len, "")),
            '<' => tag(rest),
            '\\' if rest.starts_with("\\N") && !is_path(text, at) => Some((2, " ")),
            _ => None,
        };
        found.extend(one.map(|(len, with)| (at..at + len, with)));
    }
    found
}

/// Whether the word at a place is a path of Windows.
fn is_path(text: &str, at: usize) -> bool {
    let before = text[..at].rsplit(char::is_whitespace).next().unwrap_or_default();
    let after = text[at..].split(char::is_whitespace).next().unwrap_or_default();
    before.ends_with(['\\', ':']) || before.contains(":\\") || after.contains("\\\\")
}

/// The length of a group of ASS override tags.
fn overrides(text: &str) -> Option<usize> {
    let inside = text.strip_prefix("{\\")?;
    let len = inside.find(['}', '{', '\n']).filter(|at| inside[*at..].starts_with('}'))?;
    inside.starts_with(|c: char| c.is_ascii_alphanumeric()).then_some(len + 3)
}

/// The length of a tag, and what to write for it.
fn tag(text: &str) -> Option<(usize, &'static str)> {
    let end = text.find(['>', '\n']).filter(|at| text[*at..].starts_with('>'))?;
    let inside = text[1..end].trim_start_matches('/').trim_end_matches('/').trim();
    let name = inside.split(' ').next().unwrap_or_default().to_ascii_lowercase();
    let has_value = name.len() == inside.len() || inside.contains('=');
    let with = if name == "br" { " " } else { "" };
    (TAGS.contains(&name.as_str()) && has_value).then_some((end + 1, with))
}

#[cfg(test)]
mod tests {
    use super::markup;

    #[test]
    fn tags_and_overrides_are_found_and_text_is_not() {
        let found = |text: &str| -> Vec<String> {
            markup(text).into_iter().map(|(range, _)| text[range].to_owned()).collect()
        };
        assert_eq!(
            found("{\\an8}<i>Six</i>\\NSeven<br />"),
            ["{\\an8}", "<i>", "</i>", "\\N", "<br />"]
        );
        assert_eq!(found("<font color=\"red\">x</FONT>"), ["<font color=\"red\">", "</FONT>"]);
        for text in ["3 < 4 > 2", "{smiles}", "C:\\News\\New", "<b c>", "{\\}", "<i\n>"] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
