//! Characters, entities and references: XML 1.0 sections 2.2, 2.11, 3.3.3 and 4.1.
//!
//! Only the five predefined entities exist here: a document type declaration is never processed.

use super::diagnostics::{self, Sink};
use crate::source::scan::{BLOCK, Block};
use crate::source::{Diagnostic, Edit, Fix, Span};

/// The text of a raw piece of content, if it is not as written: references resolved, CR LF and CR
/// as LF. What is not a proper reference is reported; one of HTML is read as intended, any other
/// stays as it is written.
pub(super) fn resolve_text<const TELL: bool>(
    raw: &str,
    at: u32,
    sink: &mut Sink<TELL>,
) -> Option<String> {
    memchr::memchr2(b'&', b'\r', raw.as_bytes())?;
    Some(resolve(raw, at, sink, normal_line_ends))
}

/// The value of a raw attribute: references resolved, each white space character a space.
pub(super) fn resolve_attribute<const TELL: bool>(
    raw: &str,
    at: u32,
    sink: &mut Sink<TELL>,
) -> String {
    resolve(raw, at, sink, |literal, out| {
        let mut rest = literal;
        while let Some(found) = rest.find(['\t', '\n', '\r']) {
            out.push_str(&rest[..found]);
            out.push(' ');
            let cr_lf = rest[found..].starts_with("\r\n");
            rest = &rest[found + 1 + usize::from(cr_lf)..];
        }
        out.push_str(rest);
    })
}

fn normal_line_ends(literal: &str, out: &mut String) {
    let mut rest = literal;
    while let Some(found) = memchr::memchr(b'\r', rest.as_bytes()) {
        out.push_str(&rest[..found]);
        out.push('\n');
        rest = rest[found + 1..].strip_prefix('\n').unwrap_or(&rest[found + 1..]);
    }
    out.push_str(rest);
}

fn resolve<const TELL: bool>(
    raw: &str,
    at: u32,
    sink: &mut Sink<TELL>,
    literal: impl Fn(&str, &mut String),
) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut done = 0;
    while let Some(found) = memchr::memchr(b'&', &raw.as_bytes()[done..]) {
        let amp = done + found;
        literal(&raw[done..amp], &mut out);
        let name_len = name_length(&raw.as_bytes()[amp + 1..]);
        let end = amp + 1 + name_len;
        let closed = raw.as_bytes().get(end) == Some(&b';');
        if name_len == 0 || !closed {
            sink.fault(|| bare(at + amp as u32));
            out.push('&');
            done = amp + 1;
            continue;
        }
        let span = Span::new(at + amp as u32, at + end as u32 + 1);
        match reference(&raw[amp + 1..end]) {
            Some(c) => out.push(c),
            None => {
                sink.fault(|| unknown(&raw[amp + 1..end], span));
                match html(&raw[amp + 1..end]) {
                    Some(c) => out.push(c),
                    None => out.push_str(&raw[amp..=end]),
                }
            }
        }
        done = end + 1;
    }
    literal(&raw[done..], &mut out);
    out
}

/// The reference that a text begins with: its character and its length in bytes.
pub(super) fn reference_at(text: &str) -> Option<(char, usize)> {
    let name = text.strip_prefix('&')?;
    let len = name_length(name.as_bytes());
    let closed = name.as_bytes().get(len) == Some(&b';');
    let name = &name[..len];
    Some((reference(name).or_else(|| html(name)).filter(|_| closed)?, len + 2))
}

/// How many bytes at the start could be the name of a reference.
fn name_length(bytes: &[u8]) -> usize {
    let is_name = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'#' | b'_' | b'-' | b'.');
    bytes.iter().take_while(|b| is_name(b)).count()
}

/// The character of a reference without `&` and `;`.
fn reference(name: &str) -> Option<char> {
    match name {
        "amp" => return Some('&'),
        "lt" => return Some('<'),
        "gt" => return Some('>'),
        "quot" => return Some('"'),
        "apos" => return Some('\''),
        _ => {}
    }
    let digits = name.strip_prefix('#')?;
    let (digits, radix) = match digits.strip_prefix('x') {
        Some(hex) => (hex, 16),
        None => (digits, 10),
    };
    if digits.is_empty() || !digits.bytes().all(|b| char::from(b).is_digit(radix)) {
        return None;
    }
    let digits = digits.trim_start_matches('0');
    let code = if digits.is_empty() { 0 } else { u32::from_str_radix(digits, radix).ok()? };
    char::from_u32(code).filter(|&c| is_char(c))
}

fn bare(at: u32) -> Diagnostic {
    let span = Span::new(at, at + 1);
    let edits = vec![Edit::replace(span, "&amp;")];
    diagnostics::ampersand(span).with_fix(Fix::safe("write `&amp;`", edits))
}

fn unknown(name: &str, span: Span) -> Diagnostic {
    if name.starts_with('#') {
        return diagnostics::number(span);
    }
    let mut finding = diagnostics::entity(span, name);
    finding.fix = html(name).map(|c| {
        let edit = Edit::replace(span, format!("&#{};", u32::from(c)));
        Fix::safe("write the number", vec![edit])
    });
    finding
}

/// HTML's names for characters that XML can only give by number.
fn html(name: &str) -> Option<char> {
    Some(match name {
        "nbsp" => '\u{a0}',
        "copy" => '©',
        "hellip" => '…',
        "mdash" => '—',
        "ndash" => '–',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "lrm" => '\u{200e}',
        "rlm" => '\u{200f}',
        _ => return None,
    })
}

/// Whether XML 1.0 allows a character (section 2.2).
#[must_use]
pub(super) const fn is_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

/// Reports every character that XML 1.0 does not allow, in one pass over the text.
pub(super) fn check_characters<const TELL: bool>(source: &str, sink: &mut Sink<TELL>) {
    let bytes = source.as_bytes();
    for at in (0..bytes.len()).step_by(BLOCK) {
        let block = Block::load(bytes, at);
        let mut controls = block.below(0x20) & !block.equal(b'\n');
        if controls != 0 {
            controls &= !(block.equal(b'\t') | block.equal(b'\r'));
        }
        // U+FFFE and U+FFFF are EF BF BE and EF BF BF.
        let mut suspects = controls | block.equal(0xef);
        while suspects != 0 {
            let found = at + suspects.trailing_zeros() as usize;
            suspects &= suspects - 1;
            let Some(&byte) = bytes.get(found) else { break };
            let len = if byte == 0xef { 3 } else { 1 };
            let tail = bytes.get(found + 1..found + len).unwrap_or_default();
            if byte == 0xef && !matches!(tail, [0xbf, 0xbe | 0xbf]) {
                continue;
            }
            sink.fault(|| diagnostics::character(Span::of(found..found + len)));
        }
    }
}

/// Reports `]]>` in text.
pub(super) fn check_cdata_end<const TELL: bool>(raw: &str, at: u32, sink: &mut Sink<TELL>) {
    for found in memchr::memmem::find_iter(raw.as_bytes(), "]]>") {
        let span = Span::of(found..found + 3);
        let span = Span::new(at + span.start, at + span.end);
        sink.fault(|| diagnostics::cdata_end(span));
    }
}

/// Whether a text is an XML name (sections 2.3; colons allowed).
#[must_use]
pub(super) fn is_name(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(is_name_start) && chars.all(is_name_char)
}

/// Whether a text is an XML name without a colon.
#[must_use]
pub(super) fn is_ncname(text: &str) -> bool {
    is_name(text) && !text.contains(':')
}

const fn is_name_start(c: char) -> bool {
    matches!(c, ':' | '_' | 'A'..='Z' | 'a'..='z' | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}'
        | '\u{f8}'..='\u{2ff}' | '\u{370}'..='\u{37d}' | '\u{37f}'..='\u{1fff}'
        | '\u{200c}' | '\u{200d}' | '\u{2070}'..='\u{218f}' | '\u{2c00}'..='\u{2fef}'
        | '\u{3001}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}'
        | '\u{10000}'..='\u{effff}')
}

const fn is_name_char(c: char) -> bool {
    is_name_start(c)
        || matches!(c, '-' | '.' | '0'..='9' | '\u{b7}' | '\u{300}'..='\u{36f}'
            | '\u{203f}' | '\u{2040}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(raw: &str) -> (String, Vec<&'static str>) {
        let mut sink = Sink::<true>::new(100);
        let text = resolve_text(raw, 0, &mut sink).unwrap_or_else(|| raw.to_owned());
        (text, sink.finish(0).iter().map(|d| d.code.0).collect())
    }

    #[test]
    fn the_five_entities_and_numbers_are_resolved() {
        assert_eq!(text("a&amp;&lt;&#65;&#x1F600;&apos;").0, "a&<A😀'");
        assert_eq!(text("a\r\nb\rc&#13;").0, "a\nb\nc\r");
        assert_eq!(text(&format!("&#{}65;", "0".repeat(1000))).0, "A");
    }

    #[test]
    fn what_is_no_reference_stays_and_is_reported() {
        assert_eq!(text("R&B"), ("R&B".into(), vec!["TTML_XML_AMPERSAND"]));
        assert_eq!(text("&port;"), ("&port;".into(), vec!["TTML_XML_REFERENCE"]));
        // HTML's names are unambiguous.
        assert_eq!(text("&nbsp;"), ("\u{a0}".into(), vec!["TTML_XML_REFERENCE"]));
        for bad in ["&#xD800;", "&#1114112;", "&#0;", "&#;", "&#x;", "&#99999999999;"] {
            assert_eq!(text(bad), (bad.into(), vec!["TTML_XML_REFERENCE"]), "{bad}");
        }
        assert_eq!(text("a & b &").1.len(), 2);
    }

    #[test]
    fn attribute_white_space_becomes_spaces_but_referenced_does_not() {
        let mut sink = Sink::<true>::new(9);
        let value = resolve_attribute("a\tb\r\nc&#10;d", 0, &mut sink);
        assert_eq!(value, "a b c\nd");
    }

    #[test]
    fn forbidden_characters_are_found_wherever_they_stand() {
        let mut sink = Sink::<true>::new(100);
        let source = format!("{}\u{b}a\u{fffe}\u{ff01}\u{0}", " ".repeat(63));
        check_characters(&source, &mut sink);
        let spans: Vec<Span> = sink.finish(0).iter().map(|d| d.span).collect();
        assert_eq!(spans, [Span::new(63, 64), Span::new(65, 68), Span::new(71, 72)]);
    }
}
