//! EAD002: descriptions without a duration.

use crate::lint::references::WCAG_EXTENDED_AD;
use crate::lint::rule::{EAD, docs};
use crate::lint::{CueContext, Findings, Rule, Subject};
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Finds descriptions that end when they start, or before, or never (TTML without `end` and `dur`).
    /// A timing line without an end time is not a cue at all: VTT002 and SRT003 report it. TIM003
    /// reports one millisecond, EAD008 less than a second.
    ///
    /// ## Why
    ///
    /// Both times of a description matter. They say when the event begins and ends on screen: a viewer
    /// who seeks to a point between them hears the text. If the end is not after the start, no seek can
    /// reach it, and players that step through the cues skip it.
    ///
    /// ## Why it is an error
    ///
    /// Viewers never hear the description: no position of the video is between its start and its end.
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
    /// Set the end to the moment when the event is over on screen. It need not leave time for the text
    /// to be spoken: the video waits for it. No fix is offered, because the moment cannot be read from
    /// the file.
    ///
    /// ## Where it comes from
    ///
    /// Our own conclusion from how extended audio description works (WCAG 2.2).
}

pub(super) static RULE: Rule = Rule {
    code: "EAD002",
    name: "ead-missing-end",
    summary: "a description does not end after it starts",
    severity: Severity::Error,
    kinds: EAD,
    references: &[WCAG_EXTENDED_AD],
    docs: DOCS,
    cue: Some(check),
    one_cue: true,
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
        "the description ends when it starts: seeking can never reach it".into()
    } else {
        format!("the description ends {} ms before it starts", duration.unsigned_abs())
    };
    findings.push(findings.finding(cue.cue.origin.timing(), message).with_cue(cue.index));
}
