//! The server's WebVTT parser (`webVttCaptionsContentManager.php:9-191`).
//!
//! Line by line: a line that is exactly a timing line opens a cue, the lines up to the first blank
//! one are its text. Nothing else is checked, so a timing line counts inside a NOTE too, and one
//! that is not quite canonical is skipped together with its text. The tags are stripped from the
//! text of the upload check, not from the one that is served.

use std::borrow::Cow;

use super::kept::{Chunk, KeptCue, ServerCue};
use super::strip_tags::strip_tags;
use super::text::{self, Text};

/// What the parser makes of a file.
#[derive(Default)]
pub(super) struct Read<'a> {
    pub(super) cues: Vec<ServerCue<'a>>,
    /// The lines before the first cue, which go out again with the file as it is served.
    pub(super) header: Vec<u8>,
}

/// Reads a file with its original line endings.
pub(super) fn read(bytes: &[u8]) -> Read<'_> {
    let text = text::normalized(Text::raw(bytes));
    let mut lines = Lines { bytes: &text.bytes, at: Some(0) };
    let mut read = Read::default();
    let Some(first) = lines.next().filter(|&(start, end)| is_header(&text.bytes[start..end]))
    else {
        return read;
    };
    push_line(&mut read.header, &text.bytes[first.0..first.1]);
    while let Some((start, end)) = lines.next() {
        let line = &text.bytes[start..end];
        if let Some(timing) = timing(line, b'.') {
            read.cues.push(cue(&text, &mut lines, start, end, &timing));
        } else if read.cues.is_empty() && !is_number(line) {
            push_line(&mut read.header, line);
        }
    }
    read
}

fn cue<'a>(
    text: &Text<'a>,
    lines: &mut Lines<'_>,
    start: usize,
    line_end: usize,
    timing: &Timing<'_>,
) -> ServerCue<'a> {
    let bytes = lines.bytes;
    let (mut end, mut whole) = (line_end, Vec::new());
    for (from, to) in lines.by_ref() {
        let line = text::trim(&bytes[from..to]);
        if line.is_empty() {
            break;
        }
        push_line(&mut whole, line);
        end = to;
    }
    let settings_at = start + timing.settings_at;
    let settings = (settings_at, settings_at + timing.settings.len());
    ServerCue {
        kept: KeptCue {
            start_ms: Some(f64::from(timing.start_ms)),
            end_ms: Some(f64::from(timing.end_ms)),
            text: strip_tags(Cow::Owned(whole.clone())),
            settings: text.slice(settings.0, settings.1),
            origin: text.origin(start, end),
        },
        chunks: vec![Chunk { text: whole, ..Chunk::default() }],
    }
}

/// The first line: `WEBVTT`, with or without a byte order mark before it, then nothing or a space and a text
/// without an arrow (`webVttCaptionsContentManager.php:46-90`). A tab is not enough.
pub(super) fn is_header(line: &[u8]) -> bool {
    let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
    match line.strip_prefix(b"WEBVTT") {
        Some([]) => true,
        Some([b' ', rest @ ..]) => memchr::memmem::find(rest, b"-->").is_none(),
        _ => false,
    }
}

/// Lines of digits alone are dropped from the header, with or without blanks around them (since SUP-51340,
/// `webVttCaptionsContentManager.php:148-191`).
fn is_number(line: &[u8]) -> bool {
    let line = text::trim(line);
    !line.is_empty() && line.iter().all(u8::is_ascii_digit)
}

fn push_line(to: &mut Vec<u8>, line: &[u8]) {
    to.extend_from_slice(line);
    to.push(b'\n');
}

/// The parts of a timing line in the strict form.
pub(super) struct Timing<'a> {
    /// Milliseconds.
    pub(super) start_ms: u32,
    /// Milliseconds.
    pub(super) end_ms: u32,
    /// What follows the end time, without blanks at both ends.
    pub(super) settings: &'a [u8],
    settings_at: usize,
}

/// `(HH:)?MM:SS.mmm --> (HH:)?MM:SS.mmm` and optionally a space and anything
/// (`webVttCaptionsContentManager.php:9`; with a comma `srtCaptionsContentManager.php:9`).
pub(super) fn timing(line: &[u8], point: u8) -> Option<Timing<'_>> {
    let (start_ms, rest) = time(line, point)?;
    let (end_ms, rest) = time(rest.strip_prefix(b" --> ")?, point)?;
    if !matches!(rest, [] | [b' ', ..]) {
        return None;
    }
    let settings = text::trim(rest);
    let leading = rest.iter().take_while(|&&b| text::is_trimmed(b)).count();
    let settings_at =
        if settings.is_empty() { line.len() } else { line.len() - rest.len() + leading };
    Some(Timing { start_ms, end_ms, settings, settings_at })
}

fn time(bytes: &[u8], point: u8) -> Option<(u32, &[u8])> {
    let long = part(bytes, b':').zip(bytes.get(3..).and_then(|rest| part(rest, b':')));
    let (minutes, rest) = match long {
        Some((hours, minutes)) => (hours * 60 + minutes, &bytes[6..]),
        None => (part(bytes, b':')?, &bytes[3..]),
    };
    let seconds = part(rest, point)?;
    let [a @ b'0'..=b'9', b @ b'0'..=b'9', c @ b'0'..=b'9', rest @ ..] = &rest[3..] else {
        return None;
    };
    let millis = u32::from(a - b'0') * 100 + u32::from(b - b'0') * 10 + u32::from(c - b'0');
    Some(((minutes * 60 + seconds) * 1000 + millis, rest))
}

/// Two digits and the sign after them.
fn part(bytes: &[u8], sign: u8) -> Option<u32> {
    match bytes {
        [a @ b'0'..=b'9', b @ b'0'..=b'9', s, ..] if *s == sign => {
            Some(u32::from(a - b'0') * 10 + u32::from(b - b'0'))
        }
        _ => None,
    }
}

/// PHP's `explode("\n")`: a text that ends in a line ending has an empty last line.
pub(super) struct Lines<'t> {
    pub(super) bytes: &'t [u8],
    pub(super) at: Option<usize>,
}

impl Iterator for Lines<'_> {
    type Item = (usize, usize);

    fn next(&mut self) -> Option<(usize, usize)> {
        let start = self.at?;
        let end = memchr::memchr(b'\n', &self.bytes[start..]).map(|n| start + n);
        self.at = end.map(|end| end + 1);
        Some((start, end.unwrap_or(self.bytes.len())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(file: &str) -> Vec<String> {
        let cues = read(file.as_bytes()).cues;
        cues.iter().map(|c| String::from_utf8(c.kept.text.to_vec()).unwrap()).collect()
    }

    const TIMING: &str = "00:00:01.000 --> 00:00:02.000";

    #[test]
    fn the_header_takes_a_space_and_no_tab() {
        for header in ["WEBVTT", "\u{feff}WEBVTT", "WEBVTT text"] {
            assert!(is_header(header.as_bytes()), "{header:?}");
        }
        for header in ["WEBVTT\tx", "webvtt", "WEBVTTx", "WEBVTT a-->b", " WEBVTT"] {
            assert!(!is_header(header.as_bytes()), "{header:?}");
        }
    }

    #[test]
    fn only_the_exact_timing_line_opens_a_cue() {
        for line in
            ["00:01.000 --> 00:02.000", TIMING, &format!("{TIMING} "), &format!("{TIMING} line:0")]
        {
            assert!(timing(line.as_bytes(), b'.').is_some(), "{line:?}");
        }
        for line in [
            "00:00:01.000-->00:00:02.000",
            "00:00:01.000 -->  00:00:02.000",
            "0:00:01.000 --> 00:00:02.000",
            "000:00:01.000 --> 00:00:02.000",
            "00:00:01,000 --> 00:00:02,000",
            " 00:00:01.000 --> 00:00:02.000",
            &format!("{TIMING}\t"),
            &format!("{TIMING}line:0"),
        ] {
            assert!(timing(line.as_bytes(), b'.').is_none(), "{line:?}");
        }
    }

    #[test]
    fn a_timing_line_in_a_note_is_a_cue_and_one_in_a_text_is_text() {
        assert_eq!(texts(&format!("WEBVTT\n\nNOTE x\n{TIMING}\nhidden\n")), ["hidden\n"]);
        assert_eq!(
            texts(&format!("WEBVTT\n\n{TIMING}\na\n{TIMING}\nb\n")),
            [format!("a\n{TIMING}\nb\n")]
        );
    }

    #[test]
    fn settings_are_kept_as_written_and_traced() {
        let file = format!("WEBVTT\r\n\r\n{TIMING} line:0  align:end \r\nx\r\n");
        let read = read(file.as_bytes());
        assert_eq!(&*read.cues[0].kept.settings, b"line:0  align:end");
        let origin = read.cues[0].kept.origin.unwrap();
        assert_eq!(&file[origin.range()], format!("{TIMING} line:0  align:end \r\nx"));
    }
}
