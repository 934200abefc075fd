//! KLT041: one of Kaltura's parsers reads a cue that the file does not have.

use crate::format::Format;
use crate::kaltura::lint::references::SERVER_DFXP;
use crate::kaltura::lint::report;
use crate::lint::Rule;
use crate::lint::rule::docs;
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Finds cues that only Kaltura's parsers read: a `p` in the head of a TTML file or without a
    /// region, or with times that the format does not allow.
    ///
    /// ## Why
    ///
    /// The text of such a cue appears in the transcript panel and in search, or on the screen.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en">
    /// <head><metadata><p>About this file</p></metadata></head>
    /// <body><div>
    /// <p begin="00:00:01.000" end="00:00:03.000">The harbour opens at six.</p>
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
    /// Remove the text from there.
    ///
    /// ## Where it comes from
    ///
    /// kaltura/server c447fdb3, `dfxpCaptionsContentManager.php`, lines 104 to 163 (every `p` of the
    /// document is a cue, wherever it is). Observed when the program was run (docs/platform.md names
    /// versions and dates).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT041",
    name: "kaltura-extra-cue",
    summary: "one of Kaltura's parsers reads a cue that the file does not have",
    severity: Severity::Warning,
    formats: &[Format::WebVtt, Format::Ttml],
    references: &[SERVER_DFXP],
    docs: DOCS,
    document: Some(report::differences),
    ..Rule::NEW
};
