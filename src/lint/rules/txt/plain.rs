//! Text as phrases are compared, and lists of phrases.

use crate::words::{load, word_bytes};

/// Letters and digits, in small letters, with one space between words.
pub(super) fn plain(text: &str) -> String {
    let text = text.to_lowercase();
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// Phrases to search for, and which of them may begin at a place: what rules out nearly all text without a copy of it.
pub(super) struct Phrases {
    /// All of them, as [`plain`] text, in the order of the list.
    pub(super) list: Vec<String>,
    /// Each with its place in `list`.
    sorted: Vec<(String, usize)>,
    /// For each first byte where its phrases begin in `sorted`.
    starts: [u16; 257],
    /// The first three letters of the phrases, as a set of 4,096.
    beginnings: [u64; 64],
    /// The first bytes of phrases that begin otherwise than with three letters or digits of ASCII.
    others: [bool; 256],
}

impl Phrases {
    /// Reads a list: one phrase a line; lines that begin with `#` are comments.
    pub(super) fn new(text: &str) -> Self {
        let lines = text.lines().filter(|line| !line.starts_with('#')).map(plain);
        let list: Vec<String> = lines.filter(|phrase| !phrase.is_empty()).collect();
        let mut sorted: Vec<(String, usize)> = list.iter().cloned().zip(0..).collect();
        sorted.sort_unstable();
        let (mut starts, mut beginnings, mut others) = ([0; 257], [0; 64], [false; 256]);
        for (byte, start) in starts.iter_mut().enumerate() {
            let is_before = |(phrase, _): &(String, usize)| (phrase.as_bytes()[0] as usize) < byte;
            *start = sorted.partition_point(is_before) as u16;
        }
        for (phrase, _) in &sorted {
            match phrase.as_bytes() {
                [a, b, c, ..] if [a, b, c].iter().all(|byte| byte.is_ascii_alphanumeric()) => {
                    let hash = beginning(*a, *b, *c);
                    beginnings[hash / 64] |= 1 << (hash % 64);
                }
                bytes => others[bytes[0] as usize] = true,
            }
        }
        Self { list, sorted, starts, beginnings, others }
    }

    /// Whether a text has exactly the words of a phrase; `text` as [`plain`] makes it.
    pub(super) fn contains(&self, text: &str) -> bool {
        self.sorted.binary_search_by(|(phrase, _)| phrase.as_str().cmp(text)).is_ok()
    }

    /// The phrase that a text contains as whole words; of several the first in the list. `text` as [`plain`] makes it.
    pub(super) fn find_in(&self, text: &str) -> Option<&str> {
        let begins = |at: &usize| *at == 0 || text.as_bytes()[at - 1] == b' ';
        let words = (0..text.len()).filter(begins);
        let found = words.flat_map(|at| {
            let rest = &text.as_bytes()[at..];
            let with_first = self.with_byte(rest[0]).iter();
            let is_here = |(phrase, _): &&(String, usize)| {
                rest.strip_prefix(phrase.as_bytes())
                    .is_some_and(|after| matches!(after, [] | [b' ', ..]))
            };
            with_first.filter(is_here).map(|(_, place)| *place)
        });
        found.min().map(|place| self.list[place].as_str())
    }

    /// The phrases that may begin with a character.
    fn with_first(&self, c: char) -> &[(String, usize)] {
        let mut bytes = [0; 4];
        c.to_lowercase().next().unwrap_or(c).encode_utf8(&mut bytes);
        self.with_byte(bytes[0])
    }

    /// The phrases with this first byte.
    fn with_byte(&self, byte: u8) -> &[(String, usize)] {
        let range = self.starts[byte as usize] as usize..self.starts[byte as usize + 1] as usize;
        &self.sorted[range]
    }

    /// Whether a text, which begins with a word, may begin with a phrase; `alone`: and have no other words. `is_whole`:
    /// no text follows it that may complete the phrase.
    pub(super) fn may_open(&self, text: &str, alone: bool, is_whole: bool) -> bool {
        let phrases = match text.as_bytes() {
            [] => return false,
            bytes if !self.may_be_at(bytes) => return false,
            [first, ..] if first.is_ascii() => self.with_byte(first.to_ascii_lowercase()),
            _ => self.with_first(text.chars().next().unwrap_or_default()),
        };
        phrases.iter().any(|(phrase, _)| match rest(text, phrase) {
            Rest::Other => false,
            Rest::Ended => !is_whole,
            Rest::Open => true,
            Rest::After(rest) => !alone || !rest.contains(char::is_alphanumeric),
        })
    }

    /// Whether a phrase may begin anywhere in a text. Only for phrases whose first words are ASCII. `is_last`: no text
    /// follows it that may complete the phrase.
    pub(super) fn may_begin_in(&self, text: &str, is_last: bool) -> bool {
        let bytes = text.as_bytes();
        let mut inside = 0;
        for at in (0..bytes.len()).step_by(8) {
            let (words, _) = word_bytes(load(bytes, at));
            // Words begin where none was before.
            let mut starts = words & !(words << 8 | inside);
            inside = words >> 56;
            while starts != 0 {
                let start = at + (starts.trailing_zeros() / 8) as usize;
                starts &= starts - 1;
                if self.may_be_at(&bytes[start..]) && self.may_open(&text[start..], false, is_last)
                {
                    return true;
                }
            }
        }
        false
    }

    /// Whether a phrase may begin with the first bytes of a text. Most words begin with other letters.
    fn may_be_at(&self, text: &[u8]) -> bool {
        let &[a, b, c, ..] = text else { return true };
        let hash = beginning(a, b, c);
        self.beginnings[hash / 64] >> (hash % 64) & 1 != 0
            || self.others[(a | 0x20) as usize]
            || !(a.is_ascii() && b.is_ascii() && c.is_ascii())
    }
}

/// How a text goes on that may begin with a phrase.
enum Rest<'t> {
    /// It begins with other words.
    Other,
    /// It ends before the phrase does.
    Ended,
    /// It depends on letters that are compared in small letters of the whole text only.
    Open,
    /// What is after the phrase.
    After(&'t str),
}

/// A number below 4,096 for three letters or digits, in whatever case.
const fn beginning(a: u8, b: u8, c: u8) -> usize {
    let all = u32::from_le_bytes([a | 0x20, b | 0x20, c | 0x20, 0]);
    (all.wrapping_mul(0x9e37_79b1) >> 20) as usize
}

fn rest<'t>(text: &'t str, phrase: &str) -> Rest<'t> {
    let (mut bytes, mut wanted) = (text.as_bytes(), phrase.as_bytes());
    while let [want, more @ ..] = wanted {
        let Some((&byte, after)) = bytes.split_first() else { return Rest::Ended };
        if !(byte.is_ascii() && want.is_ascii()) {
            let same = (text.len() - bytes.len(), phrase.len() - wanted.len());
            return rest_by_char(&text[same.0..], &phrase[same.1..]);
        }
        match byte.is_ascii_alphanumeric() {
            true if byte.to_ascii_lowercase() == *want => (bytes, wanted) = (after, more),
            true => return Rest::Other,
            // What separates the words, as often as it comes.
            false if *want == b' ' => {
                let next = bytes.iter().position(|b| b.is_ascii_alphanumeric() || !b.is_ascii());
                let next = next.unwrap_or(bytes.len());
                if bytes.get(next).is_some_and(|byte| !byte.is_ascii()) {
                    let same = (text.len() - bytes.len(), phrase.len() - wanted.len());
                    return rest_by_char(&text[same.0..], &phrase[same.1..]);
                }
                (bytes, wanted) = (&bytes[next..], more);
            }
            false => return Rest::Other,
        }
    }
    match bytes.first() {
        Some(byte) if byte.is_ascii_alphanumeric() => Rest::Other,
        Some(byte) if !byte.is_ascii() => rest_by_char(&text[text.len() - bytes.len()..], ""),
        _ => Rest::After(&text[text.len() - bytes.len()..]),
    }
}

/// [`rest`] for any characters.
fn rest_by_char<'t>(mut text: &'t str, phrase: &str) -> Rest<'t> {
    for want in phrase.chars() {
        let Some(c) = text.chars().next() else { return Rest::Ended };
        if want == ' ' {
            if c.is_alphanumeric() {
                return Rest::Other;
            }
            text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
            continue;
        }
        let mut small = c.to_lowercase();
        match (small.next(), small.next()) {
            // Which of the two a capital becomes depends on what follows.
            _ if matches!(want, 'σ' | 'ς') => return Rest::Open,
            (Some(one), None) if one == want => text = &text[c.len_utf8()..],
            (Some(_), None) => return Rest::Other,
            _ => return Rest::Open,
        }
    }
    if text.starts_with(char::is_alphanumeric) { Rest::Other } else { Rest::After(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_may_open_with_a_phrase() {
        let phrases = Phrases::new("# list\nThanks for watching\nPlease, subscribe!\nÉtait-ce\n");
        let opens = |text: &str| phrases.may_open(text, false, false);
        let is_alone = |text: &str| phrases.may_open(text, true, false);
        for text in
            ["thanks  for WATCHING.", "Thanks", "Thanks for wat", "please subscribe", "était"]
        {
            assert!(opens(text) && is_alone(text), "{text}");
        }
        assert!(opens("Thanks for watching us") && !is_alone("Thanks for watching us"));
        assert!(is_alone("Thanks \u{a0}") && !is_alone("Thanks for watching \u{e9}"));
        assert!(opens("ÉTAIT—CE") && is_alone("Était - ce\u{a0}!"));
        assert!(
            !opens("Était la") && !opens("États") && !is_alone("était-ce é") && !opens("était-cé")
        );
        for text in ["thanksgiving", "Thanks to", "Thanks for watchings", "thank you", "", "Or"] {
            assert!(!opens(text), "{text}");
        }
        for text in ["Thanks", "Thanks for wat"] {
            assert!(!phrases.may_open(text, false, true), "{text}");
        }
        assert_eq!(phrases.find_in("so thanks for watching"), Some("thanks for watching"));
        assert_eq!(
            phrases.find_in("please subscribe thanks for watching"),
            Some("thanks for watching")
        );
        assert_eq!(phrases.find_in("thanks for watchings nothanks for watching"), None);
        assert!(phrases.contains("please subscribe") && !phrases.contains("please"));
    }
}
