//! KLT043: the transcript panel shows less of a text than the player.

use super::formats::FORMATS;
use crate::kaltura::lint::references::{TRANSCRIPT_PANEL, TRANSCRIPT_SANITIZE};
use crate::kaltura::lint::report;
use crate::lint::Rule;
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds cues whose text the player's transcript panel shows differently, or not at all, though the
    /// upload check and the player keep it.
    ///
    /// ## Why
    ///
    /// The panel decodes `&lt;`, `&gt;`, `&amp;`, `&quot;` and `&nbsp;`, and only then deletes all
    /// HTML. `press &lt;enter&gt; now` is escaped correctly and becomes `press now`; after `if x &lt;y`
    /// everything is gone. The text in `<textarea>`, `<script>` and `<style>` is deleted with the tags.
    /// A `<` with a space or a digit after it stays: `5 &lt; 6`, `I &lt;3 you`.
    ///
    /// ## Example
    ///
    /// ```vtt,invalid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:03.000
    /// Press &lt;enter&gt; to open the harbour.
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
    /// Write a space after the `<`, or use words. The fix inserts the space; it is unsafe, since it
    /// changes the text.
    ///
    /// ## Where it comes from
    ///
    /// kaltura/playkit-js-transcript v3.7.17 (80ac5763), `src/utils/utils.ts`, lines 61 to 72
    /// (`decodeString`), and `src/transcript-plugin.tsx` (`_sanitizeCaptions`), run with sanitize-html
    /// 2.17.5 on 2026-11-30.
}

pub(super) static RULE: Rule = Rule {
    code: "KLT043",
    name: "kaltura-transcript-text",
    summary: "the transcript panel shows less of a text than the player",
    severity: Severity::Warning,
    formats: FORMATS,
    fix: Some(Applicability::Unsafe),
    references: &[TRANSCRIPT_PANEL, TRANSCRIPT_SANITIZE],
    docs: DOCS,
    document: Some(report::differences),
    ..Rule::NEW
};
