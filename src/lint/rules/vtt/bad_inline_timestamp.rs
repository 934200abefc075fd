//! VTT009: times inside cue text that are misspelt or out of order.

use crate::format::Format;
use crate::lint::rule::{ALL_KINDS, rule};
use crate::lint::{Reference, Rule, RuleMeta};
use crate::source::Severity;

rule! {
    /// ## What it does
    ///
    /// Finds times inside cue text (`<00:00:02.000>`, as for karaoke) that are not later than the start of
    /// the cue and the time before them, that are not earlier than its end, or that are misspelt.
    ///
    /// ## Why
    ///
    /// Browsers show the words behind such a time as past or as future, at once and for good. Such times
    /// remain when cues are shifted and their text is not.
    ///
    /// ## Example
    ///
    /// ```vtt,invalid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:03.000
    /// The harbour <00:00:05.000>opens at six.
    /// ```
    ///
    /// ```vtt,valid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:03.000
    /// The harbour <00:00:02.000>opens at six.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Set the time again, or take it out. `cuesmith retime` moves these times together with the cue.
    ///
    /// ## Where it comes from
    ///
    /// W3C WebVTT, "WebVTT cue timestamp": strictly between start and end, and increasing.
    pub BadInlineTimestamp {
        code: "VTT009",
        name: "bad-inline-timestamp",
        summary: "a time inside the text is misspelt, out of order or outside the cue",
        severity: Severity::Error,
        formats: &[Format::WebVtt],
        kinds: ALL_KINDS,
        passes_on: &[
            "VTT_CUE_TIMESTAMP_FORM",
            "VTT_CUE_TIMESTAMP_ORDER",
        ],
        references: &[
            Reference { title: "W3C WebVTT, WebVTT caption or subtitle cue text", read_on: "2026-11-22" },
        ],
    }
}

impl Rule for BadInlineTimestamp {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }
}
