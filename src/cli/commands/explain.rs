//! `cuesmith explain`: a rule's documentation.

use std::path::PathBuf;

use clap::Args;

use crate::cli::config::Configs;
use crate::cli::exit::Exit;
use crate::cli::output::{Failure, Out, usage};
use crate::kaltura::lint::RULES;
use crate::lint::{Rule, Selector};
use crate::report::explain;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cuesmith explain TIM003
  cuesmith explain one-millisecond-cue
  cuesmith explain TIM              all rules of a family
  cuesmith explain PAT/no-ok        a pattern of the nearest cuesmith.toml")]
pub(in crate::cli) struct ExplainArgs {
    /// Codes (TIM004), names (cue-overlap) or families (TIM)
    #[arg(required = true, value_name = "RULE")]
    pub(in crate::cli) rules: Vec<String>,
    /// Configuration file with the patterns (PAT/NAME) [default: the nearest cuesmith.toml, from the current
    /// folder upwards]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

/// Runs the subcommand.
pub(in crate::cli) fn run(args: &ExplainArgs, out: &mut Out) -> Result<Exit, Failure> {
    let mut rules: Vec<&Rule> = Vec::new();
    let is_pattern = |name: &String| Selector::of_patterns(name).is_some();
    // A mistake in a configuration file matters only to those who ask for its patterns.
    let set = match args.config.is_some() || args.rules.iter().any(is_pattern) {
        true => {
            let configs = Configs::new(args.config.as_deref(), false)?;
            configs.of(None)?;
            configs.rules()
        }
        false => &RULES,
    };
    for name in &args.rules {
        let selector = set.selector(name).map_err(|error| {
            let help = match is_pattern(name) {
                true => "PAT/NAME is a pattern of a configuration file: see docs/configuration.md",
                false => "run `cuesmith rules` to list all rules",
            };
            usage(error.to_string(), help)
        })?;
        rules.extend(set.rules().filter(|rule| selector.selects(rule)));
    }
    for (n, rule) in rules.iter().enumerate() {
        if n > 0 {
            out.text("\n")?;
        }
        out.text(&explain(set, rule))?;
    }
    Ok(Exit::Clean)
}
