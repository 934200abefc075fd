//! `cuesmith explain`: a rule's documentation.

use clap::Args;

use crate::cli::exit::Exit;
use crate::cli::output::{Failure, Out, usage};
use crate::kaltura::lint::RULES;
use crate::lint::Rule;
use crate::report::explain;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cuesmith explain TIM003
  cuesmith explain one-millisecond-cue
  cuesmith explain TIM              all rules of a family")]
pub(in crate::cli) struct ExplainArgs {
    /// Codes (TIM004), names (cue-overlap) or families (TIM)
    #[arg(required = true, value_name = "RULE")]
    pub(in crate::cli) rules: Vec<String>,
}

/// Runs the subcommand.
pub(in crate::cli) fn run(args: &ExplainArgs, out: &mut Out) -> Result<Exit, Failure> {
    let mut rules: Vec<&Rule> = Vec::new();
    for name in &args.rules {
        let selector = RULES
            .selector(name)
            .map_err(|error| usage(error.to_string(), "run `cuesmith rules` to list all rules"))?;
        rules.extend(RULES.rules().filter(|rule| selector.selects(rule)));
    }
    for (n, rule) in rules.iter().enumerate() {
        if n > 0 {
            out.text("\n")?;
        }
        out.text(&explain(&RULES, rule))?;
    }
    Ok(Exit::Clean)
}
