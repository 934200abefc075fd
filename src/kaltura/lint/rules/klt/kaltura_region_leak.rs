//! KLT039: a region also applies to later paragraphs that name none.

use super::attributes::attribute_values;
use crate::format::Format;
use crate::kaltura::lint::references::SERVER_DFXP_STYLES;
use crate::lint::rule::docs;
use crate::lint::{Findings, Rule, Subject};
use crate::source::{Severity, Span};

docs! {
    /// ## What it does
    ///
    /// Finds paragraphs without a region after one that has a region, in the same `div`.
    ///
    /// ## Why
    ///
    /// The server does not reset the region: the next paragraphs are shown in it too, until one names
    /// another.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling" xml:lang="en">
    /// <head><layout><region xml:id="top" tts:origin="10% 10%" tts:extent="80% 20%"/></layout></head>
    /// <body><div>
    /// <p region="top" begin="00:00:01.000" end="00:00:03.000">The harbour opens at six.</p>
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
    /// Name the region on every paragraph, or on none.
    ///
    /// ## Where it comes from
    ///
    /// kaltura/server c447fdb3, `dfxpCaptionsContentManager.php`, line 155 (the region of one `p` is kept
    /// for the next ones). Observed when the program was run (docs/platform.md names versions and dates).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT039",
    name: "kaltura-region-leak",
    summary: "a region also applies to later paragraphs that name none",
    severity: Severity::Warning,
    formats: &[Format::Ttml],
    references: &[SERVER_DFXP_STYLES],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let text = subject.text();
    let mut leaking: Option<Span> = None;
    for at in memchr::memchr_iter(b'<', text.as_bytes()) {
        let tag = &text[at + 1..];
        if tag.starts_with("div") || tag.starts_with("/div") {
            // A region does not apply beyond its `div`.
            leaking = None;
        }
        if !tag.starts_with("p ") && !tag.starts_with("p>") && !tag.starts_with("p\n") {
            continue;
        }
        let tag = &tag[..tag.find('>').unwrap_or(tag.len())];
        let region = attribute_values(tag, "region").first().copied();
        match (region, leaking) {
            (Some(region), _) => {
                let start = at as u32 + 1;
                leaking = Some(Span::new(start + region.start, start + region.end));
            }
            (None, Some(from)) => {
                let place = Span::of(at..at + 1 + tag.len());
                let message =
                    "the server shows this cue in the region of an earlier one: name its region";
                let finding = findings.finding(place, message);
                findings.push(finding.with_label(from, "the region that still applies"));
            }
            (None, None) => {}
        }
    }
}
