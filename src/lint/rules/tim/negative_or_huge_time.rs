//! TIM015: times no video has.

use crate::lint::rule::docs;
use crate::lint::{CueContext, Findings, Reference, Rule, Subject};
use crate::source::Severity;
use crate::time::Timestamp;

docs! {
    /// ## What it does
    ///
    /// Finds cues that start or end before zero, or at 100 hours or later.
    ///
    /// ## Why
    ///
    /// Readers disagree on both: hours of three digits are read modulo 100, cut, or make the cue vanish (the
    /// platform's SRT and WebVTT readers take two digits); a minus sign is dropped, taken for zero, or
    /// loses the cue.
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
    /// Shift the file to where its video starts. No fix is offered: by how much cannot be read from the
    /// file.
    ///
    /// ## Where it comes from
    ///
    /// Measured behaviour of SRT readers, `srt_and_toolkits.md` 1.2 (rows "hours > 99" and "negative time")
    /// and kaltura/server's pattern of two hour digits (2026-11-22).
}

pub(super) static RULE: Rule = Rule {
    code: "TIM015",
    name: "negative-or-huge-time",
    summary: "a time is negative or at least 100 hours",
    severity: Severity::Error,
    references: &[Reference {
        title: "kaltura/server, srtCaptionsContentManager.php (parse)",
        url: "https://github.com/kaltura/server/blob/c447fdb3eb6b/plugins/content/caption/base/lib/captionManagers/srtCaptionsContentManager.php#L40-L92",
        read_on: "2026-11-22",
    }],
    docs: DOCS,
    cue: Some(check),
    ..Rule::NEW
};

const LIMIT: i64 = 100 * 3_600_000;

fn check(subject: &Subject<'_>, cue: &CueContext<'_, '_>, findings: &mut Findings<'_>) {
    let (interval, origin) = (cue.cue.interval, &cue.cue.origin);
    // A cue that never ends has no huge time.
    let bad = |ms: i64| !(0..LIMIT).contains(&ms) && ms != Timestamp::OPEN.0;
    // One finding a cue: a shifted file has both times wrong.
    let (span, time) = match (bad(interval.start.0), bad(interval.end.0)) {
        (true, true) => (origin.timing(), interval.start),
        (true, false) => (origin.start, interval.start),
        (false, true) => (origin.end, interval.end),
        (false, false) => return,
    };
    let written = subject.format.format_time(time);
    let message = if time.0 < 0 {
        format!("the time {written} lies before the start of the video")
    } else {
        format!("the time {written} is 100 hours or more: readers take two digits for hours")
    };
    findings.push(findings.finding(span, message).with_cue(cue.index));
}
