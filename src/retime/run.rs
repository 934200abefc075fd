//! All that is asked of a file's times, one step after the other on its text.

use std::borrow::Cow;

use super::clip::{cut_end, cut_start};
use super::plan::{joined_same, overlaps};
use super::{
    Clip, Join, JoinShort, Left, Negative, Options, RetimeError, Steps, TimeMap, Why, joins, mend,
    remap,
};
use crate::read::{Document, File, ReadOptions, read};
use crate::reflow::{self, Long};
use crate::rewrite;
use crate::source::{Edit, Edits, sort_by_key};
use crate::time::Interval;
use crate::timeline::{Timeline, visible_text};

/// A file with other times.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Retimed {
    /// The text after all changes.
    pub text: String,
    /// The cues that changed, in the order of the file as it was.
    pub changes: Vec<Change>,
    /// Cues that should have changed and could not, or are not as was asked.
    pub left: Vec<Left>,
    /// How many times are written in another form than the author's, which cannot say them.
    pub reformed: u32,
}

/// A cue that changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// Zero-based place of the cue in the file as it was.
    pub cue: u32,
    /// When it was shown.
    pub before: Interval,
    /// When it is shown now; `None` when it is gone.
    pub after: Option<Interval>,
    /// Its place in the file now, where that is not the old one less those that are gone.
    pub moved: Option<u32>,
    /// The cue (place in the file as it was) that it is one with now; it is gone then.
    pub joined: Option<u32>,
    /// The times of its parts, where it was split: the first is [`Change::after`]. Else empty.
    pub parts: Vec<Interval>,
    /// What it shows now, where that changed: the text of another cue came in, or it was split; an
    /// empty line stands between the parts.
    pub text: Option<String>,
}

/// Gives a file other times. `reading` should name the format, so that the changed text is read as
/// the same one.
///
/// # Errors
/// [`RetimeError`] when the file as a whole cannot be moved or sorted. Nothing is changed then.
///
/// ```
/// use cuesmith::retime::{Options, TimeMap, retime};
///
/// let text = "WEBVTT\n\n00:01.000 --> 00:02.000\nOne <00:01.500>two\n";
/// let options = Options { map: TimeMap::shift(250), ..Options::default() };
/// let done = retime(text, &Default::default(), &options)?;
/// assert_eq!(done.text, "WEBVTT\n\n00:01.250 --> 00:02.250\nOne <00:01.750>two\n");
/// # Ok::<(), cuesmith::retime::RetimeError>(())
/// ```
pub fn retime(
    text: &str,
    reading: &ReadOptions,
    options: &Options,
) -> Result<Retimed, RetimeError> {
    let mut reading = reading.clone();
    let file = read(text, None, &reading);
    reading.format = Some(file.document.format());
    let first = file.document.lower();
    let mut work = Work {
        text: Cow::Borrowed(text),
        origin: (0..first.cues.len() as u32).collect(),
        joined: Vec::new(),
        reading,
        out: Retimed::default(),
    };
    if options.sort {
        work.sort()?;
    }
    work.map(options.map, options.negative)?;
    if let Some(clip) = options.clip {
        work.clip(clip)?;
    }
    if let Some(gap) = options.join_same {
        work.step(|document, timeline| Ok(join_same(document, timeline, gap)))?;
    }
    if let Some(short) = &options.join_short {
        work.step(|document, timeline| Ok(join_short(document, timeline, short)))?;
    }
    if let Some(long) = &options.split_long {
        work.step(|document, timeline| Ok(split_long(document, timeline, long)))?;
    }
    if options.snap.is_some() || options.steps != Steps::default() {
        work.step(|document, timeline| {
            let mended = mend(document, timeline, options);
            Ok(Step { edits: mended.edits, left: mended.left, ..Step::default() })
        })?;
    }
    if options.steps.overlaps {
        work.step(|_, timeline| Ok(Step { left: overlaps(timeline), ..Step::default() }))?;
    }
    let reworded = options.join_short.is_some() || options.split_long.is_some();
    Ok(work.finish(&first, reworded))
}

/// The text on its way.
struct Work<'a> {
    text: Cow<'a, str>,
    /// For each cue of the text, its place in the file as it was.
    origin: Vec<u32>,
    /// Cues that became one with another, by their places in the file as it was.
    joined: Vec<(u32, u32)>,
    reading: ReadOptions,
    out: Retimed,
}

/// What a step does. Cues are places in the text as it is before the step.
#[derive(Default)]
struct Step {
    edits: Vec<Edit>,
    /// Cues that go, in rising order.
    removed: Vec<u32>,
    /// Those of them that become one with another: which.
    joined: Vec<(u32, u32)>,
    /// Behind which cues how many come in, in rising order.
    added: Vec<(u32, u32)>,
    left: Vec<Left>,
    reformed: u32,
}

impl Work<'_> {
    fn open(&self) -> File<'_> {
        read(&self.text, None, &self.reading)
    }

    /// Changes the text; what comes out must hold the cues that stay.
    fn step(
        &mut self,
        change: impl FnOnce(&Document<'_>, &Timeline<'_>) -> Result<Step, RetimeError>,
    ) -> Result<(), RetimeError> {
        let file = read(&self.text, None, &self.reading);
        let timeline = file.document.lower();
        let Step { mut edits, removed, joined, added, left, reformed } =
            change(&file.document, &timeline)?;
        let was = |cue: u32| self.origin[cue as usize];
        self.joined.extend(joined.into_iter().map(|(cue, into)| (was(cue), was(into))));
        self.out.left.extend(left.into_iter().map(|Left { cue, why }| {
            let why = match why {
                Why::Overlap(behind) => Why::Overlap(was(behind)),
                other => other,
            };
            Left { cue: was(cue), why }
        }));
        self.out.reformed += reformed;
        if edits.is_empty() {
            return Ok(());
        }
        let gone: Vec<(u32, i64)> = removed.iter().map(|cue| (*cue, -1)).collect();
        let numbers = rewrite::renumber(&file.document, &timeline, &gone);
        // Those of cues that go are gone.
        let stays = |edit: &Edit| {
            let at = timeline.cues.partition_point(|cue| cue.origin.block.start <= edit.span.start);
            removed.binary_search(&(at as u32).saturating_sub(1)).is_err()
        };
        edits.extend(numbers.into_iter().filter(stays));
        let text = apply(&self.text, edits)?;
        let (mut removed, mut added) = (removed.iter().peekable(), added.into_iter().peekable());
        let mut origin = Vec::with_capacity(self.origin.len());
        for (at, &was) in self.origin.iter().enumerate() {
            if removed.next_if(|cue| **cue as usize == at).is_some() {
                continue;
            }
            let more = added.next_if(|(cue, _)| *cue as usize == at);
            let parts = 1 + more.map_or(0, |(_, more)| more as usize);
            origin.extend(std::iter::repeat_n(was, parts));
        }
        self.origin = origin;
        let cues = read(&text, None, &self.reading).document.lower().cues.len();
        if cues != self.origin.len() {
            return Err(RetimeError::Unexpected);
        }
        self.text = Cow::Owned(text);
        Ok(())
    }

    fn map(&mut self, map: TimeMap, negative: Negative) -> Result<(), RetimeError> {
        if map.is_identity() {
            return Ok(());
        }
        self.step(|document, timeline| {
            let done = remap(document, timeline, map, negative)?;
            let reformed = done.reformed.len() as u32;
            Ok(Step { edits: done.edits, removed: done.removed, reformed, ..Step::default() })
        })
    }

    fn clip(&mut self, clip: Clip) -> Result<(), RetimeError> {
        let cut = |done: Result<(Vec<Edit>, Vec<u32>), RetimeError>| {
            let (edits, removed) = done?;
            Ok(Step { edits, removed, ..Step::default() })
        };
        let Interval { start, end } = clip.range;
        self.step(|document, timeline| cut(cut_end(document, timeline, end)))?;
        if clip.keep_times {
            return self.step(|document, timeline| cut(cut_start(document, timeline, start)));
        }
        // What does not end with the range is gone: what stays moves as a whole.
        self.map(TimeMap::shift(start.0.saturating_neg()), Negative::Clip)
    }

    /// Sorts the cues by start time. In SRT the numbers stay where they are.
    fn sort(&mut self) -> Result<(), RetimeError> {
        let file = read(&self.text, None, &self.reading);
        let timeline = file.document.lower();
        let cues = &timeline.cues;
        if cues.is_sorted_by_key(|cue| cue.interval.start) {
            return Ok(());
        }
        let mut order: Vec<u32> = (0..cues.len() as u32).collect();
        sort_by_key(&mut order, |&index| cues[index as usize].interval.start.0);
        let edits = rewrite::reorder(&file.document, &timeline, &order);
        let edits = edits.ok_or(match &file.document {
            Document::Srt(_) | Document::WebVtt(_) => RetimeError::Unparted,
            #[cfg(feature = "ttml")]
            Document::Ttml(_) => RetimeError::Unsortable,
        })?;
        let mut text = apply(&self.text, edits)?;
        if let Document::Srt(_) = &file.document {
            let sorted = read(&text, None, &self.reading).document.lower();
            let pairs = cues.iter().zip(&sorted.cues);
            let numbers = pairs.filter(|(was, is)| was.id != is.id && was.id.is_some());
            let edits = numbers.map(|(was, is)| {
                Edit::replace(is.origin.id, was.id.as_deref().unwrap_or_default().to_owned())
            });
            text = apply(&text, edits.collect())?;
        }
        let sorted = read(&text, None, &self.reading).document.lower();
        let placed = sorted.cues.iter().map(|cue| cue.interval);
        if !placed.eq(order.iter().map(|&index| cues[index as usize].interval)) {
            return Err(RetimeError::Unexpected);
        }
        self.origin = order;
        self.text = Cow::Owned(text);
        Ok(())
    }
}

fn apply(text: &str, edits: Vec<Edit>) -> Result<String, RetimeError> {
    let mut list = Edits::default();
    edits.into_iter().for_each(|edit| list.push(edit));
    list.apply(text).map_err(|_| RetimeError::Unexpected)
}

/// Cues that say the same as the one before become one with it.
fn join_same(document: &Document<'_>, timeline: &Timeline<'_>, gap: i64) -> Step {
    let mut step = Step::default();
    let (longer, gone) = joined_same(timeline, gap);
    let mut gone = gone.into_iter().peekable();
    for (first, to) in longer {
        let mut group = Vec::new();
        // The others of a group follow it, up to the next first one.
        let mut before = first;
        while let Some(cue) = gone.next_if(|cue| *cue == before + 1) {
            group.push(cue);
            before = cue;
        }
        let alone = |cue: &u32| rewrite::remove(document, timeline, *cue).is_some();
        let times = rewrite::set_times(document, timeline, first, to);
        match times.filter(|_| group.iter().all(alone)) {
            Some(edits) => {
                step.edits.extend(edits);
                step.joined.extend(group.iter().map(|cue| (*cue, first)));
                step.removed.extend(group);
            }
            None => {
                step.left.push(Left { cue: first, why: Why::Times(to) });
                step.left.extend(group.into_iter().map(|cue| Left { cue, why: Why::Removal }));
            }
        }
    }
    step.edits.extend(rewrite::remove_all(document, timeline, &step.removed).unwrap_or_default());
    step
}

/// Short cues become one with their neighbours.
fn join_short(document: &Document<'_>, timeline: &Timeline<'_>, short: &JoinShort) -> Step {
    let mut step = Step::default();
    for Join { first, joint, interval } in joins(timeline, short) {
        let second = first + 1;
        if let Some(edits) = rewrite::merge(document, timeline, first, second, joint, interval) {
            step.edits.extend(edits);
            step.removed.push(second);
            step.joined.push((second, first));
        }
    }
    step
}

/// Cues that last too long become several.
fn split_long(document: &Document<'_>, timeline: &Timeline<'_>, long: &Long) -> Step {
    let (splits, mut left) = reflow::split_long(timeline, long);
    let done = rewrite::split_all(document, timeline, &splits);
    left.extend(&done.refused);
    left.sort_unstable();
    let is_cut = |split: &&rewrite::Split| done.refused.binary_search(&split.cue).is_err();
    let added = splits.iter().filter(is_cut).map(|split| (split.cue, split.cuts.len() as u32));
    Step {
        added: added.collect(),
        edits: done.edits,
        left: left.into_iter().map(|cue| Left { cue, why: Why::Long }).collect(),
        ..Step::default()
    }
}

impl Work<'_> {
    /// What changed from the file as it was.
    fn finish(self, before: &Timeline<'_>, reworded: bool) -> Retimed {
        let file = self.open();
        let after = file.document.lower();
        // Of each cue the place of its first part, and how many there are.
        let mut now: Vec<(u32, u32)> = vec![(0, 0); before.cues.len()];
        for (place, &from) in self.origin.iter().enumerate() {
            let (first, parts) = &mut now[from as usize];
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
                let texts = is.iter().map(|cue| visible_text(&after, cue));
                texts.collect::<Vec<_>>().join("\n\n")
            });
            let text = text.filter(|text| *text != visible_text(before, was));
            let (start, to) = (was.interval, is.first().map(|cue| cue.interval));
            if to != Some(start) || moved.is_some() || text.is_some() {
                let times = is.iter().map(|cue| cue.interval);
                changes.push(Change {
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
        drop(after);
        drop(file);
        let Work { text, mut out, .. } = self;
        out.text = text.into_owned();
        out.changes = changes;
        out
    }
}
