//! The command line: arguments, files, threads, terminal. The library does not depend on it.
//!
//! Each subcommand is a file under `commands/`, with its arguments; `args/` contains the arguments that
//! several subcommands share; `config/` reads configuration files; `configured` is what the Python module has of it;
//! `generated/`, a test, writes pages of `docs/`. `batch` and `edit` run a command over
//! many files. `search` finds files, `input` reads them, `files` records which files are read and written, and
//! `replace`, `temporary` and `signals` write them. `output` and `terminal` handle the streams.

mod args;
mod batch;
mod commands;
mod config;
mod configured;
mod edit;
mod exit;
mod files;
#[cfg(test)]
mod generated;
mod input;
#[cfg(feature = "audio")]
mod listen;
mod naming;
mod output;
mod output_name;
mod progress;
mod replace;
mod search;
mod signals;
mod start;
mod strip;
mod temporary;
mod terminal;

pub use configured::{Configured, Overrides};

use std::ffi::OsString;
use std::process::ExitCode;

use clap::builder::styling::{AnsiColor, Styles};
use clap::{CommandFactory as _, Parser, Subcommand};

use args::Color;
use commands::{
    align, chapters, check, completions, convert, deliver, dictionary, diff, dump, ead, explain,
    info, init, jobs, live, lsp, man, profanity, reflow, retime, rules, score, simulate, speakers,
    sync,
};
use exit::Exit;
use output::{Out, complain};

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

/// Check, fix and convert caption files: SubRip (SRT), WebVTT, TTML and DFXP
#[derive(Debug, Parser)]
#[command(
    name = "cuesmith",
    version,
    styles = STYLES,
    arg_required_else_help = true,
    after_help = "\
Examples:
  cuesmith check talk.srt                  list the problems of a file
  cuesmith check captions/ --fix           apply the safe fixes
  cuesmith convert talk.srt -o talk.vtt    convert, and list what is lost
  cuesmith explain TIM003                  what a rule checks, and why

Exit codes: 0 nothing to report, 1 findings, 2 wrong usage or a file that cannot be
read or written, 3 no input file."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// When to use colors. `auto` means on a terminal, unless NO_COLOR is set
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN", display_order = 999)]
    color: Color,
    /// Maximum size of an input: bytes, or with a unit (500MB, 2GiB); at most 4 GiB
    #[arg(long, global = true, value_name = "SIZE", default_value = "1GiB", value_parser = args::values::size, display_order = 999)]
    max_input: u64,
}

#[derive(Debug, Subcommand)]
#[command(defer = true)] // the arguments of a command are built when it is called
enum Command {
    /// Check caption files for problems and fix them
    Check(Box<check::CheckArgs>),
    /// Convert files to another format and list what is lost
    Convert(convert::ConvertArgs),
    /// Rewrap lines to a maximum length
    Reflow(Box<reflow::ReflowArgs>),
    /// Make captions from a transcript, with times from a recognizer or from audio
    Align(Box<align::AlignArgs>),
    /// Report speaker marks, or rewrite them in another style
    Speakers(speakers::SpeakersArgs),
    /// Shift, stretch, snap, clip, sort and repair timing
    Retime(Box<retime::RetimeArgs>),
    /// Synchronize captions with other captions or with the audio
    Sync(Box<sync::SyncArgs>),
    /// Merge and check custom vocabularies, and correct their terms in captions
    #[command(subcommand)]
    Dictionary(dictionary::DictionaryCommand),
    /// Find and mask profanity
    Profanity(Box<profanity::ProfanityArgs>),
    /// List what a viewer would notice between two versions of a file
    Diff(diff::DiffArgs),
    /// Show statistics of files: encoding, cues, reading speed, line lengths
    Info(info::InfoArgs),
    /// Run a language server: findings and fixes in editors
    Lsp(lsp::LspArgs),
    /// Write a configuration file that fits a folder
    Init(init::InitArgs),
    /// Show the documentation of rules
    Explain(explain::ExplainArgs),
    /// List all rules
    Rules(rules::RulesArgs),
    /// Convert chapters between WebVTT, lists and cue points
    Chapters(chapters::ChaptersArgs),
    /// Show the script of extended audio description and estimate its speaking time
    Ead(ead::EadCommandArgs),
    /// Print the parsed content of a file as JSON
    Dump(dump::DumpArgs),
    /// Show what each of Kaltura's parsers would keep of a file
    Simulate(simulate::SimulateArgs),
    /// Compare the words and times of captions, transcripts and recognizers
    Score(Box<score::ScoreArgs>),
    /// List ordered jobs: services, languages, formats, deadlines, notes
    Jobs(Box<jobs::JobsArgs>),
    /// Check the clocks of live caption messages and convert them to WebVTT or back
    Live(Box<live::LiveArgs>),
    /// Make and check the file that an order asks for, and print the fields to send with it
    Deliver(Box<deliver::DeliverArgs>),
    /// Write a script that completes the command line in a shell
    Completions(completions::CompletionsArgs),
    /// Print manual pages, or write them to a folder
    Man(man::ManArgs),
}

/// Runs the command with the arguments of the process.
#[must_use]
pub fn main() -> ExitCode {
    run(std::env::args_os().collect()).into()
}

/// Runs the command and returns its exit code. The first of the arguments is the name of the program.
#[must_use]
pub fn run(arguments: Vec<OsString>) -> u8 {
    if let [_, only] = &arguments[..]
        && start::is_version(only)
    {
        return start::version();
    }
    let cli = match start::parse::<Cli>(arguments) {
        Ok(cli) => cli,
        Err(code) => return code,
    };
    input::set_limit(cli.max_input);
    files::begin();
    let mut out = Out::stdout();
    let result = match &cli.command {
        Command::Check(args) => check::run(args, cli.color, &mut out),
        Command::Convert(args) => convert::run(args, &mut out),
        Command::Reflow(args) => reflow::run(args, &mut out),
        Command::Align(args) => align::run(args, &mut out),
        Command::Speakers(args) => speakers::run(args, &mut out),
        Command::Retime(args) => retime::run(args, &mut out),
        Command::Info(args) => info::run(args, &mut out),
        Command::Lsp(args) => lsp::run(args, &mut out),
        Command::Init(args) => init::run(args, &mut out),
        Command::Explain(args) => explain::run(args, &mut out),
        Command::Rules(args) => rules::run(args, &mut out),
        Command::Chapters(args) => chapters::run(args, &mut out),
        Command::Ead(args) => ead::run(args, &mut out),
        Command::Diff(args) => diff::run(args, cli.color, &mut out),
        Command::Dump(args) => dump::run(args, &mut out),
        Command::Jobs(args) => jobs::run(args, &mut out),
        Command::Live(args) => live::run(args, &mut out),
        Command::Deliver(args) => deliver::run(args, cli.color, &mut out),
        Command::Score(args) => score::run(args, &mut out),
        Command::Sync(args) => sync::run(args, &mut out),
        Command::Simulate(args) => simulate::run(args, &mut out),
        Command::Completions(args) => completions::run(args, Cli::command(), &mut out),
        Command::Man(args) => man::run(args, Cli::command(), &mut out),
        Command::Dictionary(command) => dictionary::run(command, &mut out),
        Command::Profanity(args) => profanity::run(args, &mut out),
    };
    let exit = match result.and_then(|exit| out.flush().map(|()| exit)) {
        Ok(exit) => exit,
        Err(output::Failure::Closed) => Exit::Failure,
        Err(output::Failure::Problem(problem)) => {
            complain(&problem);
            Exit::Failure
        }
    };
    exit.code()
}
