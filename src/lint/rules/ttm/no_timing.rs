//! TTM009: paragraphs without times.

use super::common::{elements, has_text, ttml};
use crate::format::Format;
use crate::lint::references::{DFXP_IN_PRACTICE, TTML1_10_4};
use crate::lint::rule::docs;
use crate::lint::{Findings, Rule, Subject};
use crate::source::Severity;
use crate::ttml::{Attr, Document, NONE, Tag};

docs! {
    /// ## What it does
    ///
    /// Finds paragraphs with text that have no `begin`, `end` or `dur`, neither on themselves, on an
    /// ancestor or descendant, nor on their region. If no paragraph has any, the finding is on the
    /// first.
    ///
    /// ## Why
    ///
    /// According to TTML such text is shown from the start to the end of the video. pycaption drops it.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en">
    ///   <body><div>
    ///     <p begin="00:00:01.000" end="00:00:03.000">The harbour opens at six.</p>
    ///     <p>Bring your own chair.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ```ttml,valid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en">
    ///   <body><div>
    ///     <p begin="00:00:01.000" end="00:00:03.000">The harbour opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write `begin` and `end` on the paragraph.
    ///
    /// ## Where it comes from
    ///
    /// W3C TTML1, section 10.4 (time interval semantics); observation of DFXP in practice. A warning:
    /// such documents are valid.
}

pub(super) static RULE: Rule = Rule {
    code: "TTM009",
    name: "no-timing",
    summary: "text has no time",
    severity: Severity::Warning,
    formats: &[Format::Ttml],
    references: &[TTML1_10_4, DFXP_IN_PRACTICE],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(document) = ttml(subject) else { return };
    let mut untimed = Vec::new();
    let mut timed = false;
    // The end of the timed element around the current paragraphs.
    let mut covered = 0;
    for (node, element) in elements(document) {
        if !matches!(element.tag, Tag::Body | Tag::Div | Tag::P) {
            continue;
        }
        let end = document.nodes[node as usize].end;
        if is_timed(document, node) {
            covered = covered.max(end);
        }
        if element.tag != Tag::P || !has_text(document, node) {
            continue;
        }
        if node < covered || (node + 1..end).any(|inner| is_timed(document, inner)) {
            timed = true;
        } else {
            untimed.push(element.name);
        }
    }
    match untimed.as_slice() {
        [first, others @ ..] if !timed => {
            let message = match others.len() {
                0 => "the only paragraph has no time: it is shown throughout".to_owned(),
                n => format!("nothing is timed: {} paragraphs are shown throughout", n + 1),
            };
            findings.push(findings.finding(*first, message));
        }
        _ => {
            for name in untimed {
                let message = "this paragraph has no time: it is shown throughout";
                findings.push(findings.finding(name, message));
            }
        }
    }
}

/// Whether an element, or the region it names, has its own time.
fn is_timed(document: &Document<'_>, node: u32) -> bool {
    let Some(element) = document.element(node) else { return false };
    let times = |node: u32| document.element(node).is_some_and(|e| e.timing != NONE);
    times(node)
        || document.attributes_of(element).iter().any(|a| match a.attr {
            Attr::Begin | Attr::End | Attr::Dur => true,
            Attr::Region => {
                let region = document.styles.region_ids.get(document.value(a).trim());
                region.is_some_and(|at| times(document.styles.regions[at as usize].node))
            }
            _ => false,
        })
}
