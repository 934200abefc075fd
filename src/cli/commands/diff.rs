//! `cuesmith diff`: what a viewer would notice between two versions of a file, or of the files of two folders.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::diff_report::{self, Look, Pair};
use crate::cli::args::{Color, ReadArgs, values};
use crate::cli::batch;
use crate::cli::exit::Exit;
use crate::cli::input::Input;
use crate::cli::output::{Failure, Kind, Out, complain, note, usage};
use crate::cli::search::{Inputs, collect, is_nothing};
use crate::cli::terminal::one_line;
use crate::diff::{ChangeKind, Diff, DiffOptions, Ignore, diff};
use crate::open_silently;
use crate::report::count;
use crate::report::json::{Problem, SCHEMA};
use crate::source::decode;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cuesmith diff old.srt new.srt
  cuesmith diff talk.srt talk.vtt --tolerance 40ms        formats may differ
  cuesmith diff old.vtt new.vtt --ignore style,position,case
  cuesmith diff delivered/ corrected/ --format json | jq .summary
  git show HEAD:talk.srt | cuesmith diff - talk.srt

Cues are paired by their words and times, not by their numbers. Reported are cues that moved
together, other times, words, line breaks and appearance, and cues that were split, joined, added
or removed. Cue numbers, comments and markup without effect are not compared; cues without visible
text do not count.

In two folders, files with the same path are compared, then files whose paths differ only in the
extension. A folder and a file: the file of that name in the folder.

Exit codes: 0 no difference, 1 differences, or files on one side only, 2 wrong usage or a file that
cannot be read, 3 no input file.")]
pub(in crate::cli) struct DiffArgs {
    /// Old version: a file, a folder (searched for caption files), or - for standard input
    old: PathBuf,
    /// New version: a file, a folder, or - for standard input
    new: PathBuf,
    /// Maximum difference of times that count as the same: 40, 40ms, 0.5s
    #[arg(long, value_name = "TIME", value_parser = values::short_time, default_value = "0")]
    tolerance: i64,
    /// What may differ
    #[arg(long, value_enum, value_delimiter = ',', value_name = "WHAT")]
    ignore: Vec<Ignored>,
    /// Output format
    #[arg(long, value_enum, default_value_t = DiffFormat::Human)]
    format: DiffFormat,
    /// Print no totals
    #[arg(short, long)]
    quiet: bool,
    /// Include hidden files and files ignored by .gitignore
    #[arg(long)]
    no_ignore: bool,
    #[command(flatten)]
    read: ReadArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Ignored {
    /// Capital and small letters, kinds of apostrophes and hyphens
    Case,
    /// Punctuation and symbols
    Punctuation,
    /// Where lines end in a cue
    LineBreaks,
    /// Bold, italic, underline, colors, fonts, classes, ruby, style sheets
    Style,
    /// Position and alignment
    Position,
    /// Names and marks of speakers
    Speakers,
    /// All times
    Times,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum DiffFormat {
    /// A line for each difference
    Human,
    /// One JSON document
    Json,
}

/// Runs the subcommand.
pub(in crate::cli) fn run(args: &DiffArgs, color: Color, out: &mut Out) -> Result<Exit, Failure> {
    let Found { pairs, mut problems } = find(args)?;
    if pairs.is_empty() && is_nothing(&[], &problems) {
        return Ok(Exit::NoInput);
    }
    let json = args.format == DiffFormat::Json;
    let look = Look { color: !json && color.on_stdout(), named: pairs.len() > 1 };
    let kind = if look.color { Kind::Painted } else { Kind::of_report(json) };
    if json {
        out.data(format!("{{\"schema\":{SCHEMA},\"command\":\"diff\",\"files\":["))?;
    }
    let mut total = Total::default();
    batch::each(
        &pairs,
        |sides| one(args, sides, look),
        |outcome| {
            let outcome = match outcome {
                Ok(outcome) => outcome,
                Err(problem) => {
                    complain(&problem);
                    problems.push(problem);
                    return Ok(());
                }
            };
            if json {
                out.data(if total.files() == 0 { "\n" } else { ",\n" })?;
            }
            total.add(&outcome);
            note(&outcome.notes);
            out.put(kind, &outcome.report)
        },
    )?;
    if json {
        let problems = serde_json::to_string(&problems).unwrap_or_default();
        out.data(format!("\n],\"summary\":{},\"problems\":{problems}}}\n", total.json()))?;
    } else if !args.quiet && total.files() > 0 {
        out.flush()?;
        note(&total.text());
    }
    Ok(match (problems.is_empty(), total.is_equal()) {
        (false, _) => Exit::Failure,
        (true, false) => Exit::Findings,
        (true, true) => Exit::Clean,
    })
}

/// A file of the old version and one of the new; one of them is missing where only one side has it.
#[derive(Debug)]
struct Sides {
    old: Option<Input>,
    new: Option<Input>,
}

/// What to compare.
struct Found {
    pairs: Vec<Sides>,
    problems: Vec<Problem>,
}

fn find(args: &DiffArgs) -> Result<Found, Failure> {
    let is_stdin = |path: &Path| path.as_os_str() == "-";
    let (old, new) = (&args.old, &args.new);
    if is_stdin(old) && is_stdin(new) {
        return Err(usage("standard input cannot be both versions", "pass a file for one of them"));
    }
    let input = |path: &Path| Some(Input::of(path, args.read.stdin_filename.as_deref()));
    let pair = |old: &Path, new: &Path| Found {
        pairs: vec![Sides { old: input(old), new: input(new) }],
        problems: Vec::new(),
    };
    match (old.is_dir(), new.is_dir()) {
        (false, false) => Ok(pair(old, new)),
        (true, true) => Ok(folders(args)),
        (is_old, _) => {
            let (folder, file) = if is_old { (old, new) } else { (new, old) };
            let Some(name) = file.file_name().filter(|_| !is_stdin(file)) else {
                return Err(usage(
                    format!("cannot compare a folder with `{}`", file.display()),
                    "pass a file for each version, or two folders",
                ));
            };
            let inside = folder.join(name);
            Ok(if is_old { pair(&inside, file) } else { pair(old, &inside) })
        }
    }
}

/// The files of two folders, in the order of their paths.
fn folders(args: &DiffArgs) -> Found {
    let mut problems = Vec::new();
    let mut files = |folder: &PathBuf| -> BTreeMap<PathBuf, Input> {
        let found: Inputs = collect(std::slice::from_ref(folder), None, args.no_ignore);
        problems.extend(found.problems);
        let below = |input: Input| {
            let name = input.path.as_deref().and_then(Path::file_name).map(PathBuf::from);
            (input.below.join(name.unwrap_or_default()), input)
        };
        found.files.into_iter().map(below).collect()
    };
    let (mut olds, mut news) = (files(&args.old), files(&args.new));
    let mut pairs: BTreeMap<PathBuf, Sides> = BTreeMap::new();
    let both: Vec<PathBuf> = olds.keys().filter(|path| news.contains_key(*path)).cloned().collect();
    for path in both {
        let (old, new) = (olds.remove(&path), news.remove(&path));
        pairs.insert(path, Sides { old, new });
    }
    for (old, new) in other_formats(&olds, &news) {
        let sides = Sides { old: olds.remove(&old), new: news.remove(&new) };
        pairs.insert(old, sides);
    }
    pairs.extend(olds.into_iter().map(|(path, old)| (path, Sides { old: Some(old), new: None })));
    for (path, new) in news {
        // A file of the old folder may have the same path, paired with another format.
        let key = if pairs.contains_key(&path) { path.join("") } else { path };
        pairs.insert(key, Sides { old: None, new: Some(new) });
    }
    Found { pairs: pairs.into_values().collect(), problems }
}

/// Files whose paths differ only in the extension, if each side has one such file.
fn other_formats(
    olds: &BTreeMap<PathBuf, Input>,
    news: &BTreeMap<PathBuf, Input>,
) -> Vec<(PathBuf, PathBuf)> {
    let mut stems: HashMap<PathBuf, (Vec<&PathBuf>, Vec<&PathBuf>)> = HashMap::new();
    for old in olds.keys() {
        stems.entry(old.with_extension("")).or_default().0.push(old);
    }
    for new in news.keys() {
        stems.entry(new.with_extension("")).or_default().1.push(new);
    }
    let pairs = stems.into_values().filter_map(|(olds, news)| match (&olds[..], &news[..]) {
        ([old], [new]) => Some(((*old).clone(), (*new).clone())),
        _ => None,
    });
    pairs.collect()
}

/// The result for a pair of files.
struct Outcome {
    report: String,
    notes: String,
    found: Option<Diff>,
    /// The side that has the file, if only one does.
    only: Option<OnlyIn>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum OnlyIn {
    Old,
    New,
}

fn one(args: &DiffArgs, sides: &Sides, look: Look) -> Result<Outcome, Problem> {
    let json = args.format == DiffFormat::Json;
    let (old, new) = match (&sides.old, &sides.new) {
        (Some(old), Some(new)) => (old, new),
        (old, new) => {
            let (only, side) =
                if old.is_some() { (OnlyIn::Old, "old") } else { (OnlyIn::New, "new") };
            let shown = old.as_ref().or(new.as_ref()).map_or("", |input| &input.shown);
            let report = match json {
                true => diff_report::only_json(side, shown),
                false => diff_report::only_text(look, side, shown),
            };
            return Ok(Outcome { report, notes: String::new(), found: None, only: Some(only) });
        }
    };
    let (first, second) = (old.read()?, new.read()?);
    let text = |input: &Input, bytes| {
        decode(bytes, &args.read.decoding()).map_err(|error| input.undecodable(&error))
    };
    let sources = (text(old, &first)?, text(new, &second)?);
    let reading = args.read.reading();
    let was = open_silently(&sources.0, old.name.as_deref(), &reading);
    let is = open_silently(&sources.1, new.name.as_deref(), &reading);
    let mut notes = String::new();
    for (input, file) in [(old, &was), (new, &is)] {
        if file.timeline.cues.is_empty() {
            notes += &format!("warning: no cue was read from `{}`\n", one_line(&input.shown));
        }
    }
    let found = diff(&was.timeline, &is.timeline, &options(args));
    let pair = Pair { old: (&old.shown, &was), new: (&new.shown, &is), diff: &found };
    let report = if json { diff_report::json(&pair) } else { diff_report::human(&pair, look) };
    Ok(Outcome { report, notes, found: Some(found), only: None })
}

fn options(args: &DiffArgs) -> DiffOptions {
    let is = |what| args.ignore.contains(&what);
    let ignore = Ignore {
        case: is(Ignored::Case),
        punctuation: is(Ignored::Punctuation),
        line_breaks: is(Ignored::LineBreaks),
        style: is(Ignored::Style),
        position: is(Ignored::Position),
        speakers: is(Ignored::Speakers),
        times: is(Ignored::Times),
    };
    DiffOptions { tolerance_ms: args.tolerance, ignore }
}

/// The totals of a run.
#[derive(Default)]
struct Total {
    equal: u64,
    different: u64,
    only: [u64; 2],
    kinds: [u64; ChangeKind::NAMES.len()],
    cues: u64,
    equal_cues: u64,
}

impl Total {
    fn add(&mut self, outcome: &Outcome) {
        match (&outcome.found, outcome.only) {
            (Some(found), _) if found.changes.is_empty() => self.equal += 1,
            (Some(_), _) => self.different += 1,
            (None, only) => self.only[usize::from(only == Some(OnlyIn::New))] += 1,
        }
        let Some(found) = &outcome.found else { return };
        self.cues += u64::from(found.cues.0);
        self.equal_cues += u64::from(found.equal);
        for change in &found.changes {
            let name = change.kind.name();
            let at = ChangeKind::NAMES.iter().position(|known| *known == name);
            self.kinds[at.unwrap_or_default()] += 1;
        }
    }

    fn files(&self) -> u64 {
        self.equal + self.different + self.only[0] + self.only[1]
    }

    fn is_equal(&self) -> bool {
        self.equal == self.files()
    }

    fn json(&self) -> String {
        let kinds: serde_json::Map<String, serde_json::Value> = ChangeKind::NAMES
            .iter()
            .zip(self.kinds)
            .map(|(name, count)| ((*name).to_owned(), count.into()))
            .collect();
        serde_json::json!({
            "pairs": self.equal + self.different,
            "equal": self.equal,
            "different": self.different,
            "only_old": self.only[0],
            "only_new": self.only[1],
            "changes": self.kinds.iter().sum::<u64>(),
            "kinds": kinds,
        })
        .to_string()
    }

    fn text(&self) -> String {
        let changes: u64 = self.kinds.iter().sum();
        let mut text = match changes {
            0 => "diff: no differences".to_owned(),
            _ => format!("diff: {}", count(changes, "difference", "differences")),
        };
        if changes > 0 {
            let kinds = ChangeKind::NAMES.iter().zip(self.kinds).filter(|(_, count)| *count > 0);
            let kinds: Vec<String> = kinds.map(|(name, count)| format!("{count} {name}")).collect();
            text += &format!(" ({})", kinds.join(", "));
        }
        if self.files() > 1 {
            let pairs = count(self.equal + self.different, "pair", "pairs");
            text += &format!(" in {} of {pairs} of files", self.different);
        }
        text += &format!("; {} of {} equal", self.equal_cues, count(self.cues, "cue", "cues"));
        for (side, only) in ["old", "new"].iter().zip(self.only).filter(|(_, only)| *only > 0) {
            text += &format!("; {} only in the {side} folder", count(only, "file", "files"));
        }
        text + "\n"
    }
}
