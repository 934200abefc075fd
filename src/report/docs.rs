//! A rule's documentation as Markdown.

use std::fmt::Write as _;

use super::checked::code_and_name;
use crate::lint::{Choice, Level, Preset, Reference, Rule, RuleSet, Status};

/// A page about a rule: title, what it applies to, documentation, references.
#[must_use]
pub fn explain(rules: &RuleSet, rule: &Rule) -> String {
    let title = code_and_name(rule.code, rule.name);
    let mut out = format!("# {title}\n\n{}\n\n", rule.summary);
    let formats = rule.formats.iter().map(|f| f.title());
    let formats: Vec<&str> = formats.chain(rule.orders.then_some("orders")).collect();
    let kinds: Vec<&str> = rule.kinds.iter().map(|k| k.name()).collect();
    let needs: Vec<&str> = rule.needs.iter().map(|n| n.reason()).collect();
    let fix = rule.fix.map_or("none", |fix| fix.as_str());
    let _ = writeln!(out, "- Severity: {}", rule.severity);
    let _ = writeln!(out, "- Formats: {}", formats.join(", "));
    let _ = writeln!(out, "- Kinds of file: {}", kinds.join(", "));
    if !needs.is_empty() {
        let _ = writeln!(out, "- Skipped when: {}", needs.join("; "));
    }
    let _ = writeln!(out, "- Fix: {fix}");
    let _ = writeln!(out, "- On in: {}", presets(rules, rule));
    if !rule.passes_on.is_empty() {
        let _ = writeln!(out, "- Reports parser findings: {}", rule.passes_on.join(", "));
    }
    let status = match rule.status {
        Status::Stable => "",
        Status::Preview => {
            " (preview: what it finds may change; `--preview` or `--select` with its code runs it)"
        }
        Status::Deprecated => " (deprecated)",
    };
    let _ = writeln!(out, "- Since: {}{status}", rule.since);
    out.push('\n');
    out.push_str(&rules.docs(rule));
    let references = rules.references(rule);
    if !references.is_empty() {
        out.push_str("\n## References\n\n");
        for Reference { title, url, read_on } in references {
            let _ = writeln!(out, "- {title}: <{url}> (read {read_on})");
        }
    }
    out
}

/// The presets that run a rule, with the severity where they set one.
fn presets(rules: &RuleSet, rule: &Rule) -> String {
    let runs = |preset: &&'static Preset| {
        let level = preset.level(rule).map_or(rules.level(rule), |(level, _)| level);
        let kind =
            preset.chain().flat_map(|preset| preset.options).find(|(name, _)| *name == "kind");
        let is_named = || Choice { preset, ..Choice::default() }.enables(rules, rule);
        if rule.status == Status::Preview && !is_named() {
            return None;
        }
        let is_for = kind.is_none_or(|(_, kind)| rule.kinds.iter().any(|own| own.name() == *kind));
        match level {
            Level::At(severity) if is_for => Some(format!("{} ({severity})", preset.name)),
            Level::On if is_for => Some(preset.name.to_owned()),
            _ => None,
        }
    };
    let names: Vec<String> = rules.presets.iter().filter_map(runs).collect();
    match names.is_empty() {
        true => format!("no preset; `--select {}` runs it", rule.code),
        false => names.join(", "),
    }
}
