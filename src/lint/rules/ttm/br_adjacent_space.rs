//! TTM045: white space next to line breaks.

use super::common::{elements_with_space, ttml};
use crate::chars::is_xml_space;
use crate::format::Format;
use crate::lint::references::{TTML_PARSERS, TTML1_7_2_3};
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{Findings, Rule, Subject};
use crate::source::{Applicability, Edit, Fix, Severity, Span};
use crate::ttml::{Document, NONE, NodeKind, Tag};

docs! {
    /// ## What it does
    ///
    /// Finds white space directly before or after a `br` where white space is not preserved. There is
    /// one finding per document, at the first place, with the number of places.
    ///
    /// ## Why
    ///
    /// TTML drops it. imscJS keeps a space at the end of the line, so that centered lines are shifted
    /// slightly to the left; other parsers show the indentation of the file.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en">
    ///   <body><div>
    ///     <p begin="00:00:01.000" end="00:00:03.000">The harbour <br/>
    ///       opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ```ttml,valid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en">
    ///   <body><div>
    ///     <p begin="00:00:01.000" end="00:00:03.000">The harbour<br/>opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write `br` directly between the words. The safe fix removes the white space everywhere.
    ///
    /// ## Where it comes from
    ///
    /// W3C TTML1, section 7.2.3 (white space at line breaks); observation of TTML parsers. Information
    /// only: many files are indented like this.
}

pub(super) static RULE: Rule = Rule {
    code: "TTM045",
    name: "br-adjacent-space",
    summary: "white space next to a `br`",
    severity: Severity::Info,
    formats: &[Format::Ttml],
    kinds: CAPTIONS,
    fix: Some(Applicability::Safe),
    references: &[TTML1_7_2_3, TTML_PARSERS],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(document) = ttml(subject) else { return };
    let mut edits: Vec<Edit> = Vec::new();
    for (node, element, keeps) in elements_with_space(document) {
        let parent = document.nodes[node as usize].parent;
        // If the break is not shown, words that are apart now would run together.
        let always = element.tag == Tag::Br && element.timing == NONE && !element.styled;
        let shown = always && matches!(document.tag(parent), Tag::P | Tag::Span);
        if shown && !keeps {
            let before = blanks(document, node.wrapping_sub(1), false);
            let after = blanks(document, document.nodes[node as usize].end, true);
            for span in [before, after].into_iter().flatten() {
                // A text of only white space is after one `br` and before the next.
                if edits.last().is_none_or(|last| last.span != span) {
                    edits.push(Edit::delete(span));
                }
            }
        }
    }
    let Some(first) = edits.first().map(|edit| edit.span) else { return };
    let places = match edits.len() {
        1 => String::new(),
        count => format!(" in {count} places"),
    };
    let message = format!("white space next to `br`{places}: some players show it");
    let fix = Fix::safe("delete the white space", edits);
    findings.push(findings.finding(first, message).with_fix(fix));
}

/// The white space at the end of the text at a node, or at its beginning.
fn blanks(document: &Document<'_>, node: u32, leading: bool) -> Option<Span> {
    let place = document.nodes.get(node as usize)?;
    if !matches!(place.kind, NodeKind::Text(_))
        || !matches!(document.tag(place.parent), Tag::P | Tag::Span)
    {
        return None;
    }
    let text = place.span.slice(document.source);
    let span = if leading {
        let rest = text.trim_start_matches(is_xml_space);
        Span::new(place.span.start, place.span.end - rest.len() as u32)
    } else {
        let rest = text.trim_end_matches(is_xml_space);
        Span::new(place.span.start + rest.len() as u32, place.span.end)
    };
    (!span.is_empty()).then_some(span)
}
