//! KLT010: the frames of a time are ignored.

use crate::format::Format;
use crate::kaltura::lint::references::{PACKAGER_DFXP, SERVER_DFXP_TIMES, XML_TIME_PARSER};
use crate::kaltura::lint::report;
use crate::lint::Rule;
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds times such as `00:00:01:12`, whose last part counts frames.
    ///
    /// ## Why
    ///
    /// The server ignores the frames, so the cue is up to a second early. The packager assumes 30
    /// frames per second whatever `ttp:frameRate` is.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" ttp:frameRate="25" xml:lang="en">
    /// <body><div>
    /// <p begin="00:00:01:12" end="00:00:03:12">The harbour opens at six.</p>
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
    /// kaltura/server c447fdb3, `kXml.class.php`, lines 317 to 340 (a fourth part is not read);
    /// kaltura/nginx-vod-module 26f06877, `dfxp_format.c`, lines 76 to 224. Observed when these
    /// programs were run (docs/platform.md names versions and dates).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT010",
    name: "kaltura-ttml-frames",
    summary: "the frames of a time are ignored",
    severity: Severity::Warning,
    formats: &[Format::Ttml],
    fix: Some(Applicability::Safe),
    references: &[SERVER_DFXP_TIMES, XML_TIME_PARSER, PACKAGER_DFXP],
    docs: DOCS,
    document: Some(report::differences),
    ..Rule::NEW
};
