//! What comes in as options: the library's names in JavaScript's spelling (`maxChars` for
//! `max_chars`). A name that does not exist is an error, not a wish.
//!
//! They cross the border as lines `name=value`, a list as several lines: a JSON reader would cost
//! more bytes than all the rest of this crate.

use cuesmith::kaltura::lint::RULES;
use cuesmith::lint::{OptionError, Origin, RECOMMENDED, Settings};
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
pub(crate) struct Given {
    /// The name the file goes by.
    pub(crate) path: Option<String>,
    /// How to read.
    pub(crate) read: ReadOptions,
    /// What to check, and who set it.
    pub(crate) settings: Settings,
    /// Whether fixes that change timing, words or line breaks are applied.
    pub(crate) unsafe_fixes: bool,
    /// How to write.
    pub(crate) write: WriteOptions,
}

/// Reads the lines that `js/index.js` makes of an options object.
pub(crate) fn read(lines: &str, target: For) -> Result<Given, JsError> {
    let mut given = Given::default();
    let asked = |name: &str| {
        let value = lines.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='));
        value.filter(|_| matches!(target, For::Check | For::Fix))
    };
    // What the other options change, in whatever order they are given.
    #[cfg(feature = "lists")]
    if let Some(order) = asked("order") {
        given.settings = ordered(order, asked("task"), asked("preset"))?;
    }
    if let Some(name) = asked("preset")
        && asked("order").is_none()
    {
        let preset = RULES.preset(name).ok_or_else(|| wrong("preset", name))?;
        given.settings = Settings::new(preset, Origin::CommandLine);
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
            return Err(unknown(name));
        }
    }
    Ok(given)
}

/// What an order asks for: a REACH API response as JSON.
#[cfg(feature = "lists")]
fn ordered(text: &str, task: Option<&str>, preset: Option<&str>) -> Result<Settings, JsError> {
    use cuesmith::kaltura::lint::{apply, settings_for};
    use cuesmith::kaltura::objects::{OrderInput, read_order};

    let input = OrderInput { path: "order", text, role: None };
    let (order, _) = read_order(&[input], task)
        .map_err(|error| JsError::new(&format!("the order: {} ({})", error.message, error.help)))?;
    let mut settings = settings_for(&order);
    if let Some(name) = preset {
        let preset = RULES.preset(name).ok_or_else(|| wrong("preset", name))?;
        settings = Settings::new(preset, Origin::CommandLine);
    }
    apply(&order, &mut settings);
    Ok(settings)
}

impl Default for Given {
    fn default() -> Self {
        Self {
            path: None,
            read: ReadOptions::default(),
            settings: Settings::new(&RECOMMENDED, Origin::Default),
            unsafe_fixes: false,
            write: WriteOptions::default(),
        }
    }
}

/// A format by name.
pub(crate) fn format(name: &str) -> Result<Format, JsError> {
    Format::from_name(name).ok_or_else(|| JsError::new(&format!("`{name}` is no format")))
}

/// A format that can be written.
pub(crate) fn target(name: &str) -> Result<Format, JsError> {
    let found = format(name)?;
    let unwritable = || JsError::new(&format!("{} files can only be read", found.title()));
    found.can_write().then_some(found).ok_or_else(unwritable)
}

/// Options for reading, and those that `set` knows.
pub(crate) fn read_with(
    lines: &str,
    mut set: impl FnMut(&str, &str) -> Result<bool, JsError>,
) -> Result<Given, JsError> {
    let mut given = Given::default();
    for line in lines.lines() {
        let (name, value) = line.split_once('=').unwrap_or((line, ""));
        if !given.set_reading(name, value)? && !set(name, value)? {
            return Err(unknown(name));
        }
    }
    Ok(given)
}

/// A number, or an error that names the option.
pub(crate) fn number<T: std::str::FromStr>(name: &str, value: &str) -> Result<T, JsError> {
    value.parse().map_err(|_| wrong(name, value))
}

impl Given {
    pub(crate) fn set_reading(&mut self, name: &str, value: &str) -> Result<bool, JsError> {
        match name {
            "path" => self.path = Some(value.to_owned()),
            "format" => self.read.format = Some(format(value)?),
            "lenient" => self.read.webvtt.lenient_signature = value == "true",
            "frameRate" => {
                let rate = value.parse()?;
                self.read.srt.frame_rate = Some(rate);
                self.settings.options.context.frame_rate = Some(rate);
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn set_linting(&mut self, name: &str, value: &str) -> Result<bool, JsError> {
        match name {
            "preset" => {} // done before all others
            #[cfg(feature = "lists")]
            "order" | "task" => {}
            "select" => self.settings.options.choice.select.push(RULES.selector(value)?),
            "ignore" => self.settings.options.choice.ignore.push(RULES.selector(value)?),
            _ => match self.settings.set(&snake(name), value, Origin::CommandLine) {
                Ok(()) => {}
                Err(OptionError::Unknown(_)) => return Ok(false),
                Err(OptionError::Value { .. }) => return Err(wrong(name, value)),
            },
        }
        Ok(true)
    }

    fn set_writing(&mut self, name: &str, value: &str) -> Result<bool, JsError> {
        match (name, value) {
            ("lineEnding", "lf" | "crlf") => {
                let ending = if value == "lf" { LineEnding::Lf } else { LineEnding::CrLf };
                self.write.srt.line_ending = ending;
                self.write.webvtt.line_ending = ending;
                self.write.ttml.line_ending = ending;
            }
            ("voice", "drop") => self.write.srt.voice = srt::Voice::Drop,
            ("voice", "prefix") => self.write.srt.voice = srt::Voice::Prefix,
            ("lineEnding" | "voice", _) => return Err(wrong(name, value)),
            _ => return Ok(false),
        }
        Ok(true)
    }
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
pub(crate) fn in_javascript(error: &cuesmith::operations::OptionError) -> JsError {
    use cuesmith::operations::OptionError;
    match error {
        OptionError::Unknown { name, nearest } => {
            let meant = nearest
                .map_or_else(String::new, |near| format!(": did you mean `{}`?", camel(near)));
            JsError::new(&format!("there is no option `{}` here{meant}", camel(name)))
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

fn unknown(name: &str) -> JsError {
    JsError::new(&format!("there is no option `{name}` here"))
}

pub(crate) fn wrong(name: &str, value: &str) -> JsError {
    JsError::new(&format!("`{value}` is no value for the option `{name}`"))
}
