//! The W3C parsing algorithm, field by field, against the shared conformance data; and what must hold
//! for every input of it: spans nest, nothing panics, unedited text goes back byte for byte.

use std::borrow::Cow;
use std::fs;
use std::path::PathBuf;

use crate::common;
use cuesmith::report::dump_webvtt;
use cuesmith::source::{Applicability, DecodeOptions, Diagnostic, Edits, Severity, Span, decode};
use cuesmith::webvtt::cue_text::{NodeKind, Token, tokens, tree};
use cuesmith::webvtt::{
    CODES, Document, ParseOptions, WriteOptions, conformance, lower, parse, raise, settings,
};
use serde_json::Value;

struct Case {
    name: String,
    bytes: Vec<u8>,
    expected: Value,
}

/// The shared cases; none where the data is not there.
fn cases() -> Vec<Case> {
    let Some(folder) = common::shared("webvtt/cases") else { return Vec::new() };
    let entries = fs::read_dir(folder).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == "json"));
    paths.sort();
    let read = |path: PathBuf| {
        let case: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        let bytes = fs::read(path.with_file_name(case["input"].as_str().unwrap())).unwrap();
        let name = case["name"].as_str().unwrap().to_owned();
        Case { name, bytes, expected: case["expected"].clone() }
    };
    let cases: Vec<Case> = paths.into_iter().map(read).collect();
    assert!(cases.len() > 300, "only {} cases", cases.len());
    cases
}

/// The specification decodes every file as UTF-8, whatever it looks like.
fn text_of(bytes: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}

/// What of the dump has an expectation; the places are checked elsewhere.
fn compare(path: &str, expected: &Value, actual: &Value, problems: &mut Vec<String>) {
    match (expected, actual) {
        (Value::Object(expected), Value::Object(actual)) => {
            for (key, value) in expected {
                // The DOM is made from the nodes, the order from the times.
                if key == "dom" || key == "textTrackOrder" {
                    continue;
                }
                let here = actual.get(key).unwrap_or(&Value::Null);
                compare(&format!("{path}.{key}"), value, here, problems);
            }
        }
        (Value::Array(expected), Value::Array(actual)) => {
            if expected.len() != actual.len() {
                problems.push(format!("{path}: {} items, not {}", actual.len(), expected.len()));
            }
            for (i, (expected, actual)) in expected.iter().zip(actual).enumerate() {
                compare(&format!("{path}[{i}]"), expected, actual, problems);
            }
        }
        (Value::Number(_), Value::Number(_)) if expected.as_f64() == actual.as_f64() => {}
        _ if expected == actual => {}
        _ => problems.push(format!("{path}: {actual}, not {expected}")),
    }
}

fn check(name: &str, text: &str, expected: &Value) -> Vec<String> {
    let document = parse(text, &ParseOptions::default()).document;
    let dump: Value = serde_json::from_str(&dump_webvtt(&document)).unwrap();
    let mut problems = Vec::new();
    compare(name, expected, &dump, &mut problems);
    problems
}

fn run(set: &str, change: impl Fn(&str) -> Option<String>) {
    let mut problems = Vec::new();
    let (mut equal, mut count) = (0, 0);
    for case in cases() {
        let Some(text) = change(&text_of(&case.bytes)) else { continue };
        let found = check(&case.name, &text, &case.expected);
        count += 1;
        equal += usize::from(found.is_empty());
        problems.extend(found);
    }
    if count > 0 {
        common::count(set, equal, count);
    }
    assert!(problems.is_empty(), "{equal} of {count}\n{}", problems.join("\n"));
}

#[test]
fn every_field_is_as_the_parsing_algorithm_makes_it() {
    run("webvtt", |text| Some(text.to_owned()));
}

#[test]
fn crlf_in_place_of_lf_changes_nothing() {
    run("webvtt with CRLF", |text| (!text.contains('\r')).then(|| text.replace('\n', "\r\n")));
}

#[test]
fn cr_in_place_of_lf_changes_nothing() {
    run("webvtt with CR", |text| (!text.contains('\r')).then(|| text.replace('\n', "\r")));
}

#[test]
fn unedited_files_go_back_byte_for_byte() {
    for case in cases() {
        let source = decode(&case.bytes, &DecodeOptions::default()).unwrap();
        let _ = parse(&source.text, &ParseOptions::default());
        assert_eq!(source.apply(&Edits::default()).unwrap(), case.bytes, "{}", case.name);
    }
}

#[test]
fn spans_lie_on_characters_and_nest_and_do_not_cross() {
    for case in cases() {
        for lenient_signature in [false, true] {
            let text = text_of(&case.bytes);
            let options = ParseOptions { lenient_signature, ..ParseOptions::default() };
            check_spans(&case.name, &parse(&text, &options).document);
        }
    }
}

fn check_spans(name: &str, document: &Document<'_>) {
    let whole = Span::of(0..document.source.len());
    in_order(name, document, whole, &[document.signature, document.header]);
    let mut blocks: Vec<Span> = document.cues.iter().map(|cue| cue.block).collect();
    blocks.extend(document.regions.iter().map(|region| region.block));
    blocks.extend(document.styles.iter().map(|style| style.block));
    blocks.extend(&document.notes);
    blocks.extend(&document.strays);
    blocks.sort();
    in_order(name, document, whole, &blocks);
    for region in &document.regions {
        in_order(name, document, region.block, &[region.settings]);
    }
    for style in &document.styles {
        in_order(name, document, style.block, &[style.text]);
    }
    for cue in &document.cues {
        let parts = [cue.id, cue.start_span, cue.end_span, cue.settings, cue.payload];
        in_order(name, document, cue.block, &parts);
        let settings: Vec<_> = settings::tokens(document.source, cue.settings).collect();
        in_order(
            name,
            document,
            cue.settings,
            &settings.iter().map(|t| t.span).collect::<Vec<_>>(),
        );
        for token in settings {
            in_order(name, document, token.span, &[token.name, token.value]);
        }
        let tokens: Vec<_> = tokens(document.source, cue.payload).collect();
        in_order(name, document, cue.payload, &tokens.iter().map(Token::span).collect::<Vec<_>>());
        for token in tokens {
            match token {
                Token::Text(_) => {}
                Token::Start(tag) => {
                    let annotation = tag.annotation.unwrap_or(Span::at(tag.classes.end));
                    in_order(name, document, tag.span, &[tag.name, tag.classes, annotation]);
                }
                Token::End(tag) => in_order(name, document, tag.span, &[tag.name]),
                Token::Timestamp(tag) => in_order(name, document, tag.span, &[tag.value]),
            }
        }
    }
}

/// The spans are inside `around`, one after the other, on character boundaries.
fn in_order(name: &str, document: &Document<'_>, around: Span, spans: &[Span]) {
    let mut at = around.start;
    for span in spans {
        assert!(at <= span.start && span.start <= span.end, "{name}: {span:?} crosses {at}");
        assert!(around.contains(*span), "{name}: {span:?} leaves {around:?}");
        assert!(document.source.get(span.range()).is_some(), "{name}: {span:?} cuts a character");
        at = span.end;
    }
}

/// Everything the reader has to say, with or without the signature.
fn findings(text: &str) -> Vec<Diagnostic> {
    let parsed = parse(text, &lenient());
    let mut all = parsed.diagnostics;
    all.extend(conformance(&parsed.document));
    all
}

fn lenient() -> ParseOptions {
    ParseOptions { lenient_signature: true, ..ParseOptions::default() }
}

#[test]
fn findings_have_listed_codes_and_places_in_the_text() {
    for case in cases() {
        let text = text_of(&case.bytes);
        for finding in findings(&text) {
            let listed = CODES.iter().find(|(code, _)| *code == finding.code.0);
            assert_eq!(listed.map(|(_, severity)| *severity), Some(finding.severity));
            assert!(text.get(finding.span.range()).is_some(), "{}: {finding:?}", case.name);
            for edit in finding.fix.iter().flat_map(|fix| &fix.edits) {
                assert!(text.get(edit.span.range()).is_some(), "{}: {finding:?}", case.name);
            }
        }
    }
}

/// Times and the text viewers see, cue by cue.
fn shown(text: &str) -> Vec<(i64, i64, String)> {
    let document = parse(text, &lenient()).document;
    let cue = |cue: &cuesmith::webvtt::Cue| {
        let nodes = tree(text, cue.payload);
        let texts = nodes.iter().filter(|node| node.kind == NodeKind::Text);
        (cue.start.0, cue.end.0, texts.map(|node| node.text(text)).collect())
    };
    document.cues.iter().map(cue).collect()
}

#[test]
fn safe_fixes_end_and_keep_times_and_text_of_every_cue() {
    for case in cases() {
        for newline in ["\n", "\r\n"] {
            let original = text_of(&case.bytes).replace('\n', newline);
            let mut text = original.clone();
            for round in 0.. {
                let mut edits = Edits::default();
                for fix in findings(&text).into_iter().filter_map(|finding| finding.fix) {
                    if fix.applicability == Applicability::Safe {
                        edits.push_fix(&fix);
                    }
                }
                if edits.is_empty() {
                    break;
                }
                assert!(round < 10, "{}: no end of fixes: {text:?}", case.name);
                text = edits.apply(&text).unwrap();
            }
            // A cue that parsers dropped for a decimal comma may come to life; none may change.
            let mut after = shown(&text).into_iter();
            for before in shown(&original) {
                assert!(
                    after.by_ref().any(|cue| cue == before),
                    "{}: {before:?} is gone from {text:?}",
                    case.name
                );
            }
        }
    }
}

#[test]
fn a_new_file_made_of_any_case_conforms_and_shows_every_cue() {
    for case in cases() {
        let text = text_of(&case.bytes);
        let document = parse(&text, &lenient()).document;
        let new = raise(&lower(&document), &WriteOptions::default());
        let problems: Vec<_> = findings(&new.document)
            .into_iter()
            // What a style sheet says inside is its author's.
            .filter(|f| f.severity > Severity::Info && f.code.0 != "VTT_STYLE_IMPORT")
            .collect();
        assert!(problems.is_empty(), "{}: {problems:?}\n{}", case.name, new.document);
        assert_eq!(shown(&new.document).len(), document.cues.len(), "{}", case.name);
        if document.loads && new.losses.is_empty() {
            let mut before = shown(&text);
            before.sort_by_key(|cue| cue.0);
            // References to line feeds come out as line feeds.
            assert_eq!(shown(&new.document), before, "{}", case.name);
        }
    }
}
