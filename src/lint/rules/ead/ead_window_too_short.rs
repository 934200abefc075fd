//! EAD008: intervals that a seek rarely hits.

use crate::lint::references::WCAG_EXTENDED_AD;
use crate::lint::rule::{EAD, docs};
use crate::lint::{CueContext, Findings, Rule, Subject};
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Finds descriptions whose interval is shorter than `min-window` (1 second by default). Whether
    /// the text can be spoken in that time does not matter: the video waits.
    ///
    /// ## Why
    ///
    /// The interval says how long the event is on screen. A viewer who seeks to a point between start
    /// and end hears the description; a very short interval is rarely hit. Such intervals usually come
    /// from a tool that only knew when to begin speaking.
    ///
    /// ## Example
    ///
    /// ```vtt,invalid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:01.200
    /// A boat enters the harbour.
    /// ```
    ///
    /// ```vtt,valid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:02.000
    /// A boat enters the harbour, heavily laden and low in the water, as the first light comes up.
    /// ```
    ///
    /// ## How to fix
    ///
    /// End the description when the event is over on screen. No fix is offered, because the moment
    /// cannot be read from the file.
    ///
    /// ## Where it comes from
    ///
    /// Our own conclusion: less than a second is too short to be hit by seeking.
}

pub(super) static RULE: Rule = Rule {
    code: "EAD008",
    name: "ead-window-too-short",
    summary: "a description's interval is so short that seeks miss it",
    severity: Severity::Info,
    kinds: EAD,
    references: &[WCAG_EXTENDED_AD],
    docs: DOCS,
    cue: Some(check),
    one_cue: true,
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, cue: &CueContext<'_, '_>, findings: &mut Findings<'_>) {
    let duration = cue.cue.interval.duration();
    let limit = subject.limits.min_window;
    // TIM003 reports cues up to that length, EAD002 those without any.
    if duration <= subject.limits.max_defect || duration >= limit {
        return;
    }
    let message = format!(
        "the description lasts {duration} ms: viewers rarely land on less than {limit} ms when seeking"
    );
    findings.push(
        findings.finding(cue.cue.origin.timing(), message).with_cue(cue.index).with_measured(
            duration as f64,
            limit as f64,
            "ms",
        ),
    );
}
