//! TTM013: positions in pixels and cells, or on the text itself.

use super::common::{elements, ttml};
use crate::format::Format;
use crate::lint::references::NETFLIX;
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{Findings, Rule, Subject};
use crate::source::Severity;
use crate::ttml::{Attr, Tag};

docs! {
    /// ## What it does
    ///
    /// Finds origins, extents and positions in pixels (`px`) or cells (`c`), and those on `p`, `div`
    /// and `span` instead of a region. Off unless it is selected, or a preset enables it.
    ///
    /// ## Why
    ///
    /// Netflix asks for text that is placed at the top or the bottom by `tts:displayAlign` and
    /// `tts:textAlign`, in regions given in percent: its players scale and move text to fit the screen,
    /// and boxes in pixels of a picture of another size end up anywhere.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling" tts:extent="1280px 720px" xml:lang="en">
    ///   <head><layout><region xml:id="r" tts:origin="128px 576px" tts:extent="1024px 72px"/></layout></head>
    ///   <body><div>
    ///     <p begin="00:00:01.000" end="00:00:03.000" region="r">The harbour opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ```ttml,valid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling" xml:lang="en">
    ///   <head><layout><region xml:id="r" tts:origin="10% 80%" tts:extent="80% 10%" tts:displayAlign="after"/></layout></head>
    ///   <body><div>
    ///     <p begin="00:00:01.000" end="00:00:03.000" region="r">The harbour opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ## How to fix
    ///
    /// Define one region at the bottom and one at the top in percent, with `tts:displayAlign` and
    /// `tts:textAlign="center"`, and refer to them.
    ///
    /// ## Where it comes from
    ///
    /// Netflix Timed Text Style Guide, general requirements (positions).
}

pub(super) static RULE: Rule = Rule {
    code: "TTM013",
    name: "netflix-absolute-position",
    summary: "text is placed in pixels or cells, or without a region",
    severity: Severity::Warning,
    formats: &[Format::Ttml],
    kinds: CAPTIONS,
    references: &[NETFLIX],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(document) = ttml(subject) else { return };
    for (_, element) in elements(document).filter(|(_, element)| element.tag != Tag::Tt) {
        let content = matches!(element.tag, Tag::Body | Tag::Div | Tag::P | Tag::Span);
        for a in document.attributes_of(element) {
            if !matches!(a.attr, Attr::Origin | Attr::Extent | Attr::Position) {
                continue;
            }
            let mut words = document.value(a).split(' ');
            let absolute = words.any(|word| word.ends_with("px") || word.ends_with('c'));
            if absolute {
                let message =
                    "the position is in pixels or cells: Netflix requires regions in percent";
                findings.push(findings.finding(a.span, message));
            } else if content {
                let message = "the position is on the text itself: Netflix requires a region";
                findings.push(findings.finding(a.name, message));
            }
        }
    }
}
