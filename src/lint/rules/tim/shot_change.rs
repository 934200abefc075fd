//! TIM013: cues that begin or end just beside a shot change.

use crate::lint::references::NETFLIX_TIMING;
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{CueContext, Findings, Need, Rule, Status, Subject};
use crate::retime::on_frame;
use crate::source::{Applicability, Severity};
use crate::time::{FrameRate, Interval, Timestamp};

docs! {
    /// ## What it does
    ///
    /// Compares the times of cues with the shot changes of the video, in frames. A cue should begin on a
    /// shot change or at least half a second before it, and should not begin less than half a second after
    /// it. It should end two frames before a shot change, or at least half a second before it. The rule
    /// needs the frame rate and the list of shot changes (`--shot-changes FILE`: one time on each line).
    ///
    /// ## Why
    ///
    /// A caption that changes a few frames before or after the picture does looks like a mistake: the eye
    /// takes it for a second cut and reads again.
    ///
    /// ## Example
    ///
    /// At 24 frames a second, with a shot change at 5 seconds:
    ///
    /// ```srt,invalid,frame_rate=24,shot_changes=5000
    /// 1
    /// 00:00:05,250 --> 00:00:08,000
    /// The harbour opens at six.
    /// ```
    ///
    /// ```srt,valid,frame_rate=24,shot_changes=5000
    /// 1
    /// 00:00:05,000 --> 00:00:08,000
    /// The harbour opens at six.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Begin the cue on the shot change, and end it two frames before the next one. The unsafe fix does so
    /// where the neighboring cues leave room.
    ///
    /// ## Where it comes from
    ///
    /// Netflix: a start within half a second after a cut goes to the cut, a start up to 7 frames before it
    /// too, one from 8 to 11 frames before it goes to 12 frames before it (at 24 frames a second), and an
    /// end within half a second before a cut goes to two frames before it.
}

pub(super) static RULE: Rule = Rule {
    code: "TIM013",
    name: "shot-change",
    summary: "a cue begins or ends just beside a shot change",
    severity: Severity::Info,
    kinds: CAPTIONS,
    needs: &[Need::FrameRate, Need::ShotChanges],
    fix: Some(Applicability::Unsafe),
    references: &[NETFLIX_TIMING],
    status: Status::Preview,
    docs: DOCS,
    cue: Some(check),
    ..Rule::NEW
};

/// How many frames before a shot change a cue ends.
const BEFORE: i64 = 2;

fn check(subject: &Subject<'_>, cue: &CueContext<'_, '_>, findings: &mut Findings<'_>) {
    let Some(rate) = subject.context.frame_rate else { return };
    let cuts = &subject.context.shot_changes;
    let Interval { start, end } = cue.cue.interval;
    if end == Timestamp::OPEN || end <= start {
        return;
    }
    let new_start = nearest(cuts, start.0).and_then(|cut| better_start(start.0, cut, rate));
    let new_end = next(cuts, end.0).and_then(|cut| better_end(end.0, cut, rate));
    let (what, cut, span) = match (new_start, new_end) {
        (Some((_, cut)), _) => ("begins", cut, cue.cue.origin.start),
        (None, Some((_, cut))) => ("ends", cut, cue.cue.origin.end),
        (None, None) => return,
    };
    let time = if what == "begins" { start.0 } else { end.0 };
    let frames = rate.frames(time) - rate.frames(cut);
    let side = if frames < 0 { "before" } else { "after" };
    let count = frames.abs();
    let place = subject.format.format_time(Timestamp(cut));
    let message = match count {
        0 => format!("the cue {what} on the shot change at {place}"),
        1 => format!("the cue {what} one frame {side} the shot change at {place}"),
        _ => format!("the cue {what} {count} frames {side} the shot change at {place}"),
    };
    let to = Interval {
        start: new_start.map_or(start, |(ms, _)| on_frame(Timestamp(ms), rate)),
        end: new_end.map_or(end, |(ms, _)| on_frame(Timestamp(ms), rate)),
    };
    let mut finding = findings.finding(span, message).with_cue(cue.index);
    if has_room(subject, cue.index, to) {
        let title = "move the times to the shot change";
        finding.fix = subject.retime(cue.index, to, Applicability::Unsafe, title);
    }
    findings.push(finding);
}

/// Half a second in frames.
const fn half(rate: FrameRate) -> i64 {
    rate.frames(500)
}

/// Where a cue should begin instead, in ms, and the shot change that it is for.
fn better_start(start: i64, cut: i64, rate: FrameRate) -> Option<(i64, i64)> {
    let after = rate.frames(start) - rate.frames(cut);
    // Two thirds of half a second: 7 of 12 frames snap to the cut, 8 to 11 go back to 12.
    let near = half(rate) * 2 / 3;
    match after {
        0 => None,
        after if after <= -near && after > -half(rate) => {
            Some((cut.saturating_sub(rate.ms(half(rate))), cut))
        }
        after if after > -near && after <= half(rate) => Some((cut, cut)),
        _ => None,
    }
}

/// Where a cue should end instead, in ms, and the shot change that it is for.
fn better_end(end: i64, cut: i64, rate: FrameRate) -> Option<(i64, i64)> {
    let before = rate.frames(cut) - rate.frames(end);
    let is_near = (0..half(rate)).contains(&before) && before != BEFORE;
    is_near.then(|| (cut.saturating_sub(rate.ms(BEFORE)), cut))
}

/// The shot change that is nearest to a time.
fn nearest(cuts: &[i64], time: i64) -> Option<i64> {
    let after = cuts.partition_point(|cut| *cut < time);
    let around = [after.checked_sub(1), Some(after)].into_iter().flatten();
    around.filter_map(|at| cuts.get(at).copied()).min_by_key(|cut| (cut - time).abs())
}

/// The first shot change at a time or after it.
fn next(cuts: &[i64], time: i64) -> Option<i64> {
    cuts.get(cuts.partition_point(|cut| *cut < time)).copied()
}

/// Whether a cue can have other times without touching its neighbors or becoming too short.
fn has_room(subject: &Subject<'_>, index: u32, to: Interval) -> bool {
    let cues = &subject.timeline.cues;
    let own = cues[index as usize].interval;
    let is_free = |other: &Interval| {
        let was_apart = other.end <= own.start || other.start >= own.end;
        !was_apart || other.end <= to.start || other.start >= to.end
    };
    let at = subject.order.iter().position(|&at| at == index).unwrap_or_default();
    let around = subject.order[at.saturating_sub(1)..].iter().take(3);
    let mut others = around.filter(|&&at| at != index).map(|&at| cues[at as usize].interval);
    to.duration() >= subject.limits.min_duration.max(subject.limits.max_defect + 1)
        && others.all(|other| is_free(&other))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILM: FrameRate = FrameRate { numerator: 24, denominator: 1 };

    /// A time of so many frames before or after a cut at 10 s.
    fn at(frames: i64) -> i64 {
        10_000 + frames.signum() * FILM.ms(frames.abs())
    }

    #[test]
    fn a_start_moves_to_the_cut_or_half_a_second_before_it() {
        let frames = |by: i64| {
            better_start(at(by), 10_000, FILM).map(|(ms, _)| FILM.frames(ms) - FILM.frames(10_000))
        };
        assert_eq!([-12, 0, 13].map(frames), [None; 3]);
        assert_eq!([-11, -8].map(frames), [Some(-12); 2]);
        assert_eq!([-7, -1, 1, 12].map(frames), [Some(0); 4]);
    }

    #[test]
    fn an_end_moves_to_two_frames_before_the_cut() {
        let frames = |by: i64| {
            better_end(at(by), 10_000, FILM).map(|(ms, _)| FILM.frames(ms) - FILM.frames(10_000))
        };
        assert_eq!([-12, -2].map(frames), [None; 2]);
        assert_eq!([-11, -3, -1, 0].map(frames), [Some(-2); 4]);
    }
}
