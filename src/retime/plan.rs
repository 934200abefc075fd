//! The requested changes to the times of a file, and the resulting times of its cues.

use super::{
    Clip, JoinShort, Limits, Negative, Slot, Steps, TimeMap, on_frame, overlapping, solve,
};
use crate::read::Opened;
use crate::reflow::DurationLimit;
use crate::rewrite;
use crate::source::Edit;
use crate::time::{FrameRate, Interval, Timestamp};
use crate::timeline::{Cue, Timeline, graphemes, text_and_ruby};

/// What to do with the times of a file. Steps run in this order: sort, map, clip, join the same, join
/// short ones, split long ones, snap, solve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// Sort the cues by start time; those that start together keep their order. Default false.
    pub sort: bool,
    /// The mapping of every time. Default: unchanged.
    pub map: TimeMap,
    /// What happens to cues that would begin before zero. Default: refuse.
    pub negative: Negative,
    /// Keep only a part of the file. Default: all.
    pub clip: Option<Clip>,
    /// Join cues with the same text that are at most this many ms apart. Default: none.
    pub join_same: Option<i64>,
    /// Join short cues with their neighbors. Default: none.
    pub join_short: Option<JoinShort>,
    /// Split cues that last too long. Default: none.
    pub split_long: Option<DurationLimit>,
    /// Put every time on a frame. Default: no.
    pub snap: Option<FrameRate>,
    /// The limits for [`Options::steps`].
    pub limits: Limits,
    /// Extend cues, repair gaps and overlaps. Default: neither.
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
            split_long: None,
            snap: None,
            limits: Limits::default(),
            steps: Steps::default(),
            max_cps: None,
        }
    }
}

/// A cue that should have changed, or does not meet the options.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unresolved {
    /// Zero-based index of the cue in the original file.
    pub cue: u32,
    /// The reason.
    pub why: Reason,
}

/// Why a cue is unresolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It should be shown then, but its times are not its own: a TTML paragraph with timed parts, or
    /// one of several in a container that puts them one after the other.
    Times(Interval),
    /// It should be removed, but others would be removed with it.
    Removal,
    /// It still overlaps the cue at this index in the original file.
    Overlap(u32),
    /// It lasts too long and cannot be split, or not into parts that are long enough.
    Long,
    /// It ends before it starts, so that overlaps cannot be found.
    Reversed,
}

/// What [`repair`] changes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Repaired {
    /// The changes.
    pub edits: Vec<Edit>,
    /// The new times of the cues that changed.
    pub times: Vec<(u32, Interval)>,
    /// The reason. Cues are places in the timeline that was given.
    pub left: Vec<Unresolved>,
}

/// The edits that put the times of cues on frames and correct their durations: [`Options::snap`],
/// [`Options::steps`] with [`Options::limits`] and [`Options::max_cps`]. Other options are
/// ignored. Cues whose times are not their own stay, and are listed.
///
/// ```
/// use cuesmith::retime::{Limits, Options, Steps, repair};
/// use cuesmith::source::{Edits, Source};
/// use cuesmith::{ReadOptions, open};
///
/// let text = "1\n00:00:01,000 --> 00:00:04,000\nOne\n\n2\n00:00:03,000 --> 00:00:05,000\nTwo\n";
/// let source = Source::from_text(text);
/// let file = open(&source, None, &ReadOptions::default());
/// let limits = Limits { min_gap: 80, ..Limits::default() };
/// let steps = Steps { overlaps: true, ..Steps::default() };
/// let options = Options { limits, steps, ..Options::default() };
/// let mut edits = Edits::default();
/// let repaired = repair(&file, &options);
/// repaired.edits.into_iter().for_each(|edit| edits.push(edit));
/// assert_eq!(edits.apply(text).unwrap(), text.replace("04,000", "02,920"));
/// ```
#[must_use]
pub fn repair(file: &Opened<'_>, options: &Options) -> Repaired {
    let mut repaired = Repaired::default();
    let plan = plan(&file.timeline, options);
    for (index, (cue, to)) in file.timeline.cues.iter().zip(plan).enumerate() {
        if to == cue.interval {
            continue;
        }
        let here = index as u32;
        match rewrite::set_times(file, here, to) {
            Some(times) => {
                repaired.times.push((here, to));
                repaired.edits.extend(times);
                repaired.edits.extend(rewrite::move_stamps(file, cue, to, |time| time));
            }
            None => repaired.left.push(Unresolved { cue: here, why: Reason::Times(to) }),
        }
    }
    repaired
}

/// The cues of a file that overlap still, or end before they start.
pub(super) fn overlaps(timeline: &Timeline<'_>) -> Vec<Unresolved> {
    let slot = |cue: &Cue<'_>| Slot { interval: cue.interval, area: area(cue), needed: 0 };
    let slots: Vec<Slot> = timeline.cues.iter().map(slot).collect();
    let open = |(cue, after): (u32, Option<u32>)| Unresolved {
        cue,
        why: after.map_or(Reason::Reversed, Reason::Overlap),
    };
    overlapping(&slots).into_iter().map(open).collect()
}

/// Where a cue is shown, for overlaps.
fn area(cue: &Cue<'_>) -> u32 {
    cue.region.map_or(0, |region| region.saturating_add(1))
}

/// The interval of each cue on frames and repaired.
fn plan(timeline: &Timeline<'_>, options: &Options) -> Vec<Interval> {
    let mut plan: Vec<Interval> = timeline.cues.iter().map(|cue| cue.interval).collect();
    let snap = |plan: &mut [Interval]| {
        let Some(rate) = options.snap else { return };
        plan.iter_mut().for_each(|cue| *cue = snapped(*cue, rate));
    };
    snap(&mut plan);
    if options.steps != Steps::default() {
        solved(timeline, &mut plan, options);
        snap(&mut plan);
    }
    plan
}

fn snapped(cue: Interval, rate: FrameRate) -> Interval {
    let (start, end) = (on_frame(cue.start, rate), on_frame(cue.end, rate));
    // A cue keeps at least a frame.
    let least = Timestamp(start.0.saturating_add(rate.ms(1)));
    let end = if end <= start && cue.duration() > 0 { on_frame(least, rate) } else { end };
    Interval { start, end }
}

fn solved(timeline: &Timeline<'_>, plan: &mut [Interval], options: &Options) {
    let slots = timeline.cues.iter().zip(&*plan).map(|(cue, &interval)| {
        let needed = match options.max_cps {
            Some(cps) if options.steps.extend && cps > 0.0 => {
                let lines = timeline.lines(cue);
                let shown: u32 = lines.iter().map(|line| graphemes(&line.text)).sum();
                let characters = shown + lines.len().saturating_sub(1) as u32;
                (f64::from(characters) * 1000.0 / cps).ceil() as i64
            }
            _ => 0,
        };
        Slot { interval, area: area(cue), needed }
    });
    let mut slots: Vec<Slot> = slots.collect();
    solve(&mut slots, &options.limits, options.steps);
    for (interval, slot) in plan.iter_mut().zip(slots) {
        *interval = slot.interval;
    }
}

/// The cues with the same text as the previous one: the new times of the first one, and those to remove.
pub(super) fn joined_same(timeline: &Timeline<'_>, gap: i64) -> (Vec<(u32, Interval)>, Vec<u32>) {
    let (mut longer, mut gone): (Vec<(u32, Interval)>, _) = (Vec::new(), Vec::new());
    let mut held: Option<(u32, Interval, (String, String))> = None;
    for (index, cue) in timeline.cues.iter().enumerate() {
        let (own, text) = (cue.interval, text_and_ruby(timeline, cue));
        if let Some((first, before, said)) = &mut held
            && *said == text
            && own.start >= before.start
            && own.start.0.saturating_sub(before.end.0) <= gap
            && timeline.cues[*first as usize].region == cue.region
        {
            before.end = before.end.max(own.end);
            longer.pop_if(|(cue, _)| cue == first);
            longer.push((*first, *before));
            gone.push(index as u32);
            continue;
        }
        held = Some((index as u32, own, text));
    }
    (longer, gone)
}
