//! The inside of a start tag: attributes, namespace declarations, names.
//!
//! XML 1.0 section 3.1 and Namespaces in XML 1.0. Every attribute gets the span of its name and of
//! its value.

use std::borrow::Cow;
use std::collections::HashSet;

use super::cursor::{Cursor, SPACE, skip, tag_end};
use super::diagnostics::{
    Sink, TTML_DRAFT_NAMESPACE, TTML_LIMIT, TTML_UNKNOWN_NAMESPACE, TTML_XML_ATTRIBUTE,
    TTML_XML_DUPLICATE_ATTRIBUTE, TTML_XML_UNDECLARED_PREFIX, finding,
};
use super::document::{Attribute, Document, NONE};
use super::names::{Attr, Dialect, Namespace, TTML, Tag};
use super::references::is_ncname;
use crate::source::{Applicability, Diagnostic, Edit, Fix, Span};

/// A prefix and what it stands for; the empty prefix is the default namespace.
#[derive(Clone, Debug)]
pub(super) struct Binding<'a> {
    pub(super) prefix: &'a str,
    pub(super) namespace: Namespace,
}

/// The namespace declarations in scope.
#[derive(Debug)]
pub(super) struct Scopes<'a> {
    pub(super) bindings: Vec<Binding<'a>>,
    pub(super) default: Namespace,
    /// Prefixes already reported as undeclared.
    reported: HashSet<&'a str>,
    /// Where a missing declaration would go: behind the name of the root that is open.
    pub(super) root: Option<u32>,
    crowded: bool,
    /// Whether the root is in no namespace, once it is read.
    plain: Option<bool>,
    /// The tag read last has style attributes or references.
    pub(super) styled: bool,
    /// Changes with the declarations in scope; entries of the caches with another number are old.
    generation: u32,
    tags: [Known<'a, Tag>; SLOTS],
    attrs: [Known<'a, Attr>; SLOTS],
}

/// Names looked up before: documents use the same few over and over.
const SLOTS: usize = 32;

/// A name as written and what it stands for.
#[derive(Clone, Copy, Debug)]
struct Known<'a, T> {
    name: &'a str,
    generation: u32,
    namespace: Namespace,
    what: T,
}

/// The place of a name in a cache.
fn slot(name: &str) -> usize {
    let bytes = name.as_bytes();
    let byte = |at: Option<&u8>| at.map_or(0, |&b| usize::from(b));
    (bytes.len() + byte(bytes.last()) * 3 + byte(bytes.get(4)) * 5) % SLOTS
}

impl Default for Scopes<'_> {
    fn default() -> Self {
        Self {
            bindings: Vec::new(),
            default: Namespace::None,
            reported: HashSet::new(),
            root: None,
            crowded: false,
            plain: None,
            styled: false,
            generation: 1,
            tags: [Known { name: "", generation: 0, namespace: Namespace::None, what: Tag::Other };
                SLOTS],
            attrs: [Known {
                name: "",
                generation: 0,
                namespace: Namespace::None,
                what: Attr::Other,
            }; SLOTS],
        }
    }
}

/// More declarations than this in scope are refused: each name is looked up among them.
const MAX_BINDINGS: usize = 256;

/// The namespace of declarations, which nothing may be bound to.
const XMLNS: &str = "http://www.w3.org/2000/xmlns/";

impl<'a> Scopes<'a> {
    /// Forgets the declarations of the elements that were closed.
    pub(super) fn truncate(&mut self, bindings: usize) {
        if self.bindings.len() > bindings {
            self.bindings.truncate(bindings);
            self.generation = self.generation.wrapping_add(1).max(1);
            let default = self.bindings.iter().rev().find(|b| b.prefix.is_empty());
            self.default = default.map_or(Namespace::None, |b| b.namespace);
        }
    }

    /// Reads the attributes of a start tag whose name ends at `at` into the document. Gives the
    /// offset behind the tag and whether it ends in `/>`; `None` when it does not end.
    pub(super) fn read(
        &mut self,
        document: &mut Document<'a>,
        at: usize,
        limit: usize,
        sink: &mut Sink,
    ) -> Option<(usize, bool)> {
        self.styled = false;
        if self.root.is_none() {
            self.root = Some(at as u32);
        }
        let source = document.source;
        let bytes = source.as_bytes();
        match &bytes[at..] {
            [b'>', ..] => return Some((at + 1, false)),
            [b'/', b'>', ..] => return Some((at + 2, true)),
            _ => {}
        }
        let mut tag = Reading {
            first: document.attributes.len(),
            limit,
            declares: false,
            open: false,
            full: false,
        };
        let mut cursor = Cursor::new(source, Span::of(at..bytes.len()));
        while let Some((name, span)) = cursor.common() {
            let text = &source[name.range()];
            let known = self.attrs[slot(text)];
            let full = document.attributes.len() - tag.first >= limit;
            if known.generation == self.generation && known.name == text && !full {
                let Known { namespace, what: attr, .. } = known;
                document.attributes.push(Attribute { attr, namespace, name, span, text: NONE });
            } else {
                tag.push(document, name, span, None, sink);
            }
        }
        let next = skip(bytes, cursor.at, SPACE);
        let ended = match &bytes[next..] {
            [b'>', ..] => (next + 1, false),
            [b'/', b'>', ..] => (next + 2, true),
            _ => {
                let end = tag_end(bytes, next)?;
                let empty = end > next && bytes[end - 1] == b'/';
                cursor.end = end - usize::from(empty);
                while let Some((name, span, value)) = cursor.next(sink) {
                    tag.push(document, name, span, value, sink);
                }
                (end + 1, empty)
            }
        };
        if tag.declares {
            self.declare(document, tag.first, sink);
        }
        if tag.open {
            for i in tag.first..document.attributes.len() {
                self.attribute(document, i, sink);
            }
        }
        self.survey(document, tag.first, sink);
        Some(ended)
    }

    /// Looks at the attributes of a tag, resolved: what occurs, and whether anything does twice.
    fn survey(&mut self, document: &mut Document<'a>, first: usize, sink: &mut Sink) {
        let mut seen = 0_u128;
        let mut doubtful = false;
        let facts = &mut document.facts;
        for attribute in &document.attributes[first..] {
            // All that are not listed share the last bit.
            let bit = 1_u128 << (attribute.attr as u8).min(127);
            doubtful |= seen & bit != 0;
            seen |= bit;
            self.styled |= attribute.namespace == Namespace::Tts || attribute.attr == Attr::Style;
            match attribute.attr {
                Attr::Ruby => facts.ruby = true,
                Attr::TtmAgent => facts.agents = true,
                Attr::Lang => {
                    facts.languages |= facts.language;
                    facts.language = true;
                }
                _ => {}
            }
        }
        if doubtful {
            check_duplicates(document, first, sink);
        }
    }

    /// Puts the namespace declarations of one start tag in scope.
    fn declare(&mut self, document: &mut Document<'a>, first: usize, sink: &mut Sink) {
        self.generation = self.generation.wrapping_add(1).max(1);
        for i in first..document.attributes.len() {
            let attribute = &document.attributes[i];
            if attribute.namespace != Namespace::Xmlns {
                continue;
            }
            let (name, span) = (attribute.name, attribute.span);
            let value = document.value_cow(attribute);
            let prefix = name.slice(document.source).strip_prefix("xmlns:").unwrap_or_default();
            if self.bindings.len() >= MAX_BINDINGS {
                if !self.crowded {
                    let message = "too many namespace declarations: the others are not read";
                    sink.fault(TTML_LIMIT, name, message);
                }
                self.crowded = true;
                return;
            }
            if value.is_empty() && !prefix.is_empty() {
                let message = "a prefix cannot be declared to be in no namespace";
                sink.fault(TTML_XML_ATTRIBUTE, span, message);
            }
            // Namespaces in XML 1.0 section 3: these two stand for themselves.
            let is_xml = Namespace::from_uri(&value).is_some_and(|found| found.0 == Namespace::Xml);
            if prefix == "xmlns" || &*value == XMLNS || is_xml != (prefix == "xml") {
                let message = "the prefixes `xml` and `xmlns` and their namespaces are reserved";
                sink.fault(TTML_XML_ATTRIBUTE, span, message);
            }
            let namespace = if value.is_empty() {
                Namespace::None
            } else {
                match Namespace::from_uri(&value) {
                    Some((namespace, dialect)) => {
                        odd_namespace(namespace, dialect, &value, span, sink);
                        namespace
                    }
                    None => intern(document, value),
                }
            };
            if prefix.is_empty() {
                self.default = namespace;
            }
            self.bindings.push(Binding { prefix, namespace });
        }
    }

    fn attribute(&mut self, document: &mut Document<'a>, i: usize, sink: &mut Sink) {
        let attribute = &document.attributes[i];
        if attribute.namespace == Namespace::Xmlns {
            return;
        }
        let name = attribute.name;
        let text = name.slice(document.source);
        let slot = slot(text);
        let known = self.attrs[slot];
        let (namespace, attr) = if known.generation == self.generation && known.name == text {
            (known.namespace, known.what)
        } else {
            let (namespace, local) = match text.split_once(':') {
                None => (Namespace::None, text),
                Some((prefix, local)) => (self.lookup(document, prefix, name, sink), local),
            };
            let what = Attr::find(namespace, local);
            if what == Attr::Other && !is_ncname(local) {
                // Not kept: each such name is reported.
                sink.fault(TTML_XML_ATTRIBUTE, name, "this is no attribute name");
            } else {
                let generation = self.generation;
                self.attrs[slot] = Known { name: text, generation, namespace, what };
            }
            (namespace, what)
        };
        let attribute = &mut document.attributes[i];
        attribute.namespace = namespace;
        attribute.attr = attr;
    }

    /// The namespace and tag of an element's name.
    pub(super) fn element(
        &mut self,
        document: &mut Document<'a>,
        name: Span,
        sink: &mut Sink,
    ) -> (Namespace, Tag) {
        let text = name.slice(document.source);
        let slot = slot(text);
        let known = self.tags[slot];
        if known.generation == self.generation && known.name == text {
            return (known.namespace, known.what);
        }
        let (namespace, local) = match text.split_once(':') {
            None => (self.default, text),
            Some((prefix, local)) => (self.lookup(document, prefix, name, sink), local),
        };
        // Documents without any namespace are read as TTML (with a diagnostic at the root). Beside
        // proper names those without a namespace are foreign (TTML1 5.3).
        let plain = *self.plain.get_or_insert(namespace == Namespace::None);
        let read_as = if plain && namespace == Namespace::None { Namespace::Tt } else { namespace };
        let what = Tag::find(read_as, local);
        self.tags[slot] = Known { name: text, generation: self.generation, namespace, what };
        (namespace, what)
    }

    fn lookup(
        &mut self,
        document: &Document<'a>,
        prefix: &'a str,
        name: Span,
        sink: &mut Sink,
    ) -> Namespace {
        if let Some(binding) = self.bindings.iter().rev().find(|b| b.prefix == prefix) {
            return binding.namespace;
        }
        match prefix {
            "xml" => return Namespace::Xml,
            "xmlns" => return Namespace::Xmlns,
            _ => {}
        }
        let usual = Namespace::of_usual_prefix(prefix);
        if self.reported.insert(prefix) {
            sink.ill_formed = true;
            let short: String = prefix.chars().take(40).collect();
            let message = format!("the prefix `{short}` is not declared");
            let span = Span::new(name.start, name.start + prefix.len() as u32);
            let mut diagnostic = finding(TTML_XML_UNDECLARED_PREFIX, span, message);
            if let (Some((_, uri)), Some(root)) = (usual, self.root) {
                let text = format!(" xmlns:{prefix}=\"{uri}\"");
                let edit = Edit::insert(root, text);
                diagnostic = diagnostic.with_fix(Fix::safe("declare the prefix", vec![edit]));
            }
            sink.push(diagnostic);
        }
        debug_assert!(name.end as usize <= document.source.len());
        usual.map_or(Namespace::Undeclared, |(namespace, _)| namespace)
    }
}

/// Puts a text that is not as it stands in the source into the document; gives its index.
pub(super) fn keep(document: &mut Document<'_>, text: Option<String>) -> u32 {
    let Some(text) = text else { return NONE };
    document.texts.push(text);
    document.texts.len() as u32 - 1
}

/// The attributes of the tag at hand.
struct Reading {
    first: usize,
    limit: usize,
    declares: bool,
    /// Some names are not resolved yet.
    open: bool,
    full: bool,
}

impl Reading {
    fn push(
        &mut self,
        document: &mut Document<'_>,
        name: Span,
        span: Span,
        value: Option<String>,
        sink: &mut Sink,
    ) {
        let count = document.attributes.len() - self.first;
        if count >= self.limit {
            if !self.full {
                let message =
                    format!("more than {} attributes: the others are not read", self.limit);
                sink.fault(TTML_LIMIT, name, message);
            }
            self.full = true;
            return;
        }
        let bytes = document.source.as_bytes();
        let declaration = bytes[name.range()].strip_prefix(b"xmlns");
        let declaration = declaration.is_some_and(|rest| matches!(rest, [] | [b':', ..]));
        self.declares |= declaration;
        self.open = true;
        let namespace = if declaration { Namespace::Xmlns } else { Namespace::None };
        let text = keep(document, value);
        document.attributes.push(Attribute { attr: Attr::Other, namespace, name, span, text });
    }
}

/// Reports draft namespaces and those that never were.
fn odd_namespace(namespace: Namespace, dialect: Dialect, uri: &str, span: Span, sink: &mut Sink) {
    let suffix = match uri.split_once('#').map(|(_, fragment)| fragment) {
        Some("style" | "styling" | "styling#") => "#styling",
        Some("parameter") => "#parameter",
        Some("metadata") => "#metadata",
        _ => "",
    };
    let edits = vec![Edit::replace(span, format!("{TTML}{suffix}"))];
    if namespace == Namespace::Bogus {
        let message = "this namespace never existed: readers ignore what is in it";
        // Parameters that come into force change times; styles only looks (but see `hides_text`).
        let title = "write the namespace of TTML";
        let fix =
            if suffix == "#parameter" { Fix::risky(title, edits) } else { Fix::safe(title, edits) };
        sink.push(finding(TTML_UNKNOWN_NAMESPACE, span, message).with_fix(fix));
    } else if dialect != Dialect::Ttml {
        let message = "a draft namespace of 2006: many readers refuse it";
        let fix = Fix::safe("write the namespace of TTML 1.0", edits);
        sink.push(finding(TTML_DRAFT_NAMESPACE, span, message).with_fix(fix));
    }
}

/// Styles in a namespace that never existed may hide text once they count: then that is no safe fix.
pub(super) fn hides_text(document: &Document<'_>, sink: &mut Sink) {
    let unknown = |d: &&mut Diagnostic| d.code.0 == TTML_UNKNOWN_NAMESPACE.0;
    if sink.list.iter_mut().find(unknown).is_none() {
        return;
    }
    let hides = document.attributes.iter().any(|a| {
        let name = a.name.slice(document.source);
        a.namespace == Namespace::Bogus
            && (name.ends_with("display") || name.ends_with("visibility"))
    });
    for found in sink.list.iter_mut().filter(|d| hides && unknown(d)) {
        if let Some(fix) = &mut found.fix {
            fix.applicability = Applicability::Unsafe;
        }
    }
}

fn intern<'a>(document: &mut Document<'a>, uri: Cow<'a, str>) -> Namespace {
    let known = document.namespaces.iter().position(|known| *known == uri);
    let index = known.unwrap_or_else(|| {
        // Bounded by what may be in scope at once; the rest share the last number.
        if document.namespaces.len() < MAX_BINDINGS {
            document.namespaces.push(uri);
        }
        document.namespaces.len() - 1
    });
    Namespace::Foreign(index as u16)
}

/// The same name twice in one tag, as written or by namespace.
fn check_duplicates(document: &Document<'_>, first: usize, sink: &mut Sink) {
    let attributes = &document.attributes[first..];
    let key = |a: &Attribute| {
        let text = a.name.slice(document.source);
        let local = text.split_once(':').map_or(text, |(_, local)| local);
        (a.namespace, local.to_owned())
    };
    let same = |a: &Attribute, b: &Attribute| {
        if a.attr != Attr::Other || b.attr != Attr::Other {
            a.attr == b.attr
        } else {
            a.namespace == b.namespace && key(a) == key(b)
        }
    };
    let mut report = |a: &Attribute| {
        sink.fault(TTML_XML_DUPLICATE_ATTRIBUTE, a.name, "this attribute is there already");
    };
    if attributes.len() <= 12 {
        for (i, a) in attributes.iter().enumerate().skip(1) {
            if attributes[..i].iter().any(|b| same(a, b)) {
                report(a);
            }
        }
        return;
    }
    let mut seen = HashSet::with_capacity(attributes.len());
    for a in attributes {
        if !seen.insert(key(a)) {
            report(a);
        }
    }
}
