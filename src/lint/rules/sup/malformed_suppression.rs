//! SUP004: directives that cannot be read, and ranges with one end.

use crate::lint::references::BIOME_SUPPRESSIONS;
use crate::lint::rule::{WEBVTT_AND_TTML, docs};
use crate::lint::{Findings, Rule, Subject};
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Finds comments that begin with `cuesmith-` and are not a directive: another word, no rules, a reason without a
    /// colon. Finds `cuesmith-ignore-start` without an end, which extends to the end of the file, and
    /// `cuesmith-ignore-end` without a start.
    ///
    /// ## Why
    ///
    /// Such a comment does nothing, or suppresses more than intended.
    ///
    /// ## Example
    ///
    /// ```vtt,invalid
    /// WEBVTT
    ///
    /// NOTE cuesmith-ignore-begin TIM003: flashes
    ///
    /// 00:01.000 --> 00:01.001
    /// The harbour opens at six.
    /// ```
    ///
    /// ```vtt,valid
    /// WEBVTT
    ///
    /// NOTE cuesmith-ignore-start TIM003: flashes
    ///
    /// 00:01.000 --> 00:01.001
    /// The harbour opens at six.
    ///
    /// NOTE cuesmith-ignore-end TIM003
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write `cuesmith-ignore`, `cuesmith-ignore-start`, `cuesmith-ignore-end` or `cuesmith-ignore-file`, then the
    /// rules, a colon and the reason. An end names the same rules as its start, or none for the range that began
    /// last.
    ///
    /// ## Where it comes from
    ///
    /// Biome has ranges with a start and an end, and reports one without the other.
}

pub(super) static RULE: Rule = Rule {
    code: "SUP004",
    name: "malformed-suppression",
    summary: "a directive is not written as one, or a range has one end only",
    severity: Severity::Warning,
    formats: WEBVTT_AND_TTML,
    references: &[BIOME_SUPPRESSIONS],
    since: "0.1.0",
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for fault in &subject.directives().faults {
        findings.push(findings.finding(fault.span, fault.message.clone()));
    }
}
