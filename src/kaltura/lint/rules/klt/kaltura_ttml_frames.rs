//! KLT010: frames in a time are left out.

use crate::format::Format;
use crate::kaltura::lint::references::{PACKAGER, SERVER_DFXP};
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
    /// The server leaves the frames out, so that the cue comes up to a second early. The packager
    /// counts 30 frames a second whatever `ttp:frameRate` says.
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
    /// Write `HH:MM:SS.mmm`. The fix does so where no element around the cue has times, and is safe.
    ///
    /// ## Where it comes from
    ///
    /// kaltura.md, sections 2.3 and 5.8 (K304 there). Observed with kaltura/server c447fdb3
    /// (2026-04-27), nginx-vod-module 26f06877 (2024-03-18; read, not run).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT010",
    name: "kaltura-ttml-frames",
    summary: "frames in a time are left out",
    severity: Severity::Warning,
    formats: &[Format::Ttml],
    fix: Some(Applicability::Safe),
    references: &[SERVER_DFXP, PACKAGER],
    docs: DOCS,
    document: Some(report::differences),
    ..Rule::NEW
};
