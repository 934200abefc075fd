//! Which inline elements are open at a place of a cue's text, and how they are closed and opened
//! again there. Splitting and joining need it; nothing else cuts through markup.

use crate::source::Span;

/// Deeper nesting is not cut: what is written again at every cut would grow without end.
pub(crate) const MAX_DEPTH: usize = 16;

/// The elements open at a place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct OpenTags {
    /// Their opening tags as written, outermost first, with what holds for the whole cue in front
    /// (`{\an8}`).
    pub(crate) open: String,
    /// Their closing tags, innermost first.
    pub(crate) close: String,
}

/// What replaces each cut: what is open there is closed, a head follows, and what is open after the cut
/// is opened again. `open_at` gives the elements open at places in rising order.
pub(crate) fn split(
    cuts: &[Span],
    heads: Vec<String>,
    open_at: impl FnOnce(&[u32]) -> Option<Vec<OpenTags>>,
) -> Option<Vec<String>> {
    let places: Vec<u32> = cuts.iter().flat_map(|cut| [cut.start, cut.end]).collect();
    let states = open_at(&places)?;
    let parts = heads.into_iter().zip(states.chunks_exact(2)).map(|(head, states)| match states {
        [OpenTags { close, .. }, OpenTags { open, .. }] => Some(format!("{close}{head}{open}")),
        _ => None,
    });
    parts.collect()
}

/// Gives the state at each place: that before whatever ends after it.
pub(crate) struct Places<'p> {
    rest: &'p [u32],
    found: Vec<OpenTags>,
}

impl<'p> Places<'p> {
    pub(crate) fn new(places: &'p [u32]) -> Self {
        Self { rest: places, found: Vec::with_capacity(places.len()) }
    }

    /// Everything up to `end` is known to be in `state`.
    pub(crate) fn until(&mut self, end: u32, state: impl Fn() -> Option<OpenTags>) -> Option<()> {
        while let Some((place, rest)) = self.rest.split_first()
            && *place < end
        {
            self.found.push(state()?);
            self.rest = rest;
        }
        Some(())
    }

    pub(crate) fn finish(mut self, state: impl Fn() -> Option<OpenTags>) -> Option<Vec<OpenTags>> {
        self.until(u32::MAX, state)?;
        Some(self.found)
    }
}
