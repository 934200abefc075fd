//! Arguments of `cuesmith dictionary`. The comments are the help texts.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use crate::cli::edit::EditArgs;
use crate::dictionary::{Column, ListFormat, ReadOptions};
use crate::kaltura::{MAX_DICTIONARY_BYTES, MAX_DICTIONARY_CHARS};

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum DictionaryCommand {
    /// Merge dictionaries into one within size limits, and list dropped terms
    Merge(Box<MergeArgs>),
    /// Check dictionaries: size, format, harmful terms
    Check(Box<CheckArgs>),
    /// Correct dictionary terms in captions
    Apply(Box<ApplyArgs>),
}

/// How dictionaries are read.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Reading dictionaries")]
pub(in crate::cli) struct TermArgs {
    /// Format of the files, instead of inferring it from their names
    #[arg(long, value_enum, value_name = "KIND")]
    pub(in crate::cli) input: Option<KindArg>,
    /// Encoding of the files (windows-1252, shift_jis, ...), instead of detecting it
    #[arg(long, value_name = "NAME", value_parser = crate::cli::args::values::encoding)]
    pub(in crate::cli) encoding: Option<String>,
    /// CSV column with the terms, by number or header
    #[arg(long, value_name = "COLUMN", default_value = "1", value_parser = column)]
    pub(in crate::cli) column: Column,
    /// CSV column with the priorities, by number or header; higher numbers come first if not all
    /// terms fit
    #[arg(long, value_name = "COLUMN", value_parser = column)]
    pub(in crate::cli) priority: Option<Column>,
    /// Read lines that begin with # as terms, not comments
    #[arg(long)]
    pub(in crate::cli) no_comments: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cuesmith dictionary merge house.txt client.csv --column term -o merged.txt
  cuesmith dictionary merge profile.json extra.txt --language English --to json
  cuesmith dictionary merge a.txt b.txt --prefer mixed-case --report json -o merged.txt

A text file has one term per line; `Kubernetes = cooper netties | cube net is` names wrong
forms for `dictionary apply`. JSON is a KalturaDictionary (language, data), a list of these,
a profile with dictionaries, or a list of terms. The report goes to standard error, or to
standard output when -o names a file.

Exit codes: 0 done, 1 terms did not fit, 2 wrong usage or a file that cannot be read or
written.")]
pub(in crate::cli) struct MergeArgs {
    /// Files in order of preference: text, CSV or JSON, or - for standard input
    #[arg(required = true, value_name = "FILE")]
    pub(in crate::cli) files: Vec<PathBuf>,
    /// Output file; an existing file is overwritten [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    pub(in crate::cli) output: Option<PathBuf>,
    /// Output format: text with one term per line, or the JSON of REACH [default: by the extension
    /// of --output, else txt]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(in crate::cli) to: Option<ToArg>,
    /// Language of files that name none; with several languages, the one to write as text
    #[arg(long, value_name = "LANGUAGE")]
    pub(in crate::cli) language: Option<String>,
    /// Spelling to keep where files disagree
    #[arg(long, value_enum, default_value_t = PreferArg::First)]
    pub(in crate::cli) prefer: PreferArg,
    /// Order of the terms
    #[arg(long, value_enum, default_value_t = OrderArg::AsRead)]
    pub(in crate::cli) order: OrderArg,
    /// Maximum number of characters, line endings included; 0 for no limit
    #[arg(long, value_name = "N", default_value_t = MAX_DICTIONARY_CHARS as u32)]
    pub(in crate::cli) max_chars: u32,
    /// Maximum number of bytes, line endings included; 0 for no limit
    #[arg(long, value_name = "N", default_value_t = MAX_DICTIONARY_BYTES as u32)]
    pub(in crate::cli) max_bytes: u32,
    /// Line endings of text output
    #[arg(long, value_enum, default_value_t = NewlineArg::Lf)]
    pub(in crate::cli) newline: NewlineArg,
    /// Include wrong forms (`Term = wrong | wrong`) for `dictionary apply`; they do not count
    /// towards the limits, and REACH does not read them
    #[arg(long)]
    pub(in crate::cli) keep_aliases: bool,
    /// Format of the report
    #[arg(long, value_enum, default_value_t = ReportArg::Human)]
    pub(in crate::cli) report: ReportArg,
    #[command(flatten)]
    pub(in crate::cli) terms: TermArgs,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cuesmith dictionary check dictionary.txt
  cuesmith dictionary check profile.json --format json
  cuesmith dictionary check words.txt --language en --captions talk.srt

REACH accepts 10,000 bytes and one dictionary per language: more is an error. Its documented limit of
8,000 characters is a warning; the rest is advice.

Exit codes: 0 within the limits, 1 over a limit, 2 wrong usage or a file that cannot be read.")]
pub(in crate::cli) struct CheckArgs {
    /// Files: text, CSV or JSON, or - for standard input
    #[arg(required = true, value_name = "FILE")]
    pub(in crate::cli) files: Vec<PathBuf>,
    /// Language (en, pt-BR) whose everyday words should not be terms [default: any]
    #[arg(long, value_name = "CODE")]
    pub(in crate::cli) language: Option<String>,
    /// Report terms that do not occur in these caption files
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) captions: Vec<PathBuf>,
    /// Output format
    #[arg(long, value_enum, default_value_t = ReportArg::Human)]
    pub(in crate::cli) format: ReportArg,
    #[command(flatten)]
    pub(in crate::cli) terms: TermArgs,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cuesmith dictionary apply --dictionary words.txt talk.srt > better.srt
  cuesmith dictionary apply --dictionary words.txt --fuzzy --diff talk.srt
  cuesmith dictionary apply --dictionary profile.json -i captions/

Case and diacritics of terms are corrected, and the wrong forms listed in a dictionary are replaced.
Words that sound and look like a term are changed only with --fuzzy; without it they are listed.

Exit codes: 0 done, 1 --diff would change something, 2 wrong usage or a file that cannot be
read or written, 3 no input file.")]
pub(in crate::cli) struct ApplyArgs {
    /// Dictionary: text, CSV or JSON; can be repeated
    #[arg(long = "dictionary", value_name = "FILE", required = true)]
    pub(in crate::cli) dictionaries: Vec<PathBuf>,
    /// Also change words that sound and look like a term
    #[arg(long)]
    pub(in crate::cli) fuzzy: bool,
    /// Minimum similarity for --fuzzy, from 0 to 1
    #[arg(long, value_name = "N", default_value_t = 0.85, value_parser = share)]
    pub(in crate::cli) min_score: f64,
    /// Language of the captions (en, pt-BR), whose everyday words are not changed [default: from
    /// the file, else all known languages]
    #[arg(long, value_name = "CODE")]
    pub(in crate::cli) language: Option<String>,
    /// Use only dictionaries of this language, as named in the JSON (English)
    #[arg(long, value_name = "LANGUAGE")]
    pub(in crate::cli) only: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) terms: DictionaryReading,
    #[command(flatten)]
    pub(in crate::cli) files: EditArgs,
}

/// How `apply` reads dictionaries. The options have their own names, as `apply` also reads captions.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Reading dictionaries")]
pub(in crate::cli) struct DictionaryReading {
    /// CSV column with the terms, by number or header
    #[arg(long, value_name = "COLUMN", default_value = "1", value_parser = column)]
    pub(in crate::cli) column: Column,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum KindArg {
    Txt,
    Csv,
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ToArg {
    Txt,
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum PreferArg {
    First,
    Last,
    Frequent,
    MixedCase,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum OrderArg {
    AsRead,
    Alphabetical,
    Priority,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum NewlineArg {
    Lf,
    Crlf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ReportArg {
    Human,
    Json,
}

fn column(text: &str) -> Result<Column, String> {
    match text.parse() {
        Ok(0) => Err("columns count from 1".to_owned()),
        Ok(number) => Ok(Column::Number(number)),
        Err(_) => Ok(Column::Name(text.to_owned())),
    }
}

fn share(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(value) if (0.0..=1.0).contains(&value) => Ok(value),
        _ => Err(format!("`{text}` is not a number from 0 to 1")),
    }
}

impl TermArgs {
    pub(in crate::cli) fn options(&self, language: Option<&String>) -> ReadOptions {
        ReadOptions {
            kind: self.input.map(|kind| match kind {
                KindArg::Txt => ListFormat::Text,
                KindArg::Csv => ListFormat::Csv,
                KindArg::Json => ListFormat::Json,
            }),
            column: self.column.clone(),
            priority: self.priority.clone(),
            comments: !self.no_comments,
            language: language.cloned(),
        }
    }
}
