//! SUP005: ignore entries whose date has passed.

use crate::lint::Rule;
use crate::lint::references::BIOME_SUPPRESSIONS;
use crate::lint::rule::docs;
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Finds `[[ignore]]` entries of a configuration file whose date, `expires`, has passed. They no longer
    /// suppress anything. The date is the last day on which the entry applies, in UTC; `--today` compares with
    /// another day.
    ///
    /// ## Why
    ///
    /// The exception was agreed on until then. What it suppressed is reported again, and the entry can go.
    ///
    /// ## Example
    ///
    /// ```toml,invalid
    /// [[ignore]]
    /// files = "talk.srt"
    /// rules = ["TIM003"]
    /// reason = "the client delivers new times in January"
    /// expires = "2020-01-31"
    /// ```
    ///
    /// ```toml,valid
    /// [[ignore]]
    /// files = "talk.srt"
    /// rules = ["TIM003"]
    /// reason = "the client delivers new times in January"
    /// expires = "9999-01-31"
    /// ```
    ///
    /// ## How to fix
    ///
    /// Fix the files and delete the entry, or give it another date.
    ///
    /// ## Where it comes from
    ///
    /// Suppressions with a date are common in scanners of dependencies. The place in the configuration file is our own
    /// design, since SRT has no comments.
}

pub(super) static RULE: Rule = Rule {
    code: "SUP005",
    name: "expired-suppression",
    summary: "an ignore entry of a configuration file has expired",
    severity: Severity::Warning,
    formats: &[],
    configs: true,
    references: &[BIOME_SUPPRESSIONS],
    since: "0.1.0",
    docs: DOCS,
    ..Rule::NEW
};
