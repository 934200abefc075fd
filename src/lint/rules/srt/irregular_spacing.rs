//! SRT008: blank lines and white space where other parsers see the end of a cue.

use crate::format::Format;
use crate::lint::Rule;
use crate::lint::references::SRT_PARSERS;
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds blank lines between the number and the times and between the times and the text, separator
    /// lines that contain spaces, more than one blank line between cues, files in which every line is
    /// followed by a blank one, and a missing newline at the end of the file.
    ///
    /// ## Why
    ///
    /// For most parsers a blank line ends the cue. After the times it leaves a cue without text. A line
    /// of spaces is a blank line to some parsers, and not to VLC, which then joins two cues. LIN006
    /// reports a blank line in the middle of the text.
    ///
    /// Severity: error where text is lost; warning where parsers differ; info for the missing newline.
    ///
    /// ## Why it is an error
    ///
    /// In VLC a cue with a blank line below its times shows nothing, and a file with a blank line after
    /// every line shows nothing at all. The rest is a warning or information.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    ///
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
    /// Leave exactly one blank line between cues and none inside them. The fix does so and is safe
    /// where it only moves white space. Emptying a line of white space is unsafe above a block that other
    /// parsers may not read: to FFmpeg it ends the text above, and an empty line does not.
    ///
    /// ## Where it comes from
    ///
    /// Observation of twelve SRT parsers.
}

pub(super) static RULE: Rule = Rule {
    code: "SRT008",
    name: "irregular-spacing",
    summary: "blank lines or white space that do not belong there",
    severity: Severity::Error,
    formats: &[Format::Srt],
    fix: Some(Applicability::Safe),
    passes_on: &[
        "SRT_WHITESPACE_LINE",
        "SRT_BLANK_AFTER_INDEX",
        "SRT_BLANK_AFTER_TIMING",
        "SRT_EXTRA_BLANK",
        "SRT_DOUBLE_SPACED",
        "SRT_NO_FINAL_NEWLINE",
    ],
    references: &[SRT_PARSERS],
    docs: DOCS,
    ..Rule::NEW
};
