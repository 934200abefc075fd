//! The reader: from a text to cues, unreadable blocks and findings.
//!
//! The text is cut at its timing lines. What lies between two of them is a *region*: the text of the
//! first cue, perhaps blocks that cannot be read, and the number of the second. [`super::fast`] reads
//! the regions that are canonical, [`super::region`] all others, line by line, to the same result.
//! Numbers and line ends are looked at again at the end, and only when one of them was odd.

use super::diagnostics as say;
use super::timing::{self, Timing};
use super::{Cue, Document, ParseOptions, eol, fast, lines, numbering};
use crate::source::{Diagnostic, Edit, Fix, MAX_LEN, Parsed, Span, sort_by_key};

/// Reads a text as SRT. It never fails: what is not canonical is a diagnostic, what cannot be read
/// is listed in [`Document::unparsed`].
///
/// Time and memory are linear in the length of the text.
///
/// ```
/// use cuesmith::srt::{ParseOptions, parse};
///
/// let parsed = parse("1\n00:00:01,000 --> 00:00:02.500\nHello\n", &ParseOptions::default());
/// assert_eq!(parsed.document.cues[0].end.0, 2500);
/// assert_eq!(parsed.diagnostics[0].code.0, "SRT_TIME_DOT");
/// ```
#[must_use]
pub fn parse<'a>(source: &'a str, options: &ParseOptions) -> Parsed<Document<'a>> {
    read(source, options, true)
}

/// [`parse`] with the fast path on or off: the result is the same.
pub(super) fn read<'a>(
    source: &'a str,
    options: &ParseOptions,
    use_fast: bool,
) -> Parsed<Document<'a>> {
    let fraction = options.fraction;
    let document = Document { source, cues: Vec::new(), unparsed: Vec::new(), fraction };
    if source.len() > MAX_LEN {
        let diagnostics = vec![say::too_long(Span::of(0..MAX_LEN))];
        return Parsed { document, diagnostics };
    }
    let mut reader = Reader {
        text: source,
        bytes: source.as_bytes(),
        options,
        ending: eol::Ending::of(source),
        document,
        found: Vec::new(),
        open: None,
        lines: Vec::new(),
        numbers: numbering::Watch::default(),
        cut: false,
        endings_differ: false,
        double: Default::default(),
    };
    reader.run(use_fast);
    reader.finish()
}

/// One line of the file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// The line without its terminator.
    pub(super) span: Span,
    /// Where the next line begins.
    pub(super) next: u32,
    /// Spaces and tabs only.
    pub(super) blank: bool,
}

/// Everything the reader knows while it runs.
pub(super) struct Reader<'a, 'o> {
    pub(super) text: &'a str,
    pub(super) bytes: &'a [u8],
    pub(super) options: &'o ParseOptions,
    pub(super) ending: eol::Ending,
    pub(super) document: Document<'a>,
    pub(super) found: Vec<Diagnostic>,
    /// The cue whose timing line was read last and whose text comes now.
    pub(super) open: Option<Cue>,
    /// The lines of the region at hand; kept to be used again.
    pub(super) lines: Vec<Line>,
    pub(super) numbers: numbering::Watch,
    /// The last line of the file is a timing line that is cut off.
    pub(super) cut: bool,
    /// Some line does not end as the first one does.
    pub(super) endings_differ: bool,
    /// Cues with a blank line below the number, and below the times.
    pub(super) double: (usize, usize),
}

impl<'a> Reader<'a, '_> {
    fn run(&mut self, use_fast: bool) {
        let mut at = self.text.len() - self.text.trim_start_matches('\u{feff}').len();
        let use_fast = use_fast && self.ending.is_usual();
        if use_fast {
            at = fast::first(self, at);
        }
        while at < self.bytes.len() || self.open.is_some() {
            if use_fast && self.open.is_some() {
                at = fast::run(self, at);
                if self.open.is_none() {
                    return;
                }
            }
            at = self.region(at);
        }
    }

    /// Reads from `at` to behind the next timing line, or to the end of the text.
    fn region(&mut self, mut at: usize) -> usize {
        let mut lines = std::mem::take(&mut self.lines);
        lines.clear();
        while at < self.bytes.len() {
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
                    return if read_on { at } else { self.bytes.len() };
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
        let (end, next) = self.ending.line(self.bytes, at);
        if next > end && !self.ending.matches(&self.bytes[end..next]) {
            self.endings_differ = true;
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
    pub(super) fn is_unended(&self, line: Line) -> bool {
        line.span.end as usize == self.bytes.len()
    }

    /// Zero-based position of the cue that is open.
    pub(super) fn position(&self) -> u32 {
        self.document.cues.len() as u32
    }

    fn finish(mut self) -> Parsed<Document<'a>> {
        let whole = Span::of(0..self.text.len());
        if self.document.cues.is_empty() && self.document.unparsed.is_empty() {
            self.found.push(say::empty_file(whole));
        }
        self.numbers.check(&self.document, self.ending, &mut self.found);
        if self.endings_differ || !self.ending.is_usual() {
            eol::check(self.text, self.ending, &mut self.found);
        }
        self.check_last_line();
        self.check_double_spaced();
        // Stable: two findings at one place stay in the order they were made.
        sort_by_key(&mut self.found, |d| d.span);
        Parsed { document: self.document, diagnostics: self.found }
    }

    fn check_last_line(&mut self) {
        // With a line end, half a timing line might be read as a whole one.
        if self.found.iter().any(|d| d.code.0 == "SRT_TRUNCATED") {
            return;
        }
        let open = !self.bytes.is_empty() && !matches!(self.bytes.last(), Some(b'\n' | b'\r'));
        let line = memchr::memrchr2(b'\n', b'\r', self.bytes).map_or(0, |at| at + 1);
        if open && !lines::trim_str(&self.text[line..]).is_empty() {
            let end = Span::at(self.text.len() as u32);
            let fix = Fix::safe("end the last line", vec![self.insertion(end.start)]);
            self.found.push(say::no_final_newline(end).with_fix(fix));
        }
    }

    /// One finding instead of many when every line of the file is followed by a blank one.
    fn check_double_spaced(&mut self) {
        let cues = self.document.cues.len();
        if cues < 2 || self.double != (cues, cues) {
            return;
        }
        let mut edits = Vec::new();
        let mut first: Option<Span> = None;
        self.found.retain_mut(|d| {
            let of_it = matches!(
                d.code.0,
                "SRT_BLANK_AFTER_INDEX" | "SRT_BLANK_AFTER_TIMING" | "SRT_EXTRA_BLANK"
            );
            if of_it {
                first = Some(first.map_or(d.span, |old| old.min(d.span)));
                edits.extend(d.fix.take().into_iter().flat_map(|fix| fix.edits));
            }
            !of_it
        });
        if let Some(span) = first {
            let fix = Fix::safe("take out the blank lines outside the text", edits);
            self.found.push(say::double_spaced(span).with_fix(fix));
        }
    }

    /// An edit that puts a line end in.
    pub(super) fn insertion(&self, at: u32) -> Edit {
        Edit::insert(at, self.ending.as_str())
    }
}
