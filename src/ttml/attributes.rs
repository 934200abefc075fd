//! The inside of a start tag: attributes, namespace declarations, names.
//!
//! XML 1.0 section 3.1 and Namespaces in XML 1.0. Every attribute gets the span of its name and of
//! its value.

use std::borrow::Cow;
use std::collections::HashSet;

use super::cursor::{Cursor, SPACE, skip, tag_end};
use super::diagnostics::{self, Sink};
use super::names::{Attr, Dialect, Namespace, TTML, Tag};
use super::references::is_ncname;
use super::tree::{Attribute, NONE, Tree};
use crate::source::{Applicability, Diagnostic, Edit, Fix, Span};

/// A prefix and its namespace; the empty prefix is the default namespace.
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
    /// Where a missing declaration would go: after the name of the root that is open.
    pub(super) root: Option<u32>,
    crowded: bool,
    /// Whether the root is in no namespace, once it is read.
    plain: Option<bool>,
    /// Declarations of namespaces that do not exist, as indices into [`Tree::attributes`].
    bogus: Vec<u32>,
    /// The tag read last has style attributes or references.
    pub(super) styled: bool,
    /// Changes with the declarations in scope; entries of the caches with another number are old.
    generation: u32,
    tags: [Known<'a, Tag>; SLOTS],
    attrs: [Known<'a, Attr>; SLOTS],
}

/// Names looked up before: documents use the same few over and over.
const SLOTS: usize = 32;

/// A name as written and its meaning.
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
            bogus: Vec::new(),
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

    /// Reads the attributes of a start tag whose name ends at `at` into the tree. Gives the
    /// offset after the tag and whether it ends in `/>`; `None` when it does not end.
    pub(super) fn read<const TELL: bool>(
        &mut self,
        tree: &mut Tree<'a>,
        at: usize,
        limit: usize,
        sink: &mut Sink<TELL>,
    ) -> Option<(usize, bool)> {
        self.styled = false;
        if self.root.is_none() {
            self.root = Some(at as u32);
        }
        let source = tree.source;
        let bytes = source.as_bytes();
        match &bytes[at..] {
            [b'>', ..] => return Some((at + 1, false)),
            [b'/', b'>', ..] => return Some((at + 2, true)),
            _ => {}
        }
        let mut tag = Reading {
            first: tree.attributes.len(),
            limit,
            declares: false,
            open: false,
            full: false,
        };
        let mut cursor = Cursor::new(source, Span::of(at..bytes.len()));
        while let Some((name, span)) = cursor.common() {
            let text = &source[name.range()];
            let known = self.attrs[slot(text)];
            let full = tree.attributes.len() - tag.first >= limit;
            if known.generation == self.generation && known.name == text && !full {
                let Known { namespace, what: attr, .. } = known;
                tree.attributes.push(Attribute { attr, namespace, name, span, text: NONE });
            } else {
                tag.push(tree, name, span, None, sink);
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
                    tag.push(tree, name, span, value, sink);
                }
                (end + 1, empty)
            }
        };
        if tag.declares {
            self.declare(tree, tag.first, sink);
        }
        if tag.open {
            for i in tag.first..tree.attributes.len() {
                self.attribute(tree, i, sink);
            }
        }
        self.survey(tree, tag.first, sink);
        Some(ended)
    }

    /// Checks the resolved attributes of a tag: which occur, and whether one occurs twice.
    fn survey<const TELL: bool>(
        &mut self,
        tree: &mut Tree<'a>,
        first: usize,
        sink: &mut Sink<TELL>,
    ) {
        let mut seen = 0_u128;
        let mut doubtful = false;
        let facts = &mut tree.facts;
        for attribute in &tree.attributes[first..] {
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
            check_duplicates(tree, first, sink);
        }
    }

    /// Puts the namespace declarations of one start tag in scope.
    fn declare<const TELL: bool>(
        &mut self,
        tree: &mut Tree<'a>,
        first: usize,
        sink: &mut Sink<TELL>,
    ) {
        self.generation = self.generation.wrapping_add(1).max(1);
        for i in first..tree.attributes.len() {
            let attribute = &tree.attributes[i];
            if attribute.namespace != Namespace::Xmlns {
                continue;
            }
            let (name, span) = (attribute.name, attribute.span);
            let value = tree.value_cow(attribute);
            let prefix = name.slice(tree.source).strip_prefix("xmlns:").unwrap_or_default();
            if self.bindings.len() >= MAX_BINDINGS {
                if !self.crowded {
                    sink.fault(|| diagnostics::too_many_declarations(name));
                }
                self.crowded = true;
                return;
            }
            if value.is_empty() && !prefix.is_empty() {
                sink.fault(|| diagnostics::undeclared(span));
            }
            // Namespaces in XML 1.0 section 3: these two prefixes are bound by definition.
            let is_xml = Namespace::from_uri(&value).is_some_and(|found| found.0 == Namespace::Xml);
            if prefix == "xmlns" || &*value == XMLNS || is_xml != (prefix == "xml") {
                sink.fault(|| diagnostics::reserved_prefix(span));
            }
            let namespace = if value.is_empty() {
                Namespace::None
            } else {
                match Namespace::from_uri(&value) {
                    Some((namespace, dialect)) => {
                        if namespace == Namespace::Bogus {
                            self.bogus.push(i as u32);
                        } else if dialect != Dialect::Ttml {
                            sink.add(|| draft_namespace(&value, span));
                        }
                        namespace
                    }
                    None => intern(tree, value),
                }
            };
            if prefix.is_empty() {
                self.default = namespace;
            }
            self.bindings.push(Binding { prefix, namespace });
        }
    }

    fn attribute<const TELL: bool>(
        &mut self,
        tree: &mut Tree<'a>,
        i: usize,
        sink: &mut Sink<TELL>,
    ) {
        let attribute = &tree.attributes[i];
        if attribute.namespace == Namespace::Xmlns {
            return;
        }
        let name = attribute.name;
        let text = name.slice(tree.source);
        let slot = slot(text);
        let known = self.attrs[slot];
        let (namespace, attr) = if known.generation == self.generation && known.name == text {
            (known.namespace, known.what)
        } else {
            let (namespace, local) = match text.split_once(':') {
                None => (Namespace::None, text),
                Some((prefix, local)) => (self.lookup(tree, prefix, name, sink), local),
            };
            let what = Attr::find(namespace, local);
            if what == Attr::Other && !is_ncname(local) {
                // Not kept: each such name is reported.
                sink.fault(|| diagnostics::attribute_name(name));
            } else {
                let generation = self.generation;
                self.attrs[slot] = Known { name: text, generation, namespace, what };
            }
            (namespace, what)
        };
        let attribute = &mut tree.attributes[i];
        attribute.namespace = namespace;
        attribute.attr = attr;
    }

    /// The namespace and tag of an element's name.
    pub(super) fn element<const TELL: bool>(
        &mut self,
        tree: &mut Tree<'a>,
        name: Span,
        sink: &mut Sink<TELL>,
    ) -> (Namespace, Tag) {
        let text = name.slice(tree.source);
        let slot = slot(text);
        let known = self.tags[slot];
        if known.generation == self.generation && known.name == text {
            return (known.namespace, known.what);
        }
        let (namespace, local) = match text.split_once(':') {
            None => (self.default, text),
            Some((prefix, local)) => (self.lookup(tree, prefix, name, sink), local),
        };
        // Documents without any namespace are read as TTML (with a diagnostic at the root). Beside
        // proper names those without a namespace are foreign (TTML1 5.3).
        let plain = *self.plain.get_or_insert(namespace == Namespace::None);
        let read_as = if plain && namespace == Namespace::None { Namespace::Tt } else { namespace };
        let what = Tag::find(read_as, local);
        self.tags[slot] = Known { name: text, generation: self.generation, namespace, what };
        (namespace, what)
    }

    fn lookup<const TELL: bool>(
        &mut self,
        tree: &Tree<'a>,
        prefix: &'a str,
        name: Span,
        sink: &mut Sink<TELL>,
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
            let root = self.root;
            sink.fault(|| {
                let span = Span::new(name.start, name.start + prefix.len() as u32);
                let mut finding = diagnostics::undeclared_prefix(span, prefix);
                finding.fix = usual.zip(root).map(|((_, uri), root)| {
                    let edit = Edit::insert(root, format!(" xmlns:{prefix}=\"{uri}\""));
                    Fix::safe("declare the prefix", vec![edit])
                });
                finding
            });
        }
        debug_assert!(name.end as usize <= tree.source.len());
        usual.map_or(Namespace::Undeclared, |(namespace, _)| namespace)
    }
}

impl Scopes<'_> {
    /// Reports the namespaces that do not exist, once the whole document is read: styles in them may hide
    /// text once they take effect.
    pub(super) fn report_unknown<const TELL: bool>(&self, tree: &Tree<'_>, sink: &mut Sink<TELL>) {
        if !TELL || self.bogus.is_empty() {
            return;
        }
        let hides_text = tree.attributes.iter().any(|a| {
            let name = a.name.slice(tree.source);
            a.namespace == Namespace::Bogus
                && (name.ends_with("display") || name.ends_with("visibility"))
        });
        for &at in &self.bogus {
            let attribute = &tree.attributes[at as usize];
            sink.add(|| unknown_namespace(tree.value(attribute), attribute.span, hides_text));
        }
    }
}

/// Puts a text that is not as it is in the source into the document; gives its index.
pub(super) fn keep(tree: &mut Tree<'_>, text: Option<String>) -> u32 {
    let Some(text) = text else { return NONE };
    tree.texts.push(text);
    tree.texts.len() as u32 - 1
}

/// The attributes of the current tag.
struct Reading {
    first: usize,
    limit: usize,
    declares: bool,
    /// Some names are not resolved yet.
    open: bool,
    full: bool,
}

impl Reading {
    fn push<const TELL: bool>(
        &mut self,
        tree: &mut Tree<'_>,
        name: Span,
        span: Span,
        value: Option<String>,
        sink: &mut Sink<TELL>,
    ) {
        let count = tree.attributes.len() - self.first;
        if count >= self.limit {
            if !self.full {
                sink.fault(|| diagnostics::too_many_attributes(name, self.limit));
            }
            self.full = true;
            return;
        }
        let bytes = tree.source.as_bytes();
        let declaration = bytes[name.range()].strip_prefix(b"xmlns");
        let declaration = declaration.is_some_and(|rest| matches!(rest, [] | [b':', ..]));
        self.declares |= declaration;
        self.open = true;
        let namespace = if declaration { Namespace::Xmlns } else { Namespace::None };
        let text = keep(tree, value);
        tree.attributes.push(Attribute { attr: Attr::Other, namespace, name, span, text });
    }
}

/// The edits that replace another namespace with that of TTML.
fn proper_namespace(uri: &str, span: Span) -> (&'static str, Vec<Edit>) {
    let suffix = match uri.split_once('#').map(|(_, fragment)| fragment) {
        Some("style" | "styling" | "styling#") => "#styling",
        Some("parameter") => "#parameter",
        Some("metadata") => "#metadata",
        _ => "",
    };
    (suffix, vec![Edit::replace(span, format!("{TTML}{suffix}"))])
}

/// Reports a namespace that does not exist.
fn unknown_namespace(uri: &str, span: Span, hides_text: bool) -> Diagnostic {
    let (suffix, edits) = proper_namespace(uri, span);
    let title = "write the namespace of TTML";
    let applicability = match suffix {
        // Whether to hide text is for people to decide.
        _ if hides_text => Applicability::Show,
        // Parameters that take effect change times, and styles the rendering.
        "#parameter" | "#styling" => Applicability::Unsafe,
        _ => Applicability::Safe,
    };
    diagnostics::unknown_namespace(span).with_fix(Fix::new(applicability, title, edits))
}

/// Reports a draft namespace.
fn draft_namespace(uri: &str, span: Span) -> Diagnostic {
    let (_, edits) = proper_namespace(uri, span);
    diagnostics::draft(span).with_fix(Fix::safe("write the namespace of TTML 1.0", edits))
}

fn intern<'a>(tree: &mut Tree<'a>, uri: Cow<'a, str>) -> Namespace {
    let known = tree.namespaces.iter().position(|known| *known == uri);
    let index = known.unwrap_or_else(|| {
        // Bounded by what may be in scope at once; the rest share the last number.
        if tree.namespaces.len() < MAX_BINDINGS {
            tree.namespaces.push(uri);
        }
        tree.namespaces.len() - 1
    });
    Namespace::Foreign(index as u16)
}

/// The same name twice in one tag, as written or by namespace.
fn check_duplicates<const TELL: bool>(tree: &Tree<'_>, first: usize, sink: &mut Sink<TELL>) {
    let attributes = &tree.attributes[first..];
    let key = |a: &Attribute| {
        let text = a.name.slice(tree.source);
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
        sink.fault(|| diagnostics::second_attribute(a.name));
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
