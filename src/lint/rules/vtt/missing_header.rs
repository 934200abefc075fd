//! VTT001: files without the `WEBVTT` signature.

use crate::format::Format;
use crate::lint::Rule;
use crate::lint::references::{SERVER_WEBVTT, WEBVTT_FILE_STRUCTURE};
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds WebVTT files that do not begin with `WEBVTT` in capitals, followed by a space, a tab or the
    /// end of the line. Blank lines and other text in front count as a missing signature.
    ///
    /// ## Why
    ///
    /// Without the signature browsers read no cue, and the Kaltura server sets the asset to ERROR. The
    /// file is checked here as if the signature were there, so that the rest is seen as well.
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
    /// Write `WEBVTT` and a blank line at the very start of the file. The fix adds or respells the
    /// signature; it is unsafe, because a file that shows nothing now shows its cues from then on.
    /// Setting the signature off from a word behind it is safe.
    ///
    /// ## Where it comes from
    ///
    /// W3C WebVTT, "WebVTT file structure" and the first steps of "WebVTT file parsing". Kaltura server
    /// source: the first line must be `WEBVTT` or begin with `WEBVTT` and a space.
}

pub(super) static RULE: Rule = Rule {
    code: "VTT001",
    name: "missing-header",
    summary: "the file does not begin with the `WEBVTT` signature",
    severity: Severity::Error,
    formats: &[Format::WebVtt],
    fix: Some(Applicability::Safe),
    passes_on: &["VTT_SIGNATURE_MISSING", "VTT_SIGNATURE_SEPARATOR"],
    references: &[WEBVTT_FILE_STRUCTURE, SERVER_WEBVTT],
    docs: DOCS,
    ..Rule::NEW
};
