//! "Collect a WebVTT block": where blocks begin and end and what they are, on the bytes as they are.
//!
//! The specification first turns CRLF and CR into LF; here a line simply ends at any of the three.
//! Nothing here judges: what an author should have written is the task of `authoring`.

use std::ops::Range;

use super::timestamp;
use crate::source::Span;
use crate::time::Timestamp;

/// One line of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// First byte.
    pub(super) start: usize,
    /// After the last byte that is not part of the terminator.
    pub(super) end: usize,
    /// After the terminator; equal to `end` where the file ends without one.
    pub(super) next: usize,
    /// Whether the line contains `-->`.
    pub(super) has_arrow: bool,
}

impl Line {
    pub(super) fn is_empty(&self) -> bool {
        self.start == self.end
    }

    pub(super) fn span(&self) -> Span {
        Span::of(self.start..self.end)
    }
}

/// The line that starts at `start`.
pub(super) fn line(bytes: &[u8], start: usize) -> Line {
    let rest = &bytes[start..];
    let (len, terminator) = match memchr::memchr2(b'\n', b'\r', rest) {
        None => (rest.len(), 0),
        Some(len) if rest[len] == b'\r' && rest.get(len + 1) == Some(&b'\n') => (len, 2),
        Some(len) => (len, 1),
    };
    let end = start + len;
    let has_arrow = arrow(&bytes[start..end]).is_some();
    Line { start, end, next: end + terminator, has_arrow }
}

/// Where the first `-->` of a line stands.
pub(super) fn arrow(line: &[u8]) -> Option<usize> {
    memchr::memchr_iter(b'>', line)
        .find(|&at| at >= 2 && &line[at - 2..at] == b"--")
        .map(|at| at - 2)
}

/// Where the lines after `at` stop being empty.
pub(super) fn skip_newlines(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().take_while(|b| matches!(b, b'\n' | b'\r')).count()
}

/// Why a block ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// A blank line.
    Blank,
    /// The end of the file.
    End,
    /// A line with `-->`, which begins the next block.
    Arrow,
}

/// What a block is to the parsing algorithm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BlockKind {
    /// A cue.
    Cue(Timing),
    /// A cue whose timing line cannot be read: dropped.
    BadTiming,
    /// A style sheet.
    Style,
    /// A region.
    Region,
    /// Anything else: dropped. Comments are among these.
    Other,
}

/// A timing line that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Timing {
    pub(super) start: Timestamp,
    pub(super) end: Timestamp,
    pub(super) start_span: Span,
    pub(super) end_span: Span,
    /// After the end time, without blanks around it.
    pub(super) settings: Span,
}

/// A block.
#[derive(Clone, Debug)]
pub(super) struct Block {
    pub(super) kind: BlockKind,
    /// Its first line.
    pub(super) first: Line,
    /// The timing line of a cue, readable or not.
    pub(super) timing: Option<Line>,
    /// The lines of text: below the timing line, below STYLE or REGION, otherwise below the first line.
    pub(super) body: Range<usize>,
    /// After the last line, without its terminator.
    pub(super) end: usize,
    /// Where the next block may begin.
    pub(super) next: usize,
    /// Why it ended.
    pub(super) stop: Stop,
    /// Whether its last line has a terminator.
    pub(super) is_terminated: bool,
}

/// "Collect a WebVTT block" at `at`, where a line that is not empty begins.
pub(super) fn collect(bytes: &[u8], at: usize, seen_cue: bool) -> Block {
    let first = line(bytes, at);
    let mut block = Block {
        kind: BlockKind::Other,
        first,
        timing: first.has_arrow.then_some(first),
        body: first.next..first.next,
        end: first.end,
        next: first.next,
        stop: Stop::End,
        is_terminated: first.next > first.end,
    };
    if first.has_arrow {
        block.kind = timing(bytes, first).map_or(BlockKind::BadTiming, BlockKind::Cue);
    } else {
        let second = line(bytes, first.next);
        if second.has_arrow {
            block.kind = timing(bytes, second).map_or(BlockKind::BadTiming, BlockKind::Cue);
            block.timing = Some(second);
            block.body = second.next..second.next;
            block.end = second.end;
            block.next = second.next;
            block.is_terminated = second.next > second.end;
        } else if !second.is_empty() && !seen_cue {
            block.kind = definition(&bytes[first.start..first.end]);
        }
    }
    collect_lines(bytes, &mut block);
    block
}

/// The rest of a block: every line up to a blank one or one with an arrow.
fn collect_lines(bytes: &[u8], block: &mut Block) {
    loop {
        if !block.is_terminated {
            return;
        }
        let line = line(bytes, block.next);
        if line.has_arrow {
            block.stop = Stop::Arrow;
            return;
        }
        if line.is_empty() {
            let at_end = line.next == line.end;
            block.stop = if at_end { Stop::End } else { Stop::Blank };
            block.next = line.next;
            return;
        }
        block.body.end = line.end;
        block.end = line.end;
        block.next = line.next;
        block.is_terminated = line.next > line.end;
    }
}

/// STYLE or REGION with nothing but ASCII whitespace after it.
fn definition(first: &[u8]) -> BlockKind {
    let is = |word: &[u8]| {
        first.strip_prefix(word).is_some_and(|rest| rest.iter().all(u8::is_ascii_whitespace))
    };
    if is(b"STYLE") {
        BlockKind::Style
    } else if is(b"REGION") {
        BlockKind::Region
    } else {
        BlockKind::Other
    }
}

/// "Collect WebVTT cue timings and settings".
pub(super) fn timing(bytes: &[u8], line: Line) -> Option<Timing> {
    let text = &bytes[..line.end];
    let start_at = skip_blanks(text, line.start);
    let (start, start_end) = timestamp::collect(text, start_at)?;
    let arrow = skip_blanks(text, start_end);
    if !text[arrow..].starts_with(b"-->") {
        return None;
    }
    let end_at = skip_blanks(text, arrow + 3);
    let (end, end_end) = timestamp::collect(text, end_at)?;
    let settings_start = skip_blanks(text, end_end);
    let blank = text[settings_start..].iter().rev().take_while(|b| b.is_ascii_whitespace()).count();
    let settings = if settings_start == text.len() {
        Span::of(end_end..end_end)
    } else {
        Span::of(settings_start..text.len() - blank)
    };
    Some(Timing {
        start,
        end,
        start_span: Span::of(start_at..start_end),
        end_span: Span::of(end_at..end_end),
        settings,
    })
}

pub(super) fn skip_blanks(bytes: &[u8], at: usize) -> usize {
    at + bytes[at..].iter().take_while(|b| b.is_ascii_whitespace()).count()
}
