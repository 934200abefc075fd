//! VTT001: files without the `WEBVTT` signature.

use crate::format::Format;
use crate::lint::Rule;
use crate::lint::references::WEBVTT_FILE_STRUCTURE;
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds WebVTT files that do not begin with `WEBVTT` in capitals, followed by a space, a tab or
    /// the end of the line. Blank lines and other text before it count as a missing signature.
    ///
    /// ## Why
    ///
    /// Without the signature browsers read no cue. The file is checked here as if the signature were
    /// present, so that the rest is reported as well.
    ///
    /// ## Why it is an error
    ///
    /// Viewers see no captions: browsers read nothing of the file.
    ///
    /// ## Example
    ///
    /// ```vtt,invalid
    /// webvtt
    ///
    /// 00:00:01.000 --> 00:00:03.000
    /// The harbour opens at six.
    /// ```
    ///
    /// ```vtt,valid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:03.000
    /// The harbour opens at six.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write `WEBVTT` and a blank line at the very start of the file. The fix adds or corrects the
    /// signature; it is unsafe, because a file that shows nothing now will show its cues. Separating
    /// the signature from a word that follows it is safe.
    ///
    /// ## Where it comes from
    ///
    /// W3C WebVTT, file structure, and the first steps of file parsing.
}

pub(super) static RULE: Rule = Rule {
    code: "VTT001",
    name: "missing-header",
    summary: "the file does not begin with the `WEBVTT` signature",
    severity: Severity::Error,
    formats: &[Format::WebVtt],
    fix: Some(Applicability::Safe),
    passes_on: &["VTT_SIGNATURE_MISSING", "VTT_SIGNATURE_SEPARATOR"],
    references: &[WEBVTT_FILE_STRUCTURE],
    docs: DOCS,
    ..Rule::NEW
};
