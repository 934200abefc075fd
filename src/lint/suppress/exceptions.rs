//! Findings that the options suppress ([`Exception`]): for formats without comments, and for many files.

use super::unused::{Ran, Runs};
use crate::lint::options::{CueName, Exception};
use crate::lint::{ExceptionUse, Rule, Skipped, Subject};
use crate::time::Interval;
use crate::timeline::Cue;

/// The exceptions of a run over one file.
pub(super) struct Exceptions<'r, 's> {
    subject: &'r Subject<'s>,
    list: &'r [Exception],
    suppressed: Vec<u32>,
}

impl<'r, 's> Exceptions<'r, 's> {
    pub(super) fn new(subject: &'r Subject<'s>) -> Self {
        let list = &subject.plan.options.exceptions[..];
        Self { subject, list, suppressed: vec![0; list.len()] }
    }

    /// Whether an exception suppresses a finding about a cue.
    pub(super) fn hide(&mut self, rule: &Rule, cue: Option<u32>) -> bool {
        let cue = cue.and_then(|at| Some((at, self.subject.timeline.cues.get(at as usize)?)));
        let mut is_hidden = false;
        for (exception, count) in self.list.iter().zip(&mut self.suppressed) {
            if exception.rules.iter().any(|rules| rules.selects(rule)) && fits(exception, cue) {
                *count += 1;
                is_hidden = true;
            }
        }
        is_hidden
    }

    /// What each exception did.
    pub(super) fn uses(&self, skipped: &[Skipped]) -> Vec<ExceptionUse> {
        if self.list.is_empty() {
            return Vec::new();
        }
        let runs = Runs::new(self.subject, skipped);
        let of = |(exception, &suppressed): (&Exception, &u32)| {
            let selects = |rule: &Rule| exception.rules.iter().any(|rules| rules.selects(rule));
            ExceptionUse { suppressed, ran: runs.of_rules(selects) != Ran::Unknown }
        };
        self.list.iter().zip(&self.suppressed).map(of).collect()
    }
}

/// Whether an exception is about a cue; one for certain cues is about no finding without a cue.
fn fits(exception: &Exception, cue: Option<(u32, &Cue<'_>)>) -> bool {
    if exception.cues.is_empty() && exception.times.is_empty() {
        return true;
    }
    let Some((at, cue)) = cue else { return false };
    let is_named = |name: &CueName| match name {
        CueName::Positions(range) => range.contains(&(at + 1)),
        CueName::Id(id) => cue.id.as_deref() == Some(id.as_str()),
    };
    let is_within = |time: &Interval| {
        let start = cue.interval.start;
        cue.interval.overlaps(*time) || time.start <= start && start < time.end
    };
    (exception.cues.is_empty() || exception.cues.iter().any(is_named))
        && (exception.times.is_empty() || exception.times.iter().any(is_within))
}
