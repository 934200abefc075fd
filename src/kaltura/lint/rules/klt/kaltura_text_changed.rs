//! KLT022: a reader has another text, or less of it.

use super::formats::FORMATS;
use crate::kaltura::lint::references::PLAYER_CUE_TEXT;
use crate::kaltura::lint::report;
use crate::lint::Rule;
use crate::lint::references::SERVER_WEBVTT;
use crate::lint::rule::docs;
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Finds cues of which a reader keeps another text, for a reason that has no rule of its own.
    ///
    /// ## Why
    ///
    /// Tags are taken apart in different ways. An apostrophe inside a tag (`<v O'Hara>`), for one,
    /// makes the server delete everything up to the next one.
    ///
    /// ## Example
    ///
    /// ```vtt,invalid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:03.000
    /// <v O'Hara>The harbour opens at six.
    ///
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
    /// Write the text without the markup that the message names.
    ///
    /// ## Where it comes from
    ///
    /// kaltura.md, sections 2.2, 5.4 and 13.4 (K002, K003 there). Observed with kaltura/server c447fdb3
    /// (2026-04-27), playkit-js 04ec0360 (2026-08-06).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT022",
    name: "kaltura-text-changed",
    summary: "a reader has another text, or less of it",
    severity: Severity::Warning,
    formats: FORMATS,
    references: &[SERVER_WEBVTT, PLAYER_CUE_TEXT],
    docs: DOCS,
    document: Some(report::differences),
    ..Rule::NEW
};
