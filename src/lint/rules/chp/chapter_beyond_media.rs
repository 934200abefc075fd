//! CHP002: chapters outside the video.

use crate::lint::references::WEBVTT_CHAPTERS;
use crate::lint::rule::{CHAPTERS, docs};
use crate::lint::{CueContext, Findings, Need, Rule, Subject, timing};
use crate::source::{Applicability, Severity};
use crate::time::{Interval, Timestamp};

docs! {
    /// ## What it does
    ///
    /// Finds chapters that start or end after the end of the video. The rule needs the length of the
    /// video (`--media-duration`).
    ///
    /// ## Why
    ///
    /// A chapter after the end is a menu entry that leads nowhere. Usually the chapters belong to
    /// another cut of the video.
    ///
    /// ## Why it is an error
    ///
    /// Viewers find an entry in the menu that leads nowhere, or chapters of another cut of the video. A
    /// chapter that ends at most 500 ms late is a warning.
    ///
    /// ## Example
    ///
    /// For a video of 3 minutes:
    ///
    /// ```vtt,invalid,media_duration=180000
    /// WEBVTT
    ///
    /// 00:02:00.000 --> 00:04:00.000
    /// The boats
    /// ```
    ///
    /// ```vtt,valid,media_duration=180000
    /// WEBVTT
    ///
    /// 00:02:00.000 --> 00:03:00.000
    /// The boats
    /// ```
    ///
    /// ## How to fix
    ///
    /// End the last chapter with the video. The fix does so and is unsafe, as it changes a time. A
    /// chapter that starts after the end has no fix.
    ///
    /// ## Where it comes from
    ///
    /// W3C WebVTT: the times of a chapter are times of the media. One millisecond more is not reported:
    /// lengths are rounded.
}

pub(super) static RULE: Rule = Rule {
    code: "CHP002",
    name: "chapter-beyond-media",
    summary: "a chapter is after the end of the video",
    severity: Severity::Error,
    kinds: CHAPTERS,
    needs: &[Need::MediaDuration],
    fix: Some(Applicability::Unsafe),
    references: &[WEBVTT_CHAPTERS],
    docs: DOCS,
    cue: Some(check),
    one_cue: true,
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, cue: &CueContext<'_, '_>, findings: &mut Findings<'_>) {
    let Some(media) = subject.context.media_duration else { return };
    let (interval, origin) = (cue.cue.interval, &cue.cue.origin);
    let (span, time, what) = if interval.start.0 >= media {
        (origin.start, interval.start, "starts")
    } else if interval.end.0 > media.saturating_add(1) {
        (origin.end, interval.end, "ends")
    } else {
        return;
    };
    let message = format!(
        "the chapter {what} after the end of the video ({}){}",
        subject.format.format_time(Timestamp(media)),
        subject.context.citation("media_duration")
    );
    let mut finding = findings
        .finding(span, message)
        .with_cue(cue.index)
        .with_measured(time.0 as f64, media as f64, "ms")
        .with_asked_by(subject.context.asked_by("media_duration"));
    if what == "ends" {
        // Viewers can choose it.
        if time.0.saturating_sub(media) <= timing::MISSED {
            finding.severity = Severity::Warning;
        }
        let to = Interval { start: interval.start, end: Timestamp(media) };
        let title = "end the chapter with the video";
        finding.fix = subject.retime(cue.index, to, Applicability::Unsafe, title);
    }
    findings.push(finding);
}
