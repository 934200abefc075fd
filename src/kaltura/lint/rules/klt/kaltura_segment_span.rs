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
    /// Finds cues that reach over a whole HLS segment of 30 seconds.
    ///
    /// ## Why
    ///
    /// The server puts a cue into a segment only if its start or its end lies inside. A cue from 0:10
    /// to 1:50 is absent from 0:30 to 1:30: who starts there, or whose player forgets, sees nothing.
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
    /// Cut the cue into pieces of at most 30 seconds. The fix repeats the text and is unsafe: it makes
    /// more cues. In TTML it is not offered where something around or in the paragraph has times, or
    /// where it has an id.
    ///
    /// ## Where it comes from
    ///
    /// kaltura.md, section 3.3 (K011 there). Observed with kaltura/server c447fdb3 (2026-04-27).
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
