//! KLT004: a fraction of one or two digits is read as milliseconds.

use crate::format::Format;
use crate::kaltura::lint::references::SERVER_SRT;
use crate::kaltura::lint::report;
use crate::lint::Rule;
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds SRT times whose fraction has fewer than three digits.
    ///
    /// ## Why
    ///
    /// Most people who write `,5` mean half a second. The server reads 5 ms, and `,50` as 50 ms: the
    /// cue is early in the transcript panel, in search and in HLS. The player does not show it at all.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:01,5 --> 00:00:03,5
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
    /// Write three digits. The fix reads the fraction as a decimal, and is unsafe: the server reads it
    /// as a count of milliseconds.
    ///
    /// ## Where it comes from
    ///
    /// kaltura/server c447fdb3, `srtCaptionsContentManager.php`, lines 40 to 92 (the digits are a
    /// number of milliseconds). Observed when the program was run (docs/platform.md names versions and
    /// dates).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT004",
    name: "kaltura-srt-fraction",
    summary: "a fraction of one or two digits is read as milliseconds",
    severity: Severity::Warning,
    formats: &[Format::Srt],
    fix: Some(Applicability::Unsafe),
    references: &[SERVER_SRT],
    docs: DOCS,
    document: Some(report::differences),
    ..Rule::NEW
};
