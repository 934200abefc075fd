//! The SRT reader against the shared conformance data: 190 files and what other readers make of
//! them. `../shared/conformance/srt/README.md` tells the schema and the rule of comparison.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use crate::common;
use cuesmith::report::dump_srt;
use cuesmith::source::{Applicability, DecodeOptions, Edits, Source, Span, decode};
use cuesmith::srt::{Document, ParseOptions, conformance, lower, parse};
use cuesmith::timeline::visible_text;
use serde_json::Value;

/// One file of the data: its bytes and its expectation.
struct Case {
    name: String,
    bytes: Vec<u8>,
    json: Value,
}

fn cases(folder: &str) -> Vec<Case> {
    let Some(folder) = common::shared(&format!("srt/{folder}")) else { return Vec::new() };
    let entries = fs::read_dir(folder).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == "srt"));
    paths.sort();
    let case = |path: PathBuf| Case {
        name: path.file_stem().unwrap().to_string_lossy().into_owned(),
        bytes: fs::read(&path).unwrap(),
        json: serde_json::from_slice(&fs::read(path.with_extension("json")).unwrap()).unwrap(),
    };
    paths.into_iter().map(case).collect()
}

fn read(case: &Case) -> Source<'_> {
    decode(&case.bytes, &DecodeOptions::default()).unwrap()
}

/// A cue in the form of the comparison: number, times, lines, settings.
type Plain = (Option<u64>, i64, i64, Vec<String>, Option<String>);

/// "each text line trimmed of space and tab at both ends; blank lines at the start and end of a cue
/// dropped, blank lines inside kept as ''; NUL compared as a space"
fn plain(cue: &Value) -> Plain {
    let mut lines: Vec<String> = cue["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line.as_str().unwrap().replace('\0', " ").trim_matches([' ', '\t']).to_owned())
        .collect();
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    let blank = lines.iter().take_while(|line| line.is_empty()).count();
    lines.drain(..blank);
    (
        cue["index"].as_u64(),
        cue["start_ms"].as_i64().unwrap(),
        cue["end_ms"].as_i64().unwrap(),
        lines,
        cue["settings"].as_str().map(ToOwned::to_owned),
    )
}

/// The cues we read; bytes that are no text are compared as U+FFFD, which is what the other readers
/// replaced.
fn ours(source: &Source<'_>) -> Vec<Plain> {
    let mut text = source.text.to_string();
    for span in source.invalid.iter().rev() {
        text.replace_range(span.range(), "\u{fffd}");
    }
    let parsed = parse(&text, &ParseOptions::default());
    let dump: Value = serde_json::from_str(&dump_srt(&parsed.document)).unwrap();
    dump["cues"].as_array().unwrap().iter().map(plain).collect()
}

#[test]
fn cues_are_read_as_the_other_readers_agree() {
    let cases = cases("cases");
    let mut right: BTreeMap<String, usize> = BTreeMap::new();
    for case in &cases {
        let expected: Vec<Plain> =
            case.json["cues"].as_array().unwrap().iter().map(plain).collect();
        let status = case.json["status"].as_str().unwrap();
        let source = read(case);
        let got = ours(&source);
        if got == expected {
            *right.entry(status.to_owned()).or_default() += 1;
            continue;
        }
        println!("{} ({status}, read as {}):", case.name, source.encoding);
        println!("  {} cues, expected {}", got.len(), expected.len());
        for (got, expected) in got.iter().zip(&expected).filter(|(a, b)| a != b).take(2) {
            println!("  got      {got:?}\n  expected {expected:?}");
        }
    }
    println!("{right:?}");
    if cases.is_empty() {
        return;
    }
    for status in ["agreed", "agreed-contested"] {
        let of = cases.iter().filter(|case| case.json["status"] == status).count();
        common::count(&format!("srt {status}"), right[status], of);
    }
}

fn all_cases() -> Vec<Case> {
    let mut all = cases("cases");
    all.extend(cases("undecided"));
    all
}

#[test]
fn a_file_without_edits_is_written_back_to_the_byte() {
    for case in all_cases() {
        let bytes = read(&case).apply(&Edits::default()).unwrap();
        assert!(bytes == case.bytes, "{}", case.name);
    }
}

fn check_spans(name: &str, document: &Document<'_>) {
    let text = document.source;
    let mut blocks: Vec<Span> = document.unparsed.clone();
    for cue in &document.cues {
        blocks.push(cue.block);
        let parts = [cue.index, cue.start_span, cue.end_span, cue.settings, cue.payload];
        let mut end = cue.block.start;
        for (i, part) in parts.into_iter().enumerate() {
            assert!(text.get(part.range()).is_some(), "{name}: {part:?} cuts a character");
            assert!(part.start >= end, "{name}: {part:?} crosses its neighbor");
            end = part.end;
            let inside = cue.block.contains(part) || part.is_empty() && i == 4;
            assert!(inside, "{name}: {part:?} leaves {:?}", cue.block);
        }
    }
    blocks.sort_unstable();
    let mut end = 0;
    for block in blocks {
        assert!(text.get(block.range()).is_some(), "{name}: {block:?} cuts a character");
        assert!(block.start >= end, "{name}: {block:?} crosses what is before it");
        end = block.end;
    }
}

#[test]
fn spans_nest_in_their_blocks_and_lie_on_characters() {
    for case in all_cases() {
        let source = read(&case);
        let parsed = parse(&source.text, &ParseOptions::default());
        check_spans(&case.name, &parsed.document);
        for d in &parsed.diagnostics {
            assert!(source.text.get(d.span.range()).is_some(), "{}: {d:?}", case.name);
        }
    }
}

#[test]
fn every_suggested_finding_of_the_reader_is_made() {
    // Where our findings name the thing otherwise: CR CR LF is one line ending (so nothing is double
    // spaced), a cut character is an encoding's matter, text after the last cue is a blank line in
    // its text, and hours written `000` are too wide, not over 99.
    let otherwise = [
        ("blank_crcrlf", "EOL_CRCRLF"),
        ("enc_truncated_utf8", "SRT_NO_FINAL_NEWLINE"),
        ("garbage_trailing_text", "SRT_BLANK_IN_TEXT"),
        ("time_hours_3_digits_zero", "SRT_TIME_FIELD_WIDTH"),
        ("up_astisub_example_in_carriage_return", "EOL_CR_ONLY"),
    ];
    for case in cases("cases") {
        let source = read(&case);
        let parsed = parse(&source.text, &ParseOptions::default());
        let found: Vec<&str> = parsed.diagnostics.iter().map(|d| d.code.0).collect();
        let none = Vec::new();
        let suggested = case.json["suggested_diagnostics"].as_array().unwrap_or(&none);
        let ours = |code: &&str| code.starts_with("SRT_") || code.starts_with("EOL_");
        for code in suggested.iter().filter_map(Value::as_str).filter(ours) {
            let instead = otherwise.iter().find(|(name, _)| *name == case.name);
            let code = instead.map_or(code, |(_, code)| code);
            assert!(found.contains(&code), "{}: no {code} in {found:?}", case.name);
        }
    }
}

/// The text after all safe fixes that do not touch each other; `None` when there is none.
fn fixed_once(text: &str) -> Option<String> {
    let parsed = parse(text, &ParseOptions::default());
    let mut found = parsed.diagnostics;
    found.extend(conformance(&parsed.document));
    found.sort_by_key(|d| d.span.start);
    let mut edits = Edits::default();
    for fix in found.iter().filter_map(|d| d.fix.as_ref()) {
        if fix.applicability == Applicability::Safe {
            edits.push_fix(fix);
        }
    }
    (!edits.is_empty()).then(|| edits.apply(text).unwrap())
}

/// Times and visible text, without white space at the edges of lines.
fn meaning(text: &str) -> Vec<(i64, i64, Vec<String>)> {
    let timeline = lower(&parse(text, &ParseOptions::default()).document);
    let cue = |cue| {
        let lines = visible_text(&timeline, cue);
        let trim = |line: &str| line.trim_matches([' ', '\t']).to_owned();
        (cue.interval.start.0, cue.interval.end.0, lines.lines().map(trim).collect())
    };
    timeline.cues.iter().map(cue).collect()
}

#[test]
fn safe_fixes_keep_times_and_text_and_come_to_an_end() {
    for case in all_cases() {
        let mut text = read(&case).text.into_owned();
        let wanted = meaning(&text);
        for round in 0.. {
            let Some(next) = fixed_once(&text) else { break };
            assert!(round < 10, "{}: still something to fix after ten rounds", case.name);
            text = next;
            assert_eq!(meaning(&text), wanted, "{}", case.name);
        }
    }
}
