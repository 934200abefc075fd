//! TXT006: tags that do not come in pairs, and tags around nothing.

use std::collections::HashMap;

use super::super::line::SourceLines;
use crate::format::Format;
use crate::lint::references::PLAYER_DISPLAY;
use crate::lint::rule::docs;
use crate::lint::{Findings, Reference, Rule, Subject};
use crate::source::{Applicability, Diagnostic, Edit, Fix, Severity, Span};
use crate::timeline::ScopeKind;

docs! {
    /// ## What it does
    ///
    /// In SRT, finds tags without a partner, tags closed in the wrong order, and tags that are not
    /// written as players expect them. In both formats, finds pairs with nothing between them, such
    /// as `<i></i>`. What WebVTT says about pairs is VTT006.
    ///
    /// ## Why
    ///
    /// SRT players guess where a tag without a partner ends: at the end of the line, of the cue, or
    /// never; some show the tag. The Kaltura player turns SRT into WebVTT, where an end tag that
    /// fits no open tag is ignored and an open one lasts to the end of the cue. Empty pairs are left
    /// over when text is deleted and show up as text in players without markup.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// <i>The harbour opens at six.
    /// ```
    ///
    /// ```srt,valid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// <i>The harbour</i> opens at six.
    /// ```
    ///
    /// ```vtt,invalid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:03.000
    /// The harbour <b></b>opens at six.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Close what is open, in the reverse order, and delete pairs around nothing. Fixes that leave
    /// the picture as it is are safe.
    ///
    /// ## Where it comes from
    ///
    /// Our measurement of twelve SRT readers; Kaltura player source. Subtitle Edit repairs the same
    /// things.
}

pub(super) static RULE: Rule = Rule {
    code: "TXT006",
    name: "unbalanced-markup",
    summary: "tags do not come in pairs, or enclose nothing",
    severity: Severity::Warning,
    formats: &[Format::Srt, Format::WebVtt],
    fix: Some(Applicability::Safe),
    passes_on: &["TAG_UNBALANCED", "TAG_MISNESTED", "TAG_MALFORMED"],
    references: &[
        Reference {
            title: "Observation: SRT files in twelve readers",
            url: "docs/observations.md#srt-readers",
            read_on: "2026-11-22",
        },
        PLAYER_DISPLAY,
    ],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let text = subject.text();
    let mut lines = SourceLines::new(text, |_| false);
    // Where the pairs end that enclose nothing, by their start. What is inside comes later in the list.
    let mut ends: HashMap<u32, u32> = HashMap::new();
    let mut pairs = Vec::new();
    for scope in subject.timeline.scopes.iter().rev() {
        let Some(name) = closer(&scope.kind) else { continue };
        let mut at = scope.span.end;
        while let Some(end) = ends.get(&at) {
            at = *end;
        }
        let Some(end) = closed_at(text, at, name) else { continue };
        ends.insert(scope.span.start, end);
        pairs.push(Span::new(scope.span.start, end));
    }
    for pair in pairs.into_iter().rev() {
        let finding = empty_pair(subject, findings, &mut lines, pair);
        findings.push(finding);
    }
}

/// The name in the end tag of an element that is worth nothing without content.
fn closer(kind: &ScopeKind<'_>) -> Option<&'static str> {
    match kind {
        ScopeKind::Bold => Some("b"),
        ScopeKind::Italic => Some("i"),
        ScopeKind::Underline => Some("u"),
        ScopeKind::Class => Some("c"),
        ScopeKind::Language(_) => Some("lang"),
        ScopeKind::Font { .. } => Some("font"),
        _ => None,
    }
}

/// The end of the end tag `</name>` at `at`.
fn closed_at(text: &str, at: u32, name: &str) -> Option<u32> {
    let rest = text.get(at as usize..)?.strip_prefix("</")?;
    let found = rest.get(..name.len())?;
    let closed = found.eq_ignore_ascii_case(name) && rest[name.len()..].starts_with('>');
    closed.then(|| at + name.len() as u32 + 3)
}

fn empty_pair(
    subject: &Subject<'_>,
    findings: &Findings<'_>,
    lines: &mut SourceLines<'_>,
    pair: Span,
) -> Diagnostic {
    let text = subject.text();
    let tags = pair.slice(text);
    let mut finding = findings.finding(pair, format!("`{}` encloses nothing", tags.escape_debug()));
    let cues = &subject.timeline.cues;
    let behind = cues.partition_point(|cue| cue.origin.payload.start <= pair.start);
    if let Some(index) = behind.checked_sub(1) {
        finding = finding.with_cue(index as u32);
    }
    // A line that is blank without the tags would end the cue; characters that meet could become
    // markup.
    let blank = pair.contains(lines.around(pair).0.ink);
    let joins = text[..pair.start as usize].ends_with(['<', '&', '-', '{']);
    if blank || joins {
        return finding;
    }
    finding.with_fix(Fix::safe("delete the tags", vec![Edit::delete(pair)]))
}
