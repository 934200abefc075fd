//! SRT005: cues that follow each other without a blank line.

use crate::format::Format;
use crate::lint::Rule;
use crate::lint::references::SRT_PARSERS;
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds cues whose number or times directly follow the text of the previous cue.
    ///
    /// ## Why
    ///
    /// For VLC and other parsers a blank line ends the cue. Without it, the number, the times and the
    /// text of the second cue are shown as text of the first, and the second cue is missing. ffmpeg and
    /// Subtitle Edit start a new cue at the times, so that a preview does not show the error.
    ///
    /// ## Why it is an error
    ///
    /// In VLC viewers see a number and times in the text, and the second cue is missing at its own
    /// time.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// The harbour opens at six.
    /// 2
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
    /// Insert a blank line. The fix does so and is safe, unless a block of the file cannot be read: a clip of the
    /// video ends there, or goes on with what it takes for text.
    ///
    /// ## Where it comes from
    ///
    /// Observation of twelve SRT parsers: five of them lose the cue.
}

pub(super) static RULE: Rule = Rule {
    code: "SRT005",
    name: "missing-blank-line",
    summary: "a blank line is missing between two cues",
    severity: Severity::Error,
    formats: &[Format::Srt],
    fix: Some(Applicability::Safe),
    passes_on: &["SRT_NO_BLANK_BETWEEN"],
    references: &[SRT_PARSERS],
    docs: DOCS,
    ..Rule::NEW
};
