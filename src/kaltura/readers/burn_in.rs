//! What is burned into the picture or embedded in the video file.
//!
//! The conversion fetches the file as it was uploaded, calls it `.srt` whatever it is, and passes it to
//! ffmpeg (kaltura/server c447fdb3, `KConversionEngineFfmpeg.class.php:480-530`): SRT and WebVTT are
//! distinguished by content, and a DFXP file makes the conversion fail. Modelled after ffmpeg 5.1,
//! `libavformat/srtdec.c`, `webvttdec.c`, `libavcodec/htmlsubtitles.c`, `webvttdec.c`, read and not run.

use super::text::{self, Text};
use crate::source::Span;

/// The longest line of SRT, in bytes.
const LINE: usize = 4095;

/// A cue as it is burned in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BurntCue {
    /// Begin in milliseconds.
    pub start_ms: i64,
    /// End in milliseconds.
    pub end_ms: i64,
    /// The visible part of the text.
    pub text: String,
    /// Where it was read, in bytes of the file, as far as offsets fit 32 bits.
    pub origin: Option<Span>,
}

/// The cues that are burned in; `None` where the file is not recognized, so that the conversion fails.
/// Cues whose text is not UTF-8 are dropped.
#[must_use]
pub fn burn_in(bytes: &[u8]) -> Option<Vec<BurntCue>> {
    let text = match bytes {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => text::browser_decoded(bytes),
        _ => Text::raw(bytes).without_prefix(b"\xEF\xBB\xBF"),
    };
    let is_webvtt = matches!(
        *text.bytes,
        [b'W', b'E', b'B', b'V', b'T', b'T', b'\n' | b'\r' | b'\t' | b' ' | 0, ..]
    ) || *text.bytes == *b"WEBVTT";
    let mut reader = Reader { text: &text, cues: Vec::new() };
    if is_webvtt {
        reader.webvtt();
    } else if is_srt(&text.bytes) {
        reader.srt();
    } else {
        return None;
    }
    Some(reader.cues)
}

/// `srt_probe`: a line that begins with a number, then one with times.
fn is_srt(bytes: &[u8]) -> bool {
    let start = bytes.iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
    let mut lines = Lines { bytes, at: start };
    let index = lines.next().is_some_and(|(from, to)| number_at(&bytes[from..to]).is_some());
    let line = lines.next().map_or(&b""[..], |(from, to)| &bytes[from..to]);
    let first = line.strip_prefix(b"-").unwrap_or(line).first();
    index
        && first.is_some_and(u8::is_ascii_digit)
        && memchr::memmem::find(line, b" --> ").is_some()
        && srt_times(line).is_some()
}

struct Reader<'t, 'a> {
    text: &'t Text<'a>,
    cues: Vec<BurntCue>,
}

impl Reader<'_, '_> {
    /// `srt_read_header`: empty lines mean nothing, and a line that begins with a number is kept back
    /// until it is known whether times follow it.
    fn srt(&mut self) {
        let bytes = &*self.text.bytes;
        let mut open: Option<((i64, i64), usize)> = None;
        let (mut body, mut held, mut end) = (Vec::new(), None::<&[u8]>, 0);
        for (from, to) in (Lines { bytes, at: 0 }) {
            let line = &bytes[from..to.min(from + LINE)];
            let line = &line[..memchr::memchr(0, line).unwrap_or(line.len())];
            if line.is_empty() {
                continue;
            }
            let Some(times) = srt_times(line) else {
                if open.is_none() {
                    continue;
                }
                end = to;
                if let Some(held) = held.take() {
                    push_line(&mut body, held);
                }
                match number_at(line) {
                    Some(_) => held = Some(line),
                    None => push_line(&mut body, line),
                }
                continue;
            };
            let held = held.take().filter(|held| body.is_empty() && number_at(held) != Some(true));
            if let Some((known, start)) = open.replace((times, from)) {
                push_line(&mut body, held.unwrap_or_default());
                self.push(known, start, end, &std::mem::take(&mut body), srt_shown);
            }
            end = to;
        }
        if let Some((times, start)) = open {
            push_line(&mut body, held.unwrap_or_default());
            self.push(times, start, end, &body, srt_shown);
        }
    }

    /// `webvtt_read_header`: block by block; one that is not a cue ends the reading.
    fn webvtt(&mut self) {
        let bytes = &*self.text.bytes;
        let mut lines = Lines { bytes, at: 0 }.peekable();
        while lines.peek().is_some() {
            while lines.next_if(|(from, to)| from == to).is_some() {}
            let mut block: Vec<(usize, usize)> = Vec::new();
            while let Some(line) = lines.next_if(|(from, to)| from < to) {
                block.push(line);
            }
            let Some(&(first, first_end)) = block.first() else { return };
            let is_other = |name: &&[u8]| bytes[first..].starts_with(name);
            if [&b"WEBVTT"[..], b"STYLE", b"REGION", b"NOTE"].iter().any(is_other) {
                continue;
            }
            let has_arrow = |line: &[u8]| memchr::memmem::find(line, b"-->").is_some();
            let at = usize::from(!has_arrow(&bytes[first..first_end]));
            let Some(&(from, to)) = block.get(at) else { return };
            let Some(times) = webvtt_times(&bytes[from..to]) else { return };
            let mut body = Vec::new();
            block[at + 1..].iter().for_each(|&(from, to)| push_line(&mut body, &bytes[from..to]));
            let end = block.last().map_or(to, |line| line.1);
            self.push(times, from, end, &body, webvtt_shown);
        }
    }

    fn push(
        &mut self,
        (start_ms, end_ms): (i64, i64),
        from: usize,
        to: usize,
        body: &[u8],
        shown: fn(&str) -> String,
    ) {
        // The decoder refuses a text that is not UTF-8.
        let Ok(body) = std::str::from_utf8(body) else { return };
        if !body.trim_matches('\n').is_empty() {
            let (text, origin) = (shown(body), self.text.origin(from, to));
            self.cues.push(BurntCue { start_ms, end_ms, text, origin });
        }
    }
}

fn push_line(body: &mut Vec<u8>, line: &[u8]) {
    if !body.is_empty() && !line.is_empty() {
        body.push(b'\n');
    }
    body.extend_from_slice(line);
}

/// Lines that end with LF, CR LF or CR, without their line endings.
struct Lines<'t> {
    bytes: &'t [u8],
    at: usize,
}

impl Iterator for Lines<'_> {
    type Item = (usize, usize);

    fn next(&mut self) -> Option<(usize, usize)> {
        let rest = self.bytes.get(self.at..).filter(|rest| !rest.is_empty())?;
        let start = self.at;
        let len = memchr::memchr2(b'\r', b'\n', rest).unwrap_or(rest.len());
        self.at += len + if rest[len..].starts_with(b"\r\n") { 2 } else { 1 };
        Some((start, start + len))
    }
}

/// C's `strtol`: whether a line begins with a number that is not negative, and is nothing else.
fn number_at(line: &[u8]) -> Option<bool> {
    let mut scan = Scan(line);
    let number = scan.number()?;
    (number >= 0).then_some(scan.0.is_empty())
}

/// `%d:%d:%d%*1[,.]%d --> %d:%d:%d%*1[,.]%d`, as C's `sscanf` reads it.
fn srt_times(line: &[u8]) -> Option<(i64, i64)> {
    let mut scan = Scan(line);
    let start = scan.srt_time()?;
    scan.blanks();
    scan.literal(b"-->")?;
    Some((start, scan.srt_time()?))
}

/// Two times of `%u:%u:%u.%u` or `%u:%u.%u` around an arrow, and anything between and after them.
fn webvtt_times(line: &[u8]) -> Option<(i64, i64)> {
    let arrow = memchr::memmem::find(line, b"-->")?;
    let time = |from: &[u8]| Scan(from).webvtt_time();
    let end = line.get(arrow + 3..)?;
    let blanks = end.iter().take_while(|b| matches!(b, b' ' | b'\t')).count();
    Some((time(line)?, time(&end[blanks..])?))
}

/// A text that is read as `sscanf` does.
struct Scan<'t>(&'t [u8]);

impl Scan<'_> {
    fn blanks(&mut self) {
        while let [b, rest @ ..] = self.0
            && text::is_c_space(*b)
        {
            self.0 = rest;
        }
    }

    fn literal(&mut self, wanted: &[u8]) -> Option<()> {
        self.0 = self.0.strip_prefix(wanted)?;
        Some(())
    }

    /// `%d`: blanks, a sign, digits.
    fn number(&mut self) -> Option<i64> {
        self.blanks();
        let is_negative = self.0.first() == Some(&b'-');
        let digits = self.0.strip_prefix(b"-").or(self.0.strip_prefix(b"+")).unwrap_or(self.0);
        let len = digits.iter().take_while(|b| b.is_ascii_digit()).count();
        if len == 0 {
            return None;
        }
        let value = digits[..len].iter().fold(0_i64, |n, b| {
            n.saturating_mul(10).saturating_add(i64::from(b - b'0')).min(i64::from(i32::MAX))
        });
        self.0 = &digits[len..];
        Some(if is_negative { -value } else { value })
    }

    /// Milliseconds; the last part is a count, not a fraction.
    fn srt_time(&mut self) -> Option<i64> {
        let hours = self.number()?;
        self.literal(b":")?;
        let minutes = self.number()?;
        self.literal(b":")?;
        let seconds = self.number()?;
        self.literal(b",").or_else(|| self.literal(b"."))?;
        Some((hours * 3600 + minutes * 60 + seconds) * 1000 + self.number()?)
    }

    fn webvtt_time(&mut self) -> Option<i64> {
        let first = self.number()?;
        self.literal(b":")?;
        let second = self.number()?;
        let (minutes, seconds) = match self.literal(b":") {
            Some(()) => (first * 60 + second, self.number()?),
            None => (first, second),
        };
        self.literal(b".")?;
        Some((minutes * 60 + seconds) * 1000 + self.number()?)
    }
}

/// `ff_htmlmarkup_to_ass` and what libass hides: what is in curly brackets.
fn srt_shown(text: &str) -> String {
    let (mut out, mut rest, mut line_start) = (String::with_capacity(text.len()), text, true);
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        rest = match c {
            // A line of blanks ends the text.
            '\n' if line_start => return out,
            '{' => match after.split_once('}') {
                Some((_, after)) => after,
                None => {
                    out.push('{');
                    after
                }
            },
            // `<<` is more likely a kind of quotation mark.
            '<' => match tag(after, out.ends_with('<')) {
                Some(after) => after,
                None => {
                    out.push('<');
                    after
                }
            },
            '\\' if after.starts_with(['N', 'n', 'h']) => &after[1..],
            c => {
                out.push(c);
                after
            }
        };
        line_start = c == '\n' || line_start && c == ' ';
    }
    out
}

/// What follows a tag, whose `<` was just read: a short one, closed, with a name of letters, digits,
/// `_` and `/`; a known one where that is `unlikely`.
fn tag(text: &str, unlikely: bool) -> Option<&str> {
    const KNOWN: [&str; 6] = ["b", "i", "s", "u", "br", "font"];
    let inner = text.strip_prefix('/').unwrap_or(text);
    let unlikely = unlikely && inner.len() == text.len();
    let len = inner.bytes().take(128).position(|b| matches!(b, b'<' | b'>'))?;
    let after = inner[len..].strip_prefix('>').filter(|_| len > 0)?;
    let name = inner[..len].split(' ').next().unwrap_or_default();
    let is_name = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'/');
    let is_tag = match unlikely {
        true => KNOWN.iter().any(|known| known.eq_ignore_ascii_case(name)),
        false => !name.is_empty() && name.bytes().all(is_name),
    };
    is_tag.then_some(after)
}

/// `webvtt_event_to_ass`: everything from a `<` to the next `>` is removed, and six references are decoded.
fn webvtt_shown(text: &str) -> String {
    const KNOWN: [(&str, &str); 6] = [
        ("&gt;", ">"),
        ("&lt;", "<"),
        ("&lrm;", ""),
        ("&rlm;", ""),
        ("&amp;", "&"),
        ("&nbsp;", " "),
    ];
    let (mut out, mut rest, mut hidden) = (String::with_capacity(text.len()), text, false);
    while let Some(c) = rest.chars().next() {
        let known = KNOWN.iter().filter(|_| c == '&').find(|(name, _)| rest.starts_with(name));
        // It decodes inside a tag too.
        if let Some((name, value)) = known {
            out.push_str(value);
            rest = &rest[name.len()..];
            continue;
        }
        match c {
            '<' => hidden = true,
            '>' => hidden = false,
            c if !hidden => out.push(c),
            _ => {}
        }
        rest = &rest[c.len_utf8()..];
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn burnt(file: &str) -> Option<Vec<(i64, i64, String)>> {
        let cues = burn_in(file.as_bytes())?.into_iter();
        Some(cues.map(|cue| (cue.start_ms, cue.end_ms, cue.text)).collect())
    }

    #[test]
    fn dfxp_and_srt_without_its_first_index_make_the_conversion_fail() {
        assert_eq!(burnt("<tt><p begin='1s' end='2s'>a</p></tt>"), None);
        assert_eq!(burnt("00:00:01,000 --> 00:00:02,000\na\n"), None);
        assert_eq!(burnt("1\n00:00:01,000-->00:00:02,000\na\n"), None);
        assert_eq!(burnt("WEBVTTx\n"), None);
    }

    #[test]
    fn empty_lines_mean_nothing_in_srt_and_a_number_may_be_text() {
        let file = "1\n0:0:1.5 --> 0:0:2,0\na\n\n7 b\n\n2\n00:00:03,000 --> 00:00:04,000\n99\n";
        let text = |text: &str| text.to_owned();
        assert_eq!(burnt(file).unwrap(), [(1005, 2000, text("a\n7 b")), (3000, 4000, text("99"))]);
    }

    #[test]
    fn one_block_that_is_no_cue_ends_a_webvtt_file() {
        let cue = "00:01.000 --> 00:02.000 line:0\na\n\n";
        let file = format!("WEBVTT\n\nNOTE x\n\nid\n{cue}{cue}stray\n\n{cue}");
        assert_eq!(burnt(&file).unwrap().len(), 2);
    }

    #[test]
    fn markup_goes_and_so_does_text_in_curly_brackets() {
        for (text, shown) in [
            ("{\\an8}<font color=\"red\">a</font> <3 b < c", "a <3 b < c"),
            ("{laughs} a {b", " a {b"),
            ("a\n \nb", "a\n "),
            ("<enter> C:\\new", " C:ew"),
            ("<<a>> <<b>x <i >y", "<<a>> <x y"),
        ] {
            assert_eq!(srt_shown(text), shown, "{text:?}");
        }
        assert_eq!(webvtt_shown("<v Ada>a &lt; b &amp;c &#39;{d} <e"), "a < b &c &#39;{d} ");
    }

    #[test]
    fn a_text_that_is_not_utf_8_is_left_out() {
        let file =
            b"1\n00:00:01,000 --> 00:00:02,000\nCaf\xe9\n\n2\n00:00:03,000 --> 00:00:04,000\nb\n";
        assert_eq!(burn_in(file).unwrap().len(), 1);
    }
}
