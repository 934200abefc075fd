//! What the packager reads of a file (nginx-vod-module 26f06877, `vod/subtitle/`).
//!
//! It packages stitched playlists and entries of several sequences (kaltura/server c447fdb3,
//! `plugins/content/caption/base/CaptionPlugin.php:582-592`), gets the file as it was uploaded and
//! ignores the type it was uploaded as: the first bytes decide, and a file that they do not identify
//! has no captions there. WebVTT and SRT are scanned for arrows, DFXP is in `packager_dfxp.rs`.
//!
//! - Cues are written with times that are summed up from the first cue's start by differences of 32
//!   unsigned bits (`webvtt_format.c`, `cur_frame->duration`; `webvtt_builder.c`, `start_time +=
//!   cur_frame->duration`). A cue that starts before the one above it, and all cues after it, are so
//!   written 2^32 ms late.
//! - What is between the end time and the first empty line is the text, with the settings at its
//!   start. A line of blanks is text.
//! - Strings end at a NUL, as in C.

use super::caption_type::CaptionType;
use super::packaged::{Chain, PackagedCue, number};
use super::packager_dfxp;
use super::text::{self, Text, is_c_space};

/// The packager reads at most this much of a file (`subtitle_format.c:27`).
pub const PACKAGER_LIMIT: usize = 2 << 20;
/// The first bytes, which decide what a file is read as.
const PROBE: usize = 4096;

/// What the packager makes of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Packaged {
    /// The format it takes the file for: [`CaptionType::WebVtt`] for SRT too, which it reads in the
    /// same way. `None`: it does not recognize the file.
    pub read_as: Option<CaptionType>,
    /// Whether the file could be read. A file without cues can.
    pub ok: bool,
    /// The cues, in file order.
    pub cues: Vec<PackagedCue>,
}

/// What the packager makes of a file. It ignores the type the file was uploaded as.
#[must_use]
pub fn packager(bytes: &[u8]) -> Packaged {
    let bytes = &bytes[..bytes.len().min(PACKAGER_LIMIT)];
    let Some(read_as) = recognized(bytes) else { return Packaged::default() };
    let cues = match read_as {
        CaptionType::Dfxp => packager_dfxp::read(c_string(bytes)),
        CaptionType::Srt | CaptionType::WebVtt => utf_8(bytes).and_then(|text| read(&text)),
    };
    let (ok, cues) = (cues.is_some(), cues.unwrap_or_default());
    Packaged { read_as: Some(read_as), ok, cues }
}

/// `webvtt_reader_init` and `dfxp_reader_init`.
fn recognized(bytes: &[u8]) -> Option<CaptionType> {
    let probe = &bytes[..bytes.len().min(PROBE)];
    let low_bytes = |from: usize| -> Vec<u8> {
        // The last unit is set to zero.
        probe[..probe.len() - 2].iter().skip(from).step_by(2).copied().collect()
    };
    let is_srt = match probe {
        [0xFF, 0xFE, _, _, _, ..] => probe.len().is_multiple_of(2) && is_srt(&low_bytes(2)),
        [0xFE, 0xFF, _, _, _, ..] => probe.len().is_multiple_of(2) && is_srt(&low_bytes(3)),
        _ => {
            let probe = c_string(without_mark(probe));
            bytes.is_empty() || probe.starts_with(b"WEBVTT") || is_srt(probe)
        }
    };
    if is_srt {
        return Some(CaptionType::WebVtt);
    }
    let probe = c_string(without_mark(probe));
    let is_xml = probe.starts_with(b"<?xml") || probe.starts_with(b"<xml");
    let is_dfxp =
        probe.starts_with(b"<tt") || is_xml && memchr::memmem::find(probe, b"<tt").is_some();
    is_dfxp.then_some(CaptionType::Dfxp)
}

/// Blanks, a number, a line ending, a time and an arrow (`webvtt_identify_srt`).
fn is_srt(probe: &[u8]) -> bool {
    let digits = skip(probe, 0, is_c_space);
    let next = skip(probe, digits, |b| b.is_ascii_digit());
    let line_end = skip(probe, next, is_blank);
    let line = match probe[line_end..] {
        [b'\r', b'\n', ..] => line_end + 2,
        [b'\r' | b'\n', ..] => line_end + 1,
        _ => return false,
    };
    let arrow = stamp(probe, line).map(|(_, next)| skip(probe, next, is_blank));
    digits < next && arrow.is_some_and(|at| probe[at..].starts_with(b"-->"))
}

/// The text of a file that was recognized; `None` where its UTF-16 is damaged.
fn utf_8(bytes: &[u8]) -> Option<Text<'_>> {
    let text = Text::raw(bytes);
    match bytes {
        [0xFF, 0xFE, ..] if bytes.len().is_multiple_of(2) => {
            text::utf16_strict(text, 2, u16::from_le_bytes)
        }
        [0xFE, 0xFF, ..] if bytes.len().is_multiple_of(2) => {
            text::utf16_strict(text, 2, u16::from_be_bytes)
        }
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => None,
        _ => Some(text.without_prefix(b"\xEF\xBB\xBF")),
    }
}

/// `webvtt_parse_frames`; `None` where it rejects the file.
fn read(text: &Text<'_>) -> Option<Vec<PackagedCue>> {
    let whole = &*text.bytes;
    let bytes = c_string(whole);
    let mut at = 0;
    if bytes.starts_with(b"WEBVTT") {
        let end = bytes.iter().position(|&b| is_line_end(b))?;
        at = skip_line_end(bytes, end);
        let Some(arrow) = behind_arrow(bytes, at) else { return Some(Vec::new()) };
        // The line above the times is read as an identifier, and the first line is not one.
        let ends_line = bytes.get(arrow).copied().is_some_and(is_line_end);
        (ends_line || line_start(bytes, arrow) > at).then_some(())?;
    }
    let (mut cues, mut chain) = (Vec::new(), Chain::default());
    while let Some(arrow) = behind_arrow(bytes, at) {
        at = skip(bytes, arrow, is_blank);
        let Some((end, next)) = stamp(bytes, at) else { continue };
        let line = line_start(bytes, arrow - 3);
        let Some((start, _)) = stamp(bytes, line).filter(|(start, _)| *start < end) else {
            continue;
        };
        let close = empty_line(bytes, next).unwrap_or(whole.len());
        let id = above(bytes, line);
        let (start_ms, end_ms) = chain.next(start, end);
        let shown = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        cues.push(PackagedCue {
            start_ms,
            end_ms,
            origin: text.origin(id.start, close),
            id: shown(&whole[id]),
            text: shown(&whole[next..close]),
        });
        at = close;
    }
    Some(cues)
}

/// `-?H+:MM[:SS]`, then nothing or a point or comma and at least one digit, of which three count.
/// A negative time is zero. Returns what follows too.
fn stamp(bytes: &[u8], at: usize) -> Option<(i64, usize)> {
    let is_negative = bytes.get(at) == Some(&b'-');
    let first = at + usize::from(is_negative);
    let colon = skip(bytes, first, |b| b.is_ascii_digit());
    let mut parts = [0, number(bytes.get(first..colon)?), pair(bytes, colon)?];
    let mut at = colon + 3;
    if bytes.get(at) == Some(&b':') {
        parts = [parts[1], parts[2], pair(bytes, at)?];
        at += 3;
    }
    let [hours, minutes, seconds] = parts;
    let minutes = hours.wrapping_mul(60).wrapping_add(minutes);
    let seconds = minutes.wrapping_mul(60).wrapping_add(seconds);
    let mut ms = seconds.wrapping_mul(1000);
    if matches!(bytes.get(at), Some(b'.' | b',')) {
        let end = skip(bytes, at + 1, |b| b.is_ascii_digit());
        let digits = bytes[at + 1..end].iter().zip([100, 10, 1]);
        ms = ms.wrapping_add(digits.map(|(b, unit)| i64::from(b - b'0') * unit).sum());
        at = (end > at + 1).then_some(end)?;
    }
    let valid = colon > first && (ms >= 0 || is_negative);
    valid.then_some((if is_negative { 0 } else { ms }, at))
}

/// The colon at `at` and two digits after it.
fn pair(bytes: &[u8], at: usize) -> Option<i64> {
    match bytes.get(at..at + 3)? {
        [b':', a @ b'0'..=b'9', b @ b'0'..=b'9'] => {
            Some(i64::from(a - b'0') * 10 + i64::from(b - b'0'))
        }
        _ => None,
    }
}

/// After the next two or more `-` with a `>`.
fn behind_arrow(bytes: &[u8], from: usize) -> Option<usize> {
    let found = memchr::memmem::find(bytes.get(from..)?, b"-->")?;
    Some(from + found + 3)
}

/// The line above the one at `line`, with its line ending; empty where that line is empty or there is
/// none.
fn above(bytes: &[u8], line: usize) -> std::ops::Range<usize> {
    let end = match &bytes[..line] {
        [.., b'\r', b'\n'] => line - 2,
        _ => line.saturating_sub(1),
    };
    let start = line_start(bytes, end);
    if start == end { end..end } else { start..line }
}

/// Where the line at `at` begins.
fn line_start(bytes: &[u8], at: usize) -> usize {
    memchr::memrchr2(b'\r', b'\n', &bytes[..at]).map_or(0, |end| end + 1)
}

/// After the first line that is truly empty, below the line at `from`.
fn empty_line(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        let end = at + memchr::memchr2(b'\r', b'\n', &bytes[at..])?;
        let next = skip_line_end(bytes, end);
        if bytes.get(next).copied().is_some_and(is_line_end) {
            return Some(skip_line_end(bytes, next));
        }
        at = next;
    }
}

fn skip_line_end(bytes: &[u8], at: usize) -> usize {
    at + if bytes[at..].starts_with(b"\r\n") { 2 } else { 1 }
}

const fn is_line_end(byte: u8) -> bool {
    matches!(byte, b'\r' | b'\n')
}

const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

fn skip(bytes: &[u8], at: usize, wanted: impl Fn(u8) -> bool) -> usize {
    at + bytes[at..].iter().take_while(|&&b| wanted(b)).count()
}

/// Up to the first NUL.
fn c_string(bytes: &[u8]) -> &[u8] {
    &bytes[..memchr::memchr(0, bytes).unwrap_or(bytes.len())]
}

fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    fn kept(file: &str) -> Vec<(i64, i64, String)> {
        let cues = packager(file.as_bytes()).cues.into_iter();
        cues.map(|c| (c.start_ms, c.end_ms, c.text.trim().to_owned())).collect()
    }

    fn times(file: &str) -> Vec<(i64, i64)> {
        kept(file).into_iter().map(|(start, end, _)| (start, end)).collect()
    }

    const FIRST: &str = "1\n00:00:05,000 --> 00:00:06,000\na\n\n";

    #[test]
    fn the_first_bytes_decide() {
        for (file, read_as) in [
            ("WEBVTTany thing\n", Some(CaptionType::WebVtt)),
            (FIRST, Some(CaptionType::WebVtt)),
            ("\n \t12 \r\n-0:00:05 -->", Some(CaptionType::WebVtt)),
            ("<tt:tt/>", Some(CaptionType::Dfxp)),
            ("<?xml version='1.0'?><!-- --><tt/>", Some(CaptionType::Dfxp)),
            ("Cue 1\n00:00:05,000 --> 00:00:06,000\na\n", None),
            ("00:00:05,000 --> 00:00:06,000\na\n", None),
            ("1\n 00:00:05,000 --> 00:00:06,000\na\n", None),
            (" <tt/>", None),
            ("<!-- --><tt/>", None),
        ] {
            assert_eq!(packager(file.as_bytes()).read_as, read_as, "{file:?}");
        }
    }

    #[test]
    fn a_cue_before_the_one_above_it_comes_49_days_late() {
        let cue =
            |start: u32, end: u32| format!("1\n00:00:0{start},000 --> 00:00:0{end},000\na\n\n");
        let file = [cue(5, 6), cue(1, 2), cue(9, 9), cue(8, 9)].concat();
        let late = 1_i64 << 32;
        assert_eq!(
            times(&file),
            [(5000, 6000), (late + 1000, late + 2000), (late + 8000, late + 9000)]
        );
        assert_eq!(times(&[cue(1, 9), cue(1, 3)].concat()), [(1000, 9000), (1000, 3000)]);
    }

    #[test]
    fn a_text_ends_at_a_line_that_is_truly_empty() {
        let file = FIRST.replace("a\n\n", "a\n \n2\n00:00:07,000 --> 00:00:08,000\nb\n\nc");
        assert_eq!(kept(&file), [(5000, 6000, "a\n \n2\n00:00:07,000 --> 00:00:08,000\nb".into())]);
        let empty = FIRST.replace("a\n", "\na\n");
        assert_eq!(kept(&empty), [(5000, 6000, String::new())]);
    }

    #[test]
    fn stamps_are_padded_and_anything_may_follow_them() {
        assert_eq!(kept("1\n0:05,5 --> \t0:06.1234x\na\n"), [(5500, 6123, "x\na".into())]);
        let later = format!("{FIRST}2\n00:07,25 and ----> 00:08\nb\n");
        assert_eq!(times(&later), [(5000, 6000), (7250, 8000)]);
        assert_eq!(times(&later.replace("\n00:07", "\n 00:07")), [(5000, 6000)]);
        assert_eq!(stamp(b"18446744073709551616:00:07", 0), Some((7000, 26)));
        assert_eq!(stamp(b"-1:00:00.", 0), None);
        assert_eq!(stamp(b"-1:00:00", 0), Some((0, 8)));
    }

    #[test]
    fn webvtt_needs_an_empty_line_below_its_first_line() {
        let file = "WEBVTT\n00:05.000 --> 00:06.000\na\n";
        assert!(!packager(file.as_bytes()).ok);
        assert_eq!(times(&file.replace("VTT", "VTT\n")), [(5000, 6000)]);
        assert_eq!(times(&file.replace("VTT", "VTT\nabove -->\nid")), [(5000, 6000)]);
        let read = packager(b"WEBVTT\r\n\r\nid\r\n00:05.000 --> 00:06.000 line:0\r\na");
        assert_eq!((&*read.cues[0].id, &*read.cues[0].text), ("id\r\n", " line:0\r\na"));
        assert_eq!(read.cues[0].origin, Some(Span { start: 10, end: 47 }));
    }

    #[test]
    fn utf_16_is_read_as_srt_alone_and_strictly() {
        let wide = |text: &str| -> Vec<u8> {
            format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_be_bytes).collect()
        };
        let read = packager(&wide(FIRST));
        assert_eq!((read.cues.len(), &*read.cues[0].text), (1, "\na\n\n"));
        assert_eq!(packager(&wide("WEBVTT\n\n00:05.000 --> 00:06.000\na\n")).read_as, None);
        let mut broken = wide(FIRST);
        broken.extend([0xD8, 0x3D, 0, b'\n']);
        let read = packager(&broken);
        assert_eq!((read.read_as.is_some(), read.ok), (true, false));
    }
}
