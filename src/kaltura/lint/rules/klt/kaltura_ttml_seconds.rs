//! KLT008: the server cuts the fraction of a time such as `1.5s`.

use crate::format::Format;
use crate::kaltura::lint::references::SERVER_DFXP_TIMES;
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
    /// The server reads `1.5s` as one second. Cues start and end up to a second early, everywhere but
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
    /// Write `HH:MM:SS.mmm`. The fix does so if no element around the cue has times, and is safe.
    ///
    /// ## Where it comes from
    ///
    /// kaltura/server c447fdb3, `dfxpCaptionsContentManager.php`, lines 222 to 230
    /// (`parseDfxpStrTTTime`). Observed when the program was run (docs/platform.md names versions and
    /// dates).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT008",
    name: "kaltura-ttml-seconds",
    summary: "the server cuts the fraction of a time such as `1.5s`",
    severity: Severity::Warning,
    formats: &[Format::Ttml],
    fix: Some(Applicability::Safe),
    references: &[SERVER_DFXP_TIMES],
    docs: DOCS,
    document: Some(report::differences),
    ..Rule::NEW
};
