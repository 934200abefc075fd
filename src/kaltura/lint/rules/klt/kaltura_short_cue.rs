//! KLT028: a cue is shorter than the player's tick of 250 ms.

use super::formats::FORMATS;
use crate::kaltura::lint::references::PLAYER_TIMING;
use crate::lint::rule::docs;
use crate::lint::{CueContext, Findings, Rule, Subject};
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Finds cues that are shorter than 250 milliseconds, but long enough not to be an obvious defect
    /// (TIM003).
    ///
    /// ## Why
    ///
    /// The player checks about every 250 ms which cues to show. A shorter cue may fall between two
    /// checks and never be shown.
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
    /// Extend the cue to at least half a second.
    ///
    /// ## Where it comes from
    ///
    /// kaltura/playkit-js 04ec0360, `text-track-display.ts`, lines 549 to 639 (`timeupdate`, which
    /// browsers send about four times a second). Observed when the program was run (docs/platform.md
    /// names versions and dates).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT028",
    name: "kaltura-short-cue",
    summary: "a cue is shorter than the player's tick of 250 ms",
    severity: Severity::Warning,
    formats: FORMATS,
    references: &[PLAYER_TIMING],
    docs: DOCS,
    cue: Some(check),
    one_cue: true,
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

/// The approximate interval of the player's clock, in milliseconds.
const TICK: i64 = 250;
