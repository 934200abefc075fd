//! TTM046: line breaks with `tts:display="none"`.

use super::common::{elements, ttml};
use crate::format::Format;
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{Findings, Reference, Rule, Subject};
use crate::source::Severity;
use crate::ttml::{Tag, specified};

docs! {
    /// ## What it does
    ///
    /// Finds `br` elements that are not displayed, because of an attribute of their own or a style they
    /// refer to.
    ///
    /// ## Why
    ///
    /// The specification does not say that `tts:display` applies to `br`. ttconv drops the break,
    /// imscJS keeps it.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling" xml:lang="en">
    ///   <body><div>
    ///     <p begin="1s" end="3s">The harbour<br tts:display="none"/> opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ```ttml,valid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling" xml:lang="en">
    ///   <body><div>
    ///     <p begin="1s" end="3s">The harbour opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ## How to fix
    ///
    /// Remove the `br`, or the style.
    ///
    /// ## Where it comes from
    ///
    /// W3C TTML1, section 8.2.5 (`tts:display`); observation of TTML parsers.
}

pub(super) static RULE: Rule = Rule {
    code: "TTM046",
    name: "br-display",
    summary: "a line break is not displayed",
    severity: Severity::Warning,
    formats: &[Format::Ttml],
    kinds: CAPTIONS,
    references: &[
        Reference {
            title: "W3C TTML1, third edition, section 8.2.5",
            url: "https://www.w3.org/TR/2018/REC-ttml1-20181108/",
            read_on: "2026-11-22",
        },
        Reference {
            title: "Observation: TTML files in ttconv and imscJS",
            url: "docs/observations.md#ttml-parsers",
            read_on: "2026-11-22",
        },
    ],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(document) = ttml(subject) else { return };
    let breaks = elements(document).filter(|(_, e)| e.tag == Tag::Br && e.styled);
    for (node, _) in breaks {
        if specified(document, node).displayed == Some(false) {
            let message =
                "a line break that is not displayed: some parsers break the line nevertheless";
            findings.push(findings.finding(document.start_tag(node), message));
        }
    }
}
