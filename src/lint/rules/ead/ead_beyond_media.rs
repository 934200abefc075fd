//! EAD004: descriptions outside the video.

use crate::lint::references::WCAG_EXTENDED_AD;
use crate::lint::rule::{EAD, docs};
use crate::lint::{CueContext, Findings, Need, Rule, Subject};
use crate::source::Severity;
use crate::time::Timestamp;

docs! {
    /// ## What it does
    ///
    /// Finds descriptions that start or end after the end of the video. The rule needs the length of
    /// the video (`--media-duration`).
    ///
    /// ## Why
    ///
    /// No new video is made for extended audio description: the player pauses the video while the text
    /// is spoken. All times therefore belong to the original video. Times after its end usually come
    /// from descriptions that were timed against a longer, extended version, and then the other times
    /// are wrong as well.
    ///
    /// ## Why it is an error
    ///
    /// Viewers never hear a description that starts after the end, and the others were usually timed
    /// against another version of the video.
    ///
    /// ## Example
    ///
    /// For a video of 60 seconds:
    ///
    /// ```vtt,invalid,media_duration=60000
    /// WEBVTT
    ///
    /// 00:01:02.000 --> 00:01:05.000
    /// A boat enters the harbour.
    /// ```
    ///
    /// ```vtt,valid,media_duration=60000
    /// WEBVTT
    ///
    /// 00:00:58.000 --> 00:01:00.000
    /// A boat enters the harbour.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Time all descriptions against the original video. No fix is offered: cutting off the last times
    /// would hide that the others are wrong.
    ///
    /// ## Where it comes from
    ///
    /// Extended audio description as WCAG 2.2 defines it: the video pauses, its own timeline stays.
}

pub(super) static RULE: Rule = Rule {
    code: "EAD004",
    name: "ead-beyond-media",
    summary: "a description is after the end of the video",
    severity: Severity::Error,
    kinds: EAD,
    needs: &[Need::MediaDuration],
    references: &[WCAG_EXTENDED_AD],
    docs: DOCS,
    cue: Some(check),
    one_cue: true,
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, cue: &CueContext<'_, '_>, findings: &mut Findings<'_>) {
    let Some(media) = subject.context.media_duration else { return };
    let interval = cue.cue.interval;
    let origin = &cue.cue.origin;
    let (span, time, what) = if interval.start.0 >= media {
        (origin.start, interval.start, "starts")
    } else if interval.end.0 > media && !interval.is_open() {
        (origin.end, interval.end, "ends")
    } else {
        return;
    };
    let message = format!(
        "the description {what} after the end of the video ({}): times must be on the original \
         timeline, not on an extended one{}",
        subject.format.format_time(Timestamp(media)),
        subject.context.citation("media_duration")
    );
    let finding = findings
        .finding(span, message)
        .with_cue(cue.index)
        .with_measured(time.0 as f64, media as f64, "ms")
        .with_asked_by(subject.context.asked_by("media_duration"));
    findings.push(finding);
}
