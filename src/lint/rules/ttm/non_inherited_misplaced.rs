//! TTM042: styles that have no effect where they are.

use super::common::{elements, model, ttml};
use crate::format::Format;
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{Findings, Reference, Rule, Subject};
use crate::source::Severity;
use crate::source::Span;
use crate::ttml::{Attr, Model, Tag};
use std::collections::HashMap;

docs! {
    /// ## What it does
    ///
    /// Finds styles for regions (`tts:extent`, `tts:origin`, `tts:displayAlign`, `tts:padding` and
    /// others) on content, where they have no effect and are not inherited. There is one finding per
    /// property and element, at the first place, with the number of places.
    ///
    /// ## Why
    ///
    /// The text is not where its author expects it. In TTML2 an origin or extent on `div` and `p` makes
    /// a region; parsers of TTML1 ignore it.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling" xml:lang="en">
    ///   <body><div>
    ///     <p tts:origin="10% 10%" tts:extent="80% 20%" begin="1s" end="4s">The harbour opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ```ttml,valid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling" xml:lang="en">
    ///   <head><layout><region xml:id="a" tts:origin="10% 10%" tts:extent="80% 20%"/></layout></head>
    ///   <body><div>
    ///     <p begin="1s" end="4s" region="a">The harbour opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ## How to fix
    ///
    /// Define a region with these styles and refer to it.
    ///
    /// ## Where it comes from
    ///
    /// W3C TTML1, section 8.2 ("Applies to" of each property); W3C TTML2, section 11.1.2.1 (inline
    /// regions).
}

pub(super) static RULE: Rule = Rule {
    code: "TTM042",
    name: "non-inherited-misplaced",
    summary: "a style for regions is on text",
    severity: Severity::Info,
    formats: &[Format::Ttml],
    kinds: CAPTIONS,
    references: &[Reference {
        title: "W3C TTML1, third edition, section 8.2",
        url: "https://www.w3.org/TR/2018/REC-ttml1-20181108/",
        read_on: "2026-11-22",
    }],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(document) = ttml(subject) else { return };
    let ttml2 = !matches!(
        model(subject, document),
        Model::Ttml1 | Model::EbuTtD | Model::Imsc10Text | Model::Imsc10Image
    );
    let mut found: HashMap<(Tag, Attr), (Span, usize)> = HashMap::new();
    for (_, element) in elements(document).filter(|(_, element)| element.styled) {
        for a in document.attributes_of(element) {
            if does_nothing(element.tag, a.attr, ttml2) {
                found.entry((element.tag, a.attr)).or_insert((a.name, 0)).1 += 1;
            }
        }
    }
    for ((tag, attr), (first, count)) in found {
        let (name, style) = (tag.local(), attr.local());
        let more = if count > 1 { format!(" ({count} places)") } else { String::new() };
        let message =
            format!("`tts:{style}` has no effect on `{name}`{more}: it applies to regions");
        findings.push(findings.finding(first, message));
    }
}

/// Whether a style neither applies to an element nor is inherited by its content.
fn does_nothing(tag: Tag, attr: Attr, ttml2: bool) -> bool {
    let content = matches!(tag, Tag::Body | Tag::Div | Tag::P | Tag::Span);
    // TTML2 makes regions of a `div` or `p` with one of these, and aligns and pads content.
    let block = matches!(tag, Tag::Div | Tag::P);
    content
        && match attr {
            Attr::ShowBackground | Attr::WritingMode | Attr::ZIndex | Attr::Overflow => true,
            Attr::Origin | Attr::Extent | Attr::Position | Attr::DisplayAlign => !(ttml2 && block),
            Attr::Padding | Attr::Opacity => !ttml2,
            _ => false,
        }
}
