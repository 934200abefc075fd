//! A part of a file: cues outside are removed, cues that extend beyond its ends are cut there.

use super::RetimeError;
use crate::read::Opened;
use crate::rewrite;
use crate::source::Edit;
use crate::time::{Interval, Timestamp};
use crate::timeline::Cue;

/// A part of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clip {
    /// The range that is kept: cues that extend beyond its ends are cut there.
    pub range: Interval,
    /// Times stay as they are. Otherwise the range begins at zero, as in the video cut out.
    pub keep_times: bool,
}

/// The effect of a cut: the changes, the removed cues, and the new times of others.
pub(super) type Cut = (Vec<Edit>, Vec<u32>, Vec<(u32, Interval)>);

/// Removes what begins at `end` or later, and ends there what would continue. All or nothing.
pub(super) fn cut_end(file: &Opened<'_>, end: Timestamp) -> Result<Cut, RetimeError> {
    let (mut edits, mut times) = (Vec::new(), Vec::new());
    let (mut gone, mut removed) = (Vec::new(), Vec::new());
    let mut at = 0;
    // Cues that share one piece of source end together.
    let together =
        |a: &Cue<'_>, b: &Cue<'_>| !a.origin.block.is_empty() && a.origin.block == b.origin.block;
    for group in file.timeline.cues.chunk_by(together) {
        let first = at;
        at += group.len() as u32;
        let outside =
            (first..at).filter(|&cue| file.timeline.cues[cue as usize].interval.start >= end);
        let outside: Vec<u32> = outside.collect();
        if outside.len() == group.len() {
            removed.extend(&outside);
            gone.extend(outside);
            continue;
        }
        let Some(long) = group.iter().position(|cue| cue.interval.end > end) else { continue };
        let cue = &group[long];
        let cut = rewrite::end_at(file, first + long as u32, end);
        edits.extend(cut.ok_or(RetimeError::Unwritable { span: cue.origin.timing() })?);
        let to = Interval { end, ..cue.interval };
        edits.extend(rewrite::move_stamps(file, cue, to, |time| time));
        let inside = (first..).zip(group).filter(|(_, cue)| cue.interval.start < end);
        let long = inside.filter(|(_, cue)| cue.interval.end > end);
        times.extend(long.map(|(at, cue)| (at, Interval { end, ..cue.interval })));
        gone.extend(outside);
    }
    edits.extend(take_out(file, &removed)?);
    Ok((edits, gone, times))
}

/// Removes what ends at `start` or earlier, and moves earlier starts to it. All or nothing.
pub(super) fn cut_start(file: &Opened<'_>, start: Timestamp) -> Result<Cut, RetimeError> {
    let (mut edits, mut gone, mut times) = (Vec::new(), Vec::new(), Vec::new());
    for (index, cue) in file.timeline.cues.iter().enumerate() {
        if cue.interval.start >= start {
            continue;
        }
        if cue.interval.end <= start {
            gone.push(index as u32);
            continue;
        }
        let to = Interval { start, ..cue.interval };
        times.push((index as u32, to));
        let cut = rewrite::set_times(file, index as u32, to);
        edits.extend(cut.ok_or(RetimeError::Unwritable { span: cue.origin.timing() })?);
        edits.extend(rewrite::move_stamps(file, cue, to, |time| time));
    }
    edits.extend(take_out(file, &gone)?);
    Ok((edits, gone, times))
}

fn take_out(file: &Opened<'_>, cues: &[u32]) -> Result<Vec<Edit>, RetimeError> {
    let span = |cue: &u32| file.timeline.cues[*cue as usize].origin.timing();
    rewrite::remove_all(file, cues).ok_or_else(|| RetimeError::Unwritable {
        // It is not known which of them it is; the first one is close enough.
        span: cues.first().map(span).unwrap_or_default(),
    })
}
