//! VTT015: REGION blocks that do not define what they seem to.

use crate::format::Format;
use crate::lint::rule::docs;
use crate::lint::{Reference, Rule};
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds regions without an `id` or with one that is already used, region settings that are
    /// unknown, repeated or out of range, and regions that no cue uses (info).
    ///
    /// ## Why
    ///
    /// Parsers skip a setting that they cannot read and use the default: a region of full width and
    /// three lines at the bottom. No cue can name a region without an `id`.
    ///
    /// ## Why it is an error
    ///
    /// Viewers see the cues of the region in another place or size. Settings that WebVTT does not have
    /// or that are repeated are a warning, a region that no cue uses is information.
    ///
    /// ## Example
    ///
    /// ```vtt,invalid
    /// WEBVTT
    ///
    /// REGION
    /// id:top
    /// width:60
    ///
    /// 00:00:01.000 --> 00:00:03.000 region:top
    /// The harbour opens at six.
    /// ```
    ///
    /// ```vtt,valid
    /// WEBVTT
    ///
    /// REGION
    /// id:top
    /// width:60%
    ///
    /// 00:00:01.000 --> 00:00:03.000 region:top
    /// The harbour opens at six.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Correct the definition: `id`, `width` in percent, `lines` as a whole number, `regionanchor` and
    /// `viewportanchor` as two percentages, `scroll:up`, each once. Only a region that no cue uses has
    /// a fix: it removes the region and is unsafe.
    ///
    /// ## Where it comes from
    ///
    /// W3C WebVTT, region settings.
}

pub(super) static RULE: Rule = Rule {
    code: "VTT015",
    name: "region-definition",
    summary: "a region definition is incomplete, repeated or malformed",
    severity: Severity::Error,
    formats: &[Format::WebVtt],
    fix: Some(Applicability::Unsafe),
    passes_on: &[
        "VTT_REGION_ID_MISSING",
        "VTT_REGION_ID_DUPLICATE",
        "VTT_REGION_SETTING_FORM",
        "VTT_REGION_SETTING_UNKNOWN",
        "VTT_REGION_SETTING_DUPLICATE",
        "VTT_REGION_SETTING_VALUE",
        "VTT_REGION_UNUSED",
    ],
    lowered: &[
        ("VTT_REGION_SETTING_FORM", Severity::Warning),
        ("VTT_REGION_SETTING_UNKNOWN", Severity::Warning),
        ("VTT_REGION_SETTING_DUPLICATE", Severity::Warning),
    ],
    references: &[Reference {
        title: "W3C WebVTT, section 4.3, region settings",
        url: "https://w3c.github.io/webvtt/#webvtt-region-settings-list",
        read_on: "2026-11-22",
    }],
    docs: DOCS,
    ..Rule::NEW
};
