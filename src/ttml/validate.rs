//! Validation of a document against TTML1, IMSC 1.0.1, IMSC 1.1 or EBU-TT-D.
//!
//! TTML1 7 (content models and attributes), 8.2 (values), 12 (metadata), 5.2 and 6.1 (profiles).
//! Findings are on the attribute value, name or tag concerned. What [`super::parse`] has reported
//! (XML, times, parameters, unknown styles and regions) is not repeated: a document is valid when
//! neither list has an error. Foreign elements and attributes are ignored, as in TTML1 5.3.

use std::collections::HashMap;

use super::content_model::{ROLES, in_ttml1, parameter_in_ttml1, rank};
use super::diagnostics::{self, Sink};
use super::document::Document;
use super::isd_roots;
use super::model::Model;
use super::names::{Attr, Dialect, Namespace, Tag};
use super::profile;
use super::references::is_ncname;
use super::ruby;
use super::style::references;
use super::time_expression::TimeBase;
use super::tree::{Attribute, Element, NONE, NodeKind};
use super::values::{Syntax, collapse, idrefs, language, parameter_value, style_value};
use crate::chars::{is_xml_blank, is_xml_space};
use crate::source::{Diagnostic, Edit, Fix, Severity, Span};

/// Validates a document against a model. The findings are in file order; at most 10,000.
#[must_use]
pub fn validate(document: &Document<'_>, model: Model) -> Vec<Diagnostic> {
    let mut sink = Sink::new(10_000);
    let ids = Ids::collect(document, &mut sink);
    let mut validator = Validator { document, model, ids, sink };
    validator.run();
    if model.syntax() == Syntax::Ttml2 {
        ruby::check(document, &mut validator.sink);
    }
    profile::check(document, model, &mut validator.sink);
    isd_roots::check(document, model, &mut validator.sink);
    validator.sink.finish(document.source.len() as u32)
}

/// The ids of a document.
struct Ids<'d> {
    nodes: HashMap<&'d str, u32>,
}

impl<'d> Ids<'d> {
    fn collect(document: &'d Document<'_>, sink: &mut Sink) -> Self {
        let mut nodes = HashMap::new();
        let mut taken = Taken::default();
        for i in 0..document.nodes.len() as u32 {
            let Some(id) = document.attribute(i, Attr::Id) else { continue };
            let name = document.value(id).trim_matches(is_xml_space);
            if !is_ncname(name) {
                sink.add(|| diagnostics::id(id.span));
            }
            if let Some(&first) = nodes.get(name) {
                let place = document.attribute(first, Attr::Id).map_or(Span::default(), |a| a.span);
                let new = free_id(name, &mut taken);
                let title = format!("write `{new}`");
                let fix = Fix::risky(title, vec![Edit::replace(id.span, new)]);
                sink.add(|| {
                    diagnostics::second_id(id.span).with_fix(fix).with_label(place, "here")
                });
            } else {
                nodes.insert(name, i);
            }
        }
        Self { nodes }
    }
}

/// How far the numbers after each doubled id have come.
type Taken = HashMap<String, u32>;

/// The id with a number appended, a different one each time.
fn free_id(name: &str, taken: &mut Taken) -> String {
    let last = taken.entry(name.to_owned()).or_insert(1);
    *last += 1;
    format!("{name}-{last}")
}

/// What an open element contains so far.
struct Children {
    node: u32,
    /// How far they have come in their order.
    rank: u8,
    /// Those that may be there once.
    seen: Vec<Tag>,
}

struct Validator<'a, 'd> {
    document: &'d Document<'a>,
    model: Model,
    ids: Ids<'d>,
    sink: Sink,
}

impl<'a> Validator<'a, '_> {
    fn run(&mut self) {
        let document = self.document;
        let Some(tt) = document.tt else { return };
        // How far each open element has come in the order of its children.
        let mut ranks: Vec<Children> = Vec::new();
        let mut i = tt;
        let end = document.nodes[tt as usize].end;
        while i < end {
            while ranks.last().is_some_and(|r| document.nodes[r.node as usize].end <= i) {
                ranks.pop();
            }
            let node = &document.nodes[i as usize];
            match &node.kind {
                NodeKind::Element(element) => {
                    if self.is_foreign(element) {
                        self.stray(element, document.tag(node.parent));
                        i = node.end;
                        continue;
                    }
                    if i != tt {
                        let parent = document.tag(node.parent);
                        self.element(element, parent, ranks.last_mut());
                    }
                    self.attributes(i, element);
                    ranks.push(Children { node: i, rank: 0, seen: Vec::new() });
                }
                NodeKind::Text(_) | NodeKind::CData(_) => self.text(i, node.parent, node.span),
                _ => {}
            }
            i += 1;
        }
    }

    /// Foreign elements are pruned before validation; SMPTE's are known.
    fn is_foreign(&self, element: &Element) -> bool {
        match element.namespace {
            Namespace::None => self.document.dialect != Dialect::NoNamespace,
            Namespace::Tta | Namespace::Isd => false,
            namespace => !namespace.is_tt(),
        }
    }

    /// Elements of TTML without their namespace: foreign, so neither they nor their content is shown. In
    /// metadata they may be anything.
    fn stray(&mut self, element: &Element, parent: Tag) {
        let local = element.name.slice(self.document.source);
        let known = Tag::find(Namespace::Tt, local) != Tag::Other;
        if element.namespace == Namespace::None && parent != Tag::Metadata && known {
            let severity = Severity::Warning;
            self.sink.add(|| Diagnostic { severity, ..diagnostics::stray(element.name, local) });
        }
    }

    fn element(&mut self, element: &Element, parent: Tag, children: Option<&mut Children>) {
        if element.tag == Tag::Other {
            self.sink.add(|| diagnostics::unknown_element(element.name));
            return;
        }
        let Some(rank) = rank(element.tag, parent, self.model) else {
            self.sink.add(|| match parent {
                Tag::Other => diagnostics::misplaced(element.name),
                _ => diagnostics::misplaced_in(element.name, parent.local()),
            });
            return;
        };
        let Some(children) = children else { return };
        if rank < children.rank {
            self.sink.add(|| diagnostics::out_of_order(element.name));
        }
        children.rank = rank.max(children.rank);
        let once = match element.tag {
            Tag::Head | Tag::Body | Tag::Styling | Tag::Layout => true,
            Tag::Actor => parent == Tag::Agent,
            Tag::Features | Tag::Extensions => self.model.syntax() == Syntax::Ttml1,
            _ => false,
        };
        if once && children.seen.contains(&element.tag) {
            self.sink.add(|| diagnostics::second_element(element.name));
        }
        if once {
            children.seen.push(element.tag);
        }
    }

    /// Text where none is allowed. White space is always allowed, however it is written.
    fn text(&mut self, node: u32, parent: u32, span: Span) {
        let blank = is_xml_blank(self.document.text(node));
        let holds = matches!(
            self.document.tag(parent),
            Tag::P
                | Tag::Span
                | Tag::Title
                | Tag::Desc
                | Tag::Copyright
                | Tag::Name
                | Tag::Item
                | Tag::Feature
                | Tag::Extension
                | Tag::Other
                | Tag::Data
                | Tag::Chunk
                | Tag::AltText
                | Tag::SmpteImage
                | Tag::SmpteData
                | Tag::SmpteInformation
        );
        if !blank && !holds {
            let name = self.document.tag(parent).local();
            let tag = self.document.start_tag(parent);
            self.sink.add(|| diagnostics::text_in(span, name).with_label(tag, "in this"));
        }
    }

    fn attributes(&mut self, node: u32, element: &Element) {
        for attribute in self.document.attributes_of(element) {
            self.attribute(node, element.tag, attribute);
        }
        let has = |attr| self.document.attribute(node, attr).is_some();
        let required: &[Attr] = match element.tag {
            Tag::Agent | Tag::Name => &[Attr::Type],
            Tag::Actor => &[Attr::Agent],
            _ => &[],
        };
        for &attr in required.iter().filter(|&&attr| !has(attr)) {
            self.sink.add(|| diagnostics::missing(element.name, attr.local()));
        }
        match element.tag {
            Tag::Set if self.model != Model::Ttml2 => self.set(element),
            Tag::Tt if !has(Attr::Lang) => self.missing_language(element),
            _ => {}
        }
    }

    /// TTML1 7.2.2: the root declares the language, with an empty value if there is none for all.
    fn missing_language(&mut self, tt: &Element) {
        let document = self.document;
        let mut languages =
            document.attributes.iter().filter(|a| a.attr == Attr::Lang).map(|a| document.value(a));
        let first = languages.next().unwrap_or_default();
        let shared = if languages.all(|other| other == first) { first } else { "" };
        let shared = if language(shared) { shared } else { "" };
        let edit = Edit::insert(tt.name.end, format!(" xml:lang=\"{shared}\""));
        let title = format!("write `xml:lang=\"{shared}\"`");
        let fix = Fix::risky(title, vec![edit]);
        self.sink.add(|| diagnostics::no_language(tt.name).with_fix(fix));
    }

    fn attribute(&mut self, node: u32, tag: Tag, a: &Attribute) {
        match a.namespace {
            Namespace::None => self.plain_attribute(node, tag, a),
            // TTML1 5.3.1: TTML's own attributes without prefix are in no namespace.
            Namespace::Tt => self.sink.add(|| diagnostics::prefixed(a.name)),
            Namespace::Tts => self.style_attribute(tag, a),
            Namespace::Ttp => self.parameter(tag, a),
            Namespace::Ttm => self.metadata(tag, a),
            Namespace::Xml => self.xml_attribute(a),
            Namespace::Ittp | Namespace::Itts | Namespace::Ittm | Namespace::Smpte
                if self.model.is_imsc() && a.attr == Attr::Other =>
            {
                self.sink.add(|| diagnostics::unknown_in_imsc(a.name));
            }
            Namespace::Ebutts if self.model.is_profile() && a.attr == Attr::Other => {
                self.sink.add(|| diagnostics::unknown_in_ebu(a.name));
            }
            Namespace::Ebutts | Namespace::Itts
                if self.model.is_profile()
                    && matches!(tag, Tag::Tt | Tag::Head | Tag::Styling | Tag::Layout) =>
            {
                self.refuse(a, tag);
            }
            Namespace::Ebutts | Namespace::Itts if self.model.is_profile() => {
                self.value(
                    a,
                    style_value(a.attr, self.document.value(a), self.model.syntax(), false),
                );
            }
            Namespace::Ittp if self.model.is_imsc() && tag != Tag::Tt => self.refuse(a, tag),
            Namespace::Ittp if self.model.is_imsc() => {
                self.value(a, parameter_value(a.attr, self.document.value(a)));
            }
            _ => {}
        }
    }

    fn value(&mut self, a: &Attribute, checked: Result<(), &'static str>) {
        if let Err(wanted) = checked {
            self.sink.add(|| diagnostics::value(a.span, wanted));
        }
    }

    fn refuse(&mut self, a: &Attribute, tag: Tag) {
        self.sink.add(|| diagnostics::refused(a.name, tag.local()));
    }

    /// An attribute without prefix: each element has its own.
    fn plain_attribute(&mut self, node: u32, tag: Tag, a: &Attribute) {
        if a.attr == Attr::PlainId && tag != Tag::Other {
            let fix = Fix::safe("write `xml:id`", vec![Edit::replace(a.name, "xml:id")]);
            let fix = self.document.attribute(node, Attr::Id).is_none().then_some(fix);
            self.sink.add(|| Diagnostic { fix, ..diagnostics::plain_id(a.name) });
            return;
        }
        let allowed = match tag {
            Tag::Style | Tag::Br => matches!(a.attr, Attr::Style | Attr::Condition),
            Tag::Initial => a.attr == Attr::Condition,
            Tag::Set => matches!(
                a.attr,
                Attr::Begin | Attr::End | Attr::Dur | Attr::Condition | Attr::Other
            ),
            Tag::Body | Tag::Div | Tag::P | Tag::Span | Tag::Region => {
                matches!(
                    a.attr,
                    Attr::Begin
                        | Attr::End
                        | Attr::Dur
                        | Attr::TimeContainer
                        | Attr::Style
                        | Attr::Animate
                        | Attr::Condition
                ) || (tag != Tag::Region && a.attr == Attr::Region)
            }
            Tag::Agent | Tag::Name => a.attr == Attr::Type,
            Tag::Actor => a.attr == Attr::Agent,
            Tag::Profile => matches!(a.attr, Attr::Use | Attr::Type | Attr::Other),
            Tag::Feature | Tag::Extension => matches!(a.attr, Attr::Value | Attr::Other),
            Tag::Tt
            | Tag::Head
            | Tag::Styling
            | Tag::Layout
            | Tag::Metadata
            | Tag::Title
            | Tag::Desc
            | Tag::Copyright => a.attr == Attr::Condition,
            _ => true,
        };
        if !allowed || (a.attr == Attr::Other && self.model.syntax() == Syntax::Ttml1) {
            self.refuse(a, tag);
            return;
        }
        let ttml2_only = matches!(a.attr, Attr::Condition | Attr::Animate);
        if ttml2_only && !matches!(self.model, Model::EbuTtD | Model::Ttml2) {
            self.refuse(a, tag);
            return;
        }
        match (tag, a.attr) {
            (Tag::Agent, Attr::Type) => {
                self.word(a, &["person", "character", "group", "organization", "other"]);
            }
            (Tag::Name, Attr::Type) => self.word(a, &["full", "family", "given", "alias", "other"]),
            (Tag::Actor, Attr::Agent) => self.actor(a),
            (Tag::Feature | Tag::Extension, Attr::Value) => {
                let words: &[&str] = match self.model.syntax() {
                    Syntax::Ttml1 => &["optional", "required", "use"],
                    Syntax::Ttml2 => &["optional", "required", "use", "prohibited"],
                };
                self.word(a, words);
            }
            (_, Attr::Begin | Attr::End | Attr::Dur) => self.time(a),
            (_, Attr::Style) => self.style_references(node, tag, a),
            _ => {}
        }
    }

    /// Times of day, which only TTML2 has; all others the reader has looked at.
    fn time(&mut self, a: &Attribute) {
        let wallclock = self.document.value(a).starts_with("wallclock(");
        let read = self.document.parameters.time.base == TimeBase::Clock;
        if wallclock && read && self.model != Model::Ttml2 {
            self.sink.add(|| diagnostics::wallclock_in_ttml1(a.span));
        }
        // TTML1 10.2.3. It is the default of the marker mode, but hardly known, so it only counts where it
        // is written.
        let document = self.document;
        let mode = document.tt.and_then(|tt| document.attribute(tt, Attr::MarkerMode));
        if a.attr == Attr::Dur
            && document.parameters.time.base == TimeBase::Smpte
            && mode.is_some_and(|mode| document.value(mode).trim() == "discontinuous")
        {
            self.sink.add(|| diagnostics::discontinuous(a.name));
        }
    }

    fn word(&mut self, a: &Attribute, words: &[&str]) {
        if !words.contains(&collapse(self.document.value(a)).as_str()) {
            self.sink.add(|| diagnostics::word(a.span, words));
        }
    }

    /// References of styles nested in regions; all others are the reader's.
    fn style_references(&mut self, node: u32, tag: Tag, a: &Attribute) {
        if !idrefs(self.document.value(a)) {
            self.sink.add(|| diagnostics::style_references(a.span));
        }
        let parent = self.document.nodes[node as usize].parent;
        if tag == Tag::Style && self.document.tag(parent) == Tag::Region {
            let unknown = references(self.document, node)
                .any(|(id, _)| self.document.styles.style_ids.get(id).is_none());
            if unknown {
                self.sink.add(|| diagnostics::nested_unknown_style(a.span));
            }
        }
    }

    fn style_attribute(&mut self, tag: Tag, a: &Attribute) {
        if a.attr == Attr::Other {
            self.sink.add(|| diagnostics::unknown_style_attribute(a.name));
            return;
        }
        if self.model.syntax() == Syntax::Ttml1 && !in_ttml1(a.attr) {
            self.sink.add(|| diagnostics::not_in_ttml1(a.name));
            return;
        }
        let allowed = match tag {
            Tag::Tt => a.attr == Attr::Extent,
            Tag::Style
            | Tag::Region
            | Tag::Body
            | Tag::Div
            | Tag::P
            | Tag::Span
            | Tag::Br
            | Tag::Set => true,
            Tag::Initial => self.model.syntax() == Syntax::Ttml2,
            Tag::Image | Tag::Animate => true,
            _ => false,
        };
        if !allowed {
            self.refuse(a, tag);
            return;
        }
        let (on_root, syntax) = (tag == Tag::Tt, self.model.syntax());
        // TTML2's `animate` has one value for each moment.
        let parts = match tag {
            Tag::Animate => self.document.value(a).split(';').collect(),
            _ => vec![self.document.value(a)],
        };
        let checked = parts.into_iter().try_for_each(|v| style_value(a.attr, v, syntax, on_root));
        // TTML1, third edition, 8.3.2 allows it; earlier editions do not mention it, and their parsers
        // refuse it (w3c/ttml1 issue 322, skynav/ttt issue 217).
        let has_color = matches!(a.attr, Attr::Color | Attr::BackgroundColor | Attr::TextOutline);
        let is_first = syntax == Syntax::Ttml1 && self.model != Model::EbuTtD;
        if checked.is_ok() && is_first && has_color && has_padded_color(self.document.value(a)) {
            let severity = Severity::Warning;
            self.sink.add(|| Diagnostic { severity, ..diagnostics::padded_color(a.span) });
        }
        self.value(a, checked);
    }

    fn parameter(&mut self, tag: Tag, a: &Attribute) {
        if a.attr == Attr::Other || (self.model == Model::Ttml1 && !parameter_in_ttml1(a.attr)) {
            self.sink.add(|| diagnostics::unknown_parameter(a.name));
        } else if tag != Tag::Tt {
            self.refuse(a, tag);
        } else {
            self.value(a, parameter_value(a.attr, self.document.value(a)));
        }
    }

    fn metadata(&mut self, tag: Tag, a: &Attribute) {
        if a.attr == Attr::Other {
            self.sink.add(|| diagnostics::unknown_metadata(a.name));
            return;
        }
        let content =
            matches!(tag, Tag::Body | Tag::Div | Tag::P | Tag::Span | Tag::Br | Tag::Metadata);
        // TTML2 allows them on regions and more.
        let ttml2 = self.model.syntax() == Syntax::Ttml2
            && matches!(tag, Tag::Region | Tag::Set | Tag::Image | Tag::Style);
        if !content && !ttml2 {
            self.refuse(a, tag);
            return;
        }
        match a.attr {
            Attr::TtmAgent => self.agents(a),
            Attr::TtmRole => {
                let words = collapse(self.document.value(a));
                let own = |word: &str| word.strip_prefix("x-").is_some_and(|own| !own.is_empty());
                if words.split(' ').any(|word| !ROLES.contains(&word) && !own(word)) {
                    self.sink.add(|| diagnostics::role(a.span));
                }
            }
            _ => {}
        }
    }

    /// TTML1 12.1.7: an actor is one agent.
    fn actor(&mut self, a: &Attribute) {
        if collapse(self.document.value(a)).contains(' ') {
            self.sink.add(|| diagnostics::several_agents(a.span));
        } else {
            self.agents(a);
        }
    }

    /// References to agents: those in the head, or in its metadata (TTML1 12.1.5).
    fn agents(&mut self, a: &Attribute) {
        if !idrefs(self.document.value(a)) {
            self.sink.add(|| diagnostics::agent_references(a.span));
            return;
        }
        for id in self.document.value(a).split(is_xml_space).filter(|id| !id.is_empty()) {
            let node = self.ids.nodes.get(id).copied();
            let good = node.is_some_and(|n| {
                self.document.tag(n) == Tag::Agent && {
                    let parent = self.document.nodes[n as usize].parent;
                    let above = self.document.nodes[parent as usize].parent;
                    self.document.tag(parent) == Tag::Head
                        || (self.document.tag(parent) == Tag::Metadata
                            && above != NONE
                            && self.document.tag(above) == Tag::Head)
                }
            });
            if !good {
                self.sink.add(|| diagnostics::unknown_agent(a.span));
            }
        }
    }

    fn xml_attribute(&mut self, a: &Attribute) {
        match a.attr {
            Attr::Lang if !language(self.document.value(a).trim()) => {
                let dashed = self.document.value(a).trim().replace('_', "-");
                let fix = language(&dashed)
                    .then(|| Fix::safe("write a hyphen", vec![Edit::replace(a.span, dashed)]));
                self.sink.add(|| Diagnostic { fix, ..diagnostics::language(a.span) });
            }
            Attr::Space
                if !matches!(&*collapse(self.document.value(a)), "default" | "preserve") =>
            {
                self.sink.add(|| diagnostics::space(a.span));
            }
            _ => {}
        }
    }

    /// TTML1 11.1.1: a `set` changes one property.
    fn set(&mut self, element: &Element) {
        let styles = self
            .document
            .attributes_of(element)
            .iter()
            .filter(|a| matches!(a.namespace, Namespace::Tts));
        if styles.count() > 1 {
            self.sink.add(|| diagnostics::crowded_set(element.name));
        }
    }
}

/// Whether a value has a color with white space inside its parentheses.
fn has_padded_color(value: &str) -> bool {
    let mut inner = value.split('(').skip(1).filter_map(|rest| rest.split(')').next());
    inner.any(|numbers| numbers.contains(is_xml_space))
}
