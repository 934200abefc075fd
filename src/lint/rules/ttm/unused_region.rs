//! TTM041: regions without text.

use super::common::ttml;
use crate::format::Format;
use crate::lint::references::TTML1_9_3_3;
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{Findings, Rule, Subject};
use crate::source::Severity;
use crate::ttml::Attr;
use std::collections::HashSet;

docs! {
    /// ## What it does
    ///
    /// Finds regions that no `region` attribute names, while other regions are used.
    ///
    /// ## Why
    ///
    /// They show nothing, unless they have a background, which is then visible all the time. If one was
    /// intended for the text, the reference is missing or misspelled.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling" xml:lang="en">
    ///   <head><layout><region xml:id="a" tts:origin="10% 10%" tts:extent="80% 20%"/><region xml:id="b" tts:origin="10% 70%" tts:extent="80% 20%"/></layout></head>
    ///   <body><div>
    ///     <p begin="1s" end="4s" region="a">The harbour opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ```ttml,valid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling" xml:lang="en">
    ///   <head><layout><region xml:id="a" tts:origin="10% 10%" tts:extent="80% 20%"/><region xml:id="b" tts:origin="10% 70%" tts:extent="80% 20%"/></layout></head>
    ///   <body><div>
    ///     <p begin="1s" end="4s" region="a">The harbour opens at six.</p>
    ///     <p begin="5s" end="6s" region="b">The harbour opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ## How to fix
    ///
    /// Name the region where it is intended, or remove it.
    ///
    /// ## Where it comes from
    ///
    /// W3C TTML1, sections 9.2.1 and 9.3.3. TTM036 reports documents in which no text names any region.
}

pub(super) static RULE: Rule = Rule {
    code: "TTM041",
    name: "unused-region",
    summary: "a region contains no text",
    severity: Severity::Info,
    formats: &[Format::Ttml],
    kinds: CAPTIONS,
    references: &[TTML1_9_3_3],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(document) = ttml(subject) else { return };
    let references = document.attributes.iter().filter(|a| a.attr == Attr::Region);
    let used: HashSet<&str> = references.map(|a| document.value(a).trim()).collect();
    if used.is_empty() {
        return;
    }
    for region in &document.styles.regions {
        let id = document.attribute(region.node, Attr::Id);
        let id = id.or(document.attribute(region.node, Attr::PlainId));
        let name = id.map_or("", |a| document.value(a).trim());
        if !used.contains(name) {
            let span = id.map_or(document.start_tag(region.node), |a| a.span);
            findings.push(findings.finding(span, "this region contains no text"));
        }
    }
}
