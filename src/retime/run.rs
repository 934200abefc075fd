//! All that is asked of a file's times, one step after the other on its text.

use std::borrow::Cow;

use super::{Join, Options, RetimeError, Steps, joins, plan, remap};
use crate::read::{Document, File, ReadOptions, read};
use crate::rewrite;
use crate::source::{Edit, Edits, sort_by_key};
use crate::time::Interval;
use crate::timeline::Timeline;

/// A file with other times.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Retimed {
    /// The text after all changes.
    pub text: String,
    /// The cues that changed, in the order of the file as it was.
    pub changes: Vec<Change>,
    /// Cues whose times should change and could not.
    pub left: Vec<Left>,
    /// How many times are written in another form than the author's, which cannot say them.
    pub reformed: u32,
}

/// A cue that changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// Zero-based place of the cue in the file as it was.
    pub cue: u32,
    /// When it was shown.
    pub before: Interval,
    /// When it is shown now; `None` when it is gone.
    pub after: Option<Interval>,
    /// Its place in the file now, where that is not the old one less those that are gone.
    pub moved: Option<u32>,
}

/// A cue that should have changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Left {
    /// Zero-based place of the cue in the file as it was.
    pub cue: u32,
    /// When it should be shown; `None`: not at all.
    pub wanted: Option<Interval>,
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
    let before: Vec<Interval> = first.cues.iter().map(|cue| cue.interval).collect();
    let mut work = Work {
        text: Cow::Borrowed(text),
        origin: (0..before.len() as u32).collect(),
        reading,
        out: Retimed::default(),
    };
    if options.sort {
        work.sort()?;
    }
    if !options.map.is_identity() {
        work.step(|document, timeline, out| {
            let done = remap(document, timeline, options.map, options.negative)?;
            out.reformed += done.reformed.len() as u32;
            Ok((done.edits, done.removed))
        })?;
    }
    if let Some(short) = &options.join_short {
        work.step(|document, timeline, _| {
            let mut step = Step::default();
            for Join { first, joint, interval } in joins(timeline, short) {
                let to = rewrite::merge(document, timeline, first, first + 1, joint, interval);
                if let Some(edits) = to {
                    step.0.extend(edits);
                    step.1.push(first + 1);
                }
            }
            Ok(step)
        })?;
    }
    let plans = options.clip.is_some()
        || options.join_same.is_some()
        || options.snap.is_some()
        || options.steps != Steps::default();
    if plans {
        let origin = work.origin.clone();
        work.step(|document, timeline, out| {
            Ok(carry_out(document, timeline, options, &origin, out))
        })?;
    }
    let after = work.open();
    let after: Vec<Interval> = after.document.lower().cues.iter().map(|cue| cue.interval).collect();
    let Work { text, origin, mut out, .. } = work;
    out.text = text.into_owned();
    out.changes = changes(&before, &after, &origin);
    Ok(out)
}

/// The text on its way.
struct Work<'a> {
    text: Cow<'a, str>,
    /// For each cue of the text, its place in the file as it was.
    origin: Vec<u32>,
    reading: ReadOptions,
    out: Retimed,
}

/// Edits, and the cues that go.
type Step = (Vec<Edit>, Vec<u32>);

impl Work<'_> {
    fn open(&self) -> File<'_> {
        read(&self.text, None, &self.reading)
    }

    /// Changes the text; what comes out must hold the cues that stay.
    fn step(
        &mut self,
        change: impl FnOnce(&Document<'_>, &Timeline<'_>, &mut Retimed) -> Result<Step, RetimeError>,
    ) -> Result<(), RetimeError> {
        let file = read(&self.text, None, &self.reading);
        let timeline = file.document.lower();
        let (mut edits, removed) = change(&file.document, &timeline, &mut self.out)?;
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
        let mut at = 0;
        self.origin.retain(|_| {
            at += 1;
            removed.binary_search(&(at - 1)).is_err()
        });
        let cues = read(&text, None, &self.reading).document.lower().cues.len();
        if cues != self.origin.len() {
            return Err(RetimeError::Unexpected);
        }
        self.text = Cow::Owned(text);
        Ok(())
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
        let edits = rewrite::reorder(&file.document, &timeline, &order).ok_or(
            RetimeError::Unsortable("some stand in different containers, or run into each other"),
        )?;
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

/// The edits that bring every cue to its planned times, as far as they can be.
fn carry_out(
    document: &Document<'_>,
    timeline: &Timeline<'_>,
    options: &Options,
    origin: &[u32],
    out: &mut Retimed,
) -> Step {
    let mut edits = Vec::new();
    let mut removed = Vec::new();
    for (index, (cue, wanted)) in timeline.cues.iter().zip(plan(timeline, options)).enumerate() {
        let here = index as u32;
        let times = match wanted {
            Some(interval) if interval == cue.interval => continue,
            Some(interval) => rewrite::set_times(document, timeline, here, interval),
            None if rewrite::remove(document, timeline, here).is_some() => {
                removed.push(here);
                continue;
            }
            None => None,
        };
        match times {
            Some(times) => edits.extend(times),
            None => out.left.push(Left { cue: origin[index], wanted }),
        }
    }
    edits.extend(rewrite::remove_all(document, timeline, &removed).unwrap_or_default());
    (edits, removed)
}

fn changes(before: &[Interval], after: &[Interval], origin: &[u32]) -> Vec<Change> {
    let mut now: Vec<Option<u32>> = vec![None; before.len()];
    for (place, &from) in origin.iter().enumerate() {
        now[from as usize] = Some(place as u32);
    }
    let mut changes = Vec::new();
    // The next place for a cue that only follows the one before.
    let mut expected = 0;
    for (cue, (&before, place)) in before.iter().zip(now).enumerate() {
        let after = place.map(|place| after[place as usize]);
        let moved = place.filter(|place| *place != expected);
        expected = place.map_or(expected, |_| expected + 1);
        if after != Some(before) || moved.is_some() {
            changes.push(Change { cue: cue as u32, before, after, moved });
        }
    }
    changes
}
