//! Arguments of `cuesmith dictionary`. The comments are the help texts.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use crate::cli::edit::EditArgs;
use crate::dictionary::{Column, ListFormat, ReadOptions};
use crate::kaltura::{MAX_DICTIONARY_BYTES, MAX_DICTIONARY_CHARS};

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum DictionaryCommand {
    /// Make one dictionary of several, within a budget, and say what was dropped
    Merge(Box<MergeArgs>),
    /// Look for what is wrong with dictionaries: size, shape, terms that do harm
    Check(Box<CheckArgs>),
    /// Write the terms of a dictionary right in captions
    Apply(Box<ApplyArgs>),
}

/// How dictionaries are read.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Reading dictionaries")]
pub(in crate::cli) struct TermArgs {
    /// Read the files as this, instead of going by their names
    #[arg(long, value_enum, value_name = "KIND")]
    pub(in crate::cli) input: Option<KindArg>,
    /// Read the files in this encoding (windows-1252, shift_jis, ...) instead of finding it out
    #[arg(long, value_name = "NAME", value_parser = crate::cli::args::values::encoding)]
    pub(in crate::cli) encoding: Option<String>,
    /// The column of a CSV file with the terms: its number or its name in the first line
    #[arg(long, value_name = "COLUMN", default_value = "1", value_parser = column)]
    pub(in crate::cli) column: Column,
    /// The column of a CSV file with the priorities: higher numbers go first where not all fit
    #[arg(long, value_name = "COLUMN", value_parser = column)]
    pub(in crate::cli) priority: Option<Column>,
    /// Lines that begin with # are terms, not comments
    #[arg(long)]
    pub(in crate::cli) no_comments: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cuesmith dictionary merge house.txt client.csv --column term -o merged.txt
  cuesmith dictionary merge profile.json extra.txt --language English --to json
  cuesmith dictionary merge a.txt b.txt --prefer mixed-case --report json -o merged.txt

A text file has one term a line; `Kubernetes = cooper netties | cube net is` names wrong
forms for `dictionary apply`. JSON is a KalturaDictionary (language, data), a list of such,
a profile with dictionaries, or a list of terms. The report goes to standard error, or to
standard output when -o names a file.

Exit codes: 0 done, 1 terms did not fit, 2 wrong usage or a file that cannot be read or
written.")]
pub(in crate::cli) struct MergeArgs {
    /// The files, in order: text, CSV or JSON, or - for standard input
    #[arg(required = true, value_name = "FILE")]
    pub(in crate::cli) files: Vec<PathBuf>,
    /// The merged dictionary; an existing file is replaced [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    pub(in crate::cli) output: Option<PathBuf>,
    /// What to write: text, one term a line, or the JSON of REACH [default: by the extension of
    /// --output, else txt]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(in crate::cli) to: Option<ToArg>,
    /// The language of files that name none, and the language to write as text where there are several
    #[arg(long, value_name = "LANGUAGE")]
    pub(in crate::cli) language: Option<String>,
    /// Which spelling stays where files disagree
    #[arg(long, value_enum, default_value_t = PreferArg::First)]
    pub(in crate::cli) prefer: PreferArg,
    /// The order of the terms
    #[arg(long, value_enum, default_value_t = OrderArg::AsRead)]
    pub(in crate::cli) order: OrderArg,
    /// At most so many characters, line ends included; 0: any number
    #[arg(long, value_name = "N", default_value_t = MAX_DICTIONARY_CHARS as u32)]
    pub(in crate::cli) max_chars: u32,
    /// At most so many bytes, line ends included; 0: any number
    #[arg(long, value_name = "N", default_value_t = MAX_DICTIONARY_BYTES as u32)]
    pub(in crate::cli) max_bytes: u32,
    /// How lines end in text
    #[arg(long, value_enum, default_value_t = NewlineArg::Lf)]
    pub(in crate::cli) newline: NewlineArg,
    /// Write wrong forms (`Term = wrong | wrong`) too, for `dictionary apply`; they do not count
    /// towards the limits, and REACH does not know them
    #[arg(long)]
    pub(in crate::cli) keep_aliases: bool,
    /// What the report looks like
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

REACH takes 10,000 bytes and one dictionary for a language: these are errors. It documents
8,000 characters, a warning; the rest is advice.

Exit codes: 0 within the limits, 1 not, 2 wrong usage or a file that cannot be read.")]
pub(in crate::cli) struct CheckArgs {
    /// The files: text, CSV or JSON, or - for standard input
    #[arg(required = true, value_name = "FILE")]
    pub(in crate::cli) files: Vec<PathBuf>,
    /// The language (en, pt-BR): its everyday words should not be terms [default: any]
    #[arg(long, value_name = "CODE")]
    pub(in crate::cli) language: Option<String>,
    /// Name the terms that occur in none of these caption files
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) captions: Vec<PathBuf>,
    /// What the findings look like
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

Case and diacritics of terms are repaired, and the wrong forms that a dictionary names are
replaced. Words that sound and look like a term are changed only with --fuzzy, and listed
without it.

Exit codes: 0 done, 1 --diff would change something, 2 wrong usage or a file that cannot be
read or written, 3 no input file.")]
pub(in crate::cli) struct ApplyArgs {
    /// A dictionary: text, CSV or JSON. May be given several times
    #[arg(long = "dictionary", value_name = "FILE", required = true)]
    pub(in crate::cli) dictionaries: Vec<PathBuf>,
    /// Change words that sound and look like a term, too
    #[arg(long)]
    pub(in crate::cli) fuzzy: bool,
    /// How alike they must be, from 0 to 1
    #[arg(long, value_name = "N", default_value_t = 0.85, value_parser = share)]
    pub(in crate::cli) min_score: f64,
    /// The language of the captions (en, pt-BR): its everyday words are left alone [default: what
    /// the file says, else those of every known language]
    #[arg(long, value_name = "CODE")]
    pub(in crate::cli) language: Option<String>,
    /// Use only dictionaries of this language, as the JSON names it (English)
    #[arg(long, value_name = "LANGUAGE")]
    pub(in crate::cli) only: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) terms: DictionaryReading,
    #[command(flatten)]
    pub(in crate::cli) files: EditArgs,
}

/// How the dictionaries of `apply` are read; its own names, as captions are read too.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Reading dictionaries")]
pub(in crate::cli) struct DictionaryReading {
    /// The column of a CSV file with the terms: its number or its name in the first line
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
        _ => Err(format!("`{text}` is no number from 0 to 1")),
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
