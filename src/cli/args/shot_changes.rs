//! Lists of shot changes, as programs for editing video write them: one time on each line.

use std::path::{Path, PathBuf};

use super::values;
use crate::cli::input::Input;
use crate::cli::output::problem;
use crate::report::json::Problem;
use crate::source::{DecodeOptions, decode};

/// Reads lists, and returns the times in ms as the option `shot_changes` takes them.
pub(in crate::cli) fn load(files: &[PathBuf]) -> Result<String, Problem> {
    let times: Vec<String> = files.iter().map(|file| times(file)).collect::<Result<_, _>>()?;
    Ok(times.join(";"))
}

fn times(path: &Path) -> Result<String, Problem> {
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
            return Err(problem(&input.shown, message, help));
        };
        times.push(ms.to_string());
    }
    if times.is_empty() {
        let message = format!("`{}` has no shot changes", input.shown);
        return Err(problem(&input.shown, message, help));
    }
    Ok(times.join(";"))
}
