//! Arguments of `check` about words: a dictionary that captions should follow, custom profanity.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::input::Input;
use crate::cli::output::{Failure, problem};
use crate::dictionary;
use crate::profanity::parse_list;
use crate::report::json::Problem;
use crate::source::{DecodeOptions, decode};

#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Words")]
pub(in crate::cli) struct WordArgs {
    /// Dictionary of terms to compare captions with: text, CSV (first column) or JSON of REACH; see
    /// `cuesmith dictionary`. Can be repeated
    #[arg(long, value_name = "FILE")]
    dictionary: Vec<PathBuf>,
    /// Additional list of profanity; see `cuesmith profanity`. The preset kaltura-reach enables its
    /// rule TXT012. Can be repeated
    #[arg(long, value_name = "FILE")]
    profanity_words: Vec<PathBuf>,
}

impl WordArgs {
    /// Reads the files that were passed, as options by name with their values.
    pub(in crate::cli) fn load(&self) -> Result<Vec<(&'static str, String)>, Failure> {
        let mut given = Vec::new();
        if !self.dictionary.is_empty() {
            given.push(("dictionary", dictionary(&self.dictionary)?));
        }
        let list = profanity_words(&self.profanity_words)?;
        if !list.is_empty() {
            given.push(("profanity_words", list));
        }
        Ok(given)
    }
}

/// The terms of dictionaries as the value of the option `dictionary`.
pub(in crate::cli) fn dictionary(files: &[PathBuf]) -> Result<String, Problem> {
    let mut lines = Vec::new();
    for path in files {
        let (text, shown) = text(path)?;
        let read = dictionary::read(&text, &shown, &dictionary::ReadOptions::default());
        let read = read.map_err(|error| {
            let message = format!("`{shown}` is not a dictionary: {error}");
            problem(&shown, message, "see cuesmith dictionary merge --help for the formats")
        })?;
        let terms = read.iter().flat_map(|dictionary| &dictionary.terms);
        lines.extend(terms.map(|term| match term.aliases.is_empty() {
            true => term.text.clone(),
            false => format!("{} = {}", term.text, term.aliases.join(" | ")),
        }));
    }
    // With a final line ending, a semicolon in the last term is not read as a separator.
    Ok(lines.join("\n") + "\n")
}

/// Lists of profanity as the value of the option `profanity_words`.
pub(in crate::cli) fn profanity_words(files: &[PathBuf]) -> Result<String, Problem> {
    let mut list = String::new();
    for path in files {
        let (text, shown) = text(path)?;
        if let Some(error) = parse_list(&text, "").1.first() {
            let message = format!("`{shown}`, {error}");
            let help = "see cuesmith profanity --help for the format";
            return Err(problem(&shown, message, help));
        }
        list.push_str(&text);
        list.push('\n');
    }
    Ok(list)
}

/// The text of a file without its byte order mark, and its name.
fn text(path: &Path) -> Result<(String, String), Problem> {
    let input = Input::of(path, None);
    let bytes = input.read()?;
    let source = decode(&bytes, &DecodeOptions::default()).map_err(|e| input.undecodable(&e))?;
    let text = source.text.strip_prefix('\u{feff}').unwrap_or(&source.text).to_owned();
    Ok((text, input.shown))
}
