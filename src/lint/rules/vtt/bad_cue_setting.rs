//! VTT005: cue settings that parsers ignore.

use crate::format::Format;
use crate::lint::Rule;
use crate::lint::references::WEBVTT_CUE_SETTINGS;
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds cue settings that WebVTT does not know, that are repeated, that have no value or one
    /// out of range, values of old drafts (`align:middle`), settings that are not separated by white
    /// space, and combinations that take a cue out of its region or leave its position undefined.
    ///
    /// ## Why
    ///
    /// Browsers silently skip a setting that they cannot read, so the cue appears somewhere else than
    /// intended.
    ///
    /// ## Why it is an error
    ///
    /// Viewers see the cue in another place than intended: browsers skip the setting. Settings that
    /// WebVTT does not have or that are repeated as they are, `align:middle` (centered anyway),
    /// fractions of lines and a missing position are a warning.
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
    /// Correct the setting or remove it. Rewriting one is safe if the new form means the same; removing
    /// one is unsafe, although parsers ignore it, because its author meant something by it.
    ///
    /// ## Where it comes from
    ///
    /// W3C WebVTT, cue settings (the form `name:value` is required since April 2026).
}

pub(super) static RULE: Rule = Rule {
    code: "VTT005",
    name: "bad-cue-setting",
    summary: "a cue setting is unknown, repeated, malformed or out of range",
    severity: Severity::Error,
    formats: &[Format::WebVtt],
    fix: Some(Applicability::Safe),
    passes_on: &[
        "VTT_SETTINGS_SEPARATOR",
        "VTT_SETTING_FORM",
        "VTT_SETTING_UNKNOWN",
        "VTT_SETTING_DUPLICATE",
        "VTT_SETTING_REPEATED",
        "VTT_SETTING_VERTICAL",
        "VTT_SETTING_LINE",
        "VTT_LINE_FRACTION",
        "VTT_SETTING_POSITION",
        "VTT_SETTING_SIZE",
        "VTT_SETTING_ALIGN",
        "VTT_SETTING_LEGACY",
        "VTT_ALIGN_MIDDLE",
        "VTT_PERCENTAGE_RANGE",
        "VTT_REGION_CONFLICT",
        "VTT_AUTO_POSITION",
    ],
    lowered: &[
        ("VTT_SETTING_UNKNOWN", Severity::Warning),
        ("VTT_SETTING_REPEATED", Severity::Warning),
        ("VTT_LINE_FRACTION", Severity::Warning),
        ("VTT_ALIGN_MIDDLE", Severity::Warning),
        ("VTT_AUTO_POSITION", Severity::Warning),
    ],
    references: &[WEBVTT_CUE_SETTINGS],
    docs: DOCS,
    ..Rule::NEW
};
