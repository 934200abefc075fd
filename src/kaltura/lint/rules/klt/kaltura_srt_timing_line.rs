//! KLT024: a timing line is not exactly as every reader wants it, and the cue is lost to some.

use crate::format::Format;
use crate::kaltura::lint::references::{PLAYER_SRT, SERVER_CLIP};
use crate::kaltura::lint::report;
use crate::lint::Rule;
use crate::lint::references::SERVER_SRT;
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds SRT timing lines other than `HH:MM:SS,mmm --> HH:MM:SS,mmm`: hours of one digit, no space
    /// or several around the arrow, a full stop, coordinates or text after the times.
    ///
    /// ## Why
    ///
    /// The player turns only that form into WebVTT and shows no cue of another. The server takes more
    /// of them, but loses a cue with anything after its times. The clip tool leaves a cue with a full
    /// stop at its old times.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 0:00:01,000 --> 00:00:03,000
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
    /// Write the line in full. The fix does so; it is unsafe where coordinates go with it, since other
    /// players use them.
    ///
    /// ## Where it comes from
    ///
    /// kaltura.md, sections 2.1, 3.5 and 5.2 (K102, K103, K104, K105, K106 there). Observed with
    /// kaltura/server c447fdb3 (2026-04-27), playkit-js 04ec0360 (2026-08-06).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT024",
    name: "kaltura-srt-timing-line",
    summary: "a timing line is not exactly as every reader wants it, and the cue is lost to some",
    severity: Severity::Error,
    formats: &[Format::Srt],
    fix: Some(Applicability::Safe),
    references: &[SERVER_SRT, SERVER_CLIP, PLAYER_SRT],
    docs: DOCS,
    document: Some(report::differences),
    ..Rule::NEW
};
