//! Turns the arguments of the process into a command; shows clap's help and errors, with hints for
//! command names of other tools.

use std::ffi::{OsStr, OsString};

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Error, Parser};

use super::args::Color;
use super::exit::Exit;
use super::output::{Failure, Kind, Out, complain, note_as};
use crate::Format;
use crate::words::similar::nearest;

/// Minimum width of help. A smaller value of `COLUMNS` is a mistake and would result in one word per
/// line.
const LEAST_COLUMNS: usize = 40;

/// Reads the arguments; help, version and errors are shown here.
pub(super) fn parse<Arguments: Parser>(arguments: Vec<OsString>) -> Result<Arguments, u8> {
    let mut command = Arguments::command();
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    if columns.is_some_and(|columns: usize| columns < LEAST_COLUMNS) {
        command = command.term_width(80);
    }
    let is_plain = arguments.iter().all(|one| !one.to_string_lossy().contains(char::is_control));
    let words: Vec<String> =
        arguments.iter().skip(1).map(|one| one.to_string_lossy().into_owned()).collect();
    command
        .try_get_matches_from_mut(arguments)
        .and_then(|matches| Arguments::from_arg_matches(&matches))
        .map_err(|error| show(&hinted(error, &words), is_plain))
}

/// Whether the only argument asks for the version. This is answered without the other arguments of all commands, which
/// take longer to build than the rest of the run.
pub(super) fn is_version(argument: &OsStr) -> bool {
    argument == "--version" || argument == "-V"
}

/// Prints the version.
pub(super) fn version() -> u8 {
    print(Kind::Text, concat!("cuesmith ", env!("CARGO_PKG_VERSION"), "\n"), 0)
}

fn print(kind: Kind, text: &str, code: u8) -> u8 {
    let mut out = Out::stdout();
    match out.put(kind, text).and_then(|()| out.flush()) {
        Ok(()) => code,
        Err(Failure::Closed) => Exit::Failure.code(),
        Err(Failure::Problem(problem)) => {
            complain(&problem);
            Exit::Failure.code()
        }
    }
}

fn show(error: &Error, is_plain: bool) -> u8 {
    let code = u8::try_from(error.exit_code()).unwrap_or(2);
    let text = error.render();
    let on_stderr = error.use_stderr();
    let color = if on_stderr { Color::Auto.on_stderr() } else { Color::Auto.on_stdout() };
    // Color sequences of the message cannot be distinguished from those in an argument.
    let (kind, text) = match color && is_plain {
        true => (Kind::Painted, text.ansi().to_string()),
        false => (Kind::Text, text.to_string()),
    };
    if on_stderr {
        note_as(kind, &text);
        return code;
    }
    print(kind, &text, code)
}

/// Names that other tools use for what the commands do.
const TASKS: &[(&str, &[&str])] = &[
    ("check", &["lint", "validate", "verify", "test", "analyze", "analyse"]),
    ("check --fix", &["fix", "format", "fmt", "repair", "clean", "correct"]),
    ("diff", &["delta", "changes"]),
    ("convert", &["to", "transform", "transcode", "translate", "export"]),
    ("retime", &["shift", "delay", "offset", "stretch", "time"]),
    ("reflow", &["wrap", "rewrap", "break", "split", "join"]),
    ("profanity", &["mask", "censor"]),
    ("sync", &["resync", "synchronize", "synchronise"]),
    ("score", &["wer", "cer", "compare", "evaluate", "accuracy"]),
    ("info", &["stat", "stats", "show", "inspect", "probe"]),
    ("rules", &["list"]),
];

/// Suggests the command line that was probably meant; `words` are the arguments.
fn hinted(mut error: Error, words: &[String]) -> Error {
    let hints = match (error.kind(), error.get(ContextKind::InvalidSubcommand)) {
        (ErrorKind::InvalidSubcommand, Some(ContextValue::String(word))) => {
            let similar = match error.get(ContextKind::SuggestedSubcommand) {
                Some(ContextValue::Strings(similar)) => {
                    nearest(word, similar.iter().map(String::as_str))
                }
                _ => None,
            };
            let task = TASKS.iter().find(|(_, names)| names.contains(&word.as_str()));
            let meant = match task {
                Some((task, _)) => Some((*task).to_owned()),
                None if is_file(word) => Some(format!("check {}", quoted(word))),
                None => similar.map(str::to_owned),
            };
            let Some(meant) = meant else { return error };
            vec![format!("did you mean `{}`?", instead_of(word, &meant, words))]
        }
        (ErrorKind::MissingRequiredArgument, _) if lacks_paths(&error) => vec![
            "pass files, folders or quoted patterns, for example '**/*.srt'".to_owned(),
            "pass `-` to read standard input".to_owned(),
        ],
        _ => return error,
    };
    error.remove(ContextKind::SuggestedSubcommand);
    let hints = hints.into_iter().map(Into::into).collect();
    error.insert(ContextKind::Suggested, ContextValue::StyledStrs(hints));
    error
}

/// Whether only the files are missing.
fn lacks_paths(error: &Error) -> bool {
    let missing = error.get(ContextKind::InvalidArg);
    matches!(missing, Some(ContextValue::Strings(names)) if matches!(&names[..], [name] if name == "<PATH>..."))
}

/// The command line with other words in place of the first `word`.
fn instead_of(word: &str, meant: &str, words: &[String]) -> String {
    let at = words.iter().position(|one| one == word);
    let words = words.iter().enumerate().map(|(index, one)| match Some(index) == at {
        true => meant.to_owned(),
        false => quoted(one),
    });
    let line: Vec<String> = std::iter::once("cuesmith".to_owned()).chain(words).collect();
    line.join(" ")
}

/// A word as a shell takes it.
fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_./,:=+@%~\\".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

fn is_file(word: &str) -> bool {
    word == "-" || Format::from_path(word).is_some() || std::path::Path::new(word).exists()
}
