//! Profiles: how a document names its own (TTML1 5.2 and 6.1), and the rules that the model adds for
//! all profiles. What IMSC and EBU-TT-D forbid and require is in `imsc` and `ebu`.

use super::diagnostics::{self, Sink};
use super::document::Document;
use super::features::FEATURES;
use super::model::Model;
use super::names::{Attr, Namespace, Tag};
use super::time_expression::parse_time;
use super::tree::{Attribute, Element, NodeKind};
use super::values::{PROFILES, Syntax, absolute_uri, collapse, known_profile, uri};
use super::{ebu, imsc};
use crate::source::{Diagnostic, Severity};

/// Validates a document against the additions of its profile to TTML.
pub(super) fn check(document: &Document<'_>, model: Model, sink: &mut Sink) {
    let rules = Rules { document, model };
    for (i, node) in document.nodes.iter().enumerate() {
        let NodeKind::Element(element) = &node.kind else { continue };
        rules.profile_element(i as u32, element, sink);
        for a in document.attributes_of(element) {
            rules.profile_attribute(element.tag, a, sink);
        }
    }
    rates(document, model, sink);
    match model {
        Model::Ttml1 | Model::Ttml2 => {}
        Model::EbuTtD => ebu::check(document, sink),
        _ => imsc::check(document, model, sink),
    }
}

/// Times in frames or ticks without a rate. TTML1 has defaults (30 frames a
/// second), so there it is a warning; IMSC requires the rate.
fn rates(document: &Document<'_>, model: Model, sink: &mut Sink) {
    let parameters = &document.parameters;
    let (mut frames, mut ticks) = (parameters.has_frame_rate, parameters.has_tick_rate);
    for a in &document.attributes {
        if frames && ticks {
            return;
        }
        if a.namespace != Namespace::None || !matches!(a.attr, Attr::Begin | Attr::End | Attr::Dur)
        {
            continue;
        }
        let Ok((_, uses)) = parse_time(document.value(a), &parameters.time) else { continue };
        let mut add = |mut finding: Diagnostic| {
            if !model.is_imsc() {
                finding.severity = Severity::Warning;
            }
            sink.add(|| finding);
        };
        if uses.frames && !frames {
            add(diagnostics::frames_without_rate(a.span));
            frames = true;
        }
        if uses.ticks && !ticks {
            add(diagnostics::ticks_without_rate(a.span));
            ticks = true;
        }
    }
}

/// The model that a document declares: by `ttp:profile`, `ttp:contentProfiles` or a
/// `ttp:profile` element, EBU-TT-D by its `ebuttm:conformsToStandard`, TTML2 by `ttp:version`.
#[must_use]
pub fn declared_model(document: &Document<'_>) -> Option<Model> {
    let of = |uri: &str| {
        let uri = uri.trim();
        let named = uri.starts_with("ttml2-").then_some(uri);
        let rest = uri.strip_prefix(PROFILES).or(named)?;
        Some(match rest {
            "imsc1/text" => Model::Imsc10Text,
            "imsc1/image" => Model::Imsc10Image,
            "imsc1.1/text" | "imsc1.2/text" => Model::Imsc11Text,
            "imsc1.1/image" | "imsc1.2/image" => Model::Imsc11Image,
            _ if rest.starts_with("dfxp") => Model::Ttml1,
            // What later editions of IMSC add is in TTML2.
            "imsc1.3/text" | "imsc-rosetta" => Model::Ttml2,
            _ if rest.starts_with("ttml2") => Model::Ttml2,
            _ => return None,
        })
    };
    let tt = document.tt?;
    for attr in [Attr::ContentProfiles, Attr::Profile] {
        let value = document.attribute(tt, attr).map(|a| collapse(document.value(a)));
        let words = |v: &str| v.split([' ', '(', ')']).find_map(of);
        if let Some(model) = value.as_deref().and_then(words) {
            return Some(model);
        }
    }
    let in_head = || declared_in_head(document, tt, of);
    // Attributes that only TTML2 has show the edition, if not the profile.
    let second = document.attribute(tt, Attr::ContentProfiles).is_some()
        || document.attribute(tt, Attr::Version).is_some_and(|a| document.value(a).trim() != "1");
    in_head().or(second.then_some(Model::Ttml2))
}

/// The model that a `ttp:profile` element or the standard in EBU's metadata names.
fn declared_in_head(
    document: &Document<'_>,
    tt: u32,
    of: impl Fn(&str) -> Option<Model>,
) -> Option<Model> {
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

impl Model {
    /// The model to validate a document against: the requested one, otherwise that of the profile that it
    /// names, else TTML1.
    #[must_use]
    pub fn of(document: &Document<'_>, asked: Option<Self>) -> Self {
        asked.or_else(|| declared_model(document)).unwrap_or(Self::Ttml1)
    }
}

struct Rules<'d, 'a> {
    document: &'d Document<'a>,
    model: Model,
}

/// The namespaces of TTML's own features and extensions.
const FEATURE_BASE: &str = "http://www.w3.org/ns/ttml/feature/";
const EXTENSION_BASE: &str = "http://www.w3.org/ns/ttml/extension/";

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
            sink.add(|| diagnostics::no_profile(a.span));
        }
        for one in value.split(' ').filter(|v| !v.is_empty()) {
            if !uri(one) {
                sink.add(|| diagnostics::no_profile_uri(a.span));
            } else if !known_profile(one) {
                sink.add(|| diagnostics::unknown_profile(a.span));
            }
        }
    }

    /// `ttp:features`, `ttp:extensions` and what is in them (TTML1 6.1).
    fn profile_element(&self, node: u32, element: &Element, sink: &mut Sink) {
        let document = self.document;
        match element.tag {
            Tag::Features | Tag::Extensions => {
                let base = document.attribute(node, Attr::Base);
                if let Some(base) = base.filter(|_| self.model.syntax() == Syntax::Ttml1) {
                    let uri = self.document.value(base).trim();
                    if !absolute_uri(uri) {
                        sink.add(|| diagnostics::relative_base(base.span));
                    } else if element.tag == Tag::Features && uri != FEATURE_BASE {
                        // TTML1 appendix D.1: a feature is named in this namespace.
                        sink.add(|| diagnostics::foreign_base(base.span));
                    }
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
            sink.add(|| diagnostics::no_designation(tag));
        } else if base == own {
            // TTML does not define extensions.
            if !is_feature || (self.model == Model::Ttml1 && !FEATURES.contains(&token)) {
                sink.add(|| diagnostics::unknown_designation(tag));
            }
        } else if is_feature && self.model == Model::Ttml1 {
            sink.add(|| diagnostics::foreign_feature(tag));
        }
    }
}
