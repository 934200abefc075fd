//! A region that is not canonical: the lines between two timing lines.
//!
//! From above: the text of the open cue (or what stands before the first cue), then blocks that
//! cannot be read, then the number of the next cue. The rules are those of the fact sheet, section
//! 1.3. No line is lost: it is text, a number, blank, or part of an unparsed block.

use super::diagnostics as say;
use super::number::{self, NotANumber};
use super::parse::{Line, Reader};
use super::timing::{self, Broken, FAULTS, Fault, Time, Timing};
use super::{Cue, lines};
use crate::source::scan::find_arrow;
use crate::source::{Diagnostic, Edit, Fix, Span, sort_by_key};
use crate::time::{Clock, Timestamp};

impl Reader<'_, '_> {
    /// Ends the region `lines`. `next` is the timing line behind it, `None` at the end of the text.
    /// Says whether to read on.
    pub(super) fn close(&mut self, lines: &[Line], next: Option<(Timing, Line)>) -> bool {
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
            self.found.push(say::too_many_cues(rest));
            return false;
        }
        self.junction(content, text_end, head);
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
            true => digits || alone && !header,
            false => digits && alone,
        };
        taken.then_some(at)
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

    /// Takes the lines above the next cue apart. Gives the number of lines up to the last one that
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
            if let Some(piece) = self.broken_block(rest, at, at_end, next_number) {
                text = text.min(at);
                pieces.push((at, piece));
                // The line that was meant as a timing line does not begin a second block.
                at += 1;
            }
            at += 1;
        }
        self.text(&rest[..text], at_end && pieces.is_empty());
        sort_by_key(&mut pieces, |(start, _)| *start as u32);
        for (i, (start, finding)) in pieces.iter().enumerate() {
            let stop = pieces.get(i + 1).map_or(end, |(next, _)| *next);
            self.unparsed(&all[*start..stop]);
            self.found.push(finding.clone());
        }
        end
    }

    /// The block from the first to the last of `lines` that is not blank is no cue.
    fn unparsed(&mut self, lines: &[Line]) {
        let last = lines.iter().rposition(|line| !line.blank);
        if let (Some(first), Some(last)) = (lines.first(), last) {
            self.document.unparsed.push(first.span.join(lines[last].span));
        }
    }

    /// What can only stand at the end of a file: a number without a cue, padding. Gives the lines
    /// before it.
    fn tail<'l>(&mut self, lines: &'l [Line], pieces: &mut Vec<(usize, Diagnostic)>) -> &'l [Line] {
        if let (true, [above @ .., last]) = (self.cut, lines) {
            let start = self.index_line(above).unwrap_or(above.len());
            pieces.push((start, say::truncated(last.span)));
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
        if kept + skip < lines.len() {
            let span = lines[kept + skip].span.join(lines[lines.len() - 1].span);
            let edits = vec![Edit::delete(span)];
            let fix = Fix::safe("take out the control characters", edits);
            pieces.push((kept + skip, say::trailing_garbage(span).with_fix(fix)));
            return &lines[..kept];
        }
        let [.., above, last] = lines else { return lines };
        self.numbers.decisive |= above.blank && self.digits(*last);
        if above.blank && self.number(*last) == Some(self.numbers.last.wrapping_add(1)) {
            let edits = vec![Edit::delete(Span::new(last.span.start, last.next))];
            let fix = Fix::safe("take out the number", edits);
            pieces.push((lines.len() - 1, say::index_trailing(last.span).with_fix(fix)));
            return &lines[..lines.len() - 1];
        }
        lines
    }

    /// Whether a block that cannot be read begins at line `at`, and what is wrong with it.
    fn broken_block(
        &mut self,
        lines: &[Line],
        at: usize,
        at_end: bool,
        next_number: Option<u64>,
    ) -> Option<Diagnostic> {
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
                    return Some(self.broken(*below, broken, at_end));
                }
            }
            self.numbers.decisive |= begins;
            let number = self.number(line);
            let fits = number == Some(self.numbers.last.wrapping_add(1))
                || number.is_some() && next_number == number.and_then(|n| n.checked_add(1));
            if begins && fits {
                return Some(match at_end && self.is_timing_stub(*below) {
                    true => say::truncated(below.span),
                    false => say::time_missing(line.span),
                });
            }
        }
        // Without a number only a line that has an arrow counts, at the start of a paragraph.
        if !begins || self.digits(line) {
            return None;
        }
        timing::broken(self.text, line.span, false, self.options)
            .map(|broken| self.broken(line, broken, at_end))
    }

    fn broken(&self, line: Line, broken: Broken, at_end: bool) -> Diagnostic {
        if at_end && self.is_timing_stub(line) {
            return say::truncated(line.span);
        }
        let span = lines::trim(self.text, line.span);
        match broken {
            Broken::Missing => say::time_missing(span),
            Broken::Frames => say::time_frames(span),
            Broken::Arrow => say::arrow_malformed(span),
            Broken::Invalid => say::time_invalid(span),
        }
    }

    /// Whether the file ends in this line, and the line in the middle of a timing line.
    fn is_timing_stub(&self, line: Line) -> bool {
        let of_timing = |c: char| matches!(c, '0'..='9' | ':' | ',' | '.' | ' ' | '-' | '>');
        self.is_unended(line) && line.span.slice(self.text).chars().all(of_timing)
    }

    /// The text of the open cue; without an open cue, what stands before the first one.
    fn text(&mut self, lines: &[Line], whole: bool) {
        let end = lines.iter().rposition(|line| !line.blank).map_or(0, |at| at + 1);
        let start = lines.iter().position(|line| !line.blank).unwrap_or(0);
        let text = &lines[start..end];
        self.white_space_lines(&lines[..start]);
        match self.open.take() {
            Some(cue) => {
                self.cue_text(text, &lines[..start]);
                self.white_space_lines(&lines[end..]);
                self.push(cue, text);
            }
            None if text.is_empty() => {}
            None => {
                if start > 0 {
                    self.found.push(self.extra_blank(&lines[..start], 0));
                }
                let span = text[0].span.join(text[text.len() - 1].span);
                self.document.unparsed.push(span);
                self.found.push(match self.is_header(text[0]) {
                    true => say::webvtt_header(text[0].span),
                    false if whole => say::not_srt(span),
                    false => say::leading_garbage(span),
                });
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

    /// What there is to say about the text lines of a cue; `above` are the blank lines below its
    /// timing line.
    fn cue_text(&mut self, text: &[Line], above: &[Line]) {
        let cue = self.position();
        if let (Some(first), Some(last), false) = (above.first(), above.last(), text.is_empty()) {
            let span = Span::new(first.span.start, last.next);
            let fix = Fix::safe("take out the blank line", vec![Edit::delete(span)]);
            self.found.push(say::blank_after_timing(span).with_fix(fix).with_cue(cue));
            self.double.1 += 1;
        }
        let mut blank: Option<Span> = None;
        for line in text {
            if line.blank {
                let whole = Span::new(line.span.start, line.next);
                blank = Some(blank.map_or(whole, |run| run.join(whole)));
                continue;
            }
            if let Some(run) = blank.take() {
                let fix = Fix::risky("take out the blank line", vec![Edit::delete(run)]);
                self.found.push(say::blank_in_text(run).with_fix(fix).with_cue(cue));
            }
            let written = line.span.slice(self.text);
            if let Some(at) = find_arrow(written) {
                let at = line.span.start + at as u32;
                self.found.push(say::arrow_in_text(Span::new(at, at + 3)).with_cue(cue));
            }
            if lines::trim_str(written).is_empty() {
                // Text to most readers, so emptying it would end the cue here.
                let fix = Fix::risky("take out the line", vec![Edit::delete(line.span)]);
                self.found.push(say::whitespace_line(line.span).with_fix(fix).with_cue(cue));
            }
            if self.digits(*line) {
                self.found.push(say::number_only_text(line.span).with_cue(cue));
            }
        }
        self.white_space_lines(text);
    }

    fn white_space_lines(&mut self, lines: &[Line]) {
        for line in lines.iter().filter(|line| line.blank && !line.span.is_empty()) {
            let fix = Fix::safe("empty the line", vec![Edit::delete(line.span)]);
            self.found.push(say::whitespace_line(line.span).with_fix(fix));
        }
    }

    /// The blank lines below the content of a region. `alone`: there is no content.
    fn blanks(&mut self, blanks: &[Line], at_end: bool, alone: bool) {
        self.white_space_lines(blanks);
        let first_of_file = alone && self.document.cues.is_empty();
        // Two empty lines below the times: an empty text line, and the one between cues.
        let empty_cue = alone && !first_of_file;
        let kept = match (first_of_file, empty_cue) {
            (true, _) => 0,
            (_, true) => 2,
            _ => 1,
        };
        if blanks.len() > kept && !(first_of_file && at_end) {
            let finding = self.extra_blank(blanks, if at_end { 0 } else { kept.min(1) });
            self.found.push(finding);
        }
    }

    /// More blank lines than needed; all but `kept` go.
    fn extra_blank(&self, blanks: &[Line], kept: usize) -> Diagnostic {
        let end = blanks[blanks.len() - 1].next;
        let span = Span::new(blanks[kept].span.start, end);
        let fix = Fix::safe("take out the blank lines", vec![Edit::delete(span)]);
        say::extra_blank(span).with_fix(fix)
    }

    /// Whether the next cue is set off from what is above it.
    fn junction(&mut self, content: &[Line], text_end: usize, head: Line) {
        let at_start = content.is_empty() && self.document.cues.is_empty();
        if text_end == content.len() && !at_start {
            let start = head.span.start;
            let fix = Fix::safe("put in a blank line", vec![self.insertion(start)]);
            let finding = say::no_blank_between(head.span).with_fix(fix);
            self.found.push(finding.with_cue(self.position()));
        }
    }

    /// Begins a cue at its timing line.
    fn open(&mut self, all: &[Line], index: Option<usize>, timing: &Timing, line: Line) {
        let head = index.map_or(line, |at| all[at]);
        let index_span = match index {
            Some(at) => lines::trim(self.text, all[at].span),
            None => Span::at(line.span.start),
        };
        let number = self.position();
        if let Some(at) = index.filter(|at| at + 1 < all.len()) {
            let blanks = &all[at + 1..];
            let span = Span::new(blanks[0].span.start, line.span.start);
            let fix = Fix::safe("take out the blank line", vec![Edit::delete(span)]);
            self.found.push(say::blank_after_index(span).with_fix(fix).with_cue(number));
            self.white_space_lines(blanks);
            self.double.0 += 1;
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
        self.timing_line(timing, line, number);
        self.open = Some(cue);
    }

    /// What there is to say about a timing line.
    fn timing_line(&mut self, timing: &Timing, line: Line, cue: u32) {
        let edges = [
            Span::new(line.span.start, timing.trimmed.start),
            Span::new(timing.trimmed.end, line.span.end),
        ];
        for edge in edges.into_iter().filter(|edge| !edge.is_empty()) {
            if edge.slice(self.text).chars().all(|c| c == '\u{feff}') {
                continue; // a byte order mark has a finding of its own
            }
            let fix = Fix::safe("take out the white space", vec![Edit::delete(edge)]);
            self.found.push(say::time_line_whitespace(edge).with_fix(fix).with_cue(cue));
        }
        self.time_faults(&timing.start, cue);
        if timing.arrow.slice(self.text) != " --> " {
            let finding = match timing.arrow_ok {
                true => say::arrow_spacing(timing.arrow),
                false => say::arrow_malformed(timing.arrow),
            };
            let fix = Fix::safe("write the arrow", vec![Edit::replace(timing.arrow, " --> ")]);
            self.found.push(finding.with_fix(fix).with_cue(cue));
        }
        self.time_faults(&timing.end, cue);
        if !timing.settings.is_empty() {
            self.found.push(say::settings(self.text, timing.settings).with_cue(cue));
        }
    }

    fn time_faults(&mut self, time: &Time, cue: u32) {
        if time.canonical {
            return;
        }
        let faults = timing::faults(self.text, time.span, self.options);
        let spelt = Clock { time: Timestamp(time.ms), mark: ',' }.to_string();
        for (fault, span) in FAULTS.into_iter().zip(faults) {
            let Some(span) = span else { continue };
            let (finding, title) = fault_finding(fault, span);
            // All faults of one time share one edit: its canonical spelling.
            let fix = match fault {
                Fault::HoursOver99 => None,
                Fault::Negative => {
                    let edits = vec![Edit::replace(time.span, "00:00:00,000")];
                    Some(Fix::risky("start at zero", edits))
                }
                _ => Some(Fix::safe(title, vec![Edit::replace(time.span, spelt.clone())])),
            };
            let mut finding = finding.with_cue(cue);
            finding.fix = fix;
            self.found.push(finding);
        }
    }
}

fn fault_finding(fault: Fault, span: Span) -> (Diagnostic, &'static str) {
    match fault {
        Fault::Negative => (say::time_negative(span), ""),
        Fault::HoursOver99 => (say::time_hours_over_99(span), ""),
        Fault::NoHours => (say::time_no_hours(span), "write the hours"),
        Fault::FieldWidth => (say::time_field_width(span), "write two digits"),
        Fault::FieldRange => (say::time_field_range(span), "carry what is over 59"),
        Fault::Separator => (say::time_separator(span), "write the usual separators"),
        Fault::Dot => (say::time_dot(span), "write the comma"),
        Fault::Space => (say::time_space(span), "take out the white space"),
        Fault::NonAsciiDigit => (say::time_nonascii_digit(span), "write ASCII digits"),
        Fault::FractionDigits => (say::time_fraction_digits(span), "write three digits"),
        Fault::NoFraction => (say::time_no_fraction(span), "write the milliseconds"),
        Fault::Frames => (say::time_frames(span), "write milliseconds for frames"),
    }
}
