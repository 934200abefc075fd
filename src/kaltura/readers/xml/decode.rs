//! From the bytes of an XML file to its text, as libxml 2.9 with glibc's iconv does it.
//!
//! The first bytes say UTF-16 or not; without that, the declaration names the encoding, and without
//! one it is UTF-8. A declaration in UTF-16 must name UTF-16 or UTF-8. A byte that is invalid in the
//! encoding makes libxml refuse the file, as does an unknown encoding. Known here: UTF-8, UTF-16,
//! ISO-8859-1, US-ASCII and windows-1252, and with the feature `encoding` those of the WHATWG list, as
//! strictly as iconv has them. Left out: EBCDIC, UTF-7 and the code pages of DOS, which iconv knows.

use super::super::text::{self, Text};

/// The text with LF as its only line ending (XML 1.0 section 2.11), or `None` when the file is
/// refused.
pub(in crate::kaltura::readers) fn decoded(text: Text<'_>) -> Option<Text<'_>> {
    let decoded = match *text.bytes {
        [0xFF, 0xFE, ..] => wide(text, 2, u16::from_le_bytes, "le"),
        [0xFE, 0xFF, ..] => wide(text, 2, u16::from_be_bytes, "be"),
        [b'<', 0, b'?', 0, ..] => wide(text, 0, u16::from_le_bytes, "le"),
        [0, b'<', 0, b'?', ..] => wide(text, 0, u16::from_be_bytes, "be"),
        _ => declared(text),
    }?;
    Some(text::normalized(decoded))
}

/// UTF-16 in one byte order, if the declaration names no other encoding than that.
fn wide<'a>(
    text: Text<'a>,
    skip: usize,
    unit: fn([u8; 2]) -> u16,
    order: &str,
) -> Option<Text<'a>> {
    let text = text::utf16_strict(text, skip, unit)?;
    let Some(label) = encoding_label(&text.bytes) else { return Some(text) };
    let label = std::str::from_utf8(label).ok()?.to_ascii_lowercase();
    let fits = match label.as_str() {
        "utf-8" | "utf8" | "utf-16" | "utf16" | "iso-10646-ucs-2" => true,
        // Without an order iconv takes that of the machine.
        "ucs-2" | "ucs2" | "unicode" => order == "le",
        named => ["utf-16", "ucs-2"].iter().any(|name| named.strip_prefix(name) == Some(order)),
    };
    fits.then_some(text)
}

/// No UTF-16: what the declaration says.
fn declared(text: Text<'_>) -> Option<Text<'_>> {
    let text = text.without_prefix(b"\xEF\xBB\xBF");
    let label = encoding_label(&text.bytes).map(<[u8]>::to_ascii_lowercase);
    match label.as_deref() {
        None | Some(b"utf-8" | b"utf8" | b"utf_8") => {
            simdutf8::basic::from_utf8(&text.bytes).is_ok().then_some(text)
        }
        Some(
            b"iso-8859-1" | b"iso8859-1" | b"iso_8859-1" | b"iso-latin-1" | b"latin1" | b"latin-1"
            | b"l1",
        ) => text::by_table(text, |byte| Some(char::from(byte))),
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

/// The other encodings, from the WHATWG list. That has each in the widest form that is found on the
/// web, where iconv is strict: a byte without a character refuses the file, and the codes 80 to 9F are
/// controls in every part of ISO 8859.
#[cfg(feature = "encoding")]
fn by_label<'a>(text: Text<'a>, label: &[u8]) -> Option<Text<'a>> {
    let label: &[u8] = match label {
        b"cp932" => b"shift_jis",
        b"cp949" | b"uhc" => b"euc-kr",
        b"macroman" => b"macintosh",
        b"x-user-defined" => return None,
        other => other,
    };
    let encoding = encoding_rs::Encoding::for_label_no_replacement(label)?;
    if encoding == encoding_rs::UTF_16LE || encoding == encoding_rs::UTF_16BE {
        return None;
    }
    let is_high = |b: &&u8| matches!(b, 0x80..=0x9F);
    let has_high = text.bytes.iter().find(is_high).is_some();
    let has_controls = label.starts_with(b"iso-8859") || label.starts_with(b"iso_8859");
    let is_strict = match label {
        b"gb2312" => rows(&text.bytes, 0xA1..=0xF7, 0xA1..=0xFE),
        b"big5" => rows(&text.bytes, 0xA1..=0xF9, 0x40..=0xFE),
        b"tis-620" => !has_high && !text.bytes.contains(&0xA0),
        _ => true,
    };
    let single = |byte: u8| -> Option<char> {
        if has_controls && is_high(&&byte) {
            return Some(char::from(byte));
        }
        let bytes = [byte];
        let (decoded, _) = encoding.decode_without_bom_handling(&bytes);
        let character = decoded.chars().next()?;
        // What has no character is a control in the list.
        let is_none = matches!(character, '\u{80}'..='\u{9f}' | char::REPLACEMENT_CHARACTER);
        (!is_none).then_some(character)
    };
    if encoding.is_single_byte() {
        return if is_strict { text::by_table(text, single) } else { None };
    }
    let decoded = encoding.decode_without_bom_handling_and_without_replacement(&text.bytes)?;
    let decoded = decoded.into_owned();
    is_strict.then(|| text.untraced(decoded.into_bytes()))
}

/// Whether every byte that is not ASCII is the first of a pair in these ranges.
#[cfg(feature = "encoding")]
fn rows(
    bytes: &[u8],
    lead: std::ops::RangeInclusive<u8>,
    trail: std::ops::RangeInclusive<u8>,
) -> bool {
    let mut bytes = bytes.iter();
    while let Some(byte) = bytes.next() {
        let pair = byte.is_ascii()
            || lead.contains(byte) && bytes.next().is_some_and(|second| trail.contains(second));
        if !pair {
            return false;
        }
    }
    true
}

#[cfg(not(feature = "encoding"))]
fn by_label<'a>(_: Text<'a>, _: &[u8]) -> Option<Text<'a>> {
    None
}

/// Windows-1252 as iconv has it: five bytes mean nothing.
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
    fn utf_16_refuses_a_declaration_of_another_encoding() {
        let file = |label: &str, unit: fn(u16) -> [u8; 2]| {
            let file = format!("\u{feff}<?xml version='1.0' encoding='{label}'?>");
            text(&file.encode_utf16().flat_map(unit).collect::<Vec<u8>>()).is_some()
        };
        for (label, little, big) in [
            ("UTF-8", true, true),
            ("utf-16", true, true),
            ("ISO-10646-UCS-2", true, true),
            ("UTF-16LE", true, false),
            ("UCS-2", true, false),
            ("unicode", true, false),
            ("UTF-16BE", false, true),
            ("UCS-2BE", false, true),
            ("ISO-8859-1", false, false),
            ("windows-1252", false, false),
            ("us-ascii", false, false),
        ] {
            let found = (file(label, u16::to_le_bytes), file(label, u16::to_be_bytes));
            assert_eq!(found, (little, big), "{label}");
        }
    }

    #[cfg(feature = "encoding")]
    #[test]
    fn other_encodings_are_as_strict_as_iconv() {
        let last = |label: &str, bytes: &[u8]| {
            let head = format!("<?xml version='1.0' encoding='{label}'?>");
            let text = text(&[head.as_bytes(), bytes].concat())?;
            Some(text.split_once("?>")?.1.to_owned())
        };
        for (label, bytes, wanted) in [
            ("windows-1250", &b"\x8a"[..], Some("\u{160}")),
            ("windows-1250", b"\x81", None),
            ("windows-1255", b"\xd9", None),
            ("windows-874", b"\x81", None),
            ("TIS-620", b"\x80", None),
            ("TIS-620", b"\xa1", Some("\u{e01}")),
            ("ISO-8859-9", b"\x93\xfd", Some("\u{93}\u{131}")),
            ("ISO-8859-2", b"\xa3", Some("\u{141}")),
            ("iso_8859-1", b"\x93", Some("\u{93}")),
            ("GB2312", b"\xb0\xa1", Some("\u{554a}")),
            ("GB2312", b"\x81\x40", None),
            ("Big5", b"\xa4\x40", Some("\u{4e00}")),
            ("Big5", b"\x87\x40", None),
            ("cp932", b"\x82\xa0", Some("\u{3042}")),
            ("MacRoman", b"\x8e", Some("\u{e9}")),
            ("x-user-defined", b"\x80", None),
        ] {
            assert_eq!(last(label, bytes).as_deref(), wanted, "{label} {bytes:x?}");
        }
    }

    #[test]
    fn a_mark_beats_the_declaration_and_half_a_unit_at_the_end_is_ignored() {
        let mut file: Vec<u8> =
            "\u{feff}<?xml encoding='UTF-8'?>x".encode_utf16().flat_map(u16::to_be_bytes).collect();
        file.push(0);
        assert_eq!(text(&file).unwrap(), "<?xml encoding='UTF-8'?>x");
    }
}
