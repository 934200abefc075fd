//! ENC004: control characters and other characters that are not text.

use super::super::line::SourceLines;
use crate::format::Format;
use crate::lint::rule::docs;
use crate::lint::{Findings, Reference, Rule, Subject};
use crate::source::scan::{BLOCK, Block};
use crate::source::{Applicability, Diagnostic, Edit, Fix, Severity, Span};

docs! {
    /// ## What it does
    ///
    /// Finds control characters other than tab and line endings (NUL, the rest of C0, DEL, C1), U+FFFD,
    /// and bidirectional embeddings, overrides and isolates that are opened and not closed on their
    /// line, or closed without being open. Balanced ones, and the marks LRM, RLM and ALM, are fine.
    ///
    /// ## Why
    ///
    /// ffmpeg ends a cue at a NUL; a WebVTT parser shows U+FFFD instead. Other control characters show
    /// nothing, or a box, and break search. C1 characters are mostly Windows-1252 punctuation that was
    /// read as Latin-1: U+0092 for `’`. U+FFFD means that a converter lost a character. A line that
    /// leaves an embedding open is shown in the wrong order where a player joins lines.
    ///
    /// ## Example
    ///
    /// A line with the bytes `49 74 C2 92 73` (`It`, U+0092, `s`) is found; with `49 74 E2 80 99 73`
    /// (`It’s`) it is right.
    ///
    /// ## How to fix
    ///
    /// Deleting a control character from plain cue text is safe. For a NUL, in a line with markup, or
    /// outside cue text, the same fix is unsafe: a NUL may replace a lost character, and the characters
    /// on both sides could form a tag. In WebVTT a NUL is replaced by U+FFFD, which is what parsers
    /// show; that is safe. For C1 characters and open embeddings the likely repair is only suggested; a
    /// lost character has to be typed again.
    ///
    /// Severity: warning; info for bidirectional controls.
    ///
    /// ## Where it comes from
    ///
    /// W3C WebVTT, file parsing (NUL); UAX #9 for what is balanced: embeddings and isolates end with
    /// the paragraph, and a line end in a cue is one. bbc/ttml-validator reports control characters as
    /// well.
}

pub(super) static RULE: Rule = Rule {
    code: "ENC004",
    name: "control-characters",
    summary: "the text has control characters, U+FFFD or unbalanced bidi controls",
    severity: Severity::Warning,
    fix: Some(Applicability::Safe),
    passes_on: &["VTT_NUL"],
    references: &[
        Reference {
            title: "W3C WebVTT, section 6.1, file parsing",
            url: "https://w3c.github.io/webvtt/#file-parsing",
            read_on: "2026-11-22",
        },
        Reference {
            title: "Unicode UAX #9, rules X1 to X8",
            url: "https://www.unicode.org/reports/tr9/#Explicit_Levels_and_Directions",
            read_on: "2026-11-22",
        },
    ],
    docs: DOCS,
    source: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let text = subject.text();
    let mut bidi = Bidi::default();
    let mut plain = PlainText::new(*subject);
    // The end of the last character of the previous finding.
    let mut done = 0;
    each_suspect(text.as_bytes(), |at| {
        let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { return };
        if at < done {
            return;
        }
        if is_bidi(c) {
            bidi.take(text, at, c);
            return;
        }
        if !is_control(c) && c != '\u{fffd}' {
            return;
        }
        done = at + run_of(&text[at..], c);
        let span = Span::of(at..done);
        if c == '\0' && subject.format == Format::WebVtt {
            return; // The reader's VTT_NUL.
        }
        // ENC001 reports what the decoder could not read.
        if subject.source.invalid.binary_search_by_key(&span.start, |bad| bad.start).is_ok() {
            return;
        }
        let finding = describe(&mut plain, findings, span, c);
        findings.push(finding);
    });
    bidi.line_ends();
    bidi.report(findings);
}

/// Calls `found` with the offset of every byte of interest: C0 and DEL, and the first bytes
/// of what may be C1, a bidi control or U+FFFD.
fn each_suspect(bytes: &[u8], mut found: impl FnMut(usize)) {
    for at in (0..bytes.len()).step_by(BLOCK) {
        let block = Block::load(bytes, at);
        let white = block.equal(b'\t') | block.equal(b'\n') | block.equal(b'\r');
        let mut mask = (block.below(0x20) & !white) | block.equal(0x7f);
        if block.non_ascii() != 0 {
            mask |= block.equal(0xc2) | block.equal(0xe2) | block.equal(0xef);
        }
        if bytes.len() - at < BLOCK {
            mask &= (1 << (bytes.len() - at)) - 1;
        }
        while mask != 0 {
            found(at + mask.trailing_zeros() as usize);
            mask &= mask - 1;
        }
    }
}

const fn is_control(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}')
}

const fn is_bidi(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

const fn is_isolate(c: char) -> bool {
    matches!(c, '\u{2066}'..='\u{2069}')
}

/// Length in bytes of the run of one character at the start of `text`.
fn run_of(text: &str, c: char) -> usize {
    text.len() - text.trim_start_matches(c).len()
}

fn describe(plain: &mut PlainText<'_>, findings: &Findings<'_>, span: Span, c: char) -> Diagnostic {
    let name = format!("U+{:04X}", u32::from(c));
    let count = span.len() as usize / c.len_utf8();
    let times = if count > 1 { format!(" ({count} times)") } else { String::new() };
    let delete = vec![Edit::delete(span)];
    match c {
        '\u{fffd}' => findings.finding(
            span,
            format!("U+FFFD{times}: a character was lost when the file was converted"),
        ),
        '\u{80}'..='\u{9f}' => {
            let finding = findings.finding(
                span,
                format!("control character {name}{times}, often Windows-1252 read as Latin-1"),
            );
            let fix = match windows_1252(c) {
                Some(meant) => Fix::show(
                    format!("write `{meant}`"),
                    vec![Edit::replace(span, meant.to_string().repeat(count))],
                ),
                None => Fix::show("delete it", delete),
            };
            finding.with_fix(fix)
        }
        '\0' => findings
            .finding(span, format!("NUL{times}: parsers end the text here or show U+FFFD"))
            .with_fix(Fix::risky("delete it", delete)),
        _ => {
            let fix = if matches!(c, '\u{b}' | '\u{c}') {
                // They separate words, and some parsers end the line there.
                Fix::risky("write a space", vec![Edit::replace(span, " ")])
            } else {
                Fix::new(plain.trust_deleting(span), "delete it", delete)
            };
            findings.finding(span, format!("control character {name}{times}")).with_fix(fix)
        }
    }
}

/// How safe it is to delete something from a line.
struct PlainText<'a> {
    subject: Subject<'a>,
    lines: SourceLines<'a>,
    /// Whether the current line has letters and no characters of markup.
    is_plain: bool,
}

impl<'a> PlainText<'a> {
    fn new(subject: Subject<'a>) -> Self {
        Self { subject, lines: SourceLines::new(subject.text(), is_control), is_plain: false }
    }

    fn trust_deleting(&mut self, span: Span) -> Applicability {
        let (line, is_other) = self.lines.around(span);
        if line.ink.is_empty() {
            // The remaining blank line may end the cue.
            return Applicability::Show;
        }
        if is_other {
            let text = line.ink.slice(self.subject.text());
            self.is_plain = !text.contains(['<', '>', '&', '{', '}', '\\'])
                && text.chars().any(char::is_alphabetic);
        }
        let cues = &self.subject.timeline.cues;
        let after = cues.partition_point(|cue| cue.origin.payload.start <= span.start);
        let cue = after.checked_sub(1).and_then(|at| cues.get(at));
        if self.is_plain && cue.is_some_and(|cue| cue.origin.payload.contains(span)) {
            Applicability::Safe
        } else {
            // Structure, or characters that could join into markup.
            Applicability::Unsafe
        }
    }
}

/// The character that the byte of a C1 character means in Windows-1252.
fn windows_1252(c: char) -> Option<char> {
    const HIGH: &str = "€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ";
    let at = u32::from(c).checked_sub(0x80)? as usize;
    HIGH.chars().nth(at).filter(|c| *c != '\0')
}

/// The bidirectional controls that are open on the current line, and those that were left open or
/// closed without being open in the file so far.
#[derive(Default)]
struct Bidi {
    /// Where the current line ends.
    line_end: usize,
    open: Vec<(usize, char)>,
    /// How many of them are isolates.
    isolates: usize,
    unclosed: Vec<Edit>,
    unopened: Vec<Span>,
    first: Option<Span>,
}

impl Bidi {
    fn take(&mut self, text: &str, at: usize, c: char) {
        if at >= self.line_end {
            self.line_ends();
            self.line_end = memchr::memchr2(b'\n', b'\r', &text.as_bytes()[at..])
                .map_or(text.len(), |len| at + len);
        }
        let closed = match c {
            '\u{2069}' => self.close_isolate(),
            // An embedding is closed only where no isolate is between (UAX #9, X7).
            '\u{202c}' => self.open.pop_if(|(_, open)| !is_isolate(*open)).is_some(),
            _ => {
                self.isolates += usize::from(is_isolate(c));
                self.open.push((at, c));
                true
            }
        };
        if !closed {
            self.unopened.push(Span::of(at..at + c.len_utf8()));
        }
    }

    /// Closes the innermost isolate and the embeddings inside it (UAX #9, X6a).
    fn close_isolate(&mut self) -> bool {
        if self.isolates == 0 {
            return false;
        }
        self.isolates -= 1;
        while self.open.pop().is_some_and(|(_, open)| !is_isolate(open)) {}
        true
    }

    /// What is still open at the end of its line is unclosed.
    fn line_ends(&mut self) {
        let Some(&(first, c)) = self.open.first() else { return };
        let closer = |open| if is_isolate(open) { '\u{2069}' } else { '\u{202c}' };
        let closers: String = self.open.iter().rev().map(|(_, open)| closer(*open)).collect();
        self.first.get_or_insert(Span::of(first..first + c.len_utf8()));
        self.unclosed.push(Edit::insert(self.line_end as u32, closers));
        self.open.clear();
        self.isolates = 0;
    }

    fn report(self, findings: &mut Findings<'_>) {
        if let Some(first) = self.first {
            let count = self.unclosed.len();
            let lines =
                if count == 1 { "a line opens".into() } else { format!("{count} lines open") };
            let mut finding = findings
                .finding(first, format!("{lines} a bidirectional embedding that is not closed"))
                .with_fix(Fix::show("close it at the end of the line", self.unclosed));
            finding.severity = Severity::Info;
            findings.push(finding);
        }
        if let Some(&first) = self.unopened.first() {
            let count = self.unopened.len();
            let what = if count == 1 {
                "a bidirectional control closes".into()
            } else {
                format!("{count} bidirectional controls close")
            };
            let edits = self.unopened.iter().map(|span| Edit::delete(*span)).collect();
            let mut finding = findings
                .finding(first, format!("{what} what is not open"))
                .with_fix(Fix::show("delete it", edits));
            finding.severity = Severity::Info;
            findings.push(finding);
        }
    }
}
