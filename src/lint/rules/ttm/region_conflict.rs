//! TTM037: text in two regions.

use super::common::{elements, ttml};
use crate::format::Format;
use crate::lint::references::{TTML_PARSERS, TTML1_9_3_3};
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{Findings, Rule, Subject};
use crate::source::Severity;
use crate::source::Span;
use crate::ttml::{Attr, Tag};

docs! {
    /// ## What it does
    ///
    /// Finds elements that name another region than one of their ancestors does.
    ///
    /// ## Why
    ///
    /// Content belongs to the region of its ancestors; content that names another one is shown in
    /// neither. Players disagree: some use the inner one.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling" xml:lang="en">
    ///   <head><layout><region xml:id="a" tts:origin="10% 10%" tts:extent="80% 20%"/><region xml:id="b" tts:origin="10% 70%" tts:extent="80% 20%"/></layout></head>
    ///   <body><div region="a">
    ///     <p begin="1s" end="4s" region="b">The harbour opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ```ttml,valid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling" xml:lang="en">
    ///   <head><layout><region xml:id="a" tts:origin="10% 10%" tts:extent="80% 20%"/><region xml:id="b" tts:origin="10% 70%" tts:extent="80% 20%"/></layout></head>
    ///   <body><div region="a">
    ///     <p begin="1s" end="4s" region="a">The harbour opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ## How to fix
    ///
    /// Name the region on one of them only.
    ///
    /// ## Where it comes from
    ///
    /// W3C TTML1, section 9.3.3; observation of TTML parsers. A warning: such documents are valid.
}

pub(super) static RULE: Rule = Rule {
    code: "TTM037",
    name: "region-conflict",
    summary: "text names another region than an ancestor",
    severity: Severity::Warning,
    formats: &[Format::Ttml],
    kinds: CAPTIONS,
    references: &[TTML1_9_3_3, TTML_PARSERS],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(document) = ttml(subject) else { return };
    // The regions that the ancestors name: the end of the element, the region, the place.
    let mut open: Vec<(u32, &str, Span)> = Vec::new();
    for (node, element) in elements(document) {
        while open.last().is_some_and(|(end, ..)| *end <= node) {
            open.pop();
        }
        if !matches!(element.tag, Tag::Body | Tag::Div | Tag::P | Tag::Span | Tag::Br) {
            continue;
        }
        let Some(named) = document.attribute(node, Attr::Region) else { continue };
        let name = document.value(named).trim();
        match open.last() {
            Some(&(_, outer, place)) if outer != name => {
                let message = format!(
                    "another region than `{outer}` of an ancestor: the text is shown in neither"
                );
                let finding = findings.finding(named.span, message);
                findings.push(finding.with_label(place, "the region of the ancestor"));
            }
            _ => open.push((document.nodes[node as usize].end, name, named.span)),
        }
    }
}
