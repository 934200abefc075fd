//! Presets: `docs/presets.md` has every number with its source, and each language, audience and frame rate has its
//! row, whether it comes from the command line, a configuration file or the name of a file.
//!
//! `CUESMITH_DOCS=write cargo test --test all presets::` writes the tables of the page.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use cuesmith::kaltura::lint::RULES;
use cuesmith::lint::{OPTIONS, Preset, Reference, Row};
use serde_json::Value;

/// The presets that follow a guide of another publisher.
const GUIDES: [&str; 4] = ["netflix", "bbc", "dcmp", "youtube"];

fn unit(option: &str) -> &'static str {
    OPTIONS.iter().find(|known| known.name == option).expect("an option").unit
}

fn setting((option, value): &(&str, &str)) -> String {
    format!("`{}` {value} {}", option.replace('_', "-"), unit(option)).trim_end().to_owned()
}

fn link(source: &Reference) -> String {
    let url = source.url.strip_prefix("docs/").unwrap_or(source.url);
    format!("[{}]({url}), read on {}", source.title, source.read_on)
}

fn files(row: &Row) -> String {
    let condition = |(option, value): &(&str, &str)| match (*option, *value) {
        ("language", "*") => "any known language".to_owned(),
        ("frame_rate", rate) => format!("{rate} frames/s"),
        ("sdh", _) => "SDH".to_owned(),
        (_, value) => value.to_owned(),
    };
    if row.when.is_empty() {
        return "all".to_owned();
    }
    row.when.iter().map(condition).collect::<Vec<_>>().join(", ")
}

/// The section about a preset.
fn section(preset: &Preset) -> String {
    let (first, rest) = preset.summary.split_at(1);
    let mut out = format!("## {}\n\n{}{rest}.", preset.name, first.to_uppercase());
    if let Some(base) = preset.base {
        write!(out, " Builds on `{}`.", base.name).unwrap();
    }
    out.push('\n');
    if !preset.options.is_empty() || !preset.rows.is_empty() {
        out.push_str("\n| files | limits | source |\n|---|---|---|\n");
        if !preset.options.is_empty() {
            let settings: Vec<String> = preset.options.iter().map(setting).collect();
            writeln!(out, "| all | {} | |", settings.join(", ")).unwrap();
        }
        for row in preset.rows {
            let limits: Vec<String> = row.limits.iter().map(setting).collect();
            let (files, limits) = (files(row), limits.join(", "));
            let at = preset.references.iter().position(|reference| reference == row.source);
            let source = at.map_or_else(String::new, |at| (at + 1).to_string());
            writeln!(out, "| {files} | {limits} | {source} |").unwrap();
        }
    }
    if !preset.rules.is_empty() {
        let level = |(rules, level): &(&str, cuesmith::lint::Level)| {
            let name = RULES.find(rules).map_or(String::new(), |rule| format!(" {}", rule.name));
            format!("{rules}{name}: {}", level.name())
        };
        let levels: Vec<String> = preset.rules.iter().map(level).collect();
        writeln!(out, "\nRules: {}.", levels.join("; ")).unwrap();
    }
    out.push_str("\nSources:\n\n");
    for (number, source) in (1..).zip(preset.references) {
        writeln!(out, "{number}. {}", link(source)).unwrap();
    }
    out
}

#[test]
fn the_page_has_every_preset_with_its_numbers_and_sources() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/presets.md");
    let page = fs::read_to_string(&path).unwrap();
    let head = page.split("\n## ").next().unwrap().trim_end();
    let sections = RULES.presets.iter().map(|preset| format!("\n{}", section(preset)));
    let made = format!("{head}\n{}", sections.collect::<String>());
    if std::env::var("CUESMITH_DOCS").is_ok_and(|value| value == "write") {
        fs::write(&path, &made).unwrap();
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), made);
    assert!(head.contains("unofficial"));
}

#[test]
fn a_preset_of_a_guide_is_named_unofficial_and_each_number_has_a_source() {
    for name in GUIDES {
        let preset = RULES.preset(name).unwrap();
        assert!(preset.summary.contains("unofficial"), "{name}");
        assert!(!preset.references.is_empty(), "{name}");
    }
    for preset in RULES.presets {
        for reference in preset.references.iter().chain(preset.rows.iter().map(|row| row.source)) {
            if let Err(why) = crate::rules::can_be_opened(*reference) {
                panic!("{}: {}: {why}", preset.name, reference.title);
            }
        }
        for row in preset.rows {
            assert!(
                preset.references.contains(row.source),
                "{}: {}",
                preset.name,
                row.source.title
            );
        }
    }
    let help = Command::new(env!("CARGO_BIN_EXE_cuesmith")).args(["check", "--help"]).output();
    let help = String::from_utf8(help.unwrap().stdout).unwrap();
    for preset in RULES.presets {
        assert!(help.contains(preset.name), "{}", preset.name);
    }
    assert!(help.contains("unofficial"));
    // The npm package knows the same names.
    let types = concat!(env!("CARGO_MANIFEST_DIR"), "/wasm/js/index.d.ts");
    let types = fs::read_to_string(types).unwrap();
    let declared = types.split("export type Preset =").nth(1).unwrap().split(';').next().unwrap();
    let declared: Vec<&str> = declared.split('"').skip(1).step_by(2).collect();
    let names: Vec<&str> = RULES.presets.iter().map(|preset| preset.name).collect();
    assert_eq!(declared, names);
}

/// The limit that the findings of a rule name, for files in a folder.
fn limits(files: &[(&str, &str)], arguments: &[&str], rule: &str) -> Vec<(String, f64)> {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_cuesmith"));
    command.current_dir(folder.path()).args(["check", "--format", "json", "."]).args(arguments);
    let output = command.output().unwrap();
    assert!(output.status.code() < Some(2), "{}", String::from_utf8_lossy(&output.stderr));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut found = Vec::new();
    for file in report["files"].as_array().unwrap() {
        for finding in file["diagnostics"].as_array().unwrap() {
            if finding["code"] == rule {
                let path = file["path"].as_str().unwrap().to_owned();
                found.push((path, finding["data"]["limit"].as_f64().unwrap()));
            }
        }
    }
    found
}

/// 88 characters in two seconds.
const FAST: &str =
    "The harbour opens at six in the morning, and the ferry leaves a quarter past six, every day.";

fn srt() -> String {
    format!("1\n00:00:01,000 --> 00:00:03,000\n{FAST}\n")
}

fn vtt(head: &str) -> String {
    format!("WEBVTT\n{head}\n00:01.000 --> 00:03.000\n{FAST}\n")
}

fn ttml(language: &str) -> String {
    format!(
        "<tt xmlns=\"http://www.w3.org/ns/ttml\" xml:lang=\"{language}\"><body><div><p begin=\"1s\" end=\"3s\">{FAST}</p></div></body></tt>"
    )
}

/// A file gives its language by its name, `xml:lang` or the header of WebVTT; an option and a configuration
/// file override that.
#[test]
fn the_language_of_a_file_chooses_the_row() {
    let (srt, vtt, ttml) = (srt(), vtt("Language: th\n"), ttml("ar"));
    let files = [
        ("talk.de.srt", srt.as_str()),
        ("talk.srt", srt.as_str()),
        ("b.vtt", vtt.as_str()),
        ("c.ttml", ttml.as_str()),
    ];
    let speeds = |arguments: &[&str]| {
        // RDG004 would take the fastest cues.
        let mut all = vec!["--preset", "netflix", "--severity", "RDG004=off"];
        all.extend(arguments);
        let found = limits(&files, &all, "RDG001").into_iter();
        found.map(|(path, limit)| (path, limit as u32)).collect::<Vec<_>>()
    };
    let found = |speeds: [u32; 4]| {
        let names = ["b.vtt", "c.ttml", "talk.de.srt", "talk.srt"].map(str::to_owned);
        names.into_iter().zip(speeds).collect::<Vec<_>>()
    };
    assert_eq!(speeds(&[]), found([17, 20, 17, 20]));
    assert_eq!(speeds(&["--audience", "children"]), found([13, 17, 13, 17]));
    assert_eq!(speeds(&["--sdh"]), found([20, 23, 20, 20]));
    assert_eq!(speeds(&["--sdh", "--audience=children"]), found([17, 20, 17, 17]));
    assert_eq!(speeds(&["--language", "ko"]), found([12; 4]));
    // What a user sets is for every language.
    assert_eq!(speeds(&["--max-cps", "15"]), found([15; 4]));
    let lines = limits(&files, &["--preset", "netflix"], "LIN001");
    let lines: Vec<f64> = lines.into_iter().map(|(_, limit)| limit).collect();
    assert_eq!(lines, [35.0, 42.0, 42.0, 42.0]);
}

#[test]
fn a_configuration_file_sets_parameters_too() {
    let srt = srt();
    let config = "preset = \"bbc\"\n\n[options]\naspect = \"9:16\"\n\n[[overrides]]\nfiles = \"b.srt\"\npreset = \"dcmp\"\noptions = { level = \"middle\" }\n";
    let files = [("a.srt", srt.as_str()), ("b.srt", srt.as_str()), ("cuesmith.toml", config)];
    let found = |rule, arguments: &[&str]| limits(&files, arguments, rule);
    assert_eq!(found("LIN001", &[]), [("a.srt".into(), 25.0), ("b.srt".into(), 32.0)]);
    assert_eq!(found("RDG002", &[]), [("a.srt".into(), 180.0), ("b.srt".into(), 140.0)]);
    let lower = found("RDG002", &["--level", "lower"]);
    assert_eq!(lower, [("a.srt".into(), 180.0), ("b.srt".into(), 130.0)]);
}

/// Full-width characters count one, Latin letters half.
#[test]
fn lines_of_japanese_are_measured_in_full_width_characters() {
    let thirteen = "\u{6e2f}".repeat(13);
    let mixed = format!("{}ABCDEF", "\u{6e2f}".repeat(10));
    let cue = |text: &str| format!("1\n00:00:01,000 --> 00:00:08,000\n{text}\n");
    let (fits, mixed, long) = (cue(&thirteen), cue(&mixed), cue(&format!("{thirteen}A")));
    let files =
        [("a.ja.srt", fits.as_str()), ("b.ja.srt", mixed.as_str()), ("c.ja.srt", long.as_str())];
    let found = limits(&files, &["--preset", "netflix"], "LIN001");
    assert_eq!(found, [("c.ja.srt".to_owned(), 13.0)]);
}

#[test]
fn a_parameter_of_another_preset_is_refused_with_those_that_have_it() {
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cuesmith"));
        let output = command.args(["check", "-"]).args(arguments).output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let (code, message) = run(&["--preset", "bbc", "--audience", "children"]);
    assert_eq!(code, Some(2));
    assert!(message.contains("--audience has no effect with the preset `bbc`"), "{message}");
    assert!(message.contains("--preset netflix"), "{message}");
    let (code, message) = run(&["--sdh"]);
    assert_eq!(code, Some(2));
    assert!(message.contains("`recommended`"), "{message}");
    let (code, message) = run(&["--preset", "dcmp", "--level", "high"]);
    assert_eq!(code, Some(2));
    assert!(message.contains("lower, middle, upper, adult"), "{message}");
}

#[test]
fn the_settings_list_what_the_preset_sets_and_what_the_user_does() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cuesmith"));
    command.args(["check", "--show-settings", "--format", "json", "--preset", "netflix"]);
    command.args(["--language", "ja", "--frame-rate", "24", "--max-lines", "1"]);
    let output = command.output().unwrap();
    let shown: Value = serde_json::from_slice(&output.stdout).unwrap();
    let option = |name: &str| {
        let all = shown["options"].as_array().unwrap();
        let found = all.iter().find(|option| option["name"] == name).unwrap();
        (found["value"].to_string(), found["from"].as_str().unwrap().to_owned())
    };
    assert_eq!(option("max_chars"), ("13".into(), "preset netflix".into()));
    assert_eq!(option("max_cps"), ("4".into(), "preset netflix".into()));
    assert_eq!(option("min_gap"), ("0".into(), "preset netflix".into()));
    assert_eq!(option("max_lines"), ("1".into(), "command line".into()));
}
