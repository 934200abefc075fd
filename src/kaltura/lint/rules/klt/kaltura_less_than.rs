//! KLT029: a `<` in a text hides what follows.

use crate::format::Format;
use crate::kaltura::lint::references::PLAYER_CUE_TEXT;
use crate::kaltura::lint::report;
use crate::lint::Rule;
use crate::lint::references::SERVER_WEBVTT;
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds `<` that is text and not the start of a tag.
    ///
    /// ## Why
    ///
    /// The player takes every `<` for a tag that reaches to the next `>` or to the end of the cue: `I
    /// <3 you` is shown as `I`. The server cuts the same text out of transcript and search when no
    /// blank follows the `<`.
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
    /// Write `&lt;` in WebVTT (VTT010 does). SRT has no spelling for it: the fix writes `‹`, and is
    /// unsafe, since it is another character.
    ///
    /// ## Where it comes from
    ///
    /// kaltura.md, sections 2.2, 5.4 and 13.3 (K012 there). Observed with kaltura/server c447fdb3
    /// (2026-04-27), playkit-js 04ec0360 (2026-08-06).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT029",
    name: "kaltura-less-than",
    summary: "a `<` in a text hides what follows",
    severity: Severity::Error,
    formats: &[Format::Srt, Format::WebVtt],
    fix: Some(Applicability::Unsafe),
    references: &[SERVER_WEBVTT, PLAYER_CUE_TEXT],
    docs: DOCS,
    document: Some(report::differences),
    ..Rule::NEW
};
