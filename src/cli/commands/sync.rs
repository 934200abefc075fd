//! `cuesmith sync`: synchronizes captions with other captions or with the audio.

use std::path::PathBuf;

use clap::Args;
use serde_json::{Map, Value, json};

use crate::align::sync::{ReferenceKind, Sync, SyncOptions, SyncPart, sync};
use crate::cli::args::ReadArgs;
use crate::cli::edit::{self, EditArgs, Edited, ReportedChange};
use crate::cli::exit::Exit;
use crate::cli::input::Input;
use crate::cli::output::{Failure, Out, problem, usage};
use crate::report::Places;
use crate::report::json::Problem;
use crate::retime::{self, Negative, Remapped, RetimeError};
use crate::source::{ColumnUnit, DecodeOptions, decode};
use crate::time::{Clock, Interval, TimeMap, Timestamp};
use crate::verify_change::{Account, Expected};
use crate::{Opened, ReadOptions, open_silently};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cuesmith sync talk.de.srt --reference talk.en.srt -o talk.de.synced.srt
  cuesmith sync talk.srt --audio talk.mp4 --in-place
  cuesmith sync film.srt --reference other-release.srt --diff
  cuesmith sync film.srt --reference film.vtt --no-cuts --format json

Captions are shifted, stretched (another frame rate, a clock that drifts) and, where the video was
cut or extended, shifted again, so that as many cues as possible begin and end with cues of the
reference. Words are not compared: the reference may be in another language. Only times change.

The confidence comes from running the same search on references that cannot match: the reference
mirrored, and in another order. If the real reference is not clearly better, the captions do not
belong to it and the file is not changed, unless --force is given.

Exit codes: 0 done, 1 --diff would change something, 2 wrong usage, a file that cannot be read or
written, captions that do not belong to the reference or cannot be moved, 3 no input file.")]
pub(in crate::cli) struct SyncArgs {
    #[command(flatten)]
    edit: EditArgs,
    #[command(flatten)]
    find: FindArgs,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Synchronization")]
struct FindArgs {
    /// Caption file with the right times, in any format and language, or - for standard input
    #[arg(short, long, value_name = "FILE")]
    reference: Option<PathBuf>,
    /// Audio or video to take the times of speech from. Less exact than captions
    #[cfg(feature = "audio")]
    #[arg(long, value_name = "FILE", conflicts_with = "reference")]
    audio: Option<PathBuf>,
    /// Do not stretch times
    #[arg(long)]
    no_drift: bool,
    /// Do not search for cuts: move the file as a whole
    #[arg(long)]
    no_cuts: bool,
    /// Change the file even if it does not seem to belong to the reference
    #[arg(long)]
    force: bool,
    /// Start cues at zero that would start before it, and drop cues that would end before it,
    /// instead of refusing the change
    #[arg(long)]
    clip_negative: bool,
}

/// Times that differ by at most this many ms count as in sync: less than a frame.
const IN_SYNC: i64 = 20;

/// Runs the subcommand.
pub(in crate::cli) fn run(args: &SyncArgs, out: &mut Out) -> Result<Exit, Failure> {
    let reference = reference(args)?;
    let change = |file: &Opened<'_>, shown: &str| synced(args, file, shown, &reference);
    edit::run(&args.edit, "sync", &change, out)
}

/// The reference that files are synchronized with.
struct Reference {
    shown: String,
    intervals: Vec<Interval>,
    kind: ReferenceKind,
}

fn reference(args: &SyncArgs) -> Result<Reference, Failure> {
    #[cfg(feature = "audio")]
    if let Some(path) = &args.find.audio {
        let activity = crate::cli::listen::activity(path)?;
        let (shown, kind) = (path.display().to_string(), ReferenceKind::Voices);
        return Ok(Reference { shown, intervals: activity.speech(PAUSE), kind });
    }
    let Some(path) = &args.find.reference else {
        let sources =
            if cfg!(feature = "audio") { "--reference or --audio" } else { "--reference" };
        return Err(usage(
            "nothing to take the times from",
            format!("pass {sources} with a file that has the right times"),
        ));
    };
    if path.as_os_str() == "-" && args.edit.inputs().any(|input| input == path) {
        return Err(usage(
            "standard input cannot be both the file and its reference",
            "pass a file for one of them",
        ));
    }
    read(&Input::of(path, None), &args.edit.read)
}

/// Pauses shorter than this, in ms, do not end speech: fast speakers and synthesizers make none longer between many
/// sentences.
#[cfg(feature = "audio")]
const PAUSE: i64 = 120;

fn read(input: &Input, read: &ReadArgs) -> Result<Reference, Failure> {
    let bytes = input.read()?;
    let source = decode(&bytes, &DecodeOptions::default()).map_err(|e| input.undecodable(&e))?;
    // The format of the reference is always detected, even if one is given for the files.
    let reading = ReadOptions { format: None, ..read.reading() };
    let file = open_silently(&source, input.name.as_deref(), &reading);
    let intervals = file.timeline.cues.iter().map(|cue| cue.interval).collect();
    Ok(Reference { shown: input.shown.clone(), intervals, kind: ReferenceKind::Cues })
}

fn synced(
    args: &SyncArgs,
    file: &Opened<'_>,
    shown: &str,
    reference: &Reference,
) -> Result<Edited, Problem> {
    let cues: Vec<Interval> = file.timeline.cues.iter().map(|cue| cue.interval).collect();
    let options =
        SyncOptions { kind: reference.kind, drift: !args.find.no_drift, cuts: !args.find.no_cuts };
    let what = match reference.kind {
        ReferenceKind::Cues => "cues",
        ReferenceKind::Voices => "stretches of speech",
    };
    let Some(found) = sync(&cues, &reference.intervals, &options) else {
        let message = format!(
            "cannot compare `{shown}` with `{}`: {} cues and {} {what} are too few",
            reference.shown,
            cues.len(),
            reference.intervals.len()
        );
        let help = "at least four of each are needed; cuesmith retime --sync moves a file by hand";
        return Err(problem(shown, message, help));
    };
    if !found.belongs && !args.find.force {
        let message = format!(
            "`{shown}` does not seem to belong to `{}`: {} of its cues meet {what} there, {} by \
             chance (confidence {:.2})",
            reference.shown,
            percent(found.matched),
            percent(found.chance),
            found.confidence
        );
        let help = refusal_help(reference, cues.len());
        return Err(problem(shown, message, help));
    }
    let mut edited = Edited { account: Account::unchanged(&file.timeline), ..Edited::default() };
    edited.remarks.push(format!(
        "{} of the cues meet {what} of the reference, {} would by chance (confidence {:.2})",
        percent(found.matched),
        percent(found.chance),
        found.confidence
    ));
    if found.parts.iter().all(|part| is_in_sync(&part.map)) {
        edited.remarks.push("its times are right already".to_owned());
        return Ok(edited);
    }
    let Remapped { edits, removed, times, .. } =
        moved(args, file, &found).map_err(|error| refused(file, shown, &error))?;
    edited.edits = edits.into_iter().collect();
    edited.account.cues =
        times.into_iter().map(|(from, interval)| Expected { from, interval }).collect();
    if !removed.is_empty() {
        edited.remarks.push(format!("{} cues end before zero and are dropped", removed.len()));
    }
    edited.changes = found.parts.iter().map(|part| reported(file, &found, part)).collect();
    Ok(edited)
}

/// What may help where a file and its reference do not match.
fn refusal_help(reference: &Reference, cues: usize) -> &'static str {
    /// With fewer, the captions of other media match speech nearly as well.
    const FEW: usize = 24;
    if reference.kind == ReferenceKind::Voices && cues.min(reference.intervals.len()) < FEW {
        return "so few cues or pauses may be too few to be sure: pass the whole recording and all its captions, or \
                --reference with captions of it, or --force to change the file all the same";
    }
    "pass the right reference, or --force to change the file all the same"
}

fn is_in_sync(map: &TimeMap) -> bool {
    map.scale == (1, 1) && map.offset.0.abs() <= IN_SYNC * map.offset.1
}

fn moved(args: &SyncArgs, file: &Opened<'_>, found: &Sync) -> Result<Remapped, RetimeError> {
    let negative = if args.find.clip_negative { Negative::Clip } else { Negative::Refuse };
    match &found.parts[..] {
        [part] => retime::remap(file, part.map, negative),
        _ => retime::remap_parts(file, &|start| found.map_at(start), negative),
    }
}

/// Rounds to three decimals: more are not meaningful.
fn rounded(share: f64) -> f64 {
    (share * 1000.0).round() / 1000.0
}

fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

/// What happens to a part of the file.
fn reported(file: &Opened<'_>, found: &Sync, part: &SyncPart) -> ReportedChange {
    let clock = |time| Clock { time, mark: '.' };
    let by = part.map.apply(part.from).0.saturating_sub(part.from.0);
    let way = if by < 0 { "earlier" } else { "later" };
    let (n, d) = part.map.scale;
    let stretched = if n == d { String::new() } else { format!(", times multiplied by {n}/{d}") };
    let first = file.timeline.cues.iter().position(|cue| cue.interval.start == part.from);
    let span = first.map(|at| file.timeline.cues[at].origin.timing()).unwrap_or_default();
    let data = json!({
        "from_ms": part.from.0,
        "cues": part.cues,
        "shift_ms": by,
        "scale": [n, d],
        "matched": rounded(part.matched),
        "file_matched": rounded(found.matched),
        "chance": rounded(found.chance),
        "confidence": rounded(found.confidence),
    });
    ReportedChange {
        kind: "part",
        message: format!(
            "{} cues from {} on begin {} {way}{stretched}; {} meet the reference",
            part.cues,
            clock(part.from),
            seconds(by),
            percent(part.matched)
        ),
        span,
        cue: first.map(|at| at as u32),
        before: clock(part.from).to_string(),
        after: clock(part.map.apply(part.from).max(Timestamp(0))).to_string(),
        open: false,
        data: match data {
            Value::Object(data) => data,
            _ => Map::new(),
        },
    }
}

fn seconds(ms: i64) -> String {
    format!("{}.{:03} s", ms.unsigned_abs() / 1000, ms.unsigned_abs() % 1000)
}

fn refused(file: &Opened<'_>, shown: &str, error: &RetimeError) -> Problem {
    let place = error.span().map_or_else(String::new, |span| {
        let at = Places::new(file.text(), ColumnUnit::Utf16).position(span.start);
        format!(" (line {}, column {})", at.line, at.column)
    });
    let help = match error {
        RetimeError::Negative { .. } => "pass --clip-negative to cut what would start before zero",
        RetimeError::Unwritable { .. } | RetimeError::NoFrame { .. } => {
            "convert the file to another format first: cuesmith convert"
        }
        _ => "this is a bug in cuesmith: please report it",
    };
    problem(shown, format!("cannot move the times of `{shown}`: {error}{place}"), help)
}
