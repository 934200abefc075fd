//! `cuesmith rules`: the list of all rules.

use clap::{Args, ValueEnum};

use crate::cli::exit::Exit;
use crate::cli::output::{Failure, Out};
use crate::kaltura::lint::RULES;
use crate::lint::{Rule, Status};
use crate::report::json::RuleInfo;

#[derive(Debug, Args)]
pub(in crate::cli) struct RulesArgs {
    /// Output format
    #[arg(long, value_enum, default_value_t = RulesFormat::Human)]
    pub(in crate::cli) format: RulesFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum RulesFormat {
    /// A table
    Human,
    /// One JSON document with all metadata and documentation
    Json,
    /// A Markdown table
    Markdown,
}

const TITLES: [&str; 7] = ["Code", "Name", "Severity", "Formats", "Fix", "Since", "When it fires"];

/// Runs the subcommand.
pub(in crate::cli) fn run(args: &RulesArgs, out: &mut Out) -> Result<Exit, Failure> {
    let rules: Vec<&Rule> = RULES.rules().collect();
    let text = match args.format {
        RulesFormat::Human => table(&rules),
        RulesFormat::Markdown => markdown(&rules),
        RulesFormat::Json => {
            let infos: Vec<RuleInfo> =
                rules.into_iter().map(|rule| RuleInfo::of(&RULES, rule)).collect();
            // Plain data with string keys always serializes.
            serde_json::to_string_pretty(&infos).unwrap_or_default() + "\n"
        }
    };
    out.data(text)?;
    Ok(Exit::Clean)
}

fn row(rule: &Rule) -> [String; 7] {
    [
        rule.code.to_owned(),
        rule.name.to_owned(),
        rule.severity.to_string(),
        rule.looks_at().join(", "),
        rule.fix.map_or("-", |fix| fix.as_str()).to_owned(),
        match rule.status {
            Status::Stable => rule.since.to_owned(),
            status => format!("{} {}", rule.since, status.name()),
        },
        rule.summary.to_owned(),
    ]
}

fn table(rules: &[&Rule]) -> String {
    let mut rows = vec![TITLES.map(str::to_owned)];
    rows.extend(rules.iter().map(|rule| row(rule)));
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

fn markdown(rules: &[&Rule]) -> String {
    let mut out = format!("| {} |\n|{}\n", TITLES.join(" | "), "---|".repeat(TITLES.len()));
    for rule in rules {
        let cells = row(rule).map(|cell| cell.replace('|', "\\|"));
        out.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
    out
}
