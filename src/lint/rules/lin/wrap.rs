//! A cue rewrapped: the fix that several rules of the family offer.

use crate::lint::Subject;
use crate::reflow::{self, BreakWords, Layout, ReflowedCue};
use crate::source::{Edit, Fix};

/// No more findings of a cue carry its fix: time and memory stay linear.
pub(super) const MANY: usize = 16;

/// How lines of a file should be set.
pub(super) fn layout(subject: &Subject<'_>) -> Layout<'static> {
    Layout {
        max_chars: subject.limits.max_chars,
        max_lines: subject.limits.max_lines,
        words: BreakWords::of(subject.language()),
        ..Layout::default()
    }
}

/// What breaking a cue again would change; `None` when nothing.
pub(super) fn wrapped(
    subject: &Subject<'_>,
    cue: u32,
    layout: &Layout<'_>,
) -> Option<(Vec<Edit>, ReflowedCue)> {
    let found = reflow::reflow_cue(subject.file, cue, layout)?;
    Some(found).filter(|(edits, _)| !edits.is_empty())
}

/// The fix that breaks a cue again, where its text fits the limits then.
pub(super) fn wrap(subject: &Subject<'_>, cue: u32) -> Option<Fix> {
    let (edits, change) = wrapped(subject, cue, &layout(subject))?;
    change.left.is_none().then(|| Fix::risky("break the lines again", edits))
}
