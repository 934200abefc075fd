//! TIM012: times between two frames.

use crate::lint::references::NETFLIX_TIMING;
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{CueContext, Findings, Need, Rule, Subject};
use crate::retime::{is_on_frame, on_frame};
use crate::source::{Applicability, Severity};
use crate::time::Interval;

docs! {
    /// ## What it does
    ///
    /// Finds cues whose start or end is not the time of a frame. The rule needs the frame rate of the
    /// video. A time that is less than a millisecond from a frame counts as the frame's time, since
    /// frames at 23.976 or 29.97 per second are not at whole milliseconds.
    ///
    /// ## Why
    ///
    /// Players show a caption with the first frame after its start. Each program rounds a time between
    /// two frames in its own way, so that a caption appears a frame early or late, and a gap of two
    /// frames becomes one.
    ///
    /// ## Example
    ///
    /// ```srt,invalid,frame_rate=25
    /// 1
    /// 00:00:01,010 --> 00:00:03,000
    /// The harbour opens at six.
    /// ```
    ///
    /// ```srt,valid,frame_rate=25
    /// 1
    /// 00:00:01,040 --> 00:00:03,000
    /// The harbour opens at six.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Move the time to the nearest frame. The unsafe fix does so; `cuesmith retime --snap RATE` does
    /// it for whole files.
    ///
    /// ## Where it comes from
    ///
    /// Netflix counts all times in frames.
}

pub(super) static RULE: Rule = Rule {
    code: "TIM012",
    name: "not-on-frame",
    summary: "a time is between two frames of the video",
    severity: Severity::Info,
    kinds: CAPTIONS,
    needs: &[Need::FrameRate],
    fix: Some(Applicability::Unsafe),
    references: &[NETFLIX_TIMING],
    docs: DOCS,
    cue: Some(check),
    one_cue: true,
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, cue: &CueContext<'_, '_>, findings: &mut Findings<'_>) {
    let Some(rate) = subject.context.frame_rate else { return };
    let Interval { start, end } = cue.cue.interval;
    let (on_start, on_end) = (is_on_frame(start, rate), is_on_frame(end, rate));
    if on_start && on_end {
        return;
    }
    let (what, span) = match (on_start, on_end) {
        (false, true) => ("the start is", cue.cue.origin.start),
        (true, _) => ("the end is", cue.cue.origin.end),
        (false, false) => ("start and end are", cue.cue.origin.timing()),
    };
    let message = format!("{what} between two frames at {rate} frames per second");
    let mut finding = findings.finding(span, message).with_cue(cue.index);
    let to = Interval { start: on_frame(start, rate), end: on_frame(end, rate) };
    if to.duration() > subject.limits.max_defect {
        let title = "move the times to the nearest frames";
        finding.fix = subject.retime(cue.index, to, Applicability::Unsafe, title);
    }
    findings.push(finding);
}
