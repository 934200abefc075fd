//! `cuesmith check`: checks files for problems, fixes them, reports the rest.
//!
//! Files are checked in parallel, a batch at a time. Each worker turns its result into text and releases
//! the file, so that memory use depends on the batch and not on the size of the archive. Output is in the
//! order of the files.

use std::cell::Cell;
use std::fmt::Write as _;
use std::sync::atomic::Ordering;

pub(in crate::cli) use super::check_args::CheckArgs;
use super::check_args::{CheckFormat, HtmlGroup};
use super::check_cache::{Cache, Record};
use super::check_ignored::{self, InFile, Ledger};
use super::check_outcome::{Cached, Outcome};
use super::check_plans::{FilePlan, Plans};
use super::check_reports::{self, Piece, Reports};
use super::check_stored;
use super::show_settings;
use crate::cli::args::Color;
use crate::cli::args::order;
use crate::cli::batch;
use crate::cli::edit;
use crate::cli::exit::Exit;
use crate::cli::files;
use crate::cli::input::Input;
use crate::cli::output::{Failure, Kind, Out, complain, note, usage};
use crate::cli::progress::Progress;
use crate::cli::replace::{Content, replace};
use crate::cli::search::{Search, as_found};
use crate::cli::strip::strip_directives;
use crate::kaltura::{Order, OrderFile, ServiceOutput};
use crate::lint::{self, Applied, FailOn, FixError, Fixes, GuessedKind, Plan, Report};
use crate::report::json::Problem;
use crate::report::{Checked, End, Reporter, Summary, count};
use crate::source::{Applicability, DecodeOptions, Source, decode};
use crate::{Opened, ReadOptions, open, open_silently};

/// The settings of the run, shared by all files.
struct Job<'a> {
    /// First the reporter for standard output, then those for files.
    reporters: Vec<Box<dyn Reporter>>,
    task: Task,
    decoding: DecodeOptions,
    read: ReadOptions,
    plans: Plans<'a>,
    cache: Option<Cache>,
    /// Delete directives after the fixes.
    strip: bool,
    quiet: bool,
}

#[derive(Clone, Copy)]
enum Task {
    Report,
    Fix(Applicability),
    Diff(Applicability),
}

/// Runs the subcommand.
pub(in crate::cli) fn run(args: &CheckArgs, color: Color, out: &mut Out) -> Result<Exit, Failure> {
    let order = args.order.load(args.inputs())?;
    let order = order.as_ref().map(|(order, _)| order);
    if let Some(order) = order.filter(|_| !args.names_kind()) {
        let taken = [ServiceOutput::CaptionFile, ServiceOutput::Chapters];
        order::refuse_other_services(order, &taken)?;
    }
    if args.html_group == HtmlGroup::Requirements && !args.writes(CheckFormat::Html) {
        let help = "pass --format html or --output html=FILE";
        return Err(usage("--html-group is about the HTML report, and none is written", help));
    }
    let name = args.read.stdin_filename.as_deref();
    let mut job = job(args, color, Plans::new(args, order)?);
    let open = |folder: &std::path::PathBuf| Cache::open(folder, args, color.on_stdout());
    job.cache = args.cache.as_ref().map(open);
    let list = args.list.open(&args.paths)?;
    let stopped = Cell::new(None);
    let once = args.fixing.fix || args.known.update_baseline;
    let found = Search::new(&args.paths, name, args.no_ignore)
        .with_list(list, once)
        .map_while(|found| {
            chosen(&job, args, found).map_err(|failure| stopped.set(Some(failure))).ok()
        })
        .flatten();
    let mut found: Box<dyn Iterator<Item = Result<Input, Problem>>> = Box::new(found);
    if args.rules.names_patterns() {
        // Which patterns exist is known once the configuration files of all inputs are read.
        found = Box::new(found.collect::<Vec<_>>().into_iter());
        if let Some(failure) = stopped.take() {
            return Err(failure);
        }
        job.plans.know_patterns()?;
    }
    let mut files = found.peekable();
    if args.show_settings {
        let first = files.find_map(Result::ok);
        if let Some(failure) = stopped.take() {
            return Err(failure);
        }
        let first = first.unwrap_or_else(|| Input::stdin(name));
        let planned = job.plans.of(&first)?;
        let rules = planned.plan().set();
        let settings = job.plans.settings(&first)?;
        let is_json = matches!(args.format, CheckFormat::Json | CheckFormat::Ndjson);
        let text = match is_json {
            true => show_settings::as_json(&settings, rules),
            false => show_settings::as_text(&settings, rules),
        };
        out.put(Kind::of_report(is_json), &text)?;
        out.flush()?;
        let plan = Plan::new(rules, settings.options);
        order.into_iter().for_each(|order| note(&lacking(order, &plan)));
        return Ok(Exit::Clean);
    }
    if files.peek().is_none() {
        if let Some(failure) = stopped.take() {
            return Err(failure);
        }
        if args.force_exclude {
            return Ok(Exit::Clean);
        }
        note(&no_input(args));
        return Ok(Exit::NoInput);
    }
    // Standard output is reserved for the fixed text, if there is one.
    let mut stderr = Out::stderr();
    let fixes_stdin =
        matches!(job.task, Task::Fix(_)) && args.paths.iter().any(|path| path.as_os_str() == "-");
    let mut total = Summary::default();
    let mut problems = Vec::new();
    let progress = Progress::new(args.number_of_files(), args.quiet);
    if args.number_of_files().is_none() && !args.list.is_stdin() {
        let (paths, list, all) = (args.paths.clone(), args.list.clone(), args.no_ignore);
        progress.find_total(move |is_over| {
            let list = list.open_again();
            let found = Search::new(&paths, None, all).with_list(list, false).flatten();
            found.take_while(|_| !is_over.load(Ordering::Relaxed)).count() as u64
        });
    }
    let mut fails = false;
    let mut record = job.cache.as_ref().map(Record::new);
    let mut entries = Vec::new();
    let mut ledger = Ledger::default();
    let report = if fixes_stdin { &mut stderr } else { &mut *out };
    if !args.output.is_empty() {
        args.paths.iter().filter(|path| path.is_file()).try_for_each(|path| files::reads(path))?;
    }
    let mut writer = Writer::begin(&job, args, report)?;
    files::seal();
    for outcome in order.map(|order| check_order(&job, order)).transpose()?.unwrap_or_default() {
        fails |= outcome.fails;
        total.merge(&outcome.summary);
        writer.file(report, &outcome.pieces)?;
    }
    let work = |found: Result<Input, Problem>| {
        let outcome = found.map_or_else(Outcome::failed, |input| one(&job, &input));
        progress.count();
        outcome
    };
    batch::each(files, work, |outcome| {
        fails |= outcome.fails;
        total.merge(&outcome.summary);
        if let (Some(record), Some(cache)) = (&mut record, &job.cache) {
            record.add(cache, &outcome);
        }
        ledger.add(outcome.uses);
        entries.extend(outcome.entry);
        if let Some(problem) = outcome.problem {
            progress.suspend(|| complain(&problem));
            problems.push(problem);
        }
        if !outcome.note.is_empty() {
            progress.suspend(|| note(&outcome.note));
        }
        let report = if fixes_stdin { &mut stderr } else { &mut *out };
        progress.suspend(|| writer.file(report, &outcome.pieces))?;
        match outcome.fixed {
            Some(bytes) => out.data(bytes),
            None => Ok(()),
        }
    })?;
    progress.end();
    if let Some(failure) = stopped.take() {
        return Err(failure);
    }
    if let (Some(record), Some(cache)) = (&record, &job.cache) {
        record.count(cache, job.plans.rules(), &mut total);
    }
    let report = if fixes_stdin { &mut stderr } else { out };
    for outcome in check_configs(&job, args, &ledger)? {
        fails |= outcome.fails;
        total.merge(&outcome.summary);
        writer.file(report, &outcome.pieces)?;
        entries.extend(outcome.entry);
    }
    let exit = exit(fails, &problems);
    let reporters = check_reports::reporters(args, job.plans.rules(), color);
    writer.end(report, args.quiet, (&total, &problems), &reporters)?;
    report.flush()?;
    if let (Some(record), Some(cache)) = (record, &job.cache) {
        record.end(cache);
    }
    job.plans.baselines.end(entries, args.quiet)?;
    Ok(exit)
}

fn exit(fails: bool, problems: &[Problem]) -> Exit {
    match (problems.is_empty(), fails) {
        (false, _) => Exit::Failure,
        (true, true) => Exit::Findings,
        (true, false) => Exit::Clean,
    }
}

fn job<'a>(args: &'a CheckArgs, color: Color, plans: Plans<'a>) -> Job<'a> {
    let least = if args.fixing.unsafe_fixes { Applicability::Unsafe } else { Applicability::Safe };
    Job {
        reporters: check_reports::reporters(args, plans.rules(), color),
        task: match (args.fixing.fix, args.fixing.diff) {
            (_, true) => Task::Diff(least),
            (true, _) => Task::Fix(least),
            _ => Task::Report,
        },
        decoding: args.read.decoding(),
        read: args.read.reading(),
        plans,
        cache: None,
        strip: args.fixing.strip_directives,
        quiet: args.quiet,
    }
}

fn no_input(args: &CheckArgs) -> String {
    let names: Vec<String> = args.inputs().map(|p| format!("`{}`", p.display())).collect();
    let endings = crate::Format::ALL.iter().flat_map(|f| f.extensions());
    let endings: Vec<String> = endings.map(|ending| format!("*.{ending}")).collect();
    format!(
        "error: no caption file found in {}\n  help: folders are searched for {} (only if it is TTML); \
         pass a file by name to check it whatever its extension\n",
        names.join(", "),
        endings.join(", ")
    )
}

/// The file, or `None` for one that is left out: by `exclude` in the configuration, or because a search would not
/// find it (`--force-exclude`). Fails for a configuration file with mistakes.
fn chosen(
    job: &Job<'_>,
    args: &CheckArgs,
    found: Result<Input, Problem>,
) -> Result<Option<Result<Input, Problem>>, Failure> {
    let Ok(mut file) = found else { return Ok(Some(found)) };
    if args.force_exclude && !as_found(&mut file) || job.plans.excludes(&file)? {
        return Ok(None);
    }
    job.plans.warn_of_deprecated(&file)?;
    Ok(Some(Ok(file)))
}

/// Checks one file and, if asked to, fixes it.
fn one(job: &Job<'_>, input: &Input) -> Outcome {
    attempt(job, input).unwrap_or_else(Outcome::failed)
}

fn attempt(job: &Job<'_>, input: &Input) -> Result<Outcome, Problem> {
    let bytes = input.read()?;
    let planned = job.plans.of(input).map_err(|failure| failure.problem(&input.shown))?;
    let key = job.cache.as_ref().map(|cache| {
        let baseline = planned.baseline.as_ref().map(|baseline| baseline.known_of(input));
        (cache, cache.key(&planned, input, &baseline.unwrap_or_default(), &bytes))
    });
    if let Some(known) = key.as_ref().and_then(|(cache, key)| cache.get(key, &planned)) {
        return Ok(known);
    }
    let fail = |error: &dyn std::error::Error| input.undecodable(error);
    let name = input.name.as_deref();
    let source = decode(&bytes, &job.decoding).map_err(|e| fail(&e))?;
    let file = open(&source, name, &job.read);
    let (plan, guess) = planned.of(&file, name);
    let planned = &*planned;
    let done = match job.task {
        Task::Report => {
            let mut report = lint::check(&file, plan);
            report.guessed_kind = guess;
            let mut outcome = finish(job, input, (&file, planned), (&report, &[]));
            if let Some((_, key)) = key {
                let entry = check_stored::encode(&outcome);
                outcome.cached = Cached::New { key, entry };
            }
            return Ok(outcome);
        }
        Task::Fix(least) => lint::fix_opened(&file, plan, least, |now, mut done| {
            done.report.guessed_kind = guess;
            stripped(job, input, now, done, |now, done| {
                fixed(job, input, (&file, now, planned), done)
            })
        }),
        Task::Diff(least) => lint::fix_opened(&file, plan, least, |now, done| {
            stripped(job, input, now, done, |now, done| {
                let mut outcome = diff(planned.fail_on, input, (&source, now.source), done);
                outcome.note = guessed(job, input, guess) + &unsettled(job, input, done);
                Ok(outcome)
            })
        }),
    };
    match done {
        Err(FixError::Changed { mut difference, applied }) => {
            let codes: Vec<&str> = applied.iter().map(|applied| applied.code).collect();
            difference.message += &format!(" (fixes of {})", codes.join(", "));
            Err(edit::unaccounted(&file, &input.shown, &difference))
        }
        done => done.map_err(|error| fail(&error))?,
    }
}

/// Deletes the directives of a fixed file if asked to, and continues with the result.
fn stripped(
    job: &Job<'_>,
    input: &Input,
    now: &Opened<'_>,
    mut done: Fixes,
    then: impl FnOnce(&Opened<'_>, &Fixes) -> Result<Outcome, Problem>,
) -> Result<Outcome, Problem> {
    let stripped = match job.strip {
        true => strip_directives(now, &input.shown, &done.report)?,
        false => None,
    };
    let Some(stripped) = stripped else { return then(now, &done) };
    let source = decode(&stripped.bytes, &now.source.decoding(false))
        .map_err(|error| input.undecodable(&error))?;
    done.report = stripped.report;
    done.applied.push(Applied { code: STRIPPED, count: stripped.count });
    then(&open_silently(&source, now.path, &now.reading), &done)
}

/// The code under which deleted directives are counted.
const STRIPPED: &str = "strip-directives";

/// The note that the kind of a file was guessed.
fn guessed(job: &Job<'_>, input: &Input, guess: Option<GuessedKind>) -> String {
    guess.filter(|_| !job.quiet).map_or(String::new(), |guess| {
        format!(
            "note: `{}` is checked as {}, guessed from {}; pass --kind to change that\n",
            input.shown,
            guess.kind.name(),
            guess.evidence
        )
    })
}

/// The note that fixes are left, because each round of fixes made new ones possible.
fn unsettled(job: &Job<'_>, input: &Input, done: &Fixes) -> String {
    match job.task {
        Task::Fix(least) | Task::Diff(least) if done.is_unsettled(least) => format!(
            "note: fixing `{}` stopped after {} rounds with fixes left: run the command again\n",
            input.shown, done.rounds
        ),
        _ => String::new(),
    }
}

/// Writes a fixed file and reports the remaining findings.
fn fixed(
    job: &Job<'_>,
    input: &Input,
    (old, new, planned): (&Opened<'_>, &Opened<'_>, &FilePlan),
    done: &Fixes,
) -> Result<Outcome, Problem> {
    let bytes = new.source.bytes;
    if let (true, Some(path)) = (bytes != old.source.bytes, &input.path) {
        replace(path, Content::Bytes(bytes))?;
    }
    let mut outcome = finish(job, input, (new, planned), (&done.report, &done.applied));
    outcome.note += &unsettled(job, input, done);
    if input.path.is_none() {
        outcome.fixed = Some(bytes.to_vec());
    }
    Ok(outcome)
}

/// Turns the result of a check into text, and adds up the totals.
fn finish(
    job: &Job<'_>,
    input: &Input,
    (file, planned): (&Opened<'_>, &FilePlan),
    (report, applied): (&Report, &[Applied]),
) -> Outcome {
    let checked = Checked {
        path: &input.shown,
        source: file.source,
        timeline: Some(&file.timeline),
        report,
        rules: planned.plan().set(),
        applied,
        names: None,
    };
    let mut outcome = reported(job, input, &checked, planned);
    outcome.note = guessed(job, input, report.guessed_kind);
    outcome.uses = check_ignored::uses(planned, &report.exceptions);
    outcome
}

/// The report of a file without findings that the baseline has, as text, and its totals.
fn reported(job: &Job<'_>, input: &Input, checked: &Checked<'_>, planned: &FilePlan) -> Outcome {
    let filtered = planned.baseline.as_ref().map(|baseline| baseline.filter(checked, input));
    let checked = match &filtered {
        Some(new) => Checked { report: &new.report, names: Some(&new.names), ..*checked },
        None => *checked,
    };
    let report = checked.report;
    let mut outcome = Outcome {
        fails: report.severity().is_some_and(|worst| planned.fail_on.fails(worst)),
        ..Outcome::default()
    };
    outcome.summary.add(report, checked.applied);
    outcome.pieces = check_reports::pieces(&job.reporters, &checked);
    outcome.entry = filtered.map(|new| new.entry);
    outcome
}

/// The settings that the order does not contain (JOB013).
fn lacking(order: &Order, plan: &Plan) -> String {
    let reports = crate::kaltura::lint::check_order(order, plan);
    let found = reports.iter().flat_map(|report| &report.diagnostics);
    let found = found.filter(|found| found.code.0 == "JOB013");
    found.map(|found| format!("note: {}\n", found.message)).collect()
}

/// The findings in the order itself: one outcome for each of its files. `--diff` shows only captions.
fn check_order(job: &Job<'_>, order: &Order) -> Result<Vec<Outcome>, Failure> {
    if matches!(job.task, Task::Diff(_)) {
        return Ok(Vec::new());
    }
    let planned = job.plans.of(&Input::stdin(None))?;
    let reports = crate::kaltura::lint::check_order(order, planned.plan());
    let outcome = |(file, report): (&OrderFile, &Report)| {
        let mut outcome = Outcome {
            fails: report.severity().is_some_and(|worst| planned.fail_on.fails(worst)),
            ..Outcome::default()
        };
        outcome.summary.add(report, &[]);
        outcome.pieces =
            order::shown(file, report, |checked| check_reports::pieces(&job.reporters, checked));
        outcome
    };
    Ok(order.files.iter().zip(&reports).map(outcome).collect())
}

/// The findings about `ignore` entries: one outcome for each configuration file that has some. `--diff` shows
/// only captions.
fn check_configs(
    job: &Job<'_>,
    args: &CheckArgs,
    ledger: &Ledger,
) -> Result<Vec<Outcome>, Failure> {
    if matches!(job.task, Task::Diff(_)) {
        return Ok(Vec::new());
    }
    let folders = args.paths.iter().filter(|path| path.is_dir());
    let searched: Vec<_> = folders.filter_map(|path| std::fs::canonicalize(path).ok()).collect();
    let outcome = |(file, report, planned): &InFile| {
        let source = Source::from_text(&file.text);
        let checked = Checked {
            path: &file.shown,
            source: &source,
            timeline: None,
            report,
            rules: job.plans.rules(),
            applied: &[],
            names: None,
        };
        reported(job, &Input::of(&file.path, None), &checked, planned)
    };
    Ok(ledger.findings(&job.plans, &searched)?.iter().map(outcome).collect())
}

/// The changes that fixing would make, as a unified diff.
fn diff(
    fail_on: FailOn,
    input: &Input,
    (before, after): (&Source<'_>, &Source<'_>),
    done: &Fixes,
) -> Outcome {
    let mut outcome = Outcome::default();
    outcome.summary.files = 1;
    if before.bytes == after.bytes {
        return outcome;
    }
    outcome.summary.add(&Report::default(), &done.applied);
    outcome.summary.files = 1;
    outcome.fails = fail_on != FailOn::Never;
    let mut text = String::new();
    if before.encoding != after.encoding {
        let (from, to) = (before.encoding, after.encoding);
        let _ = writeln!(text, "# {}: {from} becomes {to}", input.shown);
    }
    text.push_str(&edit::difference(&input.shown, &before.text, &after.text));
    outcome.pieces.push(Piece { text, ..Piece::default() });
    outcome
}

/// Combines the results of files in the order in which they arrive.
enum Writer<'j> {
    Reports(Reports<'j>),
    /// Diffs, one after the other.
    Diff,
}

impl<'j> Writer<'j> {
    fn begin(job: &'j Job<'_>, args: &CheckArgs, out: &mut Out) -> Result<Self, Failure> {
        match job.task {
            Task::Diff(_) => Ok(Self::Diff),
            Task::Report | Task::Fix(_) => {
                Ok(Self::Reports(Reports::begin(&job.reporters, args, out)?))
            }
        }
    }

    fn file(&mut self, out: &mut Out, pieces: &[Piece]) -> Result<(), Failure> {
        match self {
            Self::Reports(reports) => reports.file(out, pieces),
            Self::Diff => pieces.iter().try_for_each(|piece| out.put(Kind::Data, &piece.text)),
        }
    }

    fn end(
        self,
        out: &mut Out,
        quiet: bool,
        (total, problems): (&Summary, &[Problem]),
        reporters: &[Box<dyn Reporter>],
    ) -> Result<(), Failure> {
        let text = match (self, total.fixed) {
            (Self::Reports(reports), _) => {
                return reports.end(out, quiet, (total, problems), reporters);
            }
            (Self::Diff, 0) => "nothing to fix\n".to_owned(),
            (Self::Diff, n) => format!(
                "would fix {} in {}\n",
                count(n, "problem", "problems"),
                count(total.files_fixed, "file", "files")
            ),
        };
        check_reports::put_end(out, Kind::Data, End::Beside(text), quiet)
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::*;
    use crate::cli::{Cli, Command};
    use crate::lint::{Family, Findings, Level, Options, Rule, RuleSet, Subject};
    use crate::read::{LOWERED, READ};
    use crate::source::{DECODED, Edit, Fix, Span};

    /// How often a check decodes, reads and lowers a file.
    fn work(name: &str, text: &str, arguments: &[&str]) -> [u32; 3] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        let words = ["cuesmith", "check"].iter().chain(arguments).map(std::ffi::OsString::from);
        let cli = Cli::try_parse_from(words.chain([path.clone().into()])).unwrap();
        let Command::Check(args) = &cli.command else { unreachable!() };
        let job = job(args, cli.color, Plans::new(args, None).unwrap());
        let before = [&DECODED, &READ, &LOWERED].map(|count| count.get());
        let outcome = one(&job, &Input::of(&path, None));
        assert!(
            outcome.problem.is_none() && outcome.pieces.iter().all(|piece| !piece.text.is_empty())
        );
        let after = [&DECODED, &READ, &LOWERED].map(|count| count.get());
        std::array::from_fn(|at| after[at] - before[at])
    }

    #[test]
    fn a_file_is_decoded_read_and_lowered_once() {
        for (name, text) in [
            ("a.srt", "1\n00:00:01,000 --> 00:00:01,001\nGone at once\n"),
            ("a.vtt", "00:01.000 --> 00:01.001\nNo signature\n"),
            ("a.ttml", "<tt xmlns='http://www.w3.org/ns/ttml'><body><div><p/></div></body></tt>"),
        ] {
            for format in ["human", "concise", "json", "ndjson"] {
                assert_eq!(work(name, text, &["--format", format]), [1, 1, 1], "{name} {format}");
            }
        }
    }

    #[test]
    fn a_round_of_fixes_reads_the_file_once_more() {
        let text = "1\n00:00:01.000 --> 00:00:01,001\nGone at once\n";
        for task in ["--fix", "--diff"] {
            assert_eq!(work("a.srt", text, &[task]), [2, 2, 2], "{task}");
        }
        let nothing = text.replace("01.000", "01,000");
        assert_eq!(work("a.srt", &nothing, &["--fix"]), [1, 1, 1]);
    }

    /// A rule with a harmful fix: it replaces the first of two texts with the other one.
    fn harm(subject: &Subject<'_>, findings: &mut Findings<'_>, (was, is): (&str, &'static str)) {
        if let Some(at) = subject.timeline.source.find(was) {
            let span = Span::of(at..at + was.len());
            let fix = Fix::safe("do harm", vec![Edit::replace(span, is)]);
            let finding = findings.finding(Span::at(0), "harm").with_fix(fix);
            findings.push(finding);
        }
    }

    static WORD: Rule = Rule {
        code: "BAD001",
        fix: Some(Applicability::Safe),
        document: Some(|subject, findings| harm(subject, findings, (" more", ""))),
        ..Rule::NEW
    };
    static TIME: Rule = Rule {
        code: "BAD002",
        fix: Some(Applicability::Safe),
        document: Some(|subject, findings| harm(subject, findings, ("2,000", "3,000"))),
        ..Rule::NEW
    };
    static WORDS: RuleSet =
        set(&[Family { code: "BAD", title: "", level: Level::On, rules: &[&WORD] }]);
    static TIMES: RuleSet =
        set(&[Family { code: "BAD", title: "", level: Level::On, rules: &[&TIME] }]);

    const fn set(families: &'static [Family]) -> RuleSet {
        RuleSet {
            families,
            presets: &[],
            after: &[],
            needs_all: &[],
            notes_heading: "",
            notes: &[],
        }
    }

    #[test]
    fn a_fix_that_loses_a_word_or_moves_a_time_is_not_written() {
        let text = "1\n00:00:01,000 --> 00:00:02,000\nThree more days\n";
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("talk.srt");
        let words = ["cuesmith", "check", "--fix"].map(std::ffi::OsString::from);
        let cli = Cli::try_parse_from(words.into_iter().chain([path.clone().into()])).unwrap();
        let Command::Check(args) = &cli.command else { unreachable!() };
        for (rules, code) in [(&WORDS, "BAD001"), (&TIMES, "BAD002")] {
            std::fs::write(&path, text).unwrap();
            let input = Input::of(&path, None);
            let plans = Plans::new(args, None).unwrap();
            plans.use_plan(&input, Plan::new(rules, Options::default()));
            let outcome = one(&job(args, Color::Never, plans), &input);
            let message = outcome.problem.unwrap().message;
            assert!(message.contains("would be lost or changed"), "{message}");
            assert!(message.ends_with(&format!("(fixes of {code})")), "{message}");
            assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
        }
    }
}
