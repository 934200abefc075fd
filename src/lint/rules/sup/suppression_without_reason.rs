//! SUP003: directives without a reason.

use crate::lint::references::BIOME_SUPPRESSIONS;
use crate::lint::rule::{WEBVTT_AND_TTML, docs};
use crate::lint::suppress::Scope;
use crate::lint::{Findings, Rule, Subject};
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Finds `cuesmith-ignore` comments, and `[[ignore]]` entries of a configuration file, that do not say why the
    /// findings are suppressed. Off by default; `--select SUP003`, `--severity SUP003=on` or
    /// `SUP003 = "on"` in a configuration file turns it on.
    ///
    /// ## Why
    ///
    /// The next person who reads the file cannot tell an exception that was agreed on from one that was
    /// convenient.
    ///
    /// ## Example
    ///
    /// ```vtt,invalid
    /// WEBVTT
    ///
    /// NOTE cuesmith-ignore TIM003
    ///
    /// 00:01.000 --> 00:01.001
    /// The harbour opens at six.
    /// ```
    ///
    /// ```vtt,valid
    /// WEBVTT
    ///
    /// NOTE cuesmith-ignore TIM003: the client wants the flash
    ///
    /// 00:01.000 --> 00:01.001
    /// The harbour opens at six.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write a colon and the reason after the rules.
    ///
    /// ## Where it comes from
    ///
    /// Biome requires a reason in every suppression.
}

pub(super) static RULE: Rule = Rule {
    code: "SUP003",
    name: "suppression-without-reason",
    summary: "a directive or an ignore entry gives no reason",
    severity: Severity::Info,
    formats: WEBVTT_AND_TTML,
    configs: true,
    references: &[BIOME_SUPPRESSIONS],
    since: "0.1.0",
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for directive in &subject.directives().list {
        if directive.reason.is_none() && directive.scope != Scope::End {
            let message = "the directive gives no reason: write it after a colon";
            findings.push(findings.finding(directive.span, message));
        }
    }
}
