//! What is shown when: paragraphs, each split only where its own content changes.
//!
//! TTML1 9.3 (regions and their content) and 10.4 (times), without building a full document for each
//! moment: every `p` is swept over its own events, so overlapping paragraphs add no work. The pieces
//! that splitting may make are bounded by `Document::max_pieces`.

use crate::source::sort_by_key;
use std::collections::HashMap;
use std::ops::Range;

use super::document::{Document, specified};
use super::names::{Attr, Tag};
use super::paragraph_sweep::{Set, Sweep};
use super::rational::{Rational, earlier, later};
use super::stack_frames::{Active, Frame, SpanFrame, own_times};
use super::style::{RegionChoice, Specified, Style};
use super::timing::durations;
use super::tree::{Attribute, NONE, NodeKind};
use super::whitespace::Piece;

/// A paragraph in a region for a stretch of time in which it does not change.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    /// The `p`.
    pub paragraph: u32,
    /// Index into `Styles::regions`; [`NONE`] for the default region.
    pub region: u32,
    /// The first moment.
    pub begin: Rational,
    /// The first moment it is no longer shown; `None` when it stays.
    pub end: Option<Rational>,
    /// Its pieces: indices into [`Presentation::pieces`].
    pub pieces: Range<u32>,
    /// The paragraph's own style.
    pub style: Style,
}

/// Everything a document shows.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Presentation<'a> {
    /// In document order, those of one paragraph in time order.
    pub segments: Vec<Segment>,
    /// The pieces of all segments.
    pub pieces: Vec<Piece<'a>>,
    /// The limit of pieces was reached: later changes inside paragraphs are missing.
    pub truncated: bool,
}

/// Computes what a document shows.
#[must_use]
pub fn present<'a>(document: &Document<'a>) -> Presentation<'a> {
    let mut all = Presentation::default();
    all.truncated = stream(document, &mut all, |_| {});
    all
}

/// Computes what a document shows, paragraph by paragraph: `each` gets the segments of one after
/// those that it has left in `out`. Returns whether a limit was reached.
pub(super) fn stream<'a>(
    document: &Document<'a>,
    out: &mut Presentation<'a>,
    each: impl FnMut(&mut Presentation<'a>),
) -> bool {
    let durations =
        if document.facts.seq { durations(document, &document.timings) } else { Vec::new() };
    let mut presenter = Presenter {
        document,
        durations,
        frames: Vec::new(),
        stack: Vec::new(),
        base: HashMap::new(),
        last_base: None,
        last_region: None,
        set_cache: HashMap::new(),
        regions: Vec::new(),
        sweep: Sweep::default(),
        groups: Vec::new(),
        work: 0,
        cues: 0,
        truncated: false,
        out,
        each,
    };
    presenter.regions();
    presenter.run();
    presenter.truncated
}

/// When a region is active, and its style.
struct RegionState {
    begin: Rational,
    end: Option<Rational>,
    style: Style,
}

pub(super) struct Presenter<'a, 'd, F> {
    pub(super) document: &'d Document<'a>,
    pub(super) durations: Vec<Option<Rational>>,
    pub(super) frames: Vec<Frame>,
    pub(super) stack: Vec<SpanFrame>,
    /// Style of the innermost frame in a region.
    base: HashMap<(u32, u32), Style>,
    last_base: Option<((u32, u32), Style)>,
    /// The last region looked up: the text of the attribute and the region.
    last_region: Option<(&'d str, Option<u32>)>,
    /// The `set` children of an element that is not a paragraph content.
    set_cache: HashMap<u32, Sets>,
    regions: Vec<RegionState>,
    pub(super) sweep: Sweep,
    /// The regions of a paragraph's leaves, with the leaves.
    groups: Vec<(u32, u32)>,
    /// Pieces made and `set` elements looked at so far; bounded by `Document::max_pieces`.
    pub(super) work: usize,
    /// Cues presented so far; bounded by `Document::max_cues`.
    cues: usize,
    pub(super) truncated: bool,
    pub(super) out: &'d mut Presentation<'a>,
    each: F,
}

/// The `set` children of an element, by begin, with the latest end up to each.
struct Sets {
    sets: Vec<Set>,
    ends: Vec<Option<Rational>>,
}

impl<'a, 'd, F: FnMut(&mut Presentation<'a>)> Presenter<'a, 'd, F> {
    fn regions(&mut self) {
        for region in &self.document.styles.regions {
            let timing = self.document.timing(region.node);
            let begin = timing.begin.unwrap_or(Rational::ZERO);
            let end = timing.explicit().and_then(|d| begin.checked_add(d));
            let style = self.document.styles.initial.with(&region.properties.text);
            self.regions.push(RegionState { begin, end, style });
        }
    }

    fn run(&mut self) {
        let Some(body) = self.document.body else { return };
        let mut i = body;
        let end = self.document.nodes[body as usize].end;
        while i < end {
            while self.frames.last().is_some_and(|f| f.node_end <= i) {
                self.frames.pop();
            }
            let node = &self.document.nodes[i as usize];
            let NodeKind::Element(element) = &node.kind else {
                i += 1;
                continue;
            };
            let active = if element.tag.is_timed() { self.activate(i) } else { None };
            match (element.tag, active) {
                (Tag::Body | Tag::Div, Some(active)) if self.open(i, active) => i += 1,
                (Tag::P, Some(active)) => {
                    let before = self.out.segments.len();
                    self.paragraph(i, active);
                    self.cues += self.out.segments.len() - before;
                    (self.each)(self.out);
                    if self.cues >= self.document.max_cues {
                        // At the limit; over it only if something follows.
                        self.truncated |= self.document.nodes[i as usize].end < end;
                        return;
                    }
                    i = node.end;
                }
                _ => i = node.end,
            }
        }
    }

    /// When a child of the innermost frame is active; `None` when never. In a `seq` container the frame
    /// moves on.
    fn activate(&mut self, node: u32) -> Option<Active> {
        let duration = self.durations.get(node as usize).copied();
        let timing = self.document.timing(node);
        let frame = self.frames.last_mut();
        let (origin, parent_end) = match &frame {
            None => (Some(Rational::ZERO), None),
            Some(f) => (f.cursor.unwrap_or(Some(f.begin)), f.end),
        };
        let (begin, end) = own_times(origin, &timing, duration);
        if let Some(Frame { cursor: Some(cursor), .. }) = frame {
            *cursor = end;
        }
        let begin = begin?;
        let tag = self.document.tag(node);
        // A container that only lasts as long as its content does not hide a paragraph without length.
        let is_open = matches!(tag, Tag::Body | Tag::Div) && timing.explicit().is_none();
        let end = end.filter(|end| !is_open || *end > begin);
        // A paragraph whose own times are reversed or empty is kept for the rules to see.
        let written = end.is_some_and(|end| end <= begin) && tag == Tag::P;
        let end = earlier(end, parent_end);
        (end.is_none_or(|end| begin < end) || written).then_some((begin, end))
    }

    /// Opens a `body` or `div`; returns whether its content can be shown.
    fn open(&mut self, node: u32, (begin, end): Active) -> bool {
        let around = self.frames.last().map_or(RegionChoice::Unset, |f| f.place);
        let document = self.document;
        let place = match document.attribute(node, Attr::Region) {
            Some(attribute) => self.place(attribute, around),
            None => around,
        };
        let place = document.styles.inline_place(node, around, place);
        if place == RegionChoice::Nowhere {
            return false;
        }
        let preserve = self.preserve(node, self.frames.last().map(|f| f.preserve));
        let cursor = self.document.timing(node).seq.then_some(Some(begin));
        let node_end = self.document.nodes[node as usize].end;
        self.frames.push(Frame { node_end, node, begin, end, cursor, place, preserve });
        true
    }

    fn place(&mut self, attribute: &'d Attribute, around: RegionChoice) -> RegionChoice {
        let document = self.document;
        let name: &'d str = document.value(attribute);
        let found = match self.last_region {
            // Most paragraphs name the region of the previous one.
            Some((last, found)) if last == name => found,
            _ => document.styles.region_ids.get(name.trim_matches(' ')),
        };
        self.last_region = Some((name, found));
        around.inside(found)
    }

    fn preserve(&self, node: u32, around: Option<bool>) -> bool {
        let document = self.document;
        let of =
            |node| document.attribute(node, Attr::Space).map(|a| document.value(a) == "preserve");
        of(node).unwrap_or_else(|| {
            around.unwrap_or_else(|| self.document.tt.and_then(of).unwrap_or(false))
        })
    }

    /// The style that content inherits from the innermost frame in a region.
    pub(super) fn base_style(&mut self, region: u32) -> Style {
        let top = self.frames.last().map_or(NONE, |f| f.node);
        let key = (top, region);
        if let Some((known, style)) = self.last_base
            && known == key
        {
            return style;
        }
        let style = match self.base.get(&key) {
            Some(&style) => style,
            None => {
                let mut style = self.region_style(region);
                for frame in &self.frames {
                    style = style.with(&specified(self.document, frame.node));
                }
                self.base.insert(key, style);
                style
            }
        };
        self.last_base = Some((key, style));
        style
    }

    fn region_style(&self, region: u32) -> Style {
        self.regions.get(region as usize).map_or(self.document.styles.initial, |r| r.style)
    }

    fn paragraph(&mut self, p: u32, active: Active) {
        let (around, space) = match self.frames.last() {
            Some(frame) => (frame.place, Some(frame.preserve)),
            None => (RegionChoice::Unset, None),
        };
        let (mut place, mut preserve) = (around, space);
        let document = self.document;
        let Some(element) = document.element(p) else { return };
        for attribute in document.attributes_of(element) {
            match attribute.attr {
                Attr::Region => place = self.place(attribute, around),
                Attr::Space => preserve = Some(document.value(attribute) == "preserve"),
                _ => {}
            }
        }
        let place = document.styles.inline_place(p, around, place);
        if place == RegionChoice::Nowhere {
            return;
        }
        let preserve = preserve.unwrap_or(false);
        let own = specified(self.document, p);
        let facts = document.facts;
        if !facts.sets && !facts.seq && self.is_plain(p) {
            if let Some(region) = self.region_of(place) {
                self.plain(p, region, active, &own, preserve);
            }
            return;
        }
        if self.collect(p, active, place, preserve) {
            // Every leaf has the paragraph's place.
            if let Some(region) = self.region_of(place) {
                self.in_region(p, region, active, &own, None);
            }
            return;
        }
        let mut groups = std::mem::take(&mut self.groups);
        groups.clear();
        for (i, leaf) in self.sweep.leaves.iter().enumerate() {
            groups.extend(self.region_of(leaf.place).map(|region| (region, i as u32)));
        }
        groups.sort_unstable();
        for group in groups.chunk_by(|a, b| a.0 == b.0) {
            self.in_region(p, group[0].0, active, &own, Some(group));
        }
        self.groups = groups;
    }

    /// Shows a paragraph in a region: some of its leaves, or all of them without changes.
    fn in_region(
        &mut self,
        p: u32,
        region: u32,
        active: Active,
        own: &Specified,
        group: Option<&[(u32, u32)]>,
    ) {
        let style = self.base_style(region).with(own);
        let limit = self.document.max_pieces;
        let sets = self.document.facts.sets && self.work <= limit;
        let sets_around = sets && self.gather_sets(region, active);
        let Some(active) = self.clip(region, active) else { return };
        if group.is_none() && !sets_around {
            self.truncated |= self.document.facts.sets && !sets;
            return self.gather(p, region, active, style);
        }
        let all: Vec<(u32, u32)> = match group {
            Some(_) => Vec::new(),
            None => (0..self.sweep.leaves.len() as u32).map(|leaf| (region, leaf)).collect(),
        };
        let group = group.unwrap_or(&all);
        self.work += self.sweep.size();
        if self.work > limit {
            self.rest(p, region, active, style, group);
        } else {
            self.swept(p, region, active, style, own, group);
        }
    }

    /// The region that content with this place is shown in: the default one only if there is none.
    fn region_of(&self, place: RegionChoice) -> Option<u32> {
        match place {
            RegionChoice::Region(region) => Some(region),
            // An inline region belongs to its element only: others are placed as if it were absent.
            RegionChoice::Unset if self.document.styles.out_of_line == 0 => Some(NONE),
            RegionChoice::Unset | RegionChoice::Nowhere => None,
        }
    }

    /// The part of a time in which the region is active. Reversed times are accepted.
    pub(super) fn clip(&self, region: u32, (begin, end): Active) -> Option<Active> {
        let Some(state) = self.regions.get(region as usize) else { return Some((begin, end)) };
        if end.is_some_and(|end| end <= begin) {
            return Some((begin, end));
        }
        let (begin, end) = (begin.max(state.begin), earlier(end, state.end));
        end.is_none_or(|end| begin < end).then_some((begin, end))
    }

    /// Collects the `set` elements of the region, `body` and `div`s around a paragraph that are active
    /// while it is. Returns whether there are any.
    fn gather_sets(&mut self, region: u32, active: Active) -> bool {
        self.sweep.around.clear();
        let begin = self.regions.get(region as usize).map_or(Rational::ZERO, |r| r.begin);
        let node = self.document.styles.regions.get(region as usize).map_or(NONE, |r| r.node);
        let mut levels: Vec<(u32, Rational)> = vec![(node, begin)];
        levels.extend(self.frames.iter().map(|f| (f.node, f.begin)));
        for (level, (node, begin)) in levels.into_iter().enumerate() {
            if node == NONE {
                continue;
            }
            if !self.set_cache.contains_key(&node) {
                let sets = self.sets_of(node, begin);
                self.set_cache.insert(node, sets);
            }
            let Sets { sets, ends } = &self.set_cache[&node];
            let from = ends.partition_point(|e| e.is_some_and(|end| end <= active.0));
            let to = sets.partition_point(|s| active.1.is_none_or(|end| s.begin < end));
            for set in sets.get(from..to).unwrap_or_default() {
                if set.end.is_none_or(|end| active.0 < end) {
                    self.sweep.around.push(Set { chain: level as u32, ..*set });
                }
            }
            self.work += to.saturating_sub(from);
        }
        // Of those that are active at once the last one written wins, as inside a paragraph.
        sort_by_key(&mut self.sweep.around, |set| (i64::from(set.chain), i64::from(set.node)));
        !self.sweep.around.is_empty()
    }

    /// The `set` children of a region, `body` or `div`. In a `seq` container (TTML1 10.2.4) each child
    /// begins after the one before, a `set` like any other.
    fn sets_of(&self, node: u32, begin: Rational) -> Sets {
        let document = self.document;
        let seq = document.timing(node).seq;
        let mut origin = Some(begin);
        let mut sets = Vec::new();
        for child in document.children(node) {
            let tag = document.tag(child);
            if tag != Tag::Set && !(seq && tag.is_timed()) {
                continue;
            }
            let duration = self.durations.get(child as usize).copied();
            let (begin, end) = own_times(origin, &document.timing(child), duration);
            if seq {
                origin = end;
            }
            let Some(begin) = begin else { continue };
            if tag == Tag::Set && end.is_none_or(|end| begin < end) {
                let specified = specified(document, child);
                sets.push(Set { begin, end, specified, chain: NONE, node: child });
            }
        }
        sets.sort_by_key(|s| s.begin);
        let mut latest = Some(Rational::ZERO);
        let ends = sets.iter().map(|set| {
            latest = later(latest, set.end);
            latest
        });
        let ends = ends.collect();
        Sets { sets, ends }
    }
}
