//! VTT009: times inside cue text that are malformed or out of order.

use crate::format::Format;
use crate::lint::Rule;
use crate::lint::references::WEBVTT_CUE_TEXT;
use crate::lint::rule::docs;
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Finds timestamps in cue text (`<00:00:02.000>`, as used for karaoke) that are not later than the
    /// start of the cue and the previous timestamp, that are not earlier than the end of the cue, or
    /// that are malformed.
    ///
    /// ## Why
    ///
    /// Browsers show the words after such a timestamp as past or as future for the whole cue. Such
    /// timestamps remain when cues are shifted and their text is not.
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
    /// Correct the timestamp, or remove it. `cuesmith retime` moves these timestamps together with the
    /// cue.
    ///
    /// ## Where it comes from
    ///
    /// W3C WebVTT, cue timestamps: between start and end, and increasing.
}

pub(super) static RULE: Rule = Rule {
    code: "VTT009",
    name: "bad-inline-timestamp",
    summary: "a timestamp in the text is malformed, out of order or outside the cue",
    severity: Severity::Warning,
    formats: &[Format::WebVtt],
    passes_on: &["VTT_CUE_TIMESTAMP_FORM", "VTT_CUE_TIMESTAMP_ORDER"],
    references: &[WEBVTT_CUE_TEXT],
    docs: DOCS,
    ..Rule::NEW
};
