//! Checks a dictionary: its size, the shape of its data, and advice about its terms.

use std::collections::HashMap;

use super::read::lines;
use super::{Term, clean, key};
use crate::words::{Languages, Words, fold};

/// How long the data of a dictionary is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Lines that are not blank.
    pub entries: u32,
    /// UTF-16 code units, line endings included.
    pub characters: u32,
    /// Bytes of UTF-8, line endings included.
    pub bytes: u32,
}

impl Size {
    /// The size of one entry, without a line ending.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let characters = text.encode_utf16().count() as u32;
        Self { entries: 1, characters, bytes: text.len() as u32 }
    }
}

/// The size of a dictionary's data as written.
///
/// ```
/// use cuesmith::dictionary::size;
///
/// let size = size("Łódź\nferry");
/// assert_eq!((size.entries, size.characters, size.bytes), (2, 10, 13));
/// ```
#[must_use]
pub fn size(data: &str) -> Size {
    let entries = lines(data).filter(|line| !line.trim().is_empty()).count() as u32;
    Size { entries, ..Size::of(data) }
}

/// Something about the shape of the data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// The line, from 1.
    pub line: u32,
    /// What it is.
    pub kind: ShapeKind,
}

/// What can be odd about a line of the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShapeKind {
    /// It is blank.
    Blank,
    /// An earlier line already has the term.
    Repeated {
        /// That line, from 1.
        of: u32,
    },
    /// White space around or doubled, control characters, letters not composed (NFC).
    Untidy,
    /// Several terms separated by commas or semicolons, where each line should have one.
    SeveralTerms,
}

/// The lines of a dictionary's data that are blank, repeated, untidy or contain several terms. Reading
/// and merging corrects all but the last.
///
/// ```
/// use cuesmith::dictionary::{ShapeKind, shape};
///
/// let found = shape("ferry\n\nFerry \nbuoy, pier, quay\n", "");
/// let kinds: Vec<(u32, ShapeKind)> = found.iter().map(|s| (s.line, s.kind)).collect();
/// assert_eq!(kinds[..2], [(2, ShapeKind::Blank), (3, ShapeKind::Untidy)]);
/// assert_eq!(kinds[2..], [(3, ShapeKind::Repeated { of: 1 }), (4, ShapeKind::SeveralTerms)]);
/// ```
#[must_use]
pub fn shape(data: &str, language: &str) -> Vec<Shape> {
    let mut found = Vec::new();
    let mut seen: HashMap<String, u32> = HashMap::new();
    for (line, text) in (1..).zip(lines(data)) {
        let mut push = |kind| found.push(Shape { line, kind });
        let tidy = clean(text);
        if tidy.is_empty() {
            push(ShapeKind::Blank);
            continue;
        }
        if tidy != text {
            push(ShapeKind::Untidy);
        }
        match seen.get(&key(&tidy, language)) {
            Some(&of) => push(ShapeKind::Repeated { of }),
            None => {
                seen.insert(key(&tidy, language), line);
            }
        }
        // One comma may belong to a term (`Smith, Jo`).
        if tidy.matches([',', ';']).count() > 1 {
            push(ShapeKind::SeveralTerms);
        }
    }
    found
}

/// The places of languages that repeat an earlier one, with the place of the earlier one. They are
/// compared as text: a vocabulary service takes one dictionary for each.
///
/// ```
/// assert_eq!(cuesmith::dictionary::repeated(&["English", "French", "English"]), [(2, 0)]);
/// ```
#[must_use]
pub fn repeated(languages: &[&str]) -> Vec<(usize, usize)> {
    let mut first: HashMap<&str, usize> = HashMap::new();
    let mut found = Vec::new();
    for (at, language) in languages.iter().enumerate() {
        match first.get(language) {
            Some(&of) => found.push((at, of)),
            None => {
                first.insert(language, at);
            }
        }
    }
    found
}

/// A term that helps little or does harm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// The term.
    pub term: Term,
    /// Why.
    pub kind: AdviceKind,
}

/// Why a term helps little.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AdviceKind {
    /// It is an everyday word, which speech recognition knows and would now hear too often.
    Common,
    /// It has more words than this: recognizers take short terms.
    Long(usize),
    /// Latin letters beside Cyrillic or Greek ones in one word: some may only look alike.
    MixedScripts,
    /// It occurs in none of the captions it was compared with.
    Unseen,
}

/// The maximum number of words that a term should have.
const MOST_WORDS: usize = 6;

/// Advice about terms for a language (a BCP 47 tag). `captions` are texts in which terms should
/// occur; if empty, this is not checked.
#[must_use]
pub fn advice(terms: &[Term], language: &str, captions: &[&str]) -> Vec<Advice> {
    let languages = Languages::new();
    let folded: Vec<String> = captions.iter().map(|text| spaced(text)).collect();
    let mut found = Vec::new();
    for term in terms {
        let mut push = |kind| found.push(Advice { term: term.clone(), kind });
        let words = Words::new(&term.text).count();
        if words == 1 && languages.is_common(&fold(&term.text), language) {
            push(AdviceKind::Common);
        }
        if words > MOST_WORDS {
            push(AdviceKind::Long(MOST_WORDS));
        }
        if Words::new(&term.text).any(|word| is_mixed(word.of(&term.text))) {
            push(AdviceKind::MixedScripts);
        }
        let spaced = spaced(&term.text);
        if !folded.is_empty() && !folded.iter().any(|text| text.contains(&spaced)) {
            push(AdviceKind::Unseen);
        }
    }
    found
}

/// The folded words of a text with spaces between and around them.
fn spaced(text: &str) -> String {
    let words: Vec<String> = Words::new(text).map(|word| fold(word.of(text))).collect();
    format!(" {} ", words.join(" "))
}

fn is_mixed(word: &str) -> bool {
    let latin = |c: char| c.is_ascii_alphabetic() || ('\u{c0}'..='\u{24f}').contains(&c);
    let other = |c: char| ('\u{370}'..='\u{52f}').contains(&c) && c.is_alphabetic();
    word.contains(latin) && word.contains(other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::parse;

    #[test]
    fn advice_names_common_long_mixed_and_unseen_terms() {
        let terms =
            parse("water\nKubernetes\nScоtia\none two three four five six seven", "a", true);
        let found = advice(&terms, "en", &["We run kubernetes here."]);
        let kinds: Vec<(u32, AdviceKind)> = found.iter().map(|a| (a.term.line, a.kind)).collect();
        assert_eq!(
            kinds,
            [
                (1, AdviceKind::Common),
                (1, AdviceKind::Unseen),
                (3, AdviceKind::MixedScripts),
                (3, AdviceKind::Unseen),
                (4, AdviceKind::Long(6)),
                (4, AdviceKind::Unseen),
            ]
        );
        assert_eq!(advice(&parse("Kubernetes", "a", true), "en", &[]), []);
    }

    #[test]
    fn sizes_count_what_kmc_and_the_server_count() {
        let size = size("🚢 ferry\r\n\r\nŽ");
        assert_eq!((size.entries, size.characters, size.bytes), (2, 13, 16));
    }
}
