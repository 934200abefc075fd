//! Character references: HTML's "consume a character reference", not as part of an attribute.
//!
//! The 2231 names lie sorted in `entities.txt` (made by `scripts/entities.py`) and are looked up by
//! binary search in the text itself: no table to build, none to relocate.

use std::borrow::Cow;

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

    /// Whether it is a line feed or a carriage return.
    pub(super) fn is_line_end(self) -> bool {
        self.is_line_feed() || self == Self::Char('\r')
    }

    /// What is shown.
    pub(super) fn text(self) -> Cow<'static, str> {
        match self {
            Self::Char(c) => Cow::Owned(c.to_string()),
            Self::Name(text) => Cow::Borrowed(text),
        }
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
    // What nearly every reference of a caption file is.
    for (name, value) in [("amp;", "&"), ("lt;", "<"), ("gt;", ">"), ("nbsp;", "\u{a0}")] {
        if body.starts_with(name.as_bytes()) {
            return Some((value, name.len()));
        }
    }
    let window = &body[..body.len().min(LONGEST)];
    let letters = window.iter().position(|b| !b.is_ascii_alphanumeric()).unwrap_or(window.len());
    let with_semicolon = letters + usize::from(window.get(letters) == Some(&b';'));
    let mut wanted = &window[..with_semicolon];
    // Of the names that `wanted` begins with, the longest is the last one in the table that does not
    // follow it, unless other names are between; these share only so many letters with it.
    loop {
        let (name, value) = last_up_to(wanted)?;
        let shared = name.iter().zip(wanted).take_while(|(a, b)| a == b).count();
        if shared == name.len() {
            return Some((value, shared));
        }
        wanted = &wanted[..shared];
    }
}

/// The last entry of the table whose name does not follow `wanted`, and its value.
fn last_up_to(wanted: &[u8]) -> Option<(&'static [u8], &'static str)> {
    let table = ENTITIES.as_bytes();
    // Both ends always are at the start of a line; lines below `low` are not after `wanted`.
    let (mut low, mut high) = (0, table.len());
    let mut found = None;
    while low < high {
        let middle = low + (high - low) / 2;
        let start = memchr::memrchr(b'\n', &table[low..middle]).map_or(low, |at| low + at + 1);
        let end = start + memchr::memchr(b'\n', &table[start..])?;
        let equals = start + memchr::memchr(b'=', &table[start..end])?;
        if table[start..equals] <= *wanted {
            found = Some((&table[start..equals], &ENTITIES[equals + 1..end]));
            low = end + 1;
        } else {
            high = start;
        }
    }
    let (name, value) = found?;
    Some((
        name,
        match value {
            "\\n" => "\n",
            "\\t" => "\t",
            value => value,
        },
    ))
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
    fn what_follows_a_name_never_hides_it() {
        let names: Vec<&str> =
            ENTITIES.lines().map(|line| line.split_once('=').unwrap().0).collect();
        for name in &names {
            for text in [format!("{name}z;"), format!("{name}1"), name.replace(';', "q;")] {
                let naive =
                    names.iter().filter(|n| text.starts_with(**n)).map(|n| n.len() + 1).max();
                assert_eq!(consume(&format!("&{text}")).map(|(_, len)| len), naive, "{text}");
            }
        }
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
