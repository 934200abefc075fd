//! What profiles forbid and require: IMSC 1.0.1 and 1.1 (section 6 to 8), EBU-TT-D, and the profile
//! elements of TTML1 (section 6.1).

use super::diagnostics::{
    Sink, TTML_ATTRIBUTE, TTML_ELEMENT, TTML_ENCODING, TTML_FRAMES_WITHOUT_RATE,
    TTML_MISSING_ATTRIBUTE, TTML_PROFILE, TTML_TICKS_WITHOUT_RATE, TTML_UNIT, TTML_VALUE, finding,
};
use super::document::{Attribute, Document, Element, NONE, NodeKind};
use super::features::FEATURES;
use super::model::Model;
use super::names::{Attr, Namespace, Tag};
use super::time_expression::parse_time;
use super::values::{absolute_uri, collapse, lengths, uri};
use crate::source::Span;

/// Holds a document against what its profile adds to TTML.
pub(super) fn check(document: &Document<'_>, model: Model, sink: &mut Sink) {
    let rules = Rules { document, model };
    for (i, node) in document.nodes.iter().enumerate() {
        let NodeKind::Element(element) = &node.kind else { continue };
        let i = i as u32;
        rules.profile_element(i, element, sink);
        for a in document.attributes_of(element) {
            rules.profile_attribute(element.tag, a, sink);
            match model {
                Model::Ttml1 => {}
                Model::EbuTtD => rules.ebu_attribute(element.tag, a, sink),
                _ => rules.imsc_attribute(element.tag, a, sink),
            }
        }
        match model {
            Model::Ttml1 => {}
            Model::EbuTtD => rules.ebu_element(i, element, sink),
            _ => rules.imsc_element(i, element, sink),
        }
    }
    if model.is_imsc()
        && let Some(span) = document.encoding
        && !span.slice(document.source).eq_ignore_ascii_case("UTF-8")
    {
        let root = document.tt.map_or(Span::at(0), |tt| document.start_tag(tt));
        let finding = finding(TTML_ENCODING, span, "IMSC documents are UTF-8");
        sink.push(finding.with_label(root, "this document"));
    }
}

/// The model that a document says it follows: by `ttp:profile`, `ttp:contentProfiles` or a
/// `ttp:profile` element, or EBU-TT-D by its `ebuttm:conformsToStandard`.
#[must_use]
pub fn declared_model(document: &Document<'_>) -> Option<Model> {
    let of = |uri: &str| {
        let rest = uri.trim().strip_prefix("http://www.w3.org/ns/ttml/profile/")?;
        Some(match rest {
            "imsc1/text" => Model::Imsc10Text,
            "imsc1/image" => Model::Imsc10Image,
            "imsc1.1/text" | "imsc1.2/text" => Model::Imsc11Text,
            "imsc1.1/image" | "imsc1.2/image" => Model::Imsc11Image,
            _ if rest.starts_with("dfxp") => Model::Ttml1,
            _ => return None,
        })
    };
    let tt = document.tt?;
    for attr in [Attr::ContentProfiles, Attr::Profile] {
        let value = document.attribute(tt, attr).map(|a| collapse(document.value(a)));
        if let Some(model) = value.as_deref().and_then(|v| v.split(' ').find_map(of)) {
            return Some(model);
        }
    }
    let head = document.children(tt).find(|&n| document.tag(n) == Tag::Head)?;
    let (from, to) = (head + 1, document.nodes[head as usize].end);
    (from..to).find_map(|n| {
        if document.tag(n) == Tag::Profile {
            return document.attribute(n, Attr::Use).and_then(|a| of(document.value(a)));
        }
        let element = document.element(n)?;
        let standard = element.namespace == Namespace::Ebuttm
            && element.name.slice(document.source).ends_with("conformsToStandard");
        (standard && document.text_of(n).contains("urn:ebu:tt:distribution"))
            .then_some(Model::EbuTtD)
    })
}

struct Rules<'d, 'a> {
    document: &'d Document<'a>,
    model: Model,
}

/// Where TTML's own profiles, features and extensions live.
const PROFILES: &str = "http://www.w3.org/ns/ttml/profile/";
const FEATURE_BASE: &str = "http://www.w3.org/ns/ttml/feature/";
const EXTENSION_BASE: &str = "http://www.w3.org/ns/ttml/extension/";

/// The profiles that exist under [`PROFILES`].
const KNOWN_PROFILES: &[&str] = &[
    "dfxp-presentation",
    "dfxp-transformation",
    "dfxp-full",
    "sdp-us",
    "ttml2-presentation",
    "ttml2-transformation",
    "ttml2-full",
    "imsc1/text",
    "imsc1/image",
    "imsc1.1/text",
    "imsc1.1/image",
    "imsc1.2/text",
    "imsc1.2/image",
    "imsc1.3/text",
    "imsc-rosetta",
];

/// Whether a designator in TTML's namespace names a profile that exists.
fn known_profile(value: &str) -> bool {
    let name = value.strip_prefix(PROFILES).unwrap_or(value);
    if absolute_uri(name) {
        return true;
    }
    KNOWN_PROFILES.contains(&name)
}

impl Rules<'_, '_> {
    /// `ttp:profile` and `ttp:contentProfiles` on the root, `use` on `ttp:profile`.
    fn profile_attribute(&self, tag: Tag, a: &Attribute, sink: &mut Sink) {
        let value = match (tag, a.attr) {
            (Tag::Tt, Attr::Profile) | (Tag::Profile, Attr::Use) => {
                collapse(self.document.value(a))
            }
            (Tag::Tt, Attr::ContentProfiles) => {
                let all = collapse(self.document.value(a));
                let list = all.strip_prefix("all(").or_else(|| all.strip_prefix("any("));
                list.map_or(all.clone(), |l| l.trim_end_matches(')').trim().to_owned())
            }
            _ => return,
        };
        if value.is_empty() {
            sink.say(TTML_PROFILE, a.span, "a profile is missing");
        }
        for one in value.split(' ').filter(|v| !v.is_empty()) {
            if !uri(one) {
                sink.say(TTML_PROFILE, a.span, "a profile is named by a URI");
            } else if !known_profile(one) {
                sink.say(TTML_PROFILE, a.span, "TTML has no profile of this name");
            }
        }
    }

    /// `ttp:features`, `ttp:extensions` and what is in them (TTML1 6.1).
    fn profile_element(&self, node: u32, element: &Element, sink: &mut Sink) {
        let document = self.document;
        match element.tag {
            Tag::Features | Tag::Extensions => {
                if let Some(base) = document.attribute(node, Attr::Base)
                    && !absolute_uri(self.document.value(base).trim())
                {
                    sink.say(TTML_PROFILE, base.span, "the base is an absolute URI");
                }
            }
            Tag::Feature | Tag::Extension => self.designation(node, element, sink),
            _ => {}
        }
    }

    fn designation(&self, node: u32, element: &Element, sink: &mut Sink) {
        let document = self.document;
        let is_feature = element.tag == Tag::Feature;
        let own = if is_feature { FEATURE_BASE } else { EXTENSION_BASE };
        let text = document.text_of(node);
        let text = text.trim();
        let parent = document.nodes[node as usize].parent;
        let base =
            document.attribute(parent, Attr::Base).map_or(own, |a| self.document.value(a).trim());
        let (base, token) = match text.split_once('#') {
            Some(("", token)) => (base, token),
            Some((base, token)) => (base, token),
            None => (base, ""),
        };
        let tag = document.start_tag(node);
        if token.is_empty() {
            sink.say(TTML_PROFILE, tag, "a designation such as `#presentation` is missing");
        } else if base == own {
            // TTML defines no extensions of its own.
            if !is_feature || (self.model == Model::Ttml1 && !FEATURES.contains(&token)) {
                sink.say(TTML_PROFILE, tag, "TTML has nothing of this name");
            }
        } else if is_feature && self.model == Model::Ttml1 {
            sink.say(TTML_PROFILE, tag, "features are those of TTML; others are extensions");
        }
    }

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
            Tag::P => self.is_image() && self.is_11(),
            Tag::Span | Tag::Br => self.is_image(),
            Tag::Initial => self.is_image(),
            Tag::Div => {
                let parent = document.nodes[node as usize].parent;
                self.is_image() && document.tag(parent) == Tag::Div
            }
            Tag::SmpteImage | Tag::SmpteData => true,
            _ => false,
        };
        if prohibited {
            sink.say(TTML_ELEMENT, element.name, "this profile of IMSC has no such element");
        }
        if element.tag == Tag::Region
            && document.tag(document.nodes[node as usize].parent) == Tag::Layout
        {
            let regions = &document.styles.regions;
            let region =
                regions.binary_search_by_key(&node, |r| r.node).ok().map(|at| &regions[at]);
            if region.is_some_and(|r| r.properties.place.extent == NONE) {
                let message = "IMSC regions need `tts:extent`";
                sink.say(TTML_MISSING_ATTRIBUTE, document.start_tag(node), message);
            }
        }
    }

    fn imsc_attribute(&self, tag: Tag, a: &Attribute, sink: &mut Sink) {
        let prohibited = "this profile of IMSC has no such attribute";
        match a.namespace {
            Namespace::Ttp if tag == Tag::Tt => self.imsc_parameter(a, sink),
            Namespace::Tts => {
                if self.prohibited_style(a.attr) {
                    sink.say(TTML_ATTRIBUTE, a.name, prohibited);
                } else {
                    self.imsc_style_value(tag, a, sink);
                }
            }
            Namespace::Tta => sink.say(TTML_ATTRIBUTE, a.name, prohibited),
            Namespace::Smpte => {
                let positions = matches!(
                    a.attr,
                    Attr::SmpteBackgroundImageHorizontal | Attr::SmpteBackgroundImageVertical
                );
                if positions || (a.attr == Attr::SmpteBackgroundImage && !self.is_image()) {
                    sink.say(TTML_ATTRIBUTE, a.name, prohibited);
                }
            }
            Namespace::Ebutts => {
                let content = matches!(a.attr, Attr::LinePadding | Attr::MultiRowAlign);
                if content && (self.is_image() || matches!(tag, Tag::Span | Tag::Br)) {
                    sink.say(TTML_ATTRIBUTE, a.name, "this may not stand here");
                }
            }
            Namespace::None if matches!(a.attr, Attr::Begin | Attr::End | Attr::Dur) => {
                self.time(a, sink);
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
            sink.say(TTML_ATTRIBUTE, a.name, "IMSC does not allow this parameter");
        }
        if a.attr == Attr::TimeBase && matches!(self.document.value(a).trim(), "smpte" | "clock") {
            sink.say(TTML_VALUE, a.span, "IMSC has the time base `media` only");
        }
        if matches!(a.attr, Attr::Profile | Attr::ContentProfiles)
            && self.document.value(a).trim().starts_with("http://www.w3.org/ns/ttml/profile/imsc1/")
            && !known_profile(self.document.value(a).trim())
        {
            sink.say(TTML_PROFILE, a.span, "IMSC has no profile of this name");
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
            sink.say(TTML_UNIT, a.span, "px needs `tts:extent` on `tt`");
        }
        if has("c") {
            sink.say(TTML_UNIT, a.span, "IMSC does not allow c here");
        }
        let place = matches!(a.attr, Attr::Origin | Attr::Extent | Attr::Position);
        if has("em") && (place || self.is_image()) {
            sink.say(TTML_UNIT, a.span, "IMSC does not allow em here");
        }
        if a.attr == Attr::Origin && lengths(&value).any(|l| l.number < 0.0) {
            sink.say(TTML_VALUE, a.span, "IMSC does not allow negative lengths here");
        }
        let wrong = match a.attr {
            // Two sizes, which stretch letters; 1.0 lets two equal ones pass.
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
            sink.say(TTML_VALUE, a.span, "this profile of IMSC does not allow this value");
        }
    }

    fn time(&self, a: &Attribute, sink: &mut Sink) {
        let parameters = &self.document.parameters;
        let Ok((_, uses)) = parse_time(self.document.value(a), &parameters.time) else { return };
        if uses.frames && !parameters.has_frame_rate {
            let message = "frames need `ttp:frameRate` on `tt`";
            sink.say(TTML_FRAMES_WITHOUT_RATE, a.span, message);
        }
        if uses.ticks && !parameters.has_tick_rate {
            sink.say(TTML_TICKS_WITHOUT_RATE, a.span, "ticks need `ttp:tickRate` on `tt`");
        }
    }

    fn ebu_element(&self, node: u32, element: &Element, sink: &mut Sink) {
        let document = self.document;
        let has = |node, attr| document.attribute(node, attr).is_some();
        let timed = |node| has(node, Attr::Begin) || has(node, Attr::End);
        match element.tag {
            Tag::Set | Tag::Profile => {
                sink.say(TTML_ELEMENT, element.name, "EBU-TT-D has no such element");
            }
            Tag::Tt if !has(node, Attr::TimeBase) => {
                sink.say(TTML_MISSING_ATTRIBUTE, element.name, "`ttp:timeBase` is missing");
            }
            Tag::Region => {
                for (attr, name) in [(Attr::Origin, "tts:origin"), (Attr::Extent, "tts:extent")] {
                    if !has(node, attr) {
                        let message = format!("`{name}` is missing");
                        sink.say(TTML_MISSING_ATTRIBUTE, element.name, message);
                    }
                }
            }
            Tag::P | Tag::Style if !has(node, Attr::Id) => {
                sink.say(TTML_MISSING_ATTRIBUTE, element.name, "`xml:id` is missing");
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
                    sink.say(TTML_ATTRIBUTE, document.start_tag(span), message);
                }
            }
            _ => {}
        }
    }

    fn ebu_attribute(&self, tag: Tag, a: &Attribute, sink: &mut Sink) {
        let content = matches!(tag, Tag::Body | Tag::Div | Tag::P | Tag::Span | Tag::Br);
        match (a.namespace, a.attr) {
            (Namespace::Tts, _) if content => {
                let message = "EBU-TT-D content takes its style by reference";
                sink.say(TTML_ATTRIBUTE, a.name, message);
            }
            (Namespace::Ttp, attr) if tag == Tag::Tt => {
                if attr == Attr::TimeBase && self.document.value(a).trim() != "media" {
                    sink.say(TTML_VALUE, a.span, "EBU-TT-D has the time base `media` only");
                } else if !matches!(attr, Attr::TimeBase | Attr::CellResolution | Attr::Profile) {
                    sink.say(TTML_ATTRIBUTE, a.name, "EBU-TT-D does not allow this parameter");
                }
            }
            (Namespace::None, Attr::Dur | Attr::TimeContainer) => {
                sink.say(TTML_ATTRIBUTE, a.name, "EBU-TT-D does not allow this attribute");
            }
            (Namespace::None, Attr::Begin | Attr::End)
                if self.document.value(a).bytes().filter(|&b| b == b':').count() != 2 =>
            {
                sink.say(TTML_VALUE, a.span, "EBU-TT-D times are written HH:MM:SS.mmm");
            }
            _ => {}
        }
    }
}
