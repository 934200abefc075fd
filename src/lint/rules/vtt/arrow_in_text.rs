//! VTT004: `-->` where no cue begins.

use crate::format::Format;
use crate::lint::rule::{ALL_KINDS, rule};
use crate::lint::{Reference, Rule, RuleMeta};
use crate::source::{Applicability, Severity};

rule! {
    /// ## What it does
    ///
    /// Finds `-->` in identifiers, comments, style sheets, region definitions, cue settings and cue text.
    ///
    /// ## Why
    ///
    /// A line with `-->` begins a cue, wherever it stands. If its times cannot be read, browsers and the
    /// Kaltura player drop the line and the rest of the block. The Kaltura server even takes timing
    /// lines inside a comment for real cues. In cue text it often comes about by accident: two dashes
    /// and a `>>` for a new speaker make `-->>`.
    ///
    /// ## Example
    ///
    /// ```vtt,invalid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:03.000
    /// Harbour --> market, every hour.
    /// ```
    ///
    /// ```vtt,valid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:03.000
    /// Harbour --&gt; market, every hour.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write `--&gt;` in cue text, `->` elsewhere. The fix does so and is unsafe: text that parsers drop
    /// now is shown from then on.
    ///
    /// ## Where it comes from
    ///
    /// W3C WebVTT, "WebVTT file structure"; Kaltura player and server source.
    pub ArrowInText {
        code: "VTT004",
        name: "arrow-in-text",
        summary: "`-->` stands outside a timing line",
        severity: Severity::Error,
        formats: &[Format::WebVtt],
        kinds: ALL_KINDS,
        fix: Some(Applicability::Unsafe),
        passes_on: &[
            "VTT_ARROW_IN_ID",
            "VTT_ARROW_IN_NOTE",
            "VTT_ARROW_IN_STYLE",
            "VTT_ARROW_IN_REGION",
            "VTT_ARROW_IN_SETTING",
            "VTT_ARROW_IN_PAYLOAD",
        ],
        references: &[
            Reference { title: "W3C WebVTT, WebVTT file structure", read_on: "2026-11-22" },
            Reference { title: "Kaltura player source, text-track-display.ts", read_on: "2026-11-22" },
            Reference { title: "Kaltura server source, WebVTT content manager", read_on: "2026-11-22" },
        ],
    }
}

impl Rule for ArrowInText {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }
}
