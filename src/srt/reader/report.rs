//! What the reader noticed, as findings: made of the facts that it gives, never read back.
//!
//! Without `TELL` nothing is reported, and nothing here does any work.

use super::eol::{self, Ending};
use super::numbering::NumberCheck;
use crate::source::scan::find_arrow;
use crate::source::{Diagnostic, DiagnosticList, Edit, Fix, Span};
use crate::srt::diagnostics;
use crate::srt::lines::{self, Line};
use crate::srt::number::{self, NotANumber};
use crate::srt::timing::{self, Broken, FAULTS, Fault, Time, Timing};
use crate::srt::{Document, ParseOptions};
use crate::time::{Clock, Timestamp};

/// Why a block could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rejection {
    /// The file ends in the middle of a timing line.
    Truncated,
    /// Control characters at the end of the file.
    Padding,
    /// A number at the end of the file. `next`: after its line terminator.
    LoneNumber { next: u32 },
    /// A number that fits, with text below it.
    NoTiming,
    /// A line that was meant as a timing line.
    Timing(Broken),
}

/// Blank lines that need not be there: a finding each, unless the whole file is double-spaced.
#[derive(Clone, Copy)]
struct Spare {
    place: SparePlace,
    /// The lines that can go, with their terminators.
    span: Span,
}

#[derive(Clone, Copy)]
enum SparePlace {
    /// Below the number of this cue.
    AfterIndex(u32),
    /// Below the timing line of this cue.
    AfterTiming(u32),
    /// Anywhere else outside of text.
    Between,
}

pub(super) struct Report<'a, 'o, const TELL: bool> {
    text: &'a str,
    options: &'o ParseOptions,
    ending: Ending,
    found: DiagnosticList<TELL>,
    spare: Vec<Spare>,
    /// The file ends in the middle of a timing line.
    is_truncated: bool,
    /// Some line does not end as the first one does.
    pub(super) endings_differ: bool,
}

impl<'a, 'o, const TELL: bool> Report<'a, 'o, TELL> {
    pub(super) fn new(text: &'a str, options: &'o ParseOptions, ending: Ending) -> Self {
        Self {
            text,
            options,
            ending,
            found: DiagnosticList::new(options.max_diagnostics),
            spare: Vec::new(),
            is_truncated: false,
            endings_differ: false,
        }
    }

    /// All findings in file order, with those on the file as a whole.
    pub(super) fn finish(
        mut self,
        document: &Document<'_>,
        numbers: NumberCheck,
    ) -> Vec<Diagnostic> {
        if !TELL {
            return Vec::new();
        }
        if document.cues.is_empty() && document.unparsed.is_empty() {
            self.found.push(diagnostics::empty_file(Span::of(0..self.text.len())));
        }
        let is_double_spaced = self.is_double_spaced(document.cues.len());
        if !is_double_spaced {
            self.spare_lines();
        }
        numbers.check(document, self.ending, &mut self.found);
        if self.endings_differ || !self.ending.is_usual() {
            eol::check(self.text, self.ending, &mut self.found);
        }
        self.last_line();
        if is_double_spaced {
            self.double_spaced();
        }
        self.found.in_file_order(diagnostics::too_many_findings)
    }

    fn last_line(&mut self) {
        // With a line end, half a timing line might be read as a whole one.
        if self.is_truncated {
            return;
        }
        let bytes = self.text.as_bytes();
        let open = !bytes.is_empty() && !matches!(bytes.last(), Some(b'\n' | b'\r'));
        let line = memchr::memrchr2(b'\n', b'\r', bytes).map_or(0, |at| at + 1);
        if open && !lines::trim_str(&self.text[line..]).is_empty() {
            let end = Span::at(self.text.len() as u32);
            let fix = Fix::safe("end the last line", vec![self.line_end(end.start)]);
            self.found.push(diagnostics::no_final_newline(end).with_fix(fix));
        }
    }

    /// Whether every number and every timing line of the file is followed by a blank line.
    fn is_double_spaced(&self, cues: usize) -> bool {
        let count = |of: fn(&SparePlace) -> bool| {
            self.spare.iter().filter(|spare| of(&spare.place)).count()
        };
        cues >= 2
            && count(|place| matches!(place, SparePlace::AfterIndex(_))) == cues
            && count(|place| matches!(place, SparePlace::AfterTiming(_))) == cues
    }

    /// One finding instead of many when every line of the file is followed by a blank one.
    fn double_spaced(&mut self) {
        let Some(first) = self.spare.iter().map(|spare| spare.span).min() else { return };
        let edits = self.spare.iter().map(|spare| Edit::delete(spare.span)).collect();
        let fix = Fix::safe("take out the blank lines outside the text", edits);
        self.found.push(diagnostics::double_spaced(first).with_fix(fix));
    }

    fn spare_lines(&mut self) {
        for Spare { place, span } in std::mem::take(&mut self.spare) {
            let (finding, title) = match place {
                SparePlace::AfterIndex(cue) => {
                    (diagnostics::blank_after_index(span).with_cue(cue), "take out the blank line")
                }
                SparePlace::AfterTiming(cue) => {
                    (diagnostics::blank_after_timing(span).with_cue(cue), "take out the blank line")
                }
                SparePlace::Between => (diagnostics::extra_blank(span), "take out the blank lines"),
            };
            self.found.push(finding.with_fix(Fix::safe(title, vec![Edit::delete(span)])));
        }
    }

    /// An edit that puts a line end in.
    fn line_end(&self, at: u32) -> Edit {
        Edit::insert(at, self.ending.as_str())
    }

    pub(super) fn too_many_cues(&mut self, rest: Span) {
        self.found.add(|| diagnostics::too_many_cues(rest));
    }

    /// A block that could not be read; `span` is where that shows.
    pub(super) fn unread(&mut self, why: Rejection, span: Span) {
        if !TELL {
            return;
        }
        self.is_truncated |= why == Rejection::Truncated;
        let delete = |title, span| Fix::safe(title, vec![Edit::delete(span)]);
        self.found.push(match why {
            Rejection::Truncated => diagnostics::truncated(span),
            Rejection::Padding => diagnostics::trailing_garbage(span)
                .with_fix(delete("take out the control characters", span)),
            Rejection::LoneNumber { next } => diagnostics::index_trailing(span)
                .with_fix(delete("take out the number", Span::new(span.start, next))),
            Rejection::NoTiming | Rejection::Timing(Broken::Missing) => {
                diagnostics::time_missing(span)
            }
            Rejection::Timing(Broken::Frames) => diagnostics::time_frames(span),
            Rejection::Timing(Broken::Arrow) => diagnostics::arrow_malformed(span),
            Rejection::Timing(Broken::Invalid) => diagnostics::time_invalid(span),
        });
    }

    /// The signature of WebVTT before the first cue.
    pub(super) fn header(&mut self, line: Span) {
        self.found.add(|| diagnostics::webvtt_header(line));
    }

    /// Text before the first cue; `whole`: there is nothing else in the file.
    pub(super) fn before_cues(&mut self, span: Span, whole: bool) {
        self.found.add(|| match whole {
            true => diagnostics::not_srt(span),
            false => diagnostics::leading_garbage(span),
        });
    }

    /// Findings on the text lines of a cue; `above` are the blank lines below its
    /// timing line.
    pub(super) fn cue_text(&mut self, text: &[Line], above: &[Line], cue: u32) {
        if !TELL {
            return;
        }
        if let (Some(first), Some(last), false) = (above.first(), above.last(), text.is_empty()) {
            let span = Span::new(first.span.start, last.next);
            self.spare.push(Spare { place: SparePlace::AfterTiming(cue), span });
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
                self.found.push(diagnostics::blank_in_text(run).with_fix(fix).with_cue(cue));
            }
            let written = line.span.slice(self.text);
            if let Some(at) = find_arrow(written) {
                let at = line.span.start + at as u32;
                self.found.push(diagnostics::arrow_in_text(Span::new(at, at + 3)).with_cue(cue));
            }
            if lines::trim_str(written).is_empty() {
                // Text to most readers, so emptying it would end the cue here.
                let fix = Fix::risky("take out the line", vec![Edit::delete(line.span)]);
                self.found
                    .push(diagnostics::whitespace_line(line.span).with_fix(fix).with_cue(cue));
            }
            if number::read(written) != Err(NotANumber::Other) {
                self.found.push(diagnostics::number_only_text(line.span).with_cue(cue));
            }
        }
        self.white_space_lines(text);
    }

    /// The blank lines among `lines` that are not empty.
    pub(super) fn white_space_lines(&mut self, lines: &[Line]) {
        if !TELL {
            return;
        }
        for line in lines.iter().filter(|line| line.blank && !line.span.is_empty()) {
            let fix = Fix::safe("empty the line", vec![Edit::delete(line.span)]);
            self.found.push(diagnostics::whitespace_line(line.span).with_fix(fix));
        }
    }

    /// More blank lines than needed; all but `kept` go.
    pub(super) fn extra_blank(&mut self, blanks: &[Line], kept: usize) {
        let (true, Some(first), Some(last)) = (TELL, blanks.get(kept), blanks.last()) else {
            return;
        };
        let span = Span::new(first.span.start, last.next);
        self.spare.push(Spare { place: SparePlace::Between, span });
    }

    /// The blank lines between the number of a cue and its timing line.
    pub(super) fn blank_after_index(&mut self, blanks: &[Line], cue: u32) {
        let (true, [first, .., last] | [first @ last]) = (TELL, blanks) else { return };
        let span = Span::new(first.span.start, last.next);
        self.spare.push(Spare { place: SparePlace::AfterIndex(cue), span });
        self.white_space_lines(blanks);
    }

    /// A cue, of which `head` is the first line, right below something else.
    pub(super) fn no_blank_between(&mut self, head: Span, cue: u32) {
        if !TELL {
            return;
        }
        let fix = Fix::safe("put in a blank line", vec![self.line_end(head.start)]);
        self.found.push(diagnostics::no_blank_between(head).with_fix(fix).with_cue(cue));
    }

    /// Findings on a timing line.
    pub(super) fn timing_line(&mut self, timing: &Timing, line: Line, cue: u32) {
        if !TELL {
            return;
        }
        let edges = [
            Span::new(line.span.start, timing.trimmed.start),
            Span::new(timing.trimmed.end, line.span.end),
        ];
        for edge in edges.into_iter().filter(|edge| !edge.is_empty()) {
            if edge.slice(self.text).chars().all(|c| c == '\u{feff}') {
                continue; // a byte order mark has a finding of its own
            }
            let fix = Fix::safe("take out the white space", vec![Edit::delete(edge)]);
            self.found.push(diagnostics::time_line_whitespace(edge).with_fix(fix).with_cue(cue));
        }
        self.time(&timing.start, cue);
        if timing.arrow.slice(self.text) != " --> " {
            let finding = match timing.arrow_ok {
                true => diagnostics::arrow_spacing(timing.arrow),
                false => diagnostics::arrow_malformed(timing.arrow),
            };
            let fix = Fix::safe("write the arrow", vec![Edit::replace(timing.arrow, " --> ")]);
            self.found.push(finding.with_fix(fix).with_cue(cue));
        }
        self.time(&timing.end, cue);
        if !timing.settings.is_empty() {
            self.found.push(diagnostics::settings(self.text, timing.settings).with_cue(cue));
        }
    }

    fn time(&mut self, time: &Time, cue: u32) {
        if time.canonical {
            return;
        }
        let faults = timing::faults(self.text, time.span, self.options);
        let canonical = Clock { time: Timestamp(time.ms), mark: ',' }.to_string();
        for (fault, span) in FAULTS.into_iter().zip(faults) {
            let Some(span) = span else { continue };
            let (finding, title) = fault_finding(fault, span);
            // All faults of one time share one edit: its canonical form.
            let fix = match fault {
                Fault::HoursOver99 => None,
                Fault::Negative => {
                    let edits = vec![Edit::replace(time.span, "00:00:00,000")];
                    Some(Fix::risky("start at zero", edits))
                }
                _ => Some(Fix::safe(title, vec![Edit::replace(time.span, canonical.clone())])),
            };
            self.found.push(Diagnostic { fix, ..finding.with_cue(cue) });
        }
    }
}

fn fault_finding(fault: Fault, span: Span) -> (Diagnostic, &'static str) {
    match fault {
        Fault::Negative => (diagnostics::time_negative(span), ""),
        Fault::HoursOver99 => (diagnostics::time_hours_over_99(span), ""),
        Fault::NoHours => (diagnostics::time_no_hours(span), "write the hours"),
        Fault::FieldWidth => (diagnostics::time_field_width(span), "write two digits"),
        Fault::FieldRange => (diagnostics::time_field_range(span), "carry what is over 59"),
        Fault::Separator => (diagnostics::time_separator(span), "write the usual separators"),
        Fault::Dot => (diagnostics::time_dot(span), "write the comma"),
        Fault::Space => (diagnostics::time_space(span), "take out the white space"),
        Fault::NonAsciiDigit => (diagnostics::time_nonascii_digit(span), "write ASCII digits"),
        Fault::FractionDigits => (diagnostics::time_fraction_digits(span), "write three digits"),
        Fault::NoFraction => (diagnostics::time_no_fraction(span), "write the milliseconds"),
        Fault::Frames => (diagnostics::time_frames(span), "write milliseconds for frames"),
    }
}
