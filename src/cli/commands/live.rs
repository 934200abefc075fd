//! `cuesmith live`: checks messages of live captions, and converts them to WebVTT and back.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde::Serialize;

use crate::cli::args::ReadArgs;
use crate::cli::args::values;
use crate::cli::exit::Exit;
use crate::cli::files::OutputFile;
use crate::cli::input::Input;
use crate::cli::output::{Failure, Kind, Out, note, usage};
use crate::kaltura::live::{
    self, CheckOptions, Clock, ClockMap, Finding, Message, Shape, Unit, WebVttOptions,
};
use crate::report::count;
use crate::report::json::SCHEMA;
use crate::source::{Severity, decode};
use crate::{ReadOptions, open_silently};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cuesmith live messages.ndjson -o live.vtt
  cuesmith live messages.ndjson --clock pts --unit pts=90khz -o live.vtt
  cuesmith live messages.ndjson --key text=alt.transcript --key start=offset --unit start=s
  cuesmith live live.vtt --clocks messages.ndjson -o again.ndjson
  cuesmith live live.vtt --clock pts --pts-at-zero 900000 -o messages.ndjson

A message is a JSON object on one line:
  {\"start\": 12000, \"end\": 14500, \"start_pts\": 912000, \"start_epoch\": 1764590412000, \"text\": \"Hello.\"}
start counts from 0 at the first chunk, start_pts is the presentation time, start_epoch the Unix time
at which the chunk was received, all in milliseconds. A message without text only carries clocks;
one with \"final\": false will be replaced. These names are cuesmith's own: the full schema of Kaltura's
messages is not public.

Exit codes: 0 done, 1 a line cannot be read or has no time on the clock (the others are written),
2 wrong usage or a file that cannot be read or written.")]
pub(in crate::cli) struct LiveArgs {
    /// Messages, one per line, or captions to convert to messages; - for standard input
    #[arg(value_name = "FILE")]
    input: PathBuf,
    /// Output file, or - for standard output [default: -]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Clock of the caption times
    #[arg(long, value_enum, default_value_t = ClockArg::Start)]
    clock: ClockArg,
    /// Start caption times at the first message
    #[arg(long)]
    from_zero: bool,
    /// Maximum duration of a caption without an end, which otherwise lasts until the next one
    /// starts
    #[arg(long, value_name = "TIME", default_value = "5s", value_parser = values::short_time)]
    duration: i64,
    /// Format of findings: human on standard error; json on standard output, with --output
    #[arg(long, value_enum, default_value_t = LiveFormat::Human)]
    format: LiveFormat,
    #[command(flatten)]
    shape: ShapeArgs,
    #[command(flatten)]
    limits: LimitArgs,
    #[command(flatten)]
    back: BackArgs,
    #[command(flatten)]
    read: ReadArgs,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Shape of messages")]
struct ShapeArgs {
    /// Name of a field (start, end, start_pts, start_epoch, text, final); dots separate nested keys
    #[arg(long, value_name = "FIELD=KEY", value_parser = key)]
    key: Vec<(String, String)>,
    /// Unit of a clock (start, pts, epoch): ms, s or 90khz
    #[arg(long, value_name = "CLOCK=UNIT", value_parser = unit)]
    unit: Vec<(Clock, Unit)>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Findings")]
struct LimitArgs {
    /// Maximum drift between start_pts and start
    #[arg(long, value_name = "TIME", default_value = "100ms", value_parser = values::short_time)]
    max_drift: i64,
    /// Maximum time without a message
    #[arg(long, value_name = "TIME", default_value = "10s", value_parser = values::short_time)]
    max_gap: i64,
    /// Maximum delay of a message compared with the first one
    #[arg(long, value_name = "TIME", default_value = "3s", value_parser = values::short_time)]
    max_late: i64,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "From captions to messages")]
struct BackArgs {
    /// Messages from which to take the offsets between clocks
    #[arg(long, value_name = "FILE", conflicts_with_all = ["pts_at_zero", "epoch_at_zero"])]
    clocks: Option<PathBuf>,
    /// start_pts at the first chunk, in milliseconds
    #[arg(long, value_name = "MS", allow_negative_numbers = true)]
    pts_at_zero: Option<i64>,
    /// start_epoch at the first chunk, in milliseconds
    #[arg(long, value_name = "MS", allow_negative_numbers = true)]
    epoch_at_zero: Option<i64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ClockArg {
    /// From 0 at the first chunk
    Start,
    /// Presentation times
    Pts,
    /// Unix times: hours of six digits, unless --from-zero
    Epoch,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum LiveFormat {
    Human,
    Json,
}

fn key(text: &str) -> Result<(String, String), String> {
    const FIELDS: [&str; 6] = ["start", "end", "start_pts", "start_epoch", "text", "final"];
    let (field, key) =
        text.split_once('=').ok_or("write FIELD=KEY, for example text=transcript")?;
    if !FIELDS.contains(&field) || key.is_empty() {
        return Err(format!("unknown field `{field}`: use one of {}", FIELDS.join(", ")));
    }
    Ok((field.to_owned(), key.to_owned()))
}

fn unit(text: &str) -> Result<(Clock, Unit), String> {
    let (clock, unit) = text.split_once('=').ok_or("write CLOCK=UNIT, for example pts=90khz")?;
    let clock = match clock {
        "start" => Clock::Start,
        "pts" | "start_pts" => Clock::Pts,
        "epoch" | "start_epoch" => Clock::Epoch,
        _ => return Err(format!("unknown clock `{clock}`: use start, pts or epoch")),
    };
    let unit = match unit.to_ascii_lowercase().as_str() {
        "ms" => Unit::Milliseconds,
        "s" => Unit::Seconds,
        "90khz" => Unit::Ticks,
        _ => return Err(format!("unknown unit `{unit}`: use ms, s or 90khz")),
    };
    Ok((clock, unit))
}

impl ShapeArgs {
    fn shape(&self) -> Shape {
        let mut shape = Shape::default();
        for (field, key) in &self.key {
            let place = match field.as_str() {
                "start" => &mut shape.start,
                "end" => &mut shape.end,
                "start_pts" => &mut shape.start_pts,
                "start_epoch" => &mut shape.start_epoch,
                "text" => &mut shape.text,
                _ => &mut shape.is_final,
            };
            place.clone_from(key);
        }
        for (clock, unit) in &self.unit {
            match clock {
                Clock::Start => shape.start_unit = *unit,
                Clock::Pts => shape.pts_unit = *unit,
                Clock::Epoch => shape.epoch_unit = *unit,
            }
        }
        shape
    }
}

/// A finding in the report.
#[derive(Serialize)]
struct Row {
    line: u32,
    kind: &'static str,
    severity: &'static str,
    message: String,
}

impl From<Finding> for Row {
    fn from(finding: Finding) -> Self {
        let Finding { line, kind, message } = finding;
        Self { line, kind: kind.name(), severity: kind.severity().as_str(), message }
    }
}

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    path: &'a str,
    messages: usize,
    captions: usize,
    findings: &'a [Row],
}

/// Runs the subcommand.
pub(in crate::cli) fn run(args: &LiveArgs, out: &mut Out) -> Result<Exit, Failure> {
    let input = Input::of(&args.input, args.read.stdin_filename.as_deref());
    let target = OutputFile::of(args.output.as_deref())?;
    if args.format == LiveFormat::Json && target.is_none() {
        return Err(usage("--format json needs an output file", "pass one with --output"));
    }
    let text = text(args, &input)?;
    let name = input.name.as_deref().unwrap_or_default().to_lowercase();
    let is_messages = [".ndjson", ".jsonl"].iter().any(|ending| name.ends_with(ending))
        || text.trim_start_matches('\u{feff}').trim_start().starts_with('{');
    let made =
        if is_messages { to_captions(args, &text) } else { to_messages(args, &input, &text)? };
    let Made { result, messages, captions, mut findings } = made;
    findings.sort_by_key(|finding| finding.line);
    match &target {
        Some(target) => target.write(&result)?,
        None => out.data(&result)?,
    }
    out.flush()?;
    let unit = if is_messages { "" } else { "cue " };
    match args.format {
        LiveFormat::Human => {
            let shown = &input.shown;
            let line = |row: &Row| {
                format!(
                    "{shown}:{unit}{}: {}: {} [{}]\n",
                    row.line, row.severity, row.message, row.kind
                )
            };
            note(&findings.iter().map(line).collect::<String>());
            note(&format!(
                "live: {}, {}\n",
                count(messages as u64, "message", "messages"),
                count(captions as u64, "caption", "captions")
            ));
        }
        LiveFormat::Json => {
            let findings = &findings;
            let path = &input.shown;
            let document = Document { schema: SCHEMA, path, messages, captions, findings };
            // Plain data with string keys always serializes.
            out.put(Kind::Data, &(serde_json::to_string(&document).unwrap_or_default() + "\n"))?;
        }
    }
    let fails = findings.iter().any(|row| row.severity == Severity::Error.as_str());
    Ok(if fails { Exit::Findings } else { Exit::Clean })
}

/// The result for one file.
struct Made {
    result: String,
    messages: usize,
    captions: usize,
    findings: Vec<Row>,
}

fn text(args: &LiveArgs, input: &Input) -> Result<String, Failure> {
    let bytes = input.read()?;
    let source = decode(&bytes, &args.read.decoding()).map_err(|e| input.undecodable(&e))?;
    Ok(source.text.into_owned())
}

const fn clock(args: &LiveArgs) -> Clock {
    match args.clock {
        ClockArg::Start => Clock::Start,
        ClockArg::Pts => Clock::Pts,
        ClockArg::Epoch => Clock::Epoch,
    }
}

fn read_messages(args: &LiveArgs, text: &str) -> (Vec<Message>, Vec<Row>) {
    let (messages, errors) = live::read(text, &args.shape.shape());
    let rows = errors.into_iter().map(|error| Row {
        line: error.line,
        kind: "shape",
        severity: Severity::Error.as_str(),
        message: error.message,
    });
    (messages, rows.collect())
}

fn to_captions(args: &LiveArgs, text: &str) -> Made {
    let (mut messages, mut findings) = read_messages(args, text);
    let limits = CheckOptions {
        max_drift: args.limits.max_drift,
        max_gap: args.limits.max_gap,
        max_late: args.limits.max_late,
    };
    findings.extend(live::check(&mut messages, &limits).into_iter().map(Row::from));
    let options =
        WebVttOptions { clock: clock(args), duration: args.duration, from_zero: args.from_zero };
    let (cues, lost) = live::cues(&messages, &options);
    findings.extend(lost.into_iter().map(Row::from));
    let result = live::to_webvtt(&cues);
    Made { result, messages: messages.len(), captions: cues.len(), findings }
}

fn to_messages(args: &LiveArgs, input: &Input, text: &str) -> Result<Made, Failure> {
    let map = match &args.back.clocks {
        Some(path) => {
            let input = Input::of(path, None);
            let (mut messages, errors) = read_messages(args, &self::text(args, &input)?);
            if let Some(error) = errors.first() {
                let message = format!("{}:{}: {}", input.shown, error.line, error.message);
                return Err(usage(message, "pass messages, one JSON object per line"));
            }
            live::check(&mut messages, &CheckOptions::default());
            ClockMap::of(&messages)
        }
        None => ClockMap::at_zero(args.back.pts_at_zero, args.back.epoch_at_zero),
    };
    let source = crate::source::Source::from_text(text);
    let reading: ReadOptions = args.read.reading();
    let file = open_silently(&source, input.name.as_deref(), &reading);
    if file.timeline.cues.is_empty() {
        let message = format!("`{}` contains neither messages nor captions", input.shown);
        return Err(usage(message, "pass messages, one JSON object per line, or a caption file"));
    }
    let (messages, lost) = live::messages(&file.timeline, clock(args), &map);
    let result = live::write(&messages, &args.shape.shape());
    Ok(Made {
        result,
        messages: messages.len(),
        captions: file.timeline.cues.len(),
        findings: lost.into_iter().map(Row::from).collect(),
    })
}
