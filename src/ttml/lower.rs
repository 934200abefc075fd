//! A document as a timeline: one cue a paragraph, split only where its own content changes.
//!
//! Times are rounded here, once, begin and end by the same rule, so that touching cues stay touching.
//! A cue that never ends gets `Timestamp::OPEN`. Overlapping cues stay overlapping.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use super::document::{Document, specified};
use super::geometry::{DisplayAlign, Geometry, WritingMode, geometry};
use super::lower_text::push_text;
use super::names::{Attr, Tag};
use super::presentation::{Presentation, Segment, stream};
use super::style::{Ruby, Style, TextAlign, id_of};
use super::tree::{Attribute, NONE, NodeKind};
use super::whitespace::{Piece, RubyPart};
use crate::format::Format;
use crate::source::{Span, sort_by_key};
use crate::time::{Interval, Timestamp};
use crate::timeline::{
    Align, Cue, Extra, ExtraKind, LINE_HEIGHT, LinePosition, Origin, Placement, Region, Run,
    RunKind, ScopeKind, Timeline, Vertical, is_visible,
};

/// Makes the timeline of a document.
#[must_use]
pub fn lower<'a>(document: &Document<'a>) -> Timeline<'a> {
    let mut lowerer = Lowerer {
        document,
        timeline: Timeline { source: document.source, ..Timeline::new(Format::Ttml) },
        geometries: Vec::new(),
        open: Vec::new(),
        keys: Vec::new(),
        agents: HashMap::new(),
        placements: HashMap::new(),
        last_place: None,
    };
    lowerer.head();
    let cues = document.timings.len();
    lowerer.timeline.cues.reserve(cues);
    lowerer.timeline.runs.reserve(document.nodes.len() * 3 / 4);
    let mut paragraph = Presentation::default();
    let truncated = stream(document, &mut paragraph, |paragraph| {
        lowerer.cues(paragraph);
    });
    lowerer.timeline.truncated = truncated;
    lowerer.timeline
}

/// What a scope represents; adjacent scopes with equal keys are one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Key {
    Voice(u32),
    Language(u32),
    Ruby(u32),
    RubyText(u32),
    Bold,
    Italic,
    Underline,
    Color([u8; 4]),
}

struct Lowerer<'a, 'd> {
    document: &'d Document<'a>,
    timeline: Timeline<'a>,
    geometries: Vec<Geometry>,
    /// Scopes open in the current cue: what each is, its index.
    open: Vec<(Key, u32)>,
    keys: Vec<Key>,
    /// The agents of the head by id.
    agents: HashMap<&'d str, u32>,
    /// The placement of cues, by region and alignment; the last one used.
    placements: HashMap<Place, Option<Arc<Placement>>>,
    last_place: Option<(Place, Option<Arc<Placement>>)>,
}

/// A region and how text is aligned in it.
type Place = (u32, TextAlign);

impl<'a> Lowerer<'a, '_> {
    fn head(&mut self) {
        let document = self.document;
        let Some(tt) = document.tt else { return };
        if document.facts.agents {
            let head = 0..document.body.unwrap_or(document.nodes.len() as u32);
            let agents = head.filter(|&n| document.tag(n) == Tag::Agent);
            self.agents = agents.filter_map(|n| Some((id_of(document, n)?, n))).collect();
        }
        self.timeline.language = document
            .attribute(tt, Attr::Lang)
            .filter(|a| !document.value(a).is_empty())
            .map(|a| document.value_cow(a));
        for region in &document.styles.regions {
            let geometry = geometry(document, &region.properties.place);
            self.geometries.push(geometry);
            let id = document
                .attribute(region.node, Attr::Id)
                .or_else(|| document.attribute(region.node, Attr::PlainId));
            // A point of the box and the same point of the picture: the corner at its origin.
            self.timeline.regions.push(Region {
                id: id.map_or(Cow::Borrowed(""), |a| document.value_cow(a)),
                width: geometry.extent.0,
                lines: (geometry.extent.1 / LINE_HEIGHT).max(0.0),
                region_anchor: (0.0, 0.0),
                viewport_anchor: geometry.origin,
                scroll_up: false,
                span: document.nodes[region.node as usize].span,
            });
        }
        for head in document.children(tt).filter(|&n| document.tag(n) == Tag::Head) {
            for child in document.children(head) {
                // Styles and regions are resolved; `unmapped` reports what the cues do not have of them.
                if matches!(document.tag(child), Tag::Styling | Tag::Layout) {
                    continue;
                }
                let span = document.nodes[child as usize].span;
                self.timeline.extras.push(Extra::new(ExtraKind::Header, span));
            }
        }
        if document.facts.comments {
            let comments = document.nodes.iter().filter(|n| n.kind == NodeKind::Comment);
            // Between `<!--` and `-->`.
            let text = |span: Span| Span::new(span.start + 4, span.end - 3);
            let notes = comments.map(|n| Extra::note(n.span, text(n.span)));
            self.timeline.extras.extend(notes);
            sort_by_key(&mut self.timeline.extras, |e| e.span.start);
        }
    }

    /// Takes the segments of one paragraph.
    fn cues(&mut self, paragraph: &mut Presentation<'a>) {
        let Presentation { segments, pieces, .. } = paragraph;
        for segment in segments.iter() {
            let first = self.timeline.runs.len() as u32;
            self.open.clear();
            let range = segment.pieces.start as usize..segment.pieces.end as usize;
            let pieces = pieces.get_mut(range).unwrap_or_default();
            // Hidden text takes up space but is not seen; while nothing else is active, there is no cue.
            let mut texts = pieces.iter().filter(|piece| piece.text.is_some()).peekable();
            if texts.peek().is_some() && texts.all(|piece| !piece.style.visible) {
                continue;
            }
            // A paragraph that shows nothing and never ends is not a cue: no one gave it a time to end.
            let base = |piece: &&Piece<'_>| piece.part == RubyPart::Base;
            let text = |piece: &Piece<'_>| piece.text.as_deref().is_some_and(is_visible);
            if segment.end.is_none() && !pieces.iter().filter(base).any(text) {
                continue;
            }
            for piece in pieces {
                if piece.text.is_some() && !piece.style.visible {
                    continue;
                }
                // Users of the timeline know ruby and need no parentheses.
                if piece.part != RubyPart::Delimiter {
                    self.piece(segment, piece);
                }
            }
            let runs = first..self.timeline.runs.len() as u32;
            let cue = self.cue(segment, runs);
            self.timeline.cues.push(cue);
        }
        segments.clear();
        pieces.clear();
    }

    fn cue(&mut self, segment: &Segment, runs: std::ops::Range<u32>) -> Cue<'a> {
        let document = self.document;
        let p = segment.paragraph;
        let (origin, id) = origin(document, p);
        let placement = self.shared_placement(segment);
        Cue {
            id: id.map(|a| document.value_cow(a)),
            interval: Interval {
                start: segment.begin.to_ms(),
                end: segment.end.map_or(Timestamp::OPEN, super::Rational::to_ms),
            },
            runs,
            placement,
            region: (segment.region != NONE).then_some(segment.region),
            origin,
        }
    }

    fn shared_placement(&mut self, segment: &Segment) -> Option<Arc<Placement>> {
        let place = (segment.region, segment.style.align);
        if let Some((last, placement)) = &self.last_place
            && *last == place
        {
            return placement.clone();
        }
        let placement = match self.placements.get(&place) {
            Some(known) => known.clone(),
            None => {
                let new = self.placement(segment).map(Arc::new);
                self.placements.insert(place, new.clone());
                new
            }
        };
        self.last_place = Some((place, placement.clone()));
        placement
    }

    fn placement(&self, segment: &Segment) -> Option<Placement> {
        let geometry = self.geometries.get(segment.region as usize).copied();
        if geometry.is_none() && segment.style.align == TextAlign::Start {
            return None;
        }
        let (vertical, rtl) = match geometry.map(|g| g.writing_mode) {
            Some(WritingMode::TbRl) => (Some(Vertical::RightToLeft), false),
            Some(WritingMode::TbLr) => (Some(Vertical::LeftToRight), false),
            Some(WritingMode::RlTb) => (None, true),
            _ => (None, false),
        };
        let align = match segment.style.align {
            TextAlign::Start if rtl => Align::Right,
            TextAlign::End if rtl => Align::Left,
            TextAlign::Start | TextAlign::Justify => Align::Start,
            TextAlign::Center => Align::Center,
            TextAlign::End => Align::End,
            TextAlign::Left => Align::Left,
            TextAlign::Right => Align::Right,
        };
        let mut placement = Placement { vertical, align: Some(align), ..Placement::default() };
        match geometry {
            Some(g) => place_in(&g, vertical, &mut placement),
            // WebVTT would anchor it at the middle.
            None if align == Align::End => {
                placement.position = Some(100.0);
                placement.position_align = Some(Align::End);
            }
            None => {}
        }
        Some(placement)
    }

    fn piece(&mut self, segment: &Segment, piece: &mut Piece<'a>) {
        let scope = self.scope(segment, piece);
        let Some(text) = piece.text.take() else {
            // Annotations are one line: a `br` in one becomes a space.
            let kind = match piece.part {
                RubyPart::Base => RunKind::Break,
                _ => RunKind::Text(" ".into()),
            };
            self.timeline.runs.push(Run { kind, scope, span: piece.span });
            return;
        };
        let is_whole = matches!(text, Cow::Borrowed(_)) && text.len() == piece.span.len() as usize;
        if is_whole && memchr::memchr(b'\n', text.as_bytes()).is_none() {
            self.timeline.runs.push(Run { kind: RunKind::Text(text), scope, span: piece.span });
            return;
        }
        let (span, is_raw) = match self.document.nodes[piece.node as usize].kind {
            // A span inside the section is one of its text; otherwise it is the whole node's.
            NodeKind::CData(NONE) => (piece.span, true),
            NodeKind::CData(_) => (cdata(self.document.source, piece.span), true),
            _ => (piece.span, false),
        };
        push_text(&mut self.timeline, self.document.source, &text, span, is_raw, scope);
    }

    /// The scope of a piece: those of the piece before are used again as far as they are the same.
    fn scope(&mut self, segment: &Segment, piece: &Piece<'a>) -> u32 {
        let facts = self.document.facts;
        let structured = facts.ruby || facts.agents || facts.languages;
        let Style { bold, italic, underline, color, .. } = piece.style;
        let plain = !bold && !italic && !underline && color == super::Color::WHITE;
        if plain && !structured {
            self.open.clear();
            return 0;
        }
        let mut keys = std::mem::take(&mut self.keys);
        keys.clear();
        if structured {
            self.structure(segment.paragraph, piece.node, &mut keys);
        }
        if bold {
            keys.push(Key::Bold);
        }
        if italic {
            keys.push(Key::Italic);
        }
        if underline {
            keys.push(Key::Underline);
        }
        if color != super::Color::WHITE {
            keys.push(Key::Color([color.red, color.green, color.blue, color.alpha]));
        }
        let scope = self.enter(&keys, piece.span);
        self.keys = keys;
        scope
    }

    /// Speaker, language and ruby, from the elements around a piece up to its paragraph; a speaker or
    /// language may be on a `div` or `body` too.
    fn structure(&self, paragraph: u32, node: u32, keys: &mut Vec<Key>) {
        let document = self.document;
        let mut at = document.nodes[node as usize].parent;
        let (mut voice, mut language, mut inner) = (None, None, Vec::new());
        while at != NONE {
            let tag = document.tag(at);
            if tag == Tag::Tt {
                break;
            }
            if voice.is_none() && document.attribute(at, Attr::TtmAgent).is_some() {
                voice = Some(Key::Voice(at));
            }
            if language.is_none()
                && let Some(lang) = document.attribute(at, Attr::Lang)
            {
                // An empty one means that the language is not known.
                let file = self.timeline.language.as_deref().unwrap_or_default();
                language = Some((file != document.value(lang)).then_some(Key::Language(at)));
            }
            if document.facts.ruby && tag == Tag::Span && at != paragraph {
                match specified(document, at).ruby.unwrap_or_default() {
                    Ruby::Container => inner.push(Key::Ruby(at)),
                    Ruby::Text => inner.push(Key::RubyText(self.annotation(at))),
                    _ => {}
                }
            }
            at = document.nodes[at as usize].parent;
        }
        keys.extend(voice);
        keys.extend(language.flatten());
        keys.extend(inner.into_iter().rev());
    }

    /// The annotation that a ruby text is part of: all texts of one container are one.
    fn annotation(&self, text: u32) -> u32 {
        let parent = self.document.nodes[text as usize].parent;
        let ruby = specified(self.document, parent).ruby.unwrap_or_default();
        if ruby == Ruby::TextContainer { parent } else { text }
    }

    fn enter(&mut self, keys: &[Key], span: Span) -> u32 {
        let common = self.open.iter().zip(keys).take_while(|(open, key)| open.0 == **key).count();
        self.open.truncate(common);
        for &key in &keys[common..] {
            let parent = self.open.last().map_or(0, |o| o.1);
            let (kind, span) = self.kind(key, span);
            let index = self.timeline.push_scope(kind, Vec::new(), parent, span);
            self.open.push((key, index));
        }
        self.open.last().map_or(0, |o| o.1)
    }

    fn kind(&self, key: Key, span: Span) -> (ScopeKind<'a>, Span) {
        let document = self.document;
        let tag = |node| document.start_tag(node);
        match key {
            Key::Voice(node) => (ScopeKind::Voice(self.agent(node)), tag(node)),
            Key::Language(node) => {
                let lang = document.attribute(node, Attr::Lang);
                let value = lang.map_or(Cow::Borrowed(""), |a| document.value_cow(a));
                (ScopeKind::Language(value), tag(node))
            }
            Key::Ruby(node) => (ScopeKind::Ruby, tag(node)),
            Key::RubyText(node) => (ScopeKind::RubyText, tag(node)),
            // Styles come from anywhere: the scope begins with its text.
            Key::Bold => (ScopeKind::Bold, Span::at(span.start)),
            Key::Italic => (ScopeKind::Italic, Span::at(span.start)),
            Key::Underline => (ScopeKind::Underline, Span::at(span.start)),
            Key::Color([r, g, b, a]) => {
                let color = Some(Cow::Owned(hex_color(r, g, b, a)));
                (ScopeKind::Font { color, face: None, size: None }, Span::at(span.start))
            }
        }
    }

    /// The name of the speaker an element names: the agent's `ttm:name`, otherwise its id.
    fn agent(&self, node: u32) -> Cow<'a, str> {
        let document = self.document;
        let Some(reference) = document.attribute(node, Attr::TtmAgent) else {
            return Cow::Borrowed("");
        };
        let id = document.value(reference).split(' ').find(|id| !id.is_empty()).unwrap_or_default();
        let agent = self.agents.get(id).copied();
        let name = agent.and_then(|agent| {
            let name = document.children(agent).find(|&n| document.tag(n) == Tag::Name)?;
            let text = document.text_of(name);
            let trimmed = text.trim();
            (!trimmed.is_empty()).then(|| match &text {
                Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
                Cow::Owned(_) => Cow::Owned(trimmed.to_owned()),
            })
        });
        name.unwrap_or_else(|| document.value_cow(reference))
    }
}

/// `#rrggbb`, or `#rrggbbaa` where it is not opaque. By hand: there may be one for every few words.
fn hex_color(r: u8, g: u8, b: u8, a: u8) -> String {
    let mut out = String::with_capacity(9);
    out.push('#');
    for byte in [r, g, b].into_iter().chain((a != 255).then_some(a)) {
        for digit in [byte >> 4, byte & 15] {
            out.push(char::from(b"0123456789abcdef"[digit as usize]));
        }
    }
    out
}

/// What is inside the marks of a CDATA section, where a span holds them too.
fn cdata(source: &str, span: Span) -> Span {
    let inner = span.slice(source).strip_prefix("<![CDATA[").and_then(|s| s.strip_suffix("]]>"));
    inner.map_or(span, |_| Span::new(span.start + 9, span.end - 3))
}

/// Where a cue box is in WebVTT's terms.
fn place_in(g: &Geometry, vertical: Option<Vertical>, placement: &mut Placement) {
    let (along, across) = match vertical {
        None => ((g.origin.0, g.extent.0), (g.origin.1, g.extent.1)),
        Some(Vertical::LeftToRight) => ((g.origin.1, g.extent.1), (g.origin.0, g.extent.0)),
        // Lines grow to the left: the before edge is the right one.
        Some(Vertical::RightToLeft) => {
            ((g.origin.1, g.extent.1), (100.0 - g.origin.0 - g.extent.0, g.extent.0))
        }
    };
    placement.size = Some(along.1);
    let (part, side) = match placement.align {
        Some(Align::Center) => (0.5, Align::Center),
        Some(Align::End | Align::Right) => (1.0, Align::End),
        _ => (0.0, Align::Start),
    };
    placement.position = Some(along.0 + along.1 * part);
    placement.position_align = Some(side);
    let (part, side) = match g.display_align {
        DisplayAlign::Before | DisplayAlign::Justify => (0.0, Align::Start),
        DisplayAlign::Center => (0.5, Align::Center),
        DisplayAlign::After => (1.0, Align::End),
    };
    placement.line = Some(LinePosition::Percent(across.0 + across.1 * part));
    placement.line_align = Some(side);
}

/// The places in the source that a paragraph's cues come from, and its id. What is not written is
/// an empty span after the name of the element, where it would go.
fn origin<'d>(document: &'d Document<'_>, p: u32) -> (Origin, Option<&'d Attribute>) {
    let Some(element) = document.element(p) else { return (Origin::default(), None) };
    let block = document.nodes[p as usize].span;
    let none = Span::at(element.name.end);
    let payload = Span::new(element.open_end, element.close_start);
    let mut origin = Origin { block, id: none, start: none, end: none, settings: none, payload };
    let mut id: Option<&Attribute> = None;
    for a in document.attributes_of(element) {
        match a.attr {
            Attr::Begin => origin.start = a.span,
            Attr::End => origin.end = a.span,
            Attr::Dur if origin.end == none => origin.end = a.span,
            Attr::Region => origin.settings = a.span,
            Attr::Id => id = Some(a),
            Attr::PlainId if id.is_none() => id = Some(a),
            _ => {}
        }
    }
    origin.id = id.map_or(none, |a| a.span);
    (origin, id)
}
