//! The reader: from a text to cues, unreadable blocks and findings.
//!
//! The text is cut at its timing lines. What is between two of them is a *region*: the text of the
//! first cue, perhaps blocks that cannot be read, and the number of the second. [`fast`] reads the
//! regions that are canonical, [`slow`] all others, line by line, to the same result. On the
//! way it records facts; [`report`] turns them into findings, and a silent reader has none. Numbers
//! and line endings are checked again at the end, but only when one of them was irregular.

mod eol;
mod fast;
mod numbering;
mod report;
mod slow;
mod timing_line;

use super::diagnostics;
use super::{Document, ParseOptions};
use crate::source::{Applicability, Diagnostic, Edits, Fix, MAX_LEN, Parsed, Span};
use fast::Fast;
use slow::Reader;

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
    read::<true>(source, options, true)
}

/// The document that [`parse`] gives, without findings and the work for them.
#[must_use]
pub fn parse_silently<'a>(source: &'a str, options: &ParseOptions) -> Document<'a> {
    read::<false>(source, options, true).document
}

/// [`parse`], or without `TELL` [`parse_silently`], with the fast path on or off: the result is the
/// same.
pub(super) fn read<'a, const TELL: bool>(
    source: &'a str,
    options: &ParseOptions,
    use_fast: bool,
) -> Parsed<Document<'a>> {
    let fraction = options.fraction;
    let (cues, unparsed) = (Vec::new(), Vec::new());
    let document = Document { source, cues, unparsed, fraction, numbers_decide: false };
    if source.len() > MAX_LEN {
        let diagnostics =
            if TELL { vec![diagnostics::too_long(Span::of(0..MAX_LEN))] } else { Vec::new() };
        return Parsed { document, diagnostics };
    }
    let mut reader = Reader::<TELL>::new(document, options);
    run(&mut reader, use_fast);
    reader.document.numbers_decide = reader.numbers.decisive;
    let may_mislead = TELL && reader.numbers.odd && reader.numbers.decisive;
    let mut parsed = reader.finish();
    if may_mislead && !reads_alike(&parsed, options) {
        numbers(&mut parsed.diagnostics).for_each(|finding| finding.fix = None);
    }
    parsed
}

/// The findings whose fix gives cues other numbers.
fn numbers(found: &mut [Diagnostic]) -> impl Iterator<Item = &mut Diagnostic> {
    let is_number = |finding: &&mut Diagnostic| finding.code.0.starts_with("SRT_INDEX");
    let is_unsafe = |fix: &Fix| fix.applicability == Applicability::Unsafe;
    found
        .iter_mut()
        .filter(is_number)
        .filter(move |finding| finding.fix.as_ref().is_some_and(is_unsafe))
}

/// Whether the cues are the same ones with the numbers that the fixes give them: a line is the number of a
/// block that cannot be read because of the numbers around it, and the next fix would undo this one.
fn reads_alike(parsed: &Parsed<Document<'_>>, options: &ParseOptions) -> bool {
    let mut found = parsed.diagnostics.clone();
    let fixes = numbers(&mut found).filter_map(|finding| finding.fix.take());
    let edits: Edits = fixes.flat_map(|fix| fix.edits).collect();
    let Ok(text) = edits.apply(parsed.document.source) else { return false };
    let now = parse_silently(&text, options);
    let lengths = |document: &Document<'_>| {
        document.cues.iter().map(|cue| cue.payload.len()).collect::<Vec<u32>>()
    };
    now.unparsed.len() == parsed.document.unparsed.len()
        && lengths(&now) == lengths(&parsed.document)
}

fn run<const TELL: bool>(reader: &mut Reader<'_, '_, TELL>, use_fast: bool) {
    let text = reader.document.source;
    let mut at = text.len() - text.trim_start_matches('\u{feff}').len();
    let use_fast = use_fast && reader.ending.is_usual();
    if use_fast {
        at = fast(reader).first(at);
    }
    while at < text.len() || reader.open.is_some() {
        if use_fast && reader.open.is_some() {
            at = fast(reader).run(at);
            if reader.open.is_none() {
                return;
            }
        }
        at = reader.region(at);
    }
}

/// What the fast path needs of the reader.
fn fast<'r, const TELL: bool>(reader: &'r mut Reader<'_, '_, TELL>) -> Fast<'r> {
    Fast {
        text: reader.document.source,
        ending: reader.ending,
        max_cues: reader.options.max_cues,
        cues: &mut reader.document.cues,
        numbers: &mut reader.numbers,
        open: &mut reader.open,
    }
}
