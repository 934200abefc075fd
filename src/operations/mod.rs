//! Changes to a file that are requested by name, with options as text: how browsers and bindings of other
//! languages ask for them.
//!
//! An [`Operation`] is made by name, gets its options one by one, and [runs](Operation::run) on an open file. The
//! result is the same for all of them: edits, what they do to cues and words, and a record of each change.

mod change;
#[cfg(feature = "dictionary")]
mod dictionary;
mod error;
mod option;
#[cfg(feature = "profanity")]
mod profanity;
mod reflow;
mod request;
mod retime;
mod speakers;

pub use change::{Change, Changed};
pub use error::OperationError;
pub use option::OptionError;

use crate::read::Opened;
use request::Request;

/// A change to a file, with its options.
#[derive(Debug)]
pub struct Operation(Box<dyn Request>);

impl Operation {
    /// The names of all operations in this build.
    pub const NAMES: &'static [&'static str] = &[
        "reflow",
        "retime",
        "speakers",
        #[cfg(feature = "profanity")]
        "mask",
        #[cfg(feature = "dictionary")]
        "dictionary",
    ];

    /// An operation with default options; `None` for an unknown name.
    ///
    /// | name | options |
    /// |---|---|
    /// | `reflow` | `max_chars`, `max_lines`, `width`, `all`, `language`, `split`, `min_duration`, `min_gap` |
    /// | `retime` | `shift`, `scale`, `from_fps`, `to_fps`, `sync`, `clip_negative`, `clip`, `keep_times`, `sort`, `snap`, `min_duration`, `max_cps`, `max_duration`, `min_gap`, `close_gaps`, `trim_overlaps`, `join_same`, `join_short`, `max_chars`, `max_lines`, `split_longer`, `media_duration` |
    /// | `speakers` | `to` (a style, or `none`), `keep_names`, `dialogue_only`, `tight_dash` |
    /// | `mask` | `style`, `text`, `words` (a list, one entry a line), `languages` (separated by commas; empty: no built-in list), `language`, `min_severity`, `strict` |
    /// | `dictionary` | `terms` (one a line), `language`, `fuzzy`, `min_score` |
    ///
    /// They are those of the commands, with times in ms. A range of times is written `1000-2000`, a point of
    /// `sync` `1000=2000`, several are separated by commas; a switch is `true` or `false`.
    ///
    /// ```
    /// use cuesmith::operations::Operation;
    /// use cuesmith::source::Source;
    /// use cuesmith::{ReadOptions, open};
    ///
    /// let source = Source::from_text("1\n00:00:01,000 --> 00:00:02,000\nHello\n");
    /// let file = open(&source, None, &ReadOptions::default());
    /// let mut operation = Operation::new("retime").unwrap();
    /// operation.set("shift", "1500")?;
    /// let done = operation.run(&file)?;
    /// assert_eq!(done.edits.apply(&source.text)?, "1\n00:00:02,500 --> 00:00:03,500\nHello\n");
    /// assert_eq!(done.changes[0].after, "00:00:02,500 --> 00:00:03,500");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn new(name: &str) -> Option<Self> {
        let words = || {
            #[cfg(any(feature = "dictionary", feature = "profanity"))]
            return Self::of_words(name);
            #[cfg(not(any(feature = "dictionary", feature = "profanity")))]
            None
        };
        Self::of_cues(name).or_else(words)
    }

    /// An operation that changes lines, times or speaker marks: `reflow`, `retime`, `speakers`.
    #[must_use]
    pub fn of_cues(name: &str) -> Option<Self> {
        Some(Self(match name {
            "reflow" => Box::<crate::reflow::Options>::default(),
            "retime" => Box::<retime::Retime>::default(),
            "speakers" => Box::<crate::speakers::Options>::default(),
            _ => return None,
        }))
    }

    /// An operation that changes words: `mask`, `dictionary`.
    #[cfg(any(feature = "dictionary", feature = "profanity"))]
    #[must_use]
    pub fn of_words(name: &str) -> Option<Self> {
        Some(Self(match name {
            #[cfg(feature = "profanity")]
            "mask" => Box::<profanity::Mask>::default(),
            #[cfg(feature = "dictionary")]
            "dictionary" => Box::<dictionary::Dictionary>::default(),
            _ => return None,
        }))
    }

    /// The names of its options.
    #[must_use]
    pub fn options(&self) -> &'static [&'static str] {
        self.0.options()
    }

    /// Sets an option ([`Operation::new`] lists them).
    ///
    /// # Errors
    /// An unknown option, or a value that it does not accept.
    pub fn set(&mut self, option: &str, value: &str) -> Result<(), OptionError> {
        let name = option::known(self.options(), option)?;
        let accepted = self.0.set(name, value);
        accepted.ok_or_else(|| OptionError::Value { name, value: value.to_owned() })
    }

    /// Runs on a file, which stays unchanged: the result has the edits.
    ///
    /// # Errors
    /// Options that do not fit together, and times that cannot be changed as requested.
    pub fn run(&self, file: &Opened<'_>) -> Result<Changed, OperationError> {
        self.0.run(file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_listed_operation_and_option_exists() {
        for name in Operation::NAMES {
            let mut operation = Operation::new(name).unwrap();
            for option in operation.options() {
                // No option takes this value, except for those that take any text.
                match operation.set(option, "\u{1}") {
                    Ok(()) => assert!(
                        matches!(*option, "language" | "languages" | "words" | "terms" | "text"),
                        "{name}: {option}"
                    ),
                    Err(error) => assert!(
                        matches!(error, OptionError::Value { name, .. } if name == *option),
                        "{name}: {option}"
                    ),
                }
            }
        }
        assert!(Operation::new("translate").is_none());
    }

    #[test]
    fn an_unknown_option_names_the_nearest() {
        let error = Operation::new("reflow").unwrap().set("max_char", "3").unwrap_err();
        assert_eq!(error.to_string(), "unknown option `max_char`: did you mean `max_chars`?");
    }
}
