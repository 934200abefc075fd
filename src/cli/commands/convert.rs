//! `cuesmith convert`: converts files and lists what is lost.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::File;
use std::path::{Path, PathBuf};

use serde::Serialize;

pub(in crate::cli) use super::convert_args::ConvertArgs;
use super::convert_args::{IdsArg, LossFormat, Platform, VoiceArg};
use super::convert_stream::{LARGE, Request, stream};
use crate::cli::args::values;
use crate::cli::batch;
use crate::cli::exit::Exit;
use crate::cli::files::OutputFile;
use crate::cli::input::{self, Input};
use crate::cli::naming;
use crate::cli::output::{Failure, Kind, Out, complain, note, note_as, problem, usage};
use crate::cli::output_name;
use crate::cli::replace::{Content, Draft};
use crate::cli::search::{Inputs, collect, is_nothing};
use crate::cli::terminal::one_line;
use crate::convert::{self, Difference};
use crate::kaltura::{
    CaptionType, CompareOptions, CueOutcome, SafeOptions, compare, verify_safe, write_safe,
};
use crate::report::json::{self, Bytes, Problem, SCHEMA};
use crate::report::{Places, count};
use crate::source::{ColumnUnit, LineEnding, Source, decode};
use crate::timeline::{Converted, Loss, LossKind, Timeline};
use crate::{Format, Opened, ReadOptions, WriteOptions, open_silently, srt, ttml, webvtt};

/// Runs the subcommand.
pub(in crate::cli) fn run(args: &ConvertArgs, out: &mut Out) -> Result<Exit, Failure> {
    let name = args.read.stdin_filename.as_deref();
    let Inputs { files, mut problems } = collect(&args.inputs, name, args.no_ignore);
    if let Some(usage) = written_as_input(args, &files) {
        return Err(usage);
    }
    if is_nothing(&files, &problems) {
        return Ok(Exit::NoInput);
    }
    let place = Place::of(args, &files)?;
    let to = target_format(args, args.output.as_deref().filter(|_| place != Place::Stdout))?;
    let single = match (&place, &args.output) {
        (Place::File, Some(path)) => {
            output_name::check(path, to)?;
            Some(OutputFile::claim(path)?)
        }
        _ => None,
    };
    let job = Job {
        args,
        to,
        several: files.len() > 1,
        draft: match &single {
            Some(single) => Some(Some(single.path())),
            // A terminal gets text with its control characters escaped.
            None => (place != Place::Stdout || !out.is_terminal()).then_some(None),
        },
    };
    let losses_to = args.losses_to.as_deref().map(OutputFile::claim).transpose()?;
    let listed = Kind::of_report(args.losses == LossFormat::Json);
    let one_listing = losses_to.is_some() || (files.len() > 1 && listed == Kind::Data);
    let (mut listings, mut written, mut fails) = (Vec::new(), 0, false);
    batch::each(
        &files,
        |input| made(&job, input),
        |made| {
            let done = made.and_then(|made| {
                note(&made.before);
                if one_listing {
                    listings.push(made.listing);
                } else {
                    note_as(listed, &made.listing);
                }
                note(&made.refusal);
                if !made.refusal.is_empty() {
                    fails = true;
                    return Ok(None);
                }
                let target = match place {
                    Place::Each => {
                        let target = made.target?;
                        output_name::check(&target, to)?;
                        Some(OutputFile::claim(&target)?)
                    }
                    Place::Stdout | Place::File => None,
                };
                if let Some(target) = &target {
                    target.make_folder()?;
                }
                let mut document = made.document;
                if let Some(target) = target.as_ref().or(single.as_ref()) {
                    target.put(match &mut document {
                        Written::Text(text) => Content::Bytes(text.as_bytes()),
                        Written::Draft(draft) => Content::Draft(draft),
                    })?;
                }
                written += 1;
                Ok(Some((document, made.after)))
            });
            match done {
                Ok(Some((document, after))) => {
                    match document {
                        Written::Text(text) if place == Place::Stdout => out.data(&text)?,
                        Written::Draft(mut draft) if place == Place::Stdout => {
                            out.copy(draft.file())?;
                        }
                        Written::Text(_) | Written::Draft(_) => {}
                    }
                    note(&after);
                }
                Ok(None) => {}
                Err(problem) => {
                    complain(&problem);
                    problems.push(problem);
                }
            }
            Ok(())
        },
    )?;
    let listing = match listed {
        Kind::Data if files.len() > 1 => {
            let files: Vec<&str> = listings.iter().map(|listing| listing.trim_end()).collect();
            format!("{{\"schema\":{SCHEMA},\"files\":[\n{}\n]}}\n", files.join(",\n"))
        }
        _ => listings.concat(),
    };
    match losses_to {
        Some(target) => target.write(&listing)?,
        None if one_listing => note_as(listed, &listing),
        None => {}
    }
    if files.len() > 1 {
        note(&format!(
            "convert: wrote {written} of {}\n",
            count(files.len() as u64, "file", "files")
        ));
    }
    Ok(match (problems.is_empty(), fails) {
        (false, _) => Exit::Failure,
        (true, true) => Exit::Findings,
        (true, false) => Exit::Clean,
    })
}

/// Where the new files go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Stdout,
    /// One file, named by `--output`.
    File,
    /// `--output` is a folder or a pattern.
    Each,
}

impl Place {
    fn of(args: &ConvertArgs, files: &[Input]) -> Result<Self, Failure> {
        let place = match &args.output {
            None => Self::Stdout,
            Some(path) if path.as_os_str() == "-" => Self::Stdout,
            Some(path) if naming::is_plain_file(path) => Self::File,
            Some(_) => Self::Each,
        };
        if files.len() > 1 && place != Self::Each {
            let message = format!("{} input files but only one output file", files.len());
            return Err(usage(message, "pass a folder (-o out/) or a pattern (-o '{stem}.{ext}')"));
        }
        Ok(place)
    }
}

/// `cuesmith convert a.srt b.vtt`, as in other tools: the second file does not exist yet.
fn written_as_input(args: &ConvertArgs, files: &[Input]) -> Option<Failure> {
    let ([from, to], [_], None) = (&*args.inputs, files, &args.output) else { return None };
    Format::from_path(to.to_str()?).filter(|_| !to.exists())?;
    let (from, to) = (from.display(), to.display());
    let help = format!("to create it, run cuesmith convert {from} -o {to}");
    Some(usage(format!("`{to}` does not exist"), help))
}

/// The settings of the run, shared by all files.
struct Job<'a> {
    args: &'a ConvertArgs,
    to: Format,
    /// Whether messages begin with the name of the file.
    several: bool,
    /// Whether large files may be converted piece by piece, and the file that the result may become.
    draft: Option<Option<&'a Path>>,
}

impl Job<'_> {
    /// The beginning of a message about a file.
    fn about(&self, input: &Input) -> String {
        if self.several { format!("{}: ", one_line(&input.shown)) } else { String::new() }
    }

    /// Whether large files are converted piece by piece: when no option needs the whole file, or the place of each
    /// loss.
    fn streams(&self) -> bool {
        let args = self.args;
        let are_counted = match args.losses {
            LossFormat::Human => !args.verbose,
            LossFormat::Json => false,
            LossFormat::None => true,
        };
        self.draft.is_some()
            && are_counted
            && args.platform.is_none()
            && !args.verify
            && args.read.encoding.is_none()
    }
}

/// The result for one file.
struct Made {
    /// For people, before the losses.
    before: String,
    listing: String,
    /// Why the file is not written; empty if it is.
    refusal: String,
    document: Written,
    /// The output path, if each file has its own.
    target: Result<PathBuf, Problem>,
    /// For people, once it is written.
    after: String,
}

/// A new file.
enum Written {
    Text(String),
    Draft(Draft),
}

fn made(job: &Job<'_>, input: &Input) -> Result<Made, Problem> {
    let &Job { args, to, .. } = job;
    let bytes = match job.streams() {
        true => match input.read_large(LARGE)? {
            input::Content::Bytes(bytes) => bytes,
            input::Content::Large(mut large) => match streamed(job, input, large.file())? {
                Some(made) => return Ok(made),
                None => large.read(input)?,
            },
        },
        false => input.read()?,
    };
    let source = decode(&bytes, &args.read.decoding()).map_err(|e| input.undecodable(&e))?;
    let file = open_silently(&source, input.name.as_deref(), &args.read.reading());
    let timeline = &file.timeline;
    let before = before(input, timeline.cues.len());
    let mut converted = converted(args, timeline, to);
    convert::add_unmapped_losses(&file, to, &mut converted);
    let losses = &converted.losses;
    let counts = counts(losses);
    let mut refusal = refusal(job, input, &counts);
    if refusal.is_empty() && args.verify {
        refusal = unverified(job, input, &file, &converted);
    }
    Ok(Made {
        before,
        listing: match args.losses {
            LossFormat::None => String::new(),
            LossFormat::Json => as_json(&input.shown, to, &source, losses),
            LossFormat::Human => as_text(job, input, &counts, Some((&source, losses))),
        },
        target: named(args, to, input, timeline.language.as_deref()),
        after: match args.platform {
            Some(_) if refusal.is_empty() => not_kept(&converted.document, to),
            _ => String::new(),
        },
        refusal,
        document: Written::Text(converted.document),
    })
}

/// [`made`] for a large file, piece by piece; `None` if it can only be converted as a whole.
fn streamed(job: &Job<'_>, input: &Input, file: &mut File) -> Result<Option<Made>, Problem> {
    let &Job { args, to, .. } = job;
    let request = Request {
        name: input.name.as_deref(),
        to,
        reading: args.read.reading(),
        writing: options(args),
        target: job.draft.flatten(),
    };
    let Some((stream, draft)) = stream(file, request)? else { return Ok(None) };
    let counts = stream.losses();
    Ok(Some(Made {
        before: before(input, stream.cues()),
        listing: match args.losses {
            LossFormat::Human => as_text(job, input, counts, None),
            LossFormat::Json | LossFormat::None => String::new(),
        },
        target: named(args, to, input, stream.language()),
        after: String::new(),
        refusal: refusal(job, input, counts),
        document: Written::Draft(draft),
    }))
}

fn before(input: &Input, cues: usize) -> String {
    match cues {
        0 => format!("warning: no cue was read from `{}`\n", one_line(&input.shown)),
        _ => String::new(),
    }
}

/// Why a file is not written that loses something: empty unless `--deny-loss` forbids it.
fn refusal(job: &Job<'_>, input: &Input, counts: &Counts) -> String {
    let is_denied = |kind| job.args.deny_loss.iter().any(|some| some.0.contains(kind));
    let names: Vec<&str> =
        counts.keys().filter(|kind| is_denied(kind)).map(|kind| kind.name()).collect();
    if names.is_empty() {
        return String::new();
    }
    let (about, names) = (job.about(input), names.join(", "));
    format!("error: {about}nothing was written: --deny-loss forbids the loss of {names}\n")
}

/// The name of the new file in the folder or by the pattern of `--output`.
fn named(
    args: &ConvertArgs,
    to: Format,
    input: &Input,
    language: Option<&str>,
) -> Result<PathBuf, Problem> {
    let output = args.output.as_deref().unwrap_or(Path::new(""));
    let path = Path::new(input.name.as_deref().unwrap_or("stdin"));
    let (pattern, folder) = match output.to_str().filter(|_| naming::is_pattern(output)) {
        Some(pattern) => (pattern, PathBuf::new()),
        None => ("{stem}.{ext}", output.join(&input.below)),
    };
    let mut stem = naming::stem(path).unwrap_or_default();
    let mut language = args.language.as_deref().or(language).map(str::to_owned);
    // `talk.de.srt` is `talk` in German.
    if pattern.contains("{lang}")
        && let Some((name, tag)) = stem.rsplit_once('.')
        && is_language(tag)
        && language.as_deref().is_none_or(|known| known.eq_ignore_ascii_case(tag))
    {
        language = Some(tag.to_owned());
        stem = name.to_owned();
    }
    let values = [
        ("stem", Some(stem)),
        ("lang", language),
        ("ext", Some(args.to.map_or(to.extension(), |to| to.extension).to_owned())),
    ];
    let name = naming::expand(pattern, &values).map_err(|error| {
        problem(&input.shown, format!("cannot name the output for `{}`: {error}", input.shown), "")
    })?;
    Ok(folder.join(name))
}

/// Whether part of a file name looks like a language code: `de`, `pt-BR`.
fn is_language(tag: &str) -> bool {
    let primary = tag.split(['-', '_']).next().unwrap_or_default();
    (2..=3).contains(&primary.len()) && values::language(tag).is_ok()
}

/// The differences that `--verify` finds in the new file.
fn unverified(
    &Job { args, to, .. }: &Job<'_>,
    input: &Input,
    file: &Opened<'_>,
    converted: &Converted<String>,
) -> String {
    let found = match args.platform {
        None => convert::verify(&file.timeline, converted, to, &options(args)),
        Some(Platform::Kaltura) => verify_safe(&file.timeline, converted, to, &safe_options(args)),
    };
    if found.is_empty() { String::new() } else { differences(&input.shown, file.source, &found) }
}

fn converted(args: &ConvertArgs, timeline: &Timeline<'_>, to: Format) -> Converted<String> {
    match args.platform {
        None => crate::raise(timeline, to, &options(args)),
        Some(Platform::Kaltura) => write_safe(timeline, to, &safe_options(args)),
    }
}

fn safe_options(args: &ConvertArgs) -> SafeOptions {
    let write = options(args);
    SafeOptions { voice: write.srt.voice, write, ..SafeOptions::default() }
}

/// The warning about a file that some parser still does not keep completely, as it is too large or longer
/// than a day.
fn not_kept(text: &str, to: Format) -> String {
    let source = Source::from_text(text);
    let reading = ReadOptions { format: Some(to), ..ReadOptions::default() };
    let timeline = open_silently(&source, None, &reading).timeline;
    let compared = compare(&source, &timeline, CaptionType::of(to), &CompareOptions::default());
    let views = compared.views.iter().filter(|view| !view.fates.iter().all(CueOutcome::is_whole));
    let names: Vec<&str> = views.map(|view| view.reader.name()).collect();
    if names.is_empty() {
        return String::new();
    }
    format!(
        "warning: some cues are not kept by {}\n  help: run cuesmith simulate to list them\n",
        names.join(", ")
    )
}

fn target_format(args: &ConvertArgs, target: Option<&Path>) -> Result<Format, Failure> {
    let by_name = || target.and_then(Path::to_str).and_then(Format::from_path);
    let by_name = || by_name().filter(|format| format.can_write());
    args.to.map(|to| to.format).or_else(by_name).ok_or_else(|| {
        let what = match target {
            Some(path) => format!("cannot infer the output format from `{}`", path.display()),
            None => "no output format given".to_owned(),
        };
        usage(what, "pass --to srt, webvtt, dfxp or imsc")
    })
}

fn options(args: &ConvertArgs) -> WriteOptions {
    let line_ending = if args.crlf { LineEnding::CrLf } else { LineEnding::Lf };
    WriteOptions {
        srt: srt::WriteOptions {
            line_ending,
            voice: match args.voice {
                VoiceArg::Drop => srt::Voice::Drop,
                VoiceArg::Prefix => srt::Voice::Prefix,
            },
            positions: args.positions,
        },
        webvtt: webvtt::WriteOptions {
            keep_ids: match args.ids {
                IdsArg::Meaningful => webvtt::Ids::Meaningful,
                IdsArg::All => webvtt::Ids::All,
                IdsArg::None => webvtt::Ids::None,
            },
            line_ending,
        },
        ttml: ttml::WriteOptions {
            flavour: args.to.map_or_else(Default::default, |to| to.flavour),
            language: args.language.as_deref().unwrap_or_default().replace('_', "-"),
            line_ending,
        },
    }
}

/// The differences that `--verify` found, with their locations.
fn differences(shown: &str, source: &Source<'_>, found: &[Difference]) -> String {
    let index = Places::new(&source.text, ColumnUnit::Utf16);
    let mut out =
        String::from("error: nothing was written: the new file differs from the original\n");
    let shown = one_line(shown);
    for difference in found {
        let at = index.position(difference.span.start);
        let _ =
            writeln!(out, "{shown}:{}:{}: {}", at.line, at.column, one_line(&difference.message));
    }
    out
}

type Counts = BTreeMap<LossKind, usize>;

fn counts(losses: &[Loss]) -> Counts {
    let mut counts = BTreeMap::new();
    for loss in losses {
        *counts.entry(loss.kind).or_default() += 1;
    }
    counts
}

fn as_text(
    job: &Job<'_>,
    input: &Input,
    counts: &Counts,
    each: Option<(&Source<'_>, &[Loss])>,
) -> String {
    if counts.is_empty() {
        return String::new();
    }
    let kinds: Vec<String> = counts.iter().map(|(kind, n)| kind.counted(*n)).collect();
    let mut out = String::new();
    let _ = writeln!(
        out,
        "{}lost in the conversion to {}: {}",
        job.about(input),
        job.to.title(),
        kinds.join(", ")
    );
    let Some((source, losses)) = each.filter(|_| job.args.verbose) else {
        out.push_str("  help: pass --verbose to list the location of each\n");
        return out;
    };
    let index = Places::new(&source.text, ColumnUnit::Utf16);
    let shown = one_line(&input.shown);
    for loss in losses {
        let at = index.position(loss.span.start);
        let kind = loss.kind.name();
        let _ =
            writeln!(out, "{shown}:{}:{}: {kind}: {}", at.line, at.column, one_line(&loss.message));
    }
    out
}

/// The ledger as JSON. Columns count UTF-16 code units.
#[derive(Serialize)]
struct Ledger<'a> {
    schema: u32,
    path: &'a str,
    to: &'static str,
    counts: BTreeMap<&'static str, usize>,
    losses: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    kind: &'static str,
    message: &'a str,
    span: Bytes,
    start: json::Place,
    #[serde(skip_serializing_if = "Option::is_none")]
    cue: Option<u32>,
}

fn as_json(shown: &str, to: Format, source: &Source<'_>, losses: &[Loss]) -> String {
    let index = Places::new(&source.text, ColumnUnit::Utf16);
    let entries = losses.iter().map(|loss| {
        let at = index.position(loss.span.start);
        Entry {
            kind: loss.kind.name(),
            message: &loss.message,
            span: loss.span.into(),
            start: json::Place { line: at.line, col: at.column },
            cue: loss.cue,
        }
    });
    let ledger = Ledger {
        schema: SCHEMA,
        path: shown,
        to: to.name(),
        counts: counts(losses).into_iter().map(|(kind, n)| (kind.name(), n)).collect(),
        losses: entries.collect(),
    };
    // Plain data with string keys always serializes.
    serde_json::to_string(&ledger).unwrap_or_default() + "\n"
}
