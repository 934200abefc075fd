//! Rewrapping a cue: the fix that several rules of the family offer.

use crate::lint::Subject;
use crate::reflow::{self, BreakWords, Layout, ReflowedCue, Width};
use crate::source::{Edit, Fix};
use crate::timeline::Cue;

/// At most this many findings of a cue carry its fix, so that time and memory stay linear.
pub(super) const MANY: usize = 16;

/// A cue with more text than this, in bytes, is no caption: lines are not proposed for it, which would take fifty
/// times its size in memory.
const LONGEST: u32 = 1 << 16;

/// Whether lines can be proposed for a cue.
pub(super) fn is_set(cue: &Cue<'_>) -> bool {
    cue.origin.payload.len() <= LONGEST
}

/// How the lines of a file should be wrapped.
pub(super) fn layout(subject: &Subject<'_>) -> Layout<'static> {
    let limits = subject.limits;
    // Columns are half-width characters.
    let (max_chars, width) = match limits.half_width {
        true => (limits.max_chars.saturating_mul(2), Width::EastAsian),
        false => (limits.max_chars, Width::Graphemes),
    };
    Layout {
        max_chars,
        width,
        max_lines: subject.limits.max_lines,
        words: BreakWords::of(subject.language()),
        ..Layout::default()
    }
}

/// What rewrapping a cue would change; `None` if nothing.
pub(super) fn wrapped(
    subject: &Subject<'_>,
    cue: u32,
    layout: &Layout<'_>,
) -> Option<(Vec<Edit>, ReflowedCue)> {
    subject.timeline.cues.get(cue as usize).filter(|cue| is_set(cue))?;
    let found = reflow::reflow_cue(subject.file, cue, layout)?;
    Some(found).filter(|(edits, _)| !edits.is_empty())
}

/// The fix that rewraps a cue, if its text then fits the limits.
pub(super) fn wrap(subject: &Subject<'_>, cue: u32) -> Option<Fix> {
    let (edits, change) = wrapped(subject, cue, &layout(subject))?;
    change.left.is_none().then(|| Fix::risky("rewrap the lines", edits))
}
