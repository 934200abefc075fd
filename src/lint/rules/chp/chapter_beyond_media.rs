//! CHP002: chapters outside the video.

use crate::lint::rule::{ALL_FORMATS, CHAPTERS, rule};
use crate::lint::{CueContext, Findings, Need, Reference, Rule, RuleMeta, Subject};
use crate::source::{Applicability, Severity};
use crate::time::{Interval, Timestamp};

rule! {
    /// ## What it does
    ///
    /// Finds chapters that start or end behind the end of the video. It needs the length of the
    /// video (`--media-duration`).
    ///
    /// ## Why
    ///
    /// Kaltura's API refuses such a chapter; a cue point behind the end is a menu entry that leads
    /// nowhere. Mostly the chapters belong to another cut of the video.
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
    /// End the last chapter with the video. The fix does so and is unsafe, as it changes a time. For a
    /// chapter that starts behind the end there is none.
    ///
    /// ## Where it comes from
    ///
    /// Kaltura VOD API guide, chapters (`qc_rules.md` section 1.1). A millisecond more is not counted:
    /// lengths are rounded.
    pub ChapterBeyondMedia {
        code: "CHP002",
        name: "chapter-beyond-media",
        summary: "a chapter lies behind the end of the video",
        severity: Severity::Error,
        formats: ALL_FORMATS,
        kinds: CHAPTERS,
        needs: &[Need::MediaDuration],
        fix: Some(Applicability::Unsafe),
        references: &[Reference { title: "Kaltura VOD API guide, chapters", read_on: "2026-11-22" }],
    }
}

impl Rule for ChapterBeyondMedia {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check_cue(
        &self,
        subject: &Subject<'_>,
        cue: &CueContext<'_, '_>,
        findings: &mut Findings<'_>,
    ) {
        let Some(media) = subject.options.media_duration else { return };
        let (interval, origin) = (cue.cue.interval, &cue.cue.origin);
        let (span, time, what) = if interval.start.0 >= media {
            (origin.start, interval.start, "starts")
        } else if interval.end.0 > media.saturating_add(1) {
            (origin.end, interval.end, "ends")
        } else {
            return;
        };
        let message = format!(
            "the chapter {what} behind the end of the video ({}){}",
            subject.format.spell_time(Timestamp(media)),
            subject.options.citation("media_duration")
        );
        let mut finding = findings
            .finding(span, message)
            .with_cue(cue.index)
            .with_measured(time.0 as f64, media as f64, "ms")
            .with_asked_by(subject.options.asked_by("media_duration"));
        if what == "ends" {
            let to = Interval { start: interval.start, end: Timestamp(media) };
            let title = "end the chapter with the video";
            finding.fix = subject.retime(cue.index, to, Applicability::Unsafe, title);
        }
        findings.push(finding);
    }
}
