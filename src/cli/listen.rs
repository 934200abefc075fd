//! Speech detection in the audio of a media file.

use std::path::Path;

use super::input::Input;
use super::output::{note, problem};
use super::terminal::one_line;
use crate::align::Activity;
use crate::align::audio::{Listener, decode};
use crate::report::json::Problem;

/// The times of speech in a media file. Damage in the file is reported as a warning.
pub(super) fn activity(path: &Path) -> Result<Activity, Problem> {
    let input = Input::of(path, None);
    let file = input.open()?;
    let mut listener = Listener::default();
    let (_, damage) = decode(file, |samples| listener.push(samples)).map_err(|error| {
        let message = format!("cannot read the audio of `{}`: {error}", input.shown);
        problem(&input.shown, message, "pass a file with audio: WAV, MP3, M4A, MP4, FLAC, OGG, MKV")
    })?;
    if !damage.is_empty() {
        let shown = one_line(&input.shown);
        note(&format!("warning: `{shown}` is damaged in {} places\n", damage.len()));
    }
    Ok(listener.finish())
}
