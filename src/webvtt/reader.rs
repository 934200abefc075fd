//! The reader: "WebVTT file parsing", from the signature to the last block.
//!
//! `block` says where a block ends and what it is; here the blocks become a [`Document`], and
//! `authoring` is given each so that it can report what an author should have written.

use super::authoring::{Checker, is_note};
use super::block::{self, Block, BlockKind, Stop};
use super::diagnostics;
use super::{Cue, Document, StyleBlock, fast, region};
use crate::format::webvtt_signature;
use crate::source::{MAX_LEN, Parsed, Span};

/// How to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseOptions {
    /// Continue although the signature is missing, so that a linter can check the rest. The
    /// document still has `loads: false`. Default false.
    pub lenient_signature: bool,
    /// Maximum number of cues; the rest of a file with more becomes one stray block. Default 10 million.
    pub max_cues: usize,
    /// Maximum number of diagnostics. Default 100,000.
    pub max_diagnostics: usize,
}

impl Default for ParseOptions {
    fn default() -> Self {
        Self { lenient_signature: false, max_cues: 10_000_000, max_diagnostics: 100_000 }
    }
}

/// Reads a WebVTT file by the parsing algorithm ("WebVTT file parsing"). Never fails: a file without
/// the signature, or over 4 GiB, has no cues and a finding about it.
///
/// ```
/// use cuesmith::webvtt::{ParseOptions, parse};
///
/// let text = "WEBVTT\n\n00:01.000-->00:02.500\nFish &amp; chips\n";
/// let parsed = parse(text, &ParseOptions::default());
/// let cue = &parsed.document.cues[0];
/// assert_eq!((cue.start.0, cue.end.0), (1000, 2500));
/// assert_eq!(parsed.document.text(cue), "Fish &amp; chips");
/// assert_eq!(parsed.diagnostics[0].code.0, "VTT_TIMING_SPACING");
/// ```
#[must_use]
pub fn parse<'a>(source: &'a str, options: &ParseOptions) -> Parsed<Document<'a>> {
    read::<true>(source, options, true)
}

/// The document that [`parse`] gives, without findings and the work for them.
#[must_use]
pub fn parse_silently<'a>(source: &'a str, options: &ParseOptions) -> Document<'a> {
    read::<false>(source, options, true).document
}

/// [`parse`], or without `TELL` [`parse_silently`], with or without the fast path: the result is the
/// same.
pub(super) fn read<'a, const TELL: bool>(
    source: &'a str,
    options: &ParseOptions,
    is_fast: bool,
) -> Parsed<Document<'a>> {
    let mut reader = Reader::<TELL>::new(source, options);
    reader.is_fast = is_fast;
    if source.len() <= MAX_LEN {
        reader.read();
    } else if TELL {
        reader.checker.push(diagnostics::too_long(Span::default(), source.len()));
    }
    let diagnostics = if TELL { reader.checker.finish() } else { Vec::new() };
    Parsed { document: reader.document, diagnostics }
}

struct Reader<'a, 'o, const TELL: bool> {
    bytes: &'a [u8],
    options: &'o ParseOptions,
    document: Document<'a>,
    /// Not used without `TELL`.
    checker: Checker<'a>,
    is_fast: bool,
}

impl<'a, 'o, const TELL: bool> Reader<'a, 'o, TELL> {
    fn new(source: &'a str, options: &'o ParseOptions) -> Self {
        let document = Document {
            source,
            loads: false,
            signature: Span::default(),
            header: Span::default(),
            cues: Vec::new(),
            regions: Vec::new(),
            regions_by_id: Vec::new(),
            styles: Vec::new(),
            notes: Vec::new(),
            strays: Vec::new(),
        };
        let checker = Checker::new(source, options.max_diagnostics);
        Self { bytes: source.as_bytes(), options, document, checker, is_fast: true }
    }

    fn read(&mut self) {
        if let Some(at) = self.read_signature() {
            let at = self.read_header(at);
            self.read_blocks(at);
        }
        self.document.index_regions();
    }

    /// The signature. Returns where the text after it begins; `None` when reading stops here.
    fn read_signature(&mut self) -> Option<usize> {
        // "UTF-8 decode" takes one byte order mark off.
        let start = if self.bytes.starts_with("\u{feff}".as_bytes()) { 3 } else { 0 };
        let signature = b"WEBVTT";
        let after = start + signature.len();
        let found = self.bytes[start..].starts_with(signature);
        if found && matches!(self.bytes.get(after), None | Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.document.loads = true;
            self.document.signature = Span::of(start..after);
            return Some(after);
        }
        let malformed = webvtt_signature(self.document.source).map(Span::of);
        if TELL {
            self.checker.bad_signature(start, malformed);
        }
        self.document.signature = Span::at(start as u32);
        self.document.header = Span::at(start as u32);
        if !self.options.lenient_signature {
            return None;
        }
        self.document.signature = malformed.unwrap_or(Span::at(start as u32));
        Some(self.document.signature.end as usize)
    }

    /// The header: the rest of the signature's line and the lines below it. Returns where the first
    /// block may begin.
    fn read_header(&mut self, at: usize) -> usize {
        if self.document.signature.is_empty() {
            return block::skip_newlines(self.bytes, at);
        }
        let first = block::line(self.bytes, at);
        let mut end = first.end;
        let mut next = first.next;
        let mut stop = Stop::End;
        while next > end {
            let line = block::line(self.bytes, next);
            if line.has_arrow || line.is_empty() {
                stop = match line {
                    line if line.has_arrow => Stop::Arrow,
                    line if line.next > line.end => Stop::Blank,
                    _ => Stop::End,
                };
                break;
            }
            (end, next) = (line.end, line.next);
        }
        let blank = block::skip_blanks(&self.bytes[..first.end], at);
        let start = if blank == first.end && end > blank { first.next } else { blank };
        self.document.header = Span::of(start.min(end)..end);
        if TELL {
            self.checker.header(first, end, stop);
        }
        block::skip_newlines(self.bytes, next)
    }

    fn read_blocks(&mut self, mut at: usize) {
        while at < self.bytes.len() {
            // Whatever lacks the blank line before it is the slow path's to report.
            if self.is_fast && (!TELL || self.checker.is_set_off()) {
                at = self.read_plain_cues(at);
            }
            if self.document.cues.len() >= self.options.max_cues && at < self.bytes.len() {
                let rest = self.document.source[at..].trim_end_matches(['\n', '\r']).len();
                let rest = Span::of(at..at + rest);
                self.document.strays.push(rest);
                if TELL {
                    self.checker.push(diagnostics::too_many_cues(rest, self.options.max_cues));
                }
                return;
            }
            if at >= self.bytes.len() {
                return;
            }
            let block = block::collect(self.bytes, at, !self.document.cues.is_empty());
            if TELL {
                self.checker.block(&block);
            }
            self.add(&block);
            at = block::skip_newlines(self.bytes, block.next);
        }
    }

    /// Cues from `start` on as long as the fast path can read them. Returns where it could not.
    fn read_plain_cues(&mut self, start: usize) -> usize {
        let cues = &mut self.document.cues;
        let before = cues.len();
        let at = fast::cues(self.bytes, start, cues, self.options.max_cues);
        if TELL && cues.len() > before {
            let (first, last) = (cues[0].block.start, cues[cues.len() - 1]);
            self.checker.plain_cues(first, last.block, last.payload);
        }
        at
    }

    fn add(&mut self, block: &Block) {
        let whole = Span::of(block.first.start..block.end);
        let body =
            if block.body.is_empty() { Span::at(whole.end) } else { Span::of(block.body.clone()) };
        match block.kind {
            BlockKind::Cue(timing) => {
                let has_id = block.timing != Some(block.first);
                let id = if has_id { block.first.span() } else { Span::at(whole.start) };
                self.document.cues.push(Cue {
                    block: whole,
                    id,
                    start: timing.start,
                    end: timing.end,
                    start_span: timing.start_span,
                    end_span: timing.end_span,
                    settings: timing.settings,
                    payload: body,
                });
            }
            BlockKind::Style => self.document.styles.push(StyleBlock { block: whole, text: body }),
            BlockKind::Region => {
                self.document.regions.push(region::parse(self.document.source, whole, body));
            }
            BlockKind::Other if is_note(self.document.slice(block.first.span())) => {
                self.document.notes.push(whole);
            }
            BlockKind::BadTiming | BlockKind::Other => self.document.strays.push(whole),
        }
    }
}
