//! All requested changes to a file's times, one step after the other on its text.

use super::clip::{cut_end, cut_start};
use super::plan::{joined_same, overlaps};
use super::{
    Clip, Join, JoinShort, Negative, Options, Reason, RetimeError, Steps, TimeMap, Unresolved,
    joins, remap, repair,
};
use crate::read::{Opened, open_silently};
use crate::reflow::{self, DurationLimit};
use crate::rewrite;
use crate::source::{Edit, Edits, Source, sort_by_key};
use crate::time::{Interval, Timestamp};
use crate::timeline::{Timeline, visible_text};
use crate::verify_change::{Account, Expected, verify_times};

/// The result of retiming a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Retimed {
    /// The changes to the text.
    pub edits: Edits,
    /// The cues that changed, in the order of the original file.
    pub changes: Vec<TimeChange>,
    /// Cues that should have changed and could not, or do not meet the options.
    pub left: Vec<Unresolved>,
    /// How many times are written in another form than the author's, which cannot express them.
    pub reformed: u32,
    /// What was done to the cues, for [`verify_change`](crate::verify_change).
    pub account: Account,
}

/// A cue that changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TimeChange {
    /// Zero-based index of the cue in the original file.
    pub cue: u32,
    /// When it was shown.
    pub before: Interval,
    /// When it is shown now; `None` when it was removed.
    pub after: Option<Interval>,
    /// Its new index in the file, where that is not the old one minus the removed cues.
    pub moved: Option<u32>,
    /// The cue (index in the original file) that it was joined with; it is then removed.
    pub joined: Option<u32>,
    /// The times of its parts, where it was split: the first is [`TimeChange::after`]. Otherwise empty.
    pub parts: Vec<Interval>,
    /// What it shows now, if that changed: the text of another cue was added, or it was split; an empty
    /// line separates the parts.
    pub text: Option<String>,
}

/// Gives a file other times. The text is read again after each step, in the same way as the file.
///
/// # Errors
/// [`RetimeError`] when the file as a whole cannot be moved or sorted. Nothing is then changed.
///
/// ```
/// use cuesmith::retime::{Options, TimeMap, retime};
/// use cuesmith::source::Source;
/// use cuesmith::{ReadOptions, open};
///
/// let source = Source::from_text("WEBVTT\n\n00:01.000 --> 00:02.000\nOne <00:01.500>two\n");
/// let file = open(&source, None, &ReadOptions::default());
/// let options = Options { map: TimeMap::shift(250), ..Options::default() };
/// let done = retime(&file, &options)?;
/// let text = done.edits.apply(&source.text).unwrap();
/// assert_eq!(text, "WEBVTT\n\n00:01.250 --> 00:02.250\nOne <00:01.750>two\n");
/// # Ok::<(), cuesmith::retime::RetimeError>(())
/// ```
pub fn retime(file: &Opened<'_>, options: &Options) -> Result<Retimed, RetimeError> {
    if file.document.editor().is_none() {
        return Err(RetimeError::ReadOnly);
    }
    let mut steps = stages(options).into_iter();
    let mut work = Work {
        joined: Vec::new(),
        out: Retimed { account: Account::unchanged(&file.timeline), ..Retimed::default() },
    };
    let mut changed: Option<String> = None;
    // Each text is read once: what checks one step is what the next one works on.
    loop {
        let next = match &changed {
            None => work.advance(file, &mut steps, options)?,
            Some(text) => {
                let source = Source::from_text(text);
                let now = open_silently(&source, None, &file.reading);
                work.verify(&file.timeline, &now.timeline)?;
                match work.advance(&now, &mut steps, options)? {
                    None => return Ok(work.finish(&file.timeline, &now.timeline, options)),
                    next => next,
                }
            }
        };
        match next {
            None => return Ok(work.finish(&file.timeline, &file.timeline, options)),
            next => changed = next,
        }
    }
}

/// What is done to a text before it is read again.
#[derive(Clone, Copy)]
enum Stage {
    Sort,
    Map(TimeMap, Negative),
    CutEnd(Timestamp),
    CutStart(Timestamp),
    JoinSame(i64),
    JoinShort,
    SplitLong,
    Repair,
    Overlaps,
}

/// The stages that the options require, in order.
fn stages(options: &Options) -> Vec<Stage> {
    let mut stages = Vec::new();
    if options.sort {
        stages.push(Stage::Sort);
    }
    stages.push(Stage::Map(options.map, options.negative));
    if let Some(Clip { range, keep_times }) = options.clip {
        stages.push(Stage::CutEnd(range.end));
        // Cues that do not end in the range are removed: the rest moves as a whole.
        let back = TimeMap::shift(range.start.0.saturating_neg());
        stages.push(match keep_times {
            true => Stage::CutStart(range.start),
            false => Stage::Map(back, Negative::Clip),
        });
    }
    stages.extend(options.join_same.map(Stage::JoinSame));
    stages.extend(options.join_short.as_ref().map(|_| Stage::JoinShort));
    stages.extend(options.split_long.as_ref().map(|_| Stage::SplitLong));
    if options.snap.is_some() || options.steps != Steps::default() {
        stages.push(Stage::Repair);
    }
    if options.steps.overlaps {
        stages.push(Stage::Overlaps);
    }
    stages
}

impl Stage {
    fn step(self, file: &Opened<'_>, options: &Options) -> Result<Step, RetimeError> {
        let cut = |(edits, removed, times)| Step { edits, removed, times, ..Step::default() };
        Ok(match self {
            Self::Sort => sort(file)?,
            Self::Map(map, _) if map.is_identity() => Step::default(),
            Self::Map(map, negative) => {
                let done = remap(file, map, negative)?;
                Step {
                    edits: done.edits,
                    removed: done.removed,
                    times: done.times,
                    reformed: done.reformed.len() as u32,
                    ..Step::default()
                }
            }
            Self::CutEnd(at) => cut(cut_end(file, at)?),
            Self::CutStart(at) => cut(cut_start(file, at)?),
            Self::JoinSame(gap) => join_same(file, gap),
            Self::JoinShort => match &options.join_short {
                Some(short) => join_short(file, short),
                None => Step::default(),
            },
            Self::SplitLong => match &options.split_long {
                Some(long) => split_long(file, long),
                None => Step::default(),
            },
            Self::Repair => {
                let repaired = repair(file, options);
                Step {
                    edits: repaired.edits,
                    times: repaired.times,
                    left: repaired.left,
                    ..Step::default()
                }
            }
            Self::Overlaps => Step { left: overlaps(&file.timeline), ..Step::default() },
        })
    }
}

/// A file between two steps.
struct Work {
    /// Cues that were joined with another, by their indices in the original file.
    joined: Vec<(u32, u32)>,
    /// Its account has, for each cue of the text, its index in the original file and its times.
    out: Retimed,
}

/// The effect of a step. Cues are indices in the text before the step.
#[derive(Default)]
struct Step {
    edits: Vec<Edit>,
    /// The cues in another order.
    order: Option<Vec<u32>>,
    /// Removed cues, in rising order.
    removed: Vec<u32>,
    /// Those of them whose text is added to that of another one: which.
    joined: Vec<(u32, u32)>,
    /// Those of them that another one repeats: which.
    repeated: Vec<(u32, u32)>,
    /// The times of cues that get other ones, in rising order.
    times: Vec<(u32, Interval)>,
    /// The times of the parts of cues that are split, in rising order.
    parts: Vec<(u32, Vec<Interval>)>,
    left: Vec<Unresolved>,
    reformed: u32,
}

impl Work {
    /// Runs steps until one changes the text, and returns the changed text; `None` when all are done.
    fn advance(
        &mut self,
        file: &Opened<'_>,
        stages: &mut impl Iterator<Item = Stage>,
        options: &Options,
    ) -> Result<Option<String>, RetimeError> {
        for stage in stages {
            let step = stage.step(file, options)?;
            if let Some(edits) = self.take(file, step) {
                let text = file.text();
                let after = edits.apply(text).map_err(RetimeError::from)?;
                let all = self.out.edits.then(text, &edits);
                self.out.edits = all.map_err(RetimeError::from)?;
                return Ok(Some(after));
            }
        }
        Ok(None)
    }

    /// Records the effect of a step, and returns its edits if there are any.
    fn take(&mut self, file: &Opened<'_>, step: Step) -> Option<Edits> {
        let Step { mut edits, order, removed, joined, repeated, times, parts, left, reformed } =
            step;
        let was = |cue: u32| self.out.account.cues[cue as usize].from;
        let both = |pairs: Vec<(u32, u32)>| -> Vec<(u32, u32)> {
            pairs.into_iter().map(|(cue, into)| (was(cue), was(into))).collect()
        };
        let (joined, repeated) = (both(joined), both(repeated));
        self.joined.extend(joined.iter().chain(&repeated));
        self.out.left.extend(left.into_iter().map(|Unresolved { cue, why }| {
            let why = match why {
                Reason::Overlap(next) => Reason::Overlap(was(next)),
                other => other,
            };
            Unresolved { cue: was(cue), why }
        }));
        self.out.reformed += reformed;
        if edits.is_empty() {
            return None;
        }
        let timeline = &file.timeline;
        let gone: Vec<(u32, i64)> = removed.iter().map(|cue| (*cue, -1)).collect();
        let numbers = rewrite::renumber(file, &gone);
        // Those of cues that go are gone.
        let stays = |edit: &Edit| {
            let at = timeline.cues.partition_point(|cue| cue.origin.block.start <= edit.span.start);
            removed.binary_search(&(at as u32).saturating_sub(1)).is_err()
        };
        edits.extend(numbers.into_iter().filter(stays));
        let account = &mut self.out.account;
        account.joined.extend(joined);
        account.repeated.extend(repeated);
        let mut removed = removed.iter().peekable();
        let (mut times, mut parts) = (times.iter().peekable(), parts.iter().peekable());
        let mut cues = Vec::with_capacity(account.cues.len());
        for (at, (expected, cue)) in (0..).zip(account.cues.iter().zip(&timeline.cues)) {
            let from = expected.from;
            let own = times.next_if(|(cue, _)| *cue == at).map_or(cue.interval, |(_, to)| *to);
            let parts = parts.next_if(|(cue, _)| *cue == at).map(|(_, parts)| &parts[..]);
            if removed.next_if(|cue| **cue == at).is_none() {
                let parts = parts.unwrap_or(std::slice::from_ref(&own));
                cues.extend(parts.iter().map(|&interval| Expected { from, interval }));
            }
        }
        if let Some(order) = order {
            cues = order.iter().map(|&cue| cues[cue as usize]).collect();
        }
        account.cues = cues;
        Some(edits.into_iter().collect())
    }

    /// Whether a changed text contains the cues that it should.
    fn verify(&self, was: &Timeline<'_>, now: &Timeline<'_>) -> Result<(), RetimeError> {
        verify_times(was, now, &self.out.account).map_err(RetimeError::Unexpected)
    }
}

/// Sorts the cues by start time. In SRT the numbers stay where they are.
fn sort(file: &Opened<'_>) -> Result<Step, RetimeError> {
    let cues = &file.timeline.cues;
    if cues.is_sorted_by_key(|cue| cue.interval.start) {
        return Ok(Step::default());
    }
    let mut order: Vec<u32> = (0..cues.len() as u32).collect();
    sort_by_key(&mut order, |&index| cues[index as usize].interval.start.0);
    let edits = rewrite::reorder(file, &order, true);
    let edits = edits.ok_or(match file.format().is_line_based() {
        true => RetimeError::Unparted,
        false => RetimeError::Unsortable,
    })?;
    Ok(Step { edits, order: Some(order), ..Step::default() })
}

/// Joins cues with the same text as the previous one.
fn join_same(file: &Opened<'_>, gap: i64) -> Step {
    let mut step = Step::default();
    let (longer, gone) = joined_same(&file.timeline, gap);
    let mut gone = gone.into_iter().peekable();
    for (first, to) in longer {
        let mut group = Vec::new();
        // The others of a group follow it, up to the next first one.
        let mut before = first;
        while let Some(cue) = gone.next_if(|cue| *cue == before + 1) {
            group.push(cue);
            before = cue;
        }
        let alone = |cue: &u32| rewrite::remove(file, *cue).is_some();
        let times = rewrite::set_times(file, first, to);
        match times.filter(|_| group.iter().all(alone)) {
            Some(edits) => {
                step.edits.extend(edits);
                step.times.push((first, to));
                step.repeated.extend(group.iter().map(|cue| (*cue, first)));
                step.removed.extend(group);
            }
            None => {
                step.left.push(Unresolved { cue: first, why: Reason::Times(to) });
                step.left
                    .extend(group.into_iter().map(|cue| Unresolved { cue, why: Reason::Removal }));
            }
        }
    }
    step.edits.extend(rewrite::remove_all(file, &step.removed).unwrap_or_default());
    step
}

/// Joins short cues with their neighbors.
fn join_short(file: &Opened<'_>, short: &JoinShort) -> Step {
    let mut step = Step::default();
    for Join { first, joint, interval } in joins(&file.timeline, short) {
        let second = first + 1;
        if let Some(edits) = rewrite::merge(file, first, second, joint, interval) {
            step.edits.extend(edits);
            step.times.push((first, interval));
            step.removed.push(second);
            step.joined.push((second, first));
        }
    }
    step
}

/// Splits cues that last too long.
fn split_long(file: &Opened<'_>, long: &DurationLimit) -> Step {
    let (splits, mut left) = reflow::split_by_duration(&file.timeline, long);
    let done = rewrite::split_all(file, &splits);
    left.extend(&done.refused);
    left.sort_unstable();
    let is_cut = |split: &&rewrite::Split| done.refused.binary_search(&split.cue).is_err();
    let parts = splits.iter().filter(is_cut).map(|split| (split.cue, split.times.clone()));
    Step {
        parts: parts.collect(),
        edits: done.edits,
        left: left.into_iter().map(|cue| Unresolved { cue, why: Reason::Long }).collect(),
        ..Step::default()
    }
}

impl Work {
    /// The changes from the original file.
    fn finish(self, before: &Timeline<'_>, after: &Timeline<'_>, options: &Options) -> Retimed {
        let reworded = options.join_short.is_some() || options.split_long.is_some();
        // Of each cue the place of its first part, and how many there are.
        let mut now: Vec<(u32, u32)> = vec![(0, 0); before.cues.len()];
        for (place, expected) in self.out.account.cues.iter().enumerate() {
            let (first, parts) = &mut now[expected.from as usize];
            *first = if *parts == 0 { place as u32 } else { *first };
            *parts += 1;
        }
        let mut joined = vec![None; before.cues.len()];
        for &(cue, into) in &self.joined {
            joined[cue as usize] = Some(into);
        }
        let mut changes = Vec::new();
        // The next place for a cue that only follows the one before.
        let mut expected = 0;
        for (cue, (was, (place, parts))) in before.cues.iter().zip(now).enumerate() {
            let is = after.cues.get(place as usize..(place + parts) as usize).unwrap_or_default();
            let moved = (parts > 0 && place != expected).then_some(place);
            expected = if parts > 0 { place + parts } else { expected };
            let text = (reworded && parts > 0).then(|| {
                let texts = is.iter().map(|cue| visible_text(after, cue));
                texts.collect::<Vec<_>>().join("\n\n")
            });
            let text = text.filter(|text| *text != visible_text(before, was));
            let (start, to) = (was.interval, is.first().map(|cue| cue.interval));
            if to != Some(start) || moved.is_some() || text.is_some() {
                let times = is.iter().map(|cue| cue.interval);
                changes.push(TimeChange {
                    cue: cue as u32,
                    before: start,
                    after: to,
                    moved,
                    joined: joined[cue].filter(|_| parts == 0),
                    parts: if parts > 1 { times.collect() } else { Vec::new() },
                    text,
                });
            }
        }
        Retimed { changes, ..self.out }
    }
}
