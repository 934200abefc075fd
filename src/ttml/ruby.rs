//! Validity of ruby: which part may contain which (TTML2, second edition, 10.2.35).
//!
//! A container has a base and its text, the text between two delimiters if any, or a container of
//! bases followed by one or two containers of texts. Ruby is not nested, and text is only in the
//! innermost parts.

use super::diagnostics::{self, Sink};
use super::document::{Document, specified};
use super::names::Tag;
use super::style::Ruby;
use super::tree::NodeKind;
use crate::chars::is_xml_blank;

/// A part of ruby that is open, and what it contains so far.
struct Open {
    node: u32,
    ruby: Ruby,
    parts: Vec<Ruby>,
    /// A finding names the error inside: the sequence of the parts adds nothing.
    reported: bool,
}

/// Validates the structure of all ruby in a document.
pub(super) fn check(document: &Document<'_>, sink: &mut Sink) {
    if !document.facts.ruby {
        return;
    }
    let mut open: Vec<Open> = Vec::new();
    let mut i = 0;
    while (i as usize) < document.nodes.len() {
        while open.last().is_some_and(|top| document.nodes[top.node as usize].end <= i) {
            close(document, open.pop(), sink);
        }
        let node = &document.nodes[i as usize];
        match &node.kind {
            NodeKind::Element(element) if element.tag == Tag::Span => {
                let ruby = specified(document, i).ruby.unwrap_or_default();
                if ruby != Ruby::None {
                    let around = open.last().map(|top| top.ruby);
                    let is_nested = ruby == Ruby::Container && around.is_some();
                    if is_nested {
                        sink.add(|| diagnostics::ruby_in_ruby(element.name));
                    } else if !may_contain(around, ruby) {
                        let (part, parents) = (name(ruby), parents(ruby));
                        sink.add(|| diagnostics::ruby_nesting(element.name, part, parents));
                    }
                    if let Some(top) = open.last_mut() {
                        top.reported |= !may_contain(around, ruby);
                        top.parts.push(ruby);
                    }
                    open.push(Open { node: i, ruby, parts: Vec::new(), reported: false });
                }
            }
            NodeKind::Element(element) if element.tag == Tag::Metadata => {
                i = node.end;
                continue;
            }
            NodeKind::Text(_) | NodeKind::CData(_) if !is_xml_blank(document.text(i)) => {
                let top = open.last_mut().filter(|top| !top.reported && contains_parts(top.ruby));
                if let Some(top) = top {
                    top.reported = true;
                    let (tag, part) = (document.start_tag(top.node), name(top.ruby));
                    sink.add(|| diagnostics::ruby_text(node.span, part).with_label(tag, "in this"));
                }
            }
            _ => {}
        }
        i += 1;
    }
    while let Some(last) = open.pop() {
        close(document, Some(last), sink);
    }
}

/// The end of a part: whether it has what it needs, in order. Empty ones show nothing and are left alone.
fn close(document: &Document<'_>, part: Option<Open>, sink: &mut Sink) {
    use Ruby::{Base, BaseContainer, Delimiter, Text, TextContainer};
    let Some(Open { node, ruby, parts, reported: false }) = part else { return };
    let delimited = |inside: &[Ruby]| match inside {
        [Delimiter, texts @ .., Delimiter] => !texts.is_empty() && !texts.contains(&Delimiter),
        texts => !texts.contains(&Delimiter),
    };
    let wanted = match ruby {
        _ if parts.is_empty() => return,
        Ruby::Container => match parts[..] {
            [Base, Text]
            | [Base, Delimiter, Text, Delimiter]
            | [BaseContainer, TextContainer]
            | [BaseContainer, TextContainer, TextContainer] => return,
            _ => "a `base` and a `text`, or a `baseContainer` and one or two `textContainer`",
        },
        TextContainer if !delimited(&parts) => "texts, with a delimiter on both sides or none",
        Text if parts.len() != 2 => "two delimiters or none",
        _ => return,
    };
    let Some(element) = document.element(node) else { return };
    sink.add(|| diagnostics::ruby_parts(element.name, name(ruby), wanted));
}

/// Whether a part may be directly inside another.
fn may_contain(around: Option<Ruby>, part: Ruby) -> bool {
    use Ruby::{Base, BaseContainer, Container, Delimiter, None as Plain, Text, TextContainer};
    match part {
        Plain => true,
        Container => around.is_none(),
        Base => matches!(around, Some(Container | BaseContainer)),
        Text => matches!(around, Some(Container | TextContainer)),
        BaseContainer | TextContainer => around == Some(Container),
        Delimiter => matches!(around, Some(Container | TextContainer | Text)),
    }
}

const fn contains_parts(ruby: Ruby) -> bool {
    matches!(ruby, Ruby::Container | Ruby::BaseContainer | Ruby::TextContainer)
}

/// The allowed parents of a part, in words.
const fn parents(part: Ruby) -> &'static str {
    match part {
        Ruby::Base => "a `container` or `baseContainer`",
        Ruby::Text => "a `container` or `textContainer`",
        Ruby::Delimiter => "a `container`, `textContainer` or `text`",
        _ => "a `container`",
    }
}

/// The value of `tts:ruby`.
const fn name(ruby: Ruby) -> &'static str {
    match ruby {
        Ruby::None => "none",
        Ruby::Container => "container",
        Ruby::Base => "base",
        Ruby::BaseContainer => "baseContainer",
        Ruby::Text => "text",
        Ruby::TextContainer => "textContainer",
        Ruby::Delimiter => "delimiter",
    }
}
