//! `cuesmith profanity`: finds listed words in captions and masks them.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde_json::{Map, Value};

use crate::Opened;
use crate::cli::edit::{self, EditArgs, Edited, ReportedChange};
use crate::cli::exit::Exit;
use crate::cli::input::Input;
use crate::cli::output::{Failure, Out, problem, usage};
use crate::profanity::{
    Line, ListError, MaskStyle, Matcher, MatcherOptions, Options, builtin_languages, mask,
    parse_list,
};
use crate::source::{DecodeOptions, decode};
use crate::verify_change::Account;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cuesmith profanity talk.srt > clean.srt
  cuesmith profanity -i --style stars captions/
  cuesmith profanity --style report --format json talk.vtt
  cuesmith profanity --words ours.txt --allow names.txt --diff talk.srt

A list has one entry a line: word|form|form[,severity[,category[,flags]]]
  severity   1 (mild) to 3 (strong), 2 if left out
  category   profane, sexual, slur, religious or mild
  flags      name: ignored with a capital inside a sentence or as a speaker's name;
             forename: ignored with a capital; foreign: only in texts of the list's language;
             unless:bird/nest*: ignored next to one of these words; not-after:the/a
  !phrase is ignored; what the *hell masks only hell; # begins a comment

Built-in lists: en fr de es it pt nl tr ru. They were written for cuesmith and are under its
license, MIT or Apache-2.0.

Exit codes: 0 done, 1 --style report found something or --diff would change something,
2 wrong usage or a file that cannot be read or written, 3 no input file.")]
pub(in crate::cli) struct ProfanityArgs {
    /// Replacement of a word: ****, a star for each character, its first letter and stars, [bleep],
    /// or nothing; report only lists the words
    #[arg(long, value_enum, default_value_t = StyleArg::Fixed)]
    style: StyleArg,
    /// Custom replacement, one line without markup, instead of --style; empty text removes the word
    #[arg(long, value_name = "TEXT", conflicts_with = "style")]
    text: Option<String>,
    /// Built-in lists to use, separated by commas; none uses no built-in list [default: the
    /// language of the file, by its header or name, and English; all if it is unknown]
    #[arg(long, value_name = "LANGS", value_delimiter = ',', value_parser = language)]
    language: Vec<String>,
    /// Additional list of words, one entry per line (see below); can be repeated
    #[arg(long, value_name = "FILE")]
    words: Vec<PathBuf>,
    /// File of words and phrases to ignore, one per line; can be repeated
    #[arg(long, value_name = "FILE")]
    allow: Vec<PathBuf>,
    /// Find disguised words too: sh1t, f**k, f u c k, shiiit, letters of other alphabets
    #[arg(long)]
    strict: bool,
    /// Minimum severity of words, 1 to 3
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=3))]
    min_severity: u8,
    #[command(flatten)]
    files: EditArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum StyleArg {
    Fixed,
    Stars,
    FirstLetter,
    Bleep,
    Remove,
    Report,
}

/// The value of `--language` for no built-in list.
const NONE: &str = "none";

fn language(text: &str) -> Result<String, String> {
    let name = crate::words::primary(text);
    if name == NONE || builtin_languages().any(|known| known == name) {
        return Ok(name);
    }
    let known: Vec<&str> = builtin_languages().collect();
    Err(format!("no built-in list for `{text}`: use {} or none", known.join(", ")))
}

/// Runs the subcommand.
pub(in crate::cli) fn run(args: &ProfanityArgs, out: &mut Out) -> Result<Exit, Failure> {
    check_text(args)?;
    let matcher = matcher(args)?;
    let options = Options { style: style(args), language: None };
    let mut files = args.files.clone();
    files.report = options.style == MaskStyle::Report;
    edit::run(&files, "profanity", &|file, _| Ok(one(&matcher, &options, file)), out)
}

/// A custom text is shown as is: it must not split a cue or be markup in SRT, which has no escapes.
fn check_text(args: &ProfanityArgs) -> Result<(), Failure> {
    let Some(text) = &args.text else { return Ok(()) };
    if text.chars().any(char::is_control) {
        let message = "--text contains a line break or another control character";
        return Err(usage(message.to_owned(), "pass text of one line"));
    }
    let srt = format!("1\n00:00:01,000 --> 00:00:02,000\n{text}\n");
    let timeline = crate::read(&srt, Some("a.srt"), &crate::ReadOptions::default());
    let timeline = timeline.document.lower();
    let shown = timeline.cues.first().map(|cue| crate::timeline::visible_text(&timeline, cue));
    if text.trim().is_empty() || (timeline.cues.len() == 1 && shown.as_deref() == Some(text.trim()))
    {
        return Ok(());
    }
    Err(usage(
        format!("--text `{text}` is markup in SubRip, not what viewers would read"),
        "remove what is in < > or { }",
    ))
}

fn style(args: &ProfanityArgs) -> MaskStyle {
    match (&args.text, args.style) {
        (Some(text), _) => MaskStyle::Text(text.clone()),
        (None, StyleArg::Fixed) => MaskStyle::Fixed,
        (None, StyleArg::Stars) => MaskStyle::Stars,
        (None, StyleArg::FirstLetter) => MaskStyle::FirstLetter,
        (None, StyleArg::Bleep) => MaskStyle::Text("[bleep]".to_owned()),
        (None, StyleArg::Remove) => MaskStyle::Remove,
        (None, StyleArg::Report) => MaskStyle::Report,
    }
}

fn matcher(args: &ProfanityArgs) -> Result<Matcher, Failure> {
    let is_none = args.language.iter().any(|language| language == NONE);
    if is_none && args.words.is_empty() {
        return Err(usage("no list of words given", "pass one with --words"));
    }
    let mut own = Vec::new();
    for path in &args.words {
        own.extend(lines(path, parse_list)?);
    }
    for path in &args.allow {
        own.extend(lines(path, |text, language| parse_list(&allowed(text), language))?);
    }
    let options = MatcherOptions {
        languages: args.language.clone(),
        min_severity: args.min_severity,
        strict: args.strict,
    };
    Ok(if is_none { Matcher::of(own, &options) } else { Matcher::new(&own, &options) })
}

/// Turns a file of phrases into a list of allowed words.
fn allowed(text: &str) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lines = text.lines().map(|line| match line.trim() {
        line if line.is_empty() || line.starts_with(['#', '!']) => line.to_owned(),
        line => format!("!{line}"),
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Reads a list from a file.
fn lines(
    path: &Path,
    parse: impl Fn(&str, &str) -> (Vec<Line>, Vec<ListError>),
) -> Result<Vec<Line>, Failure> {
    let input = Input::of(path, None);
    let bytes = input.read()?;
    let source = decode(&bytes, &DecodeOptions::default()).map_err(|e| input.undecodable(&e))?;
    let (lines, errors) = parse(&source.text, "");
    match errors.first() {
        None => Ok(lines),
        Some(error) => {
            let message = format!("`{}`, {error}", input.shown);
            Err(problem(&input.shown, message, "see cuesmith profanity --help for the format")
                .into())
        }
    }
}

/// Finds and masks in one file.
fn one(matcher: &Matcher, options: &Options, file: &Opened<'_>) -> Edited {
    let mut edited = Edited::default();
    let open = options.style == MaskStyle::Report;
    let mut replaced = Vec::new();
    let options = Options { language: file.language().map(str::to_owned), ..options.clone() };
    for change in mask(file, matcher, &options) {
        let entry = &matcher.entries[change.entry];
        let mut data = Map::new();
        data.insert("entry".into(), entry.word.clone().into());
        data.insert("language".into(), entry.language.clone().into());
        data.insert("severity".into(), entry.severity.into());
        data.insert("category".into(), entry.category.name().into());
        data.insert("evasion".into(), change.obfuscation.map_or(Value::Null, |e| e.name().into()));
        edited.fails |= change.stays;
        let what = match (open, change.mask.is_empty()) {
            _ if change.stays => {
                format!(
                    "`{}` stays: what is left would be markup, a time or the text of another cue",
                    one_line(&change.word)
                )
            }
            (true, _) => format!("`{}`", one_line(&change.word)),
            (false, true) => format!("`{}` removed", one_line(&change.word)),
            (false, false) => {
                format!("`{}` becomes `{}`", one_line(&change.word), one_line(&change.mask))
            }
        };
        let (category, severity) = (entry.category.name(), entry.severity);
        change.edits.into_iter().for_each(|edit| edited.edits.push(edit));
        replaced.extend(change.shown);
        edited.changes.push(ReportedChange {
            kind: if change.mask.is_empty() { "remove" } else { "mask" },
            message: format!("{what} ({category}, severity {severity})"),
            span: change.span,
            cue: Some(change.cue),
            before: change.word,
            after: change.mask,
            open: open || change.stays,
            data,
        });
    }
    edited.account = Account::replaced(&file.timeline, replaced);
    edited.fails |= open && !edited.changes.is_empty();
    edited
}

fn one_line(text: &str) -> String {
    text.replace('\n', " ")
}
