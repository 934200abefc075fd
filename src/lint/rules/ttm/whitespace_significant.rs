//! TTM044: indentation that `xml:space="preserve"` shows to viewers.

use super::common::{elements, ttml};
use crate::format::Format;
use crate::lint::references::{DFXP_IN_PRACTICE, TTML1_7_2_3};
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{Findings, Rule, Subject};
use crate::source::Severity;
use crate::source::Span;
use crate::ttml::{Attr, Document, Tag};

docs! {
    /// ## What it does
    ///
    /// Finds `xml:space="preserve"` on text that is indented over several lines or contains tabs. There
    /// is one finding per `xml:space`, at its first text, with the number of paragraphs.
    ///
    /// ## Why
    ///
    /// The line endings and the indentation of the file are shown: lines are shifted to the right, with
    /// empty ones between them.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en">
    ///   <body><div>
    ///     <p begin="00:00:01.000" end="00:00:03.000" xml:space="preserve">
    ///       The harbour opens
    ///       at six.
    ///     </p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ```ttml,valid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en">
    ///   <body><div>
    ///     <p begin="00:00:01.000" end="00:00:03.000">
    ///       The harbour opens<br/>
    ///       at six.
    ///     </p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ## How to fix
    ///
    /// Remove `xml:space="preserve"`, or write each text on one line, with `br` for line breaks.
    ///
    /// ## Where it comes from
    ///
    /// W3C TTML1, section 7.2.3 (`xml:space`); observation of DFXP in practice.
}

pub(super) static RULE: Rule = Rule {
    code: "TTM044",
    name: "whitespace-significant",
    summary: "indentation is shown to viewers",
    severity: Severity::Warning,
    formats: &[Format::Ttml],
    kinds: CAPTIONS,
    references: &[TTML1_7_2_3, DFXP_IN_PRACTICE],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(document) = ttml(subject) else { return };
    // The `xml:space` in force: its end, whether it preserves white space, its place.
    let mut open: Vec<(u32, bool, Span)> = Vec::new();
    let mut found: Vec<(Span, Span, usize)> = Vec::new();
    for (node, element) in elements(document) {
        while open.last().is_some_and(|(end, ..)| *end <= node) {
            open.pop();
        }
        let end = document.nodes[node as usize].end;
        if let Some(space) = document.attribute(node, Attr::Space) {
            open.push((end, document.value(space).trim() == "preserve", space.span));
        }
        let Some(&(_, true, by)) = open.last() else { continue };
        let holds = matches!(element.tag, Tag::P | Tag::Span);
        let Some(place) = indented(document, node).filter(|_| holds) else { continue };
        let full = found.len() >= LIMIT;
        match found.iter_mut().find(|(known, ..)| *known == by) {
            Some((.., count)) => *count += usize::from(element.tag == Tag::P),
            None if full => {}
            None => found.push((by, place, 1)),
        }
    }
    for (by, first, count) in found {
        let texts = if count == 1 { "one text".to_owned() } else { format!("{count} texts") };
        let message =
            format!("viewers see the indentation or tabs of {texts}, which this preserves");
        findings.push(findings.finding(by, message).with_label(first, "the first one"));
    }
}

/// How many places are distinguished.
const LIMIT: usize = 64;

/// The first indented line or tab in the text directly inside an element.
fn indented(document: &Document<'_>, node: u32) -> Option<Span> {
    document.children(node).filter_map(|child| document.source_text(child)).find_map(
        |(at, text)| {
            let tab = text.find('\t').map(|tab| (tab, tab + 1));
            let line = text.match_indices(['\n', '\r']).find_map(|(end, _)| {
                let rest = &text[end + 1..];
                let blanks = rest.len() - rest.trim_start_matches(' ').len();
                (blanks > 0).then_some((end + 1, end + 1 + blanks))
            });
            let (from, to) = line.or(tab)?;
            Some(Span::new(at + from as u32, at + to as u32))
        },
    )
}
