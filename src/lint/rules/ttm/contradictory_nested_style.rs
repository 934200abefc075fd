//! TTM039: nested styles of a region that contradict each other.

use super::common::ttml;
use crate::format::Format;
use crate::lint::references::TTML_PARSERS;
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{Findings, Reference, Rule, Subject};
use crate::source::Severity;
use crate::ttml::{Attr, Attribute, Namespace, Tag};
use std::collections::HashMap;

docs! {
    /// ## What it does
    ///
    /// Finds regions with two nested `style` elements that set one property to different values.
    ///
    /// ## Why
    ///
    /// According to TTML the later one wins. In ttconv and imscJS, on which many players are built, the
    /// first one wins.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling" xml:lang="en">
    ///   <head><layout><region xml:id="a"><style tts:color="yellow"/><style tts:color="white"/></region></layout></head>
    ///   <body><div>
    ///     <p begin="1s" end="4s" region="a">The harbour opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ```ttml,valid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling" xml:lang="en">
    ///   <head><layout><region xml:id="a"><style tts:color="yellow"/><style tts:textAlign="center"/></region></layout></head>
    ///   <body><div>
    ///     <p begin="1s" end="4s" region="a">The harbour opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ## How to fix
    ///
    /// Keep the one that is intended.
    ///
    /// ## Where it comes from
    ///
    /// W3C TTML1, section 8.4.4.2 (nested styles in order); observation of TTML parsers.
}

pub(super) static RULE: Rule = Rule {
    code: "TTM039",
    name: "contradictory-nested-style",
    summary: "two nested styles set one property to different values",
    severity: Severity::Warning,
    formats: &[Format::Ttml],
    kinds: CAPTIONS,
    references: &[
        Reference {
            title: "W3C TTML1, third edition, section 8.4.4.2",
            url: "https://www.w3.org/TR/2018/REC-ttml1-20181108/",
            read_on: "2026-11-22",
        },
        TTML_PARSERS,
    ],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(document) = ttml(subject) else { return };
    for region in &document.styles.regions {
        let mut first: HashMap<Attr, &Attribute> = HashMap::new();
        for style in document.children(region.node) {
            let nested = document.element(style).filter(|e| e.tag == Tag::Style);
            for a in nested.map_or(&[][..], |e| document.attributes_of(e)) {
                if a.namespace != Namespace::Tts || a.attr == Attr::Other {
                    continue;
                }
                let before = first.entry(a.attr).or_insert(a);
                if document.value(before).trim() != document.value(a).trim() {
                    let message = "an earlier nested style sets another value: parsers disagree which one wins";
                    let finding = findings.finding(a.span, message);
                    findings.push(finding.with_label(before.span, "here"));
                }
            }
        }
    }
}
