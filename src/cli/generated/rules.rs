//! `docs/rules/`: a page for each rule, from its metadata and documentation, and an index by family.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use super::{Pages, cell, default};
use crate::kaltura::lint::RULES;
use crate::lint::{OPTIONS, OptionMeta, Rule, Status};
use crate::report::explain;

/// The pages, by their paths below `docs/`.
pub(super) fn pages() -> Pages {
    let sources = sources();
    let of_rule = |rule: &'static Rule| {
        let source = sources.get(rule.code).map_or("", String::as_str);
        (format!("rules/{}.md", rule.code), page(rule, source))
    };
    let mut pages: Pages = RULES.rules().map(of_rule).collect();
    pages.insert("rules/README.md".to_owned(), index());
    pages
}

/// The page of a rule: what `explain` prints, with the options that the rule uses and links.
fn page(rule: &'static Rule, source: &str) -> String {
    let text = explain(&RULES, rule);
    let (facts, rest) = text.split_once("\n\n## ").expect("a rule with documentation");
    let mut out = facts.to_owned();
    for option in OPTIONS.iter().filter(|option| uses(rule, source, option)) {
        out.push_str("\n- Option: ");
        push_option(&mut out, option);
    }
    out.push_str("\n\n## ");
    // Pages of this repository are below `docs/`, as this page is.
    for (number, piece) in rest.split("<docs/").enumerate() {
        match piece.split_once('>').filter(|_| number > 0) {
            Some((path, after)) => {
                let _ = write!(out, "[docs/{path}](../{path}){after}");
            }
            None => out.push_str(piece),
        }
    }
    out.push_str("\n[All rules](README.md)\n");
    out
}

fn push_option(out: &mut String, option: &OptionMeta) {
    let _ = match option.flag {
        "" => write!(out, "`{}`, set by an order: {}", option.name, option.help),
        flag => write!(out, "`--{flag}`: {} (default: {})", option.help, default(option)),
    };
}

/// Whether a rule uses an option: its documentation names the option, or its code reads it.
fn uses(rule: &Rule, source: &str, option: &OptionMeta) -> bool {
    let docs = RULES.docs(rule);
    let flag = option.name.replace('_', "-");
    let named = [format!("`{flag}`"), format!("`--{flag}`"), format!("`--{flag} ")];
    let read = ["limits.", "context."].map(|group| format!("{group}{}", option.name));
    let is_read = |path: &String| {
        let ends = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
        source.match_indices(path.as_str()).any(|(at, _)| ends(&source[at + path.len()..]))
    };
    rule.needs.iter().any(|need| need.option() == format!("--{flag}"))
        || named.iter().any(|name| docs.contains(name.as_str()))
        || read.iter().any(is_read)
}

/// The source text of each rule without line breaks and comments, by code.
fn sources() -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut open: Vec<PathBuf> = vec![root.join("lint/rules"), root.join("kaltura/lint/rules")];
    let mut out = BTreeMap::new();
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(fs::read_dir(&path).expect("a folder").flatten().map(|entry| entry.path()));
            continue;
        }
        let text = fs::read_to_string(&path).expect("source text");
        let Some(code) =
            text.split("\n    code: \"").nth(1).and_then(|rest| rest.split('"').next())
        else {
            continue;
        };
        let code = code.to_owned();
        let lines = text.lines().map(str::trim).filter(|line| !line.starts_with("//"));
        out.insert(code, lines.collect::<String>());
    }
    out
}

fn index() -> String {
    let mut out = format!(
        "# Rules\n\nEach rule has a page: what it checks and why, examples, how to fix what it finds, and its sources. \
         `cuesmith explain TIM003` prints the page of a rule, `cuesmith rules` the list.\n\nThe fix of a rule is *safe* \
         (it keeps words, times and rendering; `--fix` applies it), *unsafe* (`--fix --unsafe-fixes`) or only *shown*.\n\
         The severity is that of the rule; a preset or a configuration file can change it. There are {} rules.\n\n\
         Which errors in TTML the rules cover: [ttml-rules.md](../ttml-rules.md). What goes wrong on Kaltura:\n\
         [kaltura-rules.md](../kaltura-rules.md).\n",
        RULES.rules().count()
    );
    for family in RULES.families {
        let _ = write!(
            out,
            "\n## {}: {}\n\n| Code | Name | Severity | Formats | Fix | When it fires |\n|---|---|---|---|---|---|\n",
            family.code, family.title
        );
        for rule in family.rules {
            let status = match rule.status {
                Status::Stable => "",
                Status::Preview => " (preview)",
                Status::Deprecated => " (deprecated)",
            };
            let _ = writeln!(
                out,
                "| [{code}]({code}.md) | {}{status} | {} | {} | {} | {} |",
                rule.name,
                rule.severity,
                rule.looks_at().join(", "),
                rule.fix.map_or("-", |fix| fix.as_str()),
                cell(rule.summary),
                code = rule.code,
            );
        }
    }
    out
}
