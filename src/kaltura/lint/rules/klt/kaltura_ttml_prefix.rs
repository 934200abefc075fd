//! KLT007: the server does not recognize elements with a prefix.

use crate::format::Format;
use crate::kaltura::lint::references::SERVER_DFXP_TEXT;
use crate::kaltura::lint::report;
use crate::lint::Rule;
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds cues in elements such as `tt:p`, `tt:span` and `tt:br`.
    ///
    /// ## Why
    ///
    /// The server compares names as they are written, prefix included. `tt:p` is not a `p` to it: a
    /// file written like that throughout gets status ERROR, and a mixed one loses words and line
    /// breaks. EBU-TT and many IMSC files are written like that.
    ///
    /// ## Why it is an error
    ///
    /// Viewers see no captions of a file whose elements all have a prefix, and only some words of a
    /// mixed one.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xmlns:x="http://www.w3.org/ns/ttml" xml:lang="en">
    /// <body><div>
    /// <x:p begin="00:00:01.000" end="00:00:03.000">The harbour opens at six.</x:p>
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
    /// Make the namespace the default one and write the names without a prefix. The fix does so for the
    /// whole document at once; it is offered unless other elements have no prefix.
    ///
    /// ## Where it comes from
    ///
    /// kaltura/server c447fdb3, `dfxpCaptionsContentManager.php`, lines 112 to 163 (`nodeName`).
    /// Observed when the program was run (docs/platform.md names versions and dates).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT007",
    name: "kaltura-ttml-prefix",
    summary: "the server does not recognize elements with a prefix",
    severity: Severity::Error,
    formats: &[Format::Ttml],
    fix: Some(Applicability::Safe),
    references: &[SERVER_DFXP_TEXT],
    docs: DOCS,
    document: Some(report::differences),
    ..Rule::NEW
};
