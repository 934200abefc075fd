//! What several rules want to know about a file, found out once, when the first one asks.

use std::any::Any;
use std::cell::OnceCell;

use super::subject::Subject;
use crate::retime::{Rolling, rolling};
use crate::speakers::{Dash, Speakers, dashed_cues, detect};

/// What several rules want to know about a file.
#[derive(Default)]
pub(super) struct Facts<'a> {
    speakers: OnceCell<Speakers<'a>>,
    dashes: OnceCell<Vec<(u32, Vec<Dash>)>>,
    rolling: OnceCell<Rolling>,
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

    /// The rolling captions of the file ([`rolling`]).
    #[must_use]
    pub fn rolling(&self) -> &'a Rolling {
        self.facts.rolling.get_or_init(|| rolling(self.timeline, self.order))
    }
}

/// A place for what rules that belong together work out once for a file, when the first one asks. Rules that
/// share a place keep a value of one type there.
#[derive(Default)]
pub struct Memo(OnceCell<Box<dyn Any>>);

impl Memo {
    /// What is kept, worked out if it is not known yet; `None` where a value of another type is kept.
    pub fn get_or<T: 'static>(&self, make: impl FnOnce() -> T) -> Option<&T> {
        self.0.get_or_init(|| Box::new(make())).downcast_ref()
    }

    /// What is kept already.
    #[must_use]
    pub fn known<T: 'static>(&self) -> Option<&T> {
        self.0.get()?.downcast_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_made_once_and_never_taken_for_another() {
        let memo = Memo::default();
        assert_eq!(memo.known::<u32>(), None);
        assert_eq!(memo.get_or(|| 1_u32), Some(&1));
        assert_eq!(memo.get_or(|| 2_u32), Some(&1));
        assert_eq!(memo.known::<u32>(), Some(&1));
        assert_eq!(memo.get_or(|| "other"), None);
    }
}
