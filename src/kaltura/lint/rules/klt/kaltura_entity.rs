//! KLT030: a character reference is shown as it is written.

use crate::format::Format;
use crate::kaltura::lint::references::{PLAYER_CUE_TEXT, SERVER_GENERATOR};
use crate::kaltura::lint::report;
use crate::lint::Rule;
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds character references other than `&amp;`, `&lt;`, `&gt;`, `&lrm;`, `&rlm;` and `&nbsp;` in
    /// WebVTT, and any that the player decodes in SRT.
    ///
    /// ## Why
    ///
    /// The player decodes only these six. `&#39;`, `&quot;` and `&hellip;` are shown letter by letter.
    /// In SRT a reference is plain text, but the player decodes the six there too.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// Salt &amp; sand.
    ///
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
    /// Write the character itself. The fix does so in WebVTT and is safe.
    ///
    /// ## Where it comes from
    ///
    /// kaltura/playkit-js 04ec0360, `text-track-display.ts`, lines 273 to 379 (the list of six);
    /// kaltura/server c447fdb3, `kWebVTTGenerator.php`, lines 205 to 225 (what served WebVTT escapes).
    /// Observed when these programs were run (docs/platform.md names versions and dates).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT030",
    name: "kaltura-entity",
    summary: "a character reference is shown as it is written",
    severity: Severity::Warning,
    formats: &[Format::Srt, Format::WebVtt],
    fix: Some(Applicability::Safe),
    references: &[SERVER_GENERATOR, PLAYER_CUE_TEXT],
    docs: DOCS,
    document: Some(report::differences),
    ..Rule::NEW
};
