//! Parse, check and convert over the generated corpus: `just bench`.
//!
//! Reads `film.*` (1,500 cues) and `long.*` (15,000 cues) from the folder that `CUESMITH_CORPUS`
//! names, `target/corpus` by default; `scripts/corpus` makes it from `../shared/bench`. The machine
//! is noisy: read the column *fastest*, and compare within one run. The peers' rows, side by side
//! with ours, are in `benches/peers`.

#![allow(clippy::print_stderr)] // what is skipped is said

use std::fs;
use std::path::PathBuf;

use cuesmith::kaltura::lint::RULES;
use cuesmith::lint::{self, Options, Plan};
use cuesmith::profanity::{self, Line, Matcher, MatcherOptions};
use cuesmith::reflow;
use cuesmith::source::Source;
use cuesmith::{Document, Format, ReadOptions, WriteOptions, open, raise, read, srt, webvtt};
use divan::counter::BytesCount;
use divan::{Bencher, black_box};

#[global_allocator]
static ALLOCATIONS: divan::AllocProfiler = divan::AllocProfiler::system();

const FILES: &[&str] = &["film.srt", "long.srt", "film.vtt", "long.vtt"];

fn main() {
    if corpus("long.srt").is_none() {
        return;
    }
    divan::main();
}

fn corpus(name: &str) -> Option<String> {
    let folder = std::env::var_os("CUESMITH_CORPUS").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/target/corpus")),
        PathBuf::from,
    );
    match fs::read_to_string(folder.join(name)) {
        Ok(text) => Some(text),
        Err(e) => {
            eprintln!("skipped: {}: {e}; make the corpus with scripts/corpus", folder.display());
            None
        }
    }
}

fn with(bencher: Bencher<'_, '_>, file: &str, work: impl Fn(&str)) {
    let Some(text) = corpus(file) else { return };
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| work(black_box(&text)));
}

#[divan::bench(args = FILES)]
fn parse(bencher: Bencher<'_, '_>, file: &str) {
    with(bencher, file, |text| match Format::from_path(file) {
        Some(Format::WebVtt) => {
            black_box(webvtt::parse(text, &webvtt::ParseOptions::default()));
        }
        _ => {
            black_box(srt::parse(text, &srt::ParseOptions::default()));
        }
    });
}

#[divan::bench(args = FILES)]
fn lower(bencher: Bencher<'_, '_>, file: &str) {
    let Some(text) = corpus(file) else { return };
    let document: Document<'_> = read(&text, Some(file), &ReadOptions::default()).document;
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| black_box(document.lower()));
}

#[divan::bench(args = FILES)]
fn check(bencher: Bencher<'_, '_>, file: &str) {
    with(bencher, file, |text| {
        let source = Source::from_text(text);
        let file = open(&source, Some(file), &ReadOptions::default());
        black_box(lint::check(&file, &Plan::new(&RULES, Options::default())));
    });
}

/// Every cue rewrapped at 32 characters, then only those over 42.
#[divan::bench(args = FILES)]
fn reflow_all(bencher: Bencher<'_, '_>, file: &str) {
    let options = reflow::Options {
        max_chars: 32,
        all: true,
        language: Some("en".to_owned()),
        ..reflow::Options::default()
    };
    with(bencher, file, |text| reflowed(text, file, &options));
}

#[divan::bench(args = FILES)]
fn reflow_long(bencher: Bencher<'_, '_>, file: &str) {
    let options = reflow::Options { language: Some("en".to_owned()), ..reflow::Options::default() };
    with(bencher, file, |text| reflowed(text, file, &options));
}

fn reflowed(text: &str, file: &str, options: &reflow::Options) {
    let source = Source::from_text(text);
    let file = open(&source, Some(file), &ReadOptions::default());
    black_box(reflow::reflow(&file, options));
}

#[divan::bench(args = FILES)]
fn convert(bencher: Bencher<'_, '_>, file: &str) {
    let to = match Format::from_path(file) {
        Some(Format::Srt) => Format::WebVtt,
        _ => Format::Srt,
    };
    with(bencher, file, |text| {
        let timeline = read(text, Some(file), &ReadOptions::default()).document.lower();
        black_box(raise(&timeline, to, &WriteOptions::default()));
    });
}

/// A thousand words of the built-in lists, looked for in all text of a file, markup and times too.
#[divan::bench(args = FILES)]
fn profanity_find(bencher: Bencher<'_, '_>, file: &str) {
    let lists = profanity::builtin_languages().filter_map(profanity::builtin).flatten();
    let words = lists.filter(|line| matches!(line, Line::Find(_))).take(1000).collect();
    let matcher = Matcher::of(words, &MatcherOptions::default());
    with(bencher, file, |text| {
        black_box(matcher.find(text, Some("en")));
    });
}

/// Every built-in list over the cues of a file, with the edits that mask.
#[divan::bench(args = FILES)]
fn profanity_mask(bencher: Bencher<'_, '_>, file: &str) {
    let matcher = Matcher::new(&[], &MatcherOptions::default());
    let Some(text) = corpus(file) else { return };
    let source = Source::from_text(&text);
    let opened = open(&source, Some(file), &ReadOptions::default());
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
        black_box(profanity::mask(&opened, &matcher, &profanity::Options::default()));
    });
}
