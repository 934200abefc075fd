//! A stretch and a shift of a whole file, as edits.

use super::{RetimeError, TimeMap};
use crate::read::Opened;
use crate::rewrite;
use crate::source::{Edit, Span};
use crate::time::{Interval, Timestamp};
use crate::timeline::edit::Mapped;

/// What happens to cues that would begin before the file does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Negative {
    /// The whole change is refused.
    #[default]
    Refuse,
    /// They begin at zero; those that would end before zero are removed.
    Clip,
}

/// What [`remap`] changes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Remapped {
    /// The changes.
    pub edits: Vec<Edit>,
    /// Removed cues.
    pub removed: Vec<u32>,
    /// The new times of the others.
    pub times: Vec<(u32, Interval)>,
    /// Times whose form had to change, because the author's cannot express the new time (TTML frames that
    /// would fall between two frames).
    pub reformed: Vec<Span>,
}

/// Moves every time of a file: cues, the timestamps inside their text, regions and containers. Times
/// that do not depend on the file's start (durations, times relative to another element) are only
/// stretched. All or nothing: a file is never half moved.
///
/// # Errors
/// [`RetimeError`] when a cue would begin before zero and `negative` does not allow that, or a time
/// cannot be written.
pub fn remap(file: &Opened<'_>, map: TimeMap, negative: Negative) -> Result<Remapped, RetimeError> {
    let timeline = &file.timeline;
    refuse_negative(file, std::iter::repeat(map), negative)?;
    if let Some(done) = file.document.editor().and_then(|editor| editor.remap(timeline, map)) {
        let Mapped { edits, reformed } = done?;
        let gone = |index: &u32| map.apply(timeline.cues[*index as usize].interval.end).0 <= 0;
        let (removed, stay): (Vec<u32>, Vec<u32>) = (0..timeline.cues.len() as u32).partition(gone);
        let to = |cue: u32| (cue, from_zero(map.interval(timeline.cues[cue as usize].interval)));
        let times = stay.into_iter().map(to).collect();
        return Ok(Remapped { edits, removed, times, reformed });
    }
    each(file, &|_| map)
}

/// [`remap`] with a map of its own for each cue, by the time at which it begins: a file whose parts move by
/// different times. Times of regions and containers stay.
///
/// # Errors
/// As [`remap`]; also where the times of a cue are not written in the cue.
pub fn remap_parts(
    file: &Opened<'_>,
    map_at: &dyn Fn(Timestamp) -> TimeMap,
    negative: Negative,
) -> Result<Remapped, RetimeError> {
    if file.document.editor().is_none() {
        return Err(RetimeError::ReadOnly);
    }
    let maps = file.timeline.cues.iter().map(|cue| map_at(cue.interval.start));
    refuse_negative(file, maps, negative)?;
    each(file, map_at)
}

/// Whether no cue would begin before zero, or that is allowed.
fn refuse_negative(
    file: &Opened<'_>,
    maps: impl Iterator<Item = TimeMap>,
    negative: Negative,
) -> Result<(), RetimeError> {
    for (index, (cue, map)) in file.timeline.cues.iter().zip(maps).enumerate() {
        let to = map.interval(cue.interval);
        if negative == Negative::Refuse && (to.start.0 < 0 || to.end.0 < 0) {
            return Err(RetimeError::Negative {
                cue: index as u32,
                span: cue.origin.start,
                by: -to.start.0.min(to.end.0),
            });
        }
    }
    Ok(())
}

/// Moves cue by cue.
fn each(file: &Opened<'_>, map_at: &dyn Fn(Timestamp) -> TimeMap) -> Result<Remapped, RetimeError> {
    let mut out = Remapped::default();
    for (index, cue) in file.timeline.cues.iter().enumerate() {
        let index = index as u32;
        let map = map_at(cue.interval.start);
        let mut to = map.interval(cue.interval);
        if to.start.0 < 0 && to.end.0 <= 0 {
            out.removed.push(index);
            continue;
        }
        to = from_zero(to);
        out.times.push((index, to));
        let times = rewrite::set_times(file, index, to);
        let unwritable = RetimeError::Unwritable { span: cue.origin.timing() };
        out.edits.extend(times.ok_or(unwritable)?);
        out.edits.extend(rewrite::move_stamps(file, cue, to, |time| map.apply(time)));
    }
    let removal = rewrite::remove_all(file, &out.removed);
    out.edits.extend(removal.ok_or(RetimeError::Unwritable { span: Span::default() })?);
    Ok(out)
}

/// The part of an interval from zero on.
fn from_zero(to: Interval) -> Interval {
    let zero = Timestamp(0);
    Interval { start: to.start.max(zero), end: to.end.max(zero) }
}
