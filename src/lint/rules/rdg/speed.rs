//! How much there is to read, for the rules about characters a second.

use crate::lint::{CueContext, Subject, timing};
use crate::reflow::Width;
use crate::source::Fix;
use crate::timeline::{Line, graphemes};

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
        let (characters, limit) = (characters(subject, cue.lines), subject.limits.max_cps);
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
