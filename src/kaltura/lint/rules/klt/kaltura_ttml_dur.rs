//! KLT009: the server misreads a duration.

use crate::format::Format;
use crate::kaltura::lint::references::SERVER_DFXP_TIMES;
use crate::kaltura::lint::report;
use crate::lint::Rule;
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds paragraphs without `end` whose `dur` is a clock time or has a unit other than seconds.
    ///
    /// ## Why
    ///
    /// The server reads the number at the start of `dur` as seconds. `00:00:02.500` is 0: the cue has
    /// no length and is not served. `2500ms` is 2500 seconds.
    ///
    /// ## Why it is an error
    ///
    /// Viewers do not see the cue, or see it for minutes.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en">
    /// <body><div>
    /// <p begin="00:00:01.000" dur="00:00:02.000">The harbour opens at six.</p>
    /// <p begin="00:00:04.000" end="00:00:06.000">Bring a coat.</p>
    /// </div></body>
    /// </tt>
    /// ```
    ///
    /// ```ttml,valid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en">
    /// <body><div>
    /// <p begin="00:00:01.000" end="00:00:03.000">The harbour opens at six.</p>
    /// <p begin="00:00:04.000" end="00:00:06.000">Bring a coat.</p>
    /// </div></body>
    /// </tt>
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write `end`. The fix does so if no element around the cue has times, and is safe.
    ///
    /// ## Where it comes from
    ///
    /// kaltura/server c447fdb3, `dfxpCaptionsContentManager.php` (`floatval` of `dur`, times 1000).
    /// Observed when the program was run (docs/platform.md names versions and dates).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT009",
    name: "kaltura-ttml-dur",
    summary: "the server misreads a duration",
    severity: Severity::Error,
    formats: &[Format::Ttml],
    fix: Some(Applicability::Safe),
    references: &[SERVER_DFXP_TIMES],
    docs: DOCS,
    document: Some(report::differences),
    ..Rule::NEW
};
