//! What an option is: its name, its type, its value, and where `--help` lists it.

use super::options::Options;
use crate::time::FrameRate;

/// The type of an option: how its value is written on the command line and in JavaScript.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum OptionKind {
    /// A whole number from 0.
    Count,
    /// A number from 0.
    Number,
    /// A number from 0 to less than 50, in percent of the picture.
    Percent,
    /// A short time from 0 in ms; on the command line `500`, `500ms` or `0.5s`.
    Time,
    /// The length of a video in ms; on the command line `12.5`, `HH:MM:SS.mmm` or `1500ms`.
    Length,
    /// Frames a second: `25`, `23.976` or `24000/1001`.
    Rate,
    /// The code of a language: `en`, `pt-BR`.
    Language,
    /// One of some words.
    Word {
        /// The placeholder in `--help`: `KIND`.
        called: &'static str,
        /// The words.
        of: fn() -> Vec<&'static str>,
    },
    /// Yes or no: `true` or `false`.
    Truth,
    /// Any text.
    Text,
}

/// Which options are listed together in `--help`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Limits and context.
    Limits,
    /// Translations and their sources.
    Translation,
    /// Audio description, and languages.
    Spoken,
    /// Parameters of presets.
    Preset,
    /// None: the command has its own argument for it, which does more.
    Own,
    /// Only an order sets it: it has no flag.
    Order,
}

/// The value of an option.
#[derive(Clone, Debug, PartialEq)]
pub enum OptionValue {
    /// Not set, or no limit.
    None,
    /// A whole number.
    Whole(i64),
    /// A number.
    Number(f64),
    /// Frames a second.
    Rate(FrameRate),
    /// A word of a list.
    Word(&'static str),
    /// Any text.
    Text(String),
}

impl std::fmt::Display for OptionValue {
    /// The value as [`Options::set`] takes it; nothing for [`OptionValue::None`].
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::None => Ok(()),
            Self::Whole(n) => n.fmt(f),
            Self::Number(n) => n.fmt(f),
            Self::Rate(rate) => rate.fmt(f),
            Self::Word(word) => f.write_str(word),
            Self::Text(text) => f.write_str(text),
        }
    }
}

/// An option that can be set by its name.
#[derive(Clone, Copy)]
pub struct OptionMeta {
    /// The name of its field in [`Options`], in JavaScript with a capital for each underscore
    /// (`maxChars` for `max_chars`).
    pub name: &'static str,
    /// Its type.
    pub kind: OptionKind,
    /// The unit of its value; empty if it has none.
    pub unit: &'static str,
    /// Where `--help` lists it.
    pub group: Group,
    /// The name of its flag without the dashes: `max-chars`; empty if it has none.
    pub flag: &'static str,
    /// What it is for, without the default. Empty without the feature `docs`.
    pub help: &'static str,
    /// The default in words, if the value does not show it.
    pub default: &'static str,
    /// Its value in some options.
    pub get: fn(&Options) -> OptionValue,
    /// Sets it from text; `false` if the text is not a valid value.
    pub(super) set: fn(&mut Options, &str) -> bool,
}

impl OptionMeta {
    /// Defaults for the fields that a row leaves out.
    pub(super) const NEW: Self = Self {
        name: "",
        kind: OptionKind::Text,
        unit: "",
        group: Group::Order,
        flag: "",
        help: "",
        default: "",
        get: |_| OptionValue::None,
        set: |_, _| false,
    };
}

/// An unknown option, or a value that it does not accept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OptionError {
    /// The option does not exist.
    #[error("unknown option `{0}`")]
    Unknown(String),
    /// The option does not accept the value.
    #[error("`{value}` is not a valid value for the option `{name}`")]
    Value {
        /// The option.
        name: &'static str,
        /// The value.
        value: String,
    },
}
