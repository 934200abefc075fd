//! The arguments of `cuesmith deliver`. The comments here are the help texts.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::args::ReadArgs;
use crate::cli::args::aligned::AlignedArgs;
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

A single file is for the task of the order, or the task of --task-id. Several files and folders are
matched with the tasks of the order by the task id, entry id and language in their names, or by the
pattern of --map. Patterns take {taskId}, {entryId}, {lang} (fr), {language} (French),
{service}, {ext}, in --source also {stem}, and in --output {stem}.

The output is the fields of captionAsset.add and of entryVendorTask.updateJob. Add the asset, check that
it is READY, write its id to outputObjectId, then update the job: the job's access key expires then.

Exit codes: 0 written, 1 errors are left or REACH asks vendors to fail the job (the file is not
written without --force), 2 wrong usage or a file that cannot be read or written, 3 no file belongs to a task.")]
pub(in crate::cli) struct DeliverArgs {
    /// Caption files, folders, quoted patterns, or - for standard input
    #[arg(required_unless_present = "map", value_name = "PATH")]
    pub(super) inputs: Vec<PathBuf>,
    /// Output file, or - for standard output (the fields then go to standard error). For several
    /// tasks a folder, or a pattern: out/{entryId}.{lang}.{ext}. Existing files are overwritten,
    /// inputs never
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: PathBuf,
    /// Name of the file of each task, with placeholders: {entryId}.{lang}.srt. It is searched among
    /// the given files, or as a path
    #[arg(long, value_name = "PATTERN")]
    pub(super) map: Option<String>,
    #[command(flatten)]
    pub(super) order: OrderArgs,
    /// Split cues that do not fit into their lines
    #[arg(long)]
    pub(super) split: bool,
    /// Write the file even if the check finds errors
    #[arg(long)]
    pub(super) force: bool,
    /// Output format of the fields
    #[arg(long, value_enum, default_value_t = DeliverFormat::Human)]
    pub(super) format: DeliverFormat,
    /// Language of the text, by Kaltura's name (English, French) or its code [default: from the
    /// order]
    #[arg(long, value_name = "NAME", value_parser = platform_language)]
    pub(super) language_name: Option<String>,
    /// Label in the player's menu [default: from the asset, else the language]
    #[arg(long, value_name = "TEXT", value_parser = menu_label)]
    pub(super) label: Option<String>,
    /// Accuracy as a whole percentage [default: from the asset or task]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(0..=100))]
    pub(super) accuracy: Option<u8>,
    #[command(flatten)]
    pub(super) pair: PairArgs,
    #[command(flatten)]
    pub(super) aligned: AlignedArgs,
    #[command(flatten)]
    pub(super) read: ReadArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum DeliverFormat {
    /// What was done, and the fields as JSON and as form fields; for several tasks only what was
    /// done
    Human,
    /// One JSON document
    Json,
    /// Form fields only, one per line (captionAsset[usage]=1), with a blank line between calls
    Form,
}

/// A language of Kaltura's list by name or code.
fn platform_language(text: &str) -> Result<String, String> {
    if is_language_name(text, false) {
        return Ok(text.to_owned());
    }
    let meant = language_name(text).map(str::to_owned);
    meant.ok_or_else(|| {
        format!("unknown language `{text}`: use a name of Kaltura's list, such as English")
    })
}

/// A label that does not end the line of a playlist or of a form (JOB009).
fn menu_label(text: &str) -> Result<String, String> {
    match text.chars().find(|c| c.is_control() || *c == '"') {
        None => Ok(text.to_owned()),
        Some(c) => Err(format!("a label with {c:?} breaks the playlist: remove the character")),
    }
}
