//! `cuesmith rules`: the list of all rules.

use super::Exit;
use super::args::{RulesArgs, RulesFormat};
use super::output::{Failure, Out};
use crate::lint::{RULES, RuleMeta};
use crate::report::json::RuleInfo;

const TITLES: [&str; 6] = ["Code", "Name", "Severity", "Formats", "Fix", "When it fires"];

/// Runs the subcommand.
pub(super) fn run(args: &RulesArgs, out: &mut Out) -> Result<Exit, Failure> {
    let metas: Vec<&RuleMeta> = RULES.iter().map(|rule| rule.meta()).collect();
    let text = match args.format {
        RulesFormat::Human => table(&metas),
        RulesFormat::Markdown => markdown(&metas),
        RulesFormat::Json => {
            let infos: Vec<RuleInfo> = metas.into_iter().map(RuleInfo::from).collect();
            // Plain data with string keys always serialises.
            serde_json::to_string_pretty(&infos).unwrap_or_default() + "\n"
        }
    };
    out.text(&text)?;
    Ok(Exit::Clean)
}

fn row(meta: &RuleMeta) -> [String; 6] {
    [
        meta.code.to_owned(),
        meta.name.to_owned(),
        meta.severity.to_string(),
        meta.looks_at().join(", "),
        meta.fix.map_or("-", |fix| fix.as_str()).to_owned(),
        meta.summary.to_owned(),
    ]
}

fn table(metas: &[&RuleMeta]) -> String {
    let mut rows = vec![TITLES.map(str::to_owned)];
    rows.extend(metas.iter().map(|meta| row(meta)));
    let width = |column: usize| rows.iter().map(|row| row[column].len()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..TITLES.len()).map(width).collect();
    let mut out = String::new();
    for row in &rows {
        let cells: Vec<String> =
            row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}")).collect();
        out.push_str(cells.join("  ").trim_end());
        out.push('\n');
    }
    out
}

fn markdown(metas: &[&RuleMeta]) -> String {
    let mut out = format!("| {} |\n|{}\n", TITLES.join(" | "), "---|".repeat(TITLES.len()));
    for meta in metas {
        let cells = row(meta).map(|cell| cell.replace('|', "\\|"));
        out.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
    out
}
