//! KLT009: a duration that the server reads as another one.

use crate::format::Format;
use crate::kaltura::lint::references::SERVER_DFXP;
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
    /// The server takes the number at the start of `dur` for seconds. `00:00:02.500` is 0: the cue has
    /// no length and is served nowhere. `2500ms` is 2500 seconds.
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
    /// Write `end`. The fix does so where no element around the cue has times, and is safe.
    ///
    /// ## Where it comes from
    ///
    /// kaltura.md, section 2.3 (K305 there). Observed with kaltura/server c447fdb3 (2026-04-27).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT009",
    name: "kaltura-ttml-dur",
    summary: "a duration that the server reads as another one",
    severity: Severity::Error,
    formats: &[Format::Ttml],
    fix: Some(Applicability::Safe),
    references: &[SERVER_DFXP],
    docs: DOCS,
    document: Some(report::differences),
    ..Rule::NEW
};
