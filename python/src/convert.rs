//! Conversion to another format, with what it loses.

use std::cell::LazyCell;
use std::path::PathBuf;

use cuesmith::convert::{add_unmapped_losses, verify as differences};
use cuesmith::kaltura::{SafeOptions, verify_safe, write_safe};
use cuesmith::source::{LineEnding, LineIndex};
use cuesmith::timeline::Converted;
use cuesmith::{Format, Opened, WriteOptions, open_silently, raise, srt};
use pyo3::prelude::*;

use crate::errors::{Kind, error, error_at};
use crate::input::Input;
use crate::options::{format, wrong};
use crate::pickle::{self, Reduced, reduced};

/// Something that a conversion could not express in the new format.
#[pyclass(module = "cuesmith", frozen, get_all)]
#[derive(Clone, Debug)]
pub(crate) struct Loss {
    /// What kind of thing: `voice`, `settings`, `note`, ...
    pub(crate) kind: &'static str,
    /// What happened to it, in a few words.
    pub(crate) message: String,
    /// The place of the cue in the file, from 0; `None` for the file as a whole.
    pub(crate) cue: Option<u32>,
    /// The line in the old file, from 1.
    pub(crate) line: u32,
    /// The place in the old text, as byte offsets.
    pub(crate) span: (u32, u32),
}

#[pymethods]
impl Loss {
    fn __repr__(&self) -> String {
        let cue = self.cue.map_or_else(String::new, |cue| format!(" cue {}", cue + 1));
        format!("<Loss {}{cue}: {}>", self.kind, self.message)
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Reduced<'py>> {
        reduced(py, "loss", &pickle::of_loss(self))
    }
}

/// A new file and what it lost.
pub(crate) struct Made {
    pub(crate) text: String,
    pub(crate) losses: Vec<Loss>,
}

/// Writes an open file in another format.
pub(crate) fn converted(file: &Opened<'_>, to: Format, options: &WriteOptions) -> PyResult<Made> {
    made(file, to, None, options).map(|converted| listed(file, converted))
}

fn made(
    file: &Opened<'_>,
    to: Format,
    safe: Option<&SafeOptions>,
    options: &WriteOptions,
) -> PyResult<Converted<String>> {
    if !to.can_write() {
        let message = format!("{} files can only be read", to.title());
        return Err(error(Kind::Convert, &message, file.path));
    }
    let mut made = match safe {
        None => raise(&file.timeline, to, options),
        Some(safe) => write_safe(&file.timeline, to, safe),
    };
    add_unmapped_losses(file, to, &mut made);
    Ok(made)
}

/// The new file with its losses as Python has them.
fn listed(file: &Opened<'_>, made: Converted<String>) -> Made {
    let lines = LazyCell::new(|| LineIndex::new(file.text()));
    let losses = made.losses.iter().map(|loss| Loss {
        kind: loss.kind.name(),
        message: loss.message.to_string(),
        cue: loss.cue,
        line: lines.line_of(loss.span.start) + 1,
        span: (loss.span.start, loss.span.end),
    });
    Made { losses: losses.collect(), text: made.document }
}

/// Converts a file to `srt`, `webvtt` or `ttml`, and returns the text and a list of what was lost.
///
/// `voice` is what becomes of WebVTT speakers in SRT: `drop` (the default) or `prefix` (`Ana: `). `crlf` writes CRLF line
/// endings. `platform="kaltura"` writes a file that all of Kaltura's parsers keep. `verify` reads the new file back and
/// raises `ConvertError` for a difference that no loss explains.
#[pyfunction]
#[pyo3(signature = (source, to, *, path=None, format=None, encoding=None, voice=None, crlf=false, platform=None, verify=false))]
#[allow(clippy::too_many_arguments)]
pub(crate) fn convert(
    py: Python<'_>,
    source: &Bound<'_, PyAny>,
    to: &str,
    path: Option<PathBuf>,
    format: Option<&str>,
    encoding: Option<String>,
    voice: Option<&str>,
    crlf: bool,
    platform: Option<&str>,
    verify: bool,
) -> PyResult<(String, Vec<Loss>)> {
    let input = Input::of(source, path, format, encoding)?;
    let to = self::format(to)?;
    let mut write = WriteOptions::default();
    let ending = if crlf { LineEnding::CrLf } else { LineEnding::Lf };
    (write.srt.line_ending, write.webvtt.line_ending, write.ttml.line_ending) =
        (ending, ending, ending);
    match voice {
        None => {}
        Some("prefix") => write.srt.voice = srt::Voice::Prefix,
        Some("drop") => write.srt.voice = srt::Voice::Drop,
        Some(_) => return Err(wrong("`voice` must be prefix or drop")),
    }
    let safe = match platform {
        None => None,
        Some("kaltura") => Some(SafeOptions {
            voice: write.srt.voice,
            write: write.clone(),
            ..SafeOptions::default()
        }),
        Some(_) => return Err(wrong("`platform` must be kaltura")),
    };
    let made = py.detach(|| {
        let source = input.decode()?;
        let file = open_silently(&source, input.path.as_deref(), &input.reading);
        let made = made(&file, to, safe.as_ref(), &write)?;
        if verify {
            let found = match &safe {
                None => differences(&file.timeline, &made, to, &write),
                Some(safe) => verify_safe(&file.timeline, &made, to, safe),
            };
            if let Some(first) = found.first() {
                let text = file.text();
                return Err(error_at(Kind::Convert, &first.message, file.path, text, first.span));
            }
        }
        Ok(listed(&file, made))
    })?;
    Ok((made.text, made.losses))
}
