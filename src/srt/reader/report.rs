//! The findings of the reader, made from the facts that it records and never read back.
//!
//! Without `TELL` nothing is reported, and nothing here does any work.

use std::collections::HashSet;

use super::eol::{self, Ending};
use super::numbering::NumberCheck;
use super::timing_line::TimingLine;
use crate::source::scan::find_arrow;
use crate::source::{Applicability, Diagnostic, DiagnosticList, Edit, Fix, Severity, Span};
use crate::srt::diagnostics;
use crate::srt::lines::{self, Line};
use crate::srt::number::{self, NotANumber};
use crate::srt::timing::{self, Broken, Timing};
use crate::srt::{Document, Fraction, ParseOptions};

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

/// Superfluous blank lines: a finding each, unless the whole file is double-spaced.
#[derive(Clone, Copy)]
struct Spare {
    place: SparePlace,
    /// The lines that can be deleted, with their terminators.
    span: Span,
    /// The last block above cannot be read: some readers skip one more block at a blank line there.
    after_unread: bool,
}

#[derive(Clone, Copy)]
enum SparePlace {
    /// Below the number of this cue.
    AfterIndex(u32),
    /// Below the timing line of this cue.
    AfterTiming(u32),
    /// The same where the text has blank lines of its own: some readers begin to read it there.
    AboveParagraphs(u32),
    /// Anywhere else outside of text.
    Between,
}

impl SparePlace {
    /// The cue whose text is cut off from its times.
    const fn cuts_off(self) -> Option<u32> {
        match self {
            Self::AfterTiming(cue) | Self::AboveParagraphs(cue) => Some(cue),
            Self::AfterIndex(_) | Self::Between => None,
        }
    }
}

pub(super) struct Report<'a, 'o, const TELL: bool> {
    text: &'a str,
    options: &'o ParseOptions,
    ending: Ending,
    found: DiagnosticList<TELL>,
    spare: Vec<Spare>,
    /// The cues that the next one follows without a blank line, in rising order.
    glued: Vec<u32>,
    /// What fractions of other than three digits most likely are; not looked at yet: `None`.
    fractions: Option<Fraction>,
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
            glued: Vec::new(),
            fractions: None,
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
        self.doubt_glued();
        self.doubt_separators(document);
        self.found.in_file_order(diagnostics::too_many_findings)
    }

    /// Parsers that skipped a cue, and would read it once its head is corrected, read the cue
    /// below as its text if no blank line separates them. So that line comes first.
    fn doubt_glued(&mut self) {
        if self.glued.is_empty() {
            return;
        }
        for finding in self.found.as_mut_slice() {
            let code = finding.code.0;
            let is_head = ["SRT_TIME_", "SRT_ARROW_", "SRT_INDEX_", "SRT_BLANK_AFTER_"]
                .iter()
                .any(|prefix| code.starts_with(prefix));
            let is_glued = finding.cue.is_some_and(|cue| self.glued.binary_search(&cue).is_ok());
            if let (true, Some(fix)) = (is_head && is_glued, &mut finding.fix) {
                fix.applicability = fix.applicability.min(Applicability::Unsafe);
            }
        }
    }

    /// A line of white space ends the text of a cue for some parsers, and an empty line does not (FFmpeg skips it): what
    /// they cannot read below would be shown. A clip ends at a block that cannot be read, unless it is taken for text
    /// of a cue that is not set off.
    fn doubt_separators(&mut self, document: &Document<'_>) {
        let odd = odd_heads(self.found.as_mut_slice());
        for finding in self.found.as_mut_slice() {
            let is_safe = match finding.code.0 {
                code if code == diagnostics::SRT_WHITESPACE_LINE.0 => {
                    is_above_regular_cue(document, finding.span.end, &odd)
                }
                code if code == diagnostics::SRT_NO_BLANK_BETWEEN.0 => document.unparsed.is_empty(),
                _ => continue,
            };
            if let (Some(fix), false) = (&mut finding.fix, is_safe) {
                fix.applicability = fix.applicability.min(Applicability::Unsafe);
            }
        }
    }

    fn last_line(&mut self) {
        // With a line ending, half a timing line might be read as a whole one.
        if self.is_truncated {
            return;
        }
        let bytes = self.text.as_bytes();
        let open = !bytes.is_empty() && !matches!(bytes.last(), Some(b'\n' | b'\r'));
        let line = memchr::memrchr2(b'\n', b'\r', bytes).map_or(0, |at| at + 1);
        if open && !lines::trim_str(&self.text[line..]).is_empty() {
            let end = Span::at(self.text.len() as u32);
            let fix = Fix::safe("add a newline", vec![self.line_end(end.start)]);
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
            && count(|place| {
                matches!(place, SparePlace::AfterTiming(_) | SparePlace::AboveParagraphs(_))
            }) == cues
    }

    /// One finding instead of many when every line of the file is followed by a blank one.
    fn double_spaced(&mut self) {
        let Some(first) = self.spare.iter().map(|spare| spare.span).min() else { return };
        let edits = self.spare.iter().map(|spare| Edit::delete(spare.span)).collect();
        let fix = Fix::safe("delete the blank lines outside the text", edits);
        self.found.push(diagnostics::double_spaced(first).with_fix(fix));
    }

    fn spare_lines(&mut self) {
        // Readers that cannot take the head of a cue may take its text for a block of its own.
        let odd = odd_heads(self.found.as_mut_slice());
        let found = self.found.as_mut_slice().iter();
        let spare = std::mem::take(&mut self.spare);
        let apart = found.filter(|found| found.code.0 == diagnostics::SRT_BLANK_IN_TEXT.0);
        let mut cut: HashSet<u32> = apart.filter_map(|found| found.cue).collect();
        cut.extend(spare.iter().filter_map(|spare| spare.place.cuts_off()));
        let is_cut = |cue: u32| cut.contains(&cue);
        for Spare { place, span, after_unread } in spare {
            let (finding, title) = match place {
                SparePlace::AfterIndex(cue) => {
                    (diagnostics::blank_after_index(span).with_cue(cue), "delete the blank line")
                }
                SparePlace::AfterTiming(cue) | SparePlace::AboveParagraphs(cue) => {
                    (diagnostics::blank_after_timing(span).with_cue(cue), "delete the blank line")
                }
                SparePlace::Between => (diagnostics::extra_blank(span), "delete the blank lines"),
            };
            let trust = match place {
                SparePlace::AboveParagraphs(_) => Applicability::Unsafe,
                SparePlace::AfterIndex(_) | SparePlace::Between if after_unread => {
                    Applicability::Unsafe
                }
                SparePlace::AfterTiming(cue) if odd.contains(&cue) => Applicability::Unsafe,
                // What takes the text above for a block of its own begins again at a blank line.
                SparePlace::AfterIndex(cue) if cue.checked_sub(1).is_some_and(is_cut) => {
                    Applicability::Unsafe
                }
                // They begin at the times now, and with the number would not begin at all.
                SparePlace::AfterIndex(_) if !is_set_off(self.text, span.start) => {
                    Applicability::Unsafe
                }
                _ => Applicability::Safe,
            };
            self.found.push(finding.with_fix(Fix::new(trust, title, vec![Edit::delete(span)])));
        }
    }

    /// An edit that inserts a line ending.
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
                .with_fix(delete("delete the control characters", span)),
            Rejection::LoneNumber { next } => diagnostics::index_trailing(span)
                .with_fix(delete("delete the number", Span::new(span.start, next))),
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
            let place = match text.iter().any(|line| line.blank) {
                true => SparePlace::AboveParagraphs(cue),
                false => SparePlace::AfterTiming(cue),
            };
            self.spare.push(Spare { place, span, after_unread: false });
        }
        let mut blank: Option<Span> = None;
        for line in text {
            if line.blank {
                let whole = Span::new(line.span.start, line.next);
                blank = Some(blank.map_or(whole, |run| run.join(whole)));
                continue;
            }
            if let Some(run) = blank.take() {
                let fix = Fix::risky("delete the blank line", vec![Edit::delete(run)]);
                let is_spaces = |line: &str| !line.trim_matches('\r').is_empty();
                let finding = match run.slice(self.text).lines().all(is_spaces) {
                    true => Diagnostic {
                        severity: Severity::Warning,
                        ..diagnostics::spaces_in_text(run)
                    },
                    false => diagnostics::blank_in_text(run),
                };
                self.found.push(finding.with_fix(fix).with_cue(cue));
            }
            let written = line.span.slice(self.text);
            if let Some(at) = find_arrow(written) {
                let at = line.span.start + at as u32;
                self.found.push(diagnostics::arrow_in_text(Span::new(at, at + 3)).with_cue(cue));
            }
            if lines::trim_str(written).is_empty() {
                // Text to most readers, so emptying it would end the cue here: all of it goes.
                let whole = Span::new(line.span.start, line.next);
                let fix = Fix::risky("delete the line", vec![Edit::delete(whole)]);
                self.found
                    .push(diagnostics::whitespace_line(line.span).with_fix(fix).with_cue(cue));
            }
            if number::read(written) != Err(NotANumber::Other) {
                self.found.push(diagnostics::number_only_text(line.span).with_cue(cue));
            }
        }
        // To some readers the line is text: emptied it would end the cue.
        self.white_space_among(text, Applicability::Unsafe);
    }

    /// The blank lines above text that are not empty: emptied they would end the cue, or the file, for some
    /// readers.
    pub(super) fn white_space_above(&mut self, lines: &[Line]) {
        self.white_space_among(lines, Applicability::Unsafe);
    }

    /// The blank lines among `lines`, outside of text, that are not empty. Above a number that a blank line separates
    /// from its times, the number would become a block of its own for other parsers, and so part of the text above.
    pub(super) fn white_space_lines(&mut self, lines: &[Line]) {
        let trust = match lines.last().is_some_and(|last| is_lone_number(self.text, last.next)) {
            true => Applicability::Unsafe,
            false => Applicability::Safe,
        };
        self.white_space_among(lines, trust);
    }

    fn white_space_among(&mut self, lines: &[Line], trust: Applicability) {
        if !TELL {
            return;
        }
        for line in lines.iter().filter(|line| line.blank && !line.span.is_empty()) {
            let fix = Fix::new(trust, "empty the line", vec![Edit::delete(line.span)]);
            self.found.push(diagnostics::whitespace_line(line.span).with_fix(fix));
        }
    }

    /// More blank lines than needed; all but `kept` go. `after_unread`: they are below a block that
    /// cannot be read.
    pub(super) fn extra_blank(&mut self, blanks: &[Line], kept: usize, after_unread: bool) {
        let (true, Some(first), Some(last)) = (TELL, blanks.get(kept), blanks.last()) else {
            return;
        };
        let span = Span::new(first.span.start, last.next);
        self.spare.push(Spare { place: SparePlace::Between, span, after_unread });
    }

    /// The blank lines between the number of a cue and its timing line. `after_unread` as above.
    pub(super) fn blank_after_index(&mut self, blanks: &[Line], cue: u32, after_unread: bool) {
        let (true, [first, .., last] | [first @ last]) = (TELL, blanks) else { return };
        let span = Span::new(first.span.start, last.next);
        self.spare.push(Spare { place: SparePlace::AfterIndex(cue), span, after_unread });
        self.white_space_lines(blanks);
    }

    /// A cue, of which `head` is the first line, right below something else.
    pub(super) fn no_blank_between(&mut self, head: Span, cue: u32) {
        if !TELL {
            return;
        }
        let fix = Fix::safe("insert a blank line", vec![self.line_end(head.start)]);
        self.glued.extend(cue.checked_sub(1));
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
                continue; // a byte order mark has its own finding
            }
            let fix = Fix::safe("delete the white space", vec![Edit::delete(edge)]);
            self.found.push(diagnostics::time_line_whitespace(edge).with_fix(fix).with_cue(cue));
        }
        let is_plain = timing.start.canonical && timing.end.canonical;
        if !(is_plain && timing.arrow.slice(self.text) == " --> ") {
            let (text, options) = (self.text, self.options);
            let fractions = &mut self.fractions;
            let likely = *fractions.get_or_insert_with(|| timing::likely_fraction(text, options));
            for finding in (TimingLine { text, options, timing, likely }).findings() {
                self.found.push(finding.with_cue(cue));
            }
        }
        if !timing.settings.is_empty() {
            self.found.push(diagnostics::settings(self.text, timing.settings).with_cue(cue));
        }
    }
}

/// The cues whose timing line is irregular.
fn odd_heads(found: &[Diagnostic]) -> HashSet<u32> {
    let is_head = |code: &str| code.starts_with("SRT_TIME_") || code.starts_with("SRT_ARROW_");
    found.iter().filter(|found| is_head(found.code.0)).filter_map(|found| found.cue).collect()
}

/// Whether a cue with a regular number and timing line follows a place, or nothing.
fn is_above_regular_cue(document: &Document<'_>, at: u32, odd: &HashSet<u32>) -> bool {
    let next = document.cues.partition_point(|cue| cue.block.start < at);
    let unread = document.unparsed.partition_point(|block| block.start < at);
    match (document.cues.get(next), document.unparsed.get(unread)) {
        (Some(cue), unread) => {
            let after_number = Span::new(cue.index.end, cue.start_span.start);
            let is_right_below = match cue.index.is_empty() {
                true => after_number.is_empty(),
                false => matches!(after_number.slice(document.source), "\n" | "\r\n" | "\r"),
            };
            let is_number = cue.index.slice(document.source).bytes().all(|b| b.is_ascii_digit());
            unread.is_none_or(|unread| cue.block.start < unread.start)
                && is_right_below
                && is_number
                && !odd.contains(&(next as u32))
        }
        (None, unread) => unread.is_none(),
    }
}

/// Whether the line at `at` is a number with a blank line below it.
fn is_lone_number(text: &str, at: u32) -> bool {
    let mut lines = lines::split(&text[at as usize..]).map(str::trim);
    let is_number = |line: &str| !line.is_empty() && line.bytes().all(|b| b.is_ascii_digit());
    lines.next().is_some_and(is_number) && lines.next().is_some_and(str::is_empty)
}

/// Whether the line that ends at `at`, with its terminator, is the first of the file or has an empty line above it, without
/// spaces or tabs.
fn is_set_off(text: &str, at: u32) -> bool {
    let without_end = |text: &str| {
        let rest = text.strip_suffix('\n').unwrap_or(text);
        rest.strip_suffix('\r').unwrap_or(rest).len()
    };
    let line_end = without_end(&text[..at as usize]);
    let Some(above) = memchr::memrchr2(b'\n', b'\r', &text.as_bytes()[..line_end]) else {
        return true;
    };
    text[..without_end(&text[..=above])].ends_with(['\n', '\r'])
}
