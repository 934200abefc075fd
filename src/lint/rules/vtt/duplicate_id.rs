//! VTT013: cue identifiers that are used twice.

use crate::format::Format;
use crate::lint::Rule;
use crate::lint::references::WEBVTT_FILE_STRUCTURE;
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds cues with an identifier that an earlier cue of the file has.
    ///
    /// ## Why
    ///
    /// Scripts and style sheets find a cue by its identifier (`getCueById`, `::cue(#intro)`) and get
    /// the first one with that name. Numbers that repeat usually mean that files were joined.
    ///
    /// ## Example
    ///
    /// ```vtt,invalid
    /// WEBVTT
    ///
    /// intro
    /// 00:00:01.000 --> 00:00:03.000
    /// The harbour opens at six.
    ///
    /// intro
    /// 00:00:04.000 --> 00:00:06.000
    /// Bring a coat.
    /// ```
    ///
    /// ```vtt,valid
    /// WEBVTT
    ///
    /// intro
    /// 00:00:01.000 --> 00:00:03.000
    /// The harbour opens at six.
    ///
    /// coat
    /// 00:00:04.000 --> 00:00:06.000
    /// Bring a coat.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Give the second cue another identifier, or none: WebVTT does not require one. The fix removes
    /// the second identifier and is unsafe, since a script may use it.
    ///
    /// ## Where it comes from
    ///
    /// W3C WebVTT, file structure: an identifier must be unique in its file.
}

pub(super) static RULE: Rule = Rule {
    code: "VTT013",
    name: "duplicate-id",
    summary: "two cues have the same identifier",
    severity: Severity::Warning,
    formats: &[Format::WebVtt],
    fix: Some(Applicability::Unsafe),
    passes_on: &["VTT_ID_DUPLICATE"],
    references: &[WEBVTT_FILE_STRUCTURE],
    docs: DOCS,
    ..Rule::NEW
};
