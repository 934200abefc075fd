//! `cuesmith explain`: a rule's documentation.

use super::Exit;
use super::args::ExplainArgs;
use super::output::{Failure, Out, usage};
use crate::lint::{Choice, RULES, Rule, Selector};
use crate::report::explain;

/// Runs the subcommand.
pub(super) fn run(args: &ExplainArgs, out: &mut Out) -> Result<Exit, Failure> {
    let mut rules: Vec<&Rule> = Vec::new();
    for name in &args.rules {
        let selector = Selector::parse(name)
            .map_err(|error| usage(error.to_string(), "`cuesmith rules` lists all rules"))?;
        let chosen = Choice { select: vec![selector], ..Choice::default() };
        rules.extend(RULES.rules().filter(|rule| chosen.enables(rule)));
    }
    for (n, rule) in rules.iter().enumerate() {
        if n > 0 {
            out.text("\n")?;
        }
        out.text(&explain(rule))?;
    }
    Ok(Exit::Clean)
}
