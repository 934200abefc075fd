//! The pronouncing dictionary: one `word PH PH ...` per line, `word(2) PH ...` for an alternative pronunciation.

use std::ops::Range;

use super::error::{ModelError, Problem};
use super::mdef::Phones;

/// A dictionary as its text and an index into it, without a string per word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dictionary {
    text: String,
    /// The positions of the lines, sorted by word (in lower case, without its number), then by position.
    lines: Vec<Line>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Line {
    /// Start of the line.
    start: u32,
    /// Length of the word, without its number.
    word: u16,
    /// Start of the phones, relative to `start`.
    phones: u16,
    /// Length of the line.
    length: u16,
}

impl Dictionary {
    /// The number of pronunciations.
    #[must_use]
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether the dictionary is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The pronunciations of a lower-case word, each as phone names separated by blanks.
    pub fn find(&self, word: &str) -> impl Iterator<Item = &str> {
        let from = self.lines.partition_point(|line| self.word(line) < word);
        let same = self.lines[from..].iter().take_while(move |line| self.word(line) == word);
        same.map(|line| self.phones(line))
    }

    /// All words and pronunciations.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.lines.iter().map(|line| (self.word(line), self.phones(line)))
    }

    fn word(&self, line: &Line) -> &str {
        &self.text[range(line.start, 0, line.word)]
    }

    fn phones(&self, line: &Line) -> &str {
        &self.text[range(line.start, line.phones, line.length)]
    }
}

fn range(start: u32, from: u16, to: u16) -> Range<usize> {
    start as usize + usize::from(from)..start as usize + usize::from(to)
}

/// Reads a dictionary. Comments and lines without phones are skipped; words are converted to lower case.
pub(super) fn dictionary(data: &[u8]) -> Result<Dictionary, ModelError> {
    if u32::try_from(data.len()).is_err() {
        let problem = Problem::Unsupported("a file of 4 GiB or more".into());
        return Err(ModelError { file: FILE, problem });
    }
    // Only words are looked up in lower case; phone names keep their case.
    let source = String::from_utf8_lossy(data);
    let mut text = String::with_capacity(source.len());
    let mut lines = Vec::new();
    for line in source.lines() {
        let line = line.trim();
        if line.starts_with("##") || line.starts_with(";;;") {
            continue;
        }
        let Some((word, phones)) = line.split_once(char::is_whitespace) else { continue };
        let phones = phones.trim_start();
        let start = text.len();
        let word = without_number(word);
        match word.is_ascii() {
            true => text.extend(word.chars().map(|c| c.to_ascii_lowercase())),
            false => text.push_str(&word.to_lowercase()),
        }
        let word = text.len() - start;
        text.push(' ');
        text.push_str(phones);
        let length = text.len() - start;
        // A line this long is not a word.
        match (u16::try_from(word), u16::try_from(length), u32::try_from(start)) {
            (Ok(word), Ok(length), Ok(start)) => {
                lines.push(Line { start, word, phones: word + 1, length });
            }
            _ => text.truncate(start),
        }
    }
    let mut dictionary = Dictionary { text, lines: Vec::new() };
    lines.sort_by(|a, b| dictionary.word(a).cmp(dictionary.word(b)));
    dictionary.lines = lines;
    Ok(dictionary)
}

const FILE: &str = "dictionary";

/// A word without the number of its pronunciation in parentheses.
fn without_number(word: &str) -> &str {
    let number = word.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    match number {
        Some((word, digits)) if !word.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) => {
            word
        }
        _ => word,
    }
}

/// The phone ids of a pronunciation; `None` if the model lacks one of its phones.
pub(super) fn ids(pronunciation: &str, phones: &Phones) -> Option<Vec<u8>> {
    let ids: Option<Vec<u8>> =
        pronunciation.split_whitespace().map(|name| phones.find(name)).collect();
    ids.filter(|ids| !ids.is_empty() && ids.len() <= LONGEST)
}

/// The maximum number of phones in a word.
pub(super) const LONGEST: usize = 200;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_all_its_pronunciations_and_no_others() {
        let text = b"## comment\n;;; comment\nthe DH AH\nthe(2) DH IY\nThen DH EH N\n(2) T UW\nempty\nth\tT H\n";
        let dictionary = dictionary(text).unwrap();
        assert_eq!(dictionary.len(), 5);
        assert_eq!(dictionary.find("the").collect::<Vec<_>>(), ["DH AH", "DH IY"]);
        assert_eq!(dictionary.find("then").collect::<Vec<_>>(), ["DH EH N"]);
        assert_eq!(dictionary.find("(2)").collect::<Vec<_>>(), ["T UW"]);
        assert_eq!(dictionary.find("th").count(), 1);
        assert_eq!(dictionary.find("empty").count() + dictionary.find("").count(), 0);
    }
}
