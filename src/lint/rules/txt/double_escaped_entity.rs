//! TXT007: character references that viewers read.

use std::ops::Range;

use crate::format::Format;
use crate::lint::references::{OUR_TEXT, WEBVTT_CUE_TEXT};
use crate::lint::rule::{CAPTIONS, WEBVTT_AND_TTML, docs};
use crate::lint::{CueContext, Findings, Rule, Subject};
use crate::source::{Applicability, Edit, Fix, Severity, Span};
use crate::timeline::{Shown, Signs};

docs! {
    /// ## What it does
    ///
    /// Finds character references that are left after the file was read: `&amp;amp;` shows `&amp;`,
    /// `&amp;lt;` shows `&lt;`. Known are `amp`, `lt`, `gt`, `quot`, `apos`, `nbsp`, `lrm`, `rlm` and
    /// numbers.
    ///
    /// ## Why
    ///
    /// A program has escaped text that was escaped before, and viewers read `salt &amp; pepper`.
    ///
    /// ## Example
    ///
    /// ```vtt,invalid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:04.000
    /// Salt &amp;amp; pepper
    /// ```
    ///
    /// ```vtt,valid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:04.000
    /// Salt &amp; pepper
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write the reference once. The unsafe fix does so.
    ///
    /// ## Where it comes from
    ///
    /// W3C WebVTT and XML decode each reference once. That the reference was not meant to be read is our
    /// own judgment.
}

pub(super) static RULE: Rule = Rule {
    code: "TXT007",
    name: "double-escaped-entity",
    summary: "viewers read a character reference: `&amp;`",
    severity: Severity::Warning,
    formats: WEBVTT_AND_TTML,
    kinds: CAPTIONS,
    fix: Some(Applicability::Unsafe),
    references: &[WEBVTT_CUE_TEXT, OUR_TEXT],
    docs: DOCS,
    cue: Some(check),
    one_cue: true,
    signs: Signs::AMPERSAND,
    ..Rule::NEW
};

/// The names that are references, and their numbers, which XML knows too.
const NAMES: &[(&str, Option<&str>)] = &[
    ("amp", None),
    ("lt", None),
    ("gt", None),
    ("quot", None),
    ("apos", None),
    ("nbsp", Some("#160")),
    ("lrm", Some("#8206")),
    ("rlm", Some("#8207")),
];

fn check(subject: &Subject<'_>, cue: &CueContext<'_, '_>, findings: &mut Findings<'_>) {
    if !cue.lines.iter().any(|line| line.text.contains('&')) {
        return;
    }
    let shown = Shown::of(subject.timeline, cue.cue);
    for (at, _) in shown.text.match_indices('&') {
        let Some((name, number)) = reference(&shown.text[at + 1..]) else { continue };
        let name = at + 1 + name.start..at + 1 + name.end;
        let (mark, rest) = (shown.spans(at..at + 1), shown.spans(name.clone()));
        let ([mark], [rest]) = (mark.as_slice(), rest.as_slice()) else { continue };
        // A `&` that the source has as such was not escaped at all.
        if mark.end != rest.start || mark.len() == 1 {
            continue;
        }
        let written = &shown.text[at..=name.end];
        let place = Span::new(mark.start, shown.end(name.end + 1));
        let message = format!("viewers read `{written}`: the text was escaped twice");
        let number = number.filter(|_| subject.format != Format::WebVtt);
        let once = format!("&{};", number.unwrap_or(&shown.text[name]));
        let fix = Fix::risky("escape it once", vec![Edit::replace(place, once)]);
        findings.push(findings.finding(place, message).with_cue(cue.index).with_fix(fix));
    }
}

/// The name or number of a reference whose `&` is before the text, and what XML writes for a name that it lacks.
fn reference(text: &str) -> Option<(Range<usize>, Option<&'static str>)> {
    let end = text.bytes().take(9).position(|b| b == b';')?;
    let name = &text[..end];
    let known = NAMES.iter().find(|(known, _)| *known == name);
    let digits = name.strip_prefix('#').unwrap_or_default();
    let is_number = match digits.strip_prefix(['x', 'X']) {
        Some(hex) => !hex.is_empty() && hex.bytes().all(|b| b.is_ascii_hexdigit()),
        None => !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()),
    };
    (known.is_some() || is_number).then(|| (0..end, known.and_then(|(_, number)| *number)))
}
