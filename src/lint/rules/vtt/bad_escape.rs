//! VTT010: `&` and `<` that are neither markup nor escaped.

use crate::format::Format;
use crate::lint::rule::{ALL_KINDS, rule};
use crate::lint::{Reference, Rule, RuleMeta};
use crate::source::{Applicability, Severity};

rule! {
    /// ## What it does
    ///
    /// Finds `&` that begins no character reference, references without their semicolon, and `<` that
    /// begins no tag.
    ///
    /// ## Why
    ///
    /// Everything from `<` to the next `>` is a tag to the player: `I <3 you` is shown as `I`, and without
    /// a `>` the rest of the cue is lost. The Kaltura server deletes it from the transcript and the search
    /// index too. A bare `&` is shown as it stands by most readers and is an error in the format.
    ///
    /// ## Example
    ///
    /// ```vtt,invalid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:03.000
    /// Bed & breakfast at the harbour.
    /// ```
    ///
    /// ```vtt,valid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:03.000
    /// Bed &amp; breakfast at the harbour.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write `&amp;` and `&lt;`. The fix does so; it is safe where parsers show the character now.
    ///
    /// ## Where it comes from
    ///
    /// W3C WebVTT, "WebVTT caption or subtitle cue text"; Kaltura server source (`strip_tags`) and player
    /// source (`parseContent`).
    pub BadEscape {
        code: "VTT010",
        name: "bad-escape",
        summary: "`&` or `<` stands in the text without being escaped",
        severity: Severity::Error,
        formats: &[Format::WebVtt],
        kinds: ALL_KINDS,
        fix: Some(Applicability::Safe),
        passes_on: &[
            "VTT_TEXT_LT",
            "VTT_TEXT_AMP",
        ],
        references: &[
            Reference { title: "W3C WebVTT, WebVTT caption or subtitle cue text", read_on: "2026-11-22" },
            Reference { title: "Kaltura server source, WebVTT content manager", read_on: "2026-11-22" },
            Reference { title: "Kaltura player source, text-track-display.ts", read_on: "2026-11-22" },
        ],
    }
}

impl Rule for BadEscape {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }
}
