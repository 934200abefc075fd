//! TTM040: styles that nothing refers to.

use super::common::{elements, ttml};
use crate::format::Format;
use crate::lint::rule::docs;
use crate::lint::{Findings, Reference, Rule, Subject};
use crate::source::Severity;
use crate::ttml::{Attr, Tag};
use std::collections::HashSet;

docs! {
    /// ## What it does
    ///
    /// Finds styles of the `styling` section that no `style` attribute names.
    ///
    /// ## Why
    ///
    /// They do nothing. If one was intended for the text, the reference is missing or misspelled.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling" xml:lang="en">
    ///   <head><styling><style xml:id="loud" tts:color="yellow"/></styling></head>
    ///   <body><div>
    ///     <p begin="1s" end="4s">The harbour opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ```ttml,valid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling" xml:lang="en">
    ///   <head><styling><style xml:id="loud" tts:color="yellow"/></styling></head>
    ///   <body><div>
    ///     <p style="loud" begin="1s" end="4s">The harbour opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ## How to fix
    ///
    /// Refer to the style, or remove it.
    ///
    /// ## Where it comes from
    ///
    /// W3C TTML1, section 8.4.1.2 (referential styling).
}

pub(super) static RULE: Rule = Rule {
    code: "TTM040",
    name: "unused-style",
    summary: "a style is not used",
    severity: Severity::Info,
    formats: &[Format::Ttml],
    references: &[Reference {
        title: "W3C TTML1, third edition, section 8.4.1.2",
        url: "https://www.w3.org/TR/2018/REC-ttml1-20181108/",
        read_on: "2026-11-22",
    }],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(document) = ttml(subject) else { return };
    let references = document.attributes.iter().filter(|a| a.attr == Attr::Style);
    let used: HashSet<&str> = references.flat_map(|a| document.value(a).split(' ')).collect();
    for (node, element) in elements(document) {
        let parent = document.nodes[node as usize].parent;
        if element.tag != Tag::Style || document.tag(parent) != Tag::Styling {
            continue;
        }
        let id = document.attribute(node, Attr::Id).or(document.attribute(node, Attr::PlainId));
        let name = id.map_or("", |a| document.value(a).trim());
        if !used.contains(name) {
            let span = id.map_or(element.name, |a| a.span);
            findings.push(findings.finding(span, "nothing refers to this style"));
        }
    }
}
