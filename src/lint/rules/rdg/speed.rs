//! How much there is to read, for the rules about characters a second.

use crate::lint::Subject;
use crate::reflow::Width;
use crate::timeline::{Line, graphemes};

/// How many times the limit is too fast to read at all.
pub(super) const EXTREME: f64 = 2.0;

/// Characters to read: graphemes, and one for each line break. If half-width ones count half, a line break is
/// one of them.
pub(super) fn characters(subject: &Subject<'_>, lines: &[Line<'_>]) -> f64 {
    let breaks = lines.len().saturating_sub(1) as u32;
    let sum = |width: fn(&str) -> u32| {
        f64::from(lines.iter().map(|line| width(&line.text)).sum::<u32>() + breaks)
    };
    match subject.limits.half_width {
        true => sum(|line| Width::EastAsian.of(line)) / 2.0,
        false => sum(graphemes),
    }
}

/// Whether the text has a word: music notes alone are not read.
pub(super) fn is_spoken(lines: &[Line<'_>]) -> bool {
    lines.iter().any(|line| line.text.chars().any(char::is_alphanumeric))
}

/// Whether the rule about cues that are too fast to read at all runs.
pub(super) fn reports_extreme(subject: &Subject<'_>) -> bool {
    subject.plan.set().find("RDG004").is_some_and(|rule| subject.plan.enables(rule))
}
