//! Paragraphs and tags in the source: found, removed, and written (`br`).

use std::borrow::Cow;

use crate::chars::is_xml_space;
use crate::source::{Edit, Span};
use crate::timeline::Cue;
use crate::ttml::references::reference_at;
use crate::ttml::{Document, NONE, Namespace, NodeKind, Tag};

/// The `p` that a cue came from.
pub(super) fn paragraph(document: &Document<'_>, cue: &Cue<'_>) -> Option<u32> {
    let block = cue.origin.block;
    let at = document.nodes.partition_point(|node| node.span.start < block.start) as u32;
    let here = document.nodes.get(at as usize)?.span == block;
    (here && document.tag(at) == Tag::P).then_some(at)
}

/// Removes a block, with the lines it is on if nothing else does.
pub(super) fn removed(text: &str, block: Span) -> Edit {
    // Looking at white space only: a document may be one long line.
    let bytes = text.as_bytes();
    let blank = |b: &u8| matches!(b, b' ' | b'\t');
    let indent = bytes[..block.start as usize].iter().rev().take_while(|b| blank(b)).count() as u32;
    let (start, mut end) = (block.start - indent, block.end as usize);
    end += bytes[end..].iter().take_while(|b| blank(b)).count();
    let first = matches!(bytes[..start as usize], [] | [.., b'\n' | b'\r']);
    end += match &bytes[end..] {
        [] if first => 0,
        [b'\r', b'\n', ..] if first => 2,
        [b'\r' | b'\n', ..] if first => 1,
        _ => return Edit::delete(block),
    };
    Edit::delete(Span::new(start, end as u32))
}

/// The innermost node at a place.
fn node_at(document: &Document<'_>, at: u32) -> u32 {
    let after = document.nodes.partition_point(|node| node.span.start <= at) as u32;
    let mut node = after.checked_sub(1).unwrap_or(NONE);
    while let Some(found) = document.nodes.get(node as usize) {
        if at < found.span.end {
            break;
        }
        node = found.parent;
    }
    node
}

/// `br` with the prefix in use at a place.
pub(super) fn line_break(document: &Document<'_>, at: u32) -> Cow<'static, str> {
    let mut node = node_at(document, at.saturating_sub(1));
    let mut prefix = None;
    while node != NONE {
        if let Some(element) = document.element(node)
            && element.namespace == Namespace::Tt
        {
            prefix = element.name.slice(document.source).split_once(':').map(|(prefix, _)| prefix);
            break;
        }
        node = document.nodes.get(node as usize).map_or(NONE, |n| n.parent);
    }
    let tag = match prefix {
        Some(prefix) => Cow::Owned(format!("<{prefix}:br/>")),
        None => Cow::Borrowed("<br/>"),
    };
    // A section holds no tags: it ends here and another one begins.
    if in_cdata(document, at) { Cow::Owned(format!("]]>{tag}<![CDATA[")) } else { tag }
}

/// The white space of text in a stretch of source that shows nothing.
pub(super) fn hidden_space(document: &Document<'_>, between: Span) -> Vec<Span> {
    let after = document.nodes.partition_point(|node| node.span.start < between.start);
    let first = after.saturating_sub(1);
    let nodes = (first as u32..).zip(&document.nodes[first..]);
    let texts =
        nodes.take_while(|(_, node)| node.span.start < between.end).filter_map(|(_, node)| {
            let (start, end, is_raw) = match node.kind {
                NodeKind::Text(_) => (node.span.start, node.span.end, false),
                NodeKind::CData(_) => (node.span.start + 9, node.span.end.saturating_sub(3), true),
                _ => return None,
            };
            let (start, end) = (start.max(between.start), end.min(between.end));
            let is_text = matches!(document.tag(node.parent), Tag::P | Tag::Span) && start < end;
            let span = Span::new(start, end.max(start));
            (is_text && is_space(span.slice(document.source), is_raw)).then_some(span)
        });
    texts.collect()
}

/// Whether a piece of source is white space, written as references or not.
fn is_space(mut text: &str, is_raw: bool) -> bool {
    while let Some(c) = text.chars().next() {
        let (c, len) = match reference_at(text) {
            Some(reference) if !is_raw => reference,
            _ => (c, c.len_utf8()),
        };
        if !is_xml_space(c) {
            return false;
        }
        text = &text[len..];
    }
    true
}

/// Whether a place is in a CDATA section.
pub(super) fn in_cdata(document: &Document<'_>, at: u32) -> bool {
    document.nodes.get(node_at(document, at) as usize).is_some_and(|node| {
        let inside = node.span.start + 9 <= at && at + 3 <= node.span.end;
        matches!(node.kind, NodeKind::CData(_)) && inside
    })
}
