//! Library-level speed and memory against the fastest rivals.
//!
//! All rows of a file run in turn, round after round; a ratio is the median over the rounds of the
//! row's time against the first row's time in the same round, so that a busy machine slows both.
//! The corpus is made by `gen_corpus.py` (see the script's own help).
//!
//!     cargo run --release -- CORPUS_DIR [ROUNDS] [FILE NAMES WITH THIS IN THEM]

use std::alloc::{GlobalAlloc, Layout, System};
use std::hint::black_box;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::Instant;

/// Counts the requests to the system allocator.
struct Counting;

static CALLS: AtomicUsize = AtomicUsize::new(0);
static LIVE: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

fn grow(by: usize) {
    CALLS.fetch_add(1, Relaxed);
    let live = LIVE.fetch_add(by, Relaxed) + by;
    PEAK.fetch_max(live, Relaxed);
}

// SAFETY: every call is passed on to the system allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        grow(layout.size());
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        LIVE.fetch_sub(layout.size(), Relaxed);
        unsafe { System.dealloc(at, layout) }
    }

    unsafe fn realloc(&self, at: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        LIVE.fetch_sub(layout.size(), Relaxed);
        grow(size);
        unsafe { System.realloc(at, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// One thing to measure: gives the number of cues, so that no one can skip the work.
struct Row {
    name: &'static str,
    run: fn(&str) -> usize,
}

/// A file of the corpus and who reads it. Ratios are against the first row.
struct Group {
    file: &'static str,
    rows: &'static [Row],
}

const SRT: &[Row] = &[
    Row { name: "cuesmith parse", run: cuesmith_parse },
    Row { name: "cuesmith parse + lower", run: cuesmith_lower },
    Row { name: "skrt", run: skrt_parse },
    Row { name: "fasrt, iterate", run: fasrt_iterate },
];

const WEBVTT: &[Row] = &[
    Row { name: "cuesmith parse", run: cuesmith_parse_webvtt },
    Row { name: "cuesmith parse + syntax", run: cuesmith_conformance_webvtt },
    Row { name: "cuesmith parse + lower", run: cuesmith_lower_webvtt },
    Row { name: "fasrt, iterate", run: fasrt_iterate_webvtt },
];

/// The first row does nothing with what it reads: the least that a reader over quick-xml costs.
const TTML: &[Row] = &[
    Row { name: "quick-xml, bare events", run: quick_xml_events },
    Row { name: "cuesmith parse", run: cuesmith_parse_ttml },
    Row { name: "cuesmith parse + lower", run: cuesmith_lower_ttml },
    Row { name: "subtitler", run: subtitler_ttml },
    Row { name: "ttml-subtitle", run: ttml_subtitle },
];

const GROUPS: &[Group] = &[
    Group { file: "film.srt", rows: SRT },
    Group { file: "long.srt", rows: SRT },
    Group { file: "tags.srt", rows: SRT },
    Group { file: "multi.srt", rows: SRT },
    Group { file: "film-crlf.srt", rows: SRT },
    Group { file: "huge.srt", rows: SRT },
    Group { file: "film.vtt", rows: WEBVTT },
    Group { file: "long.vtt", rows: WEBVTT },
    Group { file: "tags.vtt", rows: WEBVTT },
    Group { file: "multi.vtt", rows: WEBVTT },
    Group { file: "huge.vtt", rows: WEBVTT },
    Group { file: "film.ttml", rows: TTML },
    Group { file: "long.ttml", rows: TTML },
    Group { file: "styled.ttml", rows: TTML },
    Group { file: "multi.ttml", rows: TTML },
];

fn cuesmith_parse(text: &str) -> usize {
    let parsed = cuesmith::srt::parse(text, &cuesmith::srt::ParseOptions::default());
    black_box(&parsed).document.cues.len()
}

fn cuesmith_lower(text: &str) -> usize {
    let parsed = cuesmith::srt::parse(text, &cuesmith::srt::ParseOptions::default());
    black_box(cuesmith::srt::lower(&parsed.document)).cues.len()
}

fn skrt_parse(text: &str) -> usize {
    skrt::Srt::try_parse(text).map_or(0, |srt| black_box(&srt).subtitles().len())
}

fn fasrt_iterate(text: &str) -> usize {
    fasrt::srt::Parser::lossy(text).map(|entry| black_box(entry).is_ok()).filter(|ok| *ok).count()
}

fn cuesmith_parse_webvtt(text: &str) -> usize {
    let parsed = cuesmith::webvtt::parse(text, &cuesmith::webvtt::ParseOptions::default());
    black_box(&parsed).document.cues.len()
}

/// All findings of the module about a file, including the text of every cue.
fn cuesmith_conformance_webvtt(text: &str) -> usize {
    let parsed = cuesmith::webvtt::parse(text, &cuesmith::webvtt::ParseOptions::default());
    black_box(cuesmith::webvtt::conformance(&parsed.document));
    parsed.document.cues.len()
}

fn cuesmith_lower_webvtt(text: &str) -> usize {
    let parsed = cuesmith::webvtt::parse(text, &cuesmith::webvtt::ParseOptions::default());
    black_box(cuesmith::webvtt::lower(&parsed.document)).cues.len()
}

fn fasrt_iterate_webvtt(text: &str) -> usize {
    let blocks = fasrt::vtt::Parser::new(text);
    blocks.filter(|block| matches!(black_box(block), Ok(fasrt::vtt::Block::Cue(_)))).count()
}

/// Events up to the end, end tags checked against start tags. Counts paragraphs.
fn quick_xml_events(text: &str) -> usize {
    let mut reader = quick_xml::Reader::from_str(text);
    let mut paragraphs = 0;
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) | Err(_) => return paragraphs,
            Ok(quick_xml::events::Event::Start(tag)) => {
                paragraphs += usize::from(tag.name().as_ref() == "p");
            }
            Ok(event) => {
                black_box(&event);
            }
        }
    }
}

fn cuesmith_parse_ttml(text: &str) -> usize {
    let parsed = cuesmith::ttml::parse(text, &cuesmith::ttml::ParseOptions::default());
    black_box(&parsed).document.timings.len()
}

/// Bytes to timeline: UTF-8 checked, times, styles and regions resolved.
fn cuesmith_lower_ttml(text: &str) -> usize {
    let text = simdutf8::basic::from_utf8(text.as_bytes()).expect("UTF-8");
    let parsed = cuesmith::ttml::parse(text, &cuesmith::ttml::ParseOptions::default());
    black_box(cuesmith::ttml::lower(&parsed.document)).cues.len()
}

fn subtitler_ttml(text: &str) -> usize {
    use subtitler::SubtitleFormat as _;
    subtitler::ttml::parse_content(text).map_or(0, |file| black_box(&file).subtitles().len())
}

fn ttml_subtitle(text: &str) -> usize {
    ttml_subtitle::parse(text).map_or(0, |file| {
        let body = black_box(&file).tt.body.as_ref();
        body.map_or(0, |body| body.divs.iter().map(|div| div.paragraphs.len()).sum())
    })
}

fn main() {
    let mut args = std::env::args().skip(1);
    let corpus = args.next().expect("usage: peers CORPUS_DIR [ROUNDS]");
    let rounds: usize = args.next().map_or(25, |n| n.parse().expect("a number of rounds"));
    let wanted = args.next().unwrap_or_default();
    for group in GROUPS.iter().filter(|group| group.file.contains(&wanted)) {
        let path = Path::new(&corpus).join(group.file);
        match std::fs::read_to_string(&path) {
            Ok(text) => measure(group, &text, rounds),
            Err(e) => println!("{}: {e}", path.display()),
        }
    }
}

fn measure(group: &Group, text: &str, rounds: usize) {
    // Enough calls for a round of a row to take some milliseconds.
    let calls = (8_000_000 / text.len()).max(1);
    let rounds = if text.len() > 50_000_000 { rounds.min(9) } else { rounds };
    let mut seconds = vec![Vec::with_capacity(rounds); group.rows.len()];
    for _ in 0..rounds {
        for (row, seconds) in group.rows.iter().zip(&mut seconds) {
            let start = Instant::now();
            for _ in 0..calls {
                black_box((row.run)(black_box(text)));
            }
            seconds.push(start.elapsed().as_secs_f64() / calls as f64);
        }
    }
    println!("{} ({} bytes)", group.file, text.len());
    for (row, own) in group.rows.iter().zip(&seconds) {
        let speed = text.len() as f64 / median(own.clone()) / 1e6;
        let ratio = median(own.iter().zip(&seconds[0]).map(|(own, first)| own / first).collect());
        let (cues, allocations, peak) = memory(row, text);
        println!(
            "  {:<24} {speed:>7.0} MB/s {ratio:>6.2}x time  {cues} cues  {allocations} allocations  peak {:.2}x input",
            row.name,
            peak as f64 / text.len() as f64
        );
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Cues, allocations and peak heap bytes of one call.
fn memory(row: &Row, text: &str) -> (usize, usize, usize) {
    let (calls, live) = (CALLS.load(Relaxed), LIVE.load(Relaxed));
    PEAK.store(live, Relaxed);
    let cues = (row.run)(text);
    (cues, CALLS.load(Relaxed) - calls, PEAK.load(Relaxed) - live)
}
