//! What comes in as options: the library's names in JavaScript's spelling (`maxChars` for
//! `max_chars`). A name that does not exist is an error, not a wish.
//!
//! They cross the border as lines `name=value`, a list as several lines: a JSON reader would cost
//! more bytes than all the rest of this crate.

use cuesmith::source::LineEnding;
use cuesmith::{Format, ReadOptions, WriteOptions, srt};

use crate::failure::{Failure, Result};

/// How to read and write.
#[derive(Default)]
pub(crate) struct Given {
    /// The name the file goes by.
    pub(crate) path: Option<String>,
    /// How to read.
    pub(crate) read: ReadOptions,
    /// How to write.
    pub(crate) write: WriteOptions,
}

/// Options for reading.
pub(crate) fn read(lines: &str) -> Result<Given> {
    read_with(lines, |_, _| Ok(false))
}

/// Options for reading, and those that `set` knows.
pub(crate) fn read_with(
    lines: &str,
    mut set: impl FnMut(&str, &str) -> Result<bool>,
) -> Result<Given> {
    let mut given = Given::default();
    for line in lines.lines() {
        let (name, value) = line.split_once('=').unwrap_or((line, ""));
        if !given.set_reading(name, value)? && !set(name, value)? {
            return Err(unknown(name));
        }
    }
    Ok(given)
}

/// Options for reading and writing.
pub(crate) fn read_and_write(lines: &str) -> Result<Given> {
    let mut write = WriteOptions::default();
    let given = read_with(lines, |name, value| set_writing(&mut write, name, value))?;
    Ok(Given { write, ..given })
}

/// A format by name.
pub(crate) fn format(name: &str) -> Result<Format> {
    Format::from_name(name).ok_or_else(|| Failure::new(format!("`{name}` is no format")))
}

/// A format that can be written.
pub(crate) fn target(name: &str) -> Result<Format> {
    let found = format(name)?;
    let unwritable = || Failure::new(format!("{} files can only be read", found.title()));
    found.can_write().then_some(found).ok_or_else(unwritable)
}

/// A number, or an error that names the option.
pub(crate) fn number<T: std::str::FromStr>(name: &str, value: &str) -> Result<T> {
    value.parse().map_err(|_| wrong(name, value))
}

impl Given {
    pub(crate) fn set_reading(&mut self, name: &str, value: &str) -> Result<bool> {
        match name {
            "path" => self.path = Some(value.to_owned()),
            "format" => self.read.format = Some(format(value)?),
            "lenient" => self.read.webvtt.lenient_signature = value == "true",
            "frameRate" => self.read.srt.frame_rate = Some(value.parse()?),
            _ => return Ok(false),
        }
        Ok(true)
    }
}

fn set_writing(write: &mut WriteOptions, name: &str, value: &str) -> Result<bool> {
    match (name, value) {
        ("lineEnding", "lf" | "crlf") => {
            let ending = if value == "lf" { LineEnding::Lf } else { LineEnding::CrLf };
            write.srt.line_ending = ending;
            write.webvtt.line_ending = ending;
            write.ttml.line_ending = ending;
        }
        ("voice", "drop") => write.srt.voice = srt::Voice::Drop,
        ("voice", "prefix") => write.srt.voice = srt::Voice::Prefix,
        ("lineEnding" | "voice", _) => return Err(wrong(name, value)),
        _ => return Ok(false),
    }
    Ok(true)
}

/// The library's name of an option: `max_chars` for `maxChars`.
pub(crate) fn snake(name: &str) -> String {
    let mut snake = String::with_capacity(name.len() + 2);
    for c in name.chars() {
        match c {
            'A'..='Z' => snake.extend(['_', c.to_ascii_lowercase()]),
            // What is in the library's spelling already is not a name here.
            '_' => return String::new(),
            _ => snake.push(c),
        }
    }
    snake
}

/// The error about an option in JavaScript's spelling.
pub(crate) fn in_javascript(error: &cuesmith::operations::OptionError) -> Failure {
    use cuesmith::operations::OptionError;
    match error {
        OptionError::Unknown { name, nearest } => {
            let meant = nearest
                .map_or_else(String::new, |near| format!(": did you mean `{}`?", camel(near)));
            Failure::new(format!("there is no option `{}` here{meant}", camel(name)))
        }
        OptionError::Value { name, value } => wrong(&camel(name), value),
    }
}

/// JavaScript's spelling of an option: `maxChars` for `max_chars`.
pub(crate) fn camel(name: &str) -> String {
    let mut camel = String::with_capacity(name.len());
    let mut is_next_upper = false;
    for c in name.chars() {
        match c {
            '_' => is_next_upper = true,
            c if is_next_upper => {
                camel.push(c.to_ascii_uppercase());
                is_next_upper = false;
            }
            c => camel.push(c),
        }
    }
    camel
}

/// The error about an option that does not exist.
pub(crate) fn unknown(name: &str) -> Failure {
    Failure::new(format!("there is no option `{name}` here"))
}

/// The error about a value that an option cannot have.
pub(crate) fn wrong(name: &str, value: &str) -> Failure {
    Failure::new(format!("`{value}` is no value for the option `{name}`"))
}
