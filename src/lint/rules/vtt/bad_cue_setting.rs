//! VTT005: cue settings that parsers ignore.

use crate::format::Format;
use crate::lint::Rule;
use crate::lint::references::{PLAYER_DISPLAY, WEBVTT_CUE_SETTINGS};
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds settings behind the times that WebVTT does not know, that are given twice, that have no
    /// value or one out of range, spellings of old drafts (`align:middle`), settings not set off by white
    /// space, and combinations that take a cue out of its region or leave its position open.
    ///
    /// ## Why
    ///
    /// Browsers skip a setting that they cannot read, so the cue stands somewhere else than was
    /// meant, and nobody is told. The Kaltura player knows the words of an old draft and ignores some of
    /// the current ones (`line-left`). A setting glued to the end time costs the whole cue on the Kaltura
    /// server.
    ///
    /// ## Example
    ///
    /// ```vtt,invalid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:03.000 align:centre
    /// The harbour opens at six.
    /// ```
    ///
    /// ```vtt,valid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:03.000 align:center
    /// The harbour opens at six.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Correct the setting or drop it. Respelling one is safe where the new spelling means the same;
    /// dropping one is unsafe, although parsers ignore it, because something was meant by it.
    ///
    /// ## Where it comes from
    ///
    /// W3C WebVTT, "WebVTT cue settings" (the form `name:value` is required since April 2026); Kaltura
    /// player source.
}

pub(super) static RULE: Rule = Rule {
    code: "VTT005",
    name: "bad-cue-setting",
    summary: "a cue setting is unknown, repeated, misspelt or out of range",
    severity: Severity::Error,
    formats: &[Format::WebVtt],
    fix: Some(Applicability::Safe),
    passes_on: &[
        "VTT_SETTINGS_SEPARATOR",
        "VTT_SETTING_FORM",
        "VTT_SETTING_UNKNOWN",
        "VTT_SETTING_DUPLICATE",
        "VTT_SETTING_VERTICAL",
        "VTT_SETTING_LINE",
        "VTT_SETTING_POSITION",
        "VTT_SETTING_SIZE",
        "VTT_SETTING_ALIGN",
        "VTT_SETTING_LEGACY",
        "VTT_PERCENTAGE_RANGE",
        "VTT_REGION_CONFLICT",
        "VTT_AUTO_POSITION",
    ],
    references: &[WEBVTT_CUE_SETTINGS, PLAYER_DISPLAY],
    docs: DOCS,
    ..Rule::NEW
};
