//! VTT003: blocks without a blank line before them.

use crate::format::Format;
use crate::lint::Rule;
use crate::lint::references::WEBVTT_FILE_STRUCTURE;
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds a first cue directly below the header, and cues whose timing line directly follows the
    /// text of the previous cue.
    ///
    /// ## Why
    ///
    /// Parsers do not agree on such a file. Browsers begin a new cue at the times; other parsers show
    /// the times and the text of the second cue as text of the first, or take everything up to the
    /// first blank line for the header.
    ///
    /// ## Why it is an error
    ///
    /// In ffmpeg and players built on it viewers see the times and the text of the second cue in the
    /// first; players built on vtt.js (hls.js, video.js) read a cue directly below the header as part
    /// of the header. Where nothing follows the header, it is information.
    ///
    /// ## Example
    ///
    /// ```vtt,invalid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:03.000
    /// The harbour opens at six.
    /// 00:00:04.000 --> 00:00:06.000
    /// Bring a coat.
    /// ```
    ///
    /// ```vtt,valid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:03.000
    /// The harbour opens at six.
    ///
    /// 00:00:04.000 --> 00:00:06.000
    /// Bring a coat.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Insert a blank line. The fix does so and is safe.
    ///
    /// ## Where it comes from
    ///
    /// W3C WebVTT, file structure.
}

pub(super) static RULE: Rule = Rule {
    code: "VTT003",
    name: "missing-block-separator",
    summary: "a blank line is missing after the header or between cues",
    severity: Severity::Error,
    formats: &[Format::WebVtt],
    fix: Some(Applicability::Safe),
    passes_on: &["VTT_HEADER_BLANK_LINE", "VTT_HEADER_END", "VTT_BLOCK_SEPARATOR"],
    references: &[WEBVTT_FILE_STRUCTURE],
    docs: DOCS,
    ..Rule::NEW
};
