//! SRT004: times with a full stop in front of the milliseconds.

use crate::format::Format;
use crate::lint::references::SRT_READERS;
use crate::lint::rule::docs;
use crate::lint::{Reference, Rule};
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds times such as `00:00:01.000`, which is how WebVTT writes them.
    ///
    /// ## Why
    ///
    /// The usual players read both. pycaption, which Kaltura's conversion job runs, raises an error on
    /// the full stop, and the clip tool does not recognise the line: a clip made from the video keeps
    /// the old times there.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:01.000 --> 00:00:03.000
    /// The harbour opens at six.
    /// ```
    ///
    /// ```srt,valid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// The harbour opens at six.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write a comma. The fix does so and is safe.
    ///
    /// ## Where it comes from
    ///
    /// Our measurement of twelve SRT readers; the Kaltura server's clip tool, which
    /// rewrites only lines with a comma.
}

pub(super) static RULE: Rule = Rule {
    code: "SRT004",
    name: "dot-milliseconds",
    summary: "milliseconds are set off by a full stop, not by a comma",
    severity: Severity::Warning,
    formats: &[Format::Srt],
    fix: Some(Applicability::Safe),
    passes_on: &["SRT_TIME_DOT"],
    references: &[
        SRT_READERS,
        Reference {
            title: "kaltura/server, kCaptionsContentManager.php (clips)",
            url: "https://github.com/kaltura/server/blob/c447fdb3eb6b/plugins/content/caption/base/lib/kCaptionsContentManager.php#L294-L331",
            read_on: "2026-11-22",
        },
    ],
    docs: DOCS,
    ..Rule::NEW
};
