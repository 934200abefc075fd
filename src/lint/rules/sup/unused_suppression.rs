//! SUP001: directives that suppress nothing.

use crate::lint::Rule;
use crate::lint::references::RUFF_NOQA;
use crate::lint::rule::{WEBVTT_AND_TTML, docs};
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds `cuesmith-ignore` comments, and `[[ignore]]` entries of a configuration file, that suppress no finding,
    /// and rules in them that suppress none. Only rules that ran are judged: a comment for a rule that is off,
    /// was not selected or lacks something is not reported. An entry is reported on the configuration file, when
    /// the run includes all files that it could be for.
    ///
    /// ## Why
    ///
    /// What was wrong has been fixed, or the comment is in the wrong place. It would hide the next mistake there.
    ///
    /// ## Example
    ///
    /// ```vtt,invalid
    /// WEBVTT
    ///
    /// NOTE cuesmith-ignore TIM003: a flash
    ///
    /// 00:01.000 --> 00:04.000
    /// The harbour opens at six.
    /// ```
    ///
    /// ```vtt,valid
    /// WEBVTT
    ///
    /// NOTE cuesmith-ignore TIM003: a flash
    ///
    /// 00:01.000 --> 00:01.001
    /// The harbour opens at six.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Delete the comment. The fix does so; it is safe if all of its rules ran and no block that cannot be read is
    /// next to it, otherwise unsafe: another run may need it, or parsers may read the block differently. If only some of its rules suppress nothing, they are deleted from the list.
    ///
    /// ## Where it comes from
    ///
    /// Ruff has the same check for Python.
}

pub(super) static RULE: Rule = Rule {
    code: "SUP001",
    name: "unused-suppression",
    summary: "a directive or an ignore entry suppresses nothing",
    severity: Severity::Info,
    formats: WEBVTT_AND_TTML,
    configs: true,
    fix: Some(Applicability::Safe),
    references: &[RUFF_NOQA],
    since: "0.1.0",
    docs: DOCS,
    ..Rule::NEW
};
