//! Where the words of a text are, eight bytes at a time.
//!
//! A word is a run of letters, digits and marks; characters that show nothing (soft hyphens) may lie
//! inside it. Apostrophes and hyphens divide: `l'enculé` and `mother-in-law` are words in a row.
//! Scripts without spaces (Han, kana, Thai, Lao, Khmer, Burmese) are taken a character at a time.

use unicode_normalization::char::is_combining_mark;

use super::fold::fold_into;
use crate::timeline::is_invisible;

/// A word of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Where it begins, in bytes.
    pub start: usize,
    /// Where it ends, in bytes.
    pub end: usize,
    /// [`hash`] of its folded form.
    pub hash: u64,
}

impl Word {
    /// The word as written.
    #[must_use]
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start..self.end]
    }
}

/// The words of a text, in order.
///
/// ```
/// use cuesmith::words::Words;
///
/// let text = "Well, that's — déjà-vu!";
/// let words: Vec<&str> = Words::new(text).map(|word| word.of(text)).collect();
/// assert_eq!(words, ["Well", "that", "s", "déjà", "vu"]);
/// ```
#[derive(Clone, Debug)]
pub struct Words<'t> {
    text: &'t str,
    at: usize,
    folded: String,
}

impl<'t> Words<'t> {
    /// The words of `text`.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        Self::from(text, 0)
    }

    /// The words of `text` from the byte `at` on, which is at the border of a word.
    #[must_use]
    pub fn from(text: &'t str, at: usize) -> Self {
        Self { text, at, folded: String::new() }
    }

    /// Passes over what is not a word. Whether there is one.
    #[inline]
    fn find_start(&mut self) -> bool {
        let bytes = self.text.as_bytes();
        while let Some(&byte) = bytes.get(self.at) {
            if byte < 0x80 {
                if byte.is_ascii_alphanumeric() {
                    return true;
                }
                self.at += 1;
            } else {
                let Some(c) = self.text[self.at..].chars().next() else { return false };
                if starts_word(c) {
                    return true;
                }
                self.at += c.len_utf8();
            }
        }
        false
    }

    /// A word with characters beyond ASCII, from its start.
    #[cold]
    fn beyond_ascii(&mut self, start: usize) -> Word {
        let mut end = start;
        for (at, c) in self.text[start..].char_indices() {
            if stands_alone(c) {
                if at == 0 {
                    end = start + c.len_utf8();
                }
                break;
            }
            if c.is_alphanumeric() || is_combining_mark(c) {
                end = start + at + c.len_utf8();
            } else if !is_joining(c) {
                break;
            }
        }
        self.at = end;
        self.folded.clear();
        fold_into(&self.text[start..end], &mut self.folded);
        Word { start, end, hash: hash(&self.folded) }
    }
}

impl Iterator for Words<'_> {
    type Item = Word;

    #[inline]
    fn next(&mut self) -> Option<Word> {
        if !self.find_start() {
            return None;
        }
        let (bytes, start) = (self.text.as_bytes(), self.at);
        let mut sum = SEED;
        loop {
            let eight = load(bytes, self.at);
            let (letters, high) = word_bytes(eight);
            let length = ((!letters & HIGH).trailing_zeros() / 8) as usize;
            // A byte beyond ASCII inside the word or directly after it: perhaps a letter.
            if high.trailing_zeros() / 8 <= length as u32 && high != 0 {
                let at = self.at + (high.trailing_zeros() / 8) as usize;
                if at == start || self.text[at..].starts_with(continues_word) {
                    return Some(self.beyond_ascii(start));
                }
            }
            if length == 8 {
                sum = mix(sum, eight | SPACES);
                self.at += 8;
                continue;
            }
            // Capitals and small letters differ in this bit, and digits have it.
            sum = mix(sum, (eight | SPACES) & !(u64::MAX << (8 * length)));
            self.at += length;
            return Some(Word { start, end: self.at, hash: sum });
        }
    }
}

const HIGH: u64 = 0x8080_8080_8080_8080;
const SPACES: u64 = 0x2020_2020_2020_2020;
const SEED: u64 = 0x9e37_79b9_7f4a_7c15;

#[inline]
const fn mix(sum: u64, eight: u64) -> u64 {
    let product = (sum ^ eight).wrapping_mul(0xff51_afd7_ed55_8ccd);
    product ^ (product >> 32)
}

/// The number that a folded word is known by. It is not proof against collisions made on purpose:
/// who finds a word by it compares the word too.
#[must_use]
pub fn hash(folded: &str) -> u64 {
    let bytes = folded.as_bytes();
    let mut sum = SEED;
    let mut at = 0;
    while at + 8 <= bytes.len() {
        sum = mix(sum, load(bytes, at));
        at += 8;
    }
    mix(sum, load(bytes, at))
}

/// Eight bytes, zeros after the end.
#[inline]
pub(crate) fn load(bytes: &[u8], at: usize) -> u64 {
    match bytes.get(at..at + 8) {
        Some(eight) => u64::from_le_bytes(eight.try_into().unwrap_or_default()),
        None => {
            let mut eight = [0; 8];
            for (to, from) in eight.iter_mut().zip(&bytes[at..]) {
                *to = *from;
            }
            u64::from_le_bytes(eight)
        }
    }
}

/// The high bit of each byte that is an ASCII letter or digit, and of each byte beyond ASCII.
#[inline]
pub(crate) const fn word_bytes(eight: u64) -> (u64, u64) {
    const fn each(byte: u8) -> u64 {
        byte as u64 * 0x0101_0101_0101_0101
    }
    let high = eight & HIGH;
    let plain = eight & !HIGH;
    let small = plain | SPACES;
    let letter = (small + each(0x80 - b'a')) & !(small + each(0x7f - b'z'));
    let digit = (plain + each(0x80 - b'0')) & !(plain + each(0x7f - b'9'));
    ((letter | digit) & HIGH & !high, high)
}

/// Characters of scripts without spaces, each its own word.
pub(super) const fn stands_alone(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Soft hyphens and the like inside a word; control characters divide.
fn is_joining(c: char) -> bool {
    is_invisible(c) && !c.is_control()
}

fn starts_word(c: char) -> bool {
    c.is_alphanumeric() || stands_alone(c)
}

fn continues_word(c: char) -> bool {
    !stands_alone(c) && (c.is_alphanumeric() || is_combining_mark(c) || is_joining(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::fold;

    fn words(text: &str) -> Vec<&str> {
        Words::new(text).map(|word| word.of(text)).collect()
    }

    #[test]
    fn words_are_runs_of_letters_digits_and_marks() {
        assert_eq!(words(""), [""; 0]);
        assert_eq!(words(" a\nbc  1st "), ["a", "bc", "1st"]);
        assert_eq!(words("¿Qué? “naïve” café."), ["Qué", "naïve", "café"]);
        assert_eq!(words("it’s e\u{301}te\u{301}"), ["it", "s", "e\u{301}te\u{301}"]);
        assert_eq!(words("sof\u{ad}t\u{ad} x"), ["sof\u{ad}t", "x"]);
        assert_eq!(words("東京 to"), ["東", "京", "to"]);
        assert_eq!(words("abcdefgh abcdefghi 12345678é"), ["abcdefgh", "abcdefghi", "12345678é"]);
    }

    #[test]
    fn a_word_is_hashed_as_its_folded_form_wherever_it_stands() {
        for word in [
            "a",
            "Ab",
            "seventh",
            "EIGHTLET",
            "ninelette",
            "sixteen16lettersX",
            "Été",
            "ﬁn",
            "x\u{ad}y",
        ] {
            for pad in 0..9 {
                let text = format!("{}{word}", " ".repeat(pad));
                for text in [format!("{text} and more words after it"), text] {
                    let found = Words::new(&text).next().unwrap();
                    assert_eq!(found.hash, hash(&fold(word)), "{text:?}");
                    assert_eq!(found.of(&text), word);
                }
            }
        }
    }

    #[test]
    fn every_ascii_character_divides_or_does_not() {
        for byte in 0..0x80_u8 {
            let text = format!("aa{}bb", byte as char);
            let expected = if byte.is_ascii_alphanumeric() { 1 } else { 2 };
            assert_eq!(words(&text).len(), expected, "{byte:#x}");
        }
    }
}
