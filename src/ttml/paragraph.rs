//! One paragraph: its texts and breaks, when each is active, and the resulting segments.
//!
//! TTML1 9.3.3 (what belongs to which region), 10.4 (times), 8.4 (styles). Most paragraphs are plain
//! text that does not change; only those with timed parts, `set` elements or their own regions are
//! collected and swept.

use super::document::specified;
use super::names::{Attr, Tag};
use super::paragraph_sweep::{Chain, Set, TimedLeaf};
use super::presentation::{Presentation, Presenter, Segment};
use super::stack_frames::{Active, SpanFrame};
use super::style::{RegionChoice, Specified, Style};
use super::tree::{Element, NONE, NodeKind};
use super::whitespace::{Leaf, Lines, RubyPart};

impl<'a, F: FnMut(&mut Presentation<'a>)> Presenter<'a, '_, F> {
    /// Whether a paragraph contains nothing but text and plain breaks, as most do.
    pub(super) fn is_plain(&self, p: u32) -> bool {
        let (from, to) = (p as usize + 1, self.document.nodes[p as usize].end as usize);
        self.document.nodes[from..to].iter().all(|node| match &node.kind {
            NodeKind::Element(e) => e.tag == Tag::Br && e.attribute_count == 0 && node.parent == p,
            _ => node.parent == p,
        })
    }

    /// Shows a plain paragraph.
    pub(super) fn plain(
        &mut self,
        p: u32,
        region: u32,
        (begin, end): Active,
        own: &Specified,
        preserve: bool,
    ) {
        let style = self.base_style(region).with(own);
        if !style.displayed {
            return;
        }
        let Some((begin, end)) = self.clip(region, (begin, end)) else { return };
        let first = self.out.pieces.len() as u32;
        let mut lines = Lines::new();
        for node in p + 1..self.document.nodes[p as usize].end {
            let shown = match &self.document.nodes[node as usize].kind {
                NodeKind::Element(_) | NodeKind::Text(_) | NodeKind::CData(_) => true,
                NodeKind::Comment | NodeKind::Instruction | NodeKind::Doctype => false,
            };
            if shown {
                let leaf = Leaf { node, preserve, part: RubyPart::Base };
                lines.push(self.document, leaf, style, &mut self.out.pieces);
            }
        }
        lines.finish(&mut self.out.pieces);
        let pieces = first..self.out.pieces.len() as u32;
        let segment = Segment { paragraph: p, region, begin, end, pieces, style };
        self.out.segments.push(segment);
    }

    /// Gathers the texts and breaks of a paragraph. Says whether all of them are on for the whole
    /// time in the same place, with no `set` inside.
    pub(super) fn collect(
        &mut self,
        p: u32,
        active: Active,
        place: RegionChoice,
        preserve: bool,
    ) -> bool {
        let document = self.document;
        self.sweep.clear();
        self.stack.clear();
        self.stack.push(SpanFrame {
            node_end: document.nodes[p as usize].end,
            begin: active.0,
            end: active.1,
            seq: document.timing(p).seq,
            cursor: Some(active.0),
            place,
            preserve,
            part: RubyPart::Base,
            ignored: false,
            chain: NONE,
        });
        let mut simple = true;
        let mut i = p + 1;
        let end = document.nodes[p as usize].end;
        while i < end {
            while self.stack.len() > 1 && self.stack.last().is_some_and(|s| s.node_end <= i) {
                self.stack.pop();
            }
            let node = &document.nodes[i as usize];
            let entered = match &node.kind {
                NodeKind::Text(_) | NodeKind::CData(_) => self.inner(i, None, &mut simple),
                NodeKind::Element(e) if matches!(e.tag, Tag::Br | Tag::Span | Tag::Set) => {
                    self.inner(i, Some(e), &mut simple)
                }
                _ => false,
            };
            i = if entered { i + 1 } else { node.end };
        }
        simple
    }

    /// Adds a text, `br`, `set` or `span`; returns whether its content must be visited.
    fn inner(&mut self, node: u32, element: Option<&Element>, simple: &mut bool) -> bool {
        let document = self.document;
        let sweep = &mut self.sweep;
        let Some(top) = self.stack.last_mut() else { return false };
        let mut on = (top.begin, top.end);
        if top.seq || element.is_some_and(|e| e.timing != NONE) {
            *simple = false;
            let duration = self.durations.get(node as usize).copied();
            match top.child(&document.timing(node), duration) {
                Some(active) => on = active,
                None => return false,
            }
        }
        let (begin, end) = on;
        let tag = element.map_or(Tag::Br, |e| e.tag);
        if tag == Tag::Set {
            *simple = false;
            let specified = specified(document, node);
            sweep.sets.push(Set { begin, end, specified, chain: top.chain, node });
            return false;
        }
        let own = specified(document, node);
        if tag == Tag::Br {
            // The content of a `br` (a `set`, metadata) is not shown.
            if !top.ignored && own.displayed != Some(false) {
                let leaf = Leaf { node, preserve: top.preserve, part: top.part };
                let (place, chain) = (top.place, top.chain);
                sweep.leaves.push(TimedLeaf { leaf, begin, end, place, chain });
            }
            return false;
        }
        let Some(element) = element else { return false };
        let node_end = document.nodes[node as usize].end;
        // A span with text only is like the anonymous span it could be: its text is on while it is.
        let timed = |child: u32| document.tag(child).is_timed();
        let seq = document.timing(node).seq && document.children(node).any(timed);
        let mut inner = top.inside(node_end, on, &own, seq);
        for a in document.attributes_of(element) {
            match a.attr {
                Attr::Space => inner.preserve = document.value(a) == "preserve",
                Attr::Region => {
                    *simple = false;
                    let ids = &document.styles.region_ids;
                    inner.place = inner.place.inside(ids.get(document.value(a).trim_matches(' ')));
                }
                _ => {}
            }
        }
        let place = document.styles.inline_place(node, top.place, inner.place);
        *simple &= place == inner.place;
        inner.place = place;
        inner.chain = sweep.chains.len() as u32;
        sweep.chains.push(Chain { parent: top.chain, specified: own });
        self.stack.push(inner);
        true
    }

    /// A paragraph that does not change.
    pub(super) fn gather(&mut self, p: u32, region: u32, active: Active, style: Style) {
        self.sweep.resolve(style);
        let sweep = std::mem::take(&mut self.sweep);
        let all = sweep.leaves.iter().map(|l| (l.leaf, sweep.style_of(l.chain, style)));
        self.segment(p, region, active, style, all);
        self.sweep = sweep;
    }

    /// What is left of a paragraph that changes too often, as if all of it were on to the end: nothing
    /// is lost but the changes.
    pub(super) fn rest(
        &mut self,
        p: u32,
        region: u32,
        active: Active,
        style: Style,
        group: &[(u32, u32)],
    ) {
        self.truncated = true;
        let sweep = std::mem::take(&mut self.sweep);
        let leaves = group.iter().map(|&(_, leaf)| &sweep.leaves[leaf as usize]);
        let left = leaves.filter(|l| l.end.is_none_or(|end| active.0 < end));
        let left = left.map(|l| (l.leaf, sweep.walk(l.chain, style)));
        self.segment(p, region, active, style, left);
        self.sweep = sweep;
    }

    fn segment(
        &mut self,
        p: u32,
        region: u32,
        (begin, end): Active,
        style: Style,
        leaves: impl Iterator<Item = (Leaf, Style)>,
    ) {
        if !style.displayed {
            return;
        }
        let first = self.out.pieces.len() as u32;
        let mut lines = Lines::new();
        for (leaf, style) in leaves.filter(|(_, style)| style.displayed) {
            lines.push(self.document, leaf, style, &mut self.out.pieces);
        }
        lines.finish(&mut self.out.pieces);
        let pieces = first..self.out.pieces.len() as u32;
        let segment = Segment { paragraph: p, region, begin, end, pieces, style };
        self.out.segments.push(segment);
    }

    /// A paragraph that changes: swept over its own events.
    pub(super) fn swept(
        &mut self,
        p: u32,
        region: u32,
        active: Active,
        style: Style,
        own: &Specified,
        group: &[(u32, u32)],
    ) {
        let document = self.document;
        let of_region = document.styles.regions.get(region as usize).map(|r| r.properties.text);
        let around: Vec<Specified> = std::iter::once(of_region.unwrap_or_default())
            .chain(self.frames.iter().map(|f| specified(document, f.node)))
            .chain(std::iter::once(*own))
            .collect();
        let sweep = std::mem::take(&mut self.sweep);
        let Self { out, work, .. } = self;
        let initial = document.styles.initial;
        let stopped = sweep.run(active, group, &around, initial, |time, now, leaves, visited| {
            let first = out.pieces.len();
            let mut lines = Lines::new();
            for &(leaf, style) in leaves {
                lines.push(document, leaf, style, &mut out.pieces);
            }
            lines.finish(&mut out.pieces);
            *work += visited;
            merge(out, p, region, time, first, now);
            *work <= document.max_pieces
        });
        self.sweep = sweep;
        if let Some(from) = stopped {
            self.rest(p, region, (from, active.1), style, group);
        }
    }
}

/// Adds a segment, or extends the previous one if it shows the same. Of the paragraph's own style only
/// the alignment can be seen: the rest is in its pieces.
fn merge(
    out: &mut Presentation<'_>,
    p: u32,
    region: u32,
    (begin, end): Active,
    first: usize,
    style: Style,
) {
    if out.pieces.len() == first {
        return;
    }
    if let Some(last) = out.segments.last_mut()
        && last.paragraph == p
        && last.region == region
        && last.end == Some(begin)
        && last.pieces.end as usize == first
        && last.style.align == style.align
    {
        let (before, new) = out.pieces.split_at(first);
        if before[last.pieces.start as usize..] == *new {
            last.end = end;
            out.pieces.truncate(first);
            return;
        }
    }
    let pieces = first as u32..out.pieces.len() as u32;
    out.segments.push(Segment { paragraph: p, region, begin, end, pieces, style });
}
