//! Extended audio description: a file for each error that `docs/kaltura-rules.md` lists yields the rule of the
//! list, and the rules about translations, descriptions and chapters stay linear.

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

use cuesmith::kaltura::lint::{KALTURA_EAD, RULES};
use cuesmith::lint::{self, FileKind, Options, Plan, ReferenceFile};
use cuesmith::source::Source;
use cuesmith::{ReadOptions, open};

use crate::common::Stopwatch;

/// The codes that a file of descriptions yields, without those of its format and platform.
fn codes(text: &str, settings: &[(&str, &str)]) -> Vec<&'static str> {
    let mut options = Options::of(&KALTURA_EAD);
    for (name, value) in settings {
        options.set(name, value).unwrap();
    }
    options.choice.select = ["EAD", "TIM"].map(|word| RULES.selector(word).unwrap()).to_vec();
    let source = Source::from_text(text);
    let plan = Plan::new(&RULES, options);
    let report = lint::check(&open(&source, None, &ReadOptions::default()), &plan);
    let mut codes: Vec<&str> = report.diagnostics.iter().map(|d| d.code.0).collect();
    codes.dedup();
    codes
}

fn cue(times: &str, text: &str) -> String {
    format!("WEBVTT\n\n{times}\n{text}\n")
}

#[test]
fn every_error_of_a_description_yields_its_rule() {
    const TIMES: &str = "00:00:01.000 --> 00:00:04.000";
    let long = "word ".repeat(55);
    let overlap = cue(TIMES, "A boat enters.") + "\n00:00:03.000 --> 00:00:06.000\nRain falls.\n";
    let blocks = "WEBVTT\n\nSTYLE\n::cue { color: red }\n\nNOTE hi\n\n".to_owned()
        + "00:00:01.000 --> 00:00:04.000\nA boat enters.\n";
    /// What it is, the file, the options, and the codes that it must yield.
    type Case<'a> = (&'a str, String, &'a [(&'a str, &'a str)], &'a [&'a str]);
    let cases: &[Case<'_>] = &[
        ("overlap", overlap, &[], &["EAD003"]),
        ("zero", cue("00:00:01.000 --> 00:00:01.000", "A boat."), &[], &["EAD002"]),
        ("reversed", cue("00:00:02.000 --> 00:00:01.000", "A boat."), &[], &["EAD002"]),
        ("one ms", cue("00:00:01.000 --> 00:00:01.001", "A boat."), &[], &["TIM003"]),
        ("short", cue("00:00:01.000 --> 00:00:01.999", "A boat."), &[], &["EAD008"]),
        ("empty", cue(TIMES, "<i></i>"), &[], &["EAD005", "EAD006"]),
        ("symbols", cue(TIMES, "… - …"), &[], &["EAD005"]),
        ("tags", cue(TIMES, "A <b>boat</b>."), &[], &["EAD006"]),
        ("entities", cue(TIMES, "The &quot;boat&quot;."), &[], &["EAD006"]),
        ("settings", cue(&format!("{TIMES} line:0"), "A boat."), &[], &["EAD006"]),
        ("blocks", blocks, &[], &["EAD006"]),
        ("long", cue(TIMES, long.trim()), &[], &["EAD009"]),
        ("beyond", cue(TIMES, "A boat."), &[("media_duration", "3000")], &["EAD004"]),
        (
            "language",
            cue(TIMES, "A boat."),
            &[("language", "de"), ("audio_language", "en")],
            &["EAD012"],
        ),
        // More words than can be spoken in the interval: the player waits, so nothing is reported.
        (
            "longer than the interval",
            cue("00:00:01.000 --> 00:00:02.000", long[..240].trim()),
            &[],
            &[],
        ),
    ];
    for (name, text, settings, expected) in cases {
        assert_eq!(codes(text, settings), *expected, "{name}");
    }
    assert_eq!(codes("1\n00:00:01,000 --> 00:00:04,000\nA boat.\n", &[]), ["EAD001"], "SRT");
}

/// A file of many cues, each of which overlaps the ones around it.
fn many(count: u64, step: u64, length: u64) -> String {
    let mut text = String::from("WEBVTT\n");
    let clock = |ms: u64| {
        let (s, ms) = (ms / 1000, ms % 1000);
        format!("{:02}:{:02}:{:02}.{ms:03}", s / 3600, s / 60 % 60, s % 60)
    };
    for n in 0..count {
        let start = n * step;
        write!(text, "\n{} --> {}\nANN: It is cold & wet\n", clock(start), clock(start + length))
            .unwrap();
    }
    text
}

fn time_of(count: u64) -> Duration {
    let text = many(count, 1000, 60_000);
    let other = many(count / 2, 1900, 500);
    let source = Source::from_text(&other);
    let file = open(&source, None, &ReadOptions::default());
    let original = Arc::new(ReferenceFile::of("other.vtt", &file));
    let began = Stopwatch::start();
    for kind in [FileKind::Captions, FileKind::Ead, FileKind::Chapters] {
        let mut options = Options::default();
        options.choice.kind = kind;
        options.choice.select =
            ["ALN", "EAD", "CHP"].map(|word| RULES.selector(word).unwrap()).to_vec();
        options.context.reference_file = Some(Arc::clone(&original));
        options.context.media_duration = Some(5000);
        let plan = Plan::new(&RULES, options);
        let source = Source::from_text(&text);
        let report = lint::check(&open(&source, None, &ReadOptions::default()), &plan);
        assert!(!report.diagnostics.is_empty());
    }
    began.elapsed()
}

#[test]
fn pairs_descriptions_and_chapters_stay_linear_where_everything_overlaps() {
    let (few, many) = (time_of(2000), time_of(16_000));
    // Eight times as much; sixty-four times were quadratic. A slow machine is not a proof.
    assert!(many < few * 32 + Duration::from_millis(500), "{few:?} for 2,000, {many:?} for 16,000");
}
