//! The fast path: cues that are canonical, 64 bytes at a time.
//!
//! A region is read here when it is the text of one cue, a blank line, a number and a canonical
//! timing line, all with the usual line ending of the file, and nothing in it needs a closer look. The
//! text of a cue ends only where the next cue has been found: text after a blank line belongs to the cue
//! above. Everything else goes to [`super::slow`], which gives the same result for canonical regions
//! (checked by tests).
//!
//! A block of 64 bytes becomes a bit mask of its line endings, so that a cue's
//! text is mostly found in one step, and both times are checked and read as three `u64`.

use super::eol::Ending;
use super::numbering::NumberCheck;
use crate::source::Span;
use crate::source::scan::{BLOCK, Block};
use crate::srt::Cue;
use crate::srt::lines::is_blank_char;
use crate::srt::timing::may_start;
use crate::time::Timestamp;

/// Length of `HH:MM:SS,mmm --> HH:MM:SS,mmm`.
const TIMING: usize = 29;

/// What this path uses of the reader. It reports nothing, so it is the same for silent readers.
pub(super) struct Fast<'r> {
    pub(super) text: &'r str,
    pub(super) ending: Ending,
    pub(super) max_cues: usize,
    pub(super) cues: &'r mut Vec<Cue>,
    pub(super) numbers: &'r mut NumberCheck,
    /// The cue whose text comes now.
    pub(super) open: &'r mut Option<Cue>,
}

impl Fast<'_> {
    /// Opens the first cue of the file if it is canonical. Gives the place to read on.
    pub(super) fn first(self, at: usize) -> usize {
        if self.max_cues == 0 {
            return at;
        }
        let bytes = self.text.as_bytes();
        let head = match self.ending {
            Ending::CrLf => head::<true>(bytes, at),
            _ => head::<false>(bytes, at),
        };
        let Some(head) = head else { return at };
        self.numbers.odd |= head.number != 1;
        self.numbers.last = head.number;
        *self.open = Some(head.cue);
        head.body
    }

    /// Reads canonical regions from `at`, where the text of the open cue begins. Gives the place
    /// where the text of the cue that is open then begins; no cue is open at the end of the file.
    pub(super) fn run(self, at: usize) -> usize {
        match self.ending {
            Ending::CrLf => self.run_with::<true>(at),
            _ => self.run_with::<false>(at),
        }
    }

    fn run_with<const CRLF: bool>(self, at: usize) -> usize {
        let Some(mut cue) = self.open.take() else { return at };
        let (text, bytes, cues) = (self.text, self.text.as_bytes(), self.cues);
        // Beyond it the slow path reports what is wrong.
        let room = self.max_cues.saturating_sub(1);
        let mut last = self.numbers.last;
        let mut odd = self.numbers.odd;
        let mut at = at;
        let mut done = false;
        while cues.len() < room {
            let Some(body) = body::<CRLF>(text, bytes, at) else { break };
            if body.next == bytes.len() {
                close(&mut cue, at, body.end);
                cues.push(cue);
                done = true;
                break;
            }
            let Some(head) = head::<CRLF>(bytes, body.next) else { break };
            close(&mut cue, at, body.end);
            if cues.len() == cues.capacity() {
                reserve(cues, body.next, bytes.len());
            }
            cues.push(cue);
            odd |= head.number != last.wrapping_add(1);
            last = head.number;
            cue = head.cue;
            at = head.body;
        }
        self.numbers.last = last;
        self.numbers.odd = odd;
        if done {
            return bytes.len();
        }
        *self.open = Some(cue);
        at
    }
}

#[inline(always)]
fn close(cue: &mut Cue, start: usize, end: usize) {
    cue.payload = Span::new(start as u32, end as u32);
    cue.block.end = end as u32;
}

/// Makes room for the cues of the whole file, judging by the part that has been read.
#[cold]
fn reserve(cues: &mut Vec<Cue>, read: usize, all: usize) {
    let have = cues.len() + 1;
    let expected = match cues.len() {
        0 => 32, // too early to tell
        _ => ((all - read) as u64 * have as u64 / read.max(1) as u64) as usize,
    };
    cues.reserve_exact(expected + expected / 32 + 8);
}

/// The number and the timing line of a canonical cue.
struct Head {
    cue: Cue,
    number: u64,
    /// Where the text begins.
    body: usize,
}

#[inline(always)]
fn head<const CRLF: bool>(bytes: &[u8], at: usize) -> Option<Head> {
    let (number, digits) = number(bytes, at)?;
    let index_end = at + digits;
    let eol = if CRLF { 2 } else { 1 };
    let timing = index_end + eol;
    // One look at everything there must be keeps the bounds checks out of the rest.
    let line: &[u8; TIMING + 1] = bytes.get(timing..timing + TIMING + 1)?.try_into().ok()?;
    if !ends_line::<CRLF>(bytes, index_end) || !ends_line::<CRLF>(bytes, timing + TIMING) {
        return None;
    }
    let (start, end) = times(line)?;
    let place = |from: usize, to: usize| Span::new(from as u32, to as u32);
    let stop = timing + TIMING;
    let body = stop + eol;
    // LF CR is one line ending, though an odd one.
    if !CRLF && bytes.get(body) == Some(&b'\r') {
        return None;
    }
    let cue = Cue {
        block: place(at, stop),
        index: place(at, index_end),
        start: Timestamp(start),
        end: Timestamp(end),
        start_span: place(timing, timing + 12),
        end_span: place(timing + 17, stop),
        settings: place(stop, stop),
        payload: place(body, body),
    };
    Some(Head { cue, number, body })
}

#[inline(always)]
fn ends_line<const CRLF: bool>(bytes: &[u8], at: usize) -> bool {
    if CRLF { bytes.get(at..at + 2) == Some(b"\r\n") } else { bytes.get(at) == Some(&b'\n') }
}

/// A number of one to seven digits without a zero in front, and how many digits it has.
#[inline(always)]
fn number(bytes: &[u8], at: usize) -> Option<(u64, usize)> {
    let window: [u8; 8] = bytes.get(at..at + 8)?.try_into().ok()?;
    let word = u64::from_le_bytes(window) ^ 0x3030_3030_3030_3030;
    // The high bit of every byte that is not a digit: 10 and more, or not ASCII.
    let other = (word.wrapping_add(0x7676_7676_7676_7676) | word) & 0x8080_8080_8080_8080;
    let digits = (other.trailing_zeros() / 8) as usize;
    if digits == 0 || digits == 8 || word & 0xff == 0 {
        return None;
    }
    // The digits to the high end, so that zeros are in front, then pairs, fours and eight.
    let word = word << (64 - 8 * digits);
    let word = (word.wrapping_mul(10).wrapping_add(word >> 8)) & 0x00ff_00ff_00ff_00ff;
    let word = (word.wrapping_mul(100).wrapping_add(word >> 16)) & 0x0000_ffff_0000_ffff;
    let value = (word.wrapping_mul(10_000).wrapping_add(word >> 32)) & 0xffff_ffff;
    Some((value, digits))
}

/// Both times of `HH:MM:SS,mmm --> HH:MM:SS,mmm` in milliseconds.
#[inline(always)]
fn times(line: &[u8; TIMING + 1]) -> Option<(i64, i64)> {
    let word = |at: usize| {
        let mut bytes = [0; 8];
        bytes.copy_from_slice(&line[at..at + 8]);
        u64::from_le_bytes(bytes)
    };
    let clock = u64::from_le_bytes(*b"00:00:00");
    // What is added makes the high bit of a digit's byte come up above 9, of a mark's above 0.
    let clock_limit = u64::from_le_bytes([0x76, 0x76, 0x7f, 0x76, 0x76, 0x7f, 0x76, 0x76]);
    let middle = u64::from_le_bytes(*b",000 -->");
    let middle_limit = u64::from_le_bytes([0x7f, 0x76, 0x76, 0x76, 0x7f, 0x7f, 0x7f, 0x7f]);
    // The end time's tail: its last three digits and the comma, and the byte after the line.
    let start = word(0) ^ clock;
    let start_ms = word(8) ^ middle;
    let end = word(17) ^ clock;
    // Bytes 21 to 28: `D:DD,DDD`; the first four are looked at with the word before.
    let end_ms = word(21) ^ u64::from_le_bytes(*b"0:00,000");
    let end_limit = u64::from_le_bytes([0x76, 0x7f, 0x76, 0x76, 0x7f, 0x76, 0x76, 0x76]);
    let wrong = (start.wrapping_add(clock_limit) | start)
        | (start_ms.wrapping_add(middle_limit) | start_ms)
        | (end.wrapping_add(clock_limit) | end)
        | (end_ms.wrapping_add(end_limit) | end_ms);
    if wrong & 0x8080_8080_8080_8080 != 0 || line[16] != b' ' {
        return None;
    }
    Some((clock_ms(start, start_ms >> 8)?, clock_ms(end, end_ms >> 40)?))
}

/// Milliseconds of `DD:DD:DD` and `DDD`, both as values of digits; `None` for more than 59 minutes
/// or seconds.
#[inline(always)]
fn clock_ms(clock: u64, fraction: u64) -> Option<i64> {
    // Tens times ten plus ones, at the byte of the tens; no byte goes over 99.
    let pairs = clock.wrapping_mul(10).wrapping_add(clock >> 8);
    let (hours, minutes, seconds) = (pairs & 0xff, pairs >> 24 & 0xff, pairs >> 48 & 0xff);
    if minutes > 59 || seconds > 59 {
        return None;
    }
    let ms = (fraction & 0xff) * 100 + (fraction >> 8 & 0xff) * 10 + (fraction >> 16 & 0xff);
    Some((((hours * 60 + minutes) * 60 + seconds) * 1000 + ms) as i64)
}

/// The text of a canonical cue.
struct Body {
    /// The end of its last line.
    end: usize,
    /// After the blank line below it, or the end of the file.
    next: usize,
}

#[inline(always)]
fn body<const CRLF: bool>(text: &str, bytes: &[u8], at: usize) -> Option<Body> {
    let eol = if CRLF { 2 } else { 1 };
    let mut base = at;
    // Whether the byte before the block ends a line; whether the two in front do and are a
    // blank line's first half; whether it is a CR.
    let mut starts_line = true;
    let mut half = false;
    let mut after_cr = false;
    loop {
        let block = Block::load(bytes, base);
        let lf = block.equal(b'\n');
        let cr = block.equal(b'\r');
        let arrow = block.equal(b'>');
        let odd_start = block.below(b'0' + 10) | block.non_ascii();
        // Line endings of the other kind.
        let bad = if CRLF {
            let bare = lf & !(cr << 1 | u64::from(after_cr));
            let stray = (cr << 1 | u64::from(after_cr)) & !lf;
            bare | stray
        } else {
            cr
        };
        // Where lines begin in this block, and the LF of the first blank line.
        let begins = lf << 1 | u64::from(starts_line);
        let blank = if CRLF { lf & (begins << 1 | u64::from(half)) } else { lf & begins };
        let stop = blank.trailing_zeros() as usize;
        // The bytes before the blank line's LF, and with it.
        let (inside, through) = match stop {
            BLOCK.. => (u64::MAX, u64::MAX),
            _ => ((1 << stop) - 1, u64::MAX >> (BLOCK - 1 - stop)),
        };
        if bad & through != 0 {
            return None;
        }
        // A blank line begins with its CR. Where that is the last byte of the block, it is not
        // known yet that the line is blank.
        let lines = match (CRLF, stop < BLOCK) {
            (false, _) => inside,
            (true, true) => inside >> 1,
            (true, false) => !(cr & 1 << 63),
        };
        let mut looks = begins & odd_start & lines;
        while looks != 0 {
            let line = base + looks.trailing_zeros() as usize;
            if line < bytes.len() && !plain_start(text, bytes, line) {
                return None;
            }
            looks &= looks - 1;
        }
        let mut heads = arrow & inside;
        while heads != 0 {
            let head = base + heads.trailing_zeros() as usize;
            if bytes[..head].ends_with(b"--") {
                return None;
            }
            heads &= heads - 1;
        }
        if stop < BLOCK {
            let next = base + stop + 1;
            let end = next.checked_sub(2 * eol)?;
            return (end > at).then_some(Body { end, next });
        }
        if base + BLOCK >= bytes.len() {
            // The file ends with the text.
            let end = bytes.len().checked_sub(eol)?;
            return (end > at && ends_line::<CRLF>(bytes, end))
                .then_some(Body { end, next: bytes.len() });
        }
        starts_line = lf >> 63 == 1;
        after_cr = cr >> 63 == 1;
        half = begins >> 63 == 1;
        base += BLOCK;
    }
}

/// Whether a text line that begins at `at` with a byte below `:` or not ASCII is text and nothing
/// else: not blank, no number, no time.
#[inline(always)]
fn plain_start(text: &str, bytes: &[u8], at: usize) -> bool {
    match bytes[at] {
        0..=b' ' | b'0'..=b'9' => false,
        b'-' => match bytes[at + 1..].iter().find(|b| **b != b' ') {
            Some(b) => b.is_ascii() && !b.is_ascii_digit(),
            None => false,
        },
        0x80.. => {
            let first = text.get(at..).and_then(|rest| rest.chars().next());
            first.is_some_and(|c| !is_blank_char(c) && !may_start(c))
        }
        _ => true,
    }
}
