//! What EBU-TT-D (EBU Tech 3380) forbids and requires beyond TTML1.

use super::diagnostics::{self, Sink};
use super::document::Document;
use super::names::{Attr, Namespace, Tag};
use super::rational::Rational;
use super::time_expression::TimeBase;
use super::tree::{Attribute, Element, NodeKind};
use crate::chars::is_xml_blank;
use crate::source::{Diagnostic, Edit, Fix};
use crate::time::Clock;

/// Validates a document against EBU-TT-D.
pub(super) fn check(document: &Document<'_>, sink: &mut Sink) {
    let rules = Rules { document };
    for (i, node) in document.nodes.iter().enumerate() {
        let NodeKind::Element(element) = &node.kind else { continue };
        rules.element(i as u32, element, sink);
        for a in document.attributes_of(element) {
            rules.attribute(i as u32, element.tag, a, sink);
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
        if element.tag == Tag::P {
            self.paragraph_times(node, sink);
        }
        match element.tag {
            Tag::Set | Tag::Profile => {
                sink.add(|| diagnostics::ebu_element(element.name));
            }
            Tag::Tt if !has(node, Attr::TimeBase) => {
                sink.add(|| diagnostics::ebu_missing(element.name, "ttp:timeBase"));
            }
            Tag::Region => {
                for (attr, name) in [(Attr::Origin, "tts:origin"), (Attr::Extent, "tts:extent")] {
                    if !has(node, attr) {
                        sink.add(|| diagnostics::ebu_missing(element.name, name));
                    }
                }
            }
            Tag::P | Tag::Style if !has(node, Attr::Id) => {
                sink.add(|| diagnostics::ebu_missing(element.name, "xml:id"));
            }
            _ => {}
        }
    }

    /// Text is timed exactly once: by its paragraph, or by one of the spans around it.
    fn paragraph_times(&self, p: u32, sink: &mut Sink) {
        let document = self.document;
        let timed = |node| {
            [Attr::Begin, Attr::End, Attr::Dur]
                .into_iter()
                .any(|attr| document.attribute(node, attr).is_some())
        };
        let end = document.nodes[p as usize].end;
        // The end of the open timed element, and the untimed span that was reported.
        let (mut timed_to, mut told_to) = (if timed(p) { end } else { 0 }, 0);
        let mut i = p + 1;
        while i < end {
            let node = &document.nodes[i as usize];
            let is_span = document.tag(i) == Tag::Span;
            match &node.kind {
                NodeKind::Element(_) if !is_span => {
                    i = node.end;
                    continue;
                }
                NodeKind::Element(_) if timed(i) && i < timed_to => {
                    sink.add(|| diagnostics::ebu_timed_twice(document.start_tag(i)));
                }
                NodeKind::Element(_) if timed(i) => timed_to = node.end,
                NodeKind::Element(_) if i >= timed_to && node.parent == p => {
                    sink.add(|| diagnostics::ebu_untimed_span(document.start_tag(i)));
                    told_to = node.end;
                }
                NodeKind::Text(_) | NodeKind::CData(_)
                    if i >= timed_to && i >= told_to && !is_xml_blank(document.text(i)) =>
                {
                    sink.add(|| {
                        let untimed = diagnostics::ebu_untimed_text(document.start_tag(p));
                        untimed.with_label(node.span, "this text")
                    });
                    told_to = end;
                }
                _ => {}
            }
            i += 1;
        }
    }

    fn attribute(&self, node: u32, tag: Tag, a: &Attribute, sink: &mut Sink) {
        let content = matches!(tag, Tag::Body | Tag::Div | Tag::P | Tag::Span | Tag::Br);
        match (a.namespace, a.attr) {
            (Namespace::Tts, _) if content => {
                sink.add(|| diagnostics::ebu_style(a.name));
            }
            // EBU Tech 3380, `ebuttdt:distributionColorType`.
            (Namespace::Tts, Attr::Color | Attr::BackgroundColor)
                if !self.document.value(a).trim().starts_with('#') =>
            {
                sink.add(|| diagnostics::ebu_color(a.span));
            }
            (Namespace::Ttp, attr) if tag == Tag::Tt => {
                if attr == Attr::TimeBase && self.document.value(a).trim() != "media" {
                    sink.add(|| diagnostics::ebu_time_base(a.span));
                } else if !matches!(attr, Attr::TimeBase | Attr::CellResolution | Attr::Profile) {
                    sink.add(|| diagnostics::ebu_parameter(a.name));
                }
            }
            (Namespace::None, Attr::Dur | Attr::TimeContainer) => {
                let fix = (a.attr == Attr::Dur).then(|| self.end_for(node, a)).flatten();
                sink.add(|| Diagnostic { fix, ..diagnostics::ebu_attribute(a.name) });
            }
            (Namespace::None, Attr::Begin | Attr::End)
                if self.document.value(a).bytes().filter(|&b| b == b':').count() != 2 =>
            {
                let timing = self.document.timing(node);
                let time = if a.attr == Attr::Begin { timing.begin } else { timing.end };
                let fix = time.and_then(|time| self.ebu_time(time)).map(|text| {
                    Fix::safe(format!("write `{text}`"), vec![Edit::replace(a.span, text)])
                });
                sink.add(|| Diagnostic { fix, ..diagnostics::ebu_time(a.span) });
            }
            _ => {}
        }
    }

    /// `end` in place of `dur`, if there is no `end` and the time is exact in milliseconds.
    fn end_for(&self, node: u32, dur: &Attribute) -> Option<Fix> {
        let timing = self.document.timing(node);
        if self.document.attribute(node, Attr::End).is_some() {
            return None;
        }
        let begin = timing.begin.unwrap_or(Rational::ZERO);
        let end = self.ebu_time(begin.checked_add(timing.dur?)?)?;
        let title = format!("write `end=\"{end}\"`");
        let edits = vec![Edit::replace(dur.name, "end"), Edit::replace(dur.span, end)];
        Some(Fix::safe(title, edits))
    }

    /// A time as EBU-TT-D writes it, if it is whole milliseconds of media time.
    fn ebu_time(&self, time: Rational) -> Option<String> {
        let ms = time.to_ms();
        let media = self.document.parameters.time.base == TimeBase::Media;
        let exact = media && Rational::milliseconds(ms.0) == time;
        exact.then(|| Clock { time: ms, mark: '.' }.to_string())
    }
}
