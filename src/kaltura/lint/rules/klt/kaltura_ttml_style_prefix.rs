//! KLT014: styles are only read with the prefix `tts`.

use crate::format::Format;
use crate::kaltura::lint::references::SERVER_DFXP_STYLES;
use crate::lint::rule::docs;
use crate::lint::{Findings, Rule, Subject};
use crate::source::{Severity, Span};

docs! {
    /// ## What it does
    ///
    /// Finds files that bind the styling namespace to another prefix than `tts`.
    ///
    /// ## Why
    ///
    /// The server looks for the prefix `tts` on the root element. It loses bold, italics, alignment and
    /// position written with another prefix.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xmlns:s="http://www.w3.org/ns/ttml#styling" xml:lang="en">
    /// <body><div>
    /// <p begin="00:00:01.000" end="00:00:03.000">The harbour opens at six.</p>
    /// </div></body>
    /// </tt>
    /// ```
    ///
    /// ```ttml,valid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling" xml:lang="en">
    /// <body><div>
    /// <p begin="00:00:01.000" end="00:00:03.000">The harbour opens at six.</p>
    /// </div></body>
    /// </tt>
    /// ```
    ///
    /// ## How to fix
    ///
    /// Bind the prefix `tts` and use it.
    ///
    /// ## Where it comes from
    ///
    /// kaltura/server c447fdb3, `dfxpCaptionsContentManager.php`, lines 18 to 97 (the namespace bound
    /// to `tts` on the root). Observed when the program was run (docs/platform.md names versions and
    /// dates).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT014",
    name: "kaltura-ttml-style-prefix",
    summary: "styles are only read with the prefix `tts`",
    severity: Severity::Warning,
    formats: &[Format::Ttml],
    references: &[SERVER_DFXP_STYLES],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let text = subject.text();
    for (at, _) in text.match_indices("xmlns:") {
        let rest = &text[at + 6..];
        let Some((prefix, value)) = rest.split_once('=') else { continue };
        let value = value.trim_start().get(1..).unwrap_or_default();
        let value = value.split(['"', '\'']).next().unwrap_or_default();
        let styling = value.starts_with("http://www.w3.org/") && value.ends_with("#style")
            || value.ends_with("/ns/ttml#styling");
        if styling && prefix.trim_end() != "tts" {
            let message =
                format!("the server reads styles with the prefix `tts`, not `{prefix}`: rename it");
            let span = Span::of(at..at + 6 + prefix.len());
            findings.push(findings.finding(span, message));
        }
    }
}
