//! KLT033: the player ignores style sheets and regions.

use crate::format::Format;
use crate::kaltura::lint::references::PLAYER_WEBVTT;
use crate::lint::rule::docs;
use crate::lint::{Findings, Rule, Subject};
use crate::source::Severity;
use crate::timeline::ExtraKind;

docs! {
    /// ## What it does
    ///
    /// Finds STYLE and REGION blocks.
    ///
    /// ## Why
    ///
    /// The player skips them. Colors and regions are not shown, and no message reports it.
    ///
    /// ## Example
    ///
    /// ```vtt,invalid
    /// WEBVTT
    ///
    /// STYLE
    /// ::cue { color: lime }
    ///
    /// 00:00:01.000 --> 00:00:03.000
    /// The harbour opens at six.
    /// ```
    ///
    /// ```vtt,valid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:03.000
    /// The harbour opens at six.
    ///
    /// 00:00:04.000 --> 00:00:06.000
    /// Bring a coat.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Do not rely on them: name speakers in the text instead of coloring them, for example.
    ///
    /// ## Where it comes from
    ///
    /// kaltura/playkit-js 04ec0360, `text-track-display.ts` (a STYLE or REGION block is skipped as a
    /// cue that cannot be read). Observed when the program was run (docs/platform.md names versions and
    /// dates).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT033",
    name: "kaltura-style-ignored",
    summary: "the player ignores style sheets and regions",
    severity: Severity::Info,
    formats: &[Format::WebVtt],
    references: &[PLAYER_WEBVTT],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let extras = subject.timeline.extras.iter().filter(|extra| extra.kind == ExtraKind::Style);
    for extra in extras {
        findings.push(findings.finding(extra.span, "the player ignores style sheets"));
    }
    for region in &subject.timeline.regions {
        findings.push(findings.finding(region.span, "the player ignores regions of this form"));
    }
}
