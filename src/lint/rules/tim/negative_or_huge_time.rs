//! TIM015: negative times, and times of 100 hours or more.

use crate::lint::references::SRT_PARSERS;
use crate::lint::rule::docs;
use crate::lint::{CueContext, Findings, Rule, Subject};
use crate::source::Severity;
use crate::time::Timestamp;

docs! {
    /// ## What it does
    ///
    /// Finds cues that start or end before zero, or at 100 hours or later.
    ///
    /// ## Why
    ///
    /// Parsers disagree on both: hours with three digits are read modulo 100, cut, or lose the cue; a
    /// minus sign is dropped, read as zero, or loses the cue.
    ///
    /// ## Why it is an error
    ///
    /// Viewers never see the cue: no video is at that time. A cue that begins in time and ends that
    /// late is shown, and is a warning.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 100:00:01,000 --> 100:00:03,000
    /// The harbour opens at six.
    /// ```
    ///
    /// ```srt,valid
    /// 1
    /// 99:59:01,000 --> 99:59:03,000
    /// The harbour opens at six.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Shift the file to the start of its video. No fix is offered: the offset cannot be read from the
    /// file.
    ///
    /// ## Where it comes from
    ///
    /// Observation of twelve SRT parsers.
}

pub(super) static RULE: Rule = Rule {
    code: "TIM015",
    name: "negative-or-huge-time",
    summary: "a time is negative or at least 100 hours",
    severity: Severity::Error,
    references: &[SRT_PARSERS],
    docs: DOCS,
    cue: Some(check),
    one_cue: true,
    ..Rule::NEW
};

const LIMIT: i64 = 100 * 3_600_000;

fn check(subject: &Subject<'_>, cue: &CueContext<'_, '_>, findings: &mut Findings<'_>) {
    let (interval, origin) = (cue.cue.interval, &cue.cue.origin);
    // A cue that never ends has no huge time.
    let bad = |ms: i64| !(0..LIMIT).contains(&ms) && ms != Timestamp::OPEN.0;
    // One finding per cue: in a shifted file both times are wrong.
    let (span, time) = match (bad(interval.start.0), bad(interval.end.0)) {
        (true, true) => (origin.timing(), interval.start),
        (true, false) => (origin.start, interval.start),
        (false, true) => (origin.end, interval.end),
        (false, false) => return,
    };
    let written = subject.format.format_time(time);
    let message = if time.0 < 0 {
        format!("the time {written} is before the start of the video")
    } else {
        format!("the time {written} is 100 hours or more: parsers read two digits of hours")
    };
    let mut finding = findings.finding(span, message).with_cue(cue.index);
    // A cue that begins in time is shown until the video ends.
    if !bad(interval.start.0) && time.0 >= LIMIT {
        finding.severity = Severity::Warning;
    }
    findings.push(finding);
}
