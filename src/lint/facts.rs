//! Facts about a file that several rules need, computed when the first one asks.

use std::any::Any;
use std::cell::OnceCell;

use super::options::Exception;
use super::subject::Subject;
use super::suppress::{Directives, Scope, directives};
use crate::retime::{Rolling, rolling};
use crate::speakers::{Dash, Speakers, dashed_cues, detect};

/// Facts about a file that several rules need.
#[derive(Default)]
pub(super) struct Facts<'a> {
    speakers: OnceCell<Speakers<'a>>,
    dashes: OnceCell<Vec<(u32, Vec<Dash>)>>,
    rolling: OnceCell<Rolling>,
    directives: OnceCell<Directives>,
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

    /// The directives in the comments of the file ([`directives`]).
    #[must_use]
    pub fn directives(&self) -> &'a Directives {
        self.facts.directives.get_or_init(|| directives(self.timeline))
    }

    /// Whether findings about single cues are suppressed in the file: a finding about several cues would then
    /// be hidden with the first of them.
    #[must_use]
    pub fn suppresses_by_cue(&self) -> bool {
        let by_cue =
            |exception: &Exception| !(exception.cues.is_empty() && exception.times.is_empty());
        self.directives().list.iter().any(|directive| directive.scope != Scope::File)
            || self.plan.options.exceptions.iter().any(by_cue)
    }
}

/// A value that rules of one family share, computed once for a file, when the first one asks. All rules
/// that share a memo store a value of the same type.
#[derive(Default)]
pub struct Memo(OnceCell<Box<dyn Any>>);

impl Memo {
    /// The value, computed if necessary; `None` if a value of another type is stored.
    pub fn get_or<T: 'static>(&self, make: impl FnOnce() -> T) -> Option<&T> {
        self.0.get_or_init(|| Box::new(make())).downcast_ref()
    }

    /// The value, if it was computed already.
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
