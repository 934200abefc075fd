//! KLT028: a cue shorter than the player's tick of 250 ms.

use super::formats::FORMATS;
use crate::kaltura::lint::references::PLAYER_TIMING;
use crate::lint::rule::docs;
use crate::lint::{CueContext, Findings, Rule, Subject};
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Finds cues that last more than a defect (TIM003) and less than 250 milliseconds.
    ///
    /// ## Why
    ///
    /// The player looks about every 250 ms which cues to show. A shorter one is shown by luck only.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:01,000 --> 00:00:01,200
    /// The harbour opens at six.
    /// ```
    ///
    /// ```srt,valid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// The harbour opens at six.
    ///
    /// 2
    /// 00:00:04,000 --> 00:00:06,000
    /// Bring a coat.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Let the cue stay for half a second at least.
    ///
    /// ## Where it comes from
    ///
    /// kaltura.md, section 5.5 (K010 there). Observed with playkit-js 04ec0360 (2026-08-06).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT028",
    name: "kaltura-short-cue",
    summary: "a cue shorter than the player's tick of 250 ms",
    severity: Severity::Warning,
    formats: FORMATS,
    references: &[PLAYER_TIMING],
    docs: DOCS,
    cue: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, cue: &CueContext<'_, '_>, findings: &mut Findings<'_>) {
    let duration = cue.cue.interval.duration();
    if duration > subject.limits.max_defect && duration < TICK {
        let message = format!("the cue lasts {duration} ms: the player may never show it");
        findings.push(
            findings.finding(cue.cue.origin.timing(), message).with_cue(cue.index).with_measured(
                duration as f64,
                TICK as f64,
                "ms",
            ),
        );
    }
}

/// The player's clock ticks about so often, in milliseconds.
const TICK: i64 = 250;
