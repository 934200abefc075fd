//! The tree: an arena of nodes in document order, with a span for everything.
//!
//! A node's descendants follow it directly, up to [`Node::end`]: walking a subtree is a loop over
//! indices and needs no recursion. What it leaves out: white space between structural elements
//! (nothing shows it; it is still in the source), and what nodes mean ([`super::Document`]).

use std::borrow::Cow;

use super::names::{Attr, Namespace, Tag};
use crate::source::Span;

/// The elements, attributes and texts of a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Tree<'a> {
    /// The text it was read from.
    pub source: &'a str,
    /// All nodes in document order.
    pub nodes: Vec<Node>,
    /// The attributes of all elements; [`Tree::attributes_of`] says which belong to one.
    pub attributes: Vec<Attribute>,
    /// Texts and values that are not as they are in the source: references resolved, line endings
    /// normalized.
    pub texts: Vec<String>,
    /// URIs of foreign namespaces; [`Namespace::Foreign`] is an index into it.
    pub namespaces: Vec<Cow<'a, str>>,
    /// Which constructs occur.
    pub facts: Facts,
}

/// Which constructs occur in a document, so that no code searches for absent ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Facts {
    /// A `set` element.
    pub sets: bool,
    /// A `region` elsewhere than in `layout` (TTML2's inline regions).
    pub inline_regions: bool,
    /// A `timeContainer="seq"`.
    pub seq: bool,
    /// A `tts:ruby`.
    pub ruby: bool,
    /// A `ttm:agent` attribute.
    pub agents: bool,
    /// More than one `xml:lang`.
    pub languages: bool,
    /// An `xml:lang`.
    pub language: bool,
    /// A comment.
    pub comments: bool,
}

/// A piece of the document.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// The element around it; [`NONE`] outside the root.
    pub parent: u32,
    /// The index after its last descendant.
    pub end: u32,
    /// From its first to its last byte, tags included.
    pub span: Span,
}

/// No node, no timing.
pub const NONE: u32 = u32::MAX;

/// What a node is.
#[derive(Clone, Debug, PartialEq)]
pub enum NodeKind {
    /// An element.
    Element(Element),
    /// Text: an index into [`Tree::texts`], or [`NONE`] for what is in the source. See
    /// [`Tree::text`].
    Text(u32),
    /// The text of a CDATA section, likewise.
    CData(u32),
    /// A comment.
    Comment,
    /// A processing instruction.
    Instruction,
    /// A document type declaration. Never processed.
    Doctype,
}

/// An element.
#[derive(Clone, Debug, PartialEq)]
pub struct Element {
    /// Which one.
    pub tag: Tag,
    /// Its namespace.
    pub namespace: Namespace,
    /// Its name as written, with prefix.
    pub name: Span,
    /// First of its attributes in [`Tree::attributes`].
    pub first_attribute: u32,
    /// How many attributes it has, namespace declarations included.
    pub attribute_count: u16,
    /// Offset after the `>` of its start tag, in bytes.
    pub open_end: u32,
    /// Offset of the `<` of its end tag, in bytes; the end of the node when there is none.
    pub close_start: u32,
    /// Its times: an index into [`super::Document::timings`], or [`NONE`].
    pub timing: u32,
    /// Whether it has `tts:` attributes or a `style` reference.
    pub styled: bool,
}

/// An attribute.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribute {
    /// Which one.
    pub attr: Attr,
    /// Its namespace.
    pub namespace: Namespace,
    /// Its name as written, with prefix.
    pub name: Span,
    /// Its value as written, without quotes.
    pub span: Span,
    /// Its value with references resolved and white space as spaces: an index into
    /// [`Tree::texts`], or [`NONE`] for what is in the source. See [`Tree::value`].
    pub text: u32,
}

impl<'a> Tree<'a> {
    /// A tree without nodes.
    #[must_use]
    pub fn empty(source: &'a str) -> Self {
        Self {
            source,
            nodes: Vec::new(),
            attributes: Vec::new(),
            texts: Vec::new(),
            namespaces: Vec::new(),
            facts: Facts::default(),
        }
    }

    /// The element at a node; `None` for text and the like, and after the last node.
    #[inline]
    #[must_use]
    pub fn element(&self, node: u32) -> Option<&Element> {
        match &self.nodes.get(node as usize)?.kind {
            NodeKind::Element(element) => Some(element),
            _ => None,
        }
    }

    /// The tag of a node: [`Tag::Other`] for what is not an element.
    #[inline]
    #[must_use]
    pub fn tag(&self, node: u32) -> Tag {
        self.element(node).map_or(Tag::Other, |e| e.tag)
    }

    /// The attributes of an element.
    #[inline]
    #[must_use]
    pub fn attributes_of(&self, element: &Element) -> &[Attribute] {
        let first = element.first_attribute as usize;
        self.attributes.get(first..first + element.attribute_count as usize).unwrap_or_default()
    }

    /// An attribute of a node.
    #[must_use]
    pub fn attribute(&self, node: u32, attr: Attr) -> Option<&Attribute> {
        self.attributes_of(self.element(node)?).iter().find(|a| a.attr == attr)
    }

    /// The children of a node, in order.
    pub fn children(&self, node: u32) -> impl Iterator<Item = u32> {
        let end = self.nodes.get(node as usize).map_or(0, |n| n.end);
        let mut at = node.saturating_add(1);
        std::iter::from_fn(move || {
            let here = at;
            if here >= end {
                return None;
            }
            at = self.nodes[here as usize].end.max(here + 1);
            Some(here)
        })
    }

    /// The start tag of an element; the span of any other node.
    #[must_use]
    pub fn start_tag(&self, node: u32) -> Span {
        let Some(n) = self.nodes.get(node as usize) else { return Span::default() };
        match &n.kind {
            NodeKind::Element(e) => Span::new(n.span.start, e.open_end),
            _ => n.span,
        }
    }

    /// What is between the start and the end tag of an element.
    #[must_use]
    pub fn content(&self, node: u32) -> Span {
        match self.element(node) {
            Some(e) => Span::new(e.open_end, e.close_start),
            None => Span::default(),
        }
    }

    /// The value of an attribute, references resolved and white space normalized to spaces.
    #[inline]
    #[must_use]
    pub fn value(&self, attribute: &Attribute) -> &str {
        match self.texts.get(attribute.text as usize) {
            Some(text) => text,
            None => attribute.span.slice(self.source),
        }
    }

    /// The same, borrowed from the source where it is there.
    #[must_use]
    pub fn value_cow(&self, attribute: &Attribute) -> Cow<'a, str> {
        match self.texts.get(attribute.text as usize) {
            Some(text) => Cow::Owned(text.clone()),
            None => Cow::Borrowed(attribute.span.slice(self.source)),
        }
    }

    /// The place in the source and the text of a text or CDATA node, if it is there unchanged.
    #[inline]
    #[must_use]
    pub fn source_text(&self, node: u32) -> Option<(u32, &'a str)> {
        let node = self.nodes.get(node as usize)?;
        match node.kind {
            NodeKind::Text(NONE) => Some((node.span.start, node.span.slice(self.source))),
            NodeKind::CData(NONE) => {
                let span = Span::new(node.span.start + 9, node.span.end - 3);
                Some((span.start, span.slice(self.source)))
            }
            _ => None,
        }
    }

    /// The text of a text or CDATA node, references resolved and line endings normalized; empty for
    /// other nodes.
    #[inline]
    #[must_use]
    pub fn text(&self, node: u32) -> &str {
        match self.nodes.get(node as usize).map(|n| &n.kind) {
            Some(&(NodeKind::Text(text) | NodeKind::CData(text))) => {
                match self.texts.get(text as usize) {
                    Some(text) => text,
                    None => self.source_text(node).map_or("", |(_, text)| text),
                }
            }
            _ => "",
        }
    }

    /// The text directly inside a node, joined.
    #[must_use]
    pub fn text_of(&self, node: u32) -> Cow<'a, str> {
        let mut out = Cow::Borrowed("");
        for child in self.children(node) {
            match self.source_text(child) {
                Some((_, text)) if out.is_empty() => out = Cow::Borrowed(text),
                _ => match self.text(child) {
                    "" => {}
                    text => out.to_mut().push_str(text),
                },
            }
        }
        out
    }
}
