//! `cuesmith explain`: a rule's documentation.

use super::Exit;
use super::args::ExplainArgs;
use super::output::{Failure, Out, usage};
use crate::kaltura::lint::RULES;
use crate::lint::Rule;
use crate::report::explain;

/// Runs the subcommand.
pub(super) fn run(args: &ExplainArgs, out: &mut Out) -> Result<Exit, Failure> {
    let mut rules: Vec<&Rule> = Vec::new();
    for name in &args.rules {
        let selector = RULES
            .selector(name)
            .map_err(|error| usage(error.to_string(), "`cuesmith rules` lists all rules"))?;
        rules.extend(RULES.rules().filter(|rule| selector.selects(rule)));
    }
    for (n, rule) in rules.iter().enumerate() {
        if n > 0 {
            out.text("\n")?;
        }
        out.text(&explain(rule))?;
    }
    Ok(Exit::Clean)
}
