//! KLT013: the server does not understand a position or alignment.

use super::attributes::attribute_values;
use crate::format::Format;
use crate::kaltura::lint::references::{SERVER_DFXP_STYLES, SERVER_SETTINGS};
use crate::lint::rule::docs;
use crate::lint::{Findings, Rule, Subject};
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Finds `tts:origin` and `tts:extent` that are not two whole percentages, and `tts:textAlign` of
    /// `start` or `end`.
    ///
    /// ## Why
    ///
    /// The server accepts whole percentages only: it ignores pixels, cells and `80.5%`, and the cue is
    /// shown at the default place. `start` and `end` become an empty `align:` in served WebVTT.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling" xml:lang="en">
    /// <head><layout><region xml:id="r1" tts:origin="10.5% 80.25%" tts:extent="80% 10%"/></layout></head>
    /// <body><div>
    /// <p region="r1" begin="00:00:01.000" end="00:00:03.000">The harbour opens at six.</p>
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
    /// Write whole percentages, and `left`, `center` or `right`.
    ///
    /// ## Where it comes from
    ///
    /// kaltura/server c447fdb3, `dfxpCaptionsContentManager.php`, lines 18 to 97 (styles), and
    /// `kWebVTTGenerator.php`, lines 94 to 119 (cue settings). Observed when the program was run
    /// (docs/platform.md names versions and dates).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT013",
    name: "kaltura-ttml-percent",
    summary: "the server does not understand a position or alignment",
    severity: Severity::Warning,
    formats: &[Format::Ttml],
    references: &[SERVER_DFXP_STYLES, SERVER_SETTINGS],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let text = subject.text();
    for (name, what) in [
        ("origin", "is not two whole percentages, so the server ignores it"),
        ("extent", "is not two whole percentages, so the server ignores it"),
    ] {
        for value in attribute_values(text, name) {
            let parts: Vec<&str> = value.slice(text).split(' ').collect();
            let whole = |part: &&str| {
                let number = part.strip_suffix('%').and_then(|n| n.parse::<u8>().ok());
                number.is_some_and(|n| n <= 100)
            };
            if parts.len() != 2 || !parts.iter().all(whole) {
                let message = format!("`{}` {what}", value.slice(text));
                findings.push(findings.finding(value, message));
            }
        }
    }
    for value in attribute_values(text, "textAlign") {
        if matches!(value.slice(text), "start" | "end") {
            let message = "served WebVTT has an empty `align:` for this alignment: write `left`, `center` or `right`";
            findings.push(findings.finding(value, message));
        }
    }
}
