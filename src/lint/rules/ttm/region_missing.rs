//! TTM036: text without a region in a document that has regions.

use super::common::{elements, has_text, ttml};
use crate::format::Format;
use crate::lint::references::{TTML_PARSERS, TTML1_9_3_3};
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{Findings, Rule, Subject};
use crate::source::Severity;
use crate::ttml::{Attr, Document, Tag};

docs! {
    /// ## What it does
    ///
    /// Finds paragraphs with text that name no region, on themselves or on an ancestor or descendant,
    /// while the head defines some. If no text names any, the finding is on the first region.
    ///
    /// ## Why
    ///
    /// As soon as one region is defined, TTML only shows content that names one: there is no default
    /// region any more, and the text is lost. Lenient players show it, so the error goes unnoticed
    /// until another player does not.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling" xml:lang="en">
    ///   <head><layout><region xml:id="a" tts:origin="10% 10%" tts:extent="80% 20%"/></layout></head>
    ///   <body><div>
    ///     <p begin="1s" end="4s" region="a">The harbour opens at six.</p>
    ///     <p begin="5s" end="8s">Bring your own chair.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ```ttml,valid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling" xml:lang="en">
    ///   <head><layout><region xml:id="a" tts:origin="10% 10%" tts:extent="80% 20%"/></layout></head>
    ///   <body><div>
    ///     <p begin="1s" end="4s" region="a">The harbour opens at six.</p>
    ///     <p begin="5s" end="8s" region="a">Bring your own chair.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ## How to fix
    ///
    /// Name a region on the paragraph, or one for all on `body`; or remove the regions.
    ///
    /// ## Where it comes from
    ///
    /// W3C TTML1, section 9.3.3 (region layout and presentation). A warning: such documents are valid.
}

pub(super) static RULE: Rule = Rule {
    code: "TTM036",
    name: "region-missing",
    summary: "text names no region although regions are defined",
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
    let Some(region) = document.styles.regions.first() else { return };
    let mut lost = Vec::new();
    let mut placed = false;
    // The end of the element with a region around the current paragraphs.
    let mut covered = 0;
    for (node, element) in elements(document) {
        if !matches!(element.tag, Tag::Body | Tag::Div | Tag::P) {
            continue;
        }
        let end = document.nodes[node as usize].end;
        if names_region(document, node) {
            covered = covered.max(end);
        }
        if element.tag != Tag::P || !has_text(document, node) {
            continue;
        }
        if node < covered || (node + 1..end).any(|inner| names_region(document, inner)) {
            placed = true;
        } else {
            lost.push(element.name);
        }
    }
    match lost.as_slice() {
        [] => {}
        _ if placed => {
            for name in lost {
                let message =
                    "this text names no region although the document defines some: it is not shown";
                findings.push(findings.finding(name, message));
            }
        }
        [first, ..] => {
            let message = "the document has regions, but no text names one: no text is shown";
            let tag = document.start_tag(region.node);
            findings.push(findings.finding(tag, message).with_label(*first, "the first text"));
        }
    }
}

/// Whether an element names a region, or contains one (TTML2's inline regions).
fn names_region(document: &Document<'_>, node: u32) -> bool {
    document.attribute(node, Attr::Region).is_some()
        || document.children(node).take(4).any(|child| document.tag(child) == Tag::Region)
}
