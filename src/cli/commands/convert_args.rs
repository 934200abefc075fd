//! The arguments of `cuesmith convert`. The comments here are the help texts.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::args::ReadArgs;
use crate::cli::args::values::{self, Losses, Target};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cuesmith convert talk.srt -o talk.vtt
  cuesmith convert talk.vtt --to srt > talk.srt
  cuesmith convert talk.dfxp -o talk.vtt --verify
  cuesmith convert talk.srt -o talk.dfxp --language en-US
  cuesmith convert talk.vtt -o talk.srt --deny-loss region,voice
  cuesmith convert talk.srt -o talk.vtt --for kaltura
  cuesmith convert talk.vtt -o talk.srt --losses json --losses-to losses.json
  cuesmith convert captions/ --to webvtt -o out/
  cuesmith convert *.dfxp -o '{stem}.{lang}.vtt'

The new file is UTF-8. What did not survive is listed on standard error. {stem} is the name of the
file without its extension, {lang} its language: that of --language, of the file, or of a name such
as talk.de.srt.

Exit codes: 0 done, 1 a denied loss or a difference that --verify found (nothing is
written), 2 wrong usage or a file that cannot be read or written.")]
pub(in crate::cli) struct ConvertArgs {
    /// Files, folders (searched for caption files), quoted patterns, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub(in crate::cli) inputs: Vec<PathBuf>,
    /// The new file; for several, a folder (out/) or a pattern with {stem}, {lang}, {ext}; or - for
    /// standard output. An existing file is replaced, an input never is [default: -]
    #[arg(short, long, value_name = "PATH")]
    pub(in crate::cli) output: Option<PathBuf>,
    /// The format to write: srt, webvtt, ttml or dfxp (TTML1, as DFXP files are), or imsc (IMSC 1.1
    /// text) [default: by the extension of --output]
    #[arg(long, value_name = "FORMAT", value_parser = values::target)]
    pub(in crate::cli) to: Option<Target>,
    /// Write so that every reader of this platform keeps the file whole
    #[arg(long = "for", value_enum, value_name = "PLATFORM", conflicts_with_all = ["positions", "ids"])]
    pub(in crate::cli) platform: Option<Platform>,
    /// How losses are listed
    #[arg(long, value_enum, default_value_t = LossFormat::Human, value_name = "HOW")]
    pub(in crate::cli) losses: LossFormat,
    /// List losses in this file instead of on standard error
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) losses_to: Option<PathBuf>,
    /// List the place of every loss, not only how many of each kind there are
    #[arg(short, long)]
    pub(in crate::cli) verbose: bool,
    /// Write nothing and exit with 1 if something of this kind would be lost: all, id, settings,
    /// region, style, class, ruby, voice, note, ... With commas, or several times
    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = values::losses)]
    pub(in crate::cli) deny_loss: Vec<Losses>,
    /// End lines with CR LF instead of LF
    #[arg(long)]
    pub(in crate::cli) crlf: bool,
    /// Write placements into SRT as `{\an8}` and the like; YouTube and Kaltura show that as text
    #[arg(long)]
    pub(in crate::cli) positions: bool,
    /// What becomes of speakers' names in SRT, which has no markup for them: left out, or written
    /// in front of the text as `NAME: `
    #[arg(long, value_enum, default_value_t = VoiceArg::Drop)]
    pub(in crate::cli) voice: VoiceArg,
    /// Which cue identifiers go into WebVTT: those that are more than a number from SRT, all, none
    #[arg(long, value_enum, default_value_t = IdsArg::Meaningful)]
    pub(in crate::cli) ids: IdsArg,
    /// The language that TTML says it is in where the file names none: en, pt-BR, ...
    #[arg(long, value_name = "CODE", value_parser = values::language)]
    pub(in crate::cli) language: Option<String>,
    /// Read the new file back and compare it with the old one in all that the losses do not speak of:
    /// times, words, looks, places, languages, ids. A difference is an error, and nothing is written
    #[arg(long)]
    pub(in crate::cli) verify: bool,
    /// Search hidden files too, and those that a .gitignore leaves out
    #[arg(long)]
    pub(in crate::cli) no_ignore: bool,
    #[command(flatten)]
    pub(in crate::cli) read: ReadArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum LossFormat {
    /// A summary by kind; with --verbose every place
    Human,
    /// One JSON document
    Json,
    /// Not at all
    None,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Platform {
    /// Kaltura: upload gate, served WebVTT, HLS segments, clip tool and player
    Kaltura,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum VoiceArg {
    Drop,
    Prefix,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum IdsArg {
    Meaningful,
    All,
    None,
}
