//! Cue numbers: whether they are present, are numbers, and count up from one (`SRT_INDEX_*`;
//! docs/observations.md, SRT parsers).
//!
//! The reader only watches whether every number is
//! the expected one; this pass runs over the cues again when one was not.

use super::eol::Ending;
use crate::source::{Applicability, Diagnostic, DiagnosticList, Edit, Fix, Span};
use crate::srt::diagnostics;
use crate::srt::number::{self, NotANumber};
use crate::srt::{Cue, Document, lines};

/// Watches the numbers while the file is read.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct NumberCheck {
    /// The number that was read last, 0 before the first.
    pub(super) last: u64,
    /// Some number was not the expected one, or not written as expected.
    pub(super) odd: bool,
    /// Somewhere a number decides whether a line is text: with other numbers the file may be read
    /// differently.
    pub(super) decisive: bool,
}

impl NumberCheck {
    /// Takes note of the number of a cue.
    pub(super) fn see(&mut self, text: &str, cue: &Cue) {
        let written = cue.index.slice(text);
        match number::read(written) {
            Ok(n) => {
                let plain = written.bytes().all(|b| b.is_ascii_digit())
                    && (n == 0 || !written.starts_with('0'))
                    && cue.block.start == cue.index.start
                    && matches!(text.as_bytes().get(cue.index.end as usize), Some(b'\n' | b'\r'));
                self.odd |= !plain || n != self.last.wrapping_add(1);
                self.last = n;
            }
            Err(_) => {
                self.odd = true;
                self.last = self.last.wrapping_add(1);
            }
        }
    }

    /// Reports irregular numbers.
    pub(super) fn check<const TELL: bool>(
        self,
        document: &Document<'_>,
        ending: Ending,
        found: &mut DiagnosticList<TELL>,
    ) {
        if self.odd {
            let trust = match self.decisive {
                true => Applicability::Unsafe,
                false => Applicability::Safe,
            };
            Check { document, ending, found, trust, run: None, unread: 0 }.all();
        }
    }
}

struct Check<'d, 'a, const TELL: bool> {
    document: &'d Document<'a>,
    ending: Ending,
    found: &'d mut DiagnosticList<TELL>,
    /// Whether the fix that changes the number of a cue is safe.
    trust: Applicability,
    /// The finding that the current cues are renumbered with, and the edits that do so.
    run: Option<(Diagnostic, Vec<Edit>)>,
    /// How many blocks with a number before the current cue could not be read. Their numbers are
    /// taken: the blocks may be repaired.
    unread: u64,
}

impl<const TELL: bool> Check<'_, '_, TELL> {
    fn all(mut self) {
        // The number of the last cue that has one, and how many cues and blocks came since.
        let (mut last, mut bare) = (None, 0);
        let mut unparsed = self.document.unparsed.iter().peekable();
        for (at, cue) in self.document.cues.iter().enumerate() {
            while let Some(block) = unparsed.next_if(|block| block.start < cue.block.start) {
                if self.is_numbered(*block) {
                    self.unread += 1;
                    bare += 1;
                }
            }
            let at = at as u32;
            let written = cue.index.slice(self.document.source);
            self.spelling(at, cue, written);
            match number::read(written) {
                Ok(n) => {
                    self.sequence(at, cue, n, last, bare);
                    (last, bare) = (Some(n), 0);
                }
                Err(_) => bare += 1,
            }
        }
        self.end_run();
    }

    /// Reports the break in the sequence that the cues up to here were renumbered for.
    fn end_run(&mut self) {
        let Some((mut finding, edits)) = self.run.take() else { return };
        if !edits.is_empty() {
            finding.fix = Some(Fix::new(self.trust, "number the cues from here on", edits));
        }
        self.found.push(finding);
    }

    fn is_numbered(&self, block: Span) -> bool {
        let text = block.slice(self.document.source);
        let line = text.split(['\n', '\r']).next().unwrap_or_default();
        number::read(line) != Err(NotANumber::Other)
    }

    /// The new number of a cue.
    fn counted(&self, at: u32) -> u64 {
        u64::from(at) + 1 + self.unread
    }

    /// The line as it is written.
    fn spelling(&mut self, at: u32, cue: &Cue, written: &str) {
        let counted = self.counted(at);
        let replace = |n: u64| vec![Edit::replace(cue.index, n.to_string())];
        let finding =
            match number::read(written) {
                _ if written.is_empty() => {
                    let end = self.ending.as_str();
                    // Right under text the number would become a line of it.
                    let blank = if self.is_glued(cue) { end } else { "" };
                    let line = format!("{blank}{counted}{end}");
                    let edits = vec![Edit::insert(cue.block.start, line)];
                    // To some parsers a line of white space above is text, and so would be the number.
                    let trust = match self.is_glued(cue) || self.line_above(cue).is_empty() {
                        true => self.trust,
                        false => Applicability::Unsafe,
                    };
                    diagnostics::index_missing(Span::at(cue.block.start)).with_fix(Fix::new(
                        trust,
                        "number the cue",
                        edits,
                    ))
                }
                Ok(n) if !written.is_ascii() => diagnostics::index_nonascii_digit(cue.index)
                    .with_fix(Fix::safe("write the number in ASCII digits", replace(n))),
                Ok(n) if n > 0 && written.starts_with('0') || written.len() > 1 && n == 0 => {
                    diagnostics::index_padded(cue.index)
                        .with_fix(Fix::safe("write the number without zeros", replace(n)))
                }
                Ok(_) => return self.white_space(at, cue),
                Err(NotANumber::Overflow) => diagnostics::index_overflow(cue.index)
                    .with_fix(Fix::new(self.trust, "number the cue", replace(counted))),
                Err(NotANumber::Other) => {
                    // Nothing is lost with `2.` or `#2`; words may be notes.
                    let fix = match written.chars().any(char::is_alphabetic) {
                        true => Fix::risky("replace the line with a number", replace(counted)),
                        false => Fix::new(self.trust, "number the cue", replace(counted)),
                    };
                    diagnostics::index_not_number(cue.index).with_fix(fix)
                }
            };
        self.found.push(finding.with_cue(at));
        self.white_space(at, cue);
    }

    /// Whether the line above a cue is not blank.
    fn is_glued(&self, cue: &Cue) -> bool {
        !lines::trim_str(self.line_above(cue)).is_empty()
    }

    fn line_above(&self, cue: &Cue) -> &str {
        let above = &self.document.source[..cue.block.start as usize];
        let above = above.strip_suffix('\n').unwrap_or(above);
        let above = above.strip_suffix('\r').unwrap_or(above);
        above.rsplit(['\n', '\r']).next().unwrap_or_default()
    }

    /// White space on the line around the number.
    fn white_space(&mut self, at: u32, cue: &Cue) {
        if cue.index.is_empty() {
            return;
        }
        let text = self.document.source;
        let rest = &text[cue.index.end as usize..];
        let line =
            rest.trim_start_matches(|c: char| lines::is_blank_char(c) && !matches!(c, '\n' | '\r'));
        let after = Span::new(cue.index.end, cue.index.end + (rest.len() - line.len()) as u32);
        let before = Span::new(cue.block.start, cue.index.start);
        // A byte order mark before the number has its own finding.
        let odd = |span: Span| span.slice(text).chars().any(|c| c != '\u{feff}');
        let spans: Vec<Span> = [before, after].into_iter().filter(|s| odd(*s)).collect();
        if let [first, ..] = spans[..] {
            let edits = spans.into_iter().map(Edit::delete).collect();
            let fix = Fix::safe("delete the white space", edits);
            self.found.push(diagnostics::index_whitespace(first).with_fix(fix).with_cue(at));
        }
    }

    /// Whether the number follows from the ones before; all cues up to the next break in the
    /// sequence are renumbered with the finding.
    fn sequence(&mut self, at: u32, cue: &Cue, n: u64, last: Option<u64>, bare: u64) {
        let expected = last.unwrap_or(0).saturating_add(1);
        let follows = n == expected || n == expected.saturating_add(bare);
        if !follows {
            let finding = match last {
                None => diagnostics::index_not_from_one(cue.index),
                Some(last) if n == last => diagnostics::index_duplicate(cue.index),
                Some(last) if n < last => diagnostics::index_order(cue.index),
                Some(_) => diagnostics::index_gap(cue.index),
            };
            if matches!(last, Some(last) if n < last) && n <= 1 && self.goes_back(at) {
                self.found.push(diagnostics::concatenated(cue.block).with_cue(at));
            }
            self.end_run();
            self.run = Some((finding.with_cue(at), Vec::new()));
        }
        let counted = self.counted(at);
        if let Some((_, edits)) = &mut self.run
            && n != counted
        {
            edits.push(Edit::replace(cue.index, counted.to_string()));
        }
    }

    fn goes_back(&self, at: u32) -> bool {
        match self.document.cues.get((at as usize).wrapping_sub(1)..=at as usize) {
            Some([before, here]) => here.start < before.start,
            _ => false,
        }
    }
}
