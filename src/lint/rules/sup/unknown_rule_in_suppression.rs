//! SUP002: rules in directives that do not exist.

use crate::lint::pattern_code::{PATTERN_FAMILY, is_pattern_family};
use crate::lint::references::RUFF_NOQA;
use crate::lint::rule::{WEBVTT_AND_TTML, docs};
use crate::lint::{Findings, Rule, Subject};
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Finds names in `cuesmith-ignore` comments that are neither the code nor the name nor the family of a rule, nor
    /// `ALL`. Rules of the family SUP, which are about the comments themselves, cannot be suppressed by one.
    /// `PAT/name` is a pattern of a configuration file: it is unknown only where others of the family are known.
    ///
    /// ## Why
    ///
    /// A directive with a misspelled rule has no effect. The finding that it should suppress is still reported.
    ///
    /// ## Example
    ///
    /// ```vtt,invalid
    /// WEBVTT
    ///
    /// NOTE cuesmith-ignore TIM03: a flash
    ///
    /// 00:01.000 --> 00:01.001
    /// The harbour opens at six.
    /// ```
    ///
    /// ```vtt,valid
    /// WEBVTT
    ///
    /// NOTE cuesmith-ignore TIM003, line-too-long: a flash
    ///
    /// 00:01.000 --> 00:01.001
    /// The harbour opens at six.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write the code or the name of the rule; the message suggests the nearest one. `cuesmith rules` lists all.
    ///
    /// ## Where it comes from
    ///
    /// Ruff has the same check for Python.
}

pub(super) static RULE: Rule = Rule {
    code: "SUP002",
    name: "unknown-rule-in-suppression",
    summary: "a directive names a rule that does not exist or cannot be suppressed",
    severity: Severity::Warning,
    formats: WEBVTT_AND_TTML,
    references: &[RUFF_NOQA],
    since: "0.1.0",
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

/// At most this many unknown rules of a file are compared with all names for a suggestion.
const SUGGESTIONS: usize = 50;

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let set = subject.plan.set();
    let mut unknown = 0;
    for rule in subject.directives().list.iter().flat_map(|directive| &directive.rules) {
        let word = rule.slice(subject.text());
        if set.selects_any(word) {
            let rule_family = set.find(word).map_or(word, |rule| rule.family());
            if rule_family.eq_ignore_ascii_case(RULE.family()) {
                let message = format!("`{word}` cannot be suppressed by a comment");
                findings.push(findings.finding(*rule, message));
            }
            continue;
        }
        let family = word.split('/').next().unwrap_or_default();
        if is_pattern_family(family) && !set.selects_any(PATTERN_FAMILY) {
            continue;
        }
        unknown += 1;
        let message = match set.selector(word) {
            Err(error) if unknown <= SUGGESTIONS => error.to_string(),
            _ => format!("unknown rule `{word}`"),
        };
        findings.push(findings.finding(*rule, message));
    }
}
