//! KLT015: a cue that does not end after it starts is served nowhere.

use crate::format::Format;
use crate::kaltura::lint::references::SERVER_GENERATOR;
use crate::kaltura::lint::report;
use crate::lint::Rule;
use crate::lint::rule::docs;
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Finds SRT and TTML cues whose end is not after their start.
    ///
    /// ## Why
    ///
    /// The server leaves them out when it makes WebVTT of the file: they are missing from HLS, and from
    /// the player where that gets WebVTT. In the transcript and in search they stay.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:03,000 --> 00:00:03,000
    /// The harbour opens at six.
    ///
    /// 2
    /// 00:00:04,000 --> 00:00:06,000
    /// Bring a coat.
    /// ```
    ///
    /// ```srt,valid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// The harbour opens at six.
    ///
    /// 2
    /// 00:00:04,000 --> 00:00:06,000
    /// Bring a coat.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Give the cue a length. TIM001 and TIM002 speak of the same cue by its times.
    ///
    /// ## Where it comes from
    ///
    /// kaltura.md, section 3.1 (K010 there). Observed with kaltura/server c447fdb3 (2026-04-27).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT015",
    name: "kaltura-zero-length-dropped",
    summary: "a cue that does not end after it starts is served nowhere",
    severity: Severity::Warning,
    formats: &[Format::Srt, Format::Ttml],
    references: &[SERVER_GENERATOR],
    docs: DOCS,
    document: Some(report::differences),
    ..Rule::NEW
};
