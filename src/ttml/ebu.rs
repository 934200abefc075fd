//! What EBU-TT-D (EBU Tech 3380) forbids and requires beyond TTML1.

use super::diagnostics::{Sink, TTML_EBU_TT_D};
use super::document::{Attribute, Document, Element, NodeKind};
use super::names::{Attr, Namespace, Tag};

/// Holds a document against EBU-TT-D.
pub(super) fn check(document: &Document<'_>, sink: &mut Sink) {
    let rules = Rules { document };
    for (i, node) in document.nodes.iter().enumerate() {
        let NodeKind::Element(element) = &node.kind else { continue };
        rules.element(i as u32, element, sink);
        for a in document.attributes_of(element) {
            rules.attribute(element.tag, a, sink);
        }
    }
}

struct Rules<'d, 'a> {
    document: &'d Document<'a>,
}

impl Rules<'_, '_> {
    fn element(&self, node: u32, element: &Element, sink: &mut Sink) {
        let document = self.document;
        let has = |node, attr| document.attribute(node, attr).is_some();
        let timed = |node| has(node, Attr::Begin) || has(node, Attr::End);
        match element.tag {
            Tag::Set | Tag::Profile => {
                sink.say(TTML_EBU_TT_D, element.name, "EBU-TT-D has no such element");
            }
            Tag::Tt if !has(node, Attr::TimeBase) => {
                sink.say(TTML_EBU_TT_D, element.name, "`ttp:timeBase` is missing");
            }
            Tag::Region => {
                for (attr, name) in [(Attr::Origin, "tts:origin"), (Attr::Extent, "tts:extent")] {
                    if !has(node, attr) {
                        let message = format!("`{name}` is missing");
                        sink.say(TTML_EBU_TT_D, element.name, message);
                    }
                }
            }
            Tag::P | Tag::Style if !has(node, Attr::Id) => {
                sink.say(TTML_EBU_TT_D, element.name, "`xml:id` is missing");
            }
            Tag::P => {
                let spans: Vec<u32> =
                    document.children(node).filter(|&n| document.tag(n) == Tag::Span).collect();
                for span in spans {
                    let message = if timed(node) && timed(span) {
                        "a span may not be timed in a paragraph that is"
                    } else if !timed(node) && !timed(span) {
                        "neither the paragraph nor this span is timed"
                    } else {
                        continue;
                    };
                    sink.say(TTML_EBU_TT_D, document.start_tag(span), message);
                }
            }
            _ => {}
        }
    }

    fn attribute(&self, tag: Tag, a: &Attribute, sink: &mut Sink) {
        let content = matches!(tag, Tag::Body | Tag::Div | Tag::P | Tag::Span | Tag::Br);
        match (a.namespace, a.attr) {
            (Namespace::Tts, _) if content => {
                let message = "EBU-TT-D content takes its style by reference";
                sink.say(TTML_EBU_TT_D, a.name, message);
            }
            (Namespace::Ttp, attr) if tag == Tag::Tt => {
                if attr == Attr::TimeBase && self.document.value(a).trim() != "media" {
                    sink.say(TTML_EBU_TT_D, a.span, "EBU-TT-D has the time base `media` only");
                } else if !matches!(attr, Attr::TimeBase | Attr::CellResolution | Attr::Profile) {
                    sink.say(TTML_EBU_TT_D, a.name, "EBU-TT-D does not allow this parameter");
                }
            }
            (Namespace::None, Attr::Dur | Attr::TimeContainer) => {
                sink.say(TTML_EBU_TT_D, a.name, "EBU-TT-D does not allow this attribute");
            }
            (Namespace::None, Attr::Begin | Attr::End)
                if self.document.value(a).bytes().filter(|&b| b == b':').count() != 2 =>
            {
                sink.say(TTML_EBU_TT_D, a.span, "EBU-TT-D times are written HH:MM:SS.mmm");
            }
            _ => {}
        }
    }
}
