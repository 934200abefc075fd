//! KLT011: a time in a unit that the server does not know.

use crate::format::Format;
use crate::kaltura::lint::references::SERVER_DFXP;
use crate::kaltura::lint::report;
use crate::lint::Rule;
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds times in milliseconds, frames, ticks, minutes or hours (`1500ms`, `36f`, `15000t`, `2m`,
    /// `1h`), and those with a comma.
    ///
    /// ## Why
    ///
    /// The server has a null in their place. A cue without an end is served nowhere; one without a
    /// begin comes at the very start.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en">
    /// <body><div>
    /// <p begin="1500ms" end="3500ms">The harbour opens at six.</p>
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
    /// Write `HH:MM:SS.mmm`. The fix does so where no element around the cue has times, and is safe.
    ///
    /// ## Where it comes from
    ///
    /// kaltura.md, sections 2.3 and 13.5 (K304 there). Observed with kaltura/server c447fdb3
    /// (2026-04-27).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT011",
    name: "kaltura-ttml-metric",
    summary: "a time in a unit that the server does not know",
    severity: Severity::Error,
    formats: &[Format::Ttml],
    fix: Some(Applicability::Safe),
    references: &[SERVER_DFXP],
    docs: DOCS,
    document: Some(report::differences),
    ..Rule::NEW
};
