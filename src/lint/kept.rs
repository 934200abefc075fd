//! What is kept of a check for the next one, after the text has changed: the findings of rules that look at one cue
//! ([`Rule::one_cue`](super::Rule::one_cue)). A cue is checked again when anything has changed that such a rule may see.

use std::ops::Range;

use crate::source::{Diagnostic, Span};
use crate::timeline::Cue;

/// Findings of single cues, kept from one check of a file to the next one ([`check_again`](super::check_again)). They
/// belong to one file and one [`Plan`](super::Plan): begin with an empty one for another file or plan.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    cues: Vec<KeptCue>,
    /// The keys of the cues of the current text.
    keys: Vec<u64>,
}

/// A finding, with the place of its rule in the plan.
pub(super) type Found = (u32, Diagnostic);

#[derive(Clone, Debug)]
struct KeptCue {
    /// A hash of all that the rules see of the cue.
    key: u64,
    /// Where the cue was when it was checked.
    start: u32,
    found: Vec<Found>,
}

/// The cues that were checked again: they replace those at the same place of the file as it was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rechecked {
    /// Their positions in the file as it was.
    pub old: Range<u32>,
    /// Their positions in the file as it is.
    pub new: Range<u32>,
}

impl Kept {
    /// The text has changed: sets the keys of its cues.
    pub(super) fn set_keys(&mut self, keys: Vec<u64>) {
        self.keys = keys;
    }

    /// Checks the cues whose keys have changed. `check` gives the findings of a cue.
    pub(super) fn update(
        &mut self,
        cues: &[Cue<'_>],
        mut check: impl FnMut(u32) -> Vec<Found>,
    ) -> Rechecked {
        let keys = &self.keys;
        let same = |(known, key): &(&KeptCue, &u64)| known.key == **key;
        let first = self.cues.iter().zip(keys).take_while(same).count();
        let most = self.cues.len().min(keys.len()) - first;
        let ends = self.cues.iter().rev().zip(keys.iter().rev());
        let last = ends.take(most).take_while(same).count();
        let old = first..self.cues.len() - last;
        let new = first..keys.len() - last;
        let renewed = new.clone().map(|at| KeptCue {
            key: keys[at],
            start: cues[at].origin.block.start,
            found: check(at as u32),
        });
        let renewed: Vec<KeptCue> = renewed.collect();
        self.cues.splice(old.clone(), renewed);
        Rechecked { old: as_u32(old), new: as_u32(new) }
    }

    /// The findings of a cue of the current text, by the places of their rules.
    pub(super) fn findings(&self, index: u32, cue: &Cue<'_>) -> impl Iterator<Item = Found> {
        let (found, from) =
            self.cues.get(index as usize).map_or((&[][..], 0), |kept| (&kept.found, kept.start));
        let by = i64::from(cue.origin.block.start) - i64::from(from);
        found.iter().map(move |(at, found)| {
            let mut found = found.clone();
            found.cue = found.cue.map(|_| index);
            found.for_each_span(|span| *span = moved(*span, by));
            (*at, found)
        })
    }
}

fn as_u32(range: Range<usize>) -> Range<u32> {
    range.start as u32..range.end as u32
}

fn moved(span: Span, by: i64) -> Span {
    let place = |at: u32| (i64::from(at) + by) as u32;
    Span::new(place(span.start), place(span.end))
}
