//! The inside of a start tag, byte by byte and in blocks.
//!
//! Attributes in the common form are found by masks of 64 bytes; all others, and errors, by a cursor
//! that looks at each byte (XML 1.0 section 3.1).

use super::diagnostics::{self, Sink};
use super::references::resolve_attribute;
use crate::chars::is_digits;
use crate::source::Span;
use crate::source::scan::{BLOCK, Block};

/// The value span of `encoding` in an XML declaration, `None` when the declaration is malformed.
pub(super) fn declaration(source: &str, inner: Span) -> Option<Option<Span>> {
    let mut sink = Sink::<false>::new(0);
    let mut cursor = Cursor::new(source, inner);
    let mut parts = Vec::new();
    while let Some((name, span, _)) = cursor.next(&mut sink) {
        parts.push((name.slice(source), span));
        if parts.len() > 3 {
            return None;
        }
    }
    let names: Vec<&str> = parts.iter().map(|p| p.0).collect();
    let in_order = matches!(
        names[..],
        ["version"]
            | ["version", "encoding"]
            | ["version", "standalone"]
            | ["version", "encoding", "standalone"]
    );
    if sink.ill_formed || !in_order {
        return None;
    }
    // XML 1.0 productions 26, 32 and 81.
    let sound = parts.iter().all(|&(name, span)| {
        let value = span.slice(source);
        match name {
            "version" => value.strip_prefix("1.").is_some_and(is_digits),
            "standalone" => matches!(value, "yes" | "no"),
            _ => {
                value.starts_with(|c: char| c.is_ascii_alphabetic())
                    && value
                        .bytes()
                        .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-'))
            }
        }
    });
    if !sound {
        return None;
    }
    Some(parts.iter().find(|p| p.0 == "encoding").map(|p| p.1))
}

/// A place inside a start tag.
pub(super) struct Cursor<'a> {
    source: &'a str,
    pub(super) at: usize,
    pub(super) end: usize,
    window: Window,
}

/// Sixty-four bytes of a tag as bit masks: where its spaces, equals signs and quotes are.
#[derive(Clone, Copy)]
struct Window {
    start: usize,
    /// White space and control characters.
    blanks: u64,
    equals: u64,
    quotes: u64,
    /// `&` and `<`, which in a value need a second look.
    special: u64,
}

impl Window {
    const NONE: Self = Self { start: usize::MAX, blanks: 0, equals: 0, quotes: 0, special: 0 };

    #[inline]
    fn load(bytes: &[u8], start: usize) -> Self {
        let block = Block::load(bytes, start);
        Self {
            start,
            blanks: block.below(0x21),
            equals: block.equal(b'='),
            quotes: block.equal(b'"'),
            special: block.equal(b'<') | block.equal(b'&'),
        }
    }

    /// An attribute at `at` in the common form, ` name="value"` with one space before and nothing
    /// odd in the value, if it is inside the window: the ends of name and value.
    #[inline]
    fn attribute(&self, bytes: &[u8], at: usize) -> Option<(usize, usize)> {
        let shift = at.checked_sub(self.start).filter(|&s| s < BLOCK - 4)?;
        // One space, then no space.
        if self.blanks >> shift & 0b11 != 0b01 {
            return None;
        }
        let shift = shift + 1;
        let name_len = (self.equals >> shift).trailing_zeros();
        // The name, `=` and the opening quote.
        let open = shift + name_len as usize + 1;
        if open + 1 >= BLOCK || self.quotes >> open & 1 == 0 {
            return None;
        }
        let name = ((1_u64 << name_len) - 1) << shift;
        if (self.blanks | self.quotes | self.special) & name != 0 {
            return None;
        }
        let value = open + 1;
        let len = (self.quotes >> value).trailing_zeros();
        if value + len as usize >= BLOCK {
            return None;
        }
        let inside = ((1_u64 << len) - 1) << value;
        if self.special & inside != 0 {
            return None;
        }
        let (from, to) = (self.start + value, self.start + value + len as usize);
        // Of white space only spaces stay as they are.
        if self.blanks & inside != 0 && bytes[from..to].iter().any(|&b| b < b' ') {
            return None;
        }
        Some((self.start + open - 1, to))
    }
}

impl<'a> Cursor<'a> {
    pub(super) const fn new(source: &'a str, inside: Span) -> Self {
        let (at, end) = (inside.start as usize, inside.end as usize);
        Self { source, at, end, window: Window::NONE }
    }

    /// The next attribute if it is written in the common form: its name and its value.
    pub(super) fn common(&mut self) -> Option<(Span, Span)> {
        let (at, bytes) = (self.at, self.source.as_bytes());
        let mut found = self.window.attribute(bytes, at);
        if found.is_none() && at != self.window.start {
            self.window = Window::load(bytes, at);
            found = self.window.attribute(bytes, at);
        }
        let (name_end, value_end) = found.filter(|found| found.0 > at + 1)?;
        self.at = value_end + 1;
        Some((Span::of(at + 1..name_end), Span::of(name_end + 2..value_end)))
    }

    /// The next attribute: name, value, value with references resolved.
    pub(super) fn next<const TELL: bool>(
        &mut self,
        sink: &mut Sink<TELL>,
    ) -> Option<(Span, Span, Option<String>)> {
        let bytes = &self.source.as_bytes()[..self.end];
        let before = self.at;
        let start = skip(bytes, self.at, SPACE);
        if start >= self.end {
            return None;
        }
        let name_end = find(bytes, start, NAME_END);
        let name = Span::of(start..name_end);
        if before == start {
            sink.fault(|| diagnostics::no_white_space(name));
        }
        let equals = skip(bytes, name_end, SPACE);
        if name.is_empty() || bytes.get(equals) != Some(&b'=') {
            return self.malformed(start, sink);
        }
        let open = skip(bytes, equals + 1, SPACE);
        let (quote, class) = match bytes.get(open) {
            Some(b'"') => (b'"', DOUBLE),
            Some(b'\'') => (b'\'', SINGLE),
            _ => return self.malformed(start, sink),
        };
        let value_start = open + 1;
        let mut value_end = find(bytes, value_start, class | SPECIAL);
        let mut special = false;
        if bytes.get(value_end).is_some_and(|&b| b != quote) {
            special = true;
            value_end = find(bytes, value_end, class);
        }
        let span = Span::of(value_start..value_end);
        self.at = value_end + 1;
        if value_end >= self.end {
            sink.fault(|| diagnostics::no_closing_quote(span));
        }
        let raw = span.slice(self.source);
        if !special {
            return Some((name, span, None));
        }
        if let Some(found) = raw.find('<') {
            let span = Span::of(value_start + found..value_start + found + 1);
            sink.fault(|| diagnostics::less_than(span));
        }
        Some((name, span, Some(resolve_attribute(raw, span.start, sink))))
    }

    /// Reports what is not an attribute and gives up on the rest of the tag.
    fn malformed<const TELL: bool>(
        &mut self,
        start: usize,
        sink: &mut Sink<TELL>,
    ) -> Option<(Span, Span, Option<String>)> {
        let span = Span::of(start..self.end);
        sink.fault(|| diagnostics::no_attribute(span));
        self.at = self.end;
        None
    }
}

pub(super) const SPACE: u8 = 1;
const NAME_END: u8 = 2;
const SPECIAL: u8 = 4;
const DOUBLE: u8 = 8;
const SINGLE: u8 = 16;
const TAG_NAME_END: u8 = 32;

/// What each byte is inside a start tag.
static CLASS: [u8; 256] = {
    let mut table = [0; 256];
    let mut i = 0;
    while i < 256 {
        table[i] = match i as u8 {
            b' ' => SPACE | NAME_END | TAG_NAME_END,
            b'\t' | b'\n' | b'\r' => SPACE | NAME_END | SPECIAL | TAG_NAME_END,
            b'>' | b'/' => TAG_NAME_END,
            b'=' => NAME_END,
            b'"' => NAME_END | DOUBLE,
            b'\'' => NAME_END | SINGLE,
            b'<' => NAME_END | SPECIAL,
            b'&' => SPECIAL,
            _ => 0,
        };
        i += 1;
    }
    table
};

/// The first place from `at` on with a byte of a class; the end if there is none.
fn find(bytes: &[u8], at: usize, class: u8) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    let found = rest.iter().position(|&b| CLASS[b as usize] & class != 0);
    found.map_or(bytes.len(), |n| at + n)
}

/// The first place from `at` on with a byte that is not of a class.
pub(super) fn skip(bytes: &[u8], at: usize, class: u8) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    let found = rest.iter().position(|&b| CLASS[b as usize] & class == 0);
    found.map_or(bytes.len(), |n| at + n)
}

/// The name of a tag, which starts at `at`.
pub(super) fn tag_name(source: &str, at: usize) -> Span {
    let bytes = source.as_bytes().get(at..).unwrap_or_default();
    let len = bytes.iter().position(|&b| CLASS[b as usize] & TAG_NAME_END != 0);
    Span::of(at..at + len.unwrap_or(bytes.len()))
}

/// The offset of the `>` that ends a tag, from a place in it that is outside quotes.
pub(super) fn tag_end(bytes: &[u8], at: usize) -> Option<usize> {
    let mut quote = None;
    for found in memchr::memchr3_iter(b'>', b'"', b'\'', bytes.get(at..)?) {
        let byte = bytes[at + found];
        match quote {
            None if byte == b'>' => return Some(at + found),
            None => quote = Some(byte),
            Some(open) if open == byte => quote = None,
            Some(_) => {}
        }
    }
    None
}
