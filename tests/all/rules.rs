//! Every rule against its fixtures under `tests/rules/<CODE>/` and the examples in its
//! documentation.
//!
//! `invalid*` must yield the rule, `valid*` must not; those in JSON are orders, those in TOML configuration files. What the invalid ones
//! yield, and what they look like after the rule's own fixes, is kept in
//! `tests/rules/<CODE>/expected.snap`, small enough to read; `INSTA_UPDATE=always cargo test --test
//! all invalid_fixtures` writes it again.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use cuesmith::kaltura::lint::RULES;
use cuesmith::kaltura::objects::{OrderInput, read_order};
use cuesmith::lint::{
    self, Family, FileKind, Level, Options, Plan, Reference, Rule, RuleSet, Status,
};
use cuesmith::source::{
    Applicability, Code, ColumnUnit, DecodeOptions, Diagnostic, LineIndex, Severity, Span, decode,
};
use cuesmith::{Format, ReadOptions, open};

use crate::fixtures::{self, Fixture, folder};

/// The rule about directives that suppress nothing, which needs findings of other rules.
const UNUSED: &str = "SUP001";

/// The rule's own options: only this rule, of the first kind it applies to, and those of the case.
pub(crate) fn options(rule: &Rule, own: &[String]) -> Options {
    let mut options = Options::default();
    options.choice.kind =
        if rule.kinds.contains(&FileKind::Captions) { FileKind::Captions } else { rule.kinds[0] };
    options.choice.select = vec![RULES.selector(rule.code).unwrap()];
    if rule.code == UNUSED {
        options.choice.select.extend(["TIM", "TXT001"].map(|rules| RULES.selector(rules).unwrap()));
    }
    options.fixing = true;
    own.iter().for_each(|option| set(&mut options, option));
    options
}

/// Sets an option from `key = value`.
fn set(options: &mut Options, line: &str) {
    let (key, value) = line.split_once('=').expect("key = value");
    if key.trim() == "source" {
        return options.context.reference_file = Some(original(value.trim()).into());
    }
    if key.trim() == "transcript" {
        let path = value.trim().to_owned();
        let text = fs::read_to_string(folder("original").join(&path)).unwrap();
        options.context.transcript = Some(lint::TranscriptFile { path, text }.into());
        return;
    }
    if key.trim() == "alignment" {
        options.context.alignment = Some(aligned(value).into());
        return;
    }
    options.set(key.trim(), value.trim()).unwrap();
}

/// A report that gives these confidences to cues of two seconds, one every three.
fn aligned(confidences: &str) -> lint::AlignmentReport {
    let cue = |(n, confidence): (i64, &str)| {
        let confidence: Option<f64> = confidence.parse().ok();
        lint::AlignedCue {
            interval: cuesmith::time::Interval::from_ms(n * 3000 + 1000, n * 3000 + 3000),
            confidence,
            is_low: confidence.is_none_or(|confidence| confidence < 0.5),
        }
    };
    let cues = (0..).zip(confidences.split_whitespace()).map(cue).collect();
    lint::AlignmentReport { path: "report.json".to_owned(), cues }
}

/// The source of a translation, from `tests/rules/original/`.
fn original(name: &str) -> lint::ReferenceFile {
    let bytes = fs::read(folder("original").join(name)).unwrap();
    let source = decode(&bytes, &DecodeOptions::default()).unwrap();
    lint::ReferenceFile::of(name, &open(&source, Some(name), &ReadOptions::default()))
}

fn report(rule: &Rule, case: &Fixture) -> (String, lint::Report) {
    report_with(rule, &options(rule, &case.options), &case.name, &case.bytes)
}

fn report_with(rule: &Rule, options: &Options, name: &str, bytes: &[u8]) -> (String, lint::Report) {
    let source = decode(bytes, &DecodeOptions::default()).unwrap();
    if name.ends_with(".toml") {
        return (source.text.to_string(), config_report(rule, &source.text));
    }
    let plan = Plan::new(&RULES, options.clone());
    if name.ends_with(".json") {
        let input = OrderInput { path: name, text: &source.text, role: None };
        let (order, _) = read_order(&[input], None).unwrap();
        let mut reports = cuesmith::kaltura::lint::check_order(&order, &plan);
        return (source.text.into_owned(), reports.remove(0));
    }
    let mut report = lint::check(&open(&source, Some(name), &ReadOptions::default()), &plan);
    if rule.code == UNUSED {
        report.diagnostics.retain(|found| found.code.0 == UNUSED);
    }
    (source.text.into_owned(), report)
}

/// What the command finds in a configuration file, with the flash of one caption file.
fn config_report(rule: &Rule, text: &str) -> lint::Report {
    let folder = tempfile::tempdir().unwrap();
    let talk = "1\n00:00:01,000 --> 00:00:01,001\nThe harbour opens at six.\n";
    fs::write(folder.path().join("talk.srt"), talk).unwrap();
    fs::write(folder.path().join("cuesmith.toml"), text).unwrap();
    let select = format!("TIM,{}", rule.code);
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_cuesmith"))
        .args(["check", ".", "--format", "json", "--select", &select])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let json: serde_json::Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)));
    let files = json["files"].as_array().unwrap().iter();
    let found = files.filter(|file| file["format"] == "config");
    let found = found.flat_map(|file| file["diagnostics"].as_array().unwrap());
    let diagnostic = |found: &serde_json::Value| {
        let offset = |end: &str| u32::try_from(found["span"][end].as_u64().unwrap()).unwrap();
        let severity = match found["severity"].as_str().unwrap() {
            "error" => Severity::Error,
            "warning" => Severity::Warning,
            _ => Severity::Info,
        };
        assert_eq!(found["code"], rule.code);
        let message = found["message"].as_str().unwrap().to_owned();
        Diagnostic::new(
            Code(rule.code),
            severity,
            Span::new(offset("start"), offset("end")),
            message,
        )
    };
    lint::Report { diagnostics: found.map(diagnostic).collect(), ..lint::Report::default() }
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

/// Rules that find every file of a format, and those that find none: only WebVTT is a description for EAD001.
const NEVER_VALID: &[(&str, Format)] = &[("EAD001", Format::Srt), ("EAD001", Format::Ttml)];
const NEVER_INVALID: &[(&str, Format)] = &[("EAD001", Format::WebVtt)];

#[test]
fn invalid_fixtures_yield_the_rule_and_valid_ones_do_not() {
    let mut problems = Vec::new();
    for rule in RULES.rules() {
        let mut seen: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        let mut snapshot = String::new();
        for case in fixtures::of_rule(rule.code) {
            let (text, found) = report(rule, &case);
            let name = &case.name;
            let format = name.rsplit_once('.').unwrap().1;
            let counts = match Format::from_name(format) {
                Some(format) => seen.entry(format.name()).or_default(),
                None => seen.entry("other").or_default(),
            };
            assert!(found.diagnostics.iter().all(|d| d.code.0 == rule.code));
            if name.starts_with("valid") {
                counts.0 += 1;
                if !found.diagnostics.is_empty() {
                    let about = describe(&text, &found);
                    problems.push(format!("{} {name}:\n{about}", rule.code));
                }
                continue;
            }
            counts.1 += 1;
            if found.diagnostics.is_empty() {
                problems.push(format!("{} is silent on {name}", rule.code));
            }
            writeln!(snapshot, "## {name}\n{}", describe(&text, &found).trim_end()).unwrap();
            if !name.ends_with(".json") && !name.ends_with(".toml") {
                snapshot.push_str(&after_fixes(rule, &case));
            }
        }
        let others = seen.get("other").copied().unwrap_or_default();
        if (rule.orders || rule.configs) && (others.0 == 0 || others.1 == 0) {
            let kind = if rule.orders { "order" } else { "configuration file" };
            problems.push(format!("{} needs a valid and an invalid {kind}", rule.code));
        }
        for format in rule.formats {
            let (valid, invalid) = seen.get(format.name()).copied().unwrap_or_default();
            if valid == 0 && !NEVER_VALID.contains(&(rule.code, *format))
                || invalid == 0 && !NEVER_INVALID.contains(&(rule.code, *format))
            {
                problems.push(format!(
                    "{} needs a valid and an invalid {} fixture in tests/rules/{0}/fixtures.md",
                    rule.code,
                    format.name()
                ));
            }
        }
        insta::with_settings!({
            snapshot_path => folder(rule.code),
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
fn after_fixes(rule: &Rule, case: &Fixture) -> String {
    let fixed = lint::fix(
        &case.bytes,
        Some(&case.name),
        &DecodeOptions::default(),
        &ReadOptions::default(),
        &Plan::new(&RULES, options(rule, &case.options)),
        if rule.code == UNUSED { Applicability::Safe } else { Applicability::Unsafe },
    )
    .unwrap();
    if fixed.applied.is_empty() {
        return String::new();
    }
    assert!(fixed.rounds < lint::MAX_ROUNDS, "{} does not settle on {}", rule.code, case.name);
    settles_and_parses(rule, case, &fixed.bytes);
    let text = String::from_utf8_lossy(&fixed.bytes);
    let shown: Vec<String> =
        text.split_inclusive('\n').map(|l| format!("| {}", l.escape_debug())).collect();
    format!("after fixes:\n{}\n", shown.join("\n"))
}

/// What the fixes of a rule leave is a file of the same format that its parser has no more errors in, and
/// that they do not change again.
fn settles_and_parses(rule: &Rule, case: &Fixture, fixed: &[u8]) {
    let at = format!("{} {}", rule.code, case.name);
    let errors = |bytes: &[u8]| {
        let source = decode(bytes, &DecodeOptions::default()).unwrap();
        let file = open(&source, Some(&case.name), &ReadOptions::default());
        let errors = file.diagnostics.iter().filter(|found| found.severity == Severity::Error);
        // Nothing can be read of a file whose only cue was deleted.
        let count = if file.timeline.cues.is_empty() { 0 } else { errors.count() };
        (file.format(), count)
    };
    let (before, after) = (errors(&case.bytes), errors(fixed));
    assert!(after.0 == before.0 || rule.code == "ENC007", "{at}: {before:?} became {after:?}");
    assert!(after.1 <= before.1, "{at}: the parser has new errors");
    let again = lint::fix(
        fixed,
        Some(&case.name),
        &DecodeOptions::default(),
        &ReadOptions::default(),
        &Plan::new(&RULES, options(rule, &case.options)),
        Applicability::Unsafe,
    )
    .unwrap();
    assert_eq!(again.bytes, fixed, "{at}: a second run changes the file again");
    let left = again.report.diagnostics.iter().filter_map(|found| found.fix.as_ref());
    let left = left.filter(|fix| fix.applicability > Applicability::Show && !fix.last).count();
    assert_eq!(left, 0, "{at}: fixes are left");
}

#[test]
fn declared_fixes_match_the_fixes_that_are_offered() {
    let mut problems = Vec::new();
    for rule in RULES.rules() {
        let mut best = None;
        for case in fixtures::of_rule(rule.code) {
            let (_, found) = report(rule, &case);
            for fix in found.diagnostics.iter().filter_map(|d| d.fix.as_ref()) {
                best = best.max(Some(fix.applicability));
            }
        }
        if best != rule.fix {
            problems.push(format!("{}: offered {best:?}, declared {:?}", rule.code, rule.fix));
        }
    }
    assert_none(&problems);
}

#[test]
fn codes_and_names_are_unique_sorted_and_well_formed() {
    let rules: Vec<&Rule> = RULES.rules().collect();
    for pair in rules.windows(2) {
        assert!(pair[0].code < pair[1].code, "{} and {}", pair[0].code, pair[1].code);
    }
    let mut names: Vec<&str> = rules.iter().map(|rule| rule.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), rules.len());
    for rule in rules {
        assert_eq!(rule.code.len(), 6, "{}", rule.code);
        let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        assert!(rule.name.bytes().all(fits), "{}", rule.name);
        for heading in ["What it does", "Why", "Example", "How to fix", "Where it comes from"] {
            assert!(rule.docs.contains(&format!("## {heading}\n")), "{} {heading}", rule.code);
        }
        assert!(!rule.references.is_empty(), "{}", rule.code);
        for reference in RULES.references(rule) {
            if let Err(why) = can_be_opened(reference) {
                panic!("{}: {}: {why}", rule.code, reference.title);
            }
        }
    }
}

#[test]
fn the_page_of_an_error_names_what_viewers_notice_or_which_player_loses_something() {
    let named = ["iewer", "layer", "rowser", "VLC", "ffmpeg", "mpv"];
    let mut problems = Vec::new();
    for rule in RULES.rules() {
        let answer = rule.docs.split("## Why it is an error\n").nth(1);
        let answer = answer.map(|rest| rest.split("\n ## ").next().unwrap().trim());
        match (rule.severity == Severity::Error, answer) {
            (true, None) => {
                problems.push(format!("{} does not explain why it is an error", rule.code));
            }
            (false, Some(_)) => {
                problems.push(format!("{} is no error, but explains why", rule.code));
            }
            (true, Some(text)) if !named.iter().any(|name| text.contains(name)) => {
                problems.push(format!("{} names no viewer and no player: {text}", rule.code));
            }
            _ => {}
        }
    }
    assert_none(&problems);
}

#[test]
fn what_a_parser_notices_is_lowered_only_where_the_rule_passes_it_on() {
    for rule in RULES.rules() {
        for (code, severity) in rule.lowered {
            assert!(rule.passes_on.contains(code), "{} {code}", rule.code);
            assert!(*severity < rule.severity, "{} {code}", rule.code);
        }
    }
}

/// Whether a reader can open what a rule refers to: a page with the date it was read, source code at a commit, or
/// a page of the repository.
pub(crate) fn can_be_opened(reference: Reference) -> Result<(), String> {
    let Reference { title, url, read_on } = reference;
    let date: Vec<&str> = read_on.split('-').collect();
    let is_date =
        matches!(*date, [year, month, day] if [year.len(), month.len(), day.len()] == [4, 2, 2]);
    if !is_date || !date.concat().bytes().all(|b| b.is_ascii_digit()) {
        return Err(format!("`{read_on}` is not a date"));
    }
    if title.contains(".md") {
        return Err("names a file instead of what it says".to_owned());
    }
    if let Some(page) = url.strip_prefix("docs/") {
        let (page, anchor) = page.split_once('#').unwrap_or((page, ""));
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(page);
        let text = std::fs::read_to_string(&path).map_err(|error| format!("{url}: {error}"))?;
        let slug = |heading: &str| {
            let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-'));
            kept.collect::<String>().trim().to_lowercase().replace(' ', "-")
        };
        let has = text
            .lines()
            .filter(|l| l.starts_with('#'))
            .any(|l| slug(l.trim_start_matches('#')) == anchor);
        return if anchor.is_empty() || has {
            Ok(())
        } else {
            Err(format!("{url}: no such heading"))
        };
    }
    let Some(rest) = url.strip_prefix("https://") else {
        return Err(format!("`{url}` is not an address"));
    };
    if let Some(path) = rest.strip_prefix("github.com/") {
        let mut parts = path.split('/').skip(2);
        let kind = parts.next().unwrap_or_default();
        let commit = parts.next().unwrap_or_default().split('#').next().unwrap_or_default();
        let at_commit = commit.len() >= 7 && commit.bytes().all(|b| b.is_ascii_hexdigit());
        if !matches!(kind, "blob" | "tree") || !at_commit {
            return Err(format!("`{url}` names no commit"));
        }
    }
    Ok(())
}

#[test]
fn every_file_of_a_family_is_in_its_list() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let folders = [src.join("lint/rules"), src.join("kaltura/lint/rules")];
    let mut problems = Vec::new();
    let mut listed = Vec::new();
    for family in RULES.families {
        let name = family.code.to_lowercase();
        let mut folder = folders.iter().map(|rules| rules.join(&name));
        let folder = folder.find(|folder| folder.is_dir()).unwrap();
        let list = fs::read_to_string(folder.join("mod.rs")).unwrap();
        let is_sorted = family.rules.is_sorted_by_key(|rule| rule.code);
        let fits = family.rules.iter().all(|rule| rule.family() == family.code);
        assert!(is_sorted && fits, "{}", family.code);
        let mut files = 0;
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let text = fs::read_to_string(&path).unwrap();
            if !text.contains("static RULE: Rule") {
                continue;
            }
            files += 1;
            let module = path.file_stem().unwrap().to_str().unwrap();
            if !list.contains(&format!("&{module}::RULE")) {
                problems.push(format!("{module} is not in the list of {}", family.code));
            }
            let name = format!("    name: \"{}\",\n", module.replace('_', "-"));
            if !text.contains(&name) {
                problems.push(format!("{module} has another name than its file"));
            }
        }
        if files != family.rules.len() {
            let listed = family.rules.len();
            problems.push(format!("{}: {files} files, {listed} rules", family.code));
        }
        listed.push(family.code.to_lowercase());
    }
    for entry in folders.iter().flat_map(|rules| fs::read_dir(rules).unwrap().map(Result::unwrap)) {
        let name = entry.file_name().into_string().unwrap();
        if entry.path().is_dir() && !listed.contains(&name) {
            problems.push(format!("{name} is not in the list of families"));
        }
    }
    assert_none(&problems);
}

/// Rules whose documentation cannot show what they find: bytes (ENC001 to ENC004), 8,000 characters (JOB002),
/// large files, CR, blanks at the end of a line (KLT025 to KLT027).
const NO_INVALID: &[&str] =
    &["ENC001", "ENC002", "ENC003", "ENC004", "JOB002", "KLT025", "KLT026", "KLT027"];
/// Rules whose documentation would show nothing but an ordinary file.
const NO_VALID: &[&str] = &["ENC001", "ENC002", "ENC003", "ENC004"];

#[test]
fn examples_in_rule_docs_do_what_they_say() {
    let mut problems = Vec::new();
    for rule in RULES.rules() {
        let (mut valid, mut invalid) = (0, 0);
        for (info, body) in examples(rule.docs) {
            let (format, verdict, own) = fixtures::parts(&info);
            let name = format!("example.{format}");
            let options = options(rule, &own);
            let (text, found) = report_with(rule, &options, &name, body.as_bytes());
            match verdict {
                "invalid" => {
                    invalid += 1;
                    if found.diagnostics.is_empty() {
                        problems.push(format!("{}: silent on\n{text}", rule.code));
                    }
                }
                "valid" if found.diagnostics.is_empty() => valid += 1,
                "valid" => {
                    let about = describe(&text, &found);
                    problems.push(format!("{}: {about}\non\n{text}", rule.code));
                }
                other => panic!("{}: example is neither valid nor invalid but {other}", rule.code),
            }
        }
        // Each exception must be one, so that the list stays short.
        let (no_valid, no_invalid) =
            (NO_VALID.contains(&rule.code), NO_INVALID.contains(&rule.code));
        if (valid == 0) != no_valid || (invalid == 0) != no_invalid {
            problems.push(format!("{}: {valid} valid and {invalid} invalid examples", rule.code));
        }
    }
    assert_none(&problems);
}

/// Fenced blocks of a rule's documentation in a caption format, JSON (orders) or TOML (configuration files): what the fence says, and the text.
fn examples(docs: &str) -> Vec<(String, String)> {
    // Doc comments begin with a blank.
    let lines = docs.lines().map(|line| line.strip_prefix(' ').unwrap_or(line));
    let text: String = lines.flat_map(|line| [line, "\n"]).collect();
    let fences = fixtures::fences(&text).into_iter();
    let fences = fences.map(|(info, body)| (info.to_owned(), body));
    let is_file = |info: &str| {
        let format = fixtures::parts(info).0;
        Format::from_name(format).is_some() || matches!(format, "json" | "toml")
    };
    fences.filter(|(info, _)| is_file(info)).collect()
}

#[test]
fn every_rule_has_a_version_and_a_deprecated_one_names_what_replaces_it() {
    let parts = |version: &str| -> Vec<u32> {
        version.split('.').map(|part| part.parse().expect("a number")).collect()
    };
    let own = parts(env!("CARGO_PKG_VERSION").split('-').next().unwrap());
    for rule in RULES.rules() {
        assert_eq!(parts(rule.since).len(), 3, "{}", rule.code);
        assert!(parts(rule.since) <= own, "{} is from the future: {}", rule.code, rule.since);
        let names_other =
            || RULES.rules().any(|other| other.code != rule.code && rule.docs.contains(other.code));
        assert!(rule.status != Status::Deprecated || names_other(), "{}", rule.code);
    }
}

#[test]
fn a_rule_in_preview_runs_only_when_it_is_asked_for() {
    let runs = |set: &dyn Fn(&mut Options)| {
        let mut options = Options::default();
        set(&mut options);
        Plan::new(&RULES, options).enables(RULES.find("TXT011").unwrap())
    };
    let selector = |word| RULES.selector(word).unwrap();
    assert_eq!(RULES.find("TXT011").unwrap().status, Status::Preview);
    assert!(!runs(&|_| {}));
    assert!(!runs(&|o| o.choice.select = vec![selector("TXT"), selector("ALL")]));
    assert!(!runs(&|o| o.choice.levels = vec![(selector("TXT"), Level::On)]));
    assert!(!runs(&|o| o.choice.levels = vec![(selector("TXT011"), Level::Off)]));
    assert!(runs(&|o| o.choice.select = vec![selector("TXT011")]));
    assert!(runs(&|o| o.choice.select = vec![selector("all-caps")]));
    assert!(runs(&|o| o.choice.levels = vec![(selector("TXT011"), Level::At(Severity::Warning))]));
    assert!(runs(&|o| o.choice.config_levels = vec![(selector("TXT011"), Level::On)]));
    assert!(runs(&|o| o.choice.preview = true));
    assert!(!runs(&|o| {
        o.choice.preview = true;
        o.choice.ignore = vec![selector("TXT011")];
    }));
}

#[test]
fn a_deprecated_rule_is_named_when_it_is_selected_by_its_code() {
    static OLD: Rule =
        Rule { code: "TXT999", name: "old-rule", status: Status::Deprecated, ..TEXT };
    const TEXT: Rule = Rule::NEW;
    static SET: RuleSet = RuleSet {
        families: &[Family { code: "TXT", title: "", level: Level::On, rules: &[&OLD] }],
        presets: &[],
        after: &[],
        needs_all: &[],
        notes_heading: "",
        notes: &[],
    };
    let named = |word: &str| {
        let mut options = Options::default();
        options.choice.select = vec![SET.selector(word).unwrap()];
        options.choice.deprecated(&SET).len()
    };
    assert_eq!((named("TXT999"), named("old-rule"), named("TXT"), named("ALL")), (1, 1, 0, 0));
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
        for (code, _) in codes {
            let rules: Vec<&Rule> = RULES
                .rules()
                .filter(|rule| rule.formats.contains(&format) && rule.passes_on.contains(code))
                .collect();
            let names: Vec<&str> = rules.iter().map(|rule| rule.code).collect();
            if rules.len() != 1 {
                problems.push(format!("{code} is passed on by {names:?}"));
            }
        }
    }
    let known = |code: &str| houses.iter().any(|(_, codes)| codes.iter().any(|(c, _)| *c == code));
    for rule in RULES.rules() {
        for code in rule.passes_on.iter().filter(|code| !known(code)) {
            problems.push(format!("{} passes on {code}, which no reader emits", rule.code));
        }
    }
    assert_none(&problems);
}
