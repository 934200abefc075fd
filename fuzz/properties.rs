//! What must hold for every input, one function for each fuzz target.
//!
//! The targets in `fuzz_targets/` run them on what the fuzzer invents; `tests/all/fuzz_corpus.rs` runs
//! them on everything under `corpus/` and `regressions/`, so that a crash that was found once is an
//! ordinary test from then on. Properties speak through panics.

#![allow(dead_code, reason = "each target uses one of them")]

use cuesmith::kaltura::lint::RULES;
use cuesmith::lint::{self, Options, Plan};
use cuesmith::source::{Applicability, Code, DecodeOptions, Source, Span, decode};
use cuesmith::timeline::{RunKind, Timeline, visible_text};
use cuesmith::{ConformanceOptions, Format, ReadOptions, WriteOptions, open, raise, read};

/// A property and the name of its target, its corpus folder and its function.
pub(crate) type Property = (&'static str, fn(&[u8]));

/// Every property.
pub(crate) const ALL: &[Property] = &[
    ("parse_srt", parse_srt),
    ("parse_webvtt", parse_webvtt),
    ("roundtrip", roundtrip),
    ("convert_any", convert_any),
    ("fix_is_valid", fix_is_valid),
];

/// Any text is read as SRT without a panic, and every span lies in it.
pub(crate) fn parse_srt(data: &[u8]) {
    reads(data, Format::Srt);
}

/// Any text is read as WebVTT without a panic, and every span lies in it.
pub(crate) fn parse_webvtt(data: &[u8]) {
    reads(data, Format::WebVtt);
}

/// Our own writing reads back: the same number of cues, the same times and the same words, but for
/// cues with an entry in the ledger of losses; and writing it again changes nothing.
pub(crate) fn roundtrip(data: &[u8]) {
    let Some(text) = text(data) else { return };
    for format in formats() {
        let timeline = lower(&text, format);
        let made = raise(&timeline, format, &WriteOptions::default());
        let first = made.document;
        let again = lower(&first, format);
        let (wanted, found) = (shape(&timeline), shape(&again));
        assert_eq!(found.len(), wanted.len(), "cues of {first:?}");
        for (index, (found, wanted)) in found.iter().zip(&wanted).enumerate() {
            if made.losses.iter().all(|loss| loss.cue != Some(index as u32)) {
                assert_eq!(found, wanted, "cue {index} of {first:?}");
            }
        }
        let second = raise(&again, format, &WriteOptions::default()).document;
        assert_eq!(second, first, "writing twice");
    }
}

/// Anything converts to anything: no panic, the target reads the result as its own format, no cue
/// appears, and a cue that is missing is in the ledger.
pub(crate) fn convert_any(data: &[u8]) {
    let Some(text) = text(data) else { return };
    let file = read(&text, None, &ReadOptions::default());
    let timeline = file.document.lower();
    for format in formats() {
        let made = raise(&timeline, format, &WriteOptions::default());
        for loss in &made.losses {
            check_span(loss.span, &text, "a loss");
        }
        let back = lower(&made.document, format);
        assert!(back.cues.len() <= timeline.cues.len(), "cues appeared in {:?}", made.document);
        if back.cues.len() < timeline.cues.len() {
            assert!(!made.losses.is_empty(), "a cue got lost silently: {:?}", made.document);
        }
    }
}

/// Fixes apply, leave text that reads, settle within the allowed rounds, and a second run finds
/// nothing more to do.
pub(crate) fn fix_is_valid(data: &[u8]) {
    let (decoding, reading) = (DecodeOptions::default(), ReadOptions::default());
    let plan = Plan::new(&RULES, Options::default());
    for least in [Applicability::Safe, Applicability::Unsafe] {
        let Ok(fixed) = lint::fix(data, None, &decoding, &reading, &plan, least) else {
            continue;
        };
        assert!(fixed.rounds < lint::MAX_ROUNDS, "fixes that never settle: {:?}", fixed.applied);
        if fixed.applied.is_empty() {
            assert_eq!(fixed.bytes, data, "bytes changed though nothing was applied");
            continue;
        }
        check_report(&fixed.bytes, &plan);
        let Ok(again) = lint::fix(&fixed.bytes, None, &decoding, &reading, &plan, least) else {
            continue;
        };
        assert_eq!(again.applied, [], "a second run changed {:?}", show(&fixed.bytes));
    }
}

fn reads(data: &[u8], format: Format) {
    let Some(text) = text(data) else { return };
    let options = ReadOptions { format: Some(format), ..ReadOptions::default() };
    let file = read(&text, None, &options);
    for found in &file.diagnostics {
        check_diagnostic(found, &text);
    }
    let source = Source::from_text(&text);
    for found in file.document.conformance(&source, &ConformanceOptions::default()) {
        check_diagnostic(&found, &text);
    }
    let timeline = file.document.lower();
    let mut end = 0;
    for cue in &timeline.cues {
        let from = cue.origin;
        for span in [from.id, from.start, from.end, from.settings, from.payload] {
            check_span(span, &text, "a part of a cue");
            // What the file does not have is an empty span where it would stand: perhaps behind
            // the line end that the block leaves out.
            let inside = span.is_empty() || from.block.contains(span);
            assert!(inside, "{span:?} lies outside its block {:?}", from.block);
        }
        assert!(from.block.start >= end, "cue blocks overlap at {:?}", from.block);
        end = from.block.end;
        for run in timeline.runs_of(cue) {
            check_span(run.span, &text, "a run");
            assert!((run.scope as usize) < timeline.scopes.len(), "a run without its scope");
            if let RunKind::Text(text) = &run.kind {
                assert!(!text.contains(['\n', '\r']), "a line break inside a run: {text:?}");
            }
        }
    }
    for extra in &timeline.extras {
        check_span(extra.span, &text, "an extra");
    }
}

fn check_report(bytes: &[u8], plan: &Plan) {
    let Ok(source) = decode(bytes, &DecodeOptions::default()) else { return };
    let report = lint::check(&open(&source, None, &ReadOptions::default()), plan);
    for found in &report.diagnostics {
        check_diagnostic(found, &source.text);
    }
}

fn check_diagnostic(found: &cuesmith::source::Diagnostic, text: &str) {
    let Code(code) = found.code;
    check_span(found.span, text, code);
    for label in &found.labels {
        check_span(label.span, text, code);
    }
    let Some(fix) = &found.fix else { return };
    for edit in &fix.edits {
        check_span(edit.span, text, code);
    }
    let mut edits = cuesmith::source::Edits::default();
    for edit in &fix.edits {
        edits.push(edit.clone());
    }
    assert!(edits.apply(text).is_ok(), "{code}: a fix that does not apply: {fix:?}");
}

fn check_span(span: Span, text: &str, what: &str) {
    assert!(
        span.start <= span.end && text.get(span.range()).is_some(),
        "{what}: {span:?} is no range of the text ({} bytes)",
        text.len()
    );
}

/// Input for the readers: they take text, and how bytes become text is not their business.
fn text(data: &[u8]) -> Option<String> {
    // Long inputs make the fuzzer slow and find nothing that short ones do not.
    (data.len() <= 64 * 1024).then(|| String::from_utf8_lossy(data).into_owned())
}

/// The formats that are written.
fn formats() -> impl Iterator<Item = Format> {
    Format::ALL.iter().copied().filter(|format| format.can_write())
}

fn lower(text: &str, format: Format) -> Timeline<'_> {
    let options = ReadOptions { format: Some(format), ..ReadOptions::default() };
    read(text, None, &options).document.lower()
}

/// Times and words of every cue that a writer writes: what shows nothing may be left out.
fn shape(timeline: &Timeline<'_>) -> Vec<((i64, i64), Vec<String>)> {
    let cue = |cue| {
        let words = visible_text(timeline, cue);
        let times = (cue.interval.start.0, cue.interval.end.0);
        (times, words.split_whitespace().map(str::to_owned).collect())
    };
    timeline.cues.iter().map(cue).collect()
}

fn show(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}
