//! Turns the arguments of the process into a command; shows clap's help and errors, with hints for
//! command names of other tools.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Error, Parser};

use super::args::Color;
use super::exit::Exit;
use super::output::{Failure, Kind, Out, complain, note_as};
use crate::Format;

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
    command
        .try_get_matches_from_mut(arguments)
        .and_then(|matches| Arguments::from_arg_matches(&matches))
        .map_err(|error| show(&hinted(error), is_plain))
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
    } else {
        let mut out = Out::stdout();
        return match out.put(kind, &text).and_then(|()| out.flush()) {
            Ok(()) => code,
            Err(Failure::Closed) => Exit::Failure.code(),
            Err(Failure::Problem(problem)) => {
                complain(&problem);
                Exit::Failure.code()
            }
        };
    }
    code
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

/// Suggests the command that was probably meant.
fn hinted(mut error: Error) -> Error {
    let word = match (error.kind(), error.get(ContextKind::InvalidSubcommand)) {
        (ErrorKind::InvalidSubcommand, Some(ContextValue::String(word))) => word.clone(),
        _ => return error,
    };
    let task = TASKS.iter().find(|(_, names)| names.contains(&word.as_str()));
    let hint = match task {
        Some((task, _)) => format!("use `cuesmith {task}`"),
        None if is_file(&word) => {
            format!("pass a command before the file: `cuesmith check {word}`")
        }
        None => return error,
    };
    error.remove(ContextKind::SuggestedSubcommand);
    error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![hint.into()]));
    error
}

fn is_file(word: &str) -> bool {
    word == "-" || Format::from_path(word).is_some() || std::path::Path::new(word).exists()
}
