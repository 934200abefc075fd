//! KLT036: a time of one or two parts is read as hours and minutes.

use crate::format::Format;
use crate::kaltura::lint::references::{SERVER_DFXP_TIMES, XML_TIME_PARSER};
use crate::kaltura::lint::report;
use crate::lint::Rule;
use crate::lint::rule::docs;
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Finds times such as `01:02` and `5`.
    ///
    /// ## Why
    ///
    /// The server reads the parts of a clock time from the left: hours, minutes, seconds. `01:02` is
    /// one hour and two minutes, `5` is five hours.
    ///
    /// ## Why it is an error
    ///
    /// Viewers do not see the cue while the words are spoken: it is hours away.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en">
    /// <body><div>
    /// <p begin="00:01" end="00:03">The harbour opens at six.</p>
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
    /// Write `HH:MM:SS.mmm`. No fix is offered: TTML has no such times, and the file does not show
    /// which time was meant.
    ///
    /// ## Where it comes from
    ///
    /// kaltura/server c447fdb3, `dfxpCaptionsContentManager.php`, lines 222 to 230, and
    /// `kXml.class.php`, lines 317 to 340 (`timeToInteger`). Observed when the program was run
    /// (docs/platform.md names versions and dates).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT036",
    name: "kaltura-ttml-clock-parts",
    summary: "a time of one or two parts is read as hours and minutes",
    severity: Severity::Error,
    formats: &[Format::Ttml],
    references: &[SERVER_DFXP_TIMES, XML_TIME_PARSER],
    docs: DOCS,
    document: Some(report::differences),
    ..Rule::NEW
};
