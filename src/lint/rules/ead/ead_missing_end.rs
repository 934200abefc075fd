//! EAD002: descriptions without a stretch of time.

use crate::lint::references::REACH_VENDOR_EAD;
use crate::lint::rule::{EAD, docs};
use crate::lint::{CueContext, Findings, Reference, Rule, Subject};
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Finds descriptions that end when they start, or before, or never (TTML without `end` and `dur`).
    /// A timing line without any end time is no cue at all: VTT002 and SRT003 find it. One millisecond
    /// is TIM003's, less than a second EAD008's.
    ///
    /// ## Why
    ///
    /// Both times matter in extended audio description. They say when the event begins and ends on
    /// the picture: whoever seeks to a point between them hears the text. With an end that is not
    /// later than the start no seek can hit it, and players that walk through the cues skip it.
    ///
    /// ## Example
    ///
    /// ```vtt,invalid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:01.000
    /// A boat enters the harbour.
    /// ```
    ///
    /// ```vtt,valid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:04.000
    /// A boat enters the harbour.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Set the end to the moment when the event is over on the picture. It need not leave time for
    /// the text to be spoken: the video waits for it. No fix is offered, because the moment cannot
    /// be read from the file.
    ///
    /// ## Where it comes from
    ///
    /// Kaltura REACH vendor guide, extended audio description; Kaltura help, "Use the extended audio
    /// description editor" (`kaltura.md` section 6.1; K502).
}

pub(super) static RULE: Rule = Rule {
    code: "EAD002",
    name: "ead-missing-end",
    summary: "a description does not end after it starts",
    severity: Severity::Error,
    kinds: EAD,
    references: &[
        REACH_VENDOR_EAD,
        Reference {
            title: "Kaltura help, use the extended audio description editor",
            url: "https://knowledge.kaltura.com/help/use-extended-audio-description-editor",
            read_on: "2026-11-22",
        },
    ],
    docs: DOCS,
    cue: Some(check),
    ..Rule::NEW
};

fn check(_subject: &Subject<'_>, cue: &CueContext<'_, '_>, findings: &mut Findings<'_>) {
    let interval = cue.cue.interval;
    let duration = interval.duration();
    let endless = interval.is_open();
    if duration > 0 && !endless {
        return;
    }
    let message = if endless {
        "the description has no end: both times are needed".into()
    } else if duration == 0 {
        "the description ends when it starts: no seek can reach it".into()
    } else {
        format!("the description ends {} ms before it starts", duration.unsigned_abs())
    };
    findings.push(findings.finding(cue.cue.origin.timing(), message).with_cue(cue.index));
}
