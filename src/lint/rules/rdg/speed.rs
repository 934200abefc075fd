//! How much there is to read, for the rules about characters a second.

use std::fmt;

use crate::lint::{CueContext, Subject, timing};
use crate::reflow::Width;
use crate::source::Fix;
use crate::timeline::{Line, Signs};

/// How many times the limit is too fast to read at all.
pub(super) const EXTREME: f64 = 2.0;

/// How fast a cue is to be read.
pub(super) struct Speed {
    /// [`characters`] of its text.
    pub(super) characters: f64,
    /// How long it is shown, in ms.
    pub(super) duration: i64,
    /// Characters a second.
    pub(super) cps: f64,
    /// The shortest time in ms in which the limit is kept.
    pub(super) needed: i64,
}

impl Speed {
    /// The speed of a cue if it is more than `times` the limit; `None` too for cues that are not judged: shown for a
    /// millisecond or less, without a word, or only repeating lines of rolling captions.
    pub(super) fn above(
        subject: &Subject<'_>,
        cue: &CueContext<'_, '_>,
        times: f64,
    ) -> Option<Self> {
        let duration = cue.cue.interval.duration();
        if duration <= subject.limits.max_defect {
            return None;
        }
        let limit = subject.limits.max_cps;
        let characters = characters(subject, cue.graphemes, cue.lines);
        let thousands = characters * 1000.0;
        let cps = thousands / duration as f64;
        let is_judged =
            cps > limit * times && is_spoken(cue.lines) && !subject.rolling().holds(cue.index);
        let needed = (thousands / limit).ceil() as i64;
        is_judged.then_some(Self { characters, duration, cps, needed })
    }

    /// The fix that shows the cue as long as the text needs, if there is room.
    pub(super) fn fix(&self, subject: &Subject<'_>, cue: &CueContext<'_, '_>) -> Option<Fix> {
        timing::lengthen(subject, cue.index, cue.cue, self.needed)
    }
}

/// Whether the lines of a cue with these signs are needed to measure it.
pub(super) const fn needs_lines(subject: &Subject<'_>, signs: Signs) -> bool {
    subject.limits.half_width || signs.has(Signs::NOT_ASCII)
}

/// Characters to read in a cue: its graphemes, and one for each line break. If half-width ones count half, `lines` are
/// counted, and a line break is one of them.
pub(super) fn characters(subject: &Subject<'_>, graphemes: u32, lines: &[Line<'_>]) -> f64 {
    if !subject.limits.half_width {
        return f64::from(graphemes);
    }
    let breaks = lines.len().saturating_sub(1) as u32;
    let widths = lines.iter().map(|line| Width::EastAsian.of(&line.text));
    f64::from(widths.sum::<u32>() + breaks) / 2.0
}

/// A number that is mostly whole: as `f64` writes it, in less time.
pub(super) struct Whole(pub(super) f64);

impl fmt::Display for Whole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 as u32 {
            whole if f64::from(whole) == self.0 => whole.fmt(f),
            _ => self.0.fmt(f),
        }
    }
}

/// A number with one decimal, as `{:.1}` writes it, in less time.
pub(super) struct Tenths(pub(super) f64);

impl fmt::Display for Tenths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tenths = self.0 * 10.0;
        let (below, rest) = (tenths as u32, tenths.fract());
        // Halves are rounded by digits that are not looked at here.
        if !(0.0..1e6).contains(&tenths) || (rest - 0.5).abs() < 1e-6 {
            return write!(f, "{:.1}", self.0);
        }
        let nearest = below + u32::from(rest > 0.5);
        write!(f, "{}.{}", nearest / 10, nearest % 10)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_by_the_standard_library() {
        let divided =
            (0..400).flat_map(|a| (1..400).map(move |b| f64::from(a) * 10.0 / f64::from(b)));
        for number in
            divided.chain([0.05, 0.25, 0.35, 99_999.95, 1e9, f64::INFINITY, -2.5, f64::NAN])
        {
            assert_eq!(Tenths(number).to_string(), format!("{number:.1}"));
            assert_eq!(Whole(number).to_string(), format!("{number}"));
        }
    }
}
