//! TXT006: tags that are not in pairs, and tags around nothing.

use std::collections::HashMap;

use super::super::line::SourceLines;
use crate::format::Format;
use crate::lint::references::{SRT_PARSERS, SUBTITLE_EDIT_FIXES};
use crate::lint::rule::docs;
use crate::lint::{Findings, Rule, Subject};
use crate::source::{Applicability, Diagnostic, Edit, Fix, Severity, Span};
use crate::timeline::ScopeKind;

docs! {
    /// ## What it does
    ///
    /// In SRT, finds start tags without an end tag and the reverse, tags closed in the wrong order, and
    /// malformed tags. In SRT and WebVTT, finds pairs with nothing between them, such as `<i></i>`.
    /// Unpaired tags in WebVTT are reported by VTT006.
    ///
    /// ## Why
    ///
    /// SRT players differ on where an unclosed tag ends: at the end of the line, at the end of the cue,
    /// or never. Some show the tag as text. Empty pairs are left over when text is deleted, and players
    /// without markup show them as text.
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
    /// Close open tags in reverse order, and delete empty pairs. Fixes that do not change what is shown
    /// are safe.
    ///
    /// ## Where it comes from
    ///
    /// What players do with unbalanced tags is an observation. Subtitle Edit fixes the same faults.
}

pub(super) static RULE: Rule = Rule {
    code: "TXT006",
    name: "unbalanced-markup",
    summary: "tags are not in pairs, or enclose nothing",
    severity: Severity::Warning,
    formats: &[Format::Srt, Format::WebVtt],
    fix: Some(Applicability::Safe),
    passes_on: &["TAG_UNBALANCED", "TAG_MISNESTED", "TAG_MALFORMED"],
    references: &[SRT_PARSERS, SUBTITLE_EDIT_FIXES],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let text = subject.text();
    let mut lines = SourceLines::new(text, |_| false);
    // The ends of the pairs that enclose nothing, by their start. Inner pairs come later in the list.
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

/// The name in the end tag of an element that has no effect without content.
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
    let after = cues.partition_point(|cue| cue.origin.payload.start <= pair.start);
    if let Some(index) = after.checked_sub(1) {
        finding = finding.with_cue(index as u32);
    }
    // A line that is blank without the tags would end the cue, and the characters around them could form
    // markup.
    let blank = pair.contains(lines.around(pair).0.ink);
    let joins = text[..pair.start as usize].ends_with(['<', '&', '-', '{']);
    if blank || joins {
        return finding;
    }
    finding.with_fix(Fix::safe("delete the tags", vec![Edit::delete(pair)]))
}
