//! The tree of "WebVTT cue text parsing rules", as a flat list in document order.
//!
//! Each node knows its parent and the index just after its last descendant, so that a walk needs no
//! recursion and the nesting of a hostile cue costs only its nodes.

use std::borrow::Cow;

use super::token::{EndTag, StartTag, Token, annotation_value, classes, text_value, tokens};
use crate::source::Span;
use crate::time::Timestamp;
use crate::webvtt::document::normalize;
use crate::webvtt::timestamp;

/// A WebVTT node object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// Index of the node around it; the root is its own parent.
    pub parent: u32,
    /// Index just after its last descendant.
    pub end: u32,
    /// The text, or the tag that opens the element.
    pub span: Span,
    /// The classes of the tag as written: see [`classes`].
    pub classes: Span,
    /// The annotation of the tag as written; empty when it has none.
    pub annotation: Span,
}

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// The list of node objects: always the first node.
    Root,
    /// Text.
    Text,
    /// A timestamp.
    Timestamp(Timestamp),
    /// `<c>`
    Class,
    /// `<i>`
    Italic,
    /// `<b>`
    Bold,
    /// `<u>`
    Underline,
    /// `<ruby>`
    Ruby,
    /// `<rt>`
    RubyText,
    /// `<v>`
    Voice,
    /// `<lang>`
    Language,
}

impl NodeKind {
    /// The tag name; `None` for the root and for leaves.
    #[must_use]
    pub const fn tag(self) -> Option<&'static str> {
        match self {
            Self::Root | Self::Text | Self::Timestamp(_) => None,
            Self::Class => Some("c"),
            Self::Italic => Some("i"),
            Self::Bold => Some("b"),
            Self::Underline => Some("u"),
            Self::Ruby => Some("ruby"),
            Self::RubyText => Some("rt"),
            Self::Voice => Some("v"),
            Self::Language => Some("lang"),
        }
    }

    /// The element a tag name makes.
    #[must_use]
    pub fn from_tag(name: &str) -> Option<Self> {
        Some(match name.as_bytes() {
            b"c" => Self::Class,
            b"i" => Self::Italic,
            b"b" => Self::Bold,
            b"u" => Self::Underline,
            b"ruby" => Self::Ruby,
            b"rt" => Self::RubyText,
            b"v" => Self::Voice,
            b"lang" => Self::Language,
            _ => return None,
        })
    }
}

impl Node {
    /// The value of a text node.
    #[must_use]
    pub fn text<'a>(&self, source: &'a str) -> Cow<'a, str> {
        text_value(source, self.span)
    }

    /// The voice of a `<v>` or the language of a `<lang>`; may be empty.
    #[must_use]
    pub fn annotation<'a>(&self, source: &'a str) -> Cow<'a, str> {
        annotation_value(source, self.annotation)
    }

    /// The classes that apply: those that are not empty.
    pub fn classes<'a>(&self, source: &'a str) -> impl Iterator<Item = Cow<'a, str>> {
        classes(source, self.classes)
            .filter(|class| !class.is_empty())
            .map(|class| normalize(class.slice(source)))
    }
}

/// The nodes of the cue text at `payload` in document order, the root first.
#[must_use]
pub fn tree(source: &str, payload: Span) -> Vec<Node> {
    let mut builder = Builder { source, nodes: vec![root(payload)], current: 0 };
    for token in tokens(source, payload) {
        match token {
            Token::Text(span) => {
                builder.leaf(NodeKind::Text, span);
            }
            Token::Start(tag) => builder.open(&tag),
            Token::End(tag) => builder.close(&tag),
            Token::Timestamp(tag) => {
                if let Some(time) = timestamp::complete_timestamp(tag.value.slice(source)) {
                    builder.leaf(NodeKind::Timestamp(time), tag.span);
                }
            }
        }
    }
    while builder.current != 0 {
        builder.close_current();
    }
    builder.nodes[0].end = builder.nodes.len() as u32;
    builder.nodes
}

/// The indices of the children of a node.
pub fn children(nodes: &[Node], index: u32) -> impl Iterator<Item = u32> {
    let end = nodes.get(index as usize).map_or(0, |node| node.end);
    let mut at = index + 1;
    std::iter::from_fn(move || {
        let here = at;
        if here >= end {
            return None;
        }
        at = nodes.get(here as usize)?.end;
        Some(here)
    })
}

fn root(payload: Span) -> Node {
    let none = Span::at(payload.start);
    let kind = NodeKind::Root;
    Node { kind, parent: 0, end: 1, span: none, classes: none, annotation: none }
}

struct Builder<'a> {
    source: &'a str,
    nodes: Vec<Node>,
    current: u32,
}

impl Builder<'_> {
    /// Appends a node to the current one, with no descendants so far.
    fn leaf(&mut self, kind: NodeKind, span: Span) -> u32 {
        let index = self.nodes.len() as u32;
        let none = Span::at(span.start);
        let parent = self.current;
        self.nodes.push(Node {
            kind,
            parent,
            end: index + 1,
            span,
            classes: none,
            annotation: none,
        });
        index
    }

    fn open(&mut self, tag: &StartTag) {
        let Some(kind) = NodeKind::from_tag(tag.name.slice(self.source)) else { return };
        if kind == NodeKind::RubyText && self.kind() != NodeKind::Ruby {
            return;
        }
        let index = self.leaf(kind, tag.span);
        let node = &mut self.nodes[index as usize];
        node.classes = tag.classes;
        node.annotation = tag.annotation.unwrap_or(Span::at(tag.classes.end));
        self.current = index;
    }

    fn close(&mut self, tag: &EndTag) {
        let name = tag.name.slice(self.source);
        if self.kind().tag() == Some(name) {
            self.close_current();
        } else if name == "ruby" && self.kind() == NodeKind::RubyText {
            // A ruby text is in a ruby always.
            self.close_current();
            self.close_current();
        }
    }

    fn close_current(&mut self) {
        let end = self.nodes.len() as u32;
        let node = &mut self.nodes[self.current as usize];
        node.end = end;
        self.current = node.parent;
    }

    fn kind(&self) -> NodeKind {
        self.nodes[self.current as usize].kind
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(NodeKind, u32, u32)> {
        tree(text, Span::of(0..text.len())).iter().map(|n| (n.kind, n.parent, n.end)).collect()
    }

    #[test]
    fn text_around_an_unknown_tag_stays_in_two_nodes() {
        use NodeKind::{Root, Text};
        assert_eq!(kinds("a<x>b"), [(Root, 0, 3), (Text, 0, 2), (Text, 0, 3)]);
    }

    #[test]
    fn an_end_of_ruby_closes_the_ruby_text_in_it() {
        use NodeKind::{Root, Ruby, RubyText, Text};
        assert_eq!(
            kinds("<ruby>a<rt>b</ruby>c"),
            [
                (Root, 0, 6),
                (Ruby, 0, 5),
                (Text, 1, 3),
                (RubyText, 1, 5),
                (Text, 3, 5),
                (Text, 0, 6)
            ]
        );
    }

    #[test]
    fn a_million_open_tags_are_only_a_million_nodes() {
        let text = "<b>".repeat(1_000_000);
        let nodes = tree(&text, Span::of(0..text.len()));
        assert_eq!(nodes.len(), 1_000_001);
        assert_eq!(children(&nodes, 0).collect::<Vec<_>>(), [1]);
        assert_eq!(nodes[1].end, 1_000_001);
    }
}
