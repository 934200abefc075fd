//! What comes in as options: the library's names in JavaScript's spelling (`maxChars` for
//! `max_chars`). A name that does not exist is an error, not a wish.
//!
//! They cross the border as lines `name=value`, a list as several lines: a JSON reader would cost
//! more bytes than all the rest of this crate.

use cuesmith::lint::{self, Kind, Options, Selector};
use cuesmith::source::LineEnding;
use cuesmith::{Format, ReadOptions, WriteOptions, srt};
use wasm_bindgen::JsError;

/// Which options a function takes besides those for reading.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum For {
    /// Only those.
    Parse,
    /// Limits, context and the choice of rules.
    Check,
    /// Those, and what may be fixed.
    Fix,
    /// How to write.
    Convert,
}

/// Every option of every function.
#[derive(Default)]
pub(crate) struct Given {
    /// The name the file goes by.
    pub(crate) path: Option<String>,
    /// How to read.
    pub(crate) read: ReadOptions,
    /// What to check.
    pub(crate) lint: Options,
    /// Whether fixes that change timing, words or line breaks are applied.
    pub(crate) unsafe_fixes: bool,
    /// How to write.
    pub(crate) write: WriteOptions,
}

/// Reads the lines that `js/index.js` makes of an options object.
pub(crate) fn read(lines: &str, target: For) -> Result<Given, JsError> {
    let mut given = Given::default();
    if let Some(name) = lines.lines().find_map(|line| line.strip_prefix("preset="))
        && matches!(target, For::Check | For::Fix)
    {
        // What the other options change, wherever they stand.
        given.lint = Options::of(lint::preset(name).ok_or_else(|| wrong("preset", name))?);
    }
    for line in lines.lines() {
        let (name, value) = line.split_once('=').unwrap_or((line, ""));
        let known = given.set_reading(name, value)?
            || match target {
                For::Parse => false,
                For::Check => given.set_linting(name, value)?,
                For::Fix if name == "unsafeFixes" => {
                    given.unsafe_fixes = value == "true";
                    true
                }
                For::Fix => given.set_linting(name, value)?,
                For::Convert => given.set_writing(name, value)?,
            };
        if !known {
            return Err(JsError::new(&format!("there is no option `{name}` here")));
        }
    }
    Ok(given)
}

/// A format by name.
pub(crate) fn format(name: &str) -> Result<Format, JsError> {
    Format::from_name(name).ok_or_else(|| JsError::new(&format!("`{name}` is no format")))
}

impl Given {
    fn set_reading(&mut self, name: &str, value: &str) -> Result<bool, JsError> {
        match name {
            "path" => self.path = Some(value.to_owned()),
            "format" => self.read.format = Some(format(value)?),
            "frameRate" => {
                let rate = value.parse()?;
                self.read.srt.frame_rate = Some(rate);
                self.lint.frame_rate = Some(rate);
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn set_linting(&mut self, name: &str, value: &str) -> Result<bool, JsError> {
        let lint = &mut self.lint;
        match name {
            "preset" => {} // done before all others
            "kind" => lint.kind = Kind::from_name(value).ok_or_else(|| wrong(name, value))?,
            "maxChars" => lint.max_chars = whole(name, value)? as u32,
            "maxLines" => lint.max_lines = whole(name, value)? as u32,
            "minDuration" => lint.min_duration = whole(name, value)?,
            "maxDuration" => lint.max_duration = whole(name, value)?,
            "minGap" => lint.min_gap = whole(name, value)?,
            "closeGaps" => lint.close_gaps = whole(name, value)?,
            "maxSilence" => lint.max_silence = whole(name, value)?,
            "maxDefect" => lint.max_defect = whole(name, value)?,
            "maxCps" => lint.max_cps = number(name, value)?,
            "maxWpm" => lint.max_wpm = Some(number(name, value)?),
            "minWindow" => lint.min_window = whole(name, value)?,
            "maxSpokenChars" => lint.max_spoken_chars = whole(name, value)? as u32,
            "maxSpeech" => lint.max_speech = Some(whole(name, value)?),
            "speechWpm" => lint.speech_wpm = number(name, value)?,
            "language" => lint.language = Some(value.to_owned()),
            "audioLanguage" => lint.audio_language = Some(value.to_owned()),
            "mediaDuration" => lint.media_duration = Some(whole(name, value)?),
            "select" => lint.select.push(Selector::parse(value)?),
            "ignore" => lint.ignore.push(Selector::parse(value)?),
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn set_writing(&mut self, name: &str, value: &str) -> Result<bool, JsError> {
        match (name, value) {
            ("lineEnding", "lf") => self.write.srt.line_ending = LineEnding::Lf,
            ("lineEnding", "crlf") => self.write.srt.line_ending = LineEnding::CrLf,
            ("voice", "drop") => self.write.srt.voice = srt::Voice::Drop,
            ("voice", "prefix") => self.write.srt.voice = srt::Voice::Prefix,
            ("lineEnding" | "voice", _) => return Err(wrong(name, value)),
            _ => return Ok(false),
        }
        Ok(true)
    }
}

/// A whole number from 0 to 2^31 (in ms: 24 days).
fn whole(name: &str, value: &str) -> Result<i64, JsError> {
    value
        .parse::<u32>()
        .ok()
        .filter(|n| *n <= 1 << 31)
        .map(i64::from)
        .ok_or_else(|| wrong(name, value))
}

/// A number from 0.
fn number(name: &str, value: &str) -> Result<f64, JsError> {
    let number = value.parse::<f64>().ok().filter(|n| n.is_finite() && *n >= 0.0);
    number.ok_or_else(|| wrong(name, value))
}

fn wrong(name: &str, value: &str) -> JsError {
    JsError::new(&format!("`{value}` is no value for the option `{name}`"))
}
