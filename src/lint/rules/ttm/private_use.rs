//! TTM047: characters that only one font knows.

use super::common::ttml;
use crate::format::Format;
use crate::lint::references::DFXP_IN_PRACTICE;
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{Findings, Reference, Rule, Subject};
use crate::source::{Severity, Span};
use crate::ttml::{NodeKind, Tag};

docs! {
    /// ## What it does
    ///
    /// Finds characters of Unicode's private use areas in text.
    ///
    /// ## Why
    ///
    /// They have no meaning outside the font they were made for, often a logo or a broadcaster's music
    /// note. Players draw a box.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en">
    ///   <body><div>
    ///     <p begin="1s" end="3s">&#xE001; The harbour song</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ```ttml,valid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en">
    ///   <body><div>
    ///     <p begin="1s" end="3s">♪ The harbour song</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write the intended character: `♪` is U+266A.
    ///
    /// ## Where it comes from
    ///
    /// The Unicode Standard, private-use characters.
}

pub(super) static RULE: Rule = Rule {
    code: "TTM047",
    name: "private-use",
    summary: "a private-use character in text",
    severity: Severity::Warning,
    formats: &[Format::Ttml],
    kinds: CAPTIONS,
    references: &[
        Reference {
            title: "The Unicode Standard, version 16.0, section 23.5, private-use characters",
            url: "https://www.unicode.org/versions/Unicode16.0.0/core-spec/chapter-23/",
            read_on: "2026-11-22",
        },
        DFXP_IN_PRACTICE,
    ],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(document) = ttml(subject) else { return };
    for (at, node) in document.nodes.iter().enumerate() {
        if !matches!(node.kind, NodeKind::Text(_) | NodeKind::CData(_))
            || !matches!(document.tag(node.parent), Tag::P | Tag::Span)
        {
            continue;
        }
        let Some((found, c)) =
            document.text(at as u32).char_indices().find(|(_, c)| is_private(*c))
        else {
            continue;
        };
        let span = match document.source_text(at as u32) {
            Some((start, _)) => Span::at(start + found as u32),
            None => node.span,
        };
        let end = if span.is_empty() { span.start + c.len_utf8() as u32 } else { span.end };
        let message = format!(
            "U+{:04X} is a private-use character: it has a meaning in one font only",
            c as u32
        );
        findings.push(findings.finding(Span::new(span.start, end), message));
    }
}

const fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{ffffd}' | '\u{100000}'..='\u{10fffd}')
}
