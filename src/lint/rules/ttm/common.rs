//! What the rules about TTML have in common.

use crate::lint::Subject;
use crate::read::Document;
use crate::source::{Edit, Span};
use crate::ttml::{self, Attribute, Element, Model, NodeKind};

/// The document, which these rules look at in its own format.
pub(super) fn ttml<'a>(subject: &Subject<'a>) -> Option<&'a ttml::Document<'a>> {
    match subject.document {
        Document::Ttml(document) => Some(document),
        _ => None,
    }
}

/// What the document is held against.
#[allow(dead_code)]
pub(super) fn model(subject: &Subject<'_>, document: &ttml::Document<'_>) -> Model {
    Model::of(document, subject.options.ttml_model)
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

/// Takes an attribute out, with the white space before it.
#[allow(dead_code)]
pub(super) fn without(document: &ttml::Document<'_>, attribute: &Attribute) -> Edit {
    let before = &document.source[..attribute.name.start as usize];
    let start = before.trim_end_matches([' ', '\t', '\n', '\r']).len();
    Edit::delete(Span::new(start as u32, attribute.span.end + 1))
}
