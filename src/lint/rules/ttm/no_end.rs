//! TTM033: text without an end.

use super::common::ttml;
use crate::format::Format;
use crate::lint::references::{DFXP_IN_PRACTICE, TTML1_10_4};
use crate::lint::rule::docs;
use crate::lint::{Findings, Rule, Subject};
use crate::source::Severity;
use crate::time::Timestamp;
use crate::ttml::{Active, NONE, Tag, active};

docs! {
    /// ## What it does
    ///
    /// Finds timed paragraphs whose text has a begin and no end: no `end` or `dur` on the paragraph or
    /// on an ancestor.
    ///
    /// ## Why
    ///
    /// According to TTML the text stays until the end of the video, under everything that follows.
    /// pycaption refuses the file.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en">
    ///   <body><div>
    ///     <p begin="00:00:01.000">The harbour opens at six.</p>
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
    /// Write an `end`.
    ///
    /// ## Where it comes from
    ///
    /// W3C TTML1, section 10.4; observation of DFXP in practice.
}

pub(super) static RULE: Rule = Rule {
    code: "TTM033",
    name: "no-end",
    summary: "text has a begin and no end",
    severity: Severity::Warning,
    formats: &[Format::Ttml],
    references: &[TTML1_10_4, DFXP_IN_PRACTICE],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(document) = ttml(subject) else { return };
    let cues = subject.timeline.cues.iter().enumerate();
    let open = cues.filter(|(_, cue)| cue.interval.end == Timestamp::OPEN);
    let mut open = open.peekable();
    if open.peek().is_none() {
        return;
    }
    let list = active(document);
    let has_times = |one: &Active| document.element(one.node).is_some_and(|e| e.timing != NONE);
    // Paragraphs are listed in document order.
    let place = |one: &Active| document.nodes[one.node as usize].span.start;
    let paragraphs: Vec<usize> =
        (0..list.len()).filter(|&at| document.tag(list[at].node) == Tag::P).collect();
    let mut last = None;
    for (index, cue) in open {
        let start = cue.origin.block.start;
        let Ok(at) = paragraphs.binary_search_by_key(&start, |&at| place(&list[at])) else {
            continue;
        };
        let around =
            std::iter::successors(Some(&list[paragraphs[at]]), |one| list.get(one.parent as usize));
        let timed = cue.interval.start.0 > 0 || { around }.any(has_times);
        if timed && last != Some(start) {
            let message = "this text has no end: it stays to the end of the video";
            findings.push(findings.finding(cue.origin.start, message).with_cue(index as u32));
        }
        last = Some(start);
    }
}
