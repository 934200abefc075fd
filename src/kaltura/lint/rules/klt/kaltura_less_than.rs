//! KLT029: a `<` in a text hides what follows it.

use crate::format::Format;
use crate::kaltura::lint::references::{PLAYER_CUE_TEXT, SERVER_WEBVTT_TAGS};
use crate::kaltura::lint::report;
use crate::lint::Rule;
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds `<` that is text and not the start of a tag.
    ///
    /// ## Why
    ///
    /// For the player every `<` starts a tag that ends at the next `>` or at the end of the cue: `I <3
    /// you` is shown as `I`. The upload check, and with it the transcript panel and search, cuts the
    /// same text if no space follows the `<`.
    ///
    /// ## Why it is an error
    ///
    /// Viewers see only the text before the `<`.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// I <3 the harbour.
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
    /// Write `&lt;` in WebVTT (VTT010 does). SRT cannot escape it: the fix writes `‹`, and is unsafe,
    /// since that is another character.
    ///
    /// ## Where it comes from
    ///
    /// kaltura/playkit-js 04ec0360, `text-track-display.ts`, lines 273 to 379; kaltura/server c447fdb3,
    /// `webVttCaptionsContentManager.php`, lines 26 to 39 (PHP's `strip_tags`). Observed when these
    /// programs were run (docs/platform.md names versions and dates).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT029",
    name: "kaltura-less-than",
    summary: "a `<` in a text hides what follows it",
    severity: Severity::Error,
    formats: &[Format::Srt, Format::WebVtt],
    fix: Some(Applicability::Unsafe),
    references: &[SERVER_WEBVTT_TAGS, PLAYER_CUE_TEXT],
    docs: DOCS,
    document: Some(report::differences),
    ..Rule::NEW
};
