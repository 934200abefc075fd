//! One heap allocation serves many cues: reading and lowering plain files allocate vectors that
//! double, not something for every cue; and hostile documents do not make readers ask for more than
//! they may. A binary of its own: what counts is the allocator of the whole process.

#![allow(clippy::print_stdout)] // what is skipped is said

use std::fmt::Write as _;
use std::fs;
use std::num::NonZeroU32;
use std::time::Instant;

use allocation_counter::measure;
use cuesmith::align::{AlignOptions, TimedWord, WordTimeline, align, parse_transcript};
use cuesmith::kaltura::lint::RULES;
use cuesmith::kaltura::{SafeOptions, write_safe};
use cuesmith::lint::{self, Plan};
use cuesmith::retime::{self, retime};
use cuesmith::rewrite::delete_lines;
use cuesmith::source::{DecodeOptions, Severity, Source, decode};
use cuesmith::time::{TimeMap, Timestamp};
use cuesmith::ttml;
use cuesmith::verify_change::apply;
use cuesmith::{Format, Opened, ReadOptions, WriteOptions, open, raise, read};
use serde_json::Value;

#[path = "all/data.rs"]
mod data;

fn plain(format: Format, cues: u32) -> String {
    let mut text = String::new();
    if format == Format::Ttml {
        text.push_str("<tt xmlns=\"http://www.w3.org/ns/ttml\" xml:lang=\"en\"><body><div>\n");
        for n in 0..cues {
            let (from, to) = (2 * n, 2 * n + 1);
            let lines = "The harbour opens<br/>at six in the morning.";
            writeln!(text, "<p begin=\"{from}s\" end=\"{to}s\">{lines}</p>").unwrap();
        }
        return text + "</div></body></tt>\n";
    }
    if format == Format::WebVtt {
        text.push_str("WEBVTT\n\n");
    }
    for n in 0..cues {
        let (mark, from, to) = (format.decimal_mark(), 2 * n, 2 * n + 1);
        let time = |s: u32| format!("{:02}:{:02}:{:02}{mark}000", s / 3600, s / 60 % 60, s % 60);
        if format == Format::Srt {
            writeln!(text, "{}", n + 1).unwrap();
        }
        let lines = "The harbour opens\nat six in the morning.";
        write!(text, "{} --> {}\n{lines}\n\n", time(from), time(to)).unwrap();
    }
    text
}

fn allocations(format: Format, cues: u32) -> (u64, u64) {
    let text = plain(format, cues);
    let options = ReadOptions { format: Some(format), ..ReadOptions::default() };
    let reading = measure(|| {
        let file = read(&text, None, &options);
        assert_eq!(file.diagnostics, []);
        std::hint::black_box(file);
    });
    let file = read(&text, None, &options);
    let lowering = measure(|| {
        let timeline = file.document.lower();
        assert_eq!(timeline.cues.len(), cues as usize);
        std::hint::black_box(timeline);
    });
    (reading.count_total, lowering.count_total)
}

#[test]
fn plain_cues_cost_no_allocation_of_their_own() {
    for &format in Format::ALL {
        let (few_read, few_lowered) = allocations(format, 100);
        let (read, lowered) = allocations(format, 10_000);
        // A hundred times the cues may cost some more doublings of a vector, and no more.
        assert!(read <= few_read + 16, "{}: reading {few_read} -> {read}", format.name());
        assert!(
            lowered <= few_lowered + 40,
            "{}: lowering {few_lowered} -> {lowered}",
            format.name()
        );
        assert!(read <= 32 && lowered <= 64, "{} {read} {lowered}", format.name());
    }
}

/// What was allocated for every run of text, for every line or for every element around them, grew with
/// the square of a cue that is long or nested deep.
#[test]
fn one_cue_of_any_length_asks_for_memory_in_proportion() {
    type Work<'w> = &'w dyn Fn(&Opened<'_>);
    let imsc = WriteOptions {
        ttml: ttml::WriteOptions {
            flavour: ttml::Flavour::Imsc11,
            ..ttml::WriteOptions::default()
        },
        ..WriteOptions::default()
    };
    let ttml = |file: &Opened<'_>| drop(raise(&file.timeline, Format::Ttml, &imsc));
    let dfxp =
        |file: &Opened<'_>| drop(raise(&file.timeline, Format::Ttml, &WriteOptions::default()));
    let safe = |file: &Opened<'_>| {
        drop(write_safe(&file.timeline, Format::WebVtt, &SafeOptions::default()));
    };
    let lines = |file: &Opened<'_>| {
        let blank: Vec<usize> = (1..file.timeline.runs.len() / 2).step_by(2).collect();
        let gone = delete_lines(file, 0, &blank);
        assert!(gone.iter().take(20).all(Option::is_some));
    };
    let shapes: [(&str, &[Work<'_>]); 5] = [
        ("<b>a", &[&ttml, &dfxp, &safe]),
        ("<c.x>a", &[&ttml, &dfxp, &safe]),
        ("<ruby><rt>a", &[&ttml, &dfxp, &safe]),
        ("<ruby>a<rt>b", &[&ttml, &dfxp, &safe]),
        ("a\n&nbsp;\n", &[&lines]),
    ];
    for (unit, works) in shapes {
        for (at, work) in works.iter().enumerate() {
            let used = |times: usize| {
                let text = format!("WEBVTT\n\n00:01.000 --> 00:02.000\n{}b\n", unit.repeat(times));
                let source = Source::from_text(&text);
                let file = open(&source, None, &ReadOptions::default());
                measure(|| work(&file)).bytes_total
            };
            let (few, many) = (used(250), used(2000));
            assert!(many <= 12 * few, "{unit:?}, {at}: {few} -> {many} bytes");
        }
    }
}

/// The memory that some work on an open file needs at its peak, in bytes for each byte of the file.
fn peak(text: &str, work: impl Fn(&Opened<'_>)) -> f64 {
    let source = Source::from_text(text);
    let file = open(&source, Some("talk.srt"), &ReadOptions::default());
    work(&file); // What is made once for all files.
    measure(|| work(&file)).bytes_max as f64 / text.len() as f64
}

fn plan(preset: &'static lint::Preset, max_findings: u32) -> Plan {
    let max_findings = NonZeroU32::new(max_findings);
    let options = lint::Options { max_findings, ..lint::Options::of(preset) };
    Plan::new(&RULES, options)
}

/// A check of one cue of 100 MB took 55 bytes for each of them.
#[test]
fn a_check_of_one_long_cue_takes_few_bytes_for_each_of_it() {
    let cue = |text: String| format!("1\n00:00:01,000 --> 00:00:05,000\n{text}\n");
    let plan = plan(&lint::RECOMMENDED, 1000);
    for unit in [
        "the harbour opens at six and ",
        "the harbour opens at six in the morning\n",
        "日本語の字幕",
    ] {
        let [few, many] = [100_000, 400_000].map(|bytes| {
            peak(&cue(unit.repeat(bytes / unit.len())), |file| drop(lint::check(file, &plan)))
        });
        println!("{unit:?}: {few:.1} and {many:.1} bytes for each byte");
        assert!(many <= 1.1 * few && many < 12.0, "{unit:?}: {few} -> {many}");
    }
}

/// Retiming a million cues of 57 bytes took 33 bytes for each of them.
#[test]
fn retiming_takes_few_bytes_for_each_of_the_file() {
    let later = retime::Options { map: TimeMap::shift(1500), ..retime::Options::default() };
    let [few, many] = [2000, 8000].map(|cues| {
        peak(&plain(Format::Srt, cues), |file| {
            let done = retime(file, &later).unwrap();
            drop(apply(file, &done.edits, &done.account).unwrap());
        })
    });
    println!("{few:.1} and {many:.1} bytes for each byte");
    assert!(many <= 1.1 * few && many < 20.0, "{few} -> {many}");
}

/// Findings over the limit are counted: they take no memory, and all totals are the same.
#[test]
fn a_check_takes_no_memory_for_findings_that_it_only_counts() {
    let dirty = |cues: u32| {
        let cue = |n: u32| {
            let time = |ms: u32| {
                format!(
                    "{:02}:{:02}:{:02}.{:03}",
                    ms / 3_600_000,
                    ms / 60_000 % 60,
                    ms / 1000 % 60,
                    ms % 1000
                )
            };
            let words =
                "Well ,the harbour  opens at six in the morning, as it did in all of these years";
            format!("{}\n{} --> {}\n{words}\n\n", 3 * n, time(100 * n), time(100 * n + 1))
        };
        (0..cues).map(cue).collect::<String>()
    };
    let (all, some) = (plan(&lint::RECOMMENDED, 0), plan(&lint::RECOMMENDED, 100));
    let of_check = |cues: u32, plan: &Plan| {
        peak(&dirty(cues), |file| {
            let report = lint::check(file, plan);
            assert!(report.findings() > 4 * cues as usize, "{}", report.findings());
        }) * dirty(cues).len() as f64
    };
    let [few, many] = [1000, 4000].map(|cues| of_check(cues, &some));
    let kept = of_check(4000, &all) - of_check(1000, &all);
    println!("{few} and {many} bytes, {kept} more if all are kept");
    // What grows is what is known of each cue.
    assert!((many - few) / 3000.0 < 200.0, "{few} -> {many}");
    assert!(kept > 5.0 * (many - few), "{kept} against {}", many - few);
}

/// A text or a timeline that repeats itself without end, or is one word of a megabyte, is aligned in bounded memory.
#[test]
fn hostile_transcripts_and_timelines_stay_bounded() {
    let looping = "thanks for watching ".repeat(10_000);
    let same = "no ".repeat(30_000);
    let long = "ab1c".repeat(250_000);
    let digits = "1234567890".repeat(100_000);
    for (text, heard) in [
        (&looping, &looping),
        (&looping, &same),
        (&same, &looping),
        (&same, &same),
        (&long, &looping),
        (&looping, &long),
        (&digits, &digits),
    ] {
        let transcript = parse_transcript(text);
        let mut timeline = WordTimeline::default();
        for (at, word) in (0..).zip(heard.split(' ')) {
            let time = |ms| Some(Timestamp(ms));
            let (start, end) = (time(at * 300), time(at * 300 + 280));
            timeline.push(word, TimedWord { start, end, ..TimedWord::default() });
        }
        let options = AlignOptions { force: true, ..AlignOptions::default() };
        let used = measure(|| drop(align(&transcript, &timeline, &options).unwrap())).bytes_max;
        let what = (&text[..8], &heard[..8]);
        assert!(used < 64 << 20, "{what:?}: {used} bytes");
    }
}

#[test]
fn hostile_documents_are_refused_or_stay_bounded() {
    let Some(folder) = data::shared("ttml") else { return };
    let entries = fs::read(folder.join("hostile.json")).unwrap();
    let entries: Vec<Value> = serde_json::from_slice(&entries).unwrap();
    let mut failed = Vec::new();
    for entry in &entries {
        let bytes = fs::read(folder.join(entry["input"].as_str().unwrap())).unwrap();
        let start = Instant::now();
        let mut ok = false;
        let used = measure(|| ok = is_as_expected(&bytes, entry)).bytes_max;
        let took = start.elapsed();
        if !ok || took.as_secs_f64() > 2.0 || used > 200 << 20 {
            failed.push(format!("{} ok {ok} {took:?} {used} bytes", entry["id"]));
        }
    }
    assert!(failed.is_empty(), "{failed:#?}");
    assert_eq!(entries.len(), 31);
}

/// Reads and lowers a document. Whether it is refused, noted or read as the entry says.
fn is_as_expected(bytes: &[u8], entry: &Value) -> bool {
    let source = decode(bytes, &DecodeOptions::default()).unwrap();
    let parsed = ttml::parse(&source.text, &ttml::ParseOptions::default());
    let encoding = ttml::check_encoding(&source, &parsed.document);
    let timeline = ttml::lower(&parsed.document);
    let mut found = parsed.diagnostics.iter().chain(&encoding);
    match entry["expect"].as_str().unwrap() {
        "error" => found.any(|d| d.severity == Severity::Error),
        "diagnostic" => !parsed.diagnostics.is_empty(),
        "text" => {
            let lines = timeline.lines(&timeline.cues[0]);
            let text: Vec<&str> = lines.iter().map(|l| l.text.as_ref()).collect();
            // A blank line is kept as a line; its break is what writers must guard.
            text.join("\n") == entry["text"].as_str().unwrap()
        }
        "bounded" | "no-network" | "either" => true,
        other => panic!("unknown expectation {other}"),
    }
}
