//! KLT041: a reader has a cue that the file does not.

use crate::format::Format;
use crate::kaltura::lint::references::SERVER_DFXP;
use crate::kaltura::lint::report;
use crate::lint::Rule;
use crate::lint::rule::docs;
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Finds cues that only the platform's readers see: a `p` in the head of a TTML file or without a
    /// region, times that the format does not allow.
    ///
    /// ## Why
    ///
    /// The text of such a cue comes up in the transcript and in search, or on the screen.
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
    /// Take the text out of the place where it stands.
    ///
    /// ## Where it comes from
    ///
    /// kaltura.md, section 2.3 (K313 there). Observed with kaltura/server c447fdb3 (2026-04-27),
    /// playkit-js 04ec0360 (2026-08-06).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT041",
    name: "kaltura-extra-cue",
    summary: "a reader has a cue that the file does not",
    severity: Severity::Warning,
    formats: &[Format::WebVtt, Format::Ttml],
    references: &[SERVER_DFXP],
    docs: DOCS,
    document: Some(report::differences),
    ..Rule::NEW
};
