//! What "WebVTT file structure" requires of an author and the parsing algorithm tolerates or drops:
//! signature, header, what is between blocks, timing lines.
//!
//! The reader passes each block to the checker in file order. One fault gives one finding: the checker
//! remembers the previous block, so that consequences of a fault are not reported again.
//! Cue settings, regions and cue text are the task of `conformance`.

use super::block::{self, Block, BlockKind, Line, Stop, Timing, arrow, timing};
use super::diagnostics;
use super::metadata;
use super::repair;
use crate::chars::is_blank;
use crate::source::{Applicability, Diagnostic, DiagnosticList, Edit, Fix, Span};

/// The previous block, as far as it matters to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Before {
    Header,
    /// A cue with its text; `open` is the number of open JSON brackets after it, once computed.
    Cue {
        text: Span,
        open: Option<u32>,
    },
    Note,
    /// A style sheet, with the number of open braces after it.
    Style {
        open: u32,
    },
    Region,
    /// A block that parsers ignore.
    Stray,
    /// A stray block that is meant to be the identifier of the cue below it.
    Id,
    /// Text of a cue that a blank line separates from the timing line.
    Apart,
}

/// Collects the findings of one file.
pub(super) struct Checker<'a> {
    source: &'a str,
    /// The first line terminator of the file.
    newline: &'static str,
    findings: DiagnosticList<true>,
    before: Before,
    stop: Stop,
    /// After the last line of the block before.
    end: usize,
    /// Start of the first cue, where it has been read.
    first_cue: Option<u32>,
}

impl<'a> Checker<'a> {
    pub(super) fn new(source: &'a str, limit: usize) -> Self {
        Self {
            source,
            newline: newline_of(source),
            findings: DiagnosticList::new(limit),
            before: Before::Header,
            stop: Stop::Blank,
            end: 0,
            first_cue: None,
        }
    }

    pub(super) fn push(&mut self, finding: Diagnostic) {
        self.findings.push(finding);
    }

    /// The findings in file order.
    pub(super) fn finish(self) -> Vec<Diagnostic> {
        self.findings.in_file_order(diagnostics::too_many_findings)
    }

    /// The signature is missing or malformed. `start` follows the byte order mark, `word` the six
    /// letters a lenient reader takes for it, `after` what follows these.
    pub(super) fn bad_signature(&mut self, start: usize, word: Option<Span>) {
        let Some(word) = word else {
            let text = format!("WEBVTT{0}{0}", self.newline);
            let fix = Fix::risky("add the signature", vec![Edit::insert(start as u32, text)]);
            self.push(diagnostics::signature_missing(self.first_line(start)).with_fix(fix));
            return;
        };
        if word.start as usize == start && word.slice(self.source) == "WEBVTT" {
            let fix = Fix::safe("add a space", vec![Edit::insert(word.end, " ")]);
            self.push(diagnostics::signature_separator(word).with_fix(fix));
            return;
        }
        // The rest of the line must be set off from the signature too, or fixing one fault makes the
        // other.
        let rest = self.source.as_bytes().get(word.end as usize);
        let glued = !matches!(rest, None | Some(b' ' | b'\t' | b'\n' | b'\r'));
        let text = if glued { "WEBVTT " } else { "WEBVTT" };
        let span = Span::new(start as u32, word.end);
        let fix = Fix::risky("write `WEBVTT`", vec![Edit::replace(span, text)]);
        self.push(diagnostics::signature_missing(span).with_fix(fix));
    }

    /// The header, from after the signature: the signature's own line, then those below it.
    pub(super) fn header(&mut self, first: Line, end: usize, stop: Stop) {
        (self.before, self.stop, self.end) = (Before::Header, stop, end);
        if end > first.end {
            self.header_lines(first, end, stop);
        }
        if stop == Stop::End && end == first.end {
            let missing = if first.next > first.end { 1 } else { 2 };
            let text = self.newline.repeat(missing);
            let fix = Fix::safe("add a blank line", vec![Edit::insert(first.next as u32, text)]);
            self.push(diagnostics::header_end(Span::of(first.start..first.end)).with_fix(fix));
        }
    }

    /// The lines below the signature: metadata, each with a finding, and text that belongs to no block.
    fn header_lines(&mut self, first: Line, end: usize, stop: Stop) {
        let mut text: Option<Line> = None;
        let mut at = first.next;
        let mut is_last = true;
        while at < end {
            let line = block::line(self.source.as_bytes(), at);
            let content = line.span().slice(self.source);
            // Below the first line of a comment or a style sheet, all lines belong to that.
            let in_block = text.is_some_and(|line| is_block(line.span().slice(self.source)));
            let is_metadata = !in_block && metadata::is_metadata(content);
            match is_metadata {
                true => self.push(diagnostics::header_metadata(line.span(), content)),
                false if text.is_none() => text = Some(line),
                false => {}
            }
            is_last &= !(is_metadata && text.is_some());
            at = line.next;
        }
        let Some(line) = text else { return };
        let finding = diagnostics::header_line(line.span(), line.span().slice(self.source));
        // As a comment, metadata below it would no longer be metadata.
        let fix = is_last.then(|| {
            let note = format!("{0}NOTE{0}", self.newline);
            let mut edits = vec![Edit::insert(line.start as u32, note)];
            if stop == Stop::Arrow {
                edits.push(Edit::insert(end as u32, self.newline));
            }
            Fix::risky("make it a comment", edits)
        });
        self.push(Diagnostic { fix, ..finding });
    }

    /// Cues that the fast path has read and that are written as they should be: the start of the
    /// file's first cue, and the last of them with its text.
    pub(super) fn plain_cues(&mut self, first: u32, last: Span, text: Span) {
        self.first_cue.get_or_insert(first);
        self.before = Before::Cue { text, open: None };
        self.stop = Stop::Blank;
        self.end = last.end as usize;
    }

    /// Whether a blank line precedes what comes next.
    pub(super) fn is_set_off(&self) -> bool {
        self.stop != Stop::Arrow
    }

    /// Any block, in file order.
    pub(super) fn block(&mut self, block: &Block) {
        let before = self.before;
        let first = block.first.span().slice(self.source);
        let after = match block.kind {
            BlockKind::Cue(timing) => {
                self.separator(block);
                self.timing_line(block, &timing);
                self.keyword_id(block, first);
                self.first_cue.get_or_insert(block.first.start as u32);
                Before::Cue { text: Span::of(block.body.clone()), open: None }
            }
            BlockKind::BadTiming => self.bad_timing(block),
            BlockKind::Style => {
                self.form_feed(block, "STYLE");
                Before::Style { open: open_brackets(self.body(block), 0, (b'{', b'}')) }
            }
            BlockKind::Region => {
                self.form_feed(block, "REGION");
                Before::Region
            }
            BlockKind::Other if is_note(first) => Before::Note,
            BlockKind::Other => self.stray(block, first),
        };
        let ends_file =
            !block.is_terminated && !matches!(after, Before::Stray | Before::Id | Before::Apart);
        if ends_file {
            let fix =
                Fix::safe("add a newline", vec![Edit::insert(block.end as u32, self.newline)]);
            self.push(diagnostics::final_newline(Span::of(block.end..block.end)).with_fix(fix));
        }
        // An unreadable part in the middle of something still belongs to it.
        let inherits = self.stop == Stop::Arrow && after == Before::Stray;
        self.before = if inherits { before } else { after };
        self.stop = block.stop;
        self.end = block.end;
    }

    /// A cue right below something else, without a blank line.
    fn separator(&mut self, block: &Block) {
        if self.stop != Stop::Arrow || self.before == Before::Id {
            return;
        }
        let start = block.first.start as u32;
        let fix = Fix::safe("add a blank line", vec![Edit::insert(start, self.newline)]);
        let span = block.first.span();
        self.push(if self.before == Before::Header {
            diagnostics::header_blank_line(span).with_fix(fix)
        } else {
            diagnostics::block_separator(span).with_fix(fix)
        });
    }

    /// Checks how a timing line that parsers read is written.
    fn timing_line(&mut self, block: &Block, timing: &Timing) {
        let line = block.timing.unwrap_or(block.first);
        let bytes = self.source.as_bytes();
        let (from, to) = (timing.start_span, timing.end_span);
        let mut edits = Vec::new();
        let is_indented = from.start as usize > line.start;
        if is_indented {
            edits.push(Edit::delete(Span::new(line.start as u32, from.start)));
        }
        let arrow = from.end as usize + arrow(&bytes[from.end as usize..]).unwrap_or(0);
        let gaps = [Span::new(from.end, arrow as u32), Span::new(arrow as u32 + 3, to.start)];
        for gap in gaps {
            if gap.is_empty() || gap.slice(self.source).contains('\u{c}') {
                edits.push(Edit::replace(gap, " "));
            }
        }
        if !edits.is_empty() {
            let edited = edits.len();
            let span = Span::new(line.start as u32, to.end);
            let fix = Fix::new(self.trust(line), "correct the blanks", edits);
            self.push(match is_indented && edited == 1 {
                true => diagnostics::timing_indent(span).with_fix(fix),
                false => diagnostics::timing_spacing(span).with_fix(fix),
            });
        }
        for span in [from, to] {
            let text = span.slice(self.source);
            if text.as_bytes().get(1) == Some(&b':') {
                let edits = vec![Edit::insert(span.start, "0")];
                let fix = Fix::new(self.trust(line), "write two digits", edits);
                self.push(diagnostics::timestamp_hours(span, text).with_fix(fix));
            }
        }
        self.settings_gap(line, timing);
    }

    /// How safe a change to a timing line is: parsers that skipped the cue before read the next one as its
    /// text if no blank line separates them. So that line comes first.
    fn trust(&self, line: Line) -> Applicability {
        let rest = &self.source[line.end..];
        let mut below = rest.split('\n').skip(1).map(|line| line.trim_end_matches('\r'));
        let end = below.find(|line| line.is_empty() || line.contains("-->"));
        let is_glued = end.is_some_and(|line| !line.is_empty());
        if is_glued { Applicability::Unsafe } else { Applicability::Safe }
    }

    /// What is between the end time and the settings and between these: spaces and tabs only.
    fn settings_gap(&mut self, line: Line, timing: &Timing) {
        let settings = timing.settings;
        if settings.is_empty() {
            return;
        }
        if settings.start == timing.end_span.end {
            let edits = vec![Edit::insert(settings.start, " ")];
            let fix = Fix::new(self.trust(line), "add a space", edits);
            self.push(diagnostics::settings_separator(Span::at(settings.start)).with_fix(fix));
        }
        let rest = Span::new(timing.end_span.end, line.end as u32);
        for (at, _) in rest.slice(self.source).match_indices('\u{c}') {
            let span = Span::new(rest.start + at as u32, rest.start + at as u32 + 1);
            let fix = Fix::new(self.trust(line), "write a space", vec![Edit::replace(span, " ")]);
            self.push(diagnostics::settings_separator(span).with_fix(fix));
        }
    }

    /// NOTE, STYLE or REGION right above a timing line.
    fn keyword_id(&mut self, block: &Block, first: &str) {
        let has_id = block.timing != Some(block.first);
        let word = ["NOTE", "STYLE", "REGION"].into_iter().find(|word| {
            first.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        });
        if let Some(word) = word.filter(|_| has_id) {
            self.push(diagnostics::id_keyword(block.first.span(), word));
        }
    }

    /// A line with `-->` that is no timing line: a time that cannot be read, or an arrow where none
    /// may be.
    fn bad_timing(&mut self, block: &Block) -> Before {
        let line = block.timing.unwrap_or(block.first);
        let text = line.span().slice(self.source);
        let at = arrow(text.as_bytes()).unwrap_or(0);
        let here = line.start as u32 + at as u32;
        let sign = Span::new(here, here + 3);
        let first = block.first.span().slice(self.source);
        let half = |span, before| (diagnostics::arrow_in_note(span), before);
        let (finding, after) = if is_note(first) {
            half(sign, Before::Note)
        } else if repair::is_attempt(&text[..at], &text[at + 3..]) {
            self.bad_timestamp(line, at);
            return Before::Stray;
        } else {
            match self.before {
                Before::Cue { .. } if self.stop == Stop::Arrow => {
                    let fix = Fix::risky("write `--&gt;`", vec![Edit::replace(sign, "--&gt;")]);
                    self.push(diagnostics::arrow_in_payload(sign).with_fix(fix));
                    return Before::Stray;
                }
                Before::Note if self.stop == Stop::Arrow => half(sign, Before::Stray),
                Before::Style { .. } if self.stop == Stop::Arrow => {
                    (diagnostics::arrow_in_style(sign), Before::Stray)
                }
                Before::Region if self.stop == Stop::Arrow => {
                    (diagnostics::arrow_in_region(sign), Before::Stray)
                }
                _ if self.is_id(block) => (diagnostics::arrow_in_id(sign), Before::Id),
                _ => {
                    self.bad_timestamp(line, at);
                    return Before::Stray;
                }
            }
        };
        let fix = Fix::risky("write `->`", vec![Edit::replace(sign, "->")]);
        self.push(finding.with_fix(fix));
        after
    }

    /// Whether a block is one line with an arrow right above a timing line.
    fn is_id(&self, block: &Block) -> bool {
        let one_line = block.timing == Some(block.first) && block.body.is_empty();
        one_line && block.stop == Stop::Arrow && {
            let bytes = self.source.as_bytes();
            timing(bytes, self::block::line(bytes, block.next)).is_some()
        }
    }

    /// A time that cannot be read: one finding for the whole line, at the first such time.
    fn bad_timestamp(&mut self, line: Line, arrow: usize) {
        let text = line.span().slice(self.source);
        let place = repair::first_bad(text, arrow);
        let base = line.start as u32;
        let span = Span::new(base + place.start as u32, base + place.end as u32);
        let finding = diagnostics::timestamp_unreadable(span, span.slice(self.source));
        self.push(match repair::timing_line(text, base) {
            Some(fix) => {
                let applicability = fix.applicability.min(self.trust(line));
                finding.with_fix(Fix { applicability, ..fix })
            }
            None => finding,
        });
    }

    /// A block that is not a cue, comment, style sheet or region.
    fn stray(&mut self, block: &Block, first: &str) -> Before {
        let whole = Span::of(block.first.start..block.end);
        let body = whole.slice(self.source);
        if let Some(after) = self.definition(block, whole, first) {
            return after;
        }
        match self.before {
            Before::Style { open } if open > 0 => {
                let gap = self.gap(block);
                // Rules that take effect change what is shown.
                let fix = Fix::risky("delete the blank line", vec![Edit::delete(gap)]);
                self.push(diagnostics::style_blank_line(whole).with_fix(fix));
                return Before::Style { open: open_brackets(body, open, (b'{', b'}')) };
            }
            Before::Cue { text, open } => {
                let open = open.unwrap_or_else(|| open_json(text.slice(self.source)));
                if open > 0 {
                    let gap = self.gap(block);
                    let fix = Fix::risky("delete the blank line", vec![Edit::delete(gap)]);
                    self.push(diagnostics::payload_blank_line(whole).with_fix(fix));
                    return Before::Cue { text, open: Some(open_all(body, open)) };
                }
            }
            _ => {}
        }
        if let Some(sign) = repair::wrong_arrow(body) {
            let base = whole.start;
            let span = Span::new(base + sign.start as u32, base + sign.end as u32);
            let fix = Fix::risky("write `-->`", vec![Edit::replace(span, " --> ")]);
            self.push(diagnostics::arrow_form(span, span.slice(self.source).trim()).with_fix(fix));
            return Before::Stray;
        }
        if let Some(after) = self.apart(block, whole, body) {
            return after;
        }
        let note = format!("NOTE{}", self.newline);
        let fix = Fix::risky("make it a comment", vec![Edit::insert(whole.start, note)]);
        self.push(diagnostics::stray_block(whole).with_fix(fix));
        Before::Stray
    }

    /// A block that a blank line separates from a timing line: the number of the cue below, or the text of the cue above,
    /// as in a file in which a blank line follows every line.
    fn apart(&mut self, block: &Block, whole: Span, body: &str) -> Option<Before> {
        let lacks_text = match self.before {
            Before::Cue { text, .. } => text.slice(self.source).trim_ascii().is_empty(),
            _ => false,
        };
        let bytes = self.source.as_bytes();
        let is_number = !body.is_empty() && body.bytes().all(|b| b.is_ascii_digit());
        if is_number && block.stop == Stop::Blank && !lacks_text {
            let next = super::block::skip_newlines(bytes, block.next);
            let line = super::block::line(bytes, next);
            if line.has_arrow && timing(bytes, line).is_some() {
                let below = super::block::line(bytes, block.end).next;
                let gap = vec![Edit::delete(Span::of(below.min(next)..next))];
                let fix = Fix::risky("delete the blank line", gap);
                self.push(diagnostics::number_apart(whole).with_fix(fix));
                return Some(Before::Stray);
            }
        }
        if !(lacks_text || self.before == Before::Apart) || self.stop != Stop::Blank {
            return None;
        }
        let fix = Fix::risky("delete the blank line", vec![Edit::delete(self.gap(block))]);
        self.push(diagnostics::text_apart(whole).with_fix(fix));
        Some(Before::Apart)
    }

    /// A STYLE or REGION block that parsers do not take for one.
    fn definition(&mut self, block: &Block, whole: Span, first: &str) -> Option<Before> {
        let is_style = first.starts_with("STYLE");
        let word = if is_style { "STYLE" } else { "REGION" };
        let rest = first.strip_prefix(word)?;
        let is_bare = rest.chars().all(|c| c.is_ascii_whitespace());
        if !is_bare && !rest.starts_with(is_blank) {
            return None;
        }
        if let Some(cue) = self.first_cue {
            let text = format!("{}{1}{1}", whole.slice(self.source), self.newline);
            let edits = vec![Edit::insert(cue, text), Edit::delete(whole)];
            let fix = Fix::risky("move it before the first cue", edits);
            self.push(diagnostics::block_order(whole, word).with_fix(fix));
        } else if !is_bare {
            let text = rest.trim();
            let start = whole.start + word.len() as u32;
            let blank = (rest.len() - rest.trim_start().len()) as u32;
            let edit = Edit::replace(Span::new(start, start + blank), self.newline);
            // A style sheet or region that takes effect changes what is shown.
            let fix = Fix::risky("move the rest to the next line", vec![edit]);
            let span = Span::new(start + blank, block.first.end as u32);
            self.push(if is_style {
                diagnostics::style_line_form(span, text).with_fix(fix)
            } else {
                diagnostics::region_line_form(span, text).with_fix(fix)
            });
        } else if is_style {
            // An empty style sheet is one; a blank line right below the word makes it empty.
            let next = super::block::skip_newlines(self.source.as_bytes(), block.next);
            let text = self.first_line(next).slice(self.source);
            return Some(Before::Style { open: u32::from(text.contains('{')) });
        } else {
            self.push(diagnostics::region_id_missing(whole));
        }
        Some(Before::Stray)
    }

    /// STYLE or REGION with a form feed after it: parsers allow what the syntax does not.
    fn form_feed(&mut self, block: &Block, word: &str) {
        let rest = Span::of(block.first.start + word.len()..block.first.end);
        let text = rest.slice(self.source);
        if !text.contains('\u{c}') {
            return;
        }
        let fix = Fix::safe("delete the rest of the line", vec![Edit::delete(rest)]);
        self.push(if word == "STYLE" {
            diagnostics::style_line_form(rest, text).with_fix(fix)
        } else {
            diagnostics::region_line_form(rest, text).with_fix(fix)
        });
    }

    /// From after the terminator of the last line of the block before to this block.
    fn gap(&self, block: &Block) -> Span {
        let line = super::block::line(self.source.as_bytes(), self.end);
        Span::of(line.next.min(block.first.start)..block.first.start)
    }

    fn body(&self, block: &Block) -> &'a str {
        self.source.get(block.body.clone()).unwrap_or_default()
    }

    fn first_line(&self, start: usize) -> Span {
        super::block::line(self.source.as_bytes(), start.min(self.source.len())).span()
    }
}

/// Whether a block with this first line is a comment: "WebVTT comment block".
pub(super) fn is_note(first: &str) -> bool {
    first.strip_prefix("NOTE").is_some_and(|rest| rest.is_empty() || rest.starts_with(is_blank))
}

/// Whether a line would begin a comment, a style sheet or a region, with a blank line before it.
fn is_block(line: &str) -> bool {
    is_note(line) || matches!(line.trim_end(), "STYLE" | "REGION")
}

/// The first line terminator of a text; LF where it has none.
pub(super) fn newline_of(source: &str) -> &'static str {
    let bytes = source.as_bytes();
    match memchr::memchr2(b'\n', b'\r', bytes) {
        Some(at) if bytes[at] == b'\n' => "\n",
        Some(at) if bytes.get(at + 1) == Some(&b'\n') => "\r\n",
        Some(_) => "\r",
        None => "\n",
    }
}

/// How many brackets are open after `text` when `open` were before it.
fn open_brackets(text: &str, open: u32, (opens, closes): (u8, u8)) -> u32 {
    memchr::memchr2_iter(opens, closes, text.as_bytes()).fold(open, |open, at| {
        if text.as_bytes()[at] == opens { open.saturating_add(1) } else { open.saturating_sub(1) }
    })
}

/// Open brackets of either kind after a text that looks like JSON, else 0.
fn open_json(text: &str) -> u32 {
    if text.trim_start().starts_with(['{', '[']) { open_all(text, 0) } else { 0 }
}

fn open_all(text: &str, open: u32) -> u32 {
    let curly = open_brackets(text, open, (b'{', b'}'));
    open_brackets(text, curly, (b'[', b']'))
}
