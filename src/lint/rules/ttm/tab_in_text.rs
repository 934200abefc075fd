//! TTM048: tabs between words.

use super::common::{elements_with_space, ttml};
use crate::format::Format;
use crate::lint::references::TTML1_7_2_3;
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{Findings, Reference, Rule, Subject};
use crate::source::{Applicability, Edit, Fix, Severity, Span};
use crate::ttml::{Document, NodeKind, Tag};

docs! {
    /// ## What it does
    ///
    /// Finds tabs between the words of a line where white space is not preserved. There is one finding
    /// per document, at the first place, with the number of places. Tabs that indent lines are not
    /// reported; TTM044 reports tabs under `xml:space="preserve"`.
    ///
    /// ## Why
    ///
    /// TTML shows one space. Parsers that use the text as written keep the tab, which SRT and WebVTT
    /// players show as a wide gap, a box or nothing.
    ///
    /// ## Example
    ///
    /// The example has the tab as a character reference, so that it can be seen.
    ///
    /// ```ttml,invalid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en">
    ///   <body><div>
    ///     <p begin="00:00:01.000" end="00:00:03.000">The harbour&#9;opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ```ttml,valid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en">
    ///   <body><div>
    ///     <p begin="00:00:01.000" end="00:00:03.000">The harbour opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write a space. The safe fix does so everywhere.
    ///
    /// ## Where it comes from
    ///
    /// W3C TTML1, section 7.2.3 (white space); observation of DFXP in practice. Information only: TTML
    /// parsers show what is intended.
}

pub(super) static RULE: Rule = Rule {
    code: "TTM048",
    name: "tab-in-text",
    summary: "a tab between words",
    severity: Severity::Info,
    formats: &[Format::Ttml],
    kinds: CAPTIONS,
    fix: Some(Applicability::Safe),
    references: &[
        TTML1_7_2_3,
        Reference {
            title: "Observation: DFXP files as programs write them",
            url: "docs/observations.md#dfxp-in-practice",
            read_on: "2026-11-22",
        },
    ],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(document) = ttml(subject) else { return };
    let bytes = document.source.as_bytes();
    if memchr::memchr(b'\t', bytes).is_none() && memchr::memmem::find(bytes, b"&#").is_none() {
        return;
    }
    let mut places: Vec<Span> = Vec::new();
    for (node, element, keeps) in elements_with_space(document) {
        let holds = matches!(element.tag, Tag::P | Tag::Span);
        if holds && !keeps {
            tabs(document, node, &mut places);
        }
    }
    let Some(&first) = places.first() else { return };
    let message = match places.len() {
        1 => "a tab between words: not every parser turns it into a space".to_owned(),
        count => {
            format!("tabs between words in {count} places: not every parser turns them into spaces")
        }
    };
    let edits = places.into_iter().map(|span| Edit::replace(span, " ")).collect();
    let fix = Fix::safe("write spaces", edits);
    findings.push(findings.finding(first, message).with_fix(fix));
}

/// Adds the tabs directly inside an element that have visible text on both sides on their line: each
/// run of blanks with a tab in it, written as such or as a reference.
fn tabs(document: &Document<'_>, element: u32, places: &mut Vec<Span>) {
    for node in document.children(element).map(|child| &document.nodes[child as usize]) {
        if !matches!(node.kind, NodeKind::Text(_)) {
            continue;
        }
        let text = node.span.slice(document.source);
        // Where the current blanks begin, and whether a tab is among them.
        let (mut inked, mut blanks) = (false, None);
        let mut at = 0;
        while at < text.len() {
            let (len, is_tab) = blank(&text.as_bytes()[at..]);
            match text.as_bytes()[at] {
                b'\n' | b'\r' => (inked, blanks) = (false, None),
                _ if len > 0 => {
                    let (start, tab) = blanks.unwrap_or((at, false));
                    blanks = Some((start, tab || is_tab));
                }
                _ => {
                    if let (true, Some((start, true))) = (inked, blanks) {
                        let base = node.span.start as usize;
                        places.push(Span::of(base + start..base + at));
                    }
                    (inked, blanks) = (true, None);
                }
            }
            at += len.max(1);
        }
    }
}

/// The length of the blank at the start of a text, 0 for none, and whether it is a tab.
fn blank(text: &[u8]) -> (usize, bool) {
    let references = [&b"&#9;"[..], b"&#x9;", b"&#09;", b"&#x09;"];
    match text.first() {
        Some(b' ') => (1, false),
        Some(b'\t') => (1, true),
        _ => {
            references.iter().find(|r| text.starts_with(r)).map_or((0, false), |r| (r.len(), true))
        }
    }
}
