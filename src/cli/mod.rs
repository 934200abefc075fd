//! The command: arguments, files, threads, terminal. Nothing here that a user of the library would
//! want; one file for each subcommand.

mod adapt;
mod args;
mod args_convert;
mod args_dictionary;
mod args_options;
mod args_words;
mod batch;
mod chapters;
mod check;
mod convert;
mod deliver;
mod deliver_told;
mod dictionary;
mod dump;
mod ead;
mod edit;
mod explain;
mod info;
mod input;
mod order;
mod output;
mod pair;
mod profanity;
mod reflow;
mod retime;
mod rules;
mod show_settings;
mod simulate;
mod speakers;
mod values;

use std::process::ExitCode;

use clap::Parser as _;

use args::{Cli, Command};
use output::{Out, complain};

/// How a run ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Exit {
    /// Nothing to report.
    Clean,
    /// Findings at or above `--fail-on`, a file that `--diff` would change, or a denied loss.
    Findings,
    /// Wrong usage, or a file that could not be read or written.
    Failure,
    /// There was no file to work on.
    NoInput,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Clean => 0,
            Exit::Findings => 1,
            Exit::Failure => 2,
            Exit::NoInput => 3,
        })
    }
}

/// Runs the command with the arguments of the process.
#[must_use]
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are no errors; a closed pipe is none either.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let mut out = Out::stdout();
    let result = match &cli.command {
        Command::Check(args) => check::run(args, cli.color, &mut out),
        Command::Convert(args) => convert::run(args, &mut out),
        Command::Reflow(args) => reflow::run(args, &mut out),
        Command::Speakers(args) => speakers::run(args, &mut out),
        Command::Retime(args) => retime::run(args, &mut out),
        Command::Info(args) => info::run(args, &mut out),
        Command::Explain(args) => explain::run(args, &mut out),
        Command::Rules(args) => rules::run(args, &mut out),
        Command::Chapters(args) => chapters::run(args, &mut out),
        Command::Ead(args) => ead::run(args, &mut out),
        Command::Dump(args) => dump::run(args, &mut out),
        Command::Deliver(args) => deliver::run(args, cli.color, &mut out),
        Command::Simulate(args) => simulate::run(args, &mut out),
        Command::Dictionary(command) => dictionary::run(command, &mut out),
        Command::Profanity(args) => profanity::run(args, &mut out),
    };
    let exit = match result.and_then(|exit| out.flush().map(|()| exit)) {
        Ok(exit) => exit,
        Err(output::Failure::Closed(exit)) => exit,
        Err(output::Failure::Problem(problem)) => {
            complain(&problem);
            Exit::Failure
        }
    };
    exit.into()
}
