//! `cuesmith speakers`: reports speaker marks, or rewrites them in another style.

use std::collections::HashMap;
use std::fmt::Write as _;

use clap::{Args, ValueEnum};
use serde::Serialize;

use crate::cli::batch;
use crate::cli::edit::{self, EditArgs, EditFormat, Edited, ReportedChange};
use crate::cli::exit::Exit;
use crate::cli::files;
use crate::cli::input::Input;
use crate::cli::output::{Failure, Out, complain, usage};
use crate::cli::search::report_nothing;
use crate::cli::terminal::one_line;
use crate::report::json::{Bytes, Problem, SCHEMA};
use crate::source::decode;
use crate::speakers::{self, MarkStyle, Options, Speakers, convert, detect};
use crate::timeline::{Shown, Timeline};
use crate::verify_change::Account;
use crate::{Opened, open_silently};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cuesmith speakers talk.srt                        list the marks and the speakers
  cuesmith speakers talk.srt --to chevrons -o new.srt
  cuesmith speakers captions/ --to none --in-place
  cuesmith speakers talk.vtt --to voice --diff

Marks are `>> `, `- `, `NAME: `, `[Name] `, and in markup `<v Name>` (WebVTT) or ttm:agent (TTML).
Headings (`Note:`), times and sound labels (`[APPLAUSE]`) are not marks. Where the new style needs a
name and a mark has none, the mark stays and is reported.

Exit codes: 0 done, 1 --diff would change something, 2 wrong usage or a file that cannot be read
or written, 3 no input file.")]
pub(in crate::cli) struct SpeakersArgs {
    /// Rewrite the marks in this style; none removes them [default: report only]
    #[arg(long, value_enum, value_name = "STYLE")]
    pub(in crate::cli) to: Option<To>,
    /// Keep names after chevrons and dashes: `>> MARY: `
    #[arg(long, requires = "to")]
    pub(in crate::cli) keep_names: bool,
    /// Write dashes only where two speakers share a cue; remove other marks
    #[arg(long, requires = "to")]
    pub(in crate::cli) dialogue_only: bool,
    /// Write no space after dashes
    #[arg(long, requires = "to")]
    pub(in crate::cli) tight_dash: bool,
    #[command(flatten)]
    pub(in crate::cli) edit: EditArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum To {
    /// `>> ` where the speaker changes
    Chevrons,
    /// `- ` at the start of a line
    Dashes,
    /// `NAME: `
    Names,
    /// `[Name] `
    Brackets,
    /// `<v Name>` in WebVTT, ttm:agent in TTML
    Voice,
    /// No marks
    None,
}

/// Runs the subcommand.
pub(in crate::cli) fn run(args: &SpeakersArgs, out: &mut Out) -> Result<Exit, Failure> {
    let Some(to) = args.to else { return report(&args.edit, out) };
    let options = Options {
        to: match to {
            To::Chevrons => Some(MarkStyle::Chevrons),
            To::Dashes => Some(MarkStyle::Dashes),
            To::Names => Some(MarkStyle::Names),
            To::Brackets => Some(MarkStyle::Brackets),
            To::Voice => Some(MarkStyle::Voice),
            To::None => None,
        },
        keep_names: args.keep_names,
        dialogue_only: args.dialogue_only,
        dash_space: !args.tight_dash,
    };
    edit::run(&args.edit, "speakers", &|file, _| Ok(rewritten(file, &options)), out)
}

fn rewritten(file: &Opened<'_>, options: &Options) -> Edited {
    let found = detect(&file.timeline);
    let done = convert(file, &found, options);
    let mut edited = Edited::default();
    let quoted = |text: &str| if text.is_empty() { "nothing".into() } else { format!("`{text}`") };
    let mut replaced = Vec::new();
    for speakers::MarkChange { cue, span, before, after, shown, edits } in done.changes {
        edits.into_iter().for_each(|edit| edited.edits.push(edit));
        replaced.extend(shown.into_iter().map(|change| (cue, change)));
        edited.changes.push(ReportedChange {
            kind: "mark",
            message: format!("{} becomes {}", quoted(&before), quoted(&after)),
            span,
            cue: Some(cue),
            before,
            after,
            ..ReportedChange::default()
        });
    }
    for left in done.left {
        edited.changes.push(ReportedChange {
            kind: "mark",
            message: format!("{} stays: {}", quoted(&left.mark), left.reason),
            span: left.span,
            cue: Some(left.cue),
            before: left.mark.clone(),
            after: left.mark,
            open: true,
            ..ReportedChange::default()
        });
    }
    edited.account = Account::replaced(&file.timeline, replaced);
    edited.changes.sort_by_key(|change| change.span.start);
    edited
}

/// The marks of a file, as JSON shows them.
#[derive(Serialize)]
struct FileMarks {
    path: String,
    format: &'static str,
    dominant: Option<&'static str>,
    mixed: bool,
    counts: Vec<Count>,
    speakers: Vec<Speaker>,
    turns: Vec<TurnReport>,
}

#[derive(Serialize)]
struct Count {
    style: &'static str,
    turns: u32,
}

#[derive(Serialize)]
struct Speaker {
    name: String,
    turns: u32,
}

#[derive(Serialize)]
struct TurnReport {
    cue: u32,
    style: &'static str,
    mark: String,
    name: Option<String>,
    /// Whether the speaker changes here.
    change: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    span: Option<Bytes>,
}

/// Reports the marks and writes nothing.
fn report(args: &EditArgs, out: &mut Out) -> Result<Exit, Failure> {
    if args.in_place || args.output.is_some() || args.diff {
        return Err(usage(
            "no change requested",
            "pass --to with a style: chevrons, dashes, names, brackets, voice or none",
        ));
    }
    let mut files = args.files()?.peekable();
    if files.peek().is_none() {
        report_nothing();
        return Ok(Exit::NoInput);
    }
    files::seal();
    let mut problems = Vec::new();
    let json = args.format == EditFormat::Json;
    if json {
        out.data(format!("{{\"schema\":{SCHEMA},\"command\":\"speakers\",\"files\":["))?;
    }
    let mut first = true;
    batch::each(
        files,
        |found| marks(args, &found?),
        |marks| {
            let marks = match marks {
                Ok(marks) => marks,
                Err(problem) => {
                    complain(&problem);
                    problems.push(problem);
                    return Ok(());
                }
            };
            if json {
                out.data(if first { "\n" } else { ",\n" })?;
                // Plain data with string keys always serializes.
                out.data(serde_json::to_string(&marks).unwrap_or_default())?;
            } else {
                out.text(&show(&marks, args.verbose))?;
            }
            first = false;
            Ok(())
        },
    )?;
    if json {
        let problems = serde_json::to_string(&problems).unwrap_or_default();
        out.data(format!("\n],\"problems\":{problems}}}\n"))?;
    }
    Ok(if problems.is_empty() { Exit::Clean } else { Exit::Failure })
}

fn marks(args: &EditArgs, input: &Input) -> Result<FileMarks, Problem> {
    let bytes = input.read()?;
    let source = decode(&bytes, &args.read.decoding()).map_err(|e| input.undecodable(&e))?;
    let timeline = open_silently(&source, input.name.as_deref(), &args.read.reading()).timeline;
    let found = detect(&timeline);
    Ok(FileMarks {
        path: input.shown.clone(),
        format: timeline.format.name(),
        dominant: found.dominant.map(MarkStyle::name),
        mixed: found.mixed,
        counts: MarkStyle::ALL
            .iter()
            .map(|style| Count { style: style.name(), turns: found.count(*style) })
            .filter(|count| count.turns > 0)
            .collect(),
        speakers: names(&found),
        turns: turns(&timeline, &found),
    })
}

/// The speakers in order of appearance.
fn names(found: &Speakers<'_>) -> Vec<Speaker> {
    let mut speakers: Vec<Speaker> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for name in found.turns.iter().filter_map(|turn| turn.name.as_deref()) {
        let place = *places.entry(name.to_lowercase()).or_insert(speakers.len());
        match speakers.get_mut(place) {
            Some(known) => known.turns += 1,
            None => speakers.push(Speaker { name: name.to_owned(), turns: 1 }),
        }
    }
    speakers
}

fn turns(timeline: &Timeline<'_>, found: &Speakers<'_>) -> Vec<TurnReport> {
    let mut shown = Shown::default();
    let mut last = None;
    let report = found.turns.iter().map(|turn| {
        if last != Some(turn.cue) {
            shown.fill(timeline, &timeline.cues[turn.cue as usize]);
            last = Some(turn.cue);
        }
        let spans = shown.spans(turn.mark.clone());
        let markup = turn.voice.map(|scope| timeline.scopes[scope as usize].span);
        let span = spans.into_iter().reduce(|a, b| a.join(b)).or(markup);
        TurnReport {
            cue: turn.cue,
            style: turn.style.name(),
            mark: shown.text[turn.mark.clone()].trim_end().to_owned(),
            name: turn.name.as_deref().map(str::to_owned),
            change: turn.change,
            span: span.map(Into::into),
        }
    });
    report.collect()
}

fn show(marks: &FileMarks, all: bool) -> String {
    let mut out = format!("{}: ", one_line(&marks.path));
    let Some(dominant) = marks.dominant else { return out + "no speaker marks\n" };
    let counts: Vec<String> =
        marks.counts.iter().map(|count| format!("{} {}", count.turns, count.style)).collect();
    let _ = write!(out, "{}", counts.join(", "));
    let _ = match (marks.counts.len(), marks.mixed) {
        (1, _) => writeln!(out),
        (_, true) => writeln!(out, " (mixed, mostly {dominant})"),
        (_, false) => writeln!(out, " (mostly {dominant})"),
    };
    if !marks.speakers.is_empty() {
        let names: Vec<String> =
            marks.speakers.iter().map(|who| format!("{} ({})", who.name, who.turns)).collect();
        let _ = writeln!(out, "  {}", names.join(", "));
    }
    if all {
        for turn in &marks.turns {
            let mark = if turn.mark.is_empty() { turn.name.as_deref() } else { Some(&*turn.mark) };
            let mark = mark.unwrap_or_default();
            let _ = writeln!(out, "  cue {}: {} `{mark}`", turn.cue + 1, turn.style);
        }
    }
    out
}
