//! The fast path: cues in the usual form, found in blocks of 64 bytes.
//!
//! What it takes: an optional identifier line; a timing line `HH:MM:SS.mmm --> HH:MM:SS.mmm` or with
//! `MM:SS.mmm`, one space each side, perhaps settings after one space; text up to a blank line. Line
//! ends are LF throughout or CRLF throughout. No `-->` in the text, no control character in identifier
//! or settings. Everything else goes back to `block` whole, so that every finding and every
//! irregular case is handled in one place; a property test checks that both give the same result.

use super::Cue;
use crate::source::Span;
use crate::source::scan::Block;
use crate::time::Timestamp;

/// The longest timing line this path reads: two long times and the arrow.
const TIMING: usize = 29;

/// Adds cues from `start` on to `cues` as long as this path can read them and there are fewer than
/// `max_cues`. Returns where it stopped.
pub(super) fn cues(bytes: &[u8], start: usize, cues: &mut Vec<Cue>, max_cues: usize) -> usize {
    let before = cues.len();
    let mut at = start;
    while cues.len() < max_cues {
        let Some((cue, next)) = cue(bytes, at) else { break };
        if cues.len() == cues.capacity() {
            // As dense as so far, and never less than half as many again.
            let per_cue = ((next - start) / (cues.len() - before + 1)).max(1);
            let expected = (bytes.len() - at) / per_cue + 16;
            let enough = if cues.len() - before < 64 { 64 } else { expected };
            cues.reserve_exact(enough.max(cues.len() / 2));
        }
        cues.push(cue);
        at = next;
    }
    at
}

/// A cue at `at`, and where the next block begins. `None` hands the place back to the slow path.
#[inline]
fn cue(bytes: &[u8], at: usize) -> Option<(Cue, usize)> {
    let (id_end, line) = if bytes.get(at)?.is_ascii_digit() {
        match timing(bytes, at) {
            Some(timing) => return finish(bytes, at, at, &timing),
            None => id_line(bytes, at)?,
        }
    } else {
        id_line(bytes, at)?
    };
    finish(bytes, at, id_end, &timing(bytes, line)?)
}

struct Timing {
    start: Timestamp,
    end: Timestamp,
    start_span: Span,
    end_span: Span,
}

/// The end of an identifier line and the start of the line below.
fn id_line(bytes: &[u8], at: usize) -> Option<(usize, usize)> {
    // NOTE, STYLE and REGION make other blocks.
    if matches!(bytes[at], b'N' | b'S' | b'R') {
        return None;
    }
    let block = Block::load(bytes, at);
    // Control characters end the look; an arrow needs a `>`.
    let len = block.below(b' ').trailing_zeros();
    if len == 0 || len >= 63 || block.equal(b'>').trailing_zeros() < len {
        return None;
    }
    let end = at + len as usize;
    match bytes.get(end)? {
        b'\n' => Some((end, end + 1)),
        b'\r' if bytes.get(end + 1) == Some(&b'\n') => Some((end, end + 2)),
        _ => None,
    }
}

/// `start --> end` with one space on each side.
#[inline(always)]
fn timing(bytes: &[u8], at: usize) -> Option<Timing> {
    let window: &[u8; TIMING + 3] = bytes.get(at..at + TIMING + 3)?.try_into().ok()?;
    let (start, start_len) = timestamp(window, 0)?;
    let arrow = start_len;
    if word(window, arrow) != u32::from_le_bytes(*b" -->") || window[arrow + 4] != b' ' {
        return None;
    }
    let second = arrow + 5;
    let (end, end_len) = timestamp(window, second)?;
    let at = at as u32;
    let (second, start_len, end_len) = (second as u32, start_len as u32, end_len as u32);
    Some(Timing {
        start,
        end,
        start_span: Span::new(at, at + start_len),
        end_span: Span::new(at + second, at + second + end_len),
    })
}

#[inline(always)]
fn word(window: &[u8; TIMING + 3], at: usize) -> u32 {
    u32::from_le_bytes([window[at], window[at + 1], window[at + 2], window[at + 3]])
}

/// The time at `at` and its length, 12 or 9 bytes. `at` is at most 17.
#[inline(always)]
fn timestamp(window: &[u8; TIMING + 3], at: usize) -> Option<(Timestamp, usize)> {
    let low = u64::from(word(window, at));
    let high = u64::from(word(window, at + 4));
    let clock = low | high << 32;
    if window[at + 5] == b':' {
        let ms = fraction(word(window, at + 8))?;
        let seconds = long_clock(clock)?;
        return Some((Timestamp(seconds * 1000 + ms), 12));
    }
    // `MM:SS.mmm`: the same with zero hours in front.
    let ms = fraction(word(window, at + 5))?;
    let seconds = long_clock(clock << 24 | u64::from_le_bytes(*b"00:\0\0\0\0\0"))?;
    Some((Timestamp(seconds * 1000 + ms), 9))
}

/// `HH:MM:SS` as eight bytes, the first lowest: all at once checked and read as seconds.
#[inline(always)]
fn long_clock(text: u64) -> Option<i64> {
    // Digits become 0 to 9 and colons 0; whatever else was there becomes more.
    let digits = text ^ u64::from_le_bytes(*b"00:00:00");
    // Added to a byte that is too large for its place this sets its high bit.
    const ROOM: u64 = u64::from_le_bytes([0x76, 0x76, 0x7f, 0x7a, 0x76, 0x7f, 0x7a, 0x76]);
    const HIGH: u64 = u64::from_le_bytes([0x80; 8]);
    if (digits.wrapping_add(ROOM) | digits) & HIGH != 0 {
        return None;
    }
    let pairs = digits * 10 + (digits >> 8);
    let pair = |at: u32| (pairs >> at & 0xff) as i64;
    Some(pair(0) * 3600 + pair(24) * 60 + pair(48))
}

/// `.mmm` as four bytes.
#[inline(always)]
fn fraction(text: u32) -> Option<i64> {
    let digits = text ^ u32::from_le_bytes(*b".000");
    const ROOM: u32 = u32::from_le_bytes([0x7f, 0x76, 0x76, 0x76]);
    if (digits.wrapping_add(ROOM) | digits) & 0x8080_8080 != 0 {
        return None;
    }
    let digit = |at: u32| i64::from(digits >> at & 0xff);
    Some(digit(8) * 100 + digit(16) * 10 + digit(24))
}

/// Settings and text of a cue whose timing line has been read.
#[inline(always)]
fn finish(bytes: &[u8], at: usize, id_end: usize, timing: &Timing) -> Option<(Cue, usize)> {
    let after = timing.end_span.end as usize;
    let (settings, line_end) = match bytes.get(after)? {
        b'\n' | b'\r' => (Span::at(after as u32), after),
        b' ' => settings(bytes, after)?,
        _ => return None,
    };
    let (text, end, next) = if bytes[line_end] == b'\n' {
        let end = lf_text(bytes, line_end)?;
        (line_end + 1, end, end + 2)
    } else {
        let end = crlf_text(bytes, line_end)?;
        (line_end + 2, end, end + 4)
    };
    let payload = if end > text { Span::of(text..end) } else { Span::of(line_end..line_end) };
    let cue = Cue {
        block: Span::of(at..payload.end as usize),
        id: Span::of(at..id_end),
        start: timing.start,
        end: timing.end,
        start_span: timing.start_span,
        end_span: timing.end_span,
        settings,
        payload,
    };
    Some((cue, super::block::skip_newlines(bytes, next)))
}

/// The settings after one space, and where their line ends.
fn settings(bytes: &[u8], after: usize) -> Option<(Span, usize)> {
    let start = after + 1;
    let mut at = start;
    let end = loop {
        if at >= bytes.len() {
            return None;
        }
        match Block::load(bytes, at).below(b' ') {
            0 => at += 64,
            found => break at + found.trailing_zeros() as usize,
        }
    };
    if !matches!(bytes.get(end), Some(b'\n' | b'\r')) || bytes[start] == b' ' {
        return None;
    }
    let blanks = bytes[start..end].iter().rev().take_while(|b| **b == b' ').count();
    // A space alone is no setting.
    (end > start).then(|| (Span::of(start..end - blanks), end))
}

/// Whether a `-->` begins at one of the dashes of `pairs`.
#[inline(always)]
fn has_arrow(bytes: &[u8], at: usize, mut pairs: u64) -> bool {
    while pairs != 0 {
        if bytes.get(at + pairs.trailing_zeros() as usize + 2) == Some(&b'>') {
            return true;
        }
        pairs &= pairs - 1;
    }
    false
}

/// The bits below bit `count`.
#[inline(always)]
fn below(count: u32) -> u64 {
    if count >= 64 { u64::MAX } else { (1 << count) - 1 }
}

/// Where the text below the line that ends with the LF at `line_end` ends: at the LF before a
/// blank line.
#[inline(always)]
fn lf_text(bytes: &[u8], line_end: usize) -> Option<usize> {
    let mut at = line_end;
    while at < bytes.len() {
        let block = Block::load(bytes, at);
        let ends = block.equal(b'\n');
        let dashes = block.equal(b'-');
        let returns = block.equal(b'\r');
        let blank = ends & ends >> 1;
        let len = blank.trailing_zeros();
        let inside = below(len);
        // A CR right after the blank line would make a third line ending of another kind.
        if returns & below(len.saturating_add(3)) != 0 {
            return None;
        }
        let pairs = dashes & dashes >> 1 & inside;
        if pairs != 0 && has_arrow(bytes, at, pairs) {
            return None;
        }
        if blank != 0 {
            return Some(at + len as usize);
        }
        at += 63;
    }
    None
}

/// The same where lines end with CRLF: the offset of the CR before a blank line.
fn crlf_text(bytes: &[u8], line_end: usize) -> Option<usize> {
    let mut at = line_end;
    while at < bytes.len() {
        let block = Block::load(bytes, at);
        let ends = block.equal(b'\n');
        let dashes = block.equal(b'-');
        let returns = block.equal(b'\r');
        let blank = returns & ends >> 1 & returns >> 2 & ends >> 3;
        let len = blank.trailing_zeros();
        let inside = below(len.saturating_add(4));
        // Every LF after a CR and the other way round. What is over the edges of the block, the
        // block before and the one after see.
        if (returns << 1 ^ ends) & inside & !1 != 0 {
            return None;
        }
        let pairs = dashes & dashes >> 1 & inside;
        if pairs != 0 && has_arrow(bytes, at, pairs) {
            return None;
        }
        if blank != 0 {
            return Some(at + len as usize);
        }
        at += 61;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(Cue, usize)> {
        cue(text.as_bytes(), 0)
    }

    #[test]
    fn usual_cues_are_read_with_either_line_end() {
        let text = "00:00:01.500 --> 01:02:03.004\na - b\nc -- d\n\n\nnext";
        for text in [text.to_owned(), text.replace('\n', "\r\n")] {
            let (cue, next) = read(&text).unwrap();
            assert_eq!((cue.start.0, cue.end.0), (1500, 3_723_004));
            assert_eq!(cue.start_span.slice(&text), "00:00:01.500");
            assert_eq!(cue.end_span.slice(&text), "01:02:03.004");
            assert_eq!(cue.payload.slice(&text).replace('\r', ""), "a - b\nc -- d");
            assert_eq!(&text[next..], "next");
        }
    }

    #[test]
    fn identifiers_settings_and_short_times_are_read() {
        let text = "7 a\n59:59.999 --> 100:00 x";
        assert_eq!(read(text).map(|(_, next)| next), None);
        let text = "7 a\n59:59.999 --> 02:00:00.000 line:1 align:end \nx\n\n";
        let (cue, next) = read(text).unwrap();
        assert_eq!(cue.id.slice(text), "7 a");
        assert_eq!(cue.settings.slice(text), "line:1 align:end");
        assert_eq!((cue.start.0, cue.end.0), (3_599_999, 7_200_000));
        assert_eq!((cue.payload.slice(text), next), ("x", text.len()));
    }

    #[test]
    fn text_may_be_of_any_length() {
        for len in 0..300 {
            for newline in ["\n", "\r\n"] {
                let body = "é-".repeat(len);
                let cue = format!("00:00:00.000 --> 00:00:01.000{newline}{body}{newline}");
                let text = if len == 0 { format!("{cue}x") } else { format!("{cue}{newline}x") };
                let (cue, next) = read(&text).unwrap();
                assert_eq!((cue.payload.slice(&text), &text[next..]), (body.as_str(), "x"));
            }
        }
    }

    #[test]
    fn what_is_not_usual_goes_to_the_slow_path() {
        for text in [
            "0:00:01.000 --> 00:00:02.000\nx\n\n",
            "00:60:01.000 --> 00:00:02.000\nx\n\n",
            "00:00:61.000 --> 00:00:02.000\nx\n\n",
            "00:00:01,000 --> 00:00:02.000\nx\n\n",
            "00:00:01.000  --> 00:00:02.000\nx\n\n",
            "00:00:01.000 --> 00:00:02.0000\nx\n\n",
            "00:00:01.000 --> 00:00:02.000\nx --> y\n\n",
            "00:00:01.000 --> 00:00:02.000\nx\ry\n\n",
            "00:00:01.000 --> 00:00:02.000\r\nx\ny\r\n\r\n",
            "00:00:01.000 --> 00:00:02.000\r\nx\ry\r\n\r\n",
            "00:00:01.000 --> 00:00:02.000\nx\n",
            "00:00:01.000 --> 00:00:02.000",
            "a --> b\n00:00:01.000 --> 00:00:02.000\nx\n\n",
            "NOTE\n00:00:01.000 --> 00:00:02.000\nx\n\n",
        ] {
            assert_eq!(read(text).map(|(_, next)| next), None, "{text:?}");
        }
    }
}
