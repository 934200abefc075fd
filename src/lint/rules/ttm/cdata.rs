//! TTM043: text in CDATA sections.

use super::common::ttml;
use crate::format::Format;
use crate::lint::references::TTML_PARSERS;
use crate::lint::rule::docs;
use crate::lint::{Findings, Reference, Rule, Subject};
use crate::source::{Applicability, Edit, Fix, Severity, Span};
use crate::ttml::{NodeKind, Tag};

docs! {
    /// ## What it does
    ///
    /// Finds CDATA sections with visible text.
    ///
    /// ## Why
    ///
    /// They are valid XML. imscJS, on which dash.js and other players are built, drops them: the text
    /// is not shown.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en">
    ///   <body><div>
    ///     <p begin="00:00:01.000" end="00:00:03.000"><![CDATA[Fish & chips]]></p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ```ttml,valid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en">
    ///   <body><div>
    ///     <p begin="00:00:01.000" end="00:00:03.000">Fish &amp; chips</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write the text with `&amp;`, `&lt;` and `&gt;`. The safe fix does so.
    ///
    /// ## Where it comes from
    ///
    /// W3C XML 1.0, section 2.7; observation of TTML parsers.
}

pub(super) static RULE: Rule = Rule {
    code: "TTM043",
    name: "cdata",
    summary: "text is in a CDATA section",
    severity: Severity::Warning,
    formats: &[Format::Ttml],
    fix: Some(Applicability::Safe),
    references: &[
        TTML_PARSERS,
        Reference {
            title: "W3C XML 1.0, fifth edition, section 2.7, CDATA sections",
            url: "https://www.w3.org/TR/2008/REC-xml-20081126/#sec-cdata-sect",
            read_on: "2026-11-22",
        },
    ],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(document) = ttml(subject) else { return };
    for node in &document.nodes {
        if !matches!(node.kind, NodeKind::CData(_))
            || !matches!(document.tag(node.parent), Tag::P | Tag::Span)
        {
            continue;
        }
        let inside = Span::new(node.span.start + 9, node.span.end - 3).slice(document.source);
        let escaped = Format::Ttml.escape(inside).into_owned();
        let fix = Fix::safe("write it as text", vec![Edit::replace(node.span, escaped)]);
        let message = "text in a CDATA section: some players drop it";
        findings.push(findings.finding(node.span, message).with_fix(fix));
    }
}
