//! Bytes as the platform's server sees them: normalized line endings, decoded encodings, blanks.
//!
//! `kCaptionsContentManager.php:35-55` normalizes line endings before every parse,
//! `srtCaptionsContentManager.php:40-46` decodes SRT. Each step remembers how far it moved the bytes, so
//! that a cue can be traced back to the file. WebVTT and DFXP use only [`normalized`]; their encodings
//! are read elsewhere.

use std::borrow::Cow;

use crate::source::Span;

/// A text and the way back to the bytes it was made from.
#[derive(Clone, Debug)]
pub(super) struct Text<'a> {
    pub(super) bytes: Cow<'a, [u8]>,
    /// One list per step, the last step first: (offset after the step, offset before it),
    /// ascending. Between two entries both offsets advance together.
    steps: Vec<Vec<(usize, usize)>>,
}

impl<'a> Text<'a> {
    /// Bytes as they are.
    pub(super) fn raw(bytes: &'a [u8]) -> Self {
        Self { bytes: Cow::Borrowed(bytes), steps: Vec::new() }
    }

    /// Where the bytes at `start..end` came from, as far as spans of 32 bits reach.
    pub(super) fn origin(&self, start: usize, end: usize) -> Option<Span> {
        let start = u32::try_from(self.before(start)).ok()?;
        let end = u32::try_from(self.before(end)).ok()?;
        Some(Span { start, end: end.max(start) })
    }

    fn before(&self, mut offset: usize) -> usize {
        for step in &self.steps {
            let next = step.partition_point(|&(after, _)| after <= offset);
            if let Some(&(after, before)) = next.checked_sub(1).and_then(|i| step.get(i)) {
                offset = before + (offset - after);
            }
        }
        offset
    }

    /// A slice, borrowed from the file where no step had to change it.
    pub(super) fn slice(&self, start: usize, end: usize) -> Cow<'a, [u8]> {
        match &self.bytes {
            Cow::Borrowed(bytes) => Cow::Borrowed(bytes.get(start..end).unwrap_or_default()),
            Cow::Owned(bytes) => Cow::Owned(bytes.get(start..end).unwrap_or_default().to_vec()),
        }
    }

    /// Without these bytes at the start, if they are there.
    pub(super) fn without_prefix(self, prefix: &[u8]) -> Self {
        match (self.bytes.starts_with(prefix), self.bytes) {
            (false, bytes) => Self { bytes, steps: self.steps },
            (true, Cow::Borrowed(bytes)) => {
                Self::cut(&bytes[prefix.len()..], prefix.len(), self.steps)
            }
            (true, Cow::Owned(mut bytes)) => {
                bytes.drain(..prefix.len());
                let mut steps = self.steps;
                steps.insert(0, vec![(0, prefix.len())]);
                Self { bytes: Cow::Owned(bytes), steps }
            }
        }
    }

    /// Without blanks, tabs and line endings at the end.
    pub(super) fn without_blank_end(mut self) -> Self {
        let blanks = self.bytes.iter().rev();
        let blanks = blanks.take_while(|b| matches!(b, b' ' | b'\r' | b'\n' | b'\t')).count();
        let len = self.bytes.len() - blanks;
        match &mut self.bytes {
            Cow::Borrowed(bytes) => *bytes = &bytes[..len],
            Cow::Owned(bytes) => bytes.truncate(len),
        }
        self
    }

    fn cut(bytes: &'a [u8], by: usize, mut steps: Vec<Vec<(usize, usize)>>) -> Self {
        steps.insert(0, vec![(0, by)]);
        Self { bytes: Cow::Borrowed(bytes), steps }
    }

    /// Another text, none of whose places can be traced to the file.
    #[cfg(feature = "encoding")]
    pub(super) fn untraced(mut self, bytes: Vec<u8>) -> Text<'static> {
        self.steps.clear();
        self.steps.push(vec![(0, usize::MAX / 2)]);
        Text { bytes: Cow::Owned(bytes), steps: self.steps }
    }

    fn stepped(self, bytes: Vec<u8>, moves: Vec<(usize, usize)>) -> Text<'static> {
        let mut steps = self.steps;
        steps.insert(0, moves);
        Text { bytes: Cow::Owned(bytes), steps }
    }
}

/// CR LF and lone CR become LF, byte by byte and whatever the encoding
/// (`kCaptionsContentManager.php:35-55`).
pub(super) fn normalized(text: Text<'_>) -> Text<'_> {
    let Some(first) = memchr::memchr(b'\r', &text.bytes) else { return text };
    let from = &text.bytes;
    let mut out = Vec::with_capacity(from.len());
    let mut moves = Vec::new();
    out.extend_from_slice(&from[..first]);
    let mut at = first;
    while at < from.len() {
        // `at` is on a CR.
        out.push(b'\n');
        at += 1;
        if from.get(at) == Some(&b'\n') {
            at += 1;
            moves.push((out.len(), at));
        }
        let end = memchr::memchr(b'\r', &from[at..]).map_or(from.len(), |n| at + n);
        out.extend_from_slice(&from[at..end]);
        at = end;
    }
    text.stepped(out, moves)
}

/// What the SRT parser makes of the bytes before its pattern runs: UTF-16 after `FF FE`, else UTF-8
/// with everything invalid deleted. `None` when the conversion fails, which empties the file.
///
/// `iconv //IGNORE` (kaltura/server c447fdb3, `srtCaptionsContentManager.php:42-46`). glibc's rules
/// for what one invalid sequence is are followed; a sequence that the end of the file cuts off makes
/// PHP's `iconv` return false, as does half a unit of UTF-16. An unpaired surrogate is
/// deleted.
pub(super) fn srt_decoded(text: Text<'_>) -> Option<Text<'_>> {
    if text.bytes.starts_with(&[0xFF, 0xFE]) {
        let whole = text.bytes.len().is_multiple_of(2);
        // The second word of this one is missing.
        let cut_off = matches!(*text.bytes, [.., 0xD8..=0xDB]) && text.bytes.len() > 2;
        let ignored = |_: u16| Some(None);
        return (whole && !cut_off).then(|| utf16(text, 2, u16::from_le_bytes, ignored)).flatten();
    }
    if simdutf8::basic::from_utf8(&text.bytes).is_ok() {
        return Some(text);
    }
    let from = &text.bytes;
    let mut out = Vec::with_capacity(from.len());
    let mut moves = Vec::new();
    let mut at = 0;
    while at < from.len() {
        match sequence(&from[at..]) {
            Sequence::Good(len) => {
                out.extend_from_slice(&from[at..at + len]);
                at += len;
            }
            Sequence::Bad(len) => {
                at += len;
                moves.push((out.len(), at));
            }
            Sequence::CutOff => return None,
        }
    }
    Some(text.stepped(out, moves))
}

enum Sequence {
    Good(usize),
    Bad(usize),
    CutOff,
}

/// The next sequence as glibc 2.36 reads it (observed, see docs/platform.md). `bytes` is
/// not empty.
fn sequence(bytes: &[u8]) -> Sequence {
    let lead = bytes[0];
    let want = match lead {
        0..=0x7F => return Sequence::Good(1),
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF7 => 4,
        // Forms beyond U+10FFFF are kept, if they are not overlong.
        0xF8..=0xFB if bytes.get(1).is_none_or(|&b| lead > 0xF8 || b >= 0x88) => 5,
        0xFC..=0xFD if bytes.get(1).is_none_or(|&b| lead > 0xFC || b >= 0x84) => 6,
        _ => {
            let tail = bytes[1..].iter().take(4).take_while(|&&b| is_continuation(b)).count();
            return Sequence::Bad(1 + tail);
        }
    };
    let tail = bytes[1..].iter().take(want - 1).take_while(|&&b| is_continuation(b)).count();
    if tail + 1 < want {
        return if 1 + tail == bytes.len() { Sequence::CutOff } else { Sequence::Bad(1 + tail) };
    }
    let is_beyond = lead > 0xF4 || lead == 0xF4 && bytes[1] >= 0x90;
    if is_beyond || std::str::from_utf8(&bytes[..want]).is_ok() {
        return Sequence::Good(want);
    }
    // Overlong forms and surrogates are deleted whole.
    Sequence::Bad(want)
}

fn is_continuation(byte: u8) -> bool {
    byte & 0xC0 == 0x80
}

/// UTF-16 after `skip` bytes, or `None` for an unpaired surrogate. Half a unit at the end is left
/// out.
pub(super) fn utf16_strict(
    text: Text<'_>,
    skip: usize,
    unit: fn([u8; 2]) -> u16,
) -> Option<Text<'_>> {
    utf16(text, skip, unit, |_| None)
}

/// UTF-16 after `skip` bytes. `unpaired` says what happens to a surrogate without its other half:
/// `None` gives the text up, `Some(None)` leaves it out.
fn utf16<'a>(
    text: Text<'a>,
    skip: usize,
    unit: fn([u8; 2]) -> u16,
    unpaired: fn(u16) -> Option<Option<char>>,
) -> Option<Text<'a>> {
    let (pairs, _) = text.bytes.get(skip..)?.as_chunks::<2>();
    let mut out = Vec::with_capacity(2 * pairs.len());
    let mut moves = vec![(0, skip)];
    let mut at = skip;
    for decoded in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        at += 2 * decoded.as_ref().map_or(1, |c| c.len_utf16());
        let character =
            decoded.map_or_else(|e| unpaired(e.unpaired_surrogate()), |c| Some(Some(c)));
        if let Some(character) = character? {
            push(&mut out, character);
        }
        moves.push((out.len(), at));
    }
    Some(text.stepped(out, moves))
}

/// An encoding of one byte a character, or `None` for a byte that means nothing.
pub(super) fn by_table(text: Text<'_>, table: impl Fn(u8) -> Option<char>) -> Option<Text<'_>> {
    let mut out = Vec::with_capacity(text.bytes.len());
    let mut moves = Vec::new();
    for (at, byte) in text.bytes.iter().enumerate() {
        push(&mut out, table(*byte)?);
        if !byte.is_ascii() {
            moves.push((out.len(), at + 1));
        }
    }
    Some(text.stepped(out, moves))
}

/// What a browser makes of a text response: a byte order mark decides and is removed, else UTF-8; what is
/// invalid becomes U+FFFD (WHATWG Encoding standard, "decode").
pub(super) fn browser_decoded(bytes: &[u8]) -> Text<'_> {
    let text = Text::raw(bytes);
    match bytes {
        [0xFE, 0xFF, rest @ ..] => utf16_lossy(text, rest, u16::from_be_bytes),
        [0xFF, 0xFE, rest @ ..] => utf16_lossy(text, rest, u16::from_le_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => {
            utf8_lossy(Text { bytes: Cow::Borrowed(rest), steps: vec![vec![(0, 3)]] })
        }
        _ => utf8_lossy(text),
    }
}

fn utf8_lossy(text: Text<'_>) -> Text<'_> {
    if simdutf8::basic::from_utf8(&text.bytes).is_ok() {
        return text;
    }
    let mut out = Vec::with_capacity(text.bytes.len());
    let mut moves = Vec::new();
    let mut at = 0;
    for chunk in text.bytes.utf8_chunks() {
        out.extend_from_slice(chunk.valid().as_bytes());
        at += chunk.valid().len() + chunk.invalid().len();
        if !chunk.invalid().is_empty() {
            out.extend_from_slice("\u{fffd}".as_bytes());
            moves.push((out.len(), at));
        }
    }
    text.stepped(out, moves)
}

fn utf16_lossy<'a>(text: Text<'a>, from: &[u8], unit: fn([u8; 2]) -> u16) -> Text<'a> {
    let replaced = |_: u16| Some(Some(char::REPLACEMENT_CHARACTER));
    let mut text = utf16(text, 2, unit, replaced).unwrap_or_else(|| Text::raw(b""));
    if !from.len().is_multiple_of(2) {
        let out = text.bytes.to_mut();
        push(out, char::REPLACEMENT_CHARACTER);
        let end = out.len();
        // Half a unit stands for three bytes of text: what ends with it ends with the file.
        text.steps[0].push((end, 2 + from.len()));
    }
    text
}

fn push(out: &mut Vec<u8>, character: char) {
    let mut buffer = [0; 4];
    out.extend_from_slice(character.encode_utf8(&mut buffer).as_bytes());
}

/// A blank of PHP's `trim`: space, tab, LF, CR, VT and NUL (FF and no-break space
/// are text).
pub(super) fn is_trimmed(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0B | 0)
}

/// PHP's `trim`.
pub(super) fn trim(mut bytes: &[u8]) -> &[u8] {
    while let [first, rest @ ..] = bytes
        && is_trimmed(*first)
    {
        bytes = rest;
    }
    while let [rest @ .., last] = bytes
        && is_trimmed(*last)
    {
        bytes = rest;
    }
    bytes
}

/// A blank of C's `isspace`, which PCRE's `\s` and PHP's numbers go by: as [`is_trimmed`] with FF and
/// without NUL.
pub(super) fn is_c_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_become_lf_and_the_way_back_is_known() {
        let text = normalized(Text::raw(b"a\r\nb\rc\r\r\nd"));
        assert_eq!(&*text.bytes, b"a\nb\nc\n\nd");
        assert_eq!(text.origin(2, 3), Some(Span { start: 3, end: 4 }));
        assert_eq!(text.origin(7, 8), Some(Span { start: 9, end: 10 }));
    }

    #[test]
    fn invalid_bytes_are_deleted_and_traced() {
        let text = srt_decoded(Text::raw(b"Caf\xe9 ok")).unwrap();
        assert_eq!(&*text.bytes, b"Caf ok");
        assert_eq!(text.origin(4, 6), Some(Span { start: 5, end: 7 }));
    }

    #[test]
    fn a_sequence_cut_off_by_the_end_fails_the_conversion() {
        assert!(srt_decoded(Text::raw(b"Caf\xc3")).is_none());
        assert!(srt_decoded(Text::raw(b"\xff\xfea\0\x3d\xd8")).is_none());
        assert!(srt_decoded(Text::raw(b"\xff\xfea\0\x3d")).is_none());
    }

    #[test]
    fn code_points_beyond_unicode_are_kept_and_overlong_forms_deleted() {
        let kept = [
            &b"\xf4\x90\x80\x80"[..],
            b"\xf5\x80\x80\x80",
            b"\xf8\x88\x80\x80\x80",
            b"\xfb\x80\x80\x80\x80",
            b"\xfc\x84\x80\x80\x80\x80",
            b"\xfd\xa4\xa4\xa4\xbf\xa1",
        ];
        let deleted = [
            &b"\xf0\x80\x80\x80"[..],
            b"\xf8\x87\x80\x80\x80",
            b"\xfc\x83\x80\x80\x80",
            b"\xed\xa0\x80",
            b"\xc0\x80",
            b"\xfe\x80",
            b"\xf8\x88\x80",
        ];
        for (sequences, is_kept) in [(&kept[..], true), (&deleted, false)] {
            for sequence in sequences {
                let file = [b"a", *sequence, b"b"].concat();
                let text = srt_decoded(Text::raw(&file)).unwrap();
                let wanted = if is_kept { &file[..] } else { b"ab" };
                assert_eq!(&*text.bytes, wanted, "{sequence:x?}");
            }
        }
    }

    #[test]
    fn an_unpaired_surrogate_is_deleted_and_nothing_else() {
        for unit in [0xD83D, 0xDC00_u16] {
            let units =
                ["\u{feff}a".encode_utf16().collect(), vec![unit, u16::from(b'b')]].concat();
            let bytes: Vec<u8> = units.into_iter().flat_map(u16::to_le_bytes).collect();
            let text = srt_decoded(Text::raw(&bytes)).unwrap();
            assert_eq!(&*text.bytes, b"ab");
            assert_eq!(text.origin(1, 2), Some(Span { start: 6, end: 8 }));
        }
    }

    #[test]
    fn utf16_is_traced_through_both_steps() {
        let bytes: Vec<u8> =
            "\u{feff}1\n\u{e9}x".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let text = srt_decoded(normalized(Text::raw(&bytes))).unwrap();
        assert_eq!(&*text.bytes, "1\n\u{e9}x".as_bytes());
        assert_eq!(text.origin(4, 5), Some(Span { start: 8, end: 10 }));
    }

    #[test]
    fn trim_knows_vertical_tab_and_nul_but_no_form_feed() {
        assert_eq!(trim(b" \x0b\0a \t"), b"a");
        assert_eq!(trim(b"\x0c"), b"\x0c");
    }
}
