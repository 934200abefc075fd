//! Intermediate synchronic documents of TTML2 (`isd:isd`, `isd:sequence`): which a TTML2 processor makes
//! from a document for each moment. They are valid roots in TTML2 only. No captions are
//! read from them.

use super::diagnostics::{self, Sink};
use super::document::Document;
use super::model::Model;
use super::names::Namespace;
use super::tree::{Element, NONE, NodeKind, Tree};
use crate::chars::is_digits;
use crate::source::Severity;

/// Whether an element is a root of an intermediate document.
pub(super) fn is_root(tree: &Tree<'_>, element: &Element) -> bool {
    element.namespace == Namespace::Isd
        && matches!(local(element.name.slice(tree.source)), "isd" | "sequence")
}

/// Validates the root of an intermediate document against a model.
pub(super) fn check(document: &Document<'_>, model: Model, sink: &mut Sink) {
    let root = document.nodes.iter().find_map(|node| match &node.kind {
        NodeKind::Element(element) if node.parent == NONE => Some(element),
        _ => None,
    });
    let Some(root) = root.filter(|root| is_root(document, root)) else { return };
    let name = root.name.slice(document.source);
    sink.add(|| {
        let mut about = diagnostics::intermediate(root.name, name);
        if model == Model::Ttml2 {
            about.severity = Severity::Warning;
        }
        about
    });
    if model != Model::Ttml2 {
        return;
    }
    for attribute in document.attributes_of(root) {
        let value = document.value(attribute);
        let is_number = is_digits(value);
        match attribute.name.slice(document.source) {
            "version" if !is_number || matches!(value.trim_start_matches('0'), "" | "1") => {
                sink.add(|| diagnostics::isd_version(attribute.span));
            }
            "size" if !is_number => {
                sink.add(|| diagnostics::isd_size(attribute.span));
            }
            _ => {}
        }
    }
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use crate::source::Severity;
    use crate::ttml::{Model, ParseOptions, parse, validate};

    fn errors(attributes: &str, model: Model) -> usize {
        let text = format!(
            "<isd:sequence xml:lang='' xmlns:isd='http://www.w3.org/ns/ttml#isd' {attributes}/>"
        );
        let parsed = parse(&text, &ParseOptions::default());
        let found = validate(&parsed.document, model);
        let all = parsed.diagnostics.iter().chain(&found);
        all.filter(|found| found.severity == Severity::Error).count()
    }

    #[test]
    fn an_intermediate_document_is_a_root_of_ttml2_only() {
        assert_eq!(errors("version='2' size='0'", Model::Ttml2), 0);
        assert_eq!(errors("version='2'", Model::Ttml1), 1);
        for bad in ["version='1'", "version='+2'", "size='-0'", "size=''"] {
            assert_eq!(errors(bad, Model::Ttml2), 1, "{bad}");
        }
    }
}
