//! The sweep over the events of one paragraph: which of its texts are active, with which style.
//!
//! Events are sorted once; between two of them only active parts are visited, so the work is
//! proportional to what is shown, plus the sorting.

use std::collections::BTreeSet;

use super::rational::Rational;
use super::stack_frames::Active;
use super::style::{RegionChoice, Specified, Style};
use super::tree::NONE;
use super::whitespace::Leaf;

/// A text or `br` with its time.
#[derive(Clone, Copy, Debug)]
pub(super) struct TimedLeaf {
    pub(super) leaf: Leaf,
    pub(super) begin: Rational,
    pub(super) end: Option<Rational>,
    pub(super) place: RegionChoice,
    /// The span it is in: an index into [`Sweep::chains`], or [`NONE`].
    pub(super) chain: u32,
}

/// A span's own style and the span around it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chain {
    pub(super) parent: u32,
    pub(super) specified: Specified,
}

/// A `set` with its time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Set {
    pub(super) begin: Rational,
    pub(super) end: Option<Rational>,
    pub(super) specified: Specified,
    /// The span it changes, [`NONE`] for the paragraph; for those around the paragraph, the level.
    pub(super) chain: u32,
    /// Its element.
    pub(super) node: u32,
}

/// The contents of one paragraph.
#[derive(Debug, Default)]
pub(super) struct Sweep {
    pub(super) leaves: Vec<TimedLeaf>,
    pub(super) chains: Vec<Chain>,
    pub(super) sets: Vec<Set>,
    /// The sets of the region (level 0), `body`, `div`s.
    pub(super) around: Vec<Set>,
    styles: Vec<Style>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    Leaf(u32),
    Set(u32),
    Around(u32),
}

impl Sweep {
    pub(super) fn clear(&mut self) {
        self.leaves.clear();
        self.chains.clear();
        self.sets.clear();
        self.around.clear();
    }

    /// Computes the style of every span without any `set`.
    pub(super) fn resolve(&mut self, paragraph: Style) {
        self.styles.clear();
        for chain in &self.chains {
            // A span's parent is before it.
            let parent = self.styles.get(chain.parent as usize).copied().unwrap_or(paragraph);
            self.styles.push(parent.with(&chain.specified));
        }
    }

    /// The style of text in a span without any `set`, from the paragraph down.
    pub(super) fn walk(&self, chain: u32, paragraph: Style) -> Style {
        State::new(self, &[], paragraph).span(chain, paragraph, &mut Vec::new())
    }

    /// The style of text in a span, after [`Sweep::resolve`].
    pub(super) fn style_of(&self, chain: u32, paragraph: Style) -> Style {
        self.styles.get(chain as usize).copied().unwrap_or(paragraph)
    }

    /// The work of a sweep besides its leaves.
    pub(super) fn size(&self) -> usize {
        self.sets.len() + self.around.len()
    }

    /// Calls `emit` with each stretch of time between events, the paragraph's style in it, what is active
    /// in it and how much was visited, until it returns false. Only the leaves of `group` (their second numbers) take part. Gives the
    /// time at which it was stopped, if it was.
    pub(super) fn run(
        &self,
        active: Active,
        group: &[(u32, u32)],
        around: &[Specified],
        initial: Style,
        mut emit: impl FnMut(Active, Style, &[(Leaf, Style)], usize) -> bool,
    ) -> Option<Rational> {
        let mut events: Vec<(Rational, bool, What)> = Vec::new();
        let mut add = |begin: Rational, end: Option<Rational>, what: What| {
            let begin = begin.max(active.0);
            // What ends before the paragraph is shown would be turned off before it is turned on.
            if end.is_some_and(|end| end <= begin) {
                return;
            }
            events.push((begin, true, what));
            if let Some(end) = end {
                events.push((end, false, what));
            }
        };
        for &(_, i) in group {
            let leaf = &self.leaves[i as usize];
            add(leaf.begin, leaf.end, What::Leaf(i));
        }
        for (i, set) in self.sets.iter().enumerate() {
            add(set.begin, set.end, What::Set(i as u32));
        }
        for (i, set) in self.around.iter().enumerate() {
            add(set.begin, set.end, What::Around(i as u32));
        }
        events.sort_unstable();
        let mut state = State::new(self, around, initial);
        let mut shown = Vec::new();
        let mut from = active.0;
        let mut i = 0;
        loop {
            while events.get(i).is_some_and(|e| e.0 <= from) {
                state.turn(events[i].2, events[i].1);
                i += 1;
            }
            let next = events.get(i).map(|e| e.0);
            let to = super::rational::earlier(next, active.1);
            if to.is_none_or(|to| from < to) {
                shown.clear();
                let paragraph = state.paragraph();
                state.shown(paragraph, &mut shown);
                if !emit((from, to), paragraph, &shown, state.visited()) {
                    return to.filter(|&to| active.1.is_none_or(|end| to < end));
                }
            }
            match next {
                Some(next) if active.1.is_none_or(|end| next < end) => from = next,
                _ => return None,
            }
        }
    }
}

/// What is active.
struct State<'s> {
    sweep: &'s Sweep,
    around: &'s [Specified],
    initial: Style,
    leaves: BTreeSet<u32>,
    sets: BTreeSet<(u32, u32)>,
    around_sets: BTreeSet<(u32, u32)>,
}

impl<'s> State<'s> {
    fn new(sweep: &'s Sweep, around: &'s [Specified], initial: Style) -> Self {
        Self {
            sweep,
            around,
            initial,
            leaves: BTreeSet::new(),
            sets: BTreeSet::new(),
            around_sets: BTreeSet::new(),
        }
    }

    fn turn(&mut self, what: What, on: bool) {
        match what {
            What::Leaf(i) => put(&mut self.leaves, i, on),
            What::Set(i) => {
                let span = self.sweep.sets[i as usize].chain;
                put(&mut self.sets, (span, i), on);
            }
            What::Around(i) => {
                let level = self.sweep.around[i as usize].chain;
                put(&mut self.around_sets, (level, i), on);
            }
        }
    }

    /// What is active, in document order, with styles, in a paragraph with this one.
    fn shown(&self, paragraph: Style, out: &mut Vec<(Leaf, Style)>) {
        if !paragraph.displayed {
            return;
        }
        let mut path = Vec::new();
        for &i in &self.leaves {
            let leaf = &self.sweep.leaves[i as usize];
            let style = self.span(leaf.chain, paragraph, &mut path);
            if style.displayed {
                out.push((leaf.leaf, style));
            }
        }
    }

    /// The paragraph's style now: from the region through `body` and `div`s, each with its sets.
    fn paragraph(&self) -> Style {
        let mut style = self.initial;
        for (level, own) in self.around.iter().enumerate() {
            let level = level as u32;
            let mut own = *own;
            for &(_, i) in self.around_sets.range((level, 0)..=(level, u32::MAX)) {
                own.overlay(&self.sweep.around[i as usize].specified);
            }
            if level as usize + 1 == self.around.len() {
                self.overlay(NONE, &mut own);
            }
            style = style.with(&own);
        }
        style
    }

    fn overlay(&self, span: u32, own: &mut Specified) {
        if self.sets.is_empty() {
            return;
        }
        for &(_, i) in self.sets.range((span, 0)..=(span, u32::MAX)) {
            own.overlay(&self.sweep.sets[i as usize].specified);
        }
    }

    /// How many leaves and sets are active.
    fn visited(&self) -> usize {
        self.leaves.len() + self.sets.len() + self.around_sets.len()
    }

    /// The style of a span now: from the paragraph down. Spans nest no deeper than the limit.
    fn span(&self, span: u32, paragraph: Style, path: &mut Vec<u32>) -> Style {
        path.clear();
        let mut at = span;
        while let Some(chain) = self.sweep.chains.get(at as usize) {
            path.push(at);
            at = chain.parent;
        }
        let mut style = paragraph;
        for &at in path.iter().rev() {
            let mut own = self.sweep.chains[at as usize].specified;
            self.overlay(at, &mut own);
            style = style.with(&own);
        }
        style
    }
}

fn put<T: Ord>(set: &mut BTreeSet<T>, value: T, on: bool) {
    if on {
        set.insert(value);
    } else {
        set.remove(&value);
    }
}
