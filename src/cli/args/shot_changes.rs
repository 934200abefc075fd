//! Lists of shot changes, as programs for editing video write them: one time on each line.

use std::path::Path;

use super::values;
use crate::cli::input::Input;
use crate::cli::output::{Failure, problem};
use crate::source::{DecodeOptions, decode};

/// Reads a list, and returns the times in ms as the option `shot_changes` takes them.
pub(in crate::cli) fn load(path: &Path) -> Result<String, Failure> {
    let input = Input::of(path, None);
    let bytes = input.read()?;
    let source = decode(&bytes, &DecodeOptions::default()).map_err(|e| input.undecodable(&e))?;
    let text = source.text.strip_prefix('\u{feff}').unwrap_or(&source.text);
    let help =
        "write one time on each line: seconds (12.5), HH:MM:SS.mmm or 1500ms; # starts a comment";
    let mut times: Vec<String> = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.split('#').next().unwrap_or_default().trim();
        if line.is_empty() {
            continue;
        }
        let Some(ms) = values::position(line) else {
            let message = format!("`{}`, line {number}: `{line}` is not a time", input.shown);
            return Err(problem(&input.shown, message, help).into());
        };
        times.push(ms.to_string());
    }
    if times.is_empty() {
        let message = format!("`{}` has no shot changes", input.shown);
        return Err(problem(&input.shown, message, help).into());
    }
    Ok(times.join(";"))
}
