//! KLT033: style sheets and regions that the player does not know.

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
    /// The player skips them. Colors and regions do not show, and nothing says so.
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
    /// Do not count on them.
    ///
    /// ## Where it comes from
    ///
    /// kaltura.md, section 5.3 (K206 there). Observed with playkit-js 04ec0360 (2026-08-06).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT033",
    name: "kaltura-style-ignored",
    summary: "style sheets and regions that the player does not know",
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
        findings.push(findings.finding(extra.span, "the player skips style sheets"));
    }
    for region in &subject.timeline.regions {
        findings.push(findings.finding(region.span, "the player skips regions of this form"));
    }
}
