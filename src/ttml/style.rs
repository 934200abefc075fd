//! Styles: what elements specify, and how references, nesting and inheritance resolve.
//!
//! TTML1 8.4 (resolution: inline over nested over referential; later over
//! earlier), 8.2 (initial values). Only the properties that a caption's look depends on for
//! conversion and rules are resolved; all others stay in the document as attributes.

use super::color::Color;
use super::diagnostics::{self, Sink};
use super::ids::Ids;
use super::names::{Attr, Tag};
use super::tree::{NONE, NodeKind, Tree};
use crate::source::Span;

/// `tts:textAlign`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum TextAlign {
    /// The side where lines begin: the initial value.
    #[default]
    Start,
    /// The middle.
    Center,
    /// The side where lines end.
    End,
    /// Left.
    Left,
    /// Right.
    Right,
    /// Both sides (TTML2).
    Justify,
}

/// `tts:ruby` (TTML2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Ruby {
    /// Not part of ruby.
    #[default]
    None,
    /// A ruby group.
    Container,
    /// Base text.
    Base,
    /// Several bases.
    BaseContainer,
    /// The annotation.
    Text,
    /// Several annotations.
    TextContainer,
    /// Parentheses for players without ruby.
    Delimiter,
}

/// The text properties that an element specifies.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Specified {
    /// `tts:color`.
    pub color: Option<Color>,
    /// `tts:fontStyle` is italic or oblique.
    pub italic: Option<bool>,
    /// `tts:fontWeight` is bold.
    pub bold: Option<bool>,
    /// `tts:textDecoration` has an underline.
    pub underline: Option<bool>,
    /// `tts:textAlign`.
    pub align: Option<TextAlign>,
    /// `tts:visibility` is visible.
    pub visible: Option<bool>,
    /// `tts:display` is not none.
    pub displayed: Option<bool>,
    /// `tts:direction` is rtl.
    pub rtl: Option<bool>,
    /// `tts:ruby`.
    pub ruby: Option<Ruby>,
}

/// The style that text is drawn with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Style {
    /// Text color.
    pub color: Color,
    /// Italic or oblique.
    pub italic: bool,
    /// Bold.
    pub bold: bool,
    /// Underlined.
    pub underline: bool,
    /// Alignment of lines.
    pub align: TextAlign,
    /// Drawn, or only taking up space.
    pub visible: bool,
    /// Neither the element nor one around it has `tts:display="none"`.
    pub displayed: bool,
    /// Right to left.
    pub rtl: bool,
}

impl Default for Style {
    fn default() -> Self {
        Self {
            color: Color::WHITE,
            italic: false,
            bold: false,
            underline: false,
            align: TextAlign::Start,
            visible: true,
            displayed: true,
            rtl: false,
        }
    }
}

impl Style {
    /// The style of a child that specifies `own`.
    #[must_use]
    pub fn with(self, own: &Specified) -> Self {
        Self {
            color: own.color.unwrap_or(self.color),
            italic: own.italic.unwrap_or(self.italic),
            bold: own.bold.unwrap_or(self.bold),
            underline: own.underline.unwrap_or(self.underline),
            align: own.align.unwrap_or(self.align),
            visible: own.visible.unwrap_or(self.visible),
            displayed: self.displayed && own.displayed.unwrap_or(true),
            rtl: own.rtl.unwrap_or(self.rtl),
        }
    }
}

impl Specified {
    /// Replaces these properties with those that `over` specifies.
    pub fn overlay(&mut self, over: &Self) {
        self.color = over.color.or(self.color);
        self.italic = over.italic.or(self.italic);
        self.bold = over.bold.or(self.bold);
        self.underline = over.underline.or(self.underline);
        self.align = over.align.or(self.align);
        self.visible = over.visible.or(self.visible);
        self.displayed = over.displayed.or(self.displayed);
        self.rtl = over.rtl.or(self.rtl);
        self.ruby = over.ruby.or(self.ruby);
    }

    /// Adds one attribute; an invalid value specifies nothing.
    fn read(&mut self, attr: Attr, value: &str) {
        let value = value.trim_matches(' ');
        match attr {
            Attr::Color => self.color = Color::parse(value).or(self.color),
            Attr::FontStyle => match value {
                "italic" | "oblique" => self.italic = Some(true),
                "normal" => self.italic = Some(false),
                _ => {}
            },
            Attr::FontWeight => match value {
                "bold" => self.bold = Some(true),
                "normal" => self.bold = Some(false),
                _ => {}
            },
            Attr::TextDecoration => self.decoration(value),
            Attr::TextAlign => self.align = align(value).or(self.align),
            Attr::Visibility => match value {
                "visible" => self.visible = Some(true),
                "hidden" => self.visible = Some(false),
                _ => {}
            },
            Attr::Display => match value {
                "none" => self.displayed = Some(false),
                "auto" | "inlineBlock" => self.displayed = Some(true),
                _ => {}
            },
            Attr::Direction => match value {
                "rtl" => self.rtl = Some(true),
                "ltr" => self.rtl = Some(false),
                _ => {}
            },
            Attr::Ruby => self.ruby = ruby(value).or(self.ruby),
            _ => {}
        }
    }

    fn decoration(&mut self, value: &str) {
        for word in value.split(' ') {
            match word {
                "underline" => self.underline = Some(true),
                "none" | "noUnderline" => self.underline = Some(false),
                _ => {}
            }
        }
    }
}

fn align(value: &str) -> Option<TextAlign> {
    Some(match value {
        "start" => TextAlign::Start,
        "center" => TextAlign::Center,
        "end" => TextAlign::End,
        "left" => TextAlign::Left,
        "right" => TextAlign::Right,
        "justify" => TextAlign::Justify,
        _ => return None,
    })
}

fn ruby(value: &str) -> Option<Ruby> {
    Some(match value {
        "none" => Ruby::None,
        "container" => Ruby::Container,
        "base" => Ruby::Base,
        "baseContainer" => Ruby::BaseContainer,
        "text" => Ruby::Text,
        "textContainer" => Ruby::TextContainer,
        "delimiter" => Ruby::Delimiter,
        _ => return None,
    })
}

/// The attributes of a region's box that are in force: indices into `Tree::attributes`, or
/// [`NONE`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BoxAttributes {
    /// `tts:origin`.
    pub origin: u32,
    /// `tts:extent`.
    pub extent: u32,
    /// `tts:position` (TTML2).
    pub position: u32,
    /// `tts:displayAlign`.
    pub display_align: u32,
    /// `tts:writingMode`.
    pub writing_mode: u32,
}

impl Default for BoxAttributes {
    fn default() -> Self {
        Self { origin: NONE, extent: NONE, position: NONE, display_align: NONE, writing_mode: NONE }
    }
}

impl BoxAttributes {
    fn overlay(&mut self, over: &Self) {
        let put = |here: &mut u32, over: u32| {
            if over != NONE {
                *here = over;
            }
        };
        put(&mut self.origin, over.origin);
        put(&mut self.extent, over.extent);
        put(&mut self.position, over.position);
        put(&mut self.display_align, over.display_align);
        put(&mut self.writing_mode, over.writing_mode);
    }

    fn read(&mut self, attr: Attr, index: u32) {
        match attr {
            Attr::Origin => self.origin = index,
            Attr::Extent => self.extent = index,
            Attr::Position => self.position = index,
            Attr::DisplayAlign => self.display_align = index,
            Attr::WritingMode => self.writing_mode = index,
            _ => {}
        }
    }
}

/// Everything a style or region specifies.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Properties {
    /// For text.
    pub text: Specified,
    /// For a region's box.
    pub place: BoxAttributes,
}

impl Properties {
    fn overlay(&mut self, over: &Self) {
        self.text.overlay(&over.text);
        self.place.overlay(&over.place);
    }
}

/// The styles and regions of a document, by id.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Styles {
    /// The resolved styles.
    pub styles: Vec<Properties>,
    /// Style ids, to indices into [`Styles::styles`].
    pub style_ids: Ids,
    /// The regions, in document order.
    pub regions: Vec<Region>,
    /// Region ids, to indices into [`Styles::regions`].
    pub region_ids: Ids,
    /// How many of the regions are in the head; the inline ones (TTML2) follow them.
    pub out_of_line: usize,
    /// The elements with inline regions, in document order, and the index of each in
    /// [`Styles::regions`].
    pub inline: Vec<(u32, u32)>,
    /// Initial values: the specification's, or those of `initial` elements (TTML2).
    pub initial: Style,
    /// Initial values of region boxes that `initial` elements set.
    pub initial_place: BoxAttributes,
}

/// A region.
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    /// Its element.
    pub node: u32,
    /// What it specifies, references and nested styles resolved.
    pub properties: Properties,
}

/// The region of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RegionChoice {
    /// Neither it nor an element around it names one.
    Unset,
    /// Index into [`Styles::regions`].
    Region(u32),
    /// An unknown region, or two different ones: shown nowhere.
    Nowhere,
}

impl RegionChoice {
    /// The place of an element that names a region, in one with this place.
    pub(super) fn inside(self, found: Option<u32>) -> Self {
        match (self, found) {
            (Self::Unset, Some(region)) => Self::Region(region),
            (Self::Region(outer), Some(region)) if outer == region => self,
            _ => Self::Nowhere,
        }
    }
}

impl Styles {
    /// Where an element is shown: in its inline region, as if its `region` named that, otherwise in
    /// `named`. `around` is the place of the element around it.
    pub(super) fn inline_place(
        &self,
        node: u32,
        around: RegionChoice,
        named: RegionChoice,
    ) -> RegionChoice {
        match self.inline.binary_search_by_key(&node, |inline| inline.0) {
            Ok(at) => around.inside(Some(self.inline[at].1)),
            Err(_) => named,
        }
    }
}

/// Finds and resolves the styles and regions of a tree.
pub(super) fn resolve<const TELL: bool>(
    tree: &Tree<'_>,
    max_regions: usize,
    sink: &mut Sink<TELL>,
) -> Styles {
    let mut styles = Styles::default();
    let mut nodes = Vec::new();
    let mut regions = Vec::new();
    let mut inline_regions = Vec::new();
    for (i, node) in tree.nodes.iter().enumerate() {
        let NodeKind::Element(element) = &node.kind else { continue };
        match (element.tag, tree.tag(node.parent)) {
            // What is in `metadata` describes the document and is not a part of it.
            (Tag::Style | Tag::Initial, Tag::Styling) | (Tag::Region, Tag::Layout)
                if !is_in_head(tree, node.parent) => {}
            (Tag::Style, Tag::Styling) => nodes.push(i as u32),
            (Tag::Region, Tag::Layout) => regions.push(i as u32),
            (Tag::Initial, Tag::Styling) => {
                let mut own = Properties::default();
                inline(tree, i as u32, &mut own);
                styles.initial = styles.initial.with(&own.text);
                styles.initial_place.overlay(&own.place);
            }
            // Nothing of the head follows the body.
            (Tag::Body, _) if !tree.facts.inline_regions => break,
            (Tag::Region, Tag::Body | Tag::Div | Tag::P | Tag::Span) => {
                inline_regions.push(i as u32);
            }
            _ => {}
        }
    }
    styles.style_ids = Ids::new(nodes.iter().map(|&node| id_of(tree, node)));
    resolve_all(tree, &nodes, &mut styles, sink);
    if regions.len() > max_regions {
        let span = Span::new(
            tree.nodes[regions[max_regions] as usize].span.start,
            tree.source.len() as u32,
        );
        sink.add(|| diagnostics::too_many_regions(span, max_regions));
        regions.truncate(max_regions);
    }
    styles.region_ids = Ids::new(regions.iter().map(|&node| id_of(tree, node)));
    inline_regions.truncate(max_regions.saturating_sub(regions.len()));
    for (at, &node) in (regions.len() as u32..).zip(&inline_regions) {
        let owner = tree.nodes[node as usize].parent;
        styles.inline.push((owner, at));
    }
    // The first of several in one element counts.
    styles.inline.sort_by_key(|inline| inline.0);
    styles.inline.dedup_by_key(|inline| inline.0);
    styles.out_of_line = regions.len();
    regions.extend(inline_regions);
    for node in regions {
        let properties = region(tree, node, &styles);
        styles.regions.push(Region { node, properties });
    }
    styles
}

/// Whether a `styling` or `layout` is that of the document: a child of the `head` of the root.
fn is_in_head(tree: &Tree<'_>, node: u32) -> bool {
    let around = |node: u32| tree.nodes.get(node as usize).map_or(NONE, |n| n.parent);
    let head = around(node);
    let root = around(head);
    tree.tag(head) == Tag::Head && tree.tag(root) == Tag::Tt && around(root) == NONE
}

/// `xml:id`, or the plain `id` that many files have in its place.
pub(super) fn id_of<'d>(tree: &'d Tree<'_>, node: u32) -> Option<&'d str> {
    let id = tree.attribute(node, Attr::Id).or_else(|| tree.attribute(node, Attr::PlainId));
    id.map(|a| tree.value(a).trim_matches(' '))
}

/// The style references of an element, in order, with the span of each.
pub(super) fn references<'d>(
    tree: &'d Tree<'_>,
    node: u32,
) -> impl Iterator<Item = (&'d str, Span)> {
    let attribute = tree.attribute(node, Attr::Style);
    attribute
        .into_iter()
        .flat_map(|a| tree.value(a).split(' ').map(move |word| (word, a.span)))
        .filter(|(word, _)| !word.is_empty())
}

/// How far the resolution of a style is.
#[derive(Clone, Copy, PartialEq)]
enum State {
    Waiting,
    Open,
    Done,
}

/// Resolves every style once, with its own stack: chains may be long and fans wide.
fn resolve_all<const TELL: bool>(
    tree: &Tree<'_>,
    nodes: &[u32],
    styles: &mut Styles,
    sink: &mut Sink<TELL>,
) {
    let targets: Vec<Vec<u32>> = nodes
        .iter()
        .map(|&node| {
            references(tree, node)
                .filter_map(|(id, span)| {
                    let found = styles.style_ids.get(id);
                    if found.is_none() {
                        sink.add(|| diagnostics::unknown_style(span, id));
                    }
                    found
                })
                .collect()
        })
        .collect();
    let mut state = vec![State::Waiting; nodes.len()];
    styles.styles = vec![Properties::default(); nodes.len()];
    let mut stack: Vec<(usize, usize)> = Vec::new();
    for root in 0..nodes.len() {
        if state[root] == State::Waiting {
            state[root] = State::Open;
            stack.push((root, 0));
        }
        while let Some((at, next)) = stack.pop() {
            let Some(&target) = targets[at].get(next) else {
                inline(tree, nodes[at], &mut styles.styles[at]);
                state[at] = State::Done;
                continue;
            };
            let target = target as usize;
            match state[target] {
                State::Done => {
                    let from = styles.styles[target];
                    styles.styles[at].overlay(&from);
                    stack.push((at, next + 1));
                }
                State::Open => {
                    let span =
                        tree.attribute(nodes[at], Attr::Style).map_or(Span::default(), |a| a.span);
                    sink.add(|| diagnostics::style_loop(span));
                    stack.push((at, next + 1));
                }
                State::Waiting => {
                    stack.push((at, next));
                    state[target] = State::Open;
                    stack.push((target, 0));
                }
            }
        }
    }
}

/// Adds the style attributes of an element itself.
fn inline(tree: &Tree<'_>, node: u32, into: &mut Properties) {
    let Some(element) = tree.element(node) else { return };
    for (i, attribute) in tree.attributes_of(element).iter().enumerate() {
        into.text.read(attribute.attr, tree.value(attribute));
        into.place.read(attribute.attr, element.first_attribute + i as u32);
    }
}

fn region(tree: &Tree<'_>, node: u32, styles: &Styles) -> Properties {
    let mut all = Properties::default();
    refer(tree, node, styles, &mut all);
    for child in tree.children(node) {
        if tree.tag(child) == Tag::Style {
            let mut nested = Properties::default();
            refer(tree, child, styles, &mut nested);
            inline(tree, child, &mut nested);
            all.overlay(&nested);
        }
    }
    inline(tree, node, &mut all);
    all
}

fn refer(tree: &Tree<'_>, node: u32, styles: &Styles, into: &mut Properties) {
    for (id, _) in references(tree, node) {
        if let Some(style) = styles.style_ids.get(id) {
            into.overlay(&styles.styles[style as usize]);
        }
    }
}

/// What a content element or `set` specifies for text: references, then its own attributes.
pub(super) fn specified_by(tree: &Tree<'_>, styles: &Styles, node: u32) -> Specified {
    let mut own = Specified::default();
    let Some(element) = tree.element(node).filter(|e| e.styled) else { return own };
    let attributes = tree.attributes_of(element);
    for attribute in attributes {
        if attribute.attr == Attr::Style {
            for id in tree.value(attribute).split(' ').filter(|id| !id.is_empty()) {
                if let Some(style) = styles.style_ids.get(id) {
                    own.overlay(&styles.styles[style as usize].text);
                }
            }
        }
    }
    for attribute in attributes {
        own.read(attribute.attr, tree.value(attribute));
    }
    own
}
