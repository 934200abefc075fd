//! XML with spans: the tree of nodes, over quick-xml's reader.
//!
//! Tags and text, which are nearly all of a caption file, are cut here; comments, sections,
//! instructions and declarations are cut by quick-xml, and a test compares the two ways of cutting. Everything
//! that quick-xml does not check is checked here: nesting, attributes, namespaces, references,
//! characters, what is outside the root. No document type is processed. An error is reported and
//! reading continues with the likeliest meaning.

use quick_xml::Reader;
use quick_xml::events::Event;

use super::attributes::{Scopes, keep};
use super::diagnostics::{self, Sink};
use super::names::Tag;
use super::options::ParseOptions;
use super::references::{check_cdata_end, check_characters, is_name, resolve_text};
use super::tree::{Element, NONE, Node, NodeKind, Tree};
use crate::chars::{is_xml_blank, is_xml_space};
use crate::source::Span;

/// Reads the tree, and where the XML declaration names an encoding. Times, styles and regions are not looked at yet.
pub(super) fn read<'a, const TELL: bool>(
    source: &'a str,
    options: &ParseOptions,
    sink: &mut Sink<TELL>,
) -> (Tree<'a>, Option<Span>) {
    let mut builder = Builder {
        source,
        options,
        tree: sized(source),
        encoding: None,
        open: Vec::new(),
        scopes: Scopes::default(),
        special: memchr::memchr2(b'&', b'\r', source.as_bytes()).is_some(),
        elements: 0,
        root_seen: false,
        doctype_seen: false,
        cdata_ends: memchr::memmem::find(source.as_bytes(), b"]]>").is_some(),
        full: false,
        sink,
    };
    check_characters(source, builder.sink);
    builder.run();
    builder.scopes.report_unknown(&builder.tree, builder.sink);
    (builder.tree, builder.encoding)
}

/// An empty tree with room for a usual number of nodes: growing would copy them all.
fn sized(source: &str) -> Tree<'_> {
    let mut tree = Tree::empty(source);
    // Memory that is not touched costs nothing.
    tree.nodes.reserve((source.len() / 32).min(1 << 22));
    tree.attributes.reserve((source.len() / 24).min(1 << 22));
    tree
}

struct Builder<'a, 'o, const TELL: bool> {
    source: &'a str,
    options: &'o ParseOptions,
    tree: Tree<'a>,
    /// The value of `encoding` in the XML declaration.
    encoding: Option<Span>,
    open: Vec<Open>,
    scopes: Scopes<'a>,
    /// There are references or carriage returns somewhere.
    special: bool,
    elements: usize,
    root_seen: bool,
    doctype_seen: bool,
    cdata_ends: bool,
    full: bool,
    sink: &'o mut Sink<TELL>,
}

/// An element that is not closed yet.
struct Open {
    /// Its node, or [`NONE`] for one beyond the depth limit, whose content goes to its parent.
    node: u32,
    name: Span,
    bindings: usize,
    /// White space directly inside is never shown.
    skips_blanks: bool,
}

impl<'a, const TELL: bool> Builder<'a, '_, TELL> {
    fn run(&mut self) {
        let bytes = self.source.as_bytes();
        let bom = if self.source.starts_with('\u{feff}') { 3 } else { 0 };
        let mut at = bom;
        while !self.full {
            let Some(text) = memchr::memchr(b'<', &bytes[at..]) else {
                self.flush(Span::of(at..bytes.len()));
                break;
            };
            let tag = at + text;
            if text > 0 {
                self.flush(Span::of(at..tag));
            }
            let end = match bytes.get(tag + 1) {
                Some(b'/') => self.end_tag(tag),
                Some(b'!' | b'?') => self.markup(tag, bom),
                _ => self.start_tag(tag),
            };
            let Some(end) = end else { break };
            at = end;
        }
        self.finish();
    }

    /// Reads a comment, section, instruction or declaration; gives the offset after it.
    fn markup(&mut self, at: usize, bom: usize) -> Option<usize> {
        let mut reader = Reader::from_str(&self.source[at..]);
        let event = reader.read_event();
        let end = at + reader.buffer_position() as usize;
        let span = Span::of(at..end);
        match event {
            Ok(Event::CData(_)) => self.cdata(span),
            Ok(Event::Comment(_)) => self.comment(span),
            Ok(Event::PI(_)) => self.instruction(span),
            Ok(Event::Decl(_)) => self.declaration(span, bom as u32),
            Ok(Event::DocType(_)) => self.doctype(span),
            Ok(_) => return self.broken(at, "this is not markup"),
            Err(error) => return self.broken(at, &error.to_string()),
        }
        Some(end)
    }

    /// Reports that nothing can be read from here on.
    fn broken(&mut self, at: usize, why: &str) -> Option<usize> {
        let span = Span::of(at..self.source.len());
        self.sink.fault(|| diagnostics::not_xml(span, why));
        None
    }

    fn parent(&self) -> u32 {
        // Elements beyond the depth limit are on top of those within it.
        let level = self.open.len().min(self.options.max_depth);
        level.checked_sub(1).and_then(|at| self.open.get(at)).map_or(NONE, |open| open.node)
    }

    fn push(&mut self, kind: NodeKind, span: Span) -> u32 {
        let node = self.tree.nodes.len() as u32;
        let parent = self.parent();
        self.tree.nodes.push(Node { kind, parent, end: node + 1, span });
        node
    }

    /// Adds the text before a tag.
    fn flush(&mut self, span: Span) {
        let raw = span.slice(self.source);
        let blank = is_xml_blank(raw);
        let Some(top) = self.open.last() else {
            if !blank {
                self.sink.fault(|| diagnostics::text_outside_root(span));
            }
            return;
        };
        // White space between structural elements is never shown.
        if blank && top.skips_blanks {
            return;
        }
        if self.cdata_ends {
            check_cdata_end(raw, span.start, self.sink);
        }
        let text = if self.special { resolve_text(raw, span.start, self.sink) } else { None };
        let text = keep(&mut self.tree, text);
        self.push(NodeKind::Text(text), span);
    }

    /// Reads a start tag; gives the offset after it.
    fn start_tag(&mut self, at: usize) -> Option<usize> {
        self.elements += 1;
        if self.elements > self.options.max_elements {
            let (rest, limit) = (Span::of(at..self.source.len()), self.options.max_elements);
            self.sink.fault(|| diagnostics::too_many_elements(rest, limit));
            self.full = true;
            return None;
        }
        let name = super::cursor::tag_name(self.source, at + 1);
        let bindings = self.scopes.bindings.len();
        let first_attribute = self.tree.attributes.len() as u32;
        let limit = self.options.max_attributes.min(usize::from(u16::MAX));
        let read = self.scopes.read(&mut self.tree, name.end as usize, limit, self.sink);
        let Some((end, empty)) = read else { return self.broken(at, "the tag is not closed") };
        let span = Span::of(at..end);
        let (namespace, tag) = self.scopes.element(&mut self.tree, name, self.sink);
        if tag == Tag::Other && !is_name(name.slice(self.source)) {
            self.sink.fault(|| diagnostics::element_name(span));
        }
        self.tree.facts.sets |= tag == Tag::Set;
        if tag == Tag::Region
            && self.open.last().is_some_and(|open| self.tree.tag(open.node) != Tag::Layout)
        {
            self.tree.facts.inline_regions = true;
        }
        if self.open.is_empty() {
            if self.root_seen {
                self.sink.fault(|| diagnostics::second_root(span));
            }
            self.root_seen = true;
        }
        let element = Element {
            tag,
            namespace,
            name,
            first_attribute,
            attribute_count: (self.tree.attributes.len() as u32 - first_attribute) as u16,
            open_end: span.end,
            close_start: span.end,
            timing: NONE,
            styled: self.scopes.styled,
        };
        let node = self.push(NodeKind::Element(element), span);
        if empty {
            self.scopes.truncate(bindings);
            self.leave_root();
        } else {
            self.enter(Open { node, name, bindings, skips_blanks: skips_blanks(tag) });
        }
        Some(end)
    }

    /// Opens an element. One beyond the depth limit leaves its content to its parent.
    fn enter(&mut self, mut open: Open) {
        let limit = self.options.max_depth;
        if self.open.len() >= limit {
            if self.open.len() == limit {
                self.sink.add(|| diagnostics::too_deep(open.name, limit));
            }
            open.node = NONE;
            open.skips_blanks = false;
        }
        self.open.push(open);
    }

    /// Reads an end tag; gives the offset after it.
    fn end_tag(&mut self, at: usize) -> Option<usize> {
        let bytes = self.source.as_bytes();
        if let Some(open) = self.open.last() {
            let name = &bytes[open.name.range()];
            let end = at + 2 + name.len();
            if bytes.get(at + 2..end) == Some(name) && bytes.get(end) == Some(&b'>') {
                self.close(at as u32, end as u32 + 1);
                return Some(end + 1);
            }
        }
        let Some(end) = super::cursor::tag_end(bytes, at + 2) else {
            return self.broken(at, "the tag is not closed");
        };
        self.end(Span::of(at..end + 1));
        Some(end + 1)
    }

    /// An end tag that is not simply that of the innermost element.
    fn end(&mut self, span: Span) {
        let inner = Span::new(span.start + 2, span.end - 1).slice(self.source);
        let name = inner.trim_end_matches(is_xml_space);
        // Deep stacks of errors stay cheap: only as many levels are searched as may be open.
        let depth = self.open.len().min(self.options.max_depth + 1);
        let found =
            self.open.iter().rev().take(depth).position(|o| o.name.slice(self.source) == name);
        let Some(above) = found else {
            self.sink.fault(|| diagnostics::end_tag(span));
            return;
        };
        for _ in 0..above {
            self.unclosed(span.start);
        }
        self.close(span.start, span.end);
    }

    /// After the root nothing can be declared on it.
    fn leave_root(&mut self) {
        if self.open.is_empty() {
            self.scopes.root = None;
        }
    }

    /// Removes the innermost element from the stack.
    fn close(&mut self, close_start: u32, end: u32) {
        let Some(open) = self.open.pop() else { return };
        self.scopes.truncate(open.bindings);
        self.leave_root();
        let last = self.tree.nodes.len() as u32;
        let Some(node) = self.tree.nodes.get_mut(open.node as usize) else { return };
        node.end = last;
        node.span.end = end;
        if let NodeKind::Element(element) = &mut node.kind {
            element.close_start = close_start;
        }
    }

    fn unclosed(&mut self, at: u32) {
        if let Some(open) = self.open.last() {
            let name = open.name.slice(self.source);
            self.sink.fault(|| {
                let label = "it should end here at the latest";
                diagnostics::unclosed(open.name, name).with_label(Span::at(at), label)
            });
        }
        self.close(at, at);
    }

    fn cdata(&mut self, span: Span) {
        if self.open.is_empty() {
            self.sink.fault(|| diagnostics::text_outside_root(span));
            return;
        }
        let raw = Span::new(span.start + 9, span.end - 3).slice(self.source);
        let normal = |raw: &str| raw.replace("\r\n", "\n").replace('\r', "\n");
        let text = raw.contains('\r').then(|| normal(raw));
        let text = keep(&mut self.tree, text);
        self.push(NodeKind::CData(text), span);
    }

    fn comment(&mut self, span: Span) {
        let inner = Span::new(span.start + 4, span.end - 3).slice(self.source);
        if inner.contains("--") || inner.ends_with('-') {
            self.sink.fault(|| diagnostics::comment(span));
        }
        self.tree.facts.comments = true;
        self.push(NodeKind::Comment, span);
    }

    fn instruction(&mut self, span: Span) {
        let inner = Span::new(span.start + 2, span.end - 2).slice(self.source);
        let target = inner.split(is_xml_space).next().unwrap_or_default();
        if !is_name(target) || target.eq_ignore_ascii_case("xml") {
            self.sink.fault(|| diagnostics::instruction(span));
        }
        self.push(NodeKind::Instruction, span);
    }

    fn declaration(&mut self, span: Span, bom: u32) {
        if span.start != bom {
            self.sink.fault(|| diagnostics::late_declaration(span));
        }
        let inner = Span::new(span.start + 5, span.end - 2);
        match super::cursor::declaration(self.source, inner) {
            Some(encoding) => self.encoding = encoding,
            None => self.sink.fault(|| diagnostics::odd_declaration(span)),
        }
    }

    fn doctype(&mut self, span: Span) {
        let raw = span.slice(self.source);
        let inside = raw.get(9..raw.len() - 1).unwrap_or_default();
        let name = inside.trim_start_matches(is_xml_space);
        let name = name.split([' ', '\t', '\n', '\r', '[']).next().unwrap_or_default();
        if !is_name(name) || inside.starts_with(name) {
            self.sink.fault(|| diagnostics::doctype_without_name(span));
        }
        if std::mem::replace(&mut self.doctype_seen, true) {
            self.sink.fault(|| diagnostics::second_doctype(span));
        }
        let quoted = raw.contains(['"', '\'']);
        if raw.contains('[') || quoted || raw.contains("SYSTEM") || raw.contains("PUBLIC") {
            self.sink.fault(|| diagnostics::dtd(span));
        } else {
            self.sink.add(|| diagnostics::doctype(span));
        }
        if self.root_seen {
            self.sink.fault(|| diagnostics::doctype_outside_root(span));
        }
        self.push(NodeKind::Doctype, span);
    }

    fn finish(&mut self) {
        let end = self.source.len() as u32;
        let at = if self.full { self.tree.nodes.last().map_or(end, |n| n.span.end) } else { end };
        while !self.open.is_empty() {
            if self.full {
                self.close(at, at);
            } else {
                self.unclosed(end);
            }
        }
        if !self.root_seen {
            self.sink.fault(|| diagnostics::no_root(Span::at(0)));
        }
    }
}

/// Whether white space directly inside an element is never shown.
const fn skips_blanks(tag: Tag) -> bool {
    !matches!(tag, Tag::P | Tag::Span | Tag::Other)
}
