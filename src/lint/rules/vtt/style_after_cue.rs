//! VTT011: STYLE and REGION blocks that come too late.

use crate::format::Format;
use crate::lint::Rule;
use crate::lint::references::WEBVTT_FILE_STRUCTURE;
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds STYLE and REGION blocks after the first cue.
    ///
    /// ## Why
    ///
    /// Parsers stop looking for them at the first cue. Later ones are ignored, so that colors and
    /// regions are silently missing.
    ///
    /// ## Why it is an error
    ///
    /// Viewers see the captions without their colors and regions: browsers ignore the block.
    ///
    /// ## Example
    ///
    /// ```vtt,invalid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:03.000
    /// <c.loud>The harbour</c> opens at six.
    ///
    /// STYLE
    /// ::cue(.loud) { color: yellow }
    /// ```
    ///
    /// ```vtt,valid
    /// WEBVTT
    ///
    /// STYLE
    /// ::cue(.loud) { color: yellow }
    ///
    /// 00:00:01.000 --> 00:00:03.000
    /// <c.loud>The harbour</c> opens at six.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Move the block before the first cue. The fix does so and is unsafe: the block then takes effect.
    ///
    /// ## Where it comes from
    ///
    /// W3C WebVTT, file structure, and file parsing (the flag that a cue was seen).
}

pub(super) static RULE: Rule = Rule {
    code: "VTT011",
    name: "style-after-cue",
    summary: "a STYLE or REGION block is after the first cue",
    severity: Severity::Error,
    formats: &[Format::WebVtt],
    fix: Some(Applicability::Unsafe),
    passes_on: &["VTT_BLOCK_ORDER"],
    references: &[WEBVTT_FILE_STRUCTURE],
    docs: DOCS,
    ..Rule::NEW
};
