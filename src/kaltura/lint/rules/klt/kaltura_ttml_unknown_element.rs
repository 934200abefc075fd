//! KLT038: the server drops the text in an element that it does not know.

use crate::format::Format;
use crate::kaltura::lint::references::SERVER_DFXP_TEXT;
use crate::kaltura::lint::report;
use crate::lint::rule::docs;
use crate::lint::{Findings, Rule, Subject};
use crate::source::{Severity, Span};

docs! {
    /// ## What it does
    ///
    /// Finds elements other than `span` and `br` inside a paragraph whose text is part of the cue.
    ///
    /// ## Why
    ///
    /// The server reads text, `span` and `br` of a paragraph and drops every other element with all its
    /// content.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en">
    /// <body><div>
    /// <p begin="00:00:01.000" end="00:00:03.000">The harbour <ruby>opens</ruby> at six.</p>
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
    /// Write the text in `span`.
    ///
    /// ## Where it comes from
    ///
    /// kaltura/server c447fdb3, `dfxpCaptionsContentManager.php`, lines 104 to 137 (text nodes, `span`
    /// and `br`). Observed when the program was run (docs/platform.md names versions and dates).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT038",
    name: "kaltura-ttml-unknown-element",
    summary: "the server drops the text in an element that it does not know",
    severity: Severity::Warning,
    formats: &[Format::Ttml],
    references: &[SERVER_DFXP_TEXT],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    report::differences(subject, findings);
    let mut seen = None;
    for (index, cue) in subject.timeline.cues.iter().enumerate() {
        let payload = cue.origin.payload;
        // A paragraph may be many cues.
        if seen.replace(payload) == Some(payload) {
            continue;
        }
        let text = payload.slice(subject.text());
        let unknown = memchr::memchr_iter(b'<', text.as_bytes()).find_map(|at| {
            let rest = &text[at + 1..];
            let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))?;
            let name = &rest[..end];
            let known = ["span", "br", "set", "metadata", "p"];
            let plain = name.starts_with(|c: char| c.is_ascii_alphabetic());
            let is_known = known.iter().any(|known| name.eq_ignore_ascii_case(known));
            (plain && !is_known && !name.contains(':')).then(|| (at, name.to_owned()))
        });
        if let Some((at, name)) = unknown {
            let start = payload.start + at as u32;
            let message = format!("the server drops `{name}` with all its content: write a `span`");
            let finding =
                findings.finding(Span::new(start, start + 1 + name.len() as u32), message);
            findings.push(finding.with_cue(index as u32));
        }
    }
}
