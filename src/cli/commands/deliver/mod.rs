//! `cuesmith deliver`: turns an order and a caption file into the file to send and the fields to send
//! with it.
//!
//! The file is converted to the ordered format, so that every parser of the platform keeps it, and
//! changed as the order asks. It is then checked with the order's preset, and written only if no error
//! remains. `prepare` does this for one task and one file and writes nothing; `batch` does it for many
//! tasks and files, which `pairing` matches.

mod args;
mod batch;
mod findings;
mod pairing;
mod prepare;
mod report;
mod steps;

use std::path::Path;

pub(in crate::cli) use args::DeliverArgs;
use args::DeliverFormat;

use crate::cli::args::Color;
use crate::cli::exit::Exit;
use crate::cli::files::OutputFile;
use crate::cli::input::Input;
use crate::cli::naming;
use crate::cli::output::{Failure, Kind, Out, note, note_as, usage};
use prepare::{Job, no_order, prepare};

/// Runs the subcommand.
pub(in crate::cli) fn run(
    args: &DeliverArgs,
    color: Color,
    out: &mut Out,
) -> Result<Exit, Failure> {
    let Some(input) = one_file(args) else { return batch::run(args, color, out) };
    let loaded = args.order.load([input])?;
    let (order, chosen) = loaded.ok_or_else(no_order)?;
    let input = Input::of(input, args.read.stdin_filename.as_deref());
    let target = OutputFile::of(Some(&args.output))?;
    let source = args.pair.source().map(Path::to_owned);
    if source.as_deref().is_some_and(|path| path.as_os_str() == "-") && input.path.is_none() {
        return Err(usage(
            "standard input cannot be both the file and its source",
            "pass a file for one of them",
        ));
    }
    let made = prepare(args, color, Job { order, chosen, input, target, source })?;
    note_as(Kind::Painted, &made.findings);
    if made.refusal.is_none() {
        match &made.target {
            Some(target) => target.write(&made.deliverable.text)?,
            None => out.data(&made.deliverable.text)?,
        }
    }
    let text = match args.format {
        DeliverFormat::Human => made.as_text(),
        DeliverFormat::Form => made.as_form(),
        DeliverFormat::Json => made.as_json() + "\n",
    };
    if args.format == DeliverFormat::Form {
        note(&made.as_notes());
    }
    let kind = Kind::of_report(args.format != DeliverFormat::Human);
    match (&made.target, &made.refusal) {
        (None, None) => note_as(kind, &text),
        _ => out.put(kind, &text)?,
    }
    let Some(refusal) = made.refused() else { return Ok(Exit::Clean) };
    out.flush()?;
    note(&format!("error: {refusal}"));
    Ok(Exit::Findings)
}

/// The input of a run with one task, whose output is the file `--output`.
fn one_file(args: &DeliverArgs) -> Option<&Path> {
    let [input] = args.inputs.as_slice() else { return None };
    let many = args.map.is_some()
        || input.is_dir()
        || naming::is_pattern(&args.output)
        || naming::is_folder(&args.output)
        || !input.exists() && input.as_os_str() != "-" && input.to_string_lossy().contains('*');
    (!many).then_some(input)
}
