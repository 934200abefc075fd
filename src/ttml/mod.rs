//! TTML and DFXP: the W3C Timed Text Markup Language and its profiles.
//!
//! What lives here: the XML layer with spans ([`parse`] and [`Document`]), times, styles and regions
//! (TTML1 sections 6, 8, 9, 10), what is shown when ([`present`]), the way to and from the timeline
//! ([`lower`], [`raise`]) and validity by model ([`validate`]). What it leaves out: images, audio,
//! animation other than `set`, document types (never processed), drawing.
//!
//! ```
//! use cuesmith::ttml;
//!
//! let source = r#"<tt xml:lang="en" xmlns="http://www.w3.org/ns/ttml"><body><div>
//!   <p begin="00:00:01.000" end="00:00:02.500">Hello<br/>there</p>
//! </div></body></tt>"#;
//! let parsed = ttml::parse(source, &ttml::ParseOptions::default());
//! assert!(parsed.diagnostics.is_empty());
//! let timeline = ttml::lower(&parsed.document);
//! assert_eq!(timeline.cues[0].interval, cuesmith::time::Interval::from_ms(1000, 2500));
//! ```

mod active;
mod attributes;
mod color;
mod content_model;
mod cursor;
mod diagnostics;
mod document;
mod ebu;
mod edit;
mod features;
mod geometry;
mod ids;
mod imsc;
mod isd;
mod lower;
mod lower_text;
mod lower_unseen;
mod model;
mod names;
mod open;
mod paragraph;
mod presentation;
mod profile;
mod raise;
mod raise_place;
mod rational;
mod references;
mod spaces;
mod style;
mod sweep;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_changes;
#[cfg(test)]
mod tests_validity;
mod time_expression;
mod timing;

mod validate;
mod values;
mod values2;
mod xml;

pub use active::{Active, active};
pub use color::Color;
pub use diagnostics::CODES;
pub use document::{Attribute, Document, Element, Facts, NONE, Node, NodeKind, Parameters};
pub use geometry::{DisplayAlign, Geometry, WritingMode, geometry, has_geometry};
pub use ids::Ids;
pub use lower::lower;
pub use lower_unseen::unseen;
pub use model::Model;
pub use names::{Attr, Dialect, Namespace, TTML, Tag};
pub use presentation::{Presentation, Segment, present};
pub use profile::declared_model;
pub use raise::{Flavour, WriteOptions, raise};
pub use rational::Rational;
pub use spaces::{Part, Piece};
pub use style::{
    BoxAttributes, Properties, Region, Ruby, Specified, Style, Styles, TextAlign, specified,
};
pub use time_expression::{DropMode, TimeBase, TimeError, TimeParameters, Uses, parse_time};
pub use timing::Timing;
pub use validate::{conformance, validate};

use diagnostics::{self as say, Sink};

use crate::source::{Certainty, Diagnostic, Edit, Fix, MAX_LEN, Parsed, Source, Span};

/// How large a document may be. Beyond a limit reading stops or skips, with one diagnostic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseOptions {
    /// Longest text, in bytes. Default: `u32::MAX`.
    pub max_bytes: usize,
    /// Deepest nesting of elements. Default: 256.
    pub max_depth: usize,
    /// Most elements. Default: 10,000,000.
    pub max_elements: usize,
    /// Most attributes on one element, at most 65,535. Default: 1,000.
    pub max_attributes: usize,
    /// Most regions. Default: 100,000.
    pub max_regions: usize,
    /// Most cues. Beyond it, nothing more is presented. Default: 10,000,000.
    pub max_cues: usize,
    /// Most pieces of text that splitting may make: a cue whose parts change is split, and each part
    /// holds all that is on. Beyond it, cues are not split any more. Default: 1,000,000.
    pub max_pieces: usize,
    /// Most diagnostics. Default: 10,000.
    pub max_diagnostics: usize,
}

impl Default for ParseOptions {
    fn default() -> Self {
        Self {
            max_bytes: MAX_LEN,
            max_depth: 256,
            max_elements: 10_000_000,
            max_attributes: 1000,
            max_regions: 100_000,
            max_cues: 10_000_000,
            max_pieces: 1_000_000,
            max_diagnostics: 10_000,
        }
    }
}

/// Reads a document. Never fails: what is wrong is in the diagnostics.
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
        sink.fault(|| say::too_long(Span::at(0), limit));
        return Parsed { document: Document::empty(""), diagnostics: sink.finish(0) };
    }
    let mut document = xml::read(source, options, &mut sink);
    document.max_pieces = options.max_pieces;
    document.max_cues = options.max_cues;
    find_root(&mut document, &mut sink);
    timing::read_parameters(&mut document, &mut sink);
    document.styles = style::resolve(&document, options.max_regions, &mut sink);
    timing::read_times(&mut document, &mut sink);
    document.ill_formed = sink.ill_formed;
    let end = source.len() as u32;
    Parsed { document, diagnostics: sink.finish(end) }
}

/// Finds `tt` and `body`, and says what is odd about the root.
fn find_root<const TELL: bool>(document: &mut Document<'_>, sink: &mut Sink<TELL>) {
    let is_element = |n: &Node| matches!(n.kind, NodeKind::Element(_)) && n.parent == NONE;
    let Some(root) = document.nodes.iter().position(is_element) else { return };
    let root = root as u32;
    let Some(element) = document.element(root) else { return };
    let (namespace, name) = (element.namespace, element.name);
    if isd::is_root(document, element) {
        return; // `validate` knows whether the model has such roots.
    }
    if element.tag != Tag::Tt {
        sink.add(|| match name.slice(document.source) {
            "timedtext" => say::youtube(name),
            "SAMI" | "sami" => say::sami(name),
            word => say::root(name, word),
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
            say::no_namespace(name).with_fix(Fix::safe("declare the namespace", vec![edit]))
        });
    }
    let body = document.children(root).find(|&n| document.tag(n) == Tag::Body);
    document.body = body;
}

/// Which namespaces the root is in, by the declaration on it.
fn root_dialect(document: &Document<'_>, root: &Element) -> Dialect {
    let uri = document.attributes_of(root).iter().find_map(|a| {
        let (namespace, dialect) = Namespace::from_uri(document.value(a))?;
        (a.namespace == Namespace::Xmlns && namespace == Namespace::Tt).then_some(dialect)
    });
    uri.unwrap_or_default()
}

/// What is wrong with the encoding of a file: bytes that are not text in it, or a declaration that
/// says otherwise (XML 1.0 section 4.3.3; a warning, as what carries the file may say it too). [`parse`]
/// sees only text and cannot know.
#[must_use]
pub fn check_encoding(source: &Source<'_>, document: &Document<'_>) -> Vec<Diagnostic> {
    let declared = document.encoding.map(|span| (span, span.slice(document.source)));
    let (span, said) = declared.unwrap_or((Span::at(0), "UTF-8"));
    if let Some(&first) = source.invalid.first() {
        let found = say::invalid_bytes(first, source.invalid.len());
        return vec![found.with_label(span, "declared here")];
    }
    let wide = |name: &str| {
        ["UTF-16", "UTF-32", "ISO-10646", "UCS", "UNICODE"]
            .iter()
            .any(|p| name.get(..p.len()).is_some_and(|head| head.eq_ignore_ascii_case(p)))
    };
    let fix = (source.is_utf8() && declared.is_some())
        .then(|| Fix::safe("declare UTF-8", vec![Edit::replace(span, "UTF-8")]));
    if source.certainty != Certainty::Declared && !is_encoding(said) {
        return vec![Diagnostic { fix, ..say::unknown_encoding(span, said) }];
    }
    let utf_16 = source.encoding.starts_with("UTF-16");
    let same = said.eq_ignore_ascii_case(source.encoding)
        || source.certainty == Certainty::Declared
        || (utf_16 && (declared.is_none() || said.eq_ignore_ascii_case("UTF-16")))
        // What is in ASCII only is the same text in nearly every encoding.
        || (source.is_utf8() && source.text.is_ascii() && !wide(said));
    if same {
        return Vec::new();
    }
    // Valid bytes of another encoding are one thing, bytes that had to be guessed another.
    let found = match source.certainty {
        Certainty::Guess => say::guessed_encoding(span, said, source.encoding),
        _ => say::other_encoding(span, said, source.encoding),
    };
    vec![Diagnostic { fix, ..found }]
}

/// Whether a name can be one of an encoding (XML 1.0 section 4.3.3, the names that IANA keeps), by how
/// they begin: a name that no reader knows is a fault, a rare one is not.
fn is_encoding(name: &str) -> bool {
    const FAMILIES: &[&str] = &[
        "UTF", "ISO", "US-ASCII", "ASCII", "ANSI", "UNICODE", "UCS", "WINDOWS", "CP", "IBM", "MAC",
        "LATIN", "KOI8", "KS", "SHIFT", "SJIS", "EUC", "BIG5", "GB", "HZ", "TIS", "VISCII", "X-",
        "CS", "JIS", "JOHAB", "EBCDIC", "DOS", "HP", "ARMSCII", "TSCII", "CESU", "BOCU", "SCSU",
        "L1", "L2", "L3", "L4", "L5", "L6", "L7", "L8", "L9", "8",
    ];
    let starts = |family: &&str| {
        name.get(..family.len()).is_some_and(|head| head.eq_ignore_ascii_case(family))
    };
    FAMILIES.iter().any(starts)
}

/// A note for the limit that presenting ran into, if it did: `Presentation::truncated`, or the
/// timeline's.
#[must_use]
pub fn check_limits(document: &Document<'_>, truncated: bool) -> Option<Diagnostic> {
    let span = document.body.map_or(Span::at(0), |body| document.start_tag(body));
    truncated.then(|| say::too_much_shown(span, document.max_cues, document.max_pieces))
}
