//! KLT015: a cue that does not end after it starts is not served.

use crate::format::Format;
use crate::kaltura::lint::references::SERVER_GENERATOR_DROP;
use crate::kaltura::lint::report;
use crate::lint::Rule;
use crate::lint::rule::docs;
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Finds SRT and TTML cues that do not end after they start.
    ///
    /// ## Why
    ///
    /// The server omits them from served WebVTT: they are missing from HLS, and from the player where
    /// it gets served WebVTT. In the transcript panel and in search they stay.
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
    /// Give the cue a length. TIM001 and TIM002 report the times of the same cue.
    ///
    /// ## Where it comes from
    ///
    /// kaltura/server c447fdb3, `kWebVTTGenerator.php`, line 84. Observed when the program was run
    /// (docs/platform.md names versions and dates).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT015",
    name: "kaltura-zero-length-dropped",
    summary: "a cue that does not end after it starts is not served",
    severity: Severity::Warning,
    formats: &[Format::Srt, Format::Ttml],
    references: &[SERVER_GENERATOR_DROP],
    docs: DOCS,
    document: Some(report::differences),
    ..Rule::NEW
};
