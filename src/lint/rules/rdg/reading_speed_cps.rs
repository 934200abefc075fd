//! RDG001: text too fast to read, in characters a second.

use super::speed::{EXTREME, Speed, Tenths, Whole, reports_extreme};
use crate::lint::references::{NETFLIX_SPEED, SUBTITLE_EDIT_GENERAL};
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{CueContext, Findings, HouseStyle, Rule, Subject};
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Divides the characters of a cue by the time it is on screen and compares that with `max-cps` (25
    /// by default). Characters are graphemes as shown, spaces and punctuation included; a line break
    /// counts as one. With `half-width`, Latin letters and digits count half. Cues of a millisecond or less (TIM002, TIM003), cues that only repeat lines of rolling
    /// captions (TIM017) and cues without a letter or digit are not checked. RDG004 reports cues that are
    /// more than twice as fast.
    ///
    /// ## Why
    ///
    /// Viewers cannot both read the text and watch the picture.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:01,000 --> 00:00:02,000
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
    /// Extend the cue, or shorten the text. The unsafe fix extends the cue where the gap to the next
    /// cue is long enough.
    ///
    /// ## Where it comes from
    ///
    /// 25 characters per second is Subtitle Edit's default. Netflix asks for 20 in English programs for
    /// adults, 17 for children, counted in this way. Information, unless a preset sets another severity.
}

pub(super) static RULE: Rule = Rule {
    code: "RDG001",
    name: "reading-speed-cps",
    summary: "the reading speed is too high (characters per second)",
    severity: Severity::Info,
    kinds: CAPTIONS,
    fix: Some(Applicability::Unsafe),
    house_style: Some(HouseStyle {
        options: &["max_cps"],
        one: "cue",
        many: "cues",
        furthest: "fastest",
    }),
    references: &[NETFLIX_SPEED, SUBTITLE_EDIT_GENERAL],
    docs: DOCS,
    cue: Some(check),
    one_cue: true,
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, cue: &CueContext<'_, '_>, findings: &mut Findings<'_>) {
    let Some(found) = Speed::above(subject, cue, 1.0) else { return };
    let Speed { characters, duration, cps, needed } = found;
    let limit = subject.limits.max_cps;
    // RDG004 reports what no viewer can read.
    if cps > limit * EXTREME && reports_extreme(subject) {
        return;
    }
    let message = format!(
        "{} characters in {duration} ms are {} a second, the limit is \
         {}: {} ms more are needed",
        Whole(characters),
        Tenths(cps),
        Whole(limit),
        needed - duration
    );
    let mut finding = findings
        .finding(cue.cue.origin.payload, message)
        .with_cue(cue.index)
        .with_measured(cps, limit, "cps");
    finding.fix = found.fix(subject, cue);
    findings.push(finding);
}
