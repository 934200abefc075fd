//! When two words count as the same word.

use std::ops::Range;

use crate::timeline::is_unspaced;
use crate::words::{fold, fold_in, primary, with_case};
use unicode_normalization::char::is_combining_mark;

/// What counts when words are compared. Anything set to `false` is ignored.
///
/// Always ignored: compatibility forms (full width, ligatures), invisible characters, kinds of apostrophes
/// and hyphens; markup. Each character of a script without spaces is a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Normalization {
    /// Capital and small letters differ.
    pub case: bool,
    /// Punctuation and symbols are part of the words beside them. Otherwise they separate words (`well-known` is
    /// two), except for apostrophes between letters, and points, commas and colons between digits.
    pub punctuation: bool,
    /// Hesitation words (`uh`, `um`) count.
    pub fillers: bool,
    /// Speaker names and marks are words.
    pub speakers: bool,
    /// Sound labels are words.
    pub sounds: bool,
    /// The language as a BCP 47 tag, for hesitation words and Turkish letters; English if unknown.
    pub language: Option<String>,
}

impl Default for Normalization {
    fn default() -> Self {
        Self {
            case: false,
            punctuation: false,
            fillers: true,
            speakers: false,
            sounds: false,
            language: None,
        }
    }
}

/// Hesitation words, by language. Words with another meaning (`er` in German, `um` in Portuguese) are left out.
const FILLERS: &[(&str, &[&str])] = &[
    ("en", &["uh", "uhh", "um", "umm", "uhm", "er", "erm", "hm", "hmm", "mm", "mmm", "mhm"]),
    ("de", &["äh", "ähm", "öh", "öhm", "hm", "hmm", "mhm"]),
    ("fr", &["euh", "heu", "hum", "hm", "hmm", "mhm"]),
    ("es", &["eh", "ehm", "em", "hm", "hmm", "mhm"]),
    ("it", &["ehm", "eh", "uhm", "mh", "hm", "hmm"]),
    ("pt", &["ahn", "hum", "hm", "hmm", "ãh", "éh"]),
    ("nl", &["eh", "ehm", "uh", "uhm", "hm", "hmm"]),
    ("ru", &["э", "ээ", "эээ", "эм", "мм", "хм"]),
];

/// A word as it is compared, and its position.
pub(super) struct Found {
    /// Its position in the text, in bytes.
    pub(super) range: Range<usize>,
    /// The form that is compared.
    pub(super) normal: String,
    /// A character of a script without spaces.
    pub(super) alone: bool,
}

impl Normalization {
    /// Appends the words of a part of a text to `out`.
    pub(super) fn words(&self, text: &str, part: Range<usize>, out: &mut Vec<Found>) {
        let mut start = None;
        for (at, c) in text[part.clone()].char_indices() {
            let at = part.start + at;
            match (c.is_whitespace(), start) {
                (true, Some(from)) => {
                    self.chunk(text, from..at, out);
                    start = None;
                }
                (false, None) => start = Some(at),
                _ => {}
            }
        }
        if let Some(from) = start {
            self.chunk(text, from..part.end, out);
        }
    }

    /// The words of a text without white space.
    fn chunk(&self, text: &str, range: Range<usize>, out: &mut Vec<Found>) {
        let mut start = range.start;
        let mut before = None;
        let mut chars = text[range.clone()].char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let (at, end) = (range.start + at, range.start + at + c.len_utf8());
            let after = chars.peek().map(|(_, c)| *c);
            if is_unspaced(c) && c.is_alphanumeric() {
                self.push(text, start..at, false, out);
                // Vowels and tones of Thai and other scripts that follow a letter.
                let mut end = end;
                while let Some((_, mark)) = chars.next_if(|(_, c)| is_combining_mark(*c)) {
                    end += mark.len_utf8();
                }
                self.push(text, at..end, true, out);
                start = end;
                before = None;
                continue;
            }
            if !self.punctuation && !is_part(c, before, after) {
                self.push(text, start..at, false, out);
                start = end;
            }
            before = Some(c);
        }
        self.push(text, start..range.end, false, out);
    }

    fn push(&self, text: &str, range: Range<usize>, alone: bool, out: &mut Vec<Found>) {
        if range.is_empty() {
            return;
        }
        let word = &text[range.clone()];
        let normal = match (self.case, self.language.as_deref()) {
            (true, _) => with_case(word),
            (false, Some(language)) => fold_in(word, language),
            (false, None) => fold(word),
        };
        if normal.is_empty() || !self.fillers && self.is_filler(&normal) {
            return;
        }
        out.push(Found { range, normal, alone });
    }

    fn is_filler(&self, word: &str) -> bool {
        let language = self.language.as_deref().map_or_else(|| "en".to_owned(), primary);
        let lower;
        let word = if self.case {
            lower = fold(word);
            &lower
        } else {
            word
        };
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        FILLERS.iter().any(|(known, words)| *known == language && words.contains(&word))
    }
}

/// Whether a character is part of the word around it when punctuation does not count.
fn is_part(c: char, before: Option<char>, after: Option<char>) -> bool {
    if c.is_alphanumeric() || is_combining_mark(c) || crate::timeline::is_invisible(c) {
        return true;
    }
    let both = |is: fn(char) -> bool| before.is_some_and(is) && after.is_some_and(is);
    match c {
        '\'' | '’' | '‘' | 'ʼ' | '＇' | '´' | '`' => both(char::is_alphanumeric),
        '.' | ',' | ':' => both(char::is_numeric),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str, normalization: &Normalization) -> Vec<String> {
        let mut found = Vec::new();
        normalization.words(text, 0..text.len(), &mut found);
        found.into_iter().map(|word| word.normal).collect()
    }

    #[test]
    fn by_default_case_and_punctuation_do_not_count() {
        let base = Normalization::default();
        assert_eq!(
            words("“Don’t,” SHE said… well-known: 3.5 km, 10:30! ’tis", &base),
            ["don't", "she", "said", "well", "known", "3.5", "km", "10:30", "tis"]
        );
        assert_eq!(words("今日は OK。", &base), ["今", "日", "は", "ok"]);
        assert_eq!(words("ที่นี่", &base).concat(), "ที่นี่");
        assert_eq!(words(" — … ♪ ", &base), [""; 0]);
    }

    #[test]
    fn what_is_kept_counts() {
        let all = Normalization { case: true, punctuation: true, ..Normalization::default() };
        assert_eq!(words("“Don’t,” SHE said… ", &all), ["“Don't,”", "SHE", "said..."]);
        let turkish = Normalization { language: Some("tr".to_owned()), ..Normalization::default() };
        assert_eq!(words("ILIK", &turkish), ["ılık"]);
    }

    #[test]
    fn words_of_hesitation_are_those_of_the_language() {
        let none = Normalization { fillers: false, ..Normalization::default() };
        assert_eq!(words("Um, I, uh… went", &none), ["i", "went"]);
        let german = Normalization { language: Some("de-AT".to_owned()), ..none };
        assert_eq!(
            words("Um acht kam er, ähm, heim", &german),
            ["um", "acht", "kam", "er", "heim"]
        );
        let exact = Normalization { case: true, punctuation: true, fillers: false, ..german };
        assert_eq!(words("Ähm, ja", &exact), ["ja"]);
    }
}
