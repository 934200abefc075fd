//! KLT037: text in a CDATA section is lost.

use crate::format::Format;
use crate::kaltura::lint::references::{PACKAGER_DFXP, SERVER_DFXP_TEXT};
use crate::kaltura::lint::report;
use crate::lint::Rule;
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds CDATA sections in the text of a cue.
    ///
    /// ## Why
    ///
    /// The server drops CDATA sections with the text in them. The packager keeps them.
    ///
    /// ## Why it is an error
    ///
    /// Viewers of the captions that the server makes do not see the text.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en">
    /// <body><div>
    /// <p begin="00:00:01.000" end="00:00:03.000"><![CDATA[Salt & sand.]]></p>
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
    /// Write the text with `&amp;` and `&lt;`. The fix does so and is safe.
    ///
    /// ## Where it comes from
    ///
    /// kaltura/server c447fdb3, `dfxpCaptionsContentManager.php`, lines 104 to 137 (text nodes, `span`
    /// and `br`, no other node); kaltura/nginx-vod-module 26f06877, `dfxp_format.c` (CDATA is text).
    /// Observed when these programs were run (docs/platform.md names versions and dates).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT037",
    name: "kaltura-ttml-cdata",
    summary: "text in a CDATA section is lost",
    severity: Severity::Error,
    formats: &[Format::Ttml],
    fix: Some(Applicability::Safe),
    references: &[SERVER_DFXP_TEXT, PACKAGER_DFXP],
    docs: DOCS,
    document: Some(report::differences),
    ..Rule::NEW
};
