//! What times the cues of a file should have, from what is asked.

use super::{JoinShort, Limits, Negative, Slot, Steps, TimeMap, on_frame, solve};
use crate::time::{FrameRate, Interval, Timestamp};
use crate::timeline::{Timeline, graphemes, visible_text};

/// What to do with the times of a file. Steps run in this order: sort, map, join short
/// ones, clip, join the same, snap, solve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// Sort the cues by start time; those that start together keep their order. Default false.
    pub sort: bool,
    /// Where every time goes. Default: it stays.
    pub map: TimeMap,
    /// What becomes of cues that would begin before zero. Default: refuse.
    pub negative: Negative,
    /// Keep only a part of the file. Default: all.
    pub clip: Option<Clip>,
    /// Cues with the same text, at most this many ms apart, become one. Default: none do.
    pub join_same: Option<i64>,
    /// Short cues become one with their neighbours. Default: none do.
    pub join_short: Option<JoinShort>,
    /// Put every time on a frame. Default: no.
    pub snap: Option<FrameRate>,
    /// What [`Options::steps`] aim at.
    pub limits: Limits,
    /// Extend cues, mend gaps and overlaps. Default: none of it.
    pub steps: Steps,
    /// Highest reading speed in graphemes a second, for extending. Default none.
    pub max_cps: Option<f64>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            sort: false,
            map: TimeMap::IDENTITY,
            negative: Negative::Refuse,
            clip: None,
            join_same: None,
            join_short: None,
            snap: None,
            limits: Limits::default(),
            steps: Steps::default(),
            max_cps: None,
        }
    }
}

/// A part of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clip {
    /// What is kept: cues that reach over its ends are cut there.
    pub range: Interval,
    /// Times stay as they are. Otherwise the range begins at zero, as in the video cut out.
    pub keep_times: bool,
}

/// The interval of each cue after all steps but sorting and mapping; `None` for cues that go.
#[must_use]
pub fn plan(timeline: &Timeline<'_>, options: &Options) -> Vec<Option<Interval>> {
    let cues = timeline.cues.iter();
    let mut plan: Vec<Option<Interval>> = cues.map(|cue| Some(cue.interval)).collect();
    if let Some(clip) = options.clip {
        plan.iter_mut().for_each(|slot| *slot = slot.and_then(|cue| clipped(cue, clip)));
    }
    if let Some(gap) = options.join_same {
        join_same(timeline, &mut plan, gap);
    }
    if let Some(rate) = options.snap {
        plan.iter_mut().flatten().for_each(|cue| *cue = snapped(*cue, rate));
    }
    if options.steps != Steps::default() {
        solved(timeline, &mut plan, options);
        if let Some(rate) = options.snap {
            plan.iter_mut().flatten().for_each(|cue| *cue = snapped(*cue, rate));
        }
    }
    plan
}

/// What of a cue lies in a part of the file.
fn clipped(cue: Interval, clip: Clip) -> Option<Interval> {
    let Interval { start: from, end: to } = clip.range;
    // A cue of no length counts where it stands.
    if cue.start >= to || cue.end <= from && cue.start < from {
        return None;
    }
    let back = if clip.keep_times { 0 } else { -from.0 };
    let place = |time: Timestamp| Timestamp(time.0.clamp(from.0, to.0)).shifted(back);
    Some(Interval { start: place(cue.start), end: place(cue.end) })
}

fn snapped(cue: Interval, rate: FrameRate) -> Interval {
    let (start, end) = (on_frame(cue.start, rate), on_frame(cue.end, rate));
    // A cue keeps at least a frame.
    let least = Timestamp(start.0.saturating_add(rate.ms(1)));
    let end = if end <= start && cue.duration() > 0 { on_frame(least, rate) } else { end };
    Interval { start, end }
}

/// The first of several cues with one text lasts as long as all of them.
fn join_same(timeline: &Timeline<'_>, plan: &mut [Option<Interval>], gap: i64) {
    let mut held: Option<(usize, String)> = None;
    for (index, cue) in timeline.cues.iter().enumerate() {
        let Some(own) = plan[index] else { continue };
        let text = visible_text(timeline, cue);
        if let Some((first, said)) = &held
            && *said == text
            && let Some(before) = plan[*first]
            && own.start >= before.start
            && own.start.0.saturating_sub(before.end.0) <= gap
            && timeline.cues[*first].region == cue.region
        {
            plan[*first] = Some(Interval { end: before.end.max(own.end), ..before });
            plan[index] = None;
            continue;
        }
        held = Some((index, text));
    }
}

fn solved(timeline: &Timeline<'_>, plan: &mut [Option<Interval>], options: &Options) {
    let mut slots = Vec::with_capacity(plan.len());
    let mut kept = Vec::with_capacity(plan.len());
    for (index, cue) in timeline.cues.iter().enumerate() {
        let Some(interval) = plan[index] else { continue };
        let needed = match options.max_cps {
            Some(cps) if options.steps.extend && cps > 0.0 => {
                let lines = timeline.lines(cue);
                let shown: u32 = lines.iter().map(|line| graphemes(&line.text)).sum();
                let characters = shown + lines.len().saturating_sub(1) as u32;
                (f64::from(characters) * 1000.0 / cps).ceil() as i64
            }
            _ => 0,
        };
        let area = cue.region.map_or(0, |region| region.saturating_add(1));
        slots.push(Slot { interval, area, needed });
        kept.push(index);
    }
    solve(&mut slots, &options.limits, options.steps);
    for (index, slot) in kept.into_iter().zip(slots) {
        plan[index] = Some(slot.interval);
    }
}
