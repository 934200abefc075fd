//! RDG004: text that is gone before anyone has read it.

use super::speed::{EXTREME, Speed};
use crate::lint::references::NETFLIX_SPEED;
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{CueContext, Findings, Rule, Subject};
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds cues with more than twice as many characters a second as `max-cps` allows (25 by default, so
    /// more than 50). Characters and cues count as in RDG001, which leaves these cues to this rule.
    ///
    /// ## Why
    ///
    /// At that speed a viewer sees that there is text, and no more. Often the times are wrong, not the
    /// text: a cue was cut where the next one starts, or lost its end.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:01,000 --> 00:00:01,500
    /// The harbour opens at six in the morning.
    /// ```
    ///
    /// ```srt,valid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// The harbour opens at six in the morning.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Check the times of the cue, then extend it or shorten the text. The unsafe fix extends the cue
    /// where the gap to the next cue is long enough.
    ///
    /// ## Where it comes from
    ///
    /// Twice the limit is our own judgment. What counts as a character is defined by Netflix.
}

pub(super) static RULE: Rule = Rule {
    code: "RDG004",
    name: "extreme-speed",
    summary: "the reading speed is more than twice the limit",
    severity: Severity::Warning,
    kinds: CAPTIONS,
    fix: Some(Applicability::Unsafe),
    references: &[NETFLIX_SPEED],
    docs: DOCS,
    cue: Some(check),
    one_cue: true,
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, cue: &CueContext<'_, '_>, findings: &mut Findings<'_>) {
    let Some(found) = Speed::above(subject, cue, EXTREME) else { return };
    let Speed { characters, duration, cps, .. } = found;
    let limit = subject.limits.max_cps;
    let message = format!(
        "{characters} characters in {duration} ms cannot be read: {cps:.0} a second, the limit is {limit}"
    );
    let mut finding = findings
        .finding(cue.cue.origin.payload, message)
        .with_cue(cue.index)
        .with_measured(cps, limit, "cps");
    finding.fix = found.fix(subject, cue);
    findings.push(finding);
}
