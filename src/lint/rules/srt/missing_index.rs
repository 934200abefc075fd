//! SRT002: cues without a number.

use crate::format::Format;
use crate::lint::Rule;
use crate::lint::references::SRT_PARSERS;
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds cues whose times are not preceded by a number line.
    ///
    /// ## Why
    ///
    /// Some parsers look for a number before every timing line. They lose a cue without one, or show
    /// its times and its text as text of the previous cue; pycaption stops there. ffmpeg, VLC and
    /// Subtitle Edit read the cue.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// The harbour opens at six.
    ///
    /// 00:00:04,000 --> 00:00:06,000
    /// Bring a coat.
    /// ```
    ///
    /// ```srt,valid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// The harbour opens at six.
    ///
    /// 2
    /// 00:00:04,000 --> 00:00:06,000
    /// Bring a coat.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write the number on its own line before the times. The fix does so and is safe.
    ///
    /// ## Where it comes from
    ///
    /// Observation of twelve SRT parsers.
}

pub(super) static RULE: Rule = Rule {
    code: "SRT002",
    name: "missing-index",
    summary: "a cue has no number before its times",
    severity: Severity::Warning,
    formats: &[Format::Srt],
    fix: Some(Applicability::Safe),
    passes_on: &["SRT_INDEX_MISSING"],
    references: &[SRT_PARSERS],
    docs: DOCS,
    ..Rule::NEW
};
