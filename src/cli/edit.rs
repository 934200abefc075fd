//! The common part of the commands that change files: inputs, output, diff, and the report of every
//! change for people and for programs.
//!
//! A command provides a function from an open file to an [`Edited`]: edits to its text and a record of
//! each change. Files are processed in parallel, a batch at a time, and reported in their order.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde::Serialize;
use serde_json::{Map, Value};

use super::args::ReadArgs;
use super::args::list::ListArgs;
use super::batch;
use super::exit::Exit;
use super::files::{self, OutputFile};
use super::input::Input;
use super::output::{Failure, Out, complain, note, problem, usage};
use super::output_name;
use super::replace::{Content, replace};
use super::search::{Search, report_nothing};
use super::terminal::one_line;
use crate::report::json::{Bytes, CueRef, Place, Problem, Range, SCHEMA};
use crate::report::{Places, count};
use crate::source::{ColumnUnit, Edits, EncodeError, Span, decode};
use crate::timeline::Difference;
use crate::verify_change::{self, Account, ApplyError};
use crate::{Opened, open_silently};

// Which files a command changes, and how it reports. A doc comment would become the description of the commands.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Files and output")]
pub(super) struct EditArgs {
    /// Files, folders (searched for caption files), quoted patterns, or - for standard input. The
    /// result goes to standard output unless --in-place or --output is given
    #[arg(required_unless_present = "files_from", value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// Change the files in place, each atomically
    #[arg(short, long, conflicts_with = "output")]
    pub(super) in_place: bool,
    /// Output file; an existing file is overwritten
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Print what would change as a unified diff; write nothing
    #[arg(long, conflicts_with_all = ["in_place", "output", "format"])]
    pub(super) diff: bool,
    /// Format of the report: human goes to standard error; json goes to standard output, and files
    /// are then written only with --in-place or --output
    #[arg(long, value_enum, default_value_t = EditFormat::Human)]
    pub(super) format: EditFormat,
    /// List every change with its location, not only their number
    #[arg(short, long)]
    pub(super) verbose: bool,
    /// Print no totals
    #[arg(short, long)]
    pub(super) quiet: bool,
    /// Nothing is changed: the command only reports.
    #[arg(skip)]
    pub(super) report: bool,
    /// Include hidden files and files ignored by .gitignore
    #[arg(long)]
    pub(super) no_ignore: bool,
    #[command(flatten)]
    pub(super) list: ListArgs,
    #[command(flatten)]
    pub(super) read: ReadArgs,
}

impl EditArgs {
    /// The paths that name the files, and that of the list of further ones.
    pub(super) fn inputs(&self) -> impl Iterator<Item = &Path> {
        self.paths.iter().map(PathBuf::as_path).chain(self.list.path())
    }

    /// The files to work on.
    pub(super) fn files(&self) -> Result<Search<'_>, Failure> {
        let list = self.list.open(&self.paths)?;
        let name = self.read.stdin_filename.as_deref();
        Ok(Search::new(&self.paths, name, self.no_ignore).with_list(list, true))
    }

    /// Whether the report lists the changes that are made. A record of each takes twenty times the memory of a cue.
    pub(super) fn lists_all(&self) -> bool {
        self.verbose || self.format == EditFormat::Json
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum EditFormat {
    /// Totals, and changes that were not possible; with --verbose every change
    Human,
    /// One JSON document with every change
    Json,
}

/// The changes of a command to a file.
#[derive(Debug, Default)]
pub(super) struct Edited {
    /// The changes to the text.
    pub(super) edits: Edits,
    /// Their effect on cues, times and words; the result is compared with this before it is written.
    pub(super) account: Account,
    /// A record of each, in file order.
    pub(super) changes: Vec<ReportedChange>,
    /// How many changes are made without a record: nothing lists them ([`EditArgs::lists_all`]).
    pub(super) counted: usize,
    /// Further notes for the user: what a better result would need.
    pub(super) remarks: Vec<String>,
    /// Whether the run ends with exit code 1: something that the user asked to remove is still in the file.
    pub(super) fails: bool,
}

/// One change, made or only proposed.
#[derive(Debug, Default)]
pub(super) struct ReportedChange {
    /// What was done, in one word: `break`, `split`, `mask`, ...
    pub(super) kind: &'static str,
    /// The same as a message.
    pub(super) message: String,
    /// The place in the text as it was.
    pub(super) span: Span,
    /// The cue, by its zero-based position in the file.
    pub(super) cue: Option<u32>,
    /// What viewers saw there.
    pub(super) before: String,
    /// What they see after the change.
    pub(super) after: String,
    /// Not done, only proposed or reported.
    pub(super) open: bool,
    /// Further fields of the JSON report: score, category, ...
    pub(super) data: Map<String, Value>,
}

/// A command's function for an open file and the name to show.
pub(super) type Edit<'e> = dyn Fn(&Opened<'_>, &str) -> Result<Edited, Problem> + Sync + 'e;

/// The result for one file.
#[derive(Default)]
struct Outcome {
    /// For standard output: the report or the difference.
    report: String,
    /// For standard error.
    notes: String,
    /// The changed file, if it is written to standard output.
    bytes: Option<Vec<u8>>,
    made: usize,
    open: usize,
    fails: bool,
    problem: Option<Problem>,
}

/// Runs a command over the files it was given. `command` is its name.
pub(super) fn run(
    args: &EditArgs,
    command: &'static str,
    edit: &Edit<'_>,
    out: &mut Out,
) -> Result<Exit, Failure> {
    let mut files = args.files()?;
    let (first, is_single) = one_or_several(&mut files);
    if first.is_empty() {
        report_nothing();
        return Ok(Exit::NoInput);
    }
    let mut files = first.into_iter().chain(files);
    if !is_single {
        one_place_for_several(args, &mut files)?;
    }
    if args.in_place && args.paths.iter().any(|path| path.as_os_str() == "-") {
        return Err(usage(
            "standard input cannot be changed in place",
            "remove --in-place: the result goes to standard output",
        ));
    }
    let target = OutputFile::of(args.output.as_deref())?;
    files::seal();
    let mut problems = Vec::new();
    let json = args.format == EditFormat::Json;
    if json {
        out.data(format!("{{\"schema\":{SCHEMA},\"command\":\"{command}\",\"files\":["))?;
    }
    let mut total = Total::default();
    batch::each(
        files,
        |found| found.map(|file| one(args, &file, target.as_ref(), edit)),
        |outcome: Result<Outcome, Problem>| {
            let outcome = match outcome {
                Ok(outcome) => outcome,
                Err(problem) => {
                    complain(&problem);
                    problems.push(problem);
                    return Ok(());
                }
            };
            total.add(&outcome);
            if json && !outcome.report.is_empty() {
                out.data(if total.reported == 1 { "\n" } else { ",\n" })?;
            }
            out.data(&outcome.report)?;
            if let Some(bytes) = &outcome.bytes {
                out.data(bytes)?;
            }
            note(&outcome.notes);
            if let Some(problem) = outcome.problem {
                complain(&problem);
                problems.push(problem);
            }
            Ok(())
        },
    )?;
    let exit = total.exit(args, &problems);
    if json {
        out.data(format!("\n],\"summary\":{},\"problems\":", to_json(&total)))?;
        out.data(to_json(&problems) + "}\n")?;
    } else if !args.quiet && total.files > 0 {
        out.flush()?;
        note(&total.to_text(command, args.diff));
    }
    Ok(exit)
}

/// What a search finds.
type Found = Result<Input, Problem>;

/// Takes the beginning of the files, up to the second one. Returns it, and whether there is one file at most.
fn one_or_several(files: &mut Search<'_>) -> (Vec<Found>, bool) {
    let mut first: Vec<Found> = Vec::new();
    while first.iter().flatten().count() < 2 {
        let Some(found) = files.next() else { return (first, true) };
        first.push(found);
    }
    (first, false)
}

/// Several files cannot go to one stream.
fn one_place_for_several(
    args: &EditArgs,
    files: &mut impl Iterator<Item = Found>,
) -> Result<(), Failure> {
    let shared = !args.in_place && !args.diff && !args.report && args.format == EditFormat::Human;
    if !shared && args.output.is_none() {
        return Ok(());
    }
    Err(usage(
        format!("{} input files but only one output file", files.flatten().count()),
        "pass --in-place to change the files, or --diff to see what would change",
    ))
}

/// The totals of a run, as JSON shows them.
#[derive(Default, Serialize)]
struct Total {
    files: usize,
    files_changed: usize,
    changes: usize,
    open: usize,
    #[serde(skip)]
    reported: usize,
    #[serde(skip)]
    fails: bool,
}

impl Total {
    fn add(&mut self, outcome: &Outcome) {
        self.files += usize::from(outcome.problem.is_none());
        self.files_changed += usize::from(outcome.made > 0);
        self.changes += outcome.made;
        self.open += outcome.open;
        self.reported += usize::from(!outcome.report.is_empty());
        self.fails |= outcome.fails;
    }

    fn exit(&self, args: &EditArgs, problems: &[Problem]) -> Exit {
        match (problems.is_empty(), self.fails || (args.diff && self.changes > 0)) {
            (false, _) => Exit::Failure,
            (true, true) => Exit::Findings,
            (true, false) => Exit::Clean,
        }
    }

    fn to_text(&self, command: &str, diff: bool) -> String {
        let would = if diff { "would make " } else { "" };
        let changes = match self.changes {
            0 => "no changes".to_owned(),
            n => count(n as u64, "change", "changes"),
        };
        let files = count(self.files as u64, "file", "files");
        let mut text = match self.files {
            1 => format!("{command}: {would}{changes} in {files}"),
            _ => format!("{command}: {would}{changes} in {} of {files}", self.files_changed),
        };
        if self.open > 0 {
            let _ = write!(text, ", {} not fixed", self.open);
        }
        text + "\n"
    }
}

fn one(args: &EditArgs, input: &Input, target: Option<&OutputFile>, edit: &Edit<'_>) -> Outcome {
    attempt(args, input, target, edit)
        .unwrap_or_else(|problem| Outcome { problem: Some(problem), ..Outcome::default() })
}

fn attempt(
    args: &EditArgs,
    input: &Input,
    target: Option<&OutputFile>,
    edit: &Edit<'_>,
) -> Result<Outcome, Problem> {
    let bytes = input.read()?;
    let source = decode(&bytes, &args.read.decoding()).map_err(|e| input.undecodable(&e))?;
    let file = open_silently(&source, input.name.as_deref(), &args.read.reading());
    if file.document.editor().is_none() {
        let message = format!("{} files are read-only in cuesmith", file.format().title());
        return Err(problem(&input.shown, message, "convert it to another format first"));
    }
    target.map_or(Ok(()), |target| output_name::check(target.path(), file.format()))?;
    let mut edited = edit(&file, &input.shown)?;
    if file.timeline.cues.is_empty() {
        edited.remarks.push("no caption found".to_owned());
    }
    let changed = verify_change::apply(&file, &edited.edits, &edited.account)
        .map_err(|error| unwritable(&file, &input.shown, &error))?;
    let open = edited.changes.iter().filter(|change| change.open).count();
    let made = edited.changes.len() - open + edited.counted;
    let mut outcome = Outcome { made, open, fails: edited.fails, ..Outcome::default() };
    if args.diff {
        let after = edited.edits.apply(&source.text).unwrap_or_default(); // applied above
        outcome.report = difference(&input.shown, &source.text, &after);
    } else if args.format == EditFormat::Json {
        outcome.report = to_json(&report(&file, &input.shown, &edited, changed != bytes));
    }
    if args.format == EditFormat::Human {
        if !args.quiet {
            let remark = |remark: &String| {
                format!("{}: note: {}\n", one_line(&input.shown), one_line(remark))
            };
            outcome.notes = edited.remarks.iter().map(remark).collect();
        }
        outcome.notes += &list(&file, &input.shown, &edited, args.verbose);
    }
    write(args, input, target, (&bytes, changed), &mut outcome)?;
    Ok(outcome)
}

/// Writes the result to its destination.
fn write(
    args: &EditArgs,
    input: &Input,
    target: Option<&OutputFile>,
    (old, new): (&[u8], Vec<u8>),
    outcome: &mut Outcome,
) -> Result<(), Problem> {
    match (target, &input.path) {
        (Some(target), _) => target.write(&new)?,
        (None, Some(path)) if args.in_place => {
            if new != old {
                replace(path, Content::Bytes(&new))?;
            }
        }
        _ if args.diff || args.report || args.format == EditFormat::Json => {}
        _ => outcome.bytes = Some(new),
    }
    Ok(())
}

/// A result that is not written: it cannot be encoded, or does not read as intended.
pub(super) fn unwritable(file: &Opened<'_>, shown: &str, error: &ApplyError) -> Problem {
    let help = match error {
        ApplyError::Encode(EncodeError::Edit(_)) => REPORT,
        ApplyError::Changed(difference) => return unaccounted(file, shown, difference),
        _ => "make the file UTF-8 first: cuesmith check --fix --select ENC001",
    };
    problem(shown, format!("cannot write `{shown}`: {error}"), help)
}

const REPORT: &str = "this is a bug in cuesmith: please report it with the file";

/// An unintended change of words or times, with its location.
pub(super) fn unaccounted(file: &Opened<'_>, shown: &str, difference: &Difference) -> Problem {
    let at = Places::new(file.text(), ColumnUnit::Utf16).position(difference.span.start);
    let cue = difference.cue.map_or(String::new(), |cue| format!(", cue {}", cue + 1));
    let message = format!(
        "nothing was written: `{shown}` would not read as intended afterwards (line {}, column {}{cue}): {}",
        at.line, at.column, difference.message
    );
    problem(shown, message, REPORT)
}

/// A unified diff. A file with many millions of changed lines gets a coarse diff, which takes less time.
pub(super) fn difference(shown: &str, before: &str, after: &str) -> String {
    if before == after {
        return String::new();
    }
    let lines = similar::TextDiff::configure()
        .timeout(std::time::Duration::from_secs(5))
        .diff_lines(before, after);
    lines.unified_diff().header(shown, shown).to_string()
}

/// The changes that were not made; with `all`, every change, one per line.
fn list(file: &Opened<'_>, shown: &str, edited: &Edited, all: bool) -> String {
    let mut out = String::new();
    let mut changes = edited.changes.iter().filter(|change| all || change.open).peekable();
    if changes.peek().is_none() {
        return out;
    }
    let places = Places::new(file.text(), ColumnUnit::Utf16);
    let shown = one_line(shown);
    for change in changes {
        let at = places.position(change.span.start);
        let mark = if change.open { "not fixed" } else { change.kind };
        let _ = write!(out, "{shown}:{}:{}: {mark}: ", at.line, at.column);
        let _ = writeln!(out, "{}", one_line(&change.message));
    }
    out
}

/// A file as JSON. Columns count UTF-16 code units.
#[derive(Serialize)]
struct FileReport<'a> {
    path: &'a str,
    format: &'static str,
    encoding: &'static str,
    changed: bool,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    remarks: &'a [String],
    changes: Vec<ChangeReport<'a>>,
}

#[derive(Serialize)]
struct ChangeReport<'a> {
    kind: &'static str,
    message: &'a str,
    /// Whether it was made, or only proposed or reported.
    applied: bool,
    span: Bytes,
    range: Range,
    #[serde(skip_serializing_if = "Option::is_none")]
    cue: Option<CueRef>,
    before: &'a str,
    after: &'a str,
    #[serde(skip_serializing_if = "Map::is_empty")]
    data: &'a Map<String, Value>,
}

fn report<'a>(
    file: &Opened<'a>,
    shown: &'a str,
    edited: &'a Edited,
    changed: bool,
) -> FileReport<'a> {
    let places = Places::new(file.text(), ColumnUnit::Utf16);
    let place = |at: u32| {
        let at = places.position(at);
        Place { line: at.line, col: at.column }
    };
    let cue_ref = |index: u32| {
        let cue = file.timeline.cues.get(index as usize)?;
        Some(CueRef::new(index, cue))
    };
    let changes = edited.changes.iter().map(|change| ChangeReport {
        kind: change.kind,
        message: &change.message,
        applied: !change.open,
        span: change.span.into(),
        range: Range { start: place(change.span.start), end: place(change.span.end) },
        cue: change.cue.and_then(cue_ref),
        before: &change.before,
        after: &change.after,
        data: &change.data,
    });
    FileReport {
        path: shown,
        format: file.format().name(),
        encoding: file.source.encoding,
        changed,
        remarks: &edited.remarks,
        changes: changes.collect(),
    }
}

fn to_json(value: &impl Serialize) -> String {
    // Plain data with string keys always serializes.
    serde_json::to_string(value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::*;
    use crate::cli::{Cli, Command};
    use crate::source::Edit;

    /// Runs an edit in place without declaring its effect.
    fn run_on(text: &str, edit: &Edit) -> (String, Option<Problem>) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("talk.srt");
        std::fs::write(&path, text).unwrap();
        let words = ["cuesmith", "reflow", "-i"].map(std::ffi::OsString::from);
        let cli = Cli::try_parse_from(words.into_iter().chain([path.clone().into()])).unwrap();
        let Command::Reflow(args) = &cli.command else { unreachable!() };
        let outcome = one(args.edit(), &Input::of(&path, None), None, &|file, _| {
            let account = Account::unchanged(&file.timeline);
            Ok(Edited { edits: [edit.clone()].into_iter().collect(), account, ..Edited::default() })
        });
        (std::fs::read_to_string(&path).unwrap(), outcome.problem)
    }

    #[test]
    fn a_file_is_not_written_if_it_would_not_read_as_intended() {
        let text = "1\n00:00:01,000 --> 00:00:02,000\nThree < four\n";
        let four = text.find("four").unwrap() as u32;
        for (edit, why) in [
            (
                Edit::replace(Span::new(four - 1, four), "b>"),
                "(line 3, column 7, cue 1): `< four` should follow `Three`, not `four`",
            ),
            (
                Edit::replace(Span::new(9, 10), "5"),
                "(line 2, column 1, cue 1): expected 00:00:01,000 --> 00:00:02,000, found 00:00:05,000",
            ),
            (Edit::delete(Span::new(14, 19)), "the number of cues would be 0 instead of 1"),
        ] {
            let (after, problem) = run_on(text, &edit);
            let problem = problem.expect(why);
            assert_eq!(after, text);
            assert!(problem.message.contains(why), "{}", problem.message);
            assert!(problem.help.contains("please report it"), "{}", problem.help);
        }
        let (after, problem) = run_on(text, &Edit::delete(Span::new(four - 1, four + 4)));
        assert_eq!(after, text);
        assert!(problem.unwrap().message.contains("`four` should follow `<`, but nothing does"));
        let (after, problem) = run_on(text, &Edit::replace(Span::new(four - 1, four), "\n"));
        assert!(after.ends_with("Three <\nfour\n") && problem.is_none(), "{after}");
    }
}
