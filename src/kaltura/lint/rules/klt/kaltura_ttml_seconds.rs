//! KLT008: the fraction of seconds in `1.5s` is cut off.

use crate::format::Format;
use crate::kaltura::lint::references::SERVER_DFXP;
use crate::kaltura::lint::report;
use crate::lint::Rule;
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds times in seconds with a fraction.
    ///
    /// ## Why
    ///
    /// The server reads `1.5s` as one second. Cues begin and end up to a second early, everywhere but
    /// in the packager.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en">
    /// <body><div>
    /// <p begin="1.5s" end="3.5s">The harbour opens at six.</p>
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
    /// kaltura.md, section 2.3 (K304 there). Observed with kaltura/server c447fdb3 (2026-04-27).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT008",
    name: "kaltura-ttml-seconds",
    summary: "the fraction of seconds in `1.5s` is cut off",
    severity: Severity::Warning,
    formats: &[Format::Ttml],
    fix: Some(Applicability::Safe),
    references: &[SERVER_DFXP],
    docs: DOCS,
    document: Some(report::differences),
    ..Rule::NEW
};
