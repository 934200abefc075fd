//! What must hold for every input, one function for each fuzz target.
//!
//! The targets in `fuzz_targets/` run them on what the fuzzer invents; `tests/all/fuzz_corpus.rs` runs
//! them on everything under `corpus/` and `regressions/`, so that a crash that was found once is an
//! ordinary test from then on. Properties speak through panics.

#![allow(dead_code, reason = "each target uses one of them")]

use std::sync::LazyLock;

use cuesmith::align::{
    self, AlignOptions, Alignment, RecognizedOptions, SegmentOptions, Transcript, Unspoken,
    WordTimeline, caption_timeline, misplaced_word, parse_transcript, read_timeline, recognized,
    segment,
};
use cuesmith::kaltura::lint::RULES;
use cuesmith::kaltura::{CaptionFormat, live, objects};
use cuesmith::lint::{self, Options, Plan};
use cuesmith::profanity::{self, Matcher, MatcherOptions, mask};
use cuesmith::reflow::{self, Overflow};
use cuesmith::retime;
use cuesmith::source::{
    Applicability, Code, DecodeOptions, Edits, EncodeError, Source, Span, decode,
};
use cuesmith::time::TimeMap;
use cuesmith::timeline::{Cue, RunKind, Timeline, is_invisible, visible_text};
use cuesmith::verify_change::{Account, ApplyError, apply};
use cuesmith::{ConformanceOptions, Format, ReadOptions, WriteOptions, open, raise, read};
use unicode_normalization::UnicodeNormalization as _;

/// A property and the name of its target, its corpus folder and its function.
pub(crate) type Property = (&'static str, fn(&[u8]));

/// Every property.
pub(crate) const ALL: &[Property] = &[
    ("parse_srt", parse_srt),
    ("parse_webvtt", parse_webvtt),
    ("parse_ttml", parse_ttml),
    ("roundtrip", roundtrip),
    ("convert_any", convert_any),
    ("change_any", change_any),
    ("fix_is_valid", fix_is_valid),
    ("live", live),
    ("orders", orders),
    ("align", align),
];

/// Any text is read as SRT without a panic, and every span is in it.
pub(crate) fn parse_srt(data: &[u8]) {
    reads(data, Format::Srt);
}

/// Any text is read as WebVTT without a panic, and every span is in it.
pub(crate) fn parse_webvtt(data: &[u8]) {
    reads(data, Format::WebVtt);
}

/// Any text is read as TTML without a panic, and every span is in it.
pub(crate) fn parse_ttml(data: &[u8]) {
    reads(data, Format::Ttml);
}

/// Live messages are read, checked, written and read again: the same messages; the WebVTT made of them has a cue
/// for each caption that shows something and lasts, with its words.
pub(crate) fn live(data: &[u8]) {
    let Some(text) = text(data) else { return };
    let shape = live::Shape::default();
    let (mut messages, _) = live::read(&text, &shape);
    let written = live::write(&messages, &shape);
    let (again, errors) = live::read(&written, &shape);
    assert!(errors.is_empty(), "{errors:?} in {written:?}");
    let facts = |messages: &[live::Message]| -> Vec<_> {
        let times = |m: &live::Message| (m.start, m.end, m.start_pts, m.start_epoch);
        messages.iter().map(|m| (times(m), m.text.clone(), m.is_interim)).collect()
    };
    assert_eq!(facts(&again), facts(&messages), "{written:?}");
    live::check(&mut messages, &live::CheckOptions::default());
    for clock in [live::Clock::Start, live::Clock::Pts, live::Clock::Epoch] {
        let options = live::WebVttOptions { clock, ..live::WebVttOptions::default() };
        let (cues, _) = live::cues(&messages, &options);
        let made = live::to_webvtt(&cues);
        let timeline = lower(&made, Format::WebVtt);
        let seen: String = timeline.cues.iter().map(|cue| visible_text(&timeline, cue)).collect();
        let ink = |text: &str| -> String {
            text.chars()
                .filter(|c| !c.is_whitespace() && !c.is_control() && !is_invisible(*c))
                .collect()
        };
        let said: String = cues.iter().map(|cue| cue.text.as_str()).collect();
        assert_eq!(ink(&seen), ink(&said), "{made:?}");
    }
}

/// Any text is taken for orders or refused with a reason; what is taken can be listed, checked against and
/// delivered for, and says the same when it is read again.
pub(crate) fn orders(data: &[u8]) {
    let Some(text) = text(data) else { return };
    let input = objects::OrderInput { path: "order.json", text: &text, role: None };
    let Ok(read) = objects::read_orders(&[input]) else { return };
    assert_eq!(
        objects::jobs(&read).len(),
        objects::read_orders(&[input]).map_or(0, |read| objects::jobs(&read).len())
    );
    for order in &read.orders {
        let Ok((order, chosen)) = order else { continue };
        for format in [CaptionFormat::Srt, CaptionFormat::Dfxp, CaptionFormat::WebVtt] {
            let made =
                objects::delivery(order, chosen, format, &objects::DeliveryOptions::default());
            assert_eq!(made.asset.format.as_ref(), Some(&format));
        }
    }
}

/// Any transcript on any timeline: no panic, one entry for each word, times in order and apart, every word in the cues,
/// and every limit kept or reported by the cue. The transcript ends at a line `===`, the timeline follows; a text without
/// such a line is both.
pub(crate) fn align(data: &[u8]) {
    let Some(text) = text(data) else { return };
    let (transcript, timeline) = text.split_once("\n===\n").unwrap_or((&text, &text));
    let Ok(timeline) = read_timeline(timeline) else { return };
    let transcript = parse_transcript(transcript);
    let forced = AlignOptions { force: true, ..AlignOptions::default() };
    let alignment = align::align(&transcript, &timeline, &forced).expect("it is forced");
    check_alignment(&transcript, &alignment);
    check_cues(&transcript, &alignment, &timeline);
    if let Ok(taken) = align::align(&transcript, &timeline, &AlignOptions::default()) {
        assert_eq!(taken, alignment, "what is taken is the same with and without force");
    }
    for keep_loops in [false, true] {
        // Its words keep the times of the timeline, also broken ones.
        let heard = recognized(&timeline, &RecognizedOptions { keep_loops });
        assert_eq!(heard.alignment.words.len(), heard.transcript().words().count());
        check_cues(&heard.transcript(), &heard.alignment, &timeline);
    }
}

fn check_alignment(transcript: &Transcript<'_>, alignment: &Alignment) {
    assert_eq!(alignment.words.len(), transcript.words().count(), "words that are accounted for");
    for word in &alignment.words {
        assert!((0.0..=1.0).contains(&word.confidence), "{word:?}");
        assert_eq!(word.flags.unspoken, word.interval.is_none(), "{word:?}");
    }
    let mut times: Vec<_> = alignment.words.iter().filter_map(|word| word.interval).collect();
    if alignment.moved.is_empty() {
        assert!(times.is_sorted_by_key(|time| time.start), "times in the order of the text");
    }
    times.sort_by_key(|time| time.start);
    assert!(times.iter().all(|time| time.start.0 >= 0 && time.start < time.end), "{times:?}");
    for pair in times.windows(2) {
        assert!(pair[0].end <= pair[1].start, "{pair:?} overlap");
    }
}

fn check_cues(transcript: &Transcript<'_>, alignment: &Alignment, timeline: &WordTimeline) {
    let media_duration = timeline.duration.map(|time| time.0).filter(|ms| *ms > 0);
    for unspoken in [Unspoken::Keep, Unspoken::Drop] {
        let options = SegmentOptions { unspoken, media_duration, ..SegmentOptions::default() };
        let cues = segment(transcript, alignment, &options);
        assert_eq!(misplaced_word(transcript, alignment, &cues, unspoken), None);
        for cue in &cues {
            let over = cue.exceeded;
            let widest = cue.text.lines().map(|line| options.width.of(line)).max();
            assert_eq!(over.chars, widest > Some(options.max_chars), "{cue:?}");
            assert_eq!(
                over.lines,
                cue.text.lines().count() > options.max_lines as usize,
                "{cue:?}"
            );
            let lasts = cue.interval.duration();
            assert!(lasts > 0 && lasts <= options.max_duration, "{cue:?}");
            assert!(over.time || lasts >= options.min_duration, "{cue:?}");
        }
        for pair in cues.windows(2) {
            assert!(pair[0].interval.end <= pair[1].interval.start, "{pair:?} overlap");
        }
        let captions = caption_timeline(&cues, &transcript.speakers, Format::Srt);
        let made = raise(&captions, Format::Srt, &WriteOptions::default());
        let found =
            cuesmith::convert::verify(&captions, &made, Format::Srt, &WriteOptions::default());
        assert!(found.is_empty(), "{found:?}");
    }
}

/// Our own writing reads back: every cue with the same times and the same words, but for those with an entry in
/// the ledger of losses. Writers sort, so the order may be another one. What was written once is written the
/// same way again.
pub(crate) fn roundtrip(data: &[u8]) {
    let Some(text) = text(data) else { return };
    for format in [Format::Srt, Format::WebVtt] {
        let timeline = lower(&text, format);
        let made = raise(&timeline, format, &WriteOptions::default());
        let first = made.document;
        let again = lower(&first, format);
        let mut found = shape(&again);
        assert!(found.len() <= timeline.cues.len(), "cues appeared in {first:?}");
        for (index, wanted) in shape(&timeline).into_iter().enumerate() {
            let place = found.iter().position(|cue| *cue == wanted);
            let is_lost = made.losses.iter().any(|loss| loss.cue == Some(index as u32));
            assert!(place.is_some() || is_lost, "cue {index} ({wanted:?}) is not in {first:?}");
            place.map(|place| found.swap_remove(place));
        }
        let second = raise(&again, format, &WriteOptions::default()).document;
        let third = raise(&lower(&second, format), format, &WriteOptions::default()).document;
        assert_eq!(third, second, "writing again");
    }
}

/// Anything converts to anything: no panic, the target reads the result as its own format, no cue
/// appears, and a cue that is missing is in the ledger.
pub(crate) fn convert_any(data: &[u8]) {
    let Some(source) = source(data) else { return };
    let text = &source.text;
    let timeline = open(&source, None, &ReadOptions::default()).timeline;
    for format in formats() {
        let made = raise(&timeline, format, &WriteOptions::default());
        for loss in &made.losses {
            check_span(loss.span, text, "a loss");
        }
        let back = lower(&made.document, format);
        assert!(back.cues.len() <= timeline.cues.len(), "cues appeared in {:?}", made.document);
        if back.cues.len() < timeline.cues.len() {
            assert!(!made.losses.is_empty(), "a cue got lost silently: {:?}", made.document);
        }
    }
}

/// Every operation that changes a file gives edits that apply. What it writes has every word that the file had,
/// or it says that it cannot.
pub(crate) fn change_any(data: &[u8]) {
    let Some(source) = source(data) else { return };
    let file = open(&source, None, &ReadOptions::default());
    if file.document.editor().is_none() {
        return;
    }
    let words = letters(&file.timeline);
    let written = |what: &str, edits: &Edits, account: &Account| {
        let bytes = match apply(&file, edits, account) {
            Ok(bytes) => bytes,
            Err(ApplyError::Encode(EncodeError::Edit(error))) => panic!("{what}: {error}"),
            Err(_) => return None,
        };
        let decoding = source.decoding(false);
        let after = decode(&bytes, &decoding).expect("it was decoded before");
        let reading = ReadOptions { format: Some(file.format()), ..ReadOptions::default() };
        Some(letters(&open(&after, None, &reading).timeline))
    };
    let overflow = Overflow::Split { min_duration: 800, min_gap: 80 };
    for overflow in [Overflow::Report, overflow] {
        let options =
            reflow::Options { max_chars: 12, all: true, overflow, ..reflow::Options::default() };
        let done = reflow::reflow(&file, &options);
        let account = done.account(&file.timeline);
        let edits = done.edits.into_iter().collect();
        let after = written("reflow", &edits, &account);
        let after = after.map(|after| after.concat());
        assert!(
            after.is_none_or(|after| after == words.concat()),
            "reflow loses words of {:?}",
            show(data)
        );
    }
    for (map, sort) in [(1234, false), (0, true)] {
        let map = TimeMap::shift(map);
        let options = retime::Options { map, sort, ..retime::Options::default() };
        let Ok(done) = retime::retime(&file, &options) else { continue };
        let after = written("retime", &done.edits, &done.account).map(sorted);
        let before = sorted(words.clone());
        assert!(
            after.is_none_or(|after| after == before),
            "retime loses words of {:?}",
            show(data)
        );
    }
    static MATCHER: LazyLock<Matcher> =
        LazyLock::new(|| Matcher::new(&[], &MatcherOptions::default()));
    let masked = mask(&file, &MATCHER, &profanity::Options::default());
    let shown = masked.iter().flat_map(|one| one.shown.clone());
    let account = Account::replaced(&file.timeline, shown);
    written("profanity", &masked.into_iter().flat_map(|one| one.edits).collect(), &account);
}

/// Fixes apply, leave text that reads, settle within the allowed rounds, and a second run finds
/// nothing more to do. Safe ones keep every cue with its times and its words.
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
        if least == Applicability::Safe {
            let was = shown(data, &decoding, &reading);
            let is = shown(&fixed.bytes, &decoding, &reading);
            // What could not be read may have become a cue; none goes or changes.
            let mut rest = is.iter();
            let lost = was.iter().find(|cue| !rest.any(|kept| kept == *cue));
            assert!(lost.is_none(), "{lost:?} is not in {is:?}: {:?}", fixed.applied);
        }
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
            // What the file does not have is an empty span where it would be: perhaps after
            // the line ending that the block leaves out.
            let inside = span.is_empty() || from.block.contains(span);
            assert!(inside, "{span:?} lies outside its block {:?}", from.block);
        }
        // A paragraph of TTML may be several cues.
        let is_apart = from.block.start >= end || !format.is_line_based();
        assert!(is_apart, "cue blocks overlap at {:?}", from.block);
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

/// Input for what works on files.
fn source(data: &[u8]) -> Option<Source<'_>> {
    decode(data, &DecodeOptions::default()).ok().filter(|_| data.len() <= 64 * 1024)
}

/// The words of every cue without white space.
fn letters(timeline: &Timeline<'_>) -> Vec<String> {
    let words = |cue| visible_text(timeline, cue).split_whitespace().collect::<String>();
    let words = timeline.cues.iter().map(words).filter(|words| !words.is_empty());
    words.collect()
}

fn sorted(mut words: Vec<String>) -> Vec<String> {
    words.sort();
    words
}

/// Times and words of what is shown, in the order on screen. Canonically equivalent is the same.
fn shown(
    data: &[u8],
    decoding: &DecodeOptions,
    reading: &ReadOptions,
) -> Vec<((i64, i64), String)> {
    let Ok(source) = decode(data, decoding) else { return Vec::new() };
    let timeline = open(&source, None, reading).timeline;
    let visible = |c: &char| !c.is_whitespace() && !is_invisible(*c);
    let cue = |cue: &Cue<'_>| {
        let words: String = visible_text(&timeline, cue).chars().filter(visible).collect();
        ((cue.interval.start.0, cue.interval.end.0), words.nfc().collect::<String>())
    };
    let mut cues: Vec<_> =
        timeline.cues.iter().map(cue).filter(|(_, words)| !words.is_empty()).collect();
    cues.sort_by_key(|((start, _), _)| *start);
    cues
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
