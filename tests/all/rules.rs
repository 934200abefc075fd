//! Every rule against its fixtures under `tests/rules/<CODE>/` and the examples in its
//! documentation.
//!
//! `invalid-*` files must yield the rule, `valid*` files must not; `.json` files are orders. Beside a file `NAME` may lie
//! `NAME.options` with lines `max_chars = 32` (field names of `lint::Options`). What the invalid
//! files yield, and what they look like after the rule's own fixes, is kept in
//! `tests/rules/<CODE>/expected.snap`, small enough to read; `INSTA_UPDATE=always cargo test --test
//! all rules::` writes it again.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use cuesmith::kaltura::objects::{OrderInput, read_order};
use cuesmith::lint::{self, Kind, Options, RULES, Rule, RuleMeta, Selector};
use cuesmith::source::{Applicability, ColumnUnit, DecodeOptions, LineIndex, decode};
use cuesmith::{Format, ReadOptions, open};

fn folder(code: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules").join(code)
}

fn fixtures(meta: &RuleMeta) -> BTreeMap<String, Vec<u8>> {
    let Ok(entries) = fs::read_dir(folder(meta.code)) else { return BTreeMap::new() };
    entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            let name = path.file_name().unwrap().to_str().unwrap();
            name.starts_with("valid") || name.starts_with("invalid")
        })
        .filter(|path| path.extension().is_none_or(|e| e != "options"))
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, fs::read(path).unwrap())
        })
        .collect()
}

/// The rule's own options: only this rule, of the first kind it applies to, and the sidecar's.
fn options(meta: &RuleMeta, name: &str) -> Options {
    let mut options = Options {
        kind: if meta.kinds.contains(&Kind::Captions) { Kind::Captions } else { meta.kinds[0] },
        select: vec![Selector::parse(meta.code).unwrap()],
        ..Options::default()
    };
    let sidecar = folder(meta.code).join(format!("{name}.options"));
    let text = fs::read_to_string(sidecar).unwrap_or_default();
    text.lines().for_each(|line| set(&mut options, line));
    options
}

/// Sets an option from `key = value`.
fn set(options: &mut Options, line: &str) {
    let (key, value) = line.split_once('=').expect("key = value");
    if key.trim() == "source" {
        return options.source = Some(original(value.trim()).into());
    }
    options.set(key.trim(), value.trim()).unwrap();
}

/// The source of a translation, from `tests/rules/original/`.
fn original(name: &str) -> lint::Original {
    let bytes = fs::read(folder("original").join(name)).unwrap();
    let source = decode(&bytes, &DecodeOptions::default()).unwrap();
    let file = cuesmith::read(&source.text, Some(name), &ReadOptions::default());
    lint::Original::of(name, &source, &file.document.lower())
}

fn report(meta: &RuleMeta, name: &str, bytes: &[u8]) -> (String, lint::Report) {
    report_with(&options(meta, name), name, bytes)
}

fn report_with(options: &Options, name: &str, bytes: &[u8]) -> (String, lint::Report) {
    let source = decode(bytes, &DecodeOptions::default()).unwrap();
    if name.ends_with(".json") {
        let input = OrderInput { path: name, text: &source.text, role: None };
        let (order, _) = read_order(&[input], None).unwrap();
        let mut reports = lint::check_order(&order, options);
        return (source.text.into_owned(), reports.remove(0));
    }
    let report = lint::check(&open(&source, Some(name), &ReadOptions::default()), options);
    (source.text.into_owned(), report)
}

/// Findings as lines `code severity from-to message [fix]`, with labels and fix titles.
fn describe(text: &str, report: &lint::Report) -> String {
    let lines = LineIndex::new(text);
    let place = |span: cuesmith::source::Span| {
        let from = lines.position(text, span.start, ColumnUnit::Scalar);
        let to = lines.position(text, span.end, ColumnUnit::Scalar);
        format!("{}:{}-{}:{}", from.line, from.column, to.line, to.column)
    };
    let mut out = String::new();
    for d in &report.diagnostics {
        let cue = d.cue.map_or(String::new(), |n| format!(" cue {n}"));
        let detail = d.detail.map_or(String::new(), |c| format!(" ({c})"));
        writeln!(out, "{} {}{cue} {}: {}{detail}", place(d.span), d.severity, d.code, d.message)
            .unwrap();
        for label in &d.labels {
            writeln!(out, "    {}: {}", place(label.span), label.message).unwrap();
        }
        if let Some(fix) = &d.fix {
            writeln!(out, "    fix ({}): {}", fix.applicability.as_str(), fix.title).unwrap();
        }
    }
    out
}

#[test]
fn invalid_fixtures_yield_the_rule_and_valid_ones_do_not() {
    let mut problems = Vec::new();
    for rule in RULES {
        let meta = rule.meta();
        let mut seen: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        let mut snapshot = String::new();
        for (name, bytes) in fixtures(meta) {
            let (text, found) = report(meta, &name, &bytes);
            let format = name.rsplit_once('.').unwrap().1;
            let counts = match Format::from_name(format) {
                Some(format) => seen.entry(format.name()).or_default(),
                None => seen.entry("other").or_default(),
            };
            assert!(found.diagnostics.iter().all(|d| d.code.0 == meta.code));
            if name.starts_with("valid") {
                counts.0 += 1;
                if !found.diagnostics.is_empty() {
                    let about = describe(&text, &found);
                    problems.push(format!("{} {name}:\n{about}", meta.code));
                }
                continue;
            }
            counts.1 += 1;
            if found.diagnostics.is_empty() {
                problems.push(format!("{} is silent on {name}", meta.code));
            }
            writeln!(snapshot, "## {name}\n{}", describe(&text, &found).trim_end()).unwrap();
            if !name.ends_with(".json") {
                snapshot.push_str(&after_fixes(*rule, &name, &bytes));
            }
        }
        let orders = seen.get("other").copied().unwrap_or_default();
        if meta.orders && (orders.0 == 0 || orders.1 == 0) {
            problems.push(format!("{} needs a valid and an invalid order", meta.code));
        }
        for format in meta.formats {
            let (valid, invalid) = seen.get(format.name()).copied().unwrap_or_default();
            // A rule about a wrong format or name can only be shown on files of another name.
            let all: (usize, usize) =
                seen.values().fold((0, 0), |sum, n| (sum.0 + n.0, sum.1 + n.1));
            let about_format = meta.family() == "ENC" || meta.code == "EAD001";
            let complete = valid > 0 && invalid > 0 || about_format && all.0 > 0 && all.1 > 0;
            if !complete {
                problems.push(format!(
                    "{} needs a valid and an invalid {} fixture in tests/rules/{0}",
                    meta.code,
                    format.name()
                ));
            }
        }
        insta::with_settings!({
            snapshot_path => folder(meta.code),
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, { insta::assert_snapshot!("expected", snapshot) });
    }
    assert_none(&problems);
}

fn assert_none(problems: &[String]) {
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
}

/// The file after all fixes that the rule offers for bulk use, if it offers any.
fn after_fixes(rule: &dyn Rule, name: &str, bytes: &[u8]) -> String {
    let meta = rule.meta();
    let fixed = lint::fix(
        bytes,
        Some(name),
        &DecodeOptions::default(),
        &ReadOptions::default(),
        &options(meta, name),
        Applicability::Unsafe,
    )
    .unwrap();
    if fixed.applied.is_empty() {
        return String::new();
    }
    assert!(fixed.rounds < lint::MAX_ROUNDS, "{} does not settle on {name}", meta.code);
    let text = String::from_utf8_lossy(&fixed.bytes);
    let shown: Vec<String> =
        text.split_inclusive('\n').map(|l| format!("| {}", l.escape_debug())).collect();
    format!("after fixes:\n{}\n", shown.join("\n"))
}

#[test]
fn declared_fixes_match_the_fixes_that_are_offered() {
    let mut problems = Vec::new();
    for rule in RULES {
        let meta = rule.meta();
        let mut best = None;
        for (name, bytes) in fixtures(meta) {
            let (_, found) = report(meta, &name, &bytes);
            for fix in found.diagnostics.iter().filter_map(|d| d.fix.as_ref()) {
                best = best.max(Some(fix.applicability));
            }
        }
        if best != meta.fix {
            problems.push(format!("{}: offered {best:?}, declared {:?}", meta.code, meta.fix));
        }
    }
    assert_none(&problems);
}

#[test]
fn codes_and_names_are_unique_sorted_and_well_formed() {
    let metas: Vec<&RuleMeta> = RULES.iter().map(|rule| rule.meta()).collect();
    for pair in metas.windows(2) {
        assert!(pair[0].code < pair[1].code, "{} and {}", pair[0].code, pair[1].code);
    }
    let mut names: Vec<&str> = metas.iter().map(|meta| meta.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), metas.len());
    for meta in metas {
        assert_eq!(meta.code.len(), 6, "{}", meta.code);
        let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        assert!(meta.name.bytes().all(fits), "{}", meta.name);
        for heading in ["What it does", "Why", "Example", "How to fix", "Where it comes from"] {
            assert!(meta.docs.contains(&format!("## {heading}\n")), "{} {heading}", meta.code);
        }
        assert!(!meta.references.is_empty(), "{}", meta.code);
    }
}

#[test]
fn examples_in_rule_docs_do_what_they_say() {
    let mut problems = Vec::new();
    for rule in RULES {
        let meta = rule.meta();
        let mut invalid = 0;
        for (info, body) in examples(meta.docs) {
            // The format, the verdict, and options: `srt,invalid,min_gap=80`.
            let mut info = info.split(',');
            let name = format!("example.{}", info.next().unwrap_or_default());
            let verdict = info.next().unwrap_or_default();
            let mut options = options(meta, &name);
            info.for_each(|option| set(&mut options, option));
            let (text, found) = report_with(&options, &name, body.as_bytes());
            match verdict {
                "invalid" => {
                    invalid += 1;
                    if found.diagnostics.is_empty() {
                        problems.push(format!("{}: silent on\n{text}", meta.code));
                    }
                }
                "valid" if found.diagnostics.is_empty() => {}
                "valid" => {
                    let about = describe(&text, &found);
                    problems.push(format!("{}: {about}\non\n{text}", meta.code));
                }
                other => panic!("{}: example is neither valid nor invalid but {other}", meta.code),
            }
        }
        // Rules about bytes and names cannot show theirs as text, nor can those about 8,000 characters,
        // large files, CR and blanks at the end of a line.
        let cannot = meta.family() == "ENC"
            || matches!(meta.code, "JOB002" | "KLT025" | "KLT026" | "KLT027");
        assert!(invalid > 0 || cannot, "{} has no invalid example", meta.code);
    }
    assert_none(&problems);
}

/// Fenced blocks of a rule's documentation in a caption format or JSON (orders): what the fence says, and the text.
fn examples(docs: &str) -> Vec<(&str, String)> {
    let mut found = Vec::new();
    let mut lines = docs.lines();
    while let Some(line) = lines.next() {
        let Some(info) = line.trim_start().strip_prefix("```") else { continue };
        let language = info.split(',').next().unwrap_or_default();
        let mut body = String::new();
        for line in lines.by_ref().take_while(|line| !line.trim_start().starts_with("```")) {
            body.push_str(line.strip_prefix(' ').unwrap_or(line));
            body.push('\n');
        }
        if Format::from_name(language).is_some() || language == "json" {
            found.push((info, body));
        }
    }
    found
}

#[test]
fn every_code_of_a_reader_is_passed_on_by_exactly_one_rule() {
    let mut problems = Vec::new();
    let houses = [
        (Format::Srt, cuesmith::srt::diagnostics::CODES),
        (Format::WebVtt, cuesmith::webvtt::diagnostics::CODES),
        (Format::Ttml, cuesmith::ttml::CODES),
    ];
    for (format, codes) in houses {
        for (code, severity) in codes {
            let rules: Vec<&RuleMeta> = RULES
                .iter()
                .map(|rule| rule.meta())
                .filter(|meta| meta.formats.contains(&format) && meta.passes_on.contains(code))
                .collect();
            let names: Vec<&str> = rules.iter().map(|meta| meta.code).collect();
            if rules.len() != 1 {
                problems.push(format!("{code} is passed on by {names:?}"));
            }
            for meta in rules.iter().filter(|meta| meta.severity < *severity) {
                problems.push(format!("{}: severity is below that of {code}", meta.code));
            }
        }
    }
    let known = |code: &str| houses.iter().any(|(_, codes)| codes.iter().any(|(c, _)| *c == code));
    for meta in RULES.iter().map(|rule| rule.meta()) {
        for code in meta.passes_on.iter().filter(|code| !known(code)) {
            problems.push(format!("{} passes on {code}, which no reader emits", meta.code));
        }
    }
    assert_none(&problems);
}
