//! SRT007: text that is not part of any cue.

use crate::format::Format;
use crate::lint::Rule;
use crate::lint::references::SRT_PARSERS;
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds text before the first cue, a cue number without a cue at the end, and control characters
    /// after the last cue.
    ///
    /// ## Why
    ///
    /// Such text is either invisible or shown by mistake: pycaption and subtitle.js refuse a file that
    /// does not begin with a cue, and ffmpeg shows a lone number at the end as part of the last cue.
    /// Often it is the rest of a cue whose times were lost.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// Subtitles for the harbour film
    ///
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
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
    /// Look at the text. Give it times if it is a cue, delete it if it is not. Only a lone number and
    /// control characters at the end have a fix; it removes them and is safe.
    ///
    /// ## Where it comes from
    ///
    /// Observation of twelve SRT parsers: eight of them refuse text before the first cue, or show or
    /// misread what follows.
}

pub(super) static RULE: Rule = Rule {
    code: "SRT007",
    name: "trailing-garbage",
    summary: "text in the file is not part of any cue",
    severity: Severity::Warning,
    formats: &[Format::Srt],
    fix: Some(Applicability::Safe),
    passes_on: &["SRT_LEADING_GARBAGE", "SRT_TRAILING_GARBAGE", "SRT_INDEX_TRAILING"],
    references: &[SRT_PARSERS],
    docs: DOCS,
    ..Rule::NEW
};
