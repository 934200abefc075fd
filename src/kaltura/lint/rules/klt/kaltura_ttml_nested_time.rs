//! KLT012: times are not on the paragraph itself.

use crate::format::Format;
use crate::kaltura::lint::references::SERVER_DFXP_TIMES;
use crate::kaltura::lint::report;
use crate::lint::Rule;
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds cues whose times come from a `span`, or from a `div` or `body` around them, and paragraphs
    /// without an end.
    ///
    /// ## Why
    ///
    /// The server reads `begin`, `end` and `dur` on `p` only. It ignores the times of a `span`, does
    /// not add those of a `div`, and gives a paragraph without an end no length: such a cue is not
    /// served, or at another time.
    ///
    /// ## Why it is an error
    ///
    /// Viewers do not see the cue, or see it at another time.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en">
    /// <body><div>
    /// <p><span begin="00:00:01.000" end="00:00:03.000">The harbour opens at six.</span></p>
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
    /// Write both times on each `p`, counted from the start of the video. The fix does so for the whole
    /// document at once if each `p` is one cue with an end; otherwise KLT042 rewrites the file.
    ///
    /// ## Where it comes from
    ///
    /// kaltura/server c447fdb3, `dfxpCaptionsContentManager.php`, lines 104 to 230 (attributes of `p`).
    /// Observed when the program was run (docs/platform.md names versions and dates).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT012",
    name: "kaltura-ttml-nested-time",
    summary: "times are not on the paragraph itself",
    severity: Severity::Error,
    formats: &[Format::Ttml],
    fix: Some(Applicability::Safe),
    references: &[SERVER_DFXP_TIMES],
    docs: DOCS,
    document: Some(report::differences),
    ..Rule::NEW
};
