//! EAD008: intervals that a seek hardly ever hits.

use crate::lint::references::{PLAYER_DISPLAY, REACH_FAQ};
use crate::lint::rule::{EAD, docs};
use crate::lint::{CueContext, Findings, Rule, Subject};
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Finds descriptions whose interval is shorter than `min-window` (1 second by default). It does
    /// not ask whether the text can be spoken in that time, and neither should you: the video waits.
    ///
    /// ## Why
    ///
    /// The interval says how long the event is on the picture. Whoever seeks to a point between start
    /// and end hears the description; with a very short interval hardly any seek hits it. Such
    /// intervals mostly come from a tool that only knew when to begin to speak. The player looks about
    /// every 250 ms which cues are due, and may miss a shorter one altogether.
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
    /// End the description when the event is over on the picture. No fix is offered, because the
    /// moment cannot be read from the file.
    ///
    /// ## Where it comes from
    ///
    /// Kaltura REACH FAQ: both times matter, the end bounds the seek. That less than a second is too
    /// short is our conclusion (`kaltura.md` sections 5.5 and 6.1; K502 and K508).
}

pub(super) static RULE: Rule = Rule {
    code: "EAD008",
    name: "ead-window-too-short",
    summary: "a description's interval is so short that seeks miss it",
    severity: Severity::Info,
    kinds: EAD,
    references: &[REACH_FAQ, PLAYER_DISPLAY],
    docs: DOCS,
    cue: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, cue: &CueContext<'_, '_>, findings: &mut Findings<'_>) {
    let duration = cue.cue.interval.duration();
    let limit = subject.limits.min_window;
    // Up to that length it is TIM003's, without any EAD002's.
    if duration <= subject.limits.max_defect || duration >= limit {
        return;
    }
    let message = format!(
        "the description lasts {duration} ms: a seek hardly ever hits less than {limit} ms"
    );
    findings.push(
        findings.finding(cue.cue.origin.timing(), message).with_cue(cue.index).with_measured(
            duration as f64,
            limit as f64,
            "ms",
        ),
    );
}
