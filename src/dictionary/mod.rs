//! Custom vocabularies: reading lists of terms, merging them into one that fits, and repairing
//! captions with them.
//!
//! A dictionary is terms in order, each with the file and line it came from. Two terms are the same
//! when their keys ([`key`]) are: case, kinds of apostrophe and hyphen and invisible characters do
//! not count, diacritics do.

mod address;
mod apply;
mod check;
mod merge;
mod near;
mod phonetic;
mod read;

pub use apply::{Applier, ApplyOptions, Proposal, Reason};
pub use check::{Advice, AdviceKind, Shape, ShapeKind, Size, advice, repeated, shape, size};
pub use merge::{Conflict, LeftOut, MergeOptions, Merged, Order, Prefer, merge};
pub use near::{NearDuplicate, near_duplicates};
pub use read::{Column, ListFormat, ReadError, ReadOptions, parse, read};

use unicode_normalization::UnicodeNormalization as _;

use crate::timeline::is_invisible;
use crate::words::fold_in;

/// A word or phrase of a dictionary.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Term {
    /// As it should be written.
    pub text: String,
    /// Wrong forms of the term: `cooper netties`.
    pub aliases: Vec<String>,
    /// Priority when not all terms fit: higher ones go first. Default 0.
    pub priority: i32,
    /// The file it came from, as it was named to [`read`].
    pub file: String,
    /// The line in that file, or the line of the entry in the data of a JSON object, from 1.
    pub line: u32,
}

/// The terms of one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dictionary {
    /// The language as the file names it (`English`), if it does.
    pub language: Option<String>,
    /// In file order.
    pub terms: Vec<Term>,
}

/// What makes two terms the same: the folded form by the rules of a language (a BCP 47 tag or an
/// English name; it matters for Turkish and Azeri), with one space between words.
///
/// ```
/// use cuesmith::dictionary::key;
///
/// assert_eq!(key("O’Neill  Street", ""), key("o'neill street", ""));
/// assert_eq!(key("İstanbul", "Turkish"), key("istanbul", "tr"));
/// assert_ne!(key("Müller", ""), key("Mueller", ""));
/// ```
#[must_use]
pub fn key(text: &str, language: &str) -> String {
    let tag = match language.trim().to_lowercase().as_str() {
        "turkish" => "tr",
        "azerbaijani" | "azeri" => "az",
        _ => language,
    };
    fold_in(&clean(text), tag)
}

/// A term as it is kept: NFC, one space between words, none around, no control characters.
#[must_use]
pub fn clean(text: &str) -> String {
    let text: String = text.nfc().filter(|c| c.is_whitespace() || !is_dropped(*c)).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Controls and marks that show nothing. Joiners matter in some scripts and stay.
fn is_dropped(c: char) -> bool {
    is_invisible(c) && !matches!(c, '\u{200c}' | '\u{200d}')
}
