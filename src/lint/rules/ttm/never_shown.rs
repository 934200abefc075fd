//! TTM032: text that is never active.

use super::common::{has_text, region_of, ttml};
use crate::format::Format;
use crate::lint::references::TTML1_10_4;
use crate::lint::rule::docs;
use crate::lint::{Findings, Rule, Subject};
use crate::source::Severity;
use crate::ttml::{Active, Document, Rational, Tag, active};

docs! {
    /// ## What it does
    ///
    /// Finds text that is active for no time at all: in an element with no duration, after an element
    /// of a sequence that never ends, or in a region that ends before the text begins. TIM001 and
    /// TIM002 report paragraphs with reversed or equal times, TTM031 text outside its parent's time.
    ///
    /// ## Why
    ///
    /// No player reports it: the words are simply missing.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en">
    ///   <body><div timeContainer="seq">
    ///     <p dur="2s">The harbour opens at six.</p>
    ///     <p>And then it stays open.</p>
    ///     <p>Bring your own chair.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ```ttml,valid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en">
    ///   <body><div timeContainer="seq">
    ///     <p dur="2s">The harbour opens at six.</p>
    ///     <p dur="3s">Bring your own chair.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ## How to fix
    ///
    /// Give the elements of a sequence an end, the region the time of its text, the element a duration.
    ///
    /// ## Where it comes from
    ///
    /// W3C TTML1, sections 10.4 (implicit durations are indefinite in `par` and zero in `seq`) and
    /// 9.3.2.
}

pub(super) static RULE: Rule = Rule {
    code: "TTM032",
    name: "never-shown",
    summary: "text is never shown",
    severity: Severity::Warning,
    formats: &[Format::Ttml],
    references: &[TTML1_10_4],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(document) = ttml(subject) else { return };
    let list = active(document);
    for one in &list {
        let around = list.get(one.parent as usize);
        let text = matches!(document.tag(one.node), Tag::Body | Tag::Div | Tag::P | Tag::Span);
        if !text || around.is_some_and(|parent| !parent.is_on()) {
            continue;
        }
        let message = match why(document, one) {
            Some(message) if has_text(document, one.node) => message,
            _ => continue,
        };
        if let Some(element) = document.element(one.node) {
            findings.push(findings.finding(element.name, message));
        }
    }
}

/// Why an element is never active, if no other rule reports it.
fn why(document: &Document<'_>, one: &Active) -> Option<&'static str> {
    let timing = document.timing(one.node);
    let Some(begin) = one.begin else {
        let message = "never shown: an element before it in the sequence never ends";
        return (!timing.beyond).then_some(message);
    };
    if !one.lasts() {
        let written = timing.end.is_some() || timing.dur.is_some();
        let others = document.tag(one.node) == Tag::P && written;
        return (!others).then_some("never shown: it has no duration");
    }
    if document.tag(one.node) != Tag::P {
        return None;
    }
    let region = &document.styles.regions[region_of(document, one.node)? as usize];
    let times = document.timing(region.node);
    let from = times.begin.unwrap_or(Rational::ZERO);
    let to = times.explicit().and_then(|duration| from.checked_add(duration));
    let meets = one.gone.is_none_or(|gone| from < gone) && to.is_none_or(|to| begin < to);
    (!meets && one.is_on()).then_some("never shown: its region is not active at that time")
}
