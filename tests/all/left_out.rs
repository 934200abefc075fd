//! Findings over a limit are counted and not kept: totals, exit codes and fixes are as without the limit, and
//! every report gives the number.

use std::fs;
use std::num::NonZeroU32;
use std::process::Command;

use cuesmith::kaltura::lint::{KALTURA_REACH, RULES};
use cuesmith::lint::{self, Options, Plan, RECOMMENDED};
use cuesmith::open;
use cuesmith::report::Summary;
use cuesmith::source::{DecodeOptions, decode};
use serde_json::Value;

use crate::common::{all_inputs, reading};

/// Everything that is counted, but for what is left out.
fn totals(report: &lint::Report) -> Summary {
    let mut total = Summary::default();
    total.add(report, &[]);
    Summary { left_out: 0, ..total }
}

#[test]
fn totals_are_the_same_with_and_without_a_limit() {
    let plan = |preset, most| {
        let mut options = Options { max_findings: NonZeroU32::new(most), ..Options::of(preset) };
        options.choice.select = vec![RULES.selector("ALL").unwrap()];
        Plan::new(&RULES, options)
    };
    let plain = [0, 1, 3].map(|most| plan(&RECOMMENDED, most));
    let platform = [0, 1, 3].map(|most| plan(&KALTURA_REACH, most));
    let (mut files, mut left_out) = (0, 0);
    for (name, bytes) in all_inputs().into_iter().filter(|(_, bytes)| bytes.len() < 6000) {
        let source = decode(&bytes, &DecodeOptions::default()).unwrap();
        let file =
            open(&source, Some(&name), &reading(cuesmith::detect(&source.text, Some(&name))));
        for [all, some @ ..] in [&plain, &platform] {
            let expected = lint::check(&file, all);
            assert_eq!(expected.left_out, []);
            for plan in some {
                let found = lint::check(&file, plan);
                assert_eq!(totals(&found), totals(&expected), "{name}");
                assert_eq!(found.findings(), expected.findings());
                assert_eq!(found.severity(), expected.severity());
                assert_eq!(found.suppressed, expected.suppressed);
                let most = plan.options.max_findings.unwrap().get() as usize;
                for more in &found.left_out {
                    let kept = found.diagnostics.iter().filter(|d| d.code.0 == more.code);
                    assert_eq!(kept.count(), most, "{name}: {more:?}");
                }
                files += usize::from(!found.left_out.is_empty());
                left_out += found.left_out.iter().map(|more| more.findings()).sum::<u32>();
            }
        }
    }
    println!("{left_out} findings left out of {files} reports");
    assert!(left_out > 1000);
}

fn many() -> String {
    let cue = |n: u32| format!("00:{n:02}.000 --> 00:{n:02}.001\nThe harbour  opens ,at six\n\n");
    "WEBVTT\n\n".to_owned() + &(0..30).map(cue).collect::<String>()
}

#[test]
fn every_report_gives_the_number_of_findings_that_it_does_not_list() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("many.vtt"), many()).unwrap();
    let check = |arguments: &[&str]| {
        let done = Command::new(env!("CARGO_BIN_EXE_cuesmith"))
            .current_dir(&folder)
            .args(["check", "--select", "TXT003", "--fail-on", "info", "many.vtt"])
            .args(arguments)
            .output()
            .unwrap();
        assert_eq!(done.status.code(), Some(1));
        String::from_utf8(done.stdout).unwrap()
    };
    let sentence = "20 more findings of this rule are counted and not listed";
    for format in ["concise", "sarif", "github", "gitlab", "junit", "checkstyle", "rdjson", "csv"] {
        let text = check(&["--format", format, "--max-findings", "10"]);
        assert!(text.contains(sentence), "{format}: {text}");
        assert!(!check(&["--format", format]).contains("more finding"), "{format}");
    }
    for format in ["human", "html"] {
        let text = check(&["--format", format, "--max-findings", "10", "--max-per-rule", "4"]);
        assert!(text.contains("and 26 more of"), "{format}: {text}");
        assert!(text.contains("30 infos"), "{format}: {text}");
    }
    let json: Value =
        serde_json::from_str(&check(&["--format", "json", "--max-findings", "10"])).unwrap();
    let file = &json["files"][0];
    assert_eq!(file["diagnostics"].as_array().unwrap().len(), 10);
    let more = &file["left_out"][0];
    assert_eq!((&more["code"], &more["infos"]), (&"TXT003".into(), &20.into()));
    assert_eq!((&more["path"], &more["fixable"]), (&"many.vtt".into(), &20.into()));
    let summary = &json["summary"];
    assert_eq!((&summary["infos"], &summary["left_out"]), (&30.into(), &20.into()));
    let lines = check(&["--format", "ndjson", "--max-findings", "10"]);
    let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let of = |kind: &str| lines.iter().filter(|line| line["type"] == kind).count();
    assert_eq!((of("finding"), of("left-out"), of("summary")), (10, 1, 1));
    // House style is one line with the cue that is furthest from the limit, wherever it is.
    fs::write(folder.path().join("many.vtt"), many() + "01:40.000 --> 01:50.000\nThe harbour opens at six in the morning, as always, and closes late\n").unwrap();
    let line = |most: &str| {
        let done = Command::new(env!("CARGO_BIN_EXE_cuesmith"))
            .current_dir(&folder)
            .args(["check", "many.vtt", "--max-findings", most])
            .output()
            .unwrap();
        let text = String::from_utf8(done.stdout).unwrap();
        text.lines()
            .filter(|line| line.contains("--verbose lists them"))
            .collect::<Vec<_>>()
            .join("\n")
    };
    assert!(line("2").contains("cue"), "{}", line("2"));
    assert_eq!(line("2"), line("0"));
}

#[test]
fn fixing_is_not_limited() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("many.vtt");
    let fixed = |most: &str| {
        fs::write(&path, many()).unwrap();
        let done = Command::new(env!("CARGO_BIN_EXE_cuesmith"))
            .args(["check", "--fix", "--unsafe-fixes", "--max-findings", most, "--select", "TXT"])
            .arg(&path)
            .output()
            .unwrap();
        assert!(done.status.code() < Some(2), "{}", String::from_utf8_lossy(&done.stderr));
        fs::read_to_string(&path).unwrap()
    };
    assert_eq!(fixed("2"), fixed("0"));
    assert_ne!(fixed("2"), many());
}
