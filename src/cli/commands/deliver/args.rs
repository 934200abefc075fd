//! The arguments of `cuesmith deliver`. The comments here are the help texts.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::args::ReadArgs;
use crate::cli::args::order::OrderArgs;
use crate::cli::args::pair::PairArgs;
use crate::kaltura::{is_language_name, language_name};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cuesmith deliver --order jobs.json --task-id 9001 talk.srt -o talk.vtt
  cuesmith deliver --order jobs.json --task-id 9001 --format form talk.srt -o talk.vtt > fields.txt
  cuesmith deliver --order jobs.json done/ -o out/
  cuesmith deliver --order jobs.json --map 'done/{entryId}.{lang}.srt' -o 'out/{taskId}.{ext}'
  cuesmith deliver --order order.json --source talk.srt talk.fr.srt -o out.srt

One file is for the task of the order, or the one that --task-id names. Several files and folders
are put together with the tasks of the order by the task id, entry id and language in their names, or
with --map by a pattern. Patterns take {taskId}, {entryId}, {lang} (fr), {language} (French),
{service}, {ext}, in --source also {stem}, and in --output {stem}.

Printed are the fields of captionAsset.add and those of entryVendorTask.updateJob. Add the asset and
see that it is READY, put its id into outputObjectId, then update the job: its access key ends then.

Exit codes: 0 written, 1 an error is left or the job must be failed (that file is not written without
--force), 2 wrong usage or a file that cannot be read or written, 3 no file belongs to a task.")]
pub(in crate::cli) struct DeliverArgs {
    /// Caption files, folders, quoted patterns, or - for standard input
    #[arg(required_unless_present = "map", value_name = "PATH")]
    pub(super) inputs: Vec<PathBuf>,
    /// The file to deliver, or - for standard output; the fields go to standard error then. For
    /// several tasks a folder, or a pattern: out/{entryId}.{lang}.{ext}. An existing file is replaced;
    /// an input never is
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: PathBuf,
    /// The name of a task's file, with placeholders: {entryId}.{lang}.srt. It is looked for among the
    /// files given, or where it says
    #[arg(long, value_name = "PATTERN")]
    pub(super) map: Option<String>,
    #[command(flatten)]
    pub(super) order: OrderArgs,
    /// Split cues in time that hold more than their lines can take
    #[arg(long)]
    pub(super) split: bool,
    /// Write the file although the check finds errors
    #[arg(long)]
    pub(super) force: bool,
    /// How the fields are printed
    #[arg(long, value_enum, default_value_t = DeliverFormat::Human)]
    pub(super) format: DeliverFormat,
    /// Name of the language of the text as the platform calls it (English, French), or its code
    /// [default: that of the order]
    #[arg(long, value_name = "NAME", value_parser = platform_language)]
    pub(super) language_name: Option<String>,
    /// What the player's menu shows [default: that of the asset, else the language]
    #[arg(long, value_name = "TEXT", value_parser = menu_label)]
    pub(super) label: Option<String>,
    /// Accuracy in whole percent [default: that of the asset or task]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(0..=100))]
    pub(super) accuracy: Option<u8>,
    #[command(flatten)]
    pub(super) pair: PairArgs,
    #[command(flatten)]
    pub(super) read: ReadArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum DeliverFormat {
    /// What was done, the fields as JSON and as form fields; for several tasks only what was done
    Human,
    /// One JSON document with all of it
    Json,
    /// The form fields only, one a line (captionAsset[usage]=1), a blank line between two calls
    Form,
}

/// A language of the platform by name or code.
fn platform_language(text: &str) -> Result<String, String> {
    if is_language_name(text, false) {
        return Ok(text.to_owned());
    }
    let meant = language_name(text).map(str::to_owned);
    meant.ok_or_else(|| format!("`{text}` is no language of the platform: write it as English"))
}

/// A label that does not end the line of a playlist or of a form (JOB009).
fn menu_label(text: &str) -> Result<String, String> {
    match text.chars().find(|c| c.is_control() || *c == '"') {
        None => Ok(text.to_owned()),
        Some(c) => Err(format!("a label with {c:?} breaks the playlist: leave it out")),
    }
}
