//! Profanity: finding the words of a list in what viewers read, and masking them.
//!
//! A list names whole words and phrases with every inflected form ([`parse_list`]); nothing is found
//! inside another word. Words are compared folded ([`crate::words`]) on the visible text, so that
//! markup, line breaks, soft hyphens and hyphenation do not hide them. What makes a word innocent is
//! in the list: the words it occurs with (`unless`, `not-after`), a capital inside a sentence
//! (`name`, `forename`), another language (`foreign`), phrases that are never found
//! (`!pussy willow`). A word of several lists is judged by the list of the text's language. Forms that dodge
//! filters (`sh1t`, `f**k`) are searched for only on request: captions are transcribed speech.
//!
//! The built-in lists are cuesmith's own, under its license (MIT OR Apache-2.0).

mod exceptions;
mod found;
mod list;
mod mask;
mod matcher;
mod obfuscation;
mod remove;
mod style;
mod symbol_entries;

pub use found::{Match, Obfuscation};
pub use list::{Category, Entry, Line, ListError, builtin, builtin_languages, parse_list};
pub use mask::{MaskedWord, Options, mask, mask_text};
pub use matcher::{Matcher, MatcherOptions};
pub use style::MaskStyle;
