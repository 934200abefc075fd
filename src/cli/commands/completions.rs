//! `cuesmith completions`: scripts that complete the command line in a shell.

use clap::builder::PossibleValuesParser;
use clap::{Args, Command};
use clap_complete::Shell;

use crate::cli::exit::Exit;
use crate::cli::output::{Failure, Out};
use crate::kaltura::lint::RULES;
use crate::lint::{OPTIONS, OptionKind};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cuesmith completions bash > ~/.local/share/bash-completion/completions/cuesmith
  cuesmith completions zsh > ~/.zfunc/_cuesmith      with `fpath+=~/.zfunc` before compinit
  cuesmith completions fish > ~/.config/fish/completions/cuesmith.fish
  cuesmith completions powershell >> $PROFILE
  cuesmith completions elvish >> ~/.config/elvish/rc.elv

The script completes commands, options and file names; those of bash, zsh and fish also values such
as presets and codes of rules. Write it again after an update.")]
pub(in crate::cli) struct CompletionsArgs {
    /// Shell to write the script for
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

/// Runs the subcommand; `command` is the whole command line.
pub(in crate::cli) fn run(
    args: &CompletionsArgs,
    command: Command,
    out: &mut Out,
) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    let name = command.get_name().to_owned();
    let mut command = command;
    // The arguments of subcommands are only there now.
    command.build();
    clap_complete::generate(args.shell, &mut with_values(command), name, &mut script);
    out.data(script)?;
    Ok(Exit::Clean)
}

/// A command whose options list their values, where the command line reads them with a function.
fn with_values(command: Command) -> Command {
    let explains = command.get_name() == "explain";
    let command = command.mut_args(|arg| {
        let id = arg.get_id().as_str();
        let values = match id {
            "preset" => Some(RULES.presets.iter().map(|preset| preset.name).collect()),
            "select" | "ignore" => Some(selectors()),
            "rules" if explains => Some(selectors()),
            _ => OPTIONS.iter().find(|option| option.name == id).and_then(|option| {
                match option.kind {
                    OptionKind::Word { of, .. } => Some(of()),
                    _ => None,
                }
            }),
        };
        match values {
            Some(values) if arg.get_possible_values().is_empty() => {
                arg.value_parser(PossibleValuesParser::new(values))
            }
            _ => arg,
        }
    });
    command.mut_subcommands(with_values)
}

/// What selects rules: families, codes and names.
fn selectors() -> Vec<&'static str> {
    let families = RULES.families.iter().map(|family| family.code);
    families.chain(RULES.rules().flat_map(|rule| [rule.code, rule.name])).collect()
}
