//! KLT016: a cue longer than a segment is missing from the segments in its middle.

use super::formats::FORMATS;
use crate::kaltura::lint::references::SERVER_SEGMENTS;
use crate::kaltura::lint::report;
use crate::lint::Rule;
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds cues that last over a whole HLS segment of 30 seconds.
    ///
    /// ## Why
    ///
    /// The server adds a cue to a segment only if the cue starts or ends in it. A cue from 0:10 to 1:50
    /// is absent from 0:30 to 1:30: viewers who start there, or whose player drops earlier segments,
    /// see nothing.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:01,000 --> 00:01:50,000
    /// The harbour opens at six.
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
    /// Split the cue into pieces of at most 30 seconds. The fix repeats the text and is unsafe: it
    /// makes more cues. In TTML it is not offered if an element around or in the paragraph has times,
    /// or if the paragraph has an id.
    ///
    /// ## Where it comes from
    ///
    /// kaltura/server c447fdb3, `kWebVTTGenerator.php`, lines 28 to 56 (30 seconds) and 79 to 82
    /// (starts or ends in the segment). Observed when the program was run (docs/platform.md names
    /// versions and dates).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT016",
    name: "kaltura-segment-span",
    summary: "a cue longer than a segment is missing from the segments in its middle",
    severity: Severity::Warning,
    formats: FORMATS,
    fix: Some(Applicability::Unsafe),
    references: &[SERVER_SEGMENTS],
    docs: DOCS,
    document: Some(report::differences),
    ..Rule::NEW
};
