//! From a text to a document: the XML, then what is resolved from it, step by step.

use super::diagnostics::{self, Sink};
use super::document::Document;
use super::names::{Dialect, Namespace, TTML, Tag};
use super::options::ParseOptions;
use super::tree::{Element, NONE, Node, NodeKind, Tree};
use super::{isd_roots, parameters, style, timing, xml};
use crate::source::{Edit, Fix, MAX_LEN, Parsed, Span};

/// Reads a document. Never fails: errors are in the diagnostics.
#[must_use]
pub fn parse<'a>(source: &'a str, options: &ParseOptions) -> Parsed<Document<'a>> {
    parse_as::<true>(source, options)
}

/// Reads a document as [`parse`] does, for callers that want no findings.
#[must_use]
pub fn parse_silently<'a>(source: &'a str, options: &ParseOptions) -> Document<'a> {
    parse_as::<false>(source, options).document
}

fn parse_as<'a, const TELL: bool>(source: &'a str, options: &ParseOptions) -> Parsed<Document<'a>> {
    let mut sink = Sink::<TELL>::new(options.max_diagnostics);
    if source.len() > MAX_LEN || source.len() > options.max_bytes {
        let limit = options.max_bytes.min(MAX_LEN);
        sink.fault(|| diagnostics::too_long(Span::at(0), limit));
        let document = Document::new(Tree::empty(""));
        return Parsed { document, diagnostics: sink.finish(0) };
    }
    let (tree, encoding) = xml::read(source, options, &mut sink);
    let mut document = Document::new(tree);
    document.encoding = encoding;
    document.max_pieces = options.max_pieces;
    document.max_cues = options.max_cues;
    find_root(&mut document, &mut sink);
    document.parameters = parameters::read(&document, document.tt, &mut sink);
    document.styles = style::resolve(&document, options.max_regions, &mut sink);
    let time = document.parameters.time;
    document.timings = timing::read(&mut document.tree, &time, &document.styles, &mut sink);
    document.ill_formed = sink.ill_formed;
    let end = source.len() as u32;
    Parsed { document, diagnostics: sink.finish(end) }
}

/// Finds `tt` and `body`, and reports errors in the root.
fn find_root<const TELL: bool>(document: &mut Document<'_>, sink: &mut Sink<TELL>) {
    let is_element = |n: &Node| matches!(n.kind, NodeKind::Element(_)) && n.parent == NONE;
    let Some(root) = document.nodes.iter().position(is_element) else { return };
    let root = root as u32;
    let Some(element) = document.element(root) else { return };
    let (namespace, name) = (element.namespace, element.name);
    if isd_roots::is_root(document, element) {
        return; // `validate` knows whether the model has such roots.
    }
    if element.tag != Tag::Tt {
        sink.add(|| match name.slice(document.source) {
            "timedtext" => diagnostics::youtube(name),
            "SAMI" | "sami" => diagnostics::sami(name),
            word => diagnostics::root(name, word),
        });
        return;
    }
    let dialect = root_dialect(document, element);
    document.tt = Some(root);
    document.dialect = dialect;
    if namespace == Namespace::None {
        document.dialect = Dialect::NoNamespace;
        sink.add(|| {
            let edit = Edit::insert(name.end, format!(" xmlns=\"{TTML}\""));
            diagnostics::no_namespace(name).with_fix(Fix::safe("declare the namespace", vec![edit]))
        });
    }
    let body = document.children(root).find(|&n| document.tag(n) == Tag::Body);
    document.body = body;
}

/// Which namespaces the root is in, by the declaration on it.
fn root_dialect(tree: &Tree<'_>, root: &Element) -> Dialect {
    let uri = tree.attributes_of(root).iter().find_map(|a| {
        let (namespace, dialect) = Namespace::from_uri(tree.value(a))?;
        (a.namespace == Namespace::Xmlns && namespace == Namespace::Tt).then_some(dialect)
    });
    uri.unwrap_or_default()
}
