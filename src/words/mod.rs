//! Words as people compare them: where they begin and end in a text, and what is the same word.
//!
//! Two words are the same when their folded forms ([`fold()`]) are: case, compatibility forms (`ﬁ`,
//! full width) and characters that show nothing do not count, diacritics do. Words are found in one
//! pass of eight bytes at a time and known by a hash, so that a list of thousands of words costs a
//! file no more than a list of ten. Word lists, custom dictionaries and the guess at a language all
//! work on this.

mod fold;
#[cfg(any(feature = "profanity", feature = "dictionary"))]
mod language;
mod replace;
mod scan;
mod sentence;
pub mod similar;

pub use fold::{fold, fold_in, skeleton, with_case};
#[cfg(any(feature = "profanity", feature = "dictionary"))]
pub use language::{Evidence, LANGUAGES, Languages};
pub use replace::{Editing, Made, replace_range, source_span};
pub use scan::{Word, Words, hash};
pub(crate) use scan::{load, word_bytes};
pub use sentence::{begins_sentence, follows_title};

pub use crate::timeline::Replacement;

/// The primary subtag of a BCP 47 tag in lower case: `pt` for `pt-BR` and `PT_br`.
///
/// ```
/// assert_eq!(cuesmith::words::primary("pt-BR"), "pt");
/// ```
#[must_use]
pub fn primary(tag: &str) -> String {
    tag.split(['-', '_']).next().unwrap_or_default().trim().to_ascii_lowercase()
}
