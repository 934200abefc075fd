//! `cuesmith reflow`: rewraps lines to a maximum length, at phrase boundaries.

use clap::Args;
use serde_json::{Map, Value, json};

use crate::Opened;
use crate::cli::args::{WidthArg, values};
use crate::cli::edit::{self, EditArgs, Edited, ReportedChange};
use crate::cli::exit::Exit;
use crate::cli::output::{Failure, Out};
use crate::reflow::{self, Options, Overflow, Unresolved, capabilities};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cuesmith reflow talk.srt > new.srt
  cuesmith reflow --max-chars 32 --diff talk.vtt | less
  cuesmith reflow --all --language fr -i captions/
  cuesmith reflow --width east-asian --max-chars 32 --format json talk.ja.ttml

BreakOnly white space and line breaks change: words, times and markup stay. Speakers (dashes,
>>, NAME:, <v>), songs and sound labels keep their own lines.

Exit codes: 0 done, 1 a cue is still over a limit (or --diff would change something),
2 wrong usage or a file that cannot be read or written, 3 no input file.")]
pub(in crate::cli) struct ReflowArgs {
    /// Maximum line length
    #[arg(long, value_name = "N", default_value_t = 42, value_parser = clap::value_parser!(u32).range(1..=1000))]
    max_chars: u32,
    /// Maximum number of lines in a cue
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u32).range(1..=16))]
    max_lines: u32,
    /// Unit of --max-chars
    #[arg(long, value_enum, default_value_t = WidthArg::Graphemes)]
    width: WidthArg,
    /// Rewrap every cue, not only those over a limit
    #[arg(long)]
    all: bool,
    /// Language of the files (en, pt-BR), whose articles, prepositions and names are kept together
    /// with their words. Supported: de en es fr it nl pt [default: from the file or its name]
    #[arg(long, value_name = "CODE")]
    language: Option<String>,
    /// Split cues that do not fit into their lines, preferably at ends of sentences, instead of
    /// reporting them
    #[arg(long)]
    split: bool,
    /// With --split: minimum duration of a part, in milliseconds (833) or seconds (0.8s)
    #[arg(long, value_name = "TIME", default_value = "833", value_parser = values::short_time)]
    min_duration: i64,
    /// With --split: gap between parts, in milliseconds or seconds
    #[arg(long, value_name = "TIME", default_value = "0", value_parser = values::short_time)]
    min_gap: i64,
    #[command(flatten)]
    files: EditArgs,
}

impl ReflowArgs {
    /// The files, and where the result goes.
    #[cfg(test)]
    pub(in crate::cli) const fn edit(&self) -> &EditArgs {
        &self.files
    }
}

/// Runs the subcommand.
pub(in crate::cli) fn run(args: &ReflowArgs, out: &mut Out) -> Result<Exit, Failure> {
    edit::run(&args.files, "reflow", &|file, _| Ok(reflowed(args, file)), out)
}

fn reflowed(args: &ReflowArgs, file: &Opened<'_>) -> Edited {
    let said = args.language.clone().or_else(|| file.language().map(str::to_owned));
    let options = Options {
        max_chars: args.max_chars,
        max_lines: args.max_lines,
        width: args.width.into(),
        all: args.all,
        language: said,
        overflow: if args.split {
            Overflow::Split { min_duration: args.min_duration, min_gap: args.min_gap }
        } else {
            Overflow::Report
        },
    };
    let done = reflow::reflow(file, &options);
    let mut edited = Edited { account: done.account(&file.timeline), ..Edited::default() };
    if let Some(language) = &options.language
        && let Some(missing) = capabilities(language).missing()
    {
        edited.remarks.push(format!("for `{language}` this build has {missing}"));
    }
    done.edits.into_iter().for_each(|edit| edited.edits.push(edit));
    for change in done.changes {
        edited.fails |= change.left.is_some();
        edited.changes.extend(records(&change, &options));
    }
    edited
}

/// What was done to a cue, and what remains to be done.
fn records(change: &reflow::ReflowedCue, options: &Options) -> Vec<ReportedChange> {
    let number = change.cue + 1;
    let record = |kind, message, open| ReportedChange {
        kind,
        message,
        span: change.span,
        cue: Some(change.cue),
        before: change.before.clone(),
        after: change.after.clone(),
        open,
        data: measured(change),
    };
    let mut records = Vec::new();
    let parts = change.parts.len();
    let after = change.after.replace("\n\n", " // ").replace('\n', " / ");
    if parts > 0 {
        records.push(record("split", format!("cue {number} into {parts} parts: {after}"), false));
    } else if change.before != change.after {
        records.push(record("break", format!("cue {number}: {after}"), false));
    }
    if let Some(left) = change.left {
        let (lines, widest) = (change.lines, change.widest);
        let needs =
            || format!("the text needs {lines} lines, but the maximum is {}", options.max_lines);
        let why = match left {
            Unresolved::TooManyLines => needs(),
            Unresolved::TooShort => format!("{}, and the cue is too short to split", needs()),
            Unresolved::CannotSplit => {
                format!("{}, and its markup cannot be split", needs())
            }
            Unresolved::NoPlaceToBreak => format!(
                "a line of {widest} characters cannot be broken, but the maximum is {}",
                options.max_chars
            ),
            Unresolved::Shared => {
                "the cue shares its paragraph with other cues: not changed".to_owned()
            }
            Unresolved::ReadsOtherwise => {
                "rewrapped, its text would be read as a tag, a number or a timing line".to_owned()
            }
        };
        records.push(record("over-limit", format!("cue {number}: {why}"), true));
    }
    records
}

fn measured(change: &reflow::ReflowedCue) -> Map<String, Value> {
    let mut data = Map::new();
    data.insert("lines".to_owned(), change.lines.into());
    data.insert("widest".to_owned(), change.widest.into());
    if !change.parts.is_empty() {
        let times = change.parts.iter().map(|part| json!([part.start.0, part.end.0]));
        data.insert("parts_ms".to_owned(), times.collect());
    }
    data
}
