//! TIM010: cues that end after the video.

use crate::lint::references::OUR_TIMING;
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{CueContext, Findings, Need, Rule, Subject, timing};
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds cues that end more than a millisecond after the end of the video. The rule needs `--media-
    /// duration`.
    ///
    /// ## Why
    ///
    /// Text after the end is never shown, and a file that runs longer than its video was usually
    /// timed against another cut.
    ///
    /// ## Why it is an error
    ///
    /// Viewers do not see a cue after the end, or not long enough, and captions of another cut of the
    /// video come at wrong times. A cue that ends at most 500 ms late is a warning.
    ///
    /// ## Example
    ///
    /// With `--media-duration 4s`:
    ///
    /// ```srt,invalid,media_duration=4000
    /// 1
    /// 00:00:01,000 --> 00:00:05,000
    /// The harbour opens at six.
    /// ```
    ///
    /// ```srt,valid,media_duration=4000
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// The harbour opens at six.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Time the file against the right video. If only the last cue extends beyond the end, the unsafe
    /// fix ends it with the video.
    ///
    /// ## Where it comes from
    ///
    /// Our own judgment. One millisecond is tolerated for durations that were rounded.
}

pub(super) static RULE: Rule = Rule {
    code: "TIM010",
    name: "beyond-media",
    summary: "a cue ends after the video does",
    severity: Severity::Error,
    kinds: CAPTIONS,
    needs: &[Need::MediaDuration],
    fix: Some(Applicability::Unsafe),
    references: &[OUR_TIMING],
    docs: DOCS,
    cue: Some(check),
    one_cue: true,
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, cue: &CueContext<'_, '_>, findings: &mut Findings<'_>) {
    let Some(media) = subject.context.media_duration else { return };
    let asked = subject.context.citation("media_duration");
    let interval = cue.cue.interval;
    // A cue without an end lasts to the end of the video.
    if interval.end.0 <= media.saturating_add(1) || interval.is_open() {
        return;
    }
    let late = interval.end.0.saturating_sub(media);
    let message = if interval.start.0 >= media {
        format!("the cue starts after the end of the video and ends {late} ms after it{asked}")
    } else {
        format!("the cue ends {late} ms after the end of the video{asked}")
    };
    let mut finding = findings
        .finding(cue.cue.origin.timing(), message)
        .with_cue(cue.index)
        .with_measured(interval.end.0 as f64, media as f64, "ms")
        .with_asked_by(subject.context.asked_by("media_duration"));
    // What has begun is shown until the video ends.
    if interval.start.0 < media && late <= timing::MISSED {
        finding.severity = Severity::Warning;
    }
    finding.fix = timing::shorten(subject, cue.index, media);
    findings.push(finding);
}
