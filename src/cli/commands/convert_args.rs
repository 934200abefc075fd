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

The output is UTF-8. Losses are listed on standard error. {stem} is the name of the input without its
extension, {lang} its language: from --language, from the file, or from a name such as talk.de.srt.

Exit codes: 0 done, 1 a denied loss or a difference that --verify found (nothing is
written), 2 wrong usage or a file that cannot be read or written.")]
pub(in crate::cli) struct ConvertArgs {
    /// Files, folders (searched for caption files), quoted patterns, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub(in crate::cli) inputs: Vec<PathBuf>,
    /// Output file; for several inputs a folder (out/) or a pattern with {stem}, {lang}, {ext}; or
    /// - for standard output. Existing files are overwritten, inputs never [default: -]
    #[arg(short, long, value_name = "PATH")]
    pub(in crate::cli) output: Option<PathBuf>,
    /// Output format: srt, webvtt, ttml or dfxp (both TTML1), or imsc (IMSC 1.1 text) [default: by
    /// the extension of --output]
    #[arg(long, value_name = "FORMAT", value_parser = values::target)]
    pub(in crate::cli) to: Option<Target>,
    /// Write files that every parser of this platform keeps whole
    #[arg(long = "for", value_enum, value_name = "PLATFORM", conflicts_with_all = ["positions", "ids"])]
    pub(in crate::cli) platform: Option<Platform>,
    /// Format of the list of losses
    #[arg(long, value_enum, default_value_t = LossFormat::Human, value_name = "HOW")]
    pub(in crate::cli) losses: LossFormat,
    /// Write the list of losses to this file instead of standard error
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) losses_to: Option<PathBuf>,
    /// List the location of every loss, not only the number of each kind
    #[arg(short, long)]
    pub(in crate::cli) verbose: bool,
    /// Write nothing and exit with 1 if anything of these kinds would be lost: all, id, settings,
    /// region, style, class, ruby, voice, note, ... Separated by commas, or repeated
    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = values::losses)]
    pub(in crate::cli) deny_loss: Vec<Losses>,
    /// End lines with CR LF instead of LF
    #[arg(long)]
    pub(in crate::cli) crlf: bool,
    /// Write positions to SRT as `{\an8}` and the like, which YouTube and Kaltura show as text
    #[arg(long)]
    pub(in crate::cli) positions: bool,
    /// Speaker names in SRT, which has no markup for them: drop them, or write them before the text
    /// as `NAME: `
    #[arg(long, value_enum, default_value_t = VoiceArg::Drop)]
    pub(in crate::cli) voice: VoiceArg,
    /// Cue identifiers to write to WebVTT: all but the numbers of SRT, all, or none
    #[arg(long, value_enum, default_value_t = IdsArg::Meaningful)]
    pub(in crate::cli) ids: IdsArg,
    /// Language to declare in TTML where the file names none: en, pt-BR, ...
    #[arg(long, value_name = "CODE", value_parser = values::language)]
    pub(in crate::cli) language: Option<String>,
    /// Read the output back and compare it with the input in everything that is not listed as a
    /// loss: times, words, styles, positions, languages, ids. If they differ, report an error and
    /// write nothing
    #[arg(long)]
    pub(in crate::cli) verify: bool,
    /// Include hidden files and files ignored by .gitignore
    #[arg(long)]
    pub(in crate::cli) no_ignore: bool,
    #[command(flatten)]
    pub(in crate::cli) read: ReadArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum LossFormat {
    /// The number of each kind; with --verbose every location
    Human,
    /// One JSON document
    Json,
    /// No list
    None,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Platform {
    /// Kaltura: all parsers that `cuesmith simulate` shows
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
