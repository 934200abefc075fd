//! `check --show-settings`: the effective options and rules, and the source of each.

use std::fmt::Write as _;

use serde::Serialize;
use serde_json::{Value, json};

use crate::lint::{Level, OPTIONS, OptionValue, Origin, RuleSet, Settings};
use crate::report::json::{SCHEMA, TOOL, Tool};
use crate::source::Severity;

/// The effective settings, as JSON.
#[derive(Serialize)]
struct Shown {
    schema: u32,
    tool: Tool,
    preset: PresetShown,
    options: Vec<OptionShown>,
    rules: Vec<RuleShown>,
}

#[derive(Serialize)]
struct PresetShown {
    name: &'static str,
    summary: &'static str,
    from: String,
}

#[derive(Serialize)]
struct OptionShown {
    name: &'static str,
    value: Value,
    #[serde(skip_serializing_if = "str::is_empty")]
    unit: &'static str,
    from: String,
}

#[derive(Serialize)]
struct RuleShown {
    code: &'static str,
    name: &'static str,
    /// `off`, or the severity of its findings.
    level: &'static str,
    from: String,
}

/// The settings for people.
pub(in crate::cli) fn as_text(settings: &Settings, rules: &RuleSet) -> String {
    let shown = shown(settings, rules);
    let mut out = String::new();
    let _ = writeln!(out, "preset: {} ({})", shown.preset.name, shown.preset.from);
    out.push_str("\noptions:\n");
    let value = |option: &OptionShown| match &option.value {
        Value::Null => "-".to_owned(),
        Value::String(text) => text.clone(),
        other => format!("{other} {}", option.unit).trim_end().to_owned(),
    };
    let rows = shown.options.iter();
    columns(rows.map(|o| [o.name.to_owned(), value(o), o.from.clone()]), &mut out);
    out.push_str("\nrules:\n");
    let rows = shown.rules.iter();
    let about = |rule: &RuleShown| format!("{} {}", rule.code, rule.name);
    columns(rows.map(|rule| [about(rule), rule.level.to_owned(), rule.from.clone()]), &mut out);
    out
}

/// The settings for programs.
pub(in crate::cli) fn as_json(settings: &Settings, rules: &RuleSet) -> String {
    // Plain data with string keys always serializes.
    serde_json::to_string(&shown(settings, rules)).unwrap_or_default() + "\n"
}

fn columns(rows: impl Iterator<Item = [String; 3]>, out: &mut String) {
    let rows: Vec<[String; 3]> = rows.collect();
    let width = |at: usize| rows.iter().map(|row| row[at].chars().count()).max().unwrap_or(0);
    let (first, second) = (width(0), width(1));
    for [a, b, c] in &rows {
        let _ = writeln!(out, "  {a:first$}  {b:second$}  {c}");
    }
}

fn from(origin: &Origin) -> String {
    match origin {
        Origin::Default => "default".to_owned(),
        Origin::Preset(name) => format!("preset {name}"),
        Origin::Config(place) | Origin::Order(place) => place.clone(),
        Origin::CommandLine => "command line".to_owned(),
    }
}

fn shown(settings: &Settings, set: &RuleSet) -> Shown {
    let preset = settings.options.choice.preset;
    let options = OPTIONS.iter().map(|option| OptionShown {
        name: option.name,
        value: value((option.get)(&settings.options)),
        unit: option.unit,
        from: from(&settings.origin(option.name)),
    });
    let rules = set.rules().map(|rule| {
        let (level, origin) = settings.level(set, rule);
        let severity: Option<Severity> = match level {
            Level::Off => None,
            level => Some(level.severity(rule, rule.severity)),
        };
        RuleShown {
            code: rule.code,
            name: rule.name,
            level: severity.map_or("off", Severity::as_str),
            from: from(&origin),
        }
    });
    Shown {
        schema: SCHEMA,
        tool: TOOL,
        preset: PresetShown {
            name: preset.name,
            summary: preset.summary,
            from: from(&settings.preset),
        },
        options: options.collect(),
        rules: rules.collect(),
    }
}

fn value(value: OptionValue) -> Value {
    match value {
        OptionValue::None => Value::Null,
        OptionValue::Whole(n) => json!(n),
        // 25 instead of 25.0, as in findings.
        OptionValue::Number(n) if n.fract() == 0.0 && n.abs() < 9e15 => json!(n as i64),
        OptionValue::Number(n) => json!(n),
        OptionValue::Rate(rate) => json!(rate.to_string()),
        OptionValue::Word(word) => json!(word),
        OptionValue::Text(text) => json!(text),
    }
}
