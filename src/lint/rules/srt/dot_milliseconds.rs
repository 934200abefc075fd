//! SRT004: times with a full stop before the milliseconds.

use crate::format::Format;
use crate::lint::Rule;
use crate::lint::references::SRT_PARSERS;
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds times such as `00:00:01.000`, which is how WebVTT writes them.
    ///
    /// ## Why
    ///
    /// Most players read both. pycaption raises an error on the full stop.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:01.000 --> 00:00:03.000
    /// The harbour opens at six.
    /// ```
    ///
    /// ```srt,valid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// The harbour opens at six.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write a comma. The fix does so and is safe.
    ///
    /// ## Where it comes from
    ///
    /// Observation of twelve SRT parsers.
}

pub(super) static RULE: Rule = Rule {
    code: "SRT004",
    name: "dot-milliseconds",
    summary: "milliseconds are separated by a full stop instead of a comma",
    severity: Severity::Warning,
    formats: &[Format::Srt],
    fix: Some(Applicability::Safe),
    passes_on: &["SRT_TIME_DOT"],
    references: &[SRT_PARSERS],
    docs: DOCS,
    ..Rule::NEW
};
