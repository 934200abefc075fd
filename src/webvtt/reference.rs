//! Character references: HTML's "consume a character reference", not as part of an attribute.
//!
//! The 2231 names lie sorted in `entities.txt` (made by `scripts/entities.py`) and are looked up by
//! binary search in the text itself: no table to build, none to relocate.

use crate::source::windows_1252;

static ENTITIES: &str = include_str!("entities.txt");

/// `CounterClockwiseContourIntegral;`, the longest name.
const LONGEST: usize = 32;

/// What a character reference stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// A numeric reference.
    Char(char),
    /// A named one: one or two characters.
    Name(&'static str),
}

impl Value {
    /// Whether it is a line feed, which browsers show as a line break.
    pub(super) fn is_line_feed(self) -> bool {
        matches!(self, Self::Char('\n') | Self::Name("\n"))
    }

    pub(super) fn push_to(self, out: &mut String) {
        match self {
            Self::Char(c) => out.push(c),
            Self::Name(text) => out.push_str(text),
        }
    }
}

/// Reads the reference that `text` begins with, an ampersand first. Returns its value and its length
/// in bytes; `None` when the ampersand is only an ampersand.
pub(super) fn consume(text: &str) -> Option<(Value, usize)> {
    let body = text.as_bytes().get(1..)?;
    match body.first()? {
        b'#' => numeric(body).map(|(c, len)| (Value::Char(c), 1 + len)),
        b if b.is_ascii_alphanumeric() => {
            named(body).map(|(value, len)| (Value::Name(value), 1 + len))
        }
        _ => None,
    }
}

/// `#123;`, `#xab;`, both also without the semicolon.
fn numeric(body: &[u8]) -> Option<(char, usize)> {
    let hex = matches!(body.get(1), Some(b'x' | b'X'));
    let (radix, start) = if hex { (16, 2) } else { (10, 1) };
    let mut number = 0u32;
    let mut at = start;
    while let Some(digit) = body.get(at).and_then(|b| char::from(*b).to_digit(radix)) {
        // Beyond the last code point the exact number no longer matters.
        number = (number * radix + digit).min(0x0011_0000);
        at += 1;
    }
    if at == start {
        return None;
    }
    let len = at + usize::from(body.get(at) == Some(&b';'));
    let c = match number {
        0 => char::REPLACEMENT_CHARACTER,
        0x80..=0x9f => windows_1252(number as u8),
        _ => char::from_u32(number).unwrap_or(char::REPLACEMENT_CHARACTER),
    };
    Some((c, len))
}

/// The longest name in the table that `body` begins with.
fn named(body: &[u8]) -> Option<(&'static str, usize)> {
    let window = &body[..body.len().min(LONGEST)];
    let letters = window.iter().position(|b| !b.is_ascii_alphanumeric()).unwrap_or(window.len());
    let whole = (window.get(letters) == Some(&b';')).then(|| find(&window[..=letters])).flatten();
    if let Some(value) = whole {
        return Some((value, letters + 1));
    }
    (2..=letters).rev().find_map(|len| find(&window[..len]).map(|value| (value, len)))
}

/// The value of a name, written with the semicolon if it has one.
fn find(name: &[u8]) -> Option<&'static str> {
    match name {
        // What nearly every reference of a caption file is.
        b"amp;" => return Some("&"),
        b"lt;" => return Some("<"),
        b"gt;" => return Some(">"),
        b"nbsp;" => return Some("\u{a0}"),
        b"lrm;" => return Some("\u{200e}"),
        b"rlm;" => return Some("\u{200f}"),
        b"quot;" => return Some("\""),
        _ => {}
    }
    let table = ENTITIES.as_bytes();
    // Both ends always lie at the start of a line.
    let (mut low, mut high) = (0, table.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let start = memchr::memrchr(b'\n', &table[low..middle]).map_or(low, |at| low + at + 1);
        let end = start + memchr::memchr(b'\n', &table[start..])?;
        let equals = start + memchr::memchr(b'=', &table[start..end])?;
        match table[start..equals].cmp(name) {
            std::cmp::Ordering::Less => low = end + 1,
            std::cmp::Ordering::Greater => high = start,
            std::cmp::Ordering::Equal => {
                return Some(match &ENTITIES[equals + 1..end] {
                    "\\n" => "\n",
                    "\\t" => "\t",
                    value => value,
                });
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, usize)> {
        consume(text).map(|(value, len)| {
            let mut out = String::new();
            value.push_to(&mut out);
            (out, len)
        })
    }

    fn ok(text: &str, len: usize) -> Option<(String, usize)> {
        Some((text.to_owned(), len))
    }

    #[test]
    fn every_name_of_the_table_is_found() {
        let mut count = 0;
        for line in ENTITIES.lines() {
            let (name, value) = line.split_once('=').unwrap();
            let value = value.replace("\\n", "\n").replace("\\t", "\t");
            assert_eq!(read(&format!("&{name}")), ok(&value, name.len() + 1));
            count += 1;
        }
        assert_eq!(count, 2231);
    }

    #[test]
    fn the_longest_name_wins_with_or_without_its_semicolon() {
        assert_eq!(read("&amp;x"), ok("&", 5));
        assert_eq!(read("&ampx"), ok("&", 4));
        assert_eq!(read("&notit;"), ok("¬", 4)); // HTML's own example
        assert_eq!(read("&notin;"), ok("∉", 7));
        assert_eq!(read("&NotEqualTilde;"), ok("≂̸", 15));
        assert_eq!(read("&NewLine;"), ok("\n", 9));
        assert_eq!(read("&bsol;"), ok("\\", 6));
    }

    #[test]
    fn numbers_follow_the_rules_of_html() {
        assert_eq!(read("&#65;"), ok("A", 5));
        assert_eq!(read("&#x41g"), ok("A", 5));
        assert_eq!(read("&#0;"), ok("\u{fffd}", 4));
        assert_eq!(read("&#x80;"), ok("€", 6));
        assert_eq!(read("&#x81;"), ok("\u{81}", 6));
        assert_eq!(read("&#xd800;"), ok("\u{fffd}", 8));
        assert_eq!(read("&#99999999999999999999;"), ok("\u{fffd}", 23));
    }

    #[test]
    fn an_ampersand_that_begins_no_reference_stays_one() {
        for text in ["&", "& ", "&&", "&;", "&#", "&#;", "&#x;", "&nope;", "&AmP;", "&é"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
