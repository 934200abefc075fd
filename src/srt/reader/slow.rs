//! The slow path: any region, line by line.
//!
//! From above: the text of the open cue (or what comes before the first cue), then blocks that
//! cannot be read, then the number of the next cue. What is read leniently, and why, is in
//! `docs/formats/srt.md`. No line is lost: it is text, a number, blank, or part of an unparsed block.

use super::eol::Ending;
use super::numbering::NumberCheck;
use super::report::{Rejection, Report};
use crate::source::{Parsed, Span, sort_by_key};
use crate::srt::lines::{self, Line};
use crate::srt::number::{self, NotANumber};
use crate::srt::timing::{self, Timing};
use crate::srt::{Cue, Document, ParseOptions};
use crate::time::Timestamp;

/// Everything the reader knows while it runs.
pub(super) struct Reader<'a, 'o, const TELL: bool> {
    text: &'a str,
    pub(super) options: &'o ParseOptions,
    pub(super) ending: Ending,
    pub(super) document: Document<'a>,
    /// The cue whose timing line was read last and whose text comes now.
    pub(super) open: Option<Cue>,
    pub(super) numbers: NumberCheck,
    /// The lines of the current region; kept to be used again.
    lines: Vec<Line>,
    /// The last line of the file is a timing line that is cut off.
    cut: bool,
    report: Report<'a, 'o, TELL>,
}

/// A block that cannot be read.
#[derive(Clone, Copy)]
struct Piece {
    /// Its first line, as a position in the region.
    start: usize,
    why: Rejection,
    /// Where that shows.
    span: Span,
}

impl<'a, 'o, const TELL: bool> Reader<'a, 'o, TELL> {
    /// A reader that has read nothing of the text of `document`.
    pub(super) fn new(document: Document<'a>, options: &'o ParseOptions) -> Self {
        let text = document.source;
        let ending = Ending::of(text);
        Self {
            text,
            options,
            ending,
            document,
            open: None,
            numbers: NumberCheck::default(),
            lines: Vec::new(),
            cut: false,
            report: Report::new(text, options, ending),
        }
    }

    /// The document, and the facts to report about it.
    pub(super) fn finish(self) -> Parsed<Document<'a>> {
        let diagnostics = self.report.finish(&self.document, self.numbers);
        Parsed { document: self.document, diagnostics }
    }

    /// Reads from `at` to the end of the next timing line, or to the end of the text.
    pub(super) fn region(&mut self, mut at: usize) -> usize {
        let mut lines = std::mem::take(&mut self.lines);
        lines.clear();
        while at < self.text.len() {
            let line = self.line(at);
            at = line.next as usize;
            let timing = match line.blank {
                true => None,
                false => timing::read(self.text, line.span, self.options),
            };
            match timing {
                Some(timing) if self.cut_off(&timing, line) => {
                    self.cut = true;
                    lines.push(line);
                }
                Some(timing) => {
                    let read_on = self.close(&lines, Some((timing, line)));
                    self.lines = lines;
                    return if read_on { at } else { self.text.len() };
                }
                None => lines.push(line),
            }
        }
        self.close(&lines, None);
        self.lines = lines;
        at
    }

    /// The line that begins at `at`.
    fn line(&mut self, at: usize) -> Line {
        let bytes = self.text.as_bytes();
        let (end, next) = self.ending.line(bytes, at);
        if TELL && next > end && !self.ending.matches(&bytes[end..next]) {
            self.report.endings_differ = true;
        }
        let span = Span::of(at..end);
        let blank = lines::is_blank(span.slice(self.text));
        Line { span, next: next as u32, blank }
    }

    /// Whether the file ends in the middle of this timing line.
    fn cut_off(&self, timing: &Timing, line: Line) -> bool {
        self.is_unended(line) && timing.end.shorter_than(&timing.start)
    }

    /// Whether the file ends with this line, without a terminator.
    fn is_unended(&self, line: Line) -> bool {
        line.span.end as usize == self.text.len()
    }

    /// Zero-based index of the open cue.
    fn position(&self) -> u32 {
        self.document.cues.len() as u32
    }

    /// Ends the region `lines`. `next` is the timing line after it, `None` at the end of the text.
    /// Returns whether to continue reading.
    fn close(&mut self, lines: &[Line], next: Option<(Timing, Line)>) -> bool {
        let index = next.and_then(|_| self.index_line(lines));
        let content = &lines[..index.unwrap_or(lines.len())];
        let next_number = index.and_then(|at| self.number(lines[at]));
        let text_end = self.content(content, next.is_none(), next_number);
        let Some((timing, line)) = next else {
            self.blanks(&content[text_end..], true, text_end == 0);
            return false;
        };
        let head = index.map_or(line, |at| lines[at]);
        if self.document.cues.len() >= self.options.max_cues {
            let rest = Span::new(head.span.start, self.text.len() as u32);
            self.document.unparsed.push(rest);
            self.report.too_many_cues(rest);
            return false;
        }
        // Whether the next cue is set off from what is above it.
        let at_start = content.is_empty() && self.document.cues.is_empty();
        if text_end == content.len() && !at_start {
            self.report.no_blank_between(head.span, self.position());
        }
        self.blanks(&content[text_end..], false, text_end == 0);
        self.open(lines, index, &timing, line);
        true
    }

    /// Which line is the number (or another name) of the cue whose timing line follows `lines`.
    fn index_line(&self, lines: &[Line]) -> Option<usize> {
        let at = lines.iter().rposition(|line| !line.blank)?;
        let direct = at + 1 == lines.len();
        let alone = match at.checked_sub(1) {
            Some(above) => lines[above].blank,
            // The first line of a region is below a timing line, or begins the file.
            None => self.open.is_none(),
        };
        let header = self.open.is_none() && at == 0 && self.is_header(lines[at]);
        let digits = self.digits(lines[at]);
        let taken = match direct {
            true => digits || alone && !header || self.counts_on(lines[at]),
            false => digits && alone,
        };
        taken.then_some(at)
    }

    /// Whether a line is the next number with signs around it: `2.`, `#2`, `(2)`.
    fn counts_on(&self, line: Line) -> bool {
        let written = lines::trim_str(line.span.slice(self.text));
        let number = written.trim_matches(['.', ')', '(', '[', ']', ':', '#']);
        number != written && number::read(number) == Ok(self.numbers.last.wrapping_add(1))
    }

    fn is_header(&self, line: Line) -> bool {
        lines::trim_str(line.span.slice(self.text)).starts_with("WEBVTT")
    }

    fn number(&self, line: Line) -> Option<u64> {
        number::read(line.span.slice(self.text)).ok()
    }

    /// Whether a line is a number, even one too large to count with.
    fn digits(&self, line: Line) -> bool {
        number::read(line.span.slice(self.text)) != Err(NotANumber::Other)
    }

    /// Analyzes the lines above the next cue. Returns the number of lines up to the last one that
    /// is not blank, or up to the end of the last unparsed block.
    fn content(&mut self, all: &[Line], at_end: bool, next_number: Option<u64>) -> usize {
        let end = all.iter().rposition(|line| !line.blank).map_or(0, |at| at + 1);
        let mut rest = &all[..end];
        let mut pieces = Vec::new();
        if at_end {
            rest = self.tail(rest, &mut pieces);
        }
        let mut at = 0;
        let mut text = rest.len();
        while at < rest.len() {
            if let Some((why, span)) = self.broken_block(rest, at, at_end, next_number) {
                text = text.min(at);
                pieces.push(Piece { start: at, why, span });
                // The line that was meant as a timing line does not begin a second block.
                at += 1;
            }
            at += 1;
        }
        self.text(&rest[..text], at_end && pieces.is_empty());
        sort_by_key(&mut pieces, |piece| piece.start as u32);
        for (i, piece) in pieces.iter().enumerate() {
            let stop = pieces.get(i + 1).map_or(end, |next| next.start);
            self.unparsed(&all[piece.start..stop]);
            self.report.unread(piece.why, piece.span);
        }
        end
    }

    /// The block from the first to the last of `lines` that is not blank is not a cue.
    fn unparsed(&mut self, lines: &[Line]) {
        let last = lines.iter().rposition(|line| !line.blank);
        if let (Some(first), Some(last)) = (lines.first(), last) {
            self.document.unparsed.push(first.span.join(lines[last].span));
        }
    }

    /// What can only be at the end of a file: a number without a cue, padding. Gives the lines
    /// before it.
    fn tail<'l>(&mut self, lines: &'l [Line], pieces: &mut Vec<Piece>) -> &'l [Line] {
        if let (true, [above @ .., last]) = (self.cut, lines) {
            let start = self.index_line(above).unwrap_or(above.len());
            pieces.push(Piece { start, why: Rejection::Truncated, span: last.span });
            return &lines[..start];
        }
        if self.open.is_none() {
            return lines;
        }
        let padding = |line: &Line| {
            let text = line.span.slice(self.text);
            text.chars().all(|c| matches!(c, '\0' | '\u{1a}' | ' ' | '\t' | '\u{feff}'))
        };
        let kept = lines.iter().rposition(|line| !padding(line)).map_or(0, |at| at + 1);
        let skip = lines[kept..].iter().take_while(|line| line.blank).count();
        let start = kept + skip;
        if let [first, .., last] | [first @ last] = &lines[start..] {
            let span = first.span.join(last.span);
            pieces.push(Piece { start, why: Rejection::Padding, span });
            return &lines[..kept];
        }
        let [.., above, last] = lines else { return lines };
        self.numbers.decisive |= above.blank && self.digits(*last);
        if above.blank && self.number(*last) == Some(self.numbers.last.wrapping_add(1)) {
            let (start, why) = (lines.len() - 1, Rejection::LoneNumber { next: last.next });
            pieces.push(Piece { start, why, span: last.span });
            return &lines[..start];
        }
        lines
    }

    /// Whether a block that cannot be read begins at line `at`, what is wrong with it, and where.
    fn broken_block(
        &mut self,
        lines: &[Line],
        at: usize,
        at_end: bool,
        next_number: Option<u64>,
    ) -> Option<(Rejection, Span)> {
        let line = lines[at];
        if line.blank {
            return None;
        }
        let begins = match at.checked_sub(1) {
            Some(above) => lines[above].blank,
            None => self.open.is_none(),
        };
        let below = lines.get(at + 1).filter(|line| !line.blank);
        if let (Some(below), true) = (below, self.digits(line)) {
            if let Some(broken) = timing::broken(self.text, below.span, true, self.options) {
                let arrow = below.span.slice(self.text).contains("-->");
                if begins || arrow {
                    return Some(self.broken(*below, Rejection::Timing(broken), at_end));
                }
            }
            self.numbers.decisive |= begins;
            let number = self.number(line);
            let fits = number == Some(self.numbers.last.wrapping_add(1))
                || number.is_some() && next_number == number.and_then(|n| n.checked_add(1));
            if begins && fits {
                return Some(match at_end && self.is_timing_stub(*below) {
                    true => (Rejection::Truncated, below.span),
                    false => (Rejection::NoTiming, line.span),
                });
            }
        }
        // Without a number only a line that has an arrow counts, at the start of a paragraph.
        if !begins || self.digits(line) {
            return None;
        }
        timing::broken(self.text, line.span, false, self.options)
            .map(|broken| self.broken(line, Rejection::Timing(broken), at_end))
    }

    fn broken(&self, line: Line, why: Rejection, at_end: bool) -> (Rejection, Span) {
        match at_end && self.is_timing_stub(line) {
            true => (Rejection::Truncated, line.span),
            false => (why, lines::trim(self.text, line.span)),
        }
    }

    /// Whether the file ends in this line, and the line in the middle of a timing line.
    fn is_timing_stub(&self, line: Line) -> bool {
        let of_timing = |c: char| matches!(c, '0'..='9' | ':' | ',' | '.' | ' ' | '-' | '>');
        self.is_unended(line) && line.span.slice(self.text).chars().all(of_timing)
    }

    /// The text of the open cue; without an open cue, what comes before the first one.
    fn text(&mut self, lines: &[Line], whole: bool) {
        let end = lines.iter().rposition(|line| !line.blank).map_or(0, |at| at + 1);
        let start = lines.iter().position(|line| !line.blank).unwrap_or(0);
        let text = &lines[start..end];
        self.report.white_space_above(&lines[..start]);
        match self.open.take() {
            Some(cue) => {
                self.report.cue_text(text, &lines[..start], self.document.cues.len() as u32);
                self.report.white_space_lines(&lines[end..]);
                self.push(cue, text);
            }
            None => {
                let ([first, .., last] | [first @ last]) = text else { return };
                if start > 0 {
                    self.report.extra_blank(&lines[..start], 0, false);
                }
                let span = first.span.join(last.span);
                self.document.unparsed.push(span);
                match self.is_header(*first) {
                    true => self.report.header(first.span),
                    false => self.report.before_cues(span, whole),
                }
            }
        }
    }

    fn push(&mut self, mut cue: Cue, text: &[Line]) {
        if let (Some(first), Some(last)) = (text.first(), text.last()) {
            cue.payload = first.span.join(last.span);
            cue.block.end = last.span.end;
        }
        self.document.cues.push(cue);
    }

    /// The blank lines below the content of a region. `alone`: there is no content.
    fn blanks(&mut self, blanks: &[Line], at_end: bool, alone: bool) {
        self.report.white_space_lines(blanks);
        let first_of_file = alone && self.document.cues.is_empty();
        // Two empty lines below the times: an empty text line, and the one between cues.
        let empty_cue = alone && !first_of_file;
        let kept = match (first_of_file, empty_cue) {
            (true, _) => 0,
            (_, true) => 2,
            _ => 1,
        };
        if blanks.len() > kept && !(first_of_file && at_end) {
            let after_unread = self.is_after_unread();
            self.report.extra_blank(blanks, if at_end { 0 } else { kept.min(1) }, after_unread);
        }
    }

    /// Whether the last block cannot be read.
    fn is_after_unread(&self) -> bool {
        let cue = self.document.cues.last().map_or(0, |cue| cue.block.end);
        self.document.unparsed.last().is_some_and(|block| block.start >= cue)
    }

    /// Begins a cue at its timing line.
    fn open(&mut self, all: &[Line], index: Option<usize>, timing: &Timing, line: Line) {
        let head = index.map_or(line, |at| all[at]);
        let index_span = match index {
            Some(at) => lines::trim(self.text, all[at].span),
            None => Span::at(line.span.start),
        };
        let number = self.position();
        if let Some(at) = index {
            self.report.blank_after_index(&all[at + 1..], number, self.is_after_unread());
        }
        let settings = match timing.settings.is_empty() {
            true => Span::at(timing.end.span.end),
            false => timing.settings,
        };
        let cue = Cue {
            block: Span::new(head.span.start, timing.trimmed.end),
            index: index_span,
            start: Timestamp(timing.start.ms),
            end: Timestamp(timing.end.ms),
            start_span: timing.start.span,
            end_span: timing.end.span,
            settings,
            payload: Span::at(line.next),
        };
        self.numbers.see(self.text, &cue);
        self.report.timing_line(timing, line, number);
        self.open = Some(cue);
    }
}
