//! What IMSC forbids and requires beyond TTML: IMSC 1.0.1 and 1.1, sections 6 to 8.

use super::diagnostics::{self, Sink};
use super::document::Document;
use super::geometry::{geometry, has_geometry};
use super::model::Model;
use super::names::{Attr, Namespace, Tag};
use super::style::BoxAttributes;
use super::tree::{Attribute, Element, NONE, NodeKind};
use super::values::{collapse, known_profile, lengths};
use crate::source::Span;

/// Validates a document against a profile of IMSC.
pub(super) fn check(document: &Document<'_>, model: Model, sink: &mut Sink) {
    let rules = Rules { document, model };
    for (i, node) in document.nodes.iter().enumerate() {
        let NodeKind::Element(element) = &node.kind else { continue };
        rules.imsc_element(i as u32, element, sink);
        for a in document.attributes_of(element) {
            rules.imsc_attribute(element.tag, a, sink);
        }
    }
    if let Some(span) = document.encoding
        && !span.slice(document.source).eq_ignore_ascii_case("UTF-8")
    {
        let root = document.tt.map_or(Span::at(0), |tt| document.start_tag(tt));
        sink.add(|| diagnostics::imsc_encoding(span).with_label(root, "this document"));
    }
}

/// The largest rounding error, in percent.
const TOLERANCE: f64 = 0.05;

struct Rules<'d, 'a> {
    document: &'d Document<'a>,
    model: Model,
}

impl Rules<'_, '_> {
    fn is_image(&self) -> bool {
        matches!(self.model, Model::Imsc10Image | Model::Imsc11Image)
    }

    fn is_11(&self) -> bool {
        matches!(self.model, Model::Imsc11Text | Model::Imsc11Image)
    }

    fn imsc_element(&self, node: u32, element: &Element, sink: &mut Sink) {
        let document = self.document;
        let prohibited = match element.tag {
            Tag::Resources
            | Tag::Data
            | Tag::Chunk
            | Tag::Source
            | Tag::Font
            | Tag::Audio
            | Tag::Animate
            | Tag::Animation => true,
            Tag::Image => !self.is_image() || !self.is_11(),
            Tag::P | Tag::Span | Tag::Br | Tag::Initial => self.is_image(),
            Tag::Div => {
                let parent = document.nodes[node as usize].parent;
                self.is_image() && document.tag(parent) == Tag::Div
            }
            // Regions inside content, which TTML2 introduced.
            Tag::Region => document.tag(document.nodes[node as usize].parent) != Tag::Layout,
            Tag::SmpteImage | Tag::SmpteData => true,
            _ => false,
        };
        if prohibited {
            sink.add(|| diagnostics::imsc_element(element.name));
        }
        if element.tag == Tag::Region
            && document.tag(document.nodes[node as usize].parent) == Tag::Layout
        {
            let regions = &document.styles.regions;
            let region =
                regions.binary_search_by_key(&node, |r| r.node).ok().map(|at| &regions[at]);
            if region.is_some_and(|r| r.properties.place.extent == NONE) {
                sink.add(|| diagnostics::imsc_region_extent(document.start_tag(node)));
            } else if region.is_some_and(|r| self.reaches_outside(element, &r.properties.place)) {
                sink.add(|| diagnostics::imsc_region_outside(document.start_tag(node)));
            }
        }
    }

    /// Whether a region extends beyond the root. Known for certain, and an error, only where the
    /// root has an extent and the region writes its box itself; of all others a rule speaks (TTM011).
    fn reaches_outside(&self, region: &Element, place: &BoxAttributes) -> bool {
        let first = region.first_attribute;
        let own = first..first + u32::from(region.attribute_count);
        let written = [place.origin, place.extent, place.position];
        let sure = written.iter().all(|at| *at == NONE || own.contains(at))
            && self.document.parameters.extent.is_some()
            && has_geometry(self.document, place);
        if !sure {
            return false;
        }
        let found = geometry(self.document, place);
        let over = |from: f64, size: f64| from < -TOLERANCE || from + size > 100.0 + TOLERANCE;
        over(found.origin.0, found.extent.0) || over(found.origin.1, found.extent.1)
    }

    fn imsc_attribute(&self, tag: Tag, a: &Attribute, sink: &mut Sink) {
        match a.namespace {
            Namespace::Ttp if tag == Tag::Tt => self.imsc_parameter(a, sink),
            Namespace::Tts => {
                if self.prohibited_style(a.attr) {
                    sink.add(|| diagnostics::imsc_attribute(a.name));
                } else {
                    self.imsc_style_value(tag, a, sink);
                }
            }
            Namespace::None if tag == Tag::Set && a.attr == Attr::Other => {
                sink.add(|| diagnostics::imsc_attribute(a.name));
            }
            Namespace::Tta => sink.add(|| diagnostics::imsc_attribute(a.name)),
            Namespace::Smpte => {
                let positions = matches!(
                    a.attr,
                    Attr::SmpteBackgroundImageHorizontal | Attr::SmpteBackgroundImageVertical
                );
                if positions || (a.attr == Attr::SmpteBackgroundImage && !self.is_image()) {
                    sink.add(|| diagnostics::imsc_attribute(a.name));
                }
            }
            Namespace::Ebutts => {
                let content = matches!(a.attr, Attr::LinePadding | Attr::MultiRowAlign);
                if content && (self.is_image() || matches!(tag, Tag::Span | Tag::Br)) {
                    sink.add(|| diagnostics::imsc_misplaced(a.name));
                }
            }
            _ => {}
        }
    }

    fn imsc_parameter(&self, a: &Attribute, sink: &mut Sink) {
        let allowed = matches!(
            a.attr,
            Attr::CellResolution
                | Attr::FrameRate
                | Attr::FrameRateMultiplier
                | Attr::TickRate
                | Attr::TimeBase
                | Attr::Profile
        ) || (self.is_11()
            && matches!(a.attr, Attr::ContentProfiles | Attr::DisplayAspectRatio | Attr::Version));
        if !allowed && a.attr != Attr::Other {
            sink.add(|| diagnostics::imsc_parameter(a.name));
        }
        if a.attr == Attr::TimeBase && matches!(self.document.value(a).trim(), "smpte" | "clock") {
            sink.add(|| diagnostics::imsc_time_base(a.span));
        }
        if matches!(a.attr, Attr::Profile | Attr::ContentProfiles)
            && self.document.value(a).trim().starts_with("http://www.w3.org/ns/ttml/profile/imsc1/")
            && !known_profile(self.document.value(a).trim())
        {
            sink.add(|| diagnostics::imsc_profile(a.span));
        }
    }

    fn prohibited_style(&self, attr: Attr) -> bool {
        let in_11 = matches!(
            attr,
            Attr::BackgroundClip
                | Attr::BackgroundExtent
                | Attr::BackgroundImage
                | Attr::BackgroundOrigin
                | Attr::BackgroundPosition
                | Attr::BackgroundRepeat
                | Attr::Border
                | Attr::Bpd
                | Attr::Ipd
                | Attr::FontKerning
                | Attr::FontSelectionStrategy
                | Attr::FontShear
                | Attr::FontVariant
                | Attr::LetterSpacing
                | Attr::LineShear
                | Attr::TextOrientation
        );
        let text = matches!(
            attr,
            Attr::Color
                | Attr::Direction
                | Attr::DisplayAlign
                | Attr::FontFamily
                | Attr::FontSize
                | Attr::FontStyle
                | Attr::FontWeight
                | Attr::LineHeight
                | Attr::Padding
                | Attr::Position
                | Attr::TextAlign
                | Attr::TextDecoration
                | Attr::TextOutline
                | Attr::UnicodeBidi
                | Attr::WrapOption
                | Attr::Ruby
                | Attr::RubyAlign
                | Attr::RubyPosition
                | Attr::RubyReserve
                | Attr::Shear
                | Attr::TextCombine
                | Attr::TextEmphasis
                | Attr::TextShadow
        );
        in_11 || (self.is_image() && text)
    }

    fn imsc_style_value(&self, tag: Tag, a: &Attribute, sink: &mut Sink) {
        let value = collapse(self.document.value(a));
        let has = |unit: &str| lengths(&value).any(|l| l.unit == unit);
        let pixels = self.document.parameters.extent.is_some();
        if has("px") && !pixels && tag != Tag::Tt {
            sink.add(|| diagnostics::imsc_pixels(a.span));
        }
        if has("c") {
            sink.add(|| diagnostics::imsc_cells(a.span));
        }
        let place = matches!(a.attr, Attr::Origin | Attr::Extent | Attr::Position);
        if has("em") && (place || self.is_image()) {
            sink.add(|| diagnostics::imsc_em(a.span));
        }
        // IMSC 1.1, 8.4.7: an origin is in px or %, though other lengths may be relative to the root.
        if a.attr == Attr::Origin && self.is_11() && (has("rw") || has("rh")) {
            sink.add(|| diagnostics::imsc_root_relative(a.span));
        }
        if a.attr == Attr::Origin && lengths(&value).any(|l| l.number < 0.0) {
            sink.add(|| diagnostics::imsc_negative(a.span));
        }
        let wrong = match a.attr {
            // Two sizes, which stretch letters; 1.0 accepts two equal ones.
            Attr::FontSize => {
                let mut words = value.split(' ');
                let (first, second) = (words.next(), words.next());
                second.is_some() && (self.is_11() || first != second)
            }
            Attr::TextOutline => lengths(&value).count() > 1,
            Attr::DisplayAlign | Attr::TextAlign => value == "justify",
            Attr::WritingMode => self.is_image() && value.starts_with("tb"),
            Attr::Extent => matches!(&*value, "contain" | "cover"),
            _ => false,
        };
        if wrong {
            sink.add(|| diagnostics::imsc_value(a.span));
        }
    }
}
