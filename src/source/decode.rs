//! Bytes to text. Nothing is ever replaced silently: the encoding that a file was read in is recorded.

use std::borrow::Cow;

use super::{Edits, MAX_LEN, Span};

#[cfg(test)]
thread_local! {
    /// How often this thread decoded bytes, so that a test can see that a command does it once.
    pub(crate) static DECODED: std::cell::Cell<u32> = const { std::cell::Cell::new(0) };
}

/// How certain the encoding of a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// The bytes are valid UTF-8, or begin with a byte order mark.
    Certain,
    /// The caller named the encoding.
    Given,
    /// The file's XML declaration names the encoding.
    Declared,
    /// UTF-16 without a mark, recognized by where its zero bytes stand.
    Pattern,
    /// A statistical guess.
    Guess,
}

/// What to do with bytes that are not UTF-8.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DecodeOptions {
    /// The encoding by its WHATWG label (`windows-1252`, `shift_jis`, ...), used whatever the bytes
    /// are. Default: none, detect it.
    pub encoding: Option<String>,
    /// Read the file as UTF-8 however many bytes of it are invalid, instead of guessing: each such byte
    /// is read as its Windows-1252 character and listed. Default no.
    pub stray_bytes: bool,
}

/// Why bytes cannot be read as text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DecodeError {
    /// Spans are 32 bits wide.
    #[error("the file has {0} bytes, the limit is {MAX_LEN} bytes")]
    TooLong(usize),
    /// No such encoding.
    #[error(
        "unknown encoding `{0}`: use a WHATWG label such as windows-1252, shift_jis or utf-16le"
    )]
    UnknownEncoding(String),
    /// The bytes are not text in the encoding the caller named.
    #[error("the bytes at offset {offset} are not valid {encoding}")]
    Invalid {
        /// Name of the encoding.
        encoding: &'static str,
        /// Offset of the first bad byte in the file, where it is known, else 0.
        offset: usize,
    },
}

/// Why a changed text cannot be written in the encoding of its file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EncodeError {
    /// The edits themselves do not apply.
    #[error(transparent)]
    Edit(#[from] super::EditError),
    /// A character has no place in the encoding.
    #[error("`{character}` cannot be written in {encoding}: write the file as UTF-8 instead")]
    Unmappable {
        /// The first such character.
        character: char,
        /// Name of the encoding.
        encoding: &'static str,
    },
    /// Writing the text back would change bytes that no one edited.
    #[error("{0} bytes cannot be written back exactly: write the file as UTF-8 instead")]
    NotReversible(&'static str),
}

/// A file as text: borrowed where it is UTF-8, owned where it had to be decoded.
///
/// A byte order mark stays in the text as U+FEFF, so that text and bytes correspond.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source<'a> {
    /// The decoded text. Every span of every document refers to it.
    pub text: Cow<'a, str>,
    /// The bytes it came from.
    pub bytes: &'a [u8],
    /// The WHATWG name of the encoding the bytes were read as, `UTF-8` for most.
    pub encoding: &'static str,
    /// How the encoding was found.
    pub certainty: Certainty,
    /// Where a file that is otherwise UTF-8 has invalid bytes: each was read as the
    /// Windows-1252 character of that byte, here as the character's span in the text.
    pub invalid: Vec<Span>,
}

impl<'a> Source<'a> {
    /// A text that is already decoded.
    #[must_use]
    pub fn from_text(text: &'a str) -> Self {
        Self {
            text: Cow::Borrowed(text),
            bytes: text.as_bytes(),
            encoding: "UTF-8",
            certainty: Certainty::Certain,
            invalid: Vec::new(),
        }
    }

    /// Whether the bytes are valid UTF-8.
    #[must_use]
    pub fn is_utf8(&self) -> bool {
        self.encoding == "UTF-8" && self.invalid.is_empty()
    }

    /// How changed bytes of this file are to be read, so that its encoding is not guessed again, and
    /// not as another one. `to_utf8`: they were written as UTF-8.
    #[must_use]
    pub fn decoding(&self, to_utf8: bool) -> DecodeOptions {
        let encoding = match self.certainty {
            _ if to_utf8 || self.encoding == "UTF-8" => None,
            Certainty::Guess | Certainty::Given => Some(self.encoding.to_owned()),
            // These are found again.
            Certainty::Certain | Certainty::Pattern | Certainty::Declared => None,
        };
        DecodeOptions { encoding, stray_bytes: self.encoding == "UTF-8" }
    }

    /// The bytes of the file after `edits`, in the encoding it was read from; what no edit touches
    /// stays byte for byte.
    ///
    /// # Errors
    /// [`EncodeError`] when the edits do not apply or a new character has no place in the encoding.
    pub fn apply(&self, edits: &Edits) -> Result<Vec<u8>, EncodeError> {
        let changed = edits.apply(&self.text)?;
        if edits.is_empty() {
            return Ok(self.bytes.to_vec());
        }
        if self.is_utf8() {
            return Ok(changed.into_bytes());
        }
        if self.encoding == "UTF-8" {
            return self.splice(edits);
        }
        if encode(&self.text, self.encoding)? != self.bytes {
            return Err(EncodeError::NotReversible(self.encoding));
        }
        encode(&changed, self.encoding)
    }

    /// UTF-8 with stray bytes: the edits are made on the bytes, the stray ones stay.
    fn splice(&self, edits: &Edits) -> Result<Vec<u8>, EncodeError> {
        let mut order: Vec<_> = edits.as_slice().iter().collect();
        super::sort_by_key(&mut order, |e| e.span);
        let mut out = Vec::with_capacity(self.bytes.len());
        let mut done = 0;
        // Each stray byte became one character of two or three bytes: by how much the text has grown
        // so far. Edits come in order, so one walk over the stray bytes serves them all.
        let (mut seen, mut grown) = (0, 0);
        let mut byte_offset = |offset: u32| {
            while let Some(bad) = self.invalid.get(seen).filter(|bad| bad.end <= offset) {
                grown += bad.len() - 1;
                seen += 1;
            }
            (offset - grown) as usize
        };
        for edit in order {
            let (start, end) = (byte_offset(edit.span.start), byte_offset(edit.span.end));
            out.extend_from_slice(self.bytes.get(done..start).unwrap_or_default());
            out.extend_from_slice(edit.replacement.as_bytes());
            done = end;
        }
        out.extend_from_slice(self.bytes.get(done..).unwrap_or_default());
        Ok(out)
    }
}

/// Reads bytes as text.
///
/// In this order: the encoding the caller named; a UTF-32 or UTF-16 byte order mark; UTF-16 without
/// a mark by the pattern of its zero bytes; the encoding that an XML declaration names, unless the
/// bytes are UTF-8 beyond doubt; valid UTF-8; UTF-8 with a few stray bytes; a guess (feature
/// `encoding`), else Windows-1252 for the stray bytes.
///
/// ```
/// use cuesmith::source::{DecodeOptions, decode};
///
/// let source = decode(b"\xff\xfe1\0\n\0", &DecodeOptions::default()).unwrap();
/// assert_eq!(source.text, "\u{feff}1\n");
/// assert_eq!(source.encoding, "UTF-16LE");
/// ```
///
/// # Errors
/// [`DecodeError`] when the file is over 4 GiB, or the named encoding is unknown or does not fit.
pub fn decode<'a>(bytes: &'a [u8], options: &DecodeOptions) -> Result<Source<'a>, DecodeError> {
    #[cfg(test)]
    DECODED.set(DECODED.get() + 1);
    if bytes.len() > MAX_LEN {
        return Err(DecodeError::TooLong(bytes.len()));
    }
    let source = if let Some(label) = &options.encoding {
        named(bytes, label)?
    } else if let Some(little) = utf32_mark(bytes) {
        utf32(bytes, little)
    } else if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        utf16(bytes, bytes[0] == 0xff, Certainty::Certain)
    } else if let Some(little) = utf16_pattern(bytes) {
        utf16(bytes, little, Certainty::Pattern)
    } else if let Some(source) = declared(bytes) {
        source
    } else if let Ok(text) = simdutf8::basic::from_utf8(bytes) {
        Source {
            text: Cow::Borrowed(text),
            bytes,
            encoding: "UTF-8",
            certainty: Certainty::Certain,
            invalid: Vec::new(),
        }
    } else if options.stray_bytes {
        mixed_utf8(bytes)
    } else {
        not_utf8(bytes)
    };
    if source.text.len() > MAX_LEN {
        return Err(DecodeError::TooLong(source.text.len()));
    }
    Ok(source)
}

/// UTF-16 without a mark: of the first bytes (at most 4 KiB) at least 40 % are zero on one side and
/// hardly any on the other. `Some(true)` means little-endian.
fn utf16_pattern(bytes: &[u8]) -> Option<bool> {
    let head = &bytes[..bytes.len().min(4096) & !1];
    if head.len() < 8 || memchr::memchr(0, head).is_none() {
        return None;
    }
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let (even, odd, pairs) = (zeros(0), zeros(1), head.len() / 2);
    if odd * 10 >= pairs * 4 && even * 50 <= pairs {
        Some(true)
    } else if even * 10 >= pairs * 4 && odd * 50 <= pairs {
        Some(false)
    } else {
        None
    }
}

/// A byte order mark of UTF-32: `Some(true)` means little-endian. UTF-16 text that begins with a
/// mark and a NUL looks the same; only the length can tell then.
fn utf32_mark(bytes: &[u8]) -> Option<bool> {
    let little = bytes.starts_with(b"\xff\xfe\0\0");
    let big = bytes.starts_with(b"\0\0\xfe\xff");
    ((little || big) && bytes.len().is_multiple_of(4)).then_some(little)
}

/// Decodes UTF-32. What is not a character becomes U+FFFD and is listed in [`Source::invalid`].
fn utf32(bytes: &[u8], little: bool) -> Source<'_> {
    let mut text = String::with_capacity(bytes.len() / 2);
    let mut invalid = Vec::new();
    for unit in bytes.chunks_exact(4) {
        let unit = [unit[0], unit[1], unit[2], unit[3]];
        let code = if little { u32::from_le_bytes(unit) } else { u32::from_be_bytes(unit) };
        let start = text.len();
        match char::from_u32(code) {
            Some(c) => text.push(c),
            None => {
                text.push(char::REPLACEMENT_CHARACTER);
                invalid.push(Span::of(start..text.len()));
            }
        }
    }
    let encoding = if little { "UTF-32LE" } else { "UTF-32BE" };
    Source { text: Cow::Owned(text), bytes, encoding, certainty: Certainty::Certain, invalid }
}

/// Decodes UTF-16. A lone surrogate cannot be kept in UTF-8: it becomes U+FFFD and is listed in
/// [`Source::invalid`]. An odd last byte is left out and listed there with an empty span.
fn utf16(bytes: &[u8], little: bool, certainty: Certainty) -> Source<'_> {
    let unit = |pair: &[u8]| {
        let pair = [pair[0], pair[1]];
        if little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) }
    };
    let mut text = String::with_capacity(bytes.len());
    let mut invalid = Vec::new();
    let mut bad = |text: &mut String| {
        let start = text.len();
        text.push(char::REPLACEMENT_CHARACTER);
        invalid.push(Span::of(start..text.len()));
    };
    for unit in char::decode_utf16(bytes.chunks_exact(2).map(unit)) {
        match unit {
            Ok(c) => text.push(c),
            Err(_) => bad(&mut text),
        }
    }
    if bytes.len() % 2 == 1 {
        // Half a character is dropped: it would be a line of text at the end.
        invalid.push(Span::at(text.len() as u32));
    }
    let encoding = if little { "UTF-16LE" } else { "UTF-16BE" };
    Source { text: Cow::Owned(text), bytes, encoding, certainty, invalid }
}

/// Neither UTF-8 nor UTF-16.
fn not_utf8(bytes: &[u8]) -> Source<'_> {
    let mixed = mixed_utf8(bytes);
    let good = mixed.text.chars().filter(|c| !c.is_ascii()).count() - mixed.invalid.len();
    // Multi-byte sequences that happen to be UTF-8 are rare in legacy text: when at least half of
    // what is not ASCII is UTF-8, the rest is damage. A single byte, or a character cut off at the
    // end of the file, is no basis for a guess either.
    let cut = ends_cut(bytes) && mixed.invalid.len() <= 3;
    if good > 0 && good >= mixed.invalid.len() || mixed.invalid.len() == 1 || cut {
        return mixed;
    }
    #[cfg(feature = "encoding")]
    {
        let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
        detector.feed(bytes, true);
        let encoding = if is_shift_jis(bytes) {
            encoding_rs::SHIFT_JIS
        } else {
            detector.guess(None, chardetng::Utf8Detection::Deny)
        };
        if let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes) {
            return Source {
                text,
                bytes,
                encoding: encoding.name(),
                certainty: Certainty::Guess,
                invalid: Vec::new(),
            };
        }
    }
    mixed
}

/// Whether the text reads as Japanese in Shift_JIS. On short texts the detector takes it for
/// Cyrillic; but there hardly any lead byte is the one of hiragana and katakana.
#[cfg(feature = "encoding")]
fn is_shift_jis(bytes: &[u8]) -> bool {
    let decoded = encoding_rs::SHIFT_JIS.decode_without_bom_handling_and_without_replacement(bytes);
    let Some(text) = decoded else { return false };
    let (mut kana, mut other) = (0_usize, 0_usize);
    for c in text.chars().filter(|c| !c.is_ascii()) {
        match c {
            '\u{3041}'..='\u{30ff}' => kana += 1,
            _ => other += 1,
        }
    }
    kana * 3 >= other && kana > 0
}

/// Whether the first thing wrong is a character cut off at the end of the file.
fn ends_cut(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_err_and(|e| e.error_len().is_none())
}

/// UTF-8 with every stray byte read as Windows-1252.
fn mixed_utf8(bytes: &[u8]) -> Source<'_> {
    let mut text = String::with_capacity(bytes.len() + 16);
    let mut invalid = Vec::new();
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        for &byte in chunk.invalid() {
            let start = text.len();
            text.push(windows_1252(byte));
            invalid.push(Span::of(start..text.len()));
        }
    }
    Source {
        text: Cow::Owned(text),
        bytes,
        encoding: "UTF-8",
        certainty: Certainty::Guess,
        invalid,
    }
}

/// The WHATWG reading of one Windows-1252 byte.
pub(crate) fn windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž',
        '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}',
        'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9f => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

fn named<'a>(bytes: &'a [u8], label: &str) -> Result<Source<'a>, DecodeError> {
    let utf16_label = match label.to_ascii_lowercase().as_str() {
        "utf-16le" | "utf-16" | "utf16" | "utf16le" => Some(true),
        "utf-16be" | "utf16be" => Some(false),
        "utf-8" | "utf8" => {
            return match simdutf8::compat::from_utf8(bytes) {
                Ok(text) => Ok(Source::from_text(text)),
                Err(e) => Err(DecodeError::Invalid { encoding: "UTF-8", offset: e.valid_up_to() }),
            };
        }
        _ => None,
    };
    if let Some(little) = utf16_label {
        return Ok(utf16(bytes, little, Certainty::Given));
    }
    legacy(bytes, label)
}

/// The text in the encoding that an XML declaration names (XML 1.0 section 4.3.3), if it is not UTF-8 and the
/// bytes are text in it. Text in another encoding is hardly ever valid UTF-8 by chance: such a file is
/// UTF-8 with a wrong declaration.
fn declared(bytes: &[u8]) -> Option<Source<'_>> {
    let label = declared_label(bytes)?;
    if !bytes.is_ascii() && simdutf8::basic::from_utf8(bytes).is_ok() {
        return None;
    }
    let source = legacy(bytes, label).ok()?;
    // A declaration that is read byte by byte is not in UTF-16, whatever it says.
    let other = !source.encoding.starts_with("UTF-");
    other.then_some(Source { certainty: Certainty::Declared, ..source })
}

/// The encoding that the XML declaration at the start of the bytes names.
fn declared_label(bytes: &[u8]) -> Option<&str> {
    let head = bytes.strip_prefix(b"<?xml")?;
    let head = &head[..memchr::memchr(b'>', &head[..head.len().min(256)])?];
    let head = std::str::from_utf8(head).ok()?;
    let value = head[head.find("encoding")? + 8..].trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value[1..].split(quote).next()
}

#[cfg(feature = "encoding")]
fn legacy<'a>(bytes: &'a [u8], label: &str) -> Result<Source<'a>, DecodeError> {
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes())
        .ok_or_else(|| DecodeError::UnknownEncoding(label.to_owned()))?;
    let text = encoding
        .decode_without_bom_handling_and_without_replacement(bytes)
        .ok_or(DecodeError::Invalid { encoding: encoding.name(), offset: 0 })?;
    Ok(Source {
        text,
        bytes,
        encoding: encoding.name(),
        certainty: Certainty::Given,
        invalid: Vec::new(),
    })
}

#[cfg(not(feature = "encoding"))]
fn legacy<'a>(_bytes: &'a [u8], label: &str) -> Result<Source<'a>, DecodeError> {
    Err(DecodeError::UnknownEncoding(label.to_owned()))
}

fn encode(text: &str, encoding: &'static str) -> Result<Vec<u8>, EncodeError> {
    match encoding {
        "UTF-16LE" => Ok(text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        "UTF-16BE" => Ok(text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
        "UTF-32LE" => Ok(text.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect()),
        "UTF-32BE" => Ok(text.chars().flat_map(|c| u32::from(c).to_be_bytes()).collect()),
        _ => encode_legacy(text, encoding),
    }
}

#[cfg(feature = "encoding")]
fn encode_legacy(text: &str, encoding: &'static str) -> Result<Vec<u8>, EncodeError> {
    let Some(table) = encoding_rs::Encoding::for_label(encoding.as_bytes()) else {
        return Err(EncodeError::NotReversible(encoding));
    };
    let (bytes, _, unmappable) = table.encode(text);
    if !unmappable {
        return Ok(bytes.into_owned());
    }
    let mut single = [0; 4];
    let lost = text.chars().find(|c| table.encode(c.encode_utf8(&mut single)).2);
    Err(EncodeError::Unmappable { character: lost.unwrap_or('\u{fffd}'), encoding })
}

#[cfg(not(feature = "encoding"))]
fn encode_legacy(_text: &str, encoding: &'static str) -> Result<Vec<u8>, EncodeError> {
    Err(EncodeError::NotReversible(encoding))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Edit;

    fn read(bytes: &[u8]) -> Source<'_> {
        decode(bytes, &DecodeOptions::default()).unwrap()
    }

    #[test]
    fn utf8_is_borrowed_with_and_without_a_mark() {
        for text in ["plain", "\u{feff}marked", "caf\u{e9} 日本"] {
            let source = read(text.as_bytes());
            assert!(matches!(source.text, Cow::Borrowed(t) if t == text));
            assert!(source.is_utf8());
        }
    }

    #[test]
    fn utf16_is_found_by_its_mark_and_by_its_pattern() {
        let text = "1\n00:00:01,000 --> 00:00:02,000\nÅngström\n";
        let marked = format!("\u{feff}{text}");
        let le: Vec<u8> = marked.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(read(&le).text, marked);
        let source = read(&be);
        assert_eq!((source.text.as_ref(), source.encoding), (text, "UTF-16BE"));
        assert_eq!(source.certainty, Certainty::Pattern);
    }

    #[test]
    fn utf32_is_found_by_its_mark_and_written_back() {
        let text = "\u{feff}1\nÅ 😀\n";
        let le: Vec<u8> = text.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
        let be: Vec<u8> = text.chars().flat_map(|c| u32::from(c).to_be_bytes()).collect();
        for (bytes, name) in [(&le, "UTF-32LE"), (&be, "UTF-32BE")] {
            let source = read(bytes);
            assert_eq!((source.text.as_ref(), source.encoding), (text, name));
            let mut edits = Edits::default();
            edits.push(Edit::replace(Span::new(3, 4), "1"));
            assert_eq!(source.apply(&edits).unwrap(), *bytes);
        }
    }

    #[test]
    fn one_stray_byte_is_no_basis_for_a_guess() {
        let source = read(b"1\n00:00:01,000 --> 00:00:02,000\nna\xefve\n");
        assert_eq!((source.encoding, source.invalid.len()), ("UTF-8", 1));
        assert!(source.text.ends_with("naïve\n"));
    }

    #[cfg(feature = "encoding")]
    #[test]
    fn an_xml_declaration_names_the_encoding() {
        let latin = b"<?xml version=\"1.0\" encoding='ISO-8859-2'?><tt>\xb1 \xb6</tt>";
        let source = read(latin);
        assert!(source.text.ends_with("<tt>ą ś</tt>"));
        assert_eq!((source.encoding, source.certainty), ("ISO-8859-2", Certainty::Declared));
        // A declaration that cannot be true is ignored.
        for (label, text, encoding) in [
            ("ISO-8859-1", "é", "UTF-8"),
            ("UTF-16", "e", "UTF-8"),
            ("klingon", "e", "UTF-8"),
            ("us-ascii", "e", "windows-1252"),
        ] {
            let text = format!("<?xml version=\"1.0\" encoding=\"{label}\"?><tt>{text}</tt>");
            let source = read(text.as_bytes());
            assert_eq!((source.text.as_ref(), source.encoding), (text.as_str(), encoding));
        }
    }

    #[cfg(feature = "encoding")]
    #[test]
    fn short_japanese_text_in_shift_jis_is_not_taken_for_cyrillic() {
        let text = "1\n00:00:01,000 --> 00:00:02,000\nこんにちは、ソースです\n";
        let (bytes, _, _) = encoding_rs::SHIFT_JIS.encode(text);
        assert_eq!(read(&bytes).text, text);
    }

    #[test]
    fn a_stray_byte_is_read_and_listed_and_written_back() {
        let bytes = "ça va, déjà \u{2026} na\u{ef}ve".as_bytes();
        let mut bytes = bytes.to_vec();
        bytes.extend_from_slice(b" caf\xe9 end");
        let source = read(&bytes);
        assert!(source.text.ends_with("café end"));
        assert_eq!(source.invalid.len(), 1);
        assert!(!source.is_utf8());
        let mut edits = Edits::default();
        let at = source.text.find("end").unwrap() as u32;
        edits.push(Edit::replace(Span::new(at, at + 3), "fin"));
        let out = source.apply(&edits).unwrap();
        assert!(out.ends_with(b"caf\xe9 fin"), "{out:?}");
    }

    #[cfg(feature = "encoding")]
    #[test]
    fn a_legacy_file_is_a_guess_and_keeps_its_encoding_through_edits() {
        let text = "1\n00:00:01,000 --> 00:00:02,000\nПривет, как дела сегодня?\n";
        let (bytes, _, _) = encoding_rs::KOI8_R.encode(text);
        let source = read(&bytes);
        assert_eq!((source.text.as_ref(), source.certainty), (text, Certainty::Guess));
        let mut edits = Edits::default();
        edits.push(Edit::replace(Span::new(0, 1), "7"));
        assert_eq!(source.apply(&edits).unwrap()[1..], bytes[1..]);
        edits.push(Edit::replace(Span::new(1, 1), "日"));
        assert!(matches!(
            source.apply(&edits),
            Err(EncodeError::Unmappable { character: '日', .. })
        ));
    }

    #[test]
    fn a_named_encoding_that_does_not_exist_is_an_error() {
        let options =
            DecodeOptions { encoding: Some("klingon".into()), ..DecodeOptions::default() };
        assert_eq!(decode(b"x", &options), Err(DecodeError::UnknownEncoding("klingon".into())));
    }
}
