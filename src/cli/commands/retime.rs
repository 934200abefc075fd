//! `cuesmith retime`: changes the times of files.

use clap::Args;
use serde_json::{Map, Value, json};

use crate::cli::args::values;
use crate::cli::edit::{self, EditArgs, Edited, ReportedChange};
use crate::cli::exit::Exit;
use crate::cli::output::{Failure, Out, problem, usage};
use crate::report::Places;
use crate::report::json::Problem;
use crate::retime::{
    self, Options, Reason, Request, RequestError, RetimeError, TimeMap, Unresolved, retime,
};
use crate::source::{ColumnUnit, Edit, Span};
use crate::time::{FrameRate, Interval, Timestamp};
use crate::timeline::{Timeline, visible_text};
use crate::{Document, Format, Opened};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cuesmith retime talk.srt --shift 1.5s -o later.srt
  cuesmith retime talk.vtt --shift=-00:00:02.250 --in-place
  cuesmith retime film.srt --from-fps 25 --to-fps 23.976 -o film.23.srt
  cuesmith retime talk.srt --sync 00:00:05.2=00:00:04 --sync 00:58:12=00:58:20.5 --diff
  cuesmith retime talk.srt --clip 00:10:00-00:12:00 -o part.srt
  cuesmith retime talk.srt --join-short 700ms --split-longer 7s -i
  cuesmith retime talk.ttml --snap 25 --min-gap 80 --min-duration 800 --trim-overlaps -i

Steps run in this order, whatever the order of the options: sort, time map, frame rates, scale, sync,
shift, clip, join equal cues, join short cues, split long cues, snap, durations, gaps, overlaps. A time
that does not change stays as it is written; one that changes keeps its format where it can express
the new time. --shift, --scale, --sync, the frame rates and --clip also move timestamps inside cue text.
They change the whole file or nothing.

In SRT and WebVTT, a shift and its reverse restore every byte, unless a time needed a longer format in
between (hours added, a fraction of fewer than three digits, a field of one digit) or was malformed
but readable (minutes over 59, digits of other scripts, frames).

Exit codes: 0 done, 1 --diff would change something, 2 wrong usage, a file that cannot be read or
written, or times that cannot be changed as asked, 3 no input file.")]
pub(in crate::cli) struct RetimeArgs {
    #[command(flatten)]
    pub(in crate::cli) map: MapArgs,
    #[command(flatten)]
    pub(in crate::cli) solve: SolveArgs,
    #[command(flatten)]
    pub(in crate::cli) edit: EditArgs,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "All times")]
pub(in crate::cli) struct MapArgs {
    /// Move all times: 1.5s, -200ms, -00:00:02.250
    #[arg(long, value_name = "TIME", value_parser = values::signed_time, allow_hyphen_values = true)]
    shift: Option<i64>,
    /// Multiply all times: 25/24, 1.001
    #[arg(long, value_name = "RATIO", value_parser = values::ratio)]
    scale: Option<(i64, i64)>,
    /// Frame rate of the video that the file was timed for ...
    #[arg(long, value_name = "RATE", requires = "to_fps")]
    from_fps: Option<FrameRate>,
    /// ... and the rate at which the same frames are shown now: 25, 23.976, 24000/1001
    #[arg(long, value_name = "RATE", requires = "from_fps")]
    to_fps: Option<FrameRate>,
    /// Move the time A to B: A=B. Given once, it shifts all times; given twice, it shifts and
    /// stretches them
    #[arg(long, value_name = "A=B", value_parser = values::sync_point)]
    sync: Vec<(i64, i64)>,
    /// Move all times by the X-TIMESTAMP-MAP of an HLS segment, before anything else, and remove
    /// the map. START is the MPEG-2 time at which the video begins, in ticks of 1/90,000 s
    /// [default: 0]
    #[arg(
        long,
        value_name = "START",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "0"
    )]
    apply_map: Option<u64>,
    /// Start cues at zero that would start before it, and drop cues that would end before it,
    /// instead of refusing the change
    #[arg(long)]
    clip_negative: bool,
    /// Keep only this part and start it at zero, as a clip of the video does: 00:01:00-00:02:00
    #[arg(long, value_name = "FROM-TO", value_parser = values::time_range)]
    clip: Option<Interval>,
    /// With --clip: keep the original times
    #[arg(long, requires = "clip")]
    keep_times: bool,
    /// Sort the cues by start time
    #[arg(long)]
    sort: bool,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Single cues")]
pub(in crate::cli) struct SolveArgs {
    /// Snap every time to a frame of this rate; gaps and durations are then compared in frames
    #[arg(long, value_name = "RATE")]
    snap: Option<FrameRate>,
    /// Extend cues to this duration where there is room: milliseconds (500) or seconds (0.5s)
    #[arg(long, value_name = "TIME", value_parser = values::short_time)]
    min_duration: Option<i64>,
    /// Extend cues to reach this reading speed, in characters per second, where there is room
    #[arg(long, value_name = "N", value_parser = values::positive)]
    max_cps: Option<f64>,
    /// Shorten cues that last longer than this; no other option makes a cue longer
    #[arg(long, value_name = "TIME", value_parser = values::short_time)]
    max_duration: Option<i64>,
    /// Minimum gap between cues that do not touch
    #[arg(long, value_name = "TIME", value_parser = values::short_time)]
    min_gap: Option<i64>,
    /// Close gaps shorter than this, down to --min-gap
    #[arg(long, value_name = "TIME", value_parser = values::short_time)]
    close_gaps: Option<i64>,
    /// End each cue before the next one starts
    #[arg(long)]
    trim_overlaps: bool,
    /// Join neighboring cues with the same text that are at most this far apart
    #[arg(long, value_name = "TIME", value_parser = values::short_time)]
    join_same: Option<i64>,
    /// Join cues shorter than this with a neighbor, where both fit into one cue and the speaker
    /// does not change
    #[arg(long, value_name = "TIME", value_parser = values::short_time)]
    join_short: Option<i64>,
    /// With --join-short: maximum line length in visible characters [default: 42]
    #[arg(long, value_name = "N", requires = "join_short")]
    max_chars: Option<u32>,
    /// With --join-short: maximum number of lines in a cue [default: 2]
    #[arg(long, value_name = "N", requires = "join_short")]
    max_lines: Option<u32>,
    /// Split cues that last longer than this, preferably at ends of sentences, speakers and lines.
    /// Parts last in proportion to their text, --min-duration at least [default: 833ms], --min-gap
    /// apart
    #[arg(long, value_name = "TIME", value_parser = values::short_time)]
    split_longer: Option<i64>,
    /// Length of the video: no cue is extended past it
    #[arg(long, value_name = "TIME", value_parser = values::media_time)]
    media_duration: Option<i64>,
}

/// Runs the subcommand.
pub(in crate::cli) fn run(args: &RetimeArgs, out: &mut Out) -> Result<Exit, Failure> {
    let options = options(args)?;
    if !asks(args) {
        return Err(usage(
            "no change requested",
            "pass --shift, --scale, --from-fps, --sync, --clip, --sort, --snap, --min-gap, ...",
        ));
    }
    let lists_all = args.edit.lists_all();
    let change = |file: &Opened<'_>, shown: &str| match args.map.apply_map {
        Some(origin) => retimed_by_map(file, shown, (&options, lists_all), origin),
        None => retimed(file, shown, (&options, lists_all)),
    };
    edit::run(&args.edit, "retime", &change, out)
}

/// Whether any change is requested, and not only how to make one. A shift by zero counts as one.
fn asks(args: &RetimeArgs) -> bool {
    let request = request(args);
    let only_how = Request {
        clip_negative: request.clip_negative,
        keep_times: request.keep_times,
        max_chars: request.max_chars,
        max_lines: request.max_lines,
        media_duration: request.media_duration,
        frame_rate: request.frame_rate,
        ..Request::default()
    };
    args.map.apply_map.is_some() || request != only_how
}

fn request(args: &RetimeArgs) -> Request {
    let RetimeArgs { map, solve, .. } = args;
    Request {
        shift: map.shift,
        scale: map.scale,
        rates: map.from_fps.zip(map.to_fps),
        sync: map.sync.clone(),
        clip_negative: map.clip_negative,
        clip: map.clip,
        keep_times: map.keep_times,
        sort: map.sort,
        snap: solve.snap,
        min_duration: solve.min_duration,
        max_cps: solve.max_cps,
        max_duration: solve.max_duration,
        min_gap: solve.min_gap,
        close_gaps: solve.close_gaps,
        trim_overlaps: solve.trim_overlaps,
        join_same: solve.join_same,
        join_short: solve.join_short,
        max_chars: solve.max_chars,
        max_lines: solve.max_lines,
        split_longer: solve.split_longer,
        media_duration: solve.media_duration,
        frame_rate: args.edit.read.frame_rate,
    }
}

fn options(args: &RetimeArgs) -> Result<Options, Failure> {
    request(args).options().map_err(|error| match error {
        RequestError::Sync(error) => {
            usage(error.to_string(), "pass two different moments, in the same order on both sides")
        }
        RequestError::TooManyPoints => usage(
            "--sync is given more than twice",
            "pass it once to shift, twice to shift and stretch",
        ),
        RequestError::Durations { min, max } => usage(
            format!("--min-duration ({min} ms) is more than --max-duration ({max} ms)"),
            "pass a --min-duration that is not above --max-duration",
        ),
        RequestError::TooLarge => usage(error.to_string(), "use smaller numbers"),
    })
}

/// Like [`retimed`], but first applies and removes the time map in the header of a WebVTT file.
fn retimed_by_map(
    file: &Opened<'_>,
    shown: &str,
    (options, lists_all): (&Options, bool),
    origin: u64,
) -> Result<Edited, Problem> {
    let map = match &file.document {
        Document::WebVtt(document) => document.timestamp_map(),
        _ => None,
    };
    let Some(map) = map else {
        let mut edited = retimed(file, shown, (options, lists_all))?;
        edited.changes.push(ReportedChange {
            kind: "map",
            message: "the file has no valid X-TIMESTAMP-MAP".to_owned(),
            open: true,
            ..ReportedChange::default()
        });
        return Ok(edited);
    };
    let moved = map.shift(origin).and_then(|by| TimeMap::shift(by).then(options.map));
    let Some(moved) = moved else { return Err(refused(file, shown, &RetimeError::TooLarge)) };
    let options = Options { map: moved, ..*options };
    let mut edited = retimed(file, shown, (&options, lists_all))?;
    let rest = &file.text()[map.span.end as usize..];
    let ending = ["\r\n", "\n", "\r"].into_iter().find(|end| rest.starts_with(end));
    let end = map.span.end + ending.map_or(0, str::len) as u32;
    edited.edits.push(Edit::delete(Span::new(map.span.start, end)));
    edited.changes.insert(
        0,
        ReportedChange {
            kind: "map",
            message: format!("applied and removed `{}`", map.span.slice(file.text())),
            span: map.span,
            ..ReportedChange::default()
        },
    );
    Ok(edited)
}

fn retimed(
    file: &Opened<'_>,
    shown: &str,
    (options, lists_all): (&Options, bool),
) -> Result<Edited, Problem> {
    let done = retime(file, options).map_err(|error| refused(file, shown, &error))?;
    let mut edited = Edited { edits: done.edits, account: done.account, ..Edited::default() };
    if lists_all {
        let all = done.changes.iter().map(|change| changed(&file.timeline, change));
        edited.changes.extend(all);
    } else {
        edited.counted = done.changes.len();
    }
    edited.changes.extend(done.left.iter().map(|left| open(&file.timeline, *left)));
    edited.changes.sort_by_key(|change| change.cue);
    if done.reformed > 0 {
        let times = done.reformed;
        edited.changes.push(ReportedChange {
            kind: "form",
            message: format!(
                "{times} times are written as clock times: their format cannot express the new values"
            ),
            open: true,
            data: Map::from_iter([("times".to_owned(), Value::from(times))]),
            ..ReportedChange::default()
        });
    }
    Ok(edited)
}

fn format_times(format: Format, time: Interval) -> String {
    let one = |time: Timestamp| match time {
        Timestamp::OPEN => "the end".to_owned(),
        time => format.format_time(time),
    };
    format!("{} --> {}", one(time.start), one(time.end))
}

/// The changes that are not made, and why.
fn open(timeline: &Timeline<'_>, left: Unresolved) -> ReportedChange {
    let format = timeline.format;
    let cue = &timeline.cues[left.cue as usize];
    let mut after = String::new();
    let message = match left.why {
        Reason::Times(to) => {
            after = format_times(format, to);
            format!("the cue should be {after}, but its times are not written in the cue")
        }
        Reason::Removal => {
            "the cue should be removed, but others would be removed with it".to_owned()
        }
        Reason::Overlap(other) => format!(
            "the cue still overlaps cue {}: ending it earlier would leave it no duration",
            other + 1
        ),
        Reason::Long => {
            "the cue lasts too long and cannot be split: too few words, or times inside its \
                      text or markup that spans the parts"
                .into()
        }
        Reason::Reversed => "the cue ends before it starts, so its overlaps are unknown".into(),
    };
    ReportedChange {
        kind: match left.why {
            Reason::Times(_) | Reason::Removal => "time",
            Reason::Overlap(_) | Reason::Reversed => "overlap",
            Reason::Long => "split",
        },
        message,
        span: cue.origin.timing(),
        cue: Some(left.cue),
        before: format_times(format, cue.interval),
        after,
        open: true,
        data: Map::new(),
    }
}

fn changed(timeline: &Timeline<'_>, change: &retime::TimeChange) -> ReportedChange {
    let format = timeline.format;
    let cue = &timeline.cues[change.cue as usize];
    let before = format_times(format, change.before);
    let after = change.after.map_or_else(String::new, |to| format_times(format, to));
    let mut data = Map::new();
    if let Some(to) = change.after {
        data.insert("start_ms".into(), Value::from(to.start.0));
        data.insert("end_ms".into(), Value::from(to.end.0));
    }
    if let Some(place) = change.moved {
        data.insert("place".into(), Value::from(place));
    }
    if let Some(into) = change.joined {
        data.insert("joined".into(), Value::from(into));
    }
    if !change.parts.is_empty() {
        let part = |to: &Interval| json!({ "start_ms": to.start.0, "end_ms": to.end.0 });
        data.insert("parts".into(), change.parts.iter().map(part).collect());
    }
    if let Some(text) = &change.text {
        data.insert("text_before".into(), Value::from(visible_text(timeline, cue)));
        data.insert("text_after".into(), Value::from(text.as_str()));
    }
    let (kind, message) = match (change.after, change.moved) {
        (None, _) => match change.joined {
            Some(into) => ("remove", format!("{before} removed: joined with cue {}", into + 1)),
            None => ("remove", format!("{before} removed")),
        },
        _ if !change.parts.is_empty() => {
            let times = change.parts.iter().map(|to| format_times(format, *to));
            let parts = times.collect::<Vec<_>>().join(", ");
            ("split", format!("{before} split into {parts}"))
        }
        (Some(to), _) if change.text.is_some() => {
            let times = if to == change.before {
                before.clone()
            } else {
                format!("{before} becomes {after}")
            };
            ("join", format!("{times}, with the text of the next cue"))
        }
        (Some(to), Some(place)) if to == change.before => {
            ("move", format!("becomes cue {}", place + 1))
        }
        _ => ("time", format!("{before} becomes {after}")),
    };
    let (span, cue) = (cue.origin.timing(), Some(change.cue));
    ReportedChange { kind, message, span, cue, before, after, open: false, data }
}

fn refused(file: &Opened<'_>, shown: &str, error: &RetimeError) -> Problem {
    let place = error.span().map(|span| {
        let at = Places::new(file.text(), ColumnUnit::Utf16).position(span.start);
        format!(" (line {}, column {})", at.line, at.column)
    });
    let help = match error {
        RetimeError::Negative { .. } => {
            "shift by less, or pass --clip-negative to cut what would start before zero"
        }
        RetimeError::Unwritable { .. } => {
            "its times are not written in the cue, or count frames: convert the file to another \
             format first: cuesmith convert"
        }
        RetimeError::NoFrame { .. } => {
            "move it by whole frames (30 frames at 29.97 are 1001 ms), or convert it to another \
             format first: cuesmith convert"
        }
        RetimeError::Unparted => "repair the file first: cuesmith check --fix",
        RetimeError::Unsortable => {
            "players show TTML by its times, in any order; to get a sorted file, convert it and \
             sort the result: cuesmith convert"
        }
        RetimeError::TooLarge => "use smaller numbers",
        _ => "this is a bug in cuesmith: please report it",
    };
    let place = place.unwrap_or_default();
    problem(shown, format!("cannot retime `{shown}`: {error}{place}"), help)
}
