//! `cuesmith ead`: the script of an extended audio description file, with estimates of its speaking
//! time.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde::Serialize;

use crate::cli::args::ReadArgs;
use crate::cli::args::values;
use crate::cli::exit::Exit;
use crate::cli::input::Input;
use crate::cli::output::{Failure, Kind, Out, note};
use crate::csv;
use crate::ead::{self, Description, Script, ScriptOptions};
use crate::kaltura::lint::{KALTURA_EAD, RULES};
use crate::lint::{self, Options, Plan, Report};
use crate::report::count;
use crate::report::json::SCHEMA;
use crate::source::{Severity, decode};
use crate::time::{Clock, Timestamp};
use crate::{Opened, open};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cuesmith ead talk.ead.vtt
  cuesmith ead --wpm 150 --media-duration 00:42:10 talk.ead.vtt
  cuesmith ead --format csv talk.ead.vtt > script.csv

The player pauses the video while a description is spoken, so the text need not fit its interval.
Estimates count words: 160 per minute is a planning figure (150 to 160 are in use); neither the Netflix
audio description guide nor the DCMP Description Key gives one. Problems are counted on standard error;
`cuesmith check --preset kaltura-ead` lists them.

Exit codes: 0 done, 1 the file cannot serve as extended audio description, 2 wrong usage or a
file that cannot be read.")]
pub(in crate::cli) struct EadCommandArgs {
    /// File of descriptions in any caption format, or - for standard input
    #[arg(value_name = "FILE")]
    input: PathBuf,
    /// Output format
    #[arg(long, value_enum, default_value_t = ScriptFormat::Script)]
    format: ScriptFormat,
    /// Speaking rate in words per minute
    #[arg(long, value_name = "N", default_value_t = ead::SPEECH_WPM, value_parser = values::positive)]
    wpm: f64,
    /// Length of the video: seconds (12.5), HH:MM:SS[.mmm] or 1500ms [default: unknown]
    #[arg(long, value_name = "TIME", value_parser = values::media_time)]
    media_duration: Option<i64>,
    #[command(flatten)]
    read: ReadArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ScriptFormat {
    /// Times, estimates and texts, for people
    Script,
    /// One JSON document
    Json,
    /// Comma-separated values with a header
    Csv,
}

/// Runs the subcommand.
pub(in crate::cli) fn run(args: &EadCommandArgs, out: &mut Out) -> Result<Exit, Failure> {
    let input = Input::of(&args.input, args.read.stdin_filename.as_deref());
    let bytes = input.read()?;
    let source = decode(&bytes, &args.read.decoding()).map_err(|e| input.undecodable(&e))?;
    let name = input.name.as_deref();
    let file = open(&source, name, &args.read.reading());
    let timeline = &file.timeline;
    if timeline.cues.is_empty() {
        note(&format!("warning: no cue was read from `{}`\n", input.shown));
    }
    let script = ead::script(timeline, &ScriptOptions { wpm: args.wpm });
    let findings = findings(&check(args, &file));
    let fit = findings.iter().all(|finding| finding.severity != Severity::Error.as_str());
    let text = match args.format {
        ScriptFormat::Script => human(&script, args.wpm),
        ScriptFormat::Csv => table(&script),
        ScriptFormat::Json => json(&Document {
            schema: SCHEMA,
            path: &input.shown,
            format: timeline.format.name(),
            wpm: args.wpm,
            fit,
            words: script.words,
            speech_ms: script.speech,
            beyond_ms: script.beyond,
            unestimated: script.unestimated,
            findings: &findings,
            descriptions: script.descriptions.iter().map(Row::from).collect(),
        }),
    };
    out.put(Kind::of_report(args.format != ScriptFormat::Script), &text)?;
    out.flush()?;
    complain(&input.shown, &findings, fit);
    Ok(if fit { Exit::Clean } else { Exit::Findings })
}

fn check(args: &EadCommandArgs, file: &Opened<'_>) -> Report {
    let mut options = Options::of(&KALTURA_EAD);
    options.limits.speech_wpm = args.wpm;
    options.context.media_duration = args.media_duration;
    options.context.frame_rate = args.read.frame_rate;
    lint::check(file, &Plan::new(&RULES, options))
}

/// The number of findings of a rule.
#[derive(Serialize)]
struct Finding {
    code: &'static str,
    name: &'static str,
    severity: &'static str,
    count: usize,
}

/// Errors and warnings by rule.
fn findings(report: &Report) -> Vec<Finding> {
    let mut counts: BTreeMap<(std::cmp::Reverse<Severity>, &'static str), usize> = BTreeMap::new();
    for finding in report.diagnostics.iter().filter(|d| d.severity >= Severity::Warning) {
        *counts.entry((std::cmp::Reverse(finding.severity), finding.code.0)).or_default() += 1;
    }
    let name = |code| RULES.find(code).map_or("", |rule| rule.name);
    counts
        .into_iter()
        .map(|((std::cmp::Reverse(severity), code), count)| Finding {
            code,
            name: name(code),
            severity: severity.as_str(),
            count,
        })
        .collect()
}

/// Reports the problems of the file on standard error.
fn complain(path: &str, findings: &[Finding], fit: bool) {
    if findings.is_empty() {
        return;
    }
    let list: Vec<String> = findings
        .iter()
        .map(|found| format!("{} {} ({})", found.code, found.name, found.count))
        .collect();
    let verdict =
        if fit { "warning: check" } else { "error: cannot serve as extended audio description:" };
    note(&format!(
        "{verdict} {}\n  help: run `cuesmith check --preset kaltura-ead {path}` to list them\n",
        list.join(", ")
    ));
}

/// The script for people.
fn human(script: &Script, wpm: f64) -> String {
    let mut out = String::new();
    for description in &script.descriptions {
        let words = count(description.words.into(), "word", "words");
        let speech = description.speech.map_or_else(
            || "no estimate".to_owned(),
            |ms| format!("{words}, about {}", spoken(ms)),
        );
        let _ = writeln!(
            out,
            "{} to {}   {speech}   {} so far\n    {}\n",
            timestamp(description.interval.start),
            end(description),
            spoken(description.total),
            description.text
        );
    }
    let _ = writeln!(
        out,
        "{}, {}: about {} to speak at {wpm} words per minute",
        count(script.descriptions.len() as u64, "description", "descriptions"),
        count(script.words, "word", "words"),
        spoken(script.speech)
    );
    let _ = writeln!(
        out,
        "playback pauses for up to {} in total; {} of speech exceed the descriptions' intervals",
        spoken(script.speech),
        spoken(script.beyond)
    );
    if script.unestimated > 0 {
        let _ = writeln!(
            out,
            "not estimated: {} in a script without spaces between words",
            count(script.unestimated.into(), "description", "descriptions")
        );
    }
    out
}

/// A length of time: `12.4 s`, `3 min 05 s`.
fn spoken(ms: i64) -> String {
    if ms < 60_000 {
        return format!("{:.1} s", ms as f64 / 1000.0);
    }
    let seconds = ms.saturating_add(500) / 1000;
    match seconds / 3600 {
        0 => format!("{} min {:02} s", seconds / 60, seconds % 60),
        hours => format!("{hours} h {:02} min {:02} s", seconds / 60 % 60, seconds % 60),
    }
}

fn timestamp(time: Timestamp) -> Clock {
    Clock { time, mark: '.' }
}

/// The end time; a TTML cue may have none.
fn end(description: &Description) -> String {
    match description.interval.end {
        Timestamp::OPEN => "the end".to_owned(),
        end => timestamp(end).to_string(),
    }
}

fn table(script: &Script) -> String {
    let mut out = String::from("cue,start,end,words,speech_ms,total_ms,text\n");
    for description in &script.descriptions {
        let _ = writeln!(
            out,
            "{},{},{},{},{},{},{}",
            description.cue + 1,
            timestamp(description.interval.start),
            if description.interval.end == Timestamp::OPEN {
                String::new()
            } else {
                end(description)
            },
            description.words,
            description.speech.map_or_else(String::new, |ms| ms.to_string()),
            description.total,
            csv::cell(&description.text)
        );
    }
    out
}

/// The script as JSON.
#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    path: &'a str,
    format: &'static str,
    /// The words per minute that the estimates assume.
    wpm: f64,
    /// Whether no rule of the preset `kaltura-ead` found an error.
    fit: bool,
    words: u64,
    speech_ms: i64,
    beyond_ms: i64,
    unestimated: u32,
    findings: &'a [Finding],
    descriptions: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    /// Zero-based position in the file.
    cue: u32,
    start_ms: i64,
    /// Absent if the cue has no end.
    #[serde(skip_serializing_if = "Option::is_none")]
    end_ms: Option<i64>,
    text: &'a str,
    words: u32,
    /// `null` if words cannot be counted.
    speech_ms: Option<i64>,
    /// The sum up to and including this row.
    total_ms: i64,
}

impl<'a> From<&'a Description> for Row<'a> {
    fn from(description: &'a Description) -> Self {
        let end = Some(description.interval.end).filter(|end| *end != Timestamp::OPEN);
        Self {
            cue: description.cue,
            start_ms: description.interval.start.0,
            end_ms: end.map(|end| end.0),
            text: &description.text,
            words: description.words,
            speech_ms: description.speech,
            total_ms: description.total,
        }
    }
}

fn json(document: &Document<'_>) -> String {
    // Plain data with string keys always serializes.
    serde_json::to_string(document).unwrap_or_default() + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_of_time_are_short() {
        let cases = [
            (0, "0.0 s"),
            (1875, "1.9 s"),
            (59_999, "60.0 s"),
            (185_400, "3 min 05 s"),
            (3_661_000, "1 h 01 min 01 s"),
        ];
        for (ms, text) in cases {
            assert_eq!(spoken(ms), text);
        }
    }
}
