//! The tables of `docs/configuration.md`: keys and options. A table is between two markers; the text around it
//! is written by hand.

use std::fmt::Write as _;

use super::{cell, default};
use crate::cli::config::{KEYS, PATTERN_KEYS, PatternType, table_options};
use crate::lint::{OptionKind, OptionMeta};

/// A page with its tables filled in.
///
/// # Errors
/// The marker that the page lacks.
pub(super) fn filled(page: &str) -> Result<String, String> {
    let page = between(page, "keys", &keys())?;
    let page = between(&page, "patterns", &patterns())?;
    between(&page, "options", &options())
}

/// A page with the text between `<!-- generated: NAME -->` and `<!-- end -->` replaced.
fn between(page: &str, name: &str, text: &str) -> Result<String, String> {
    let (start, end) = (format!("<!-- generated: {name} -->\n"), "<!-- end -->");
    let (before, rest) = page.split_once(&start).ok_or(start.clone())?;
    let (_, after) = rest.split_once(end).ok_or(end)?;
    Ok(format!("{before}{start}\n{text}\n{end}{after}"))
}

fn keys() -> String {
    let mut out = "| key | where | what it is for |\n|---|---|---|\n".to_owned();
    for key in KEYS {
        let places = [(key.top, "top"), (key.in_override, "override"), (key.in_ignore, "ignore")];
        let places: Vec<&str> =
            places.into_iter().filter(|(is, _)| *is).map(|(_, name)| name).collect();
        let _ = writeln!(out, "| `{}` | {} | {} |", key.name, places.join(", "), cell(key.help));
    }
    out
}

fn patterns() -> String {
    let mut out = "| key | value | what it is for |\n|---|---|---|\n".to_owned();
    for (name, is, help) in PATTERN_KEYS {
        let value = match is {
            PatternType::Text => "text".to_owned(),
            PatternType::Truth => "`true` or `false`".to_owned(),
            PatternType::Word(of) => {
                of.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
            }
        };
        let _ = writeln!(out, "| `{name}` | {value} | {} |", cell(help));
    }
    out
}

fn options() -> String {
    let mut out = "| option | value | default | what it is for |\n|---|---|---|---|\n".to_owned();
    for option in table_options() {
        let (flag, help) = (option.flag, cell(option.help));
        let _ = writeln!(out, "| `{flag}` | {} | {} | {help} |", value(option), default(option));
    }
    out
}

/// How a value is written.
fn value(option: &OptionMeta) -> String {
    match option.kind {
        OptionKind::Count => "whole number".to_owned(),
        OptionKind::Number => "number".to_owned(),
        OptionKind::Percent => "number from 0 to below 50".to_owned(),
        OptionKind::Time => "milliseconds or text (`\"0.5s\"`)".to_owned(),
        OptionKind::Length => "seconds or text (`\"00:42:10\"`)".to_owned(),
        OptionKind::Rate => "number or text (`\"24000/1001\"`)".to_owned(),
        OptionKind::Language => "language code".to_owned(),
        OptionKind::Word { of, .. } => {
            of().iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
        }
        OptionKind::Truth => "`true` or `false`".to_owned(),
        OptionKind::Text => "text".to_owned(),
    }
}
