//! VTT008: voice and language tags that name nothing.

use crate::format::Format;
use crate::lint::rule::{ALL_KINDS, rule};
use crate::lint::{Reference, Rule, RuleMeta};
use crate::source::Severity;

rule! {
    /// ## What it does
    ///
    /// Finds `<v>` without the name of a speaker and `<lang>` without a language.
    ///
    /// ## Why
    ///
    /// Both tags exist for what they name. Without it they do nothing, and the name of the speaker has
    /// most likely been lost on the way from another format.
    ///
    /// ## Example
    ///
    /// ```vtt,invalid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:03.000
    /// <v>The harbour opens at six.
    /// ```
    ///
    /// ```vtt,valid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:03.000
    /// <v Ann>The harbour opens at six.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write the name, or take the tag out. No fix is offered: the name is not in the file.
    ///
    /// ## Where it comes from
    ///
    /// W3C WebVTT, "WebVTT caption or subtitle cue text": both annotations are required.
    pub EmptyVoice {
        code: "VTT008",
        name: "empty-voice",
        summary: "a `<v>` or `<lang>` tag names no speaker or language",
        severity: Severity::Error,
        formats: &[Format::WebVtt],
        kinds: ALL_KINDS,
        passes_on: &[
            "VTT_ANNOTATION_MISSING",
        ],
        references: &[
            Reference { title: "W3C WebVTT, WebVTT caption or subtitle cue text", read_on: "2026-11-22" },
        ],
    }
}

impl Rule for EmptyVoice {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }
}
