//! `cuesmith convert`: another format, and the ledger of what was lost.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use serde::Serialize;

pub(in crate::cli) use super::convert_args::ConvertArgs;
use super::convert_args::{IdsArg, LossFormat, Platform, VoiceArg};
use crate::cli::exit::Exit;
use crate::cli::files::OutputFile;
use crate::cli::input::Input;
use crate::cli::output::{Failure, Kind, Out, note, note_as, usage};
use crate::cli::terminal::one_line;
use crate::convert::{self, Difference};
use crate::kaltura::{
    CaptionType, CompareOptions, CueOutcome, SafeOptions, compare, verify_safe, write_safe,
};
use crate::report::Places;
use crate::report::json::{Bytes, Place, SCHEMA};
use crate::source::{ColumnUnit, LineEnding, Source, decode};
use crate::timeline::{Converted, Loss, LossKind, Timeline};
use crate::{Format, ReadOptions, WriteOptions, open_silently, srt, ttml, webvtt};

/// Runs the subcommand.
pub(in crate::cli) fn run(args: &ConvertArgs, out: &mut Out) -> Result<Exit, Failure> {
    let input = Input::of(&args.input, args.read.stdin_filename.as_deref());
    let target = OutputFile::of(args.output.as_deref())?;
    let to = target_format(args, target.as_ref().map(OutputFile::path))?;
    let losses_to = args.losses_to.as_deref().map(OutputFile::claim).transpose()?;
    let bytes = input.read()?;
    let source = decode(&bytes, &args.read.decoding()).map_err(|e| input.undecodable(&e))?;
    let file = open_silently(&source, input.name.as_deref(), &args.read.reading());
    let timeline = &file.timeline;
    if timeline.cues.is_empty() {
        note(&format!("warning: no cue was read from `{}`\n", input.shown));
    }
    let mut converted = converted(args, timeline, to);
    convert::add_unmapped_losses(&file, to, &mut converted);
    let losses = &converted.losses;
    let denied = denied(args, losses);
    let listing = match args.losses {
        LossFormat::None => String::new(),
        LossFormat::Json => as_json(&input.shown, to, &source, losses),
        LossFormat::Human => as_text(&input.shown, to, &source, losses, args.verbose),
    };
    match losses_to {
        Some(target) => target.write(&listing)?,
        None => note_as(Kind::of_report(args.losses == LossFormat::Json), &listing),
    }
    if !denied.is_empty() {
        let names: Vec<&str> = denied.iter().map(|kind| kind.name()).collect();
        note(&format!(
            "error: nothing was written: --deny-loss forbids losing {}\n",
            names.join(", ")
        ));
        return Ok(Exit::Findings);
    }
    if args.verify {
        let found = match args.platform {
            None => convert::verify(timeline, &converted, to, &options(args)),
            Some(Platform::Kaltura) => verify_safe(timeline, &converted, to, &safe_options(args)),
        };
        if !found.is_empty() {
            note(&differences(&input.shown, &source, &found));
            return Ok(Exit::Findings);
        }
    }
    match target {
        Some(target) => target.write(&converted.document)?,
        None => out.content(&converted.document)?,
    }
    if args.platform.is_some() {
        note(&not_kept(&converted.document, to));
    }
    Ok(Exit::Clean)
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

/// What to say of a file that some reader does not keep whole after all: it is too large, or reaches
/// over a day.
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
        "warning: not every cue is kept by: {}\n  help: cuesmith simulate says which\n",
        names.join(", ")
    )
}

fn target_format(args: &ConvertArgs, target: Option<&Path>) -> Result<Format, Failure> {
    let by_name = || target.and_then(Path::to_str).and_then(Format::from_path);
    let by_name = || by_name().filter(|format| format.can_write());
    args.to.map(|to| to.format).or_else(by_name).ok_or_else(|| {
        let what = match target {
            Some(path) => format!("the extension of `{}` names no format", path.display()),
            None => "the format to write is not given".to_owned(),
        };
        usage(what, "say --to srt, webvtt, dfxp or imsc")
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

/// What `--verify` found, with the place of each.
fn differences(shown: &str, source: &Source<'_>, found: &[Difference]) -> String {
    let index = Places::new(&source.text, ColumnUnit::Utf16);
    let mut out = String::from("error: nothing was written: the new file does not say the same\n");
    let shown = one_line(shown);
    for difference in found {
        let at = index.position(difference.span.start);
        let _ =
            writeln!(out, "{shown}:{}:{}: {}", at.line, at.column, one_line(&difference.message));
    }
    out
}

/// The kinds that were lost although they must not be.
fn denied(args: &ConvertArgs, losses: &[Loss]) -> Vec<LossKind> {
    let is_denied = |kind| args.deny_loss.iter().any(|some| some.0.contains(&kind));
    counts(losses).into_keys().filter(|kind| is_denied(*kind)).collect()
}

fn counts(losses: &[Loss]) -> BTreeMap<LossKind, usize> {
    let mut counts = BTreeMap::new();
    for loss in losses {
        *counts.entry(loss.kind).or_default() += 1;
    }
    counts
}

fn as_text(shown: &str, to: Format, source: &Source<'_>, losses: &[Loss], places: bool) -> String {
    if losses.is_empty() {
        return String::new();
    }
    let kinds: Vec<String> =
        counts(losses).iter().map(|(kind, n)| format!("{n} {}", kind.name())).collect();
    let mut out = String::new();
    let _ = writeln!(out, "lost in {}: {}", to.title(), kinds.join(", "));
    if !places {
        out.push_str("  help: --verbose lists every place\n");
        return out;
    }
    let index = Places::new(&source.text, ColumnUnit::Utf16);
    let shown = one_line(shown);
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
    start: Place,
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
            start: Place { line: at.line, col: at.column },
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
    // Plain data with string keys always serialises.
    serde_json::to_string(&ledger).unwrap_or_default() + "\n"
}
