//! `cuesmith info`: statistics of files.

use crate::cli::args::ReadArgs;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use std::fmt::Write as _;

use crate::cli::batch;
use crate::cli::exit::Exit;
use crate::cli::input::Input;
use crate::cli::output::{Failure, Kind, Out, complain};
use crate::cli::search::{Inputs, collect, is_nothing};
use crate::cli::terminal::one_line;
use crate::open_silently;
use crate::report::json::Problem;
use crate::report::{Info, info};
use crate::source::decode;
use crate::time::{Clock, Timestamp};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cuesmith info talk.srt
  cuesmith info --format json captions/")]
pub(in crate::cli) struct InfoArgs {
    /// Files, folders (searched for caption files), quoted patterns, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub(in crate::cli) paths: Vec<PathBuf>,
    /// Output format; json prints one array with an object for each file
    #[arg(long, value_enum, default_value_t = InfoFormat::Human)]
    pub(in crate::cli) format: InfoFormat,
    /// Include hidden files and files ignored by .gitignore
    #[arg(long)]
    pub(in crate::cli) no_ignore: bool,
    #[command(flatten)]
    pub(in crate::cli) read: ReadArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum InfoFormat {
    /// A few lines for each file
    Human,
    /// One JSON document
    Json,
}

/// Runs the subcommand.
pub(in crate::cli) fn run(args: &InfoArgs, out: &mut Out) -> Result<Exit, Failure> {
    let name = args.read.stdin_filename.as_deref();
    let Inputs { files, problems } = collect(&args.paths, name, args.no_ignore);
    if is_nothing(&files, &problems) {
        return Ok(Exit::NoInput);
    }
    let mut exit = if problems.is_empty() { Exit::Clean } else { Exit::Failure };
    let json = args.format == InfoFormat::Json;
    let mut first = true;
    if json {
        out.data("[")?;
    }
    batch::each(
        &files,
        |file| measure(args, file),
        |info| {
            let info = match info {
                Ok(info) => info,
                Err(problem) => {
                    complain(&problem);
                    exit = Exit::Failure;
                    return Ok(());
                }
            };
            let between = match (json, first) {
                (true, true) => "\n",
                (true, false) => ",\n",
                (false, true) => "",
                (false, false) => "\n",
            };
            out.data(between)?;
            first = false;
            // Plain data with string keys always serializes.
            let text =
                if json { serde_json::to_string(&info).unwrap_or_default() } else { show(&info) };
            out.put(Kind::of_report(json), &text)
        },
    )?;
    if json {
        out.data("\n]\n")?;
    }
    Ok(exit)
}

fn measure(args: &InfoArgs, input: &Input) -> Result<Info, Problem> {
    let bytes = input.read()?;
    let source = decode(&bytes, &args.read.decoding()).map_err(|e| input.undecodable(&e))?;
    Ok(info(&input.shown, &open_silently(&source, input.name.as_deref(), &args.read.reading())))
}

fn show(info: &Info) -> String {
    let clock = |ms| Clock { time: Timestamp(ms), mark: '.' };
    let mut out = format!("{}\n", one_line(&info.path));
    let mut line = |name: &str, value: String| {
        let _ = writeln!(out, "  {name:<13} {value}");
    };
    line("format", format!("{}, {} bytes", info.format, info.bytes));
    let encoding = &info.encoding;
    let mut how = format!("{} ({})", encoding.name, encoding.found);
    if encoding.bom {
        how.push_str(", byte order mark");
    }
    if encoding.invalid > 0 {
        let _ = write!(how, ", {} stray bytes", encoding.invalid);
    }
    line("encoding", how);
    let ends = &info.line_endings;
    line("line endings", format!("{} LF, {} CRLF, {} CR", ends.lf, ends.crlf, ends.cr));
    if let Some(language) = &info.language {
        line("language", language.clone());
    }
    line("cues", format!("{}, {} overlapping", info.cues, info.overlaps));
    if let (Some(first), Some(last)) = (info.first_start_ms, info.last_end_ms) {
        let covered = clock(info.covered_ms);
        line("time", format!("{} to {}, {covered} covered", clock(first), clock(last)));
    }
    line("text", format!("{} characters, {} words", info.characters, info.words));
    if let Some(speed) = &info.speed {
        let (average, most, cue) = (speed.average_cps, speed.max_cps, speed.max_cps_cue + 1);
        let wpm = speed.average_wpm;
        line(
            "speed",
            format!("{average} cps on average, at most {most} cps (cue {cue}), {wpm} wpm"),
        );
    }
    if let Some(longest) = &info.longest_line {
        line(
            "longest line",
            format!("{} characters (cue {})", longest.characters, longest.cue + 1),
        );
    }
    line("lines per cue", format!("at most {}", info.max_lines));
    out
}
