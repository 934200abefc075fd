//! The command: arguments, files, threads, terminal. Nothing here that a user of the library would
//! want.
//!
//! Each subcommand is a file under `commands/`, with its arguments; `args/` holds those that several
//! share. `batch` and `edit` run a command over many files. `input` finds and reads files, `files` knows which
//! are read and written, `replace`, `temporary` and `signals` write them; `output` and `terminal` are the streams.

mod args;
mod batch;
mod commands;
mod edit;
mod exit;
mod files;
mod input;
mod naming;
mod output;
mod output_name;
mod replace;
mod signals;
mod start;
mod temporary;
mod terminal;

use std::process::ExitCode;

use clap::builder::styling::{AnsiColor, Styles};
use clap::{Parser, Subcommand};

use args::Color;
use commands::{
    chapters, check, convert, deliver, dictionary, dump, ead, explain, info, jobs, live, profanity,
    reflow, retime, rules, simulate, speakers,
};
use exit::Exit;
use output::{Out, complain};

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

/// Checks, converts and measures caption files: SubRip (SRT), WebVTT, TTML and DFXP.
#[derive(Debug, Parser)]
#[command(
    name = "cuesmith",
    version,
    styles = STYLES,
    arg_required_else_help = true,
    after_help = "\
Examples:
  cuesmith check talk.srt                  what is wrong with a file
  cuesmith check captions/ --fix           correct what can be corrected safely
  cuesmith convert talk.srt -o talk.vtt    another format, with a list of what was lost
  cuesmith explain TIM003                  what a rule looks for, and why

Exit codes: 0 nothing to report, 1 findings, 2 wrong usage or a file that cannot be
read or written, 3 no input file."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// When to use colors. `auto` means on a terminal, unless NO_COLOR is set
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN", display_order = 999)]
    color: Color,
    /// The most that is read of one input: bytes, or with a unit (500MB, 2GiB); at most 4 GiB
    #[arg(long, global = true, value_name = "SIZE", default_value = "1GiB", value_parser = args::values::size, display_order = 999)]
    max_input: u64,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Look for what is wrong with caption files, and correct it
    Check(Box<check::CheckArgs>),
    /// Write a file in another format, and say what was lost
    Convert(convert::ConvertArgs),
    /// Rewrap lines, within limits
    Reflow(Box<reflow::ReflowArgs>),
    /// Find speaker marks, and write them in another style
    Speakers(speakers::SpeakersArgs),
    /// Shift, stretch, snap, sort, clip and mend the times of files
    Retime(Box<retime::RetimeArgs>),
    /// Merge and check custom vocabularies, and repair captions with them
    #[command(subcommand)]
    Dictionary(dictionary::DictionaryCommand),
    /// Find profanity, and mask it
    Profanity(Box<profanity::ProfanityArgs>),
    /// Show facts about files: encoding, cues, reading speed, line lengths
    Info(info::InfoArgs),
    /// Explain a rule
    Explain(explain::ExplainArgs),
    /// List all rules
    Rules(rules::RulesArgs),
    /// Write chapters in another form: WebVTT, lists, cue points
    Chapters(chapters::ChaptersArgs),
    /// Show the script of extended audio description, and how long it takes to speak
    Ead(ead::EadCommandArgs),
    /// Show what was read from a file, as JSON
    Dump(dump::DumpArgs),
    /// Show what each of Kaltura's readers would keep of a file
    Simulate(simulate::SimulateArgs),
    /// List what is ordered: services, languages, formats, deadlines, notes
    Jobs(Box<jobs::JobsArgs>),
    /// Check the clocks of live caption messages, and write them as WebVTT, or captions as messages
    Live(Box<live::LiveArgs>),
    /// Make the file that an order asks for, check it, and say which fields to send with it
    Deliver(Box<deliver::DeliverArgs>),
}

/// Runs the command with the arguments of the process.
#[must_use]
pub fn main() -> ExitCode {
    let cli = match start::parse::<Cli>() {
        Ok(cli) => cli,
        Err(code) => return code,
    };
    input::set_limit(cli.max_input);
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
        Command::Jobs(args) => jobs::run(args, &mut out),
        Command::Live(args) => live::run(args, &mut out),
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
