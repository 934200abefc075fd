//! KLT022: one of Kaltura's parsers reads another text, or less of it.

use super::formats::FORMATS;
use crate::kaltura::lint::references::{PLAYER_CUE_TEXT, SERVER_WEBVTT_TAGS};
use crate::kaltura::lint::report;
use crate::lint::Rule;
use crate::lint::rule::docs;
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Finds cues whose text a parser changes, for a reason that has no rule of its own.
    ///
    /// ## Why
    ///
    /// The parsers find tags in different ways. An apostrophe inside a tag (`<v O'Hara>`), for example,
    /// makes the upload check delete everything up to the next apostrophe.
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
    /// kaltura/server c447fdb3, `webVttCaptionsContentManager.php`, lines 26 to 39 (PHP's `strip_tags`,
    /// to which a quotation mark in a tag opens a value); kaltura/playkit-js 04ec0360,
    /// `text-track-display.ts`, lines 273 to 379. Observed when these programs were run
    /// (docs/platform.md names versions and dates).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT022",
    name: "kaltura-text-changed",
    summary: "one of Kaltura's parsers reads another text, or less of it",
    severity: Severity::Warning,
    formats: FORMATS,
    references: &[SERVER_WEBVTT_TAGS, PLAYER_CUE_TEXT],
    docs: DOCS,
    document: Some(report::differences),
    ..Rule::NEW
};
