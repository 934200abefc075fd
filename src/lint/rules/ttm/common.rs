//! What the rules about TTML have in common.

use crate::chars::is_xml_space;
use crate::lint::Subject;
use crate::read::Document;
use crate::source::{Edit, Span};
use crate::time::{Clock, Timestamp};
use crate::ttml::{self, Attr, Attribute, Element, Model, NONE, NodeKind, Rational, Tag};

/// The document in its own format, which these rules need.
pub(super) fn ttml<'a>(subject: &Subject<'a>) -> Option<&'a ttml::Document<'a>> {
    match subject.document {
        Document::Ttml(document) => Some(document),
        _ => None,
    }
}

/// The model that the document is validated against.
pub(super) fn model(subject: &Subject<'_>, document: &ttml::Document<'_>) -> Model {
    Model::of(document, subject.context.ttml_model)
}

/// All elements with their nodes, in document order.
pub(super) fn elements<'d>(
    document: &'d ttml::Document<'_>,
) -> impl Iterator<Item = (u32, &'d Element)> {
    document.nodes.iter().enumerate().filter_map(|(at, node)| match &node.kind {
        NodeKind::Element(element) => Some((at as u32, element)),
        _ => None,
    })
}

/// All elements in document order, each with whether white space is preserved in it: by its own
/// `xml:space`, or that of an ancestor (TTML1 7.2.3).
pub(super) fn elements_with_space<'d>(
    document: &'d ttml::Document<'_>,
) -> impl Iterator<Item = (u32, &'d Element, bool)> {
    // The end of each `xml:space`, and whether it preserves white space.
    let mut open: Vec<(u32, bool)> = Vec::new();
    elements(document).map(move |(node, element)| {
        while open.last().is_some_and(|(end, _)| *end <= node) {
            open.pop();
        }
        if let Some(space) = document.attribute(node, Attr::Space) {
            let keeps = document.value(space).trim() == "preserve";
            open.push((document.nodes[node as usize].end, keeps));
        }
        (node, element, open.last().is_some_and(|(_, keeps)| *keeps))
    })
}

/// Whether there is text to show in an element.
pub(super) fn has_text(document: &ttml::Document<'_>, node: u32) -> bool {
    let end = document.nodes.get(node as usize).map_or(0, |n| n.end);
    (node + 1..end).any(|inner| {
        let parent = document.nodes[inner as usize].parent;
        matches!(document.tag(parent), Tag::P | Tag::Span)
            && document.text(inner).contains(|c: char| !c.is_ascii_whitespace())
    })
}

/// The region that an element or an ancestor names: an index into the document's regions.
pub(super) fn region_of(document: &ttml::Document<'_>, node: u32) -> Option<u32> {
    let around = std::iter::successors(Some(node), |&n| {
        document.nodes.get(n as usize).map(|n| n.parent).filter(|&parent| parent != NONE)
    });
    let named = { around }.find_map(|n| document.attribute(n, Attr::Region))?;
    document.styles.region_ids.get(document.value(named).trim())
}

/// A time as messages write it.
pub(super) fn when(time: Rational) -> String {
    let Timestamp(ms) = time.to_ms();
    Clock { time: Timestamp(ms), mark: '.' }.to_string()
}

/// Deletes an attribute, with the white space before it.
pub(super) fn without(document: &ttml::Document<'_>, attribute: &Attribute) -> Edit {
    let before = &document.source[..attribute.name.start as usize];
    let start = before.trim_end_matches(is_xml_space).len();
    Edit::delete(Span::new(start as u32, attribute.span.end + 1))
}
