//! From the bytes of an XML file to its text, as libxml 2.9 does it (facts section 2.3).
//!
//! The first bytes say UTF-16 or not; without that, the declaration names the encoding, and without
//! one it is UTF-8. A byte that has no place in the encoding refuses the file, as does an encoding
//! libxml does not know. Known here: UTF-8, UTF-16, ISO-8859-1, US-ASCII and windows-1252, and with
//! the feature `encoding` those of the WHATWG list.

use super::super::text::{self, Text};

/// The text with LF as its only line end (XML 1.0 section 2.11), or `None` when the file is
/// refused.
pub(in crate::kaltura::readers) fn decoded(text: Text<'_>) -> Option<Text<'_>> {
    let decoded = match *text.bytes {
        [0xFF, 0xFE, ..] => text::utf16_strict(text, 2, u16::from_le_bytes),
        [0xFE, 0xFF, ..] => text::utf16_strict(text, 2, u16::from_be_bytes),
        [b'<', 0, b'?', 0, ..] => text::utf16_strict(text, 0, u16::from_le_bytes),
        [0, b'<', 0, b'?', ..] => text::utf16_strict(text, 0, u16::from_be_bytes),
        _ => declared(text),
    }?;
    Some(text::normalised(decoded))
}

/// No UTF-16: what the declaration says.
fn declared(text: Text<'_>) -> Option<Text<'_>> {
    let text = text.without_prefix(b"\xEF\xBB\xBF");
    let label = encoding_label(&text.bytes).map(<[u8]>::to_ascii_lowercase);
    match label.as_deref() {
        None | Some(b"utf-8" | b"utf8") => {
            simdutf8::basic::from_utf8(&text.bytes).is_ok().then_some(text)
        }
        Some(b"iso-8859-1" | b"iso-latin-1" | b"latin1" | b"l1") => {
            text::by_table(text, |byte| Some(char::from(byte)))
        }
        Some(b"us-ascii" | b"ascii") => text.bytes.is_ascii().then_some(text),
        Some(b"windows-1252" | b"cp1252") => text::by_table(text, windows_1252),
        Some(label) => by_label(text, label),
    }
}

/// The value of `encoding` in the declaration.
fn encoding_label(bytes: &[u8]) -> Option<&[u8]> {
    let declaration = bytes.strip_prefix(b"<?xml")?;
    let declaration = &declaration[..memchr::memmem::find(declaration, b"?>")?];
    let rest = &declaration[memchr::memmem::find(declaration, b"encoding")? + 8..];
    let rest = rest.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let (quote, rest) = rest.split_first().filter(|(quote, _)| matches!(quote, b'"' | b'\''))?;
    Some(&rest[..memchr::memchr(*quote, rest)?])
}

#[cfg(feature = "encoding")]
fn by_label<'a>(text: Text<'a>, label: &[u8]) -> Option<Text<'a>> {
    let encoding = encoding_rs::Encoding::for_label_no_replacement(label)?;
    if encoding == encoding_rs::UTF_16LE || encoding == encoding_rs::UTF_16BE {
        return None;
    }
    let decoded = encoding.decode_without_bom_handling_and_without_replacement(&text.bytes)?;
    let decoded = decoded.into_owned();
    Some(text.untraced(decoded.into_bytes()))
}

#[cfg(not(feature = "encoding"))]
fn by_label<'a>(_: Text<'a>, _: &[u8]) -> Option<Text<'a>> {
    None
}

/// Windows-1252 as iconv has it: five bytes stand for nothing.
fn windows_1252(byte: u8) -> Option<char> {
    const HIGH: [char; 32] = [
        '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', '\0',
        '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9F => Some(HIGH[usize::from(byte - 0x80)]).filter(|c| *c != '\0'),
        _ => Some(char::from(byte)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> Option<String> {
        let decoded = decoded(Text::raw(bytes))?;
        Some(String::from_utf8(decoded.bytes.into_owned()).unwrap())
    }

    #[test]
    fn the_declaration_names_the_encoding() {
        let file = b"<?xml version='1.0' encoding='windows-1252'?>\x93\xe9";
        assert!(text(file).unwrap().ends_with("\u{201c}\u{e9}"));
        assert!(
            text(b"<?xml version='1.0' encoding='ISO-8859-1'?>\x93").unwrap().ends_with('\u{93}')
        );
        assert_eq!(text(b"<?xml version='1.0' encoding='UTF-8'?>\xe9"), None);
        assert_eq!(text(b"<?xml version='1.0' encoding='UTF-16'?>"), None);
    }

    #[test]
    fn a_mark_beats_the_declaration_and_half_a_unit_at_the_end_is_ignored() {
        let mut file: Vec<u8> =
            "\u{feff}<?xml encoding='UTF-8'?>x".encode_utf16().flat_map(u16::to_be_bytes).collect();
        file.push(0);
        assert_eq!(text(&file).unwrap(), "<?xml encoding='UTF-8'?>x");
    }
}
