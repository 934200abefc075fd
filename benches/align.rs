//! Time and memory of the aligner: `cargo bench --bench align`. Texts of a made-up language and a recognizer that errs
//! in 10 words of 100 (`tests/all/align_text.rs`). Prints a table and fails where a figure exceeds its limit.
//!
//! Time is that of the processor, not of the clock, so that other programs matter less (Linux; elsewhere the clock's).
//! Memory is the most that is allocated at one time during the alignment, without transcript and timeline.

#![allow(clippy::print_stdout)] // it is a command

use std::hint::black_box;
use std::process::ExitCode;
use std::time::Instant;

use allocation_counter::measure;
use cuesmith::align::{AlignOptions, Transcript, WordTimeline, align};

#[path = "../tests/all/align_text.rs"]
#[allow(dead_code)] // tests use the rest
mod align_text;

use align_text::{Chance, heard, text, transcript};

/// Each time is the least of so many measurements, and each of them the mean of runs over so many words in all: the
/// system counts in steps of some milliseconds.
const RUNS: usize = 5;
const WORDS: usize = 1_000_000;
/// Words of 100 that the recognizer gets wrong.
const ERRORS: u64 = 10;
/// The most that time may grow with the number of words: as n to the power of this.
const GROWTH: f64 = 1.15;

/// A transcript, a timeline, and the most seconds and megabytes that the alignment may take.
struct Task {
    name: String,
    text: String,
    timeline: WordTimeline,
    belongs: bool,
    limits: (f64, f64),
}

fn main() -> ExitCode {
    let right = |words: usize, limits| {
        let text = text(words, 7);
        let timeline = heard(&text, ERRORS, 8);
        Task { name: format!("{words} words"), text, timeline, belongs: true, limits }
    };
    let other = |name: &str, text: String| {
        let timeline = heard(&align_text::text(50_000, 7), ERRORS, 8);
        Task { name: name.to_owned(), text, timeline, belongs: false, limits: (1.5, 64.0) }
    };
    let tasks = [
        right(12_500, (0.05, 5.0)),
        right(25_000, (0.1, 10.0)),
        right(50_000, (0.2, 20.0)),
        right(100_000, (0.4, 40.0)),
        other("50000 words of another text", text(50_000, 9)),
        other("50000 words, shuffled", shuffled(&text(50_000, 7))),
    ];
    println!("{:<30} {:>9} {:>9}", "", "seconds", "MB");
    let mut times = Vec::new();
    let mut holds = true;
    for task in &tasks {
        let (seconds, megabytes) = run(task);
        println!("{:<30} {seconds:>9.3} {megabytes:>9.1}", task.name);
        holds &= at_most(&task.name, "seconds", seconds, task.limits.0);
        holds &= at_most(&task.name, "MB", megabytes, task.limits.1);
        times.push(seconds);
    }
    let growth = (times[3] / times[0]).log2() / 3.0;
    println!("time grows as n^{growth:.2} from 12500 to 100000 words");
    holds &= at_most("growth", "as a power", growth, GROWTH);
    if holds { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn at_most(name: &str, what: &str, value: f64, limit: f64) -> bool {
    let holds = value <= limit;
    if !holds {
        println!("LIMIT: {name}: {value:.3} {what}, the limit is {limit}");
    }
    holds
}

/// The least time of all runs, in seconds, and the most memory, in megabytes.
fn run(task: &Task) -> (f64, f64) {
    let transcript = transcript(&task.text);
    let mut seconds = f64::INFINITY;
    let times = WORDS / transcript.items.len();
    for _ in 0..RUNS {
        let start = processor_time();
        (0..times).for_each(|_| aligned(task, &transcript));
        seconds = seconds.min((processor_time() - start) / times as f64);
    }
    let memory = measure(|| aligned(task, &transcript)).bytes_max;
    (seconds, memory as f64 / 1e6)
}

fn aligned(task: &Task, transcript: &Transcript<'_>) {
    let found = align(black_box(transcript), &task.timeline, &AlignOptions::default());
    assert_eq!(found.is_ok(), task.belongs, "{}", task.name);
    black_box(found.is_ok());
}

/// Seconds of this thread on a processor.
fn processor_time() -> f64 {
    thread_local!(static START: Instant = Instant::now());
    let spent = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = spent.and_then(|all| all.split(' ').next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| START.with(|start| start.elapsed().as_secs_f64()), |ns| ns / 1e9)
}

fn shuffled(text: &str) -> String {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    let mut chance = Chance(11);
    for at in (1..words.len()).rev() {
        words.swap(at, chance.below(at as u64 + 1) as usize);
    }
    words.join(" ")
}
