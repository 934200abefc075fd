//! `cuesmith chapters`: converts chapters.

use std::path::PathBuf;

use clap::Args;

use crate::chapters::{self, Form, Read, WriteError};
use crate::cli::args::ReadArgs;
use crate::cli::args::values;
use crate::cli::exit::Exit;
use crate::cli::files::OutputFile;
use crate::cli::input::Input;
use crate::cli::output::{Failure, Out, note, problem, usage};
use crate::kaltura::cue_points::{self, CuePointOptions};
use crate::open_silently;
use crate::source::decode;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cuesmith chapters talk.vtt --to cue-points --entry-id 1_abc > points.json
  cuesmith chapters answer.json -o talk.vtt --media-duration 00:42:10
  cuesmith chapters list.csv -o list.json

Reads WebVTT (and other caption files), lists with start_time, end_time (seconds) and title as JSON
or CSV, and Kaltura's cue points as returned by the API. A chapter without an end lasts until the next
one starts, the last one until the end of the video. Losses are listed on standard error.

Exit codes: 0 done, 1 chapters overlap, lie outside the video or have no title (nothing is written
without --force), 2 wrong usage or a file that cannot be read or written.")]
pub(in crate::cli) struct ChaptersArgs {
    /// File of chapters, or - for standard input
    #[arg(value_name = "FILE")]
    input: PathBuf,
    /// Output file, or - for standard output. An existing file is overwritten, the input never
    /// [default: -]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Output format: webvtt, json (a list), csv, cue-points [default: by the extension of
    /// --output]
    #[arg(long, value_name = "FORM", value_parser = target)]
    to: Option<Target>,
    /// Length of the video: seconds (12.5), HH:MM:SS[.mmm] or 1500ms [default: unknown]
    #[arg(long, value_name = "TIME", value_parser = values::media_time)]
    media_duration: Option<i64>,
    /// Entry id to write into cue points
    #[arg(long, value_name = "ID")]
    entry_id: Option<String>,
    /// Write the file in spite of problems
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    read: ReadArgs,
}

/// The formats that chapters are read from or written to.
#[derive(Clone, Copy, Debug)]
enum Target {
    Form(Form),
    /// Kaltura's cue points.
    CuePoints,
}

fn target(text: &str) -> Result<Target, String> {
    if text == CUE_POINTS {
        return Ok(Target::CuePoints);
    }
    let form = Form::ALL.iter().copied().find(|form| form.name() == text);
    form.map(Target::Form).ok_or_else(|| {
        let names: Vec<&str> = Form::ALL.iter().map(|form| form.name()).collect();
        format!("unknown format `{text}`: use one of {}, {CUE_POINTS}", names.join(", "))
    })
}

const CUE_POINTS: &str = "cue-points";

/// Runs the subcommand.
pub(in crate::cli) fn run(args: &ChaptersArgs, out: &mut Out) -> Result<Exit, Failure> {
    let input = Input::of(&args.input, args.read.stdin_filename.as_deref());
    let target = OutputFile::of(args.output.as_deref())?;
    let by_name = || {
        target
            .as_ref()
            .map(OutputFile::path)
            .and_then(|path| Form::from_path(&path.to_string_lossy()))
    };
    let Some(to) = args.to.or_else(|| by_name().map(Target::Form)) else {
        return Err(usage(
            "no output format given",
            "pass --to webvtt, json, csv or cue-points, or an --output that ends in .vtt, .json or .csv",
        ));
    };
    let mut read = load(args, &input)?;
    if read.chapters.is_empty() {
        note(&format!("warning: no chapter was read from `{}`\n", input.shown));
    }
    if chapters::arrange(&mut read.chapters, args.media_duration) {
        note("note: chapters are sorted by start time\n");
    }
    let found = chapters::problems(&read.chapters, args.media_duration);
    let level = if args.force { "warning" } else { "error" };
    found.iter().for_each(|problem| note(&format!("{level}: {problem}\n")));
    if !found.is_empty() && !args.force {
        note("  help: nothing was written; fix the chapters or pass --force\n");
        return Ok(Exit::Findings);
    }
    let made = match to {
        Target::Form(form) => chapters::write(&read.chapters, form)
            .map_err(|error| usage(error.to_string(), way_out(&error)))?,
        Target::CuePoints => {
            let (media_duration, entry_id) = (args.media_duration, args.entry_id.clone());
            cue_points::write(&read.chapters, &CuePointOptions { media_duration, entry_id })
        }
    };
    for lost in read.losses.iter().chain(&made.losses) {
        note(&format!("lost: {lost}\n"));
    }
    match target {
        Some(target) => target.write(&made.text)?,
        None => out.data(&made.text)?,
    }
    Ok(Exit::Clean)
}

fn way_out(error: &WriteError) -> &'static str {
    match error {
        WriteError::NoEnd(_) => "pass the length of the video with --media-duration",
        _ => "fix the times, or write another format",
    }
}

fn load(args: &ChaptersArgs, input: &Input) -> Result<Read, Failure> {
    let bytes = input.read()?;
    let source = decode(&bytes, &args.read.decoding()).map_err(|e| input.undecodable(&e))?;
    let name = input.name.as_deref();
    let form = match args.read.input_format {
        Some(_) => Target::Form(Form::WebVtt),
        None if cue_points::is_cue_points(&source.text) => Target::CuePoints,
        None => Target::Form(Form::detect(&source.text, name)),
    };
    let wrong = |error: chapters::ReadError| {
        let message = format!("cannot read `{}`: {error}", input.shown);
        let help = "pass a caption file, a list with start_time and title, or cue points";
        problem(&input.shown, message, help)
    };
    let read = match form {
        Target::Form(Form::WebVtt) => {
            chapters::from_timeline(&open_silently(&source, name, &args.read.reading()).timeline)
        }
        Target::Form(Form::Csv) => chapters::from_csv(&source.text).map_err(wrong)?,
        Target::Form(Form::Json) => chapters::from_list(&source.text).map_err(wrong)?,
        Target::CuePoints => cue_points::read(&source.text).map_err(wrong)?,
    };
    Ok(read)
}
