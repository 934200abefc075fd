//! VTT012: cues in a region that is not defined.

use crate::format::Format;
use crate::lint::Rule;
use crate::lint::references::WEBVTT_CUE_SETTINGS;
use crate::lint::rule::docs;
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Finds cues whose `region:` setting names a region that is not defined before them.
    ///
    /// ## Why
    ///
    /// Parsers ignore the setting: the cue appears at the default place, over the lines of others.
    ///
    /// ## Why it is an error
    ///
    /// Viewers see the cue at the default place, where it may cover other text.
    ///
    /// ## Example
    ///
    /// ```vtt,invalid
    /// WEBVTT
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
    /// Define the region before the first cue, or correct its name. No fix is offered.
    ///
    /// ## Where it comes from
    ///
    /// W3C WebVTT, cue settings, region.
}

pub(super) static RULE: Rule = Rule {
    code: "VTT012",
    name: "undefined-region",
    summary: "a cue names a region that is not defined",
    severity: Severity::Error,
    formats: &[Format::WebVtt],
    passes_on: &["VTT_REGION_UNDEFINED"],
    references: &[WEBVTT_CUE_SETTINGS],
    docs: DOCS,
    ..Rule::NEW
};
