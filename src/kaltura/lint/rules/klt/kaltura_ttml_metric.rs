//! KLT011: the server does not know the unit of a time.

use crate::format::Format;
use crate::kaltura::lint::references::{SERVER_DFXP_TIMES, XML_TIME_PARSER};
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
    /// The server reads such a time as null. A cue without an end is not served; one without a begin is
    /// shown from 0 on.
    ///
    /// ## Why it is an error
    ///
    /// Viewers do not see the cue, or see it from the beginning of the video.
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
    /// Write `HH:MM:SS.mmm`. The fix does so if no element around the cue has times, and is safe.
    ///
    /// ## Where it comes from
    ///
    /// kaltura/server c447fdb3, `dfxpCaptionsContentManager.php`, lines 222 to 230, and
    /// `kXml.class.php`, lines 317 to 340: neither knows these units. Observed when the program was run
    /// (docs/platform.md names versions and dates).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT011",
    name: "kaltura-ttml-metric",
    summary: "the server does not know the unit of a time",
    severity: Severity::Error,
    formats: &[Format::Ttml],
    fix: Some(Applicability::Safe),
    references: &[SERVER_DFXP_TIMES, XML_TIME_PARSER],
    docs: DOCS,
    document: Some(report::differences),
    ..Rule::NEW
};
