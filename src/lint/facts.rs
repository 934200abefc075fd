//! Facts about a file that several rules need, computed when the first one asks.

use std::any::Any;
use std::cell::OnceCell;

use super::options::Exception;
use super::subject::Subject;
use super::suppress::{Directives, Scope, directives};
use crate::retime::{Rolling, rolling};
use crate::speakers::{Dash, Speakers, dashed_cues_in, detect_in};
use crate::timeline::{Line, Run, RunKind, Signs, Timeline, graphemes};

/// Facts about a file that several rules need.
#[derive(Default)]
pub(super) struct Facts<'a> {
    speakers: OnceCell<Speakers<'a>>,
    dashes: OnceCell<Vec<(u32, Vec<Dash>)>>,
    rolling: OnceCell<Rolling>,
    characters: OnceCell<Vec<u32>>,
    directives: OnceCell<Directives>,
}

impl<'a> Subject<'a> {
    /// The speaker marks of the file ([`detect`](crate::speakers::detect)).
    #[must_use]
    pub fn speakers(&self) -> &'a Speakers<'a> {
        self.facts.speakers.get_or_init(|| detect_in(self.timeline, self.signs))
    }

    /// The cues with lines that open with a dash ([`dashed_cues`](crate::speakers::dashed_cues)).
    #[must_use]
    pub fn dashes(&self) -> &'a [(u32, Vec<Dash>)] {
        self.facts.dashes.get_or_init(|| dashed_cues_in(self.timeline, self.signs))
    }

    /// Characters of each cue: all graphemes, and one for each line break.
    #[must_use]
    pub fn characters(&self) -> &'a [u32] {
        self.facts.characters.get_or_init(|| characters(self.timeline, self.signs))
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

/// Whether all characters of a cue are printable ASCII: one byte, one grapheme each.
pub(super) const fn is_plain(signs: Signs) -> bool {
    !signs.has(Signs::NOT_ASCII.or(Signs::CONTROL))
}

fn characters(timeline: &Timeline<'_>, signs: &[Signs]) -> Vec<u32> {
    let mut lines: Vec<Line<'_>> = Vec::new();
    let mut found = Vec::with_capacity(timeline.cues.len());
    for (cue, &signs) in timeline.cues.iter().zip(signs) {
        if is_plain(signs) {
            let of_run = |run: &Run<'_>| match &run.kind {
                RunKind::Text(text) if !timeline.in_ruby_text(run) => text.len() as u32,
                RunKind::Break => 1,
                RunKind::Text(_) | RunKind::Timestamp(_) => 0,
            };
            found.push(timeline.runs_of(cue).iter().map(of_run).sum());
        } else {
            timeline.lines_into(cue, &mut lines);
            let breaks = lines.len().saturating_sub(1) as u32;
            found.push(lines.iter().map(|line| graphemes(&line.text)).sum::<u32>() + breaks);
        }
    }
    found
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
