//! `cuesmith dictionary`: merges custom vocabularies, checks them, corrects captions with them.

use std::fmt::Write as _;
use std::path::Path;

use serde::Serialize;
use serde_json::{Map, Value, json};

pub(in crate::cli) use super::dictionary_args::DictionaryCommand;
use super::dictionary_args::{
    ApplyArgs, CheckArgs, MergeArgs, NewlineArg, OrderArg, PreferArg, ReportArg, ToArg,
};
use crate::cli::edit::{self, Edited, ReportedChange};
use crate::cli::exit::Exit;
use crate::cli::files::OutputFile;
use crate::cli::input::Input;
use crate::cli::output::{Failure, Kind as Written, Out, note, note_as, problem, usage};
use crate::cli::terminal::one_line;
use crate::dictionary::{
    self, AdviceKind, Applier, ApplyOptions, Dictionary, ListFormat, MergeOptions, Merged, Order,
    Prefer, ReadOptions, Reason, ShapeKind, Term,
};
use crate::kaltura::{MAX_DICTIONARY_BYTES, MAX_DICTIONARY_CHARS};
use crate::report::count;
use crate::report::json::{Problem, SCHEMA};
use crate::source::{DecodeOptions, Source, decode};
use crate::verify_change::Account;
use crate::{Opened, open_silently};

/// Runs the subcommand.
pub(in crate::cli) fn run(command: &DictionaryCommand, out: &mut Out) -> Result<Exit, Failure> {
    match command {
        DictionaryCommand::Merge(args) => run_merge(args, out),
        DictionaryCommand::Check(args) => run_check(args, out),
        DictionaryCommand::Apply(args) => run_apply(args, out),
    }
}

/// The text of a file and its name.
fn text(path: &Path, encoding: Option<&String>) -> Result<(String, String), Problem> {
    let input = Input::of(path, None);
    let bytes = input.read()?;
    let options = DecodeOptions { encoding: encoding.cloned(), ..DecodeOptions::default() };
    let source = decode(&bytes, &options).map_err(|e| input.undecodable(&e))?;
    Ok((source.text.into_owned(), input.shown))
}

fn terms(text: &str, shown: &str, options: &ReadOptions) -> Result<Vec<Dictionary>, Problem> {
    dictionary::read(text, shown, options).map_err(|error| {
        let message = format!("`{shown}` is not a dictionary: {error}");
        problem(shown, message, "see cuesmith dictionary merge --help for the formats")
    })
}

fn run_merge(args: &MergeArgs, out: &mut Out) -> Result<Exit, Failure> {
    let options = args.terms.options(args.language.as_ref());
    let mut all = Vec::new();
    for path in &args.files {
        let (text, shown) = text(path, args.terms.encoding.as_ref())?;
        all.extend(terms(&text, &shown, &options)?);
    }
    let target = OutputFile::of(args.output.as_deref())?;
    let limit = |most: u32| (most > 0).then_some(most);
    let merged = dictionary::merge(
        &all,
        &MergeOptions {
            prefer: match args.prefer {
                PreferArg::First => Prefer::First,
                PreferArg::Last => Prefer::Last,
                PreferArg::Frequent => Prefer::Frequent,
                PreferArg::MixedCase => Prefer::MixedCase,
            },
            order: match args.order {
                OrderArg::AsRead => Order::AsRead,
                OrderArg::Alphabetical => Order::Alphabetical,
                OrderArg::Priority => Order::Priority,
            },
            max_characters: limit(args.max_chars),
            max_bytes: limit(args.max_bytes),
            newline: if args.newline == NewlineArg::Crlf { 2 } else { 1 },
        },
    );
    let written = written(args, &merged)?;
    let report = match args.report {
        ReportArg::Human => merged.iter().map(merge_text).collect(),
        ReportArg::Json => {
            let languages: Vec<Value> = merged.iter().map(|one| merge_json(args, one)).collect();
            json!({"schema": SCHEMA, "command": "dictionary merge", "languages": languages})
                .to_string()
                + "\n"
        }
    };
    let kind = Written::of_report(args.report == ReportArg::Json);
    match target {
        Some(target) => {
            target.write(&written)?;
            if kind == Written::Data { out.data(&report)? } else { note(&report) }
        }
        None => {
            out.data(&written)?;
            note_as(kind, &report);
        }
    }
    let left = merged.iter().any(|one| !one.left.is_empty());
    Ok(if left { Exit::Findings } else { Exit::Clean })
}

/// The merged dictionaries as a file.
fn written(args: &MergeArgs, merged: &[Merged]) -> Result<String, Failure> {
    let by_name = || {
        let name = args.output.as_ref()?.extension()?.to_str()?.to_ascii_lowercase();
        (name == "json").then_some(ToArg::Json)
    };
    let newline = if args.newline == NewlineArg::Crlf { "\r\n" } else { "\n" };
    let data = |one: &Merged, newline: &str| {
        let texts: Vec<&str> = one.dictionary.terms.iter().map(|term| term.text.as_str()).collect();
        texts.join(newline)
    };
    match args.to.or_else(by_name).unwrap_or(ToArg::Txt) {
        ToArg::Json => {
            let objects: Vec<Value> = merged
                .iter()
                .map(|one| {
                    let mut object = Map::new();
                    object.insert("objectType".into(), "KalturaDictionary".into());
                    if let Some(language) = &one.dictionary.language {
                        object.insert("language".into(), language.clone().into());
                    }
                    object.insert("data".into(), data(one, newline).into());
                    Value::Object(object)
                })
                .collect();
            Ok(serde_json::to_string_pretty(&objects).unwrap_or_default() + "\n")
        }
        ToArg::Txt => {
            let wanted =
                |one: &&Merged| merged.len() == 1 || one.dictionary.language == args.language;
            let mut fits = merged.iter().filter(wanted);
            match (fits.next(), fits.next()) {
                (Some(one), None) if one.dictionary.terms.is_empty() => Ok(String::new()),
                (Some(one), None) if args.keep_aliases => Ok(with_aliases(one, newline) + newline),
                (Some(one), None) => Ok(plain(args, one, newline)),
                _ => {
                    let names: Vec<&str> = merged
                        .iter()
                        .map(|one| one.dictionary.language.as_deref().unwrap_or("no language"))
                        .collect();
                    Err(usage(
                        format!("the dictionaries are of several languages: {}", names.join(", ")),
                        "pass --to json, or choose one with --language",
                    ))
                }
            }
        }
    }
}

/// The terms as text. Without the last line ending if that would exceed the server's limit.
fn plain(args: &MergeArgs, one: &Merged, newline: &str) -> String {
    let texts: Vec<String> = one.dictionary.terms.iter().map(|term| escaped(&term.text)).collect();
    let mut text = texts.join(newline);
    let more = newline.len() as u32;
    let fits = |most: u32, size: u32| most == 0 || size + more <= most;
    if fits(args.max_chars, one.size.characters) && fits(args.max_bytes, one.size.bytes) {
        text.push_str(newline);
    }
    text
}

/// A term in text form, where `#` starts a comment and ` = ` introduces wrong forms.
fn escaped(term: &str) -> String {
    let term = term.replace(" = ", " \\= ");
    if term.starts_with('#') { format!("\\{term}") } else { term }
}

/// The terms as text, with the wrong forms listed in the files.
fn with_aliases(one: &Merged, newline: &str) -> String {
    let lines = one.dictionary.terms.iter().map(|term| match term.aliases.is_empty() {
        true => escaped(&term.text),
        false => format!("{} = {}", escaped(&term.text), term.aliases.join(" | ")),
    });
    lines.collect::<Vec<_>>().join(newline)
}

fn place(term: &Term) -> String {
    format!("{}:{}", term.file, term.line)
}

fn merge_text(one: &Merged) -> String {
    let mut out = String::new();
    for conflict in &one.conflicts {
        let dropped: Vec<String> =
            conflict.dropped.iter().map(|t| format!("`{}` ({})", t.text, place(t))).collect();
        let _ = writeln!(
            out,
            "{}: kept `{}`, dropped {}",
            place(&conflict.kept),
            conflict.kept.text,
            dropped.join(", ")
        );
    }
    let language = one.dictionary.language.as_deref().unwrap_or_default();
    for pair in dictionary::near_duplicates(&one.dictionary.terms, language) {
        let how = if pair.diacritics { "in diacritics" } else { "in one letter" };
        let (a, b) = (&pair.first, &pair.second);
        let _ = writeln!(
            out,
            "{}: `{}` differs only {how} from `{}` ({})",
            place(b),
            b.text,
            a.text,
            place(a)
        );
    }
    for left in &one.left {
        let (characters, bytes) = (left.size.characters, left.size.bytes);
        let _ = writeln!(
            out,
            "{}: `{}` does not fit: {characters} characters, {bytes} bytes",
            place(&left.term),
            left.term.text
        );
    }
    let name =
        one.dictionary.language.as_ref().map_or_else(String::new, |name| format!("{name}: "));
    let _ = writeln!(
        out,
        "{name}{}, {}, {}; {} repeated, {} with conflicting spellings, {} dropped",
        count(one.size.entries.into(), "term", "terms"),
        count(one.size.characters.into(), "character", "characters"),
        count(one.size.bytes.into(), "byte", "bytes"),
        one.repeated,
        one.conflicts.len(),
        one.left.len()
    );
    out
}

/// A term as shown in reports.
#[derive(Serialize)]
struct TermReport<'t> {
    term: &'t str,
    file: &'t str,
    line: u32,
}

fn term_json(term: &Term) -> Value {
    let report = TermReport { term: &term.text, file: &term.file, line: term.line };
    serde_json::to_value(report).unwrap_or_default()
}

fn merge_json(args: &MergeArgs, one: &Merged) -> Value {
    let language = one.dictionary.language.as_deref().unwrap_or_default();
    let near = dictionary::near_duplicates(&one.dictionary.terms, language);
    let rest = |limit: u32, used: u32| (limit > 0).then(|| limit.saturating_sub(used));
    json!({
        "language": one.dictionary.language,
        "terms": one.size.entries,
        "characters": one.size.characters,
        "bytes": one.size.bytes,
        "characters_left": rest(args.max_chars, one.size.characters),
        "bytes_left": rest(args.max_bytes, one.size.bytes),
        "repeated": one.repeated,
        "conflicts": one.conflicts.iter().map(|conflict| json!({
            "kept": term_json(&conflict.kept),
            "dropped": conflict.dropped.iter().map(term_json).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "near_duplicates": near.iter().map(|pair| json!({
            "first": term_json(&pair.first),
            "second": term_json(&pair.second),
            "difference": if pair.diacritics { "diacritics" } else { "letter" },
        })).collect::<Vec<_>>(),
        "left_out": one.left.iter().map(|left| json!({
            "term": term_json(&left.term),
            "characters": left.size.characters,
            "bytes": left.size.bytes,
        })).collect::<Vec<_>>(),
    })
}

/// A finding about a dictionary.
#[derive(Serialize)]
struct Finding {
    severity: &'static str,
    file: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    kind: &'static str,
    message: String,
}

fn run_check(args: &CheckArgs, out: &mut Out) -> Result<Exit, Failure> {
    let language = args.language.as_deref().unwrap_or_default();
    let mut captions = Vec::new();
    for path in &args.captions {
        let (text, shown) = text(path, None)?;
        let source = Source::from_text(&text);
        let timeline =
            open_silently(&source, Some(&shown), &crate::ReadOptions::default()).timeline;
        let cues = timeline.cues.iter().map(|cue| crate::timeline::visible_text(&timeline, cue));
        captions.push(cues.collect::<Vec<_>>().join("\n"));
    }
    let seen: Vec<&str> = captions.iter().map(String::as_str).collect();
    let mut findings = Vec::new();
    for path in &args.files {
        let (text, shown) = text(path, args.terms.encoding.as_ref())?;
        let options = args.terms.options(None);
        let is_text =
            options.kind.unwrap_or_else(|| ListFormat::from_name(&shown)) == ListFormat::Text;
        let dictionaries = terms(&text, &shown, &options)?;
        if is_text {
            shape(&text, &shown, language, &options, &mut findings);
        }
        languages(&dictionaries, &shown, &mut findings);
        for dictionary in &dictionaries {
            one_dictionary(dictionary, &shown, language, &seen, &mut findings);
        }
    }
    let fails = findings.iter().any(|finding| finding.severity == "error");
    match args.format {
        ReportArg::Json => {
            let report =
                json!({"schema": SCHEMA, "command": "dictionary check", "findings": findings});
            out.data(report.to_string() + "\n")?;
        }
        ReportArg::Human => {
            for finding in &findings {
                let line = finding.line.map_or_else(String::new, |line| format!("{line}:"));
                let (file, message) = (one_line(&finding.file), one_line(&finding.message));
                let severity = finding.severity;
                out.text(&format!("{file}:{line} {severity}: {message}\n"))?;
            }
            out.text(&format!(
                "{} in {}\n",
                count(findings.len() as u64, "finding", "findings"),
                count(args.files.len() as u64, "file", "files")
            ))?;
        }
    }
    Ok(if fails { Exit::Findings } else { Exit::Clean })
}

/// The structure of the lines of a text file.
fn shape(
    text: &str,
    shown: &str,
    language: &str,
    options: &ReadOptions,
    findings: &mut Vec<Finding>,
) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lines: Vec<&str> = text.lines().collect();
    for found in dictionary::shape(text, language) {
        let line = lines.get(found.line as usize - 1).copied().unwrap_or_default();
        if options.comments && line.trim_start().starts_with('#') {
            continue;
        }
        let (kind, message) = match found.kind {
            ShapeKind::Blank => ("blank", "a blank line".to_owned()),
            ShapeKind::Repeated { of } => ("repeated", format!("repeats the term of line {of}")),
            ShapeKind::Untidy => (
                "untidy",
                "surplus white space, control characters or decomposed letters".to_owned(),
            ),
            ShapeKind::SeveralTerms => {
                ("several-terms", "several terms on one line: write one term per line".to_owned())
            }
        };
        findings.push(Finding {
            severity: "info",
            file: shown.to_owned(),
            line: Some(found.line),
            kind,
            message,
        });
    }
}

/// One dictionary for each language.
fn languages(dictionaries: &[Dictionary], shown: &str, findings: &mut Vec<Finding>) {
    let names: Vec<&str> = dictionaries.iter().filter_map(|d| d.language.as_deref()).collect();
    for (at, of) in dictionary::repeated(&names) {
        let message = format!(
            "dictionaries {} and {} are both for {}: the server accepts one for each language",
            of + 1,
            at + 1,
            names[at]
        );
        findings.push(Finding {
            severity: "error",
            file: shown.to_owned(),
            line: None,
            kind: "duplicate-language",
            message,
        });
    }
}

/// Size and advice.
fn one_dictionary(
    dictionary: &Dictionary,
    shown: &str,
    language: &str,
    captions: &[&str],
    findings: &mut Vec<Finding>,
) {
    let texts: Vec<&str> = dictionary.terms.iter().map(|term| term.text.as_str()).collect();
    let size = dictionary::size(&texts.join("\n"));
    let name = dictionary.language.as_deref().unwrap_or("the dictionary");
    let line_ends = size.entries.saturating_sub(1);
    for (unit, is, most, severity) in [
        ("bytes", size.bytes, MAX_DICTIONARY_BYTES as u32, "error"),
        // KMC does not count line endings, and the server does not count characters.
        (
            "characters",
            size.characters - line_ends.min(size.characters),
            MAX_DICTIONARY_CHARS as u32,
            "warning",
        ),
    ] {
        if is > most {
            let message = format!("{name} has {is} {unit}; REACH accepts at most {most}");
            let (file, kind) = (shown.to_owned(), "too-long");
            findings.push(Finding { severity, file, line: None, kind, message });
        }
    }
    for advice in dictionary::advice(&dictionary.terms, language, captions) {
        let term = &advice.term.text;
        let (kind, message) = match advice.kind {
            AdviceKind::Common => (
                "common",
                format!("`{term}` is an everyday word that speech recognition already knows"),
            ),
            AdviceKind::Long(most) => ("long", format!("`{term}` has more than {most} words")),
            AdviceKind::MixedScripts => {
                ("mixed-scripts", format!("`{term}` mixes alphabets in one word"))
            }
            AdviceKind::Unseen => ("unseen", format!("`{term}` does not occur in the captions")),
        };
        findings.push(Finding {
            severity: "info",
            file: shown.to_owned(),
            line: Some(advice.term.line),
            kind,
            message,
        });
    }
    for pair in dictionary::near_duplicates(&dictionary.terms, language) {
        let how = if pair.diacritics { "in diacritics" } else { "in one letter" };
        let message = format!(
            "`{}` differs only {how} from `{}` in line {}",
            pair.second.text, pair.first.text, pair.first.line
        );
        findings.push(Finding {
            severity: "info",
            file: shown.to_owned(),
            line: Some(pair.second.line),
            kind: "near-duplicate",
            message,
        });
    }
}

fn run_apply(args: &ApplyArgs, out: &mut Out) -> Result<Exit, Failure> {
    let options = ReadOptions { column: args.terms.column.clone(), ..ReadOptions::default() };
    let mut all = Vec::new();
    for path in &args.dictionaries {
        let (text, shown) = text(path, None)?;
        for dictionary in terms(&text, &shown, &options)? {
            if args.only.is_none()
                || dictionary.language.is_none()
                || dictionary.language == args.only
            {
                all.extend(dictionary.terms);
            }
        }
    }
    let options =
        ApplyOptions { language: args.language.clone(), fuzzy: true, min_score: args.min_score };
    let applier = Applier::new(&all, &options);
    edit::run(
        &args.files,
        "dictionary apply",
        &|file, _| Ok(one_file(&applier, args.fuzzy, file)),
        out,
    )
}

/// Applies the terms to one file.
fn one_file(applier: &Applier, fuzzy: bool, file: &Opened<'_>) -> Edited {
    let mut edited = Edited::default();
    let mut replaced = Vec::new();
    for proposal in applier.propose(file) {
        let is_asked = proposal.reason == Reason::Fuzzy && !fuzzy;
        let open = is_asked || proposal.stays;
        let term = &applier.terms[proposal.term];
        let score = (proposal.score * 1000.0).round() / 1000.0;
        let why = match proposal.reason {
            Reason::Exact => "the term's own spelling".to_owned(),
            Reason::Alias => "listed as a wrong form".to_owned(),
            Reason::Fuzzy => format!("sounds and looks alike, score {score:.2}"),
        };
        let one_line = |text: &str| text.replace('\n', " ").trim_end().to_owned();
        let (before, after) = (one_line(&proposal.before), one_line(&proposal.after));
        let message = match (is_asked, proposal.stays) {
            (true, _) => format!("`{before}` may be `{after}` ({why})"),
            (false, true) => format!(
                "`{before}` stays: with `{after}` the cue would be read as markup or a time, or show \
                 the text of another cue ({why})"
            ),
            (false, false) => format!("`{before}` becomes `{after}` ({why})"),
        };
        let mut data = Map::new();
        data.insert("reason".into(), proposal.reason.name().into());
        data.insert("score".into(), score.into());
        data.insert("term".into(), term_json(term));
        if !open {
            proposal.edits.into_iter().for_each(|edit| edited.edits.push(edit));
            replaced.extend(proposal.shown);
        }
        edited.changes.push(ReportedChange {
            kind: "term",
            message,
            span: proposal.span,
            cue: Some(proposal.cue),
            before: proposal.before,
            after: proposal.after,
            open,
            data,
        });
    }
    edited.account = Account::replaced(&file.timeline, replaced);
    edited
}
