//! What several rules want to know about a file, found out once, when the first one asks.

use std::cell::OnceCell;

use super::subject::Subject;
use crate::speakers::{Dash, Speakers, dashed_cues, detect};

/// What several rules want to know about a file.
#[derive(Default)]
pub(super) struct Facts<'a> {
    speakers: OnceCell<Speakers<'a>>,
    dashes: OnceCell<Vec<(u32, Vec<Dash>)>>,
}

impl<'a> Subject<'a> {
    /// The speaker marks of the file ([`detect`]).
    #[must_use]
    pub fn speakers(&self) -> &'a Speakers<'a> {
        self.facts.speakers.get_or_init(|| detect(self.timeline))
    }

    /// The cues with lines that open with a dash ([`dashed_cues`]).
    #[must_use]
    pub fn dashes(&self) -> &'a [(u32, Vec<Dash>)] {
        self.facts.dashes.get_or_init(|| dashed_cues(self.timeline))
    }
}
