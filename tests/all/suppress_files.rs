//! Suppression by the command: `[[ignore]]` entries, their mistakes and their end, copies without directives, and an
//! archive with a baseline that stays silent.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use crate::common::folder;

/// Three cues of one millisecond, apart, and two that overlap.
const SRT: &str = "1\n00:00:01,000 --> 00:00:01,001\nOne.\n\n2\n00:00:03,000 --> 00:00:06,000\nTwo.\n\n\
                   3\n00:00:05,000 --> 00:00:08,000\nThree.\n\n4\n00:00:09,000 --> 00:00:09,001\nFour.\n";

fn run(folder: &Path, line: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cuesmith"));
    command.current_dir(folder).args(line.split(' ')).output().unwrap()
}

/// The findings as `path:line code`, and the summary.
fn found(folder: &Path, line: &str) -> (Vec<String>, Value) {
    let output = run(folder, &format!("check --format json {line}"));
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.code() < Some(2), "{error}");
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let files = report["files"].as_array().unwrap().iter();
    let all = files.flat_map(|file| file["diagnostics"].as_array().unwrap()).map(|found| {
        let line = &found["range"]["start"]["line"];
        format!("{}:{line} {}", found["path"].as_str().unwrap(), found["code"].as_str().unwrap())
    });
    (all.collect(), report["summary"].clone())
}

fn entry(text: &str) -> String {
    format!("[[ignore]]\nreason = \"agreed\"\n{text}\n")
}

const TIM: &str = "--select TIM003,TIM004,SUP .";

#[test]
fn entries_choose_files_rules_cues_and_times() {
    let all = ["a.srt:2 TIM003", "a.srt:10 TIM004", "a.srt:14 TIM003"];
    for (text, gone) in [
        ("rules = \"TIM003\"", &[0, 2][..]),
        ("rules = [\"TIM\"]\nfiles = \"a.*\"", &[0, 1, 2]),
        ("rules = \"ALL\"\ncues = 1", &[0]),
        ("rules = \"tim003\"\ncues = [\"3-4\"]", &[2]),
        ("rules = \"ALL\"\ncues = \"4\"", &[2]),
        ("rules = \"cue-overlap\"\ntime = \"00:00:04-00:00:05.5\"", &[1]),
        ("rules = \"ALL\"\ntime = [\"0-2\", \"9-10\"]", &[0, 2]),
        ("rules = \"ALL\"\ntime = \"0-10\"\ncues = [3]", &[1]),
    ] {
        let config = entry(text);
        let folder = folder(&[("cuesmith.toml", config.as_str()), ("a.srt", SRT)]);
        let (left, summary) = found(folder.path(), TIM);
        let expected: Vec<&str> =
            (0..3).filter(|at| !gone.contains(at)).map(|at| all[at]).collect();
        assert_eq!(left, expected, "{text}");
        assert_eq!(summary["suppressed"], gone.len(), "{text}");
        let (shown, summary) = found(folder.path(), &format!("--show-suppressed {TIM}"));
        assert_eq!((shown.len(), &summary["suppressed"]), (3, &Value::from(0)), "{text}");
    }
}

#[test]
fn the_summary_counts_suppressed_findings() {
    let config = entry("rules = \"TIM\"");
    let folder = folder(&[("cuesmith.toml", config.as_str()), ("a.srt", SRT)]);
    let output = run(folder.path(), "check --select TIM003,TIM004 a.srt");
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.starts_with("no findings in 1 file, 3 suppressed\n"), "{text}");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn an_entry_that_suppresses_nothing_is_reported_when_all_its_files_were_checked() {
    let config = format!(
        "{}{}{}{}",
        entry("rules = \"TIM001\"\nfiles = \"a.srt\""),
        entry("rules = \"TIM001\"\nfiles = \"sub/**\""),
        entry("rules = \"TIM001\"\nfiles = \"gone.srt\""),
        entry("rules = \"TIM003\"\nfiles = \"*.srt\"")
    );
    let folder = folder(&[("cuesmith.toml", config.as_str()), ("a.srt", SRT), ("sub/b.srt", SRT)]);
    let unused = |line: &str| {
        let mut found = found(folder.path(), line).0;
        found.retain(|found| found.contains("SUP"));
        found
    };
    let place = |entry: usize| format!("cuesmith.toml:{} SUP001", entry * 4 + 1);
    assert_eq!(unused("--select TIM,SUP001 ."), [place(0), place(1), place(2)]);
    // One file shows nothing about others.
    assert_eq!(unused("--select TIM,SUP001 a.srt"), [place(0)]);
    assert_eq!(unused("--select TIM,SUP001 sub"), [""; 0]);
    // Rules that did not run show nothing; that no file matches is known all the same.
    assert_eq!(unused("--select TIM003,SUP001 ."), [place(2)]);
    assert_eq!(unused("--select TIM ."), [""; 0]);
}

#[test]
fn an_expired_entry_no_longer_applies() {
    let config = entry("rules = \"TIM003\"\nexpires = \"2027-01-31\"");
    let folder = folder(&[("cuesmith.toml", config.as_str()), ("a.srt", SRT)]);
    let at = |date: &str| found(folder.path(), &format!("--today {date} --select TIM003,SUP ."));
    let (left, summary) = at("2027-01-31");
    assert_eq!((left.as_slice(), &summary["suppressed"]), (&[][..], &Value::from(2)));
    let (left, summary) = at("2027-02-01");
    assert_eq!(left, ["a.srt:2 TIM003", "a.srt:14 TIM003", "cuesmith.toml:1 SUP005"]);
    assert_eq!(summary["suppressed"], 0);
    let text = run(folder.path(), "check --format concise --today 2028-01-01 --select SUP .");
    let text = String::from_utf8(text.stdout).unwrap();
    assert!(text.contains("cuesmith.toml:1:1: warning: the entry expired on 2027-01-31"), "{text}");
    // As TOML writes dates.
    fs::write(folder.path().join("cuesmith.toml"), config.replace("\"2027-01-31\"", "2027-01-31"))
        .unwrap();
    assert_eq!(at("2027-02-01").0.len(), 3);
    let wrong = run(folder.path(), "check --today 31.1.2027 a.srt");
    assert_eq!(wrong.status.code(), Some(2));
}

#[test]
fn an_entry_without_a_reason_is_found_on_request() {
    let folder = folder(&[("cuesmith.toml", "[[ignore]]\nrules = \"TIM003\"\n"), ("a.srt", SRT)]);
    let without = |line: &str| {
        found(folder.path(), line).0.iter().any(|found| found == "cuesmith.toml:1 SUP003")
    };
    assert!(without("--select SUP003 .") && without("--severity SUP003=on .") && !without("."));
}

#[test]
fn mistakes_in_entries_have_places() {
    for (text, expected) in [
        ("rules = \"TIM03\"", "line 3, column 9: unknown rule `TIM03`: did you mean `TIM003`?"),
        ("rule = \"TIM003\"", "line 3, column 1: unknown key `rule`"),
        ("files = \"*.srt\"", "line 1, column 1: the entry of `ignore` names no rules"),
        ("rules = []", "line 3, column 9: `rules` is empty"),
        ("rules = \"ALL\"\ncues = []", "line 4, column 8: `cues` is empty"),
        ("rules = \"ALL\"\ncues = 0", "line 4, column 8: `0` is not the position of a cue"),
        (
            "rules = \"ALL\"\ncues = \"9-3\"",
            "line 4, column 8: the range `9-3` ends before it begins",
        ),
        ("rules = \"ALL\"\ncues = [true]", "line 4, column 9: this is not a cue"),
        ("rules = \"ALL\"\ntime = \"1:00\"", "line 4, column 8: `1:00` is not a time range"),
        (
            "rules = \"ALL\"\nexpires = \"2027-02-30\"",
            "line 4, column 11: `2027-02-30` is not a date",
        ),
        ("rules = \"ALL\"\nfiles = \"[\"", "line 4, column 9: `[` is not a pattern"),
        ("rules = \"ALL\"\nreason = 3", "line 2, column 1: duplicate key"),
    ] {
        let config = entry(text);
        let folder = folder(&[("cuesmith.toml", config.as_str()), ("a.srt", SRT)]);
        let output = run(folder.path(), "check .");
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{error}");
        // The place of a duplicate key depends on the TOML parser.
        let expected = expected.strip_prefix("line 2, column 1: ").unwrap_or(expected);
        assert!(error.contains(expected), "{text}: {error}");
    }
    let folder = folder(&[("cuesmith.toml", "ignore = 3\n"), ("a.srt", SRT)]);
    let error = String::from_utf8(run(folder.path(), "check .").stderr).unwrap();
    assert!(error.contains("line 1, column 10: `ignore` is not a list of tables"), "{error}");
}

#[test]
fn entries_of_an_extended_file_apply_and_are_reported_there() {
    let base = format!("{}{}", entry("rules = \"TIM003\""), entry("rules = \"TIM001\""));
    let folder = folder(&[
        ("base.toml", base.as_str()),
        ("cuesmith.toml", "extends = \"base.toml\"\n"),
        ("a.srt", SRT),
        ("sub/cuesmith.toml", "extends = \"../base.toml\"\n"),
        ("sub/b.srt", SRT),
    ]);
    let (left, summary) = found(folder.path(), "--select TIM,SUP001 --ignore TIM004,TIM006 .");
    assert_eq!(
        (left, summary["suppressed"].as_u64()),
        (vec!["base.toml:4 SUP001".to_owned()], Some(4))
    );
}

const VTT: &str = "WEBVTT\n\nNOTE cuesmith-ignore TIM003: a flash\n\n00:01.000 --> 00:01.001\nOne.\n\n\
                   NOTE Kept.\n\n00:03.000 --> 00:04.000\n Two.\n";

#[test]
fn copies_are_written_without_directives() {
    let stripped = VTT.replacen("NOTE cuesmith-ignore TIM003: a flash\n\n", "", 1);
    let fixed = stripped.replace(" Two", "Two");
    let folder = folder(&[("a.vtt", VTT)]);
    let path = folder.path().join("a.vtt");
    let diff = run(folder.path(), "check --diff --strip-directives --select SUP a.vtt");
    let text = String::from_utf8(diff.stdout).unwrap();
    assert!(text.contains("-NOTE cuesmith-ignore TIM003: a flash\n"), "{text}");
    assert_eq!((diff.status.code(), fs::read_to_string(&path).unwrap().as_str()), (Some(1), VTT));
    // Findings keep their places in what is written, and stay suppressed.
    let (left, summary) =
        found(folder.path(), "--fix --strip-directives --severity TXT=warning a.vtt");
    assert!(!left.iter().any(|found| found.contains("TIM003")), "{left:?}");
    assert_eq!(summary["suppressed"], 1);
    let written = fs::read_to_string(&path).unwrap();
    assert!(written == stripped || written == fixed, "{written}");
    // To standard output.
    fs::write(&path, VTT).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_cuesmith"));
    command.args(["check", "--fix", "--strip-directives", "--select", "SUP", "-"]);
    let input = fs::File::open(&path).unwrap();
    let output = command.stdin(Stdio::from(input)).output().unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), stripped);
    assert_eq!(fs::read_to_string(&path).unwrap(), VTT);
    let alone = run(folder.path(), "check --strip-directives a.vtt");
    assert_eq!(alone.status.code(), Some(2));
}

#[test]
fn places_of_findings_are_those_of_the_written_file() {
    let text = VTT.replace("00:03.000 --> 00:04.000", "00:03.000 --> 00:03.001");
    let folder = folder(&[("a.vtt", text.as_str())]);
    let (left, _) = found(folder.path(), "--fix --strip-directives --select TIM003 a.vtt");
    assert_eq!(left, ["a.vtt:8 TIM003"]);
    // With the comment, only the cue after it is suppressed.
    fs::write(folder.path().join("a.vtt"), &text).unwrap();
    let (left, summary) = found(folder.path(), "--select TIM003 a.vtt");
    assert_eq!(
        (left, &summary["suppressed"]),
        (vec!["a.vtt:10 TIM003".to_owned()], &Value::from(1))
    );
}

/// An archive of 2,000 files with old faults.
fn archive() -> TempDir {
    let mut files = Vec::new();
    for n in 0..2000 {
        let (flash, overlap) = (n % 3 == 0, n % 7 == 0);
        let end = if flash { 1001 } else { 2500 };
        let second = if overlap { 2000 } else { 4000 };
        let text = match n % 4 {
            0 | 1 => format!(
                "1\n00:00:01,000 --> 00:00:0{},{:03}\nThe harbour opens.\n\n\
                 2\n00:00:0{},000 --> 00:00:06,000\nBring a coat.\n",
                end / 1000,
                end % 1000,
                second / 1000
            ),
            2 => format!(
                "WEBVTT\n\n{}00:01.000 --> 00:0{}.{:03}\nThe harbour opens.\n\n\
                 00:0{}.000 --> 00:06.000\nBring a coat.\n",
                if flash { "NOTE cuesmith-ignore TIM003: a flash\n\n" } else { "" },
                end / 1000,
                end % 1000,
                second / 1000
            ),
            _ => format!(
                "<tt xmlns=\"http://www.w3.org/ns/ttml\" xml:lang=\"en\"><body><div>\n\
                 <p begin=\"1s\" end=\"{end}ms\">The harbour opens.</p>\n\
                 <p begin=\"{second}ms\" end=\"6s\">Bring a coat.</p>\n</div></body></tt>\n"
            ),
        };
        let language = if n % 5 == 0 { "de" } else { "en" };
        let extension = ["srt", "srt", "vtt", "ttml"][n % 4];
        files.push((format!("{}/{n:04}.{language}.{extension}", n / 200), text));
    }
    let mut config = "preset = \"recommended\"\n\n\
        [[overrides]]\nfiles = \"*.de.*\"\noptions = { language = \"de\", max-chars = 37 }\n\n\
        [[overrides]]\nfiles = \"9/**\"\nrules = { TIM004 = \"off\" }\n\n\
        [[overrides]]\nfiles = \"*.vtt\"\nrules = { TIM003 = \"error\" }\n"
        .to_owned();
    // Ten entries, each for one file with a flash.
    for n in (0..).step_by(12).take(10) {
        let _ = write!(
            config,
            "\n[[ignore]]\nfiles = \"{n:04}.*\"\nrules = [\"TIM003\"]\ncues = 1\nreason = \"a flash\"\n"
        );
    }
    files.push(("cuesmith.toml".to_owned(), config));
    let files: Vec<(&str, &str)> = files.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    folder(&files)
}

#[test]
fn an_archive_with_a_baseline_overrides_and_suppressions_is_silent_until_something_new_is_wrong() {
    let folder = archive();
    let at = folder.path();
    let line = "--baseline known.json --fail-on info .";
    let (first, summary) = found(at, "--fail-on info .");
    assert!(first.len() > 500, "{}", first.len());
    assert_eq!(summary["files"], 2000);
    // 10 entries, and the comments in every twelfth file.
    let comments = (0..2000).filter(|n| n % 4 == 2 && n % 3 == 0).count();
    assert_eq!(summary["suppressed"].as_u64(), Some(10 + comments as u64));
    assert!(!first.iter().any(|found| found.starts_with("9/") && found.ends_with("TIM004")));
    assert!(first.iter().any(|found| found.starts_with("8/") && found.ends_with("TIM004")));

    let made = run(at, &format!("check --update-baseline {line}"));
    assert_eq!(made.status.code(), Some(0), "{}", String::from_utf8_lossy(&made.stderr));
    let (second, summary) = found(at, line);
    assert_eq!((second.as_slice(), &summary["findings"]), (&[][..], &Value::from(0)));
    assert_eq!(run(at, &format!("check -q --format concise {line}")).stdout, b"");

    let path = at.join("4/0801.en.srt");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, format!("\n{}", text.replace("00:00:06,000", "00:00:03,000"))).unwrap();
    let (new, summary) = found(at, &format!("{line} --ignore SRT"));
    assert_eq!((new.len(), &summary["findings"]), (1, &Value::from(1)), "{new:?}");
    assert!(new[0].starts_with("4/0801.en.srt:7 TIM001"), "{new:?}");
    assert_eq!(run(at, &format!("check -q {line}")).status.code(), Some(1));
}
