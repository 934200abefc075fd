//! TTM035: a `begin` on `body` or `div`, which some parsers ignore.

use super::common::{elements, ttml};
use crate::format::Format;
use crate::lint::references::{TTML_PARSERS, TTML1_10_4};
use crate::lint::rule::docs;
use crate::lint::{Findings, Rule, Subject};
use crate::source::Severity;
use crate::ttml::{Attr, NONE, Rational, Tag};

docs! {
    /// ## What it does
    ///
    /// Finds a `body` or `div` with a `begin` after zero and no `end` or `dur`, with timed text in
    /// it.
    ///
    /// ## Why
    ///
    /// According to TTML the begin is added to all times inside. ttconv drops the text instead, and
    /// pycaption ignores the begin, so one file has three timings.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en">
    ///   <body><div begin="10s">
    ///     <p begin="00:00:01.000" end="00:00:03.000">The harbour opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ```ttml,valid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en">
    ///   <body><div>
    ///     <p begin="00:00:11.000" end="00:00:13.000">The harbour opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ## How to fix
    ///
    /// Add the begin to the times of the paragraphs and remove it from the element around them;
    /// `cuesmith convert` writes such a file.
    ///
    /// ## Where it comes from
    ///
    /// W3C TTML1, section 10.4; observation of TTML parsers.
}

pub(super) static RULE: Rule = Rule {
    code: "TTM035",
    name: "ambiguous-parent-begin",
    summary: "parsers disagree about a `begin` on `body` or `div`",
    severity: Severity::Warning,
    formats: &[Format::Ttml],
    references: &[TTML1_10_4, TTML_PARSERS],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(document) = ttml(subject) else { return };
    for (node, element) in elements(document) {
        let timing = document.timing(node);
        let late = timing.begin.is_some_and(|begin| begin > Rational::ZERO);
        if !matches!(element.tag, Tag::Body | Tag::Div)
            || !late
            || timing.end.is_some()
            || timing.dur.is_some()
        {
            continue;
        }
        let mut inside = node + 1..document.nodes[node as usize].end;
        let timed = inside.any(|n| document.element(n).is_some_and(|e| e.timing != NONE));
        if let Some(begin) = document.attribute(node, Attr::Begin).filter(|_| timed) {
            let message = "this begin delays all that is inside: some readers ignore it, some drop \
                           the text";
            findings.push(findings.finding(begin.span, message));
        }
    }
}
