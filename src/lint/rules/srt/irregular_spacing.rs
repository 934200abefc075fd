//! SRT008: blank lines and white space where other readers see the end of a cue.

use crate::format::Format;
use crate::lint::Rule;
use crate::lint::references::{PLAYER_EXTERNAL_CAPTIONS, SERVER_SRT, SRT_READERS};
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds blank lines between the number and the times and between the times and the text,
    /// separator lines that hold spaces, more than one blank line between cues, files in which every
    /// line is followed by a blank one, and a last line that is not ended.
    ///
    /// ## Why
    ///
    /// To most readers a blank line ends the cue. Below the times it leaves a cue without text. A
    /// line of spaces is a blank line to the Kaltura server, and none to the packager and to VLC,
    /// which then run two cues together. A blank line in the middle of the text is LIN006.
    ///
    /// Severity: error where text is lost; warning where readers differ; info for the missing line end.
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
    /// Leave exactly one empty line between cues and none inside them. The fix does so and is safe
    /// where it only moves white space.
    ///
    /// ## Where it comes from
    ///
    /// The Kaltura server's and player's readers; our measurement of twelve SRT readers.
}

pub(super) static RULE: Rule = Rule {
    code: "SRT008",
    name: "irregular-spacing",
    summary: "blank lines or white space stand where they are not needed",
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
    references: &[SERVER_SRT, PLAYER_EXTERNAL_CAPTIONS, SRT_READERS],
    docs: DOCS,
    ..Rule::NEW
};
