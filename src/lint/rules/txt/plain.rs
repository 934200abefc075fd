//! Text as phrases are compared, and lists of phrases.

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
                [a, b, c, ..] if IS_WORD[*b as usize] && IS_WORD[*c as usize] && a.is_ascii() => {
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
            Rest::After(rest) => {
                !alone || !rest.is_ascii() || !rest.bytes().any(|b| b.is_ascii_alphanumeric())
            }
        })
    }

    /// Whether a phrase may begin anywhere in a text. Only for phrases whose first words are ASCII. `is_last`: no text
    /// follows it that may complete the phrase.
    pub(super) fn may_begin_in(&self, text: &str, is_last: bool) -> bool {
        let bytes = text.as_bytes();
        let mut is_inside = false;
        for (at, byte) in bytes.iter().enumerate() {
            let is_word = IS_WORD[*byte as usize];
            if is_word
                && !is_inside
                && self.may_be_at(&bytes[at..])
                && self.may_open(&text[at..], false, is_last)
            {
                return true;
            }
            is_inside = is_word;
        }
        false
    }

    /// Whether a phrase may begin with the first bytes of a text. Most words begin with other letters.
    fn may_be_at(&self, text: &[u8]) -> bool {
        match text {
            &[a, b, c, ..] if a.is_ascii() && b.is_ascii() && c.is_ascii() => {
                let is_listed = || {
                    let hash = beginning(a, b, c);
                    self.beginnings[hash / 64] >> (hash % 64) & 1 != 0
                };
                let is_long = IS_WORD[b as usize] && IS_WORD[c as usize];
                is_long && is_listed() || self.others[a.to_ascii_lowercase() as usize]
            }
            _ => true,
        }
    }
}

/// How a text goes on that may begin with a phrase.
enum Rest<'t> {
    /// It begins with other words.
    Other,
    /// It ends before the phrase does.
    Ended,
    /// One of the two has letters outside of ASCII, which are not compared here.
    Open,
    /// What is after the phrase.
    After(&'t str),
}

/// Letters and digits of ASCII.
static IS_WORD: [bool; 256] = {
    let mut is_word = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        is_word[byte] = (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    is_word
};

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
            return Rest::Open;
        }
        match byte.is_ascii_alphanumeric() {
            true if byte.to_ascii_lowercase() == *want => (bytes, wanted) = (after, more),
            true => return Rest::Other,
            // What separates the words, as often as it comes.
            false if *want == b' ' => {
                let next = bytes.iter().position(|b| b.is_ascii_alphanumeric() || !b.is_ascii());
                (bytes, wanted) = (&bytes[next.unwrap_or(bytes.len())..], more);
            }
            false => return Rest::Other,
        }
    }
    match bytes.first() {
        Some(byte) if byte.is_ascii_alphanumeric() => Rest::Other,
        Some(byte) if !byte.is_ascii() => Rest::Open,
        _ => Rest::After(&text[text.len() - bytes.len()..]),
    }
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
        assert!(is_alone("Thanks \u{a0}") && is_alone("Thanks for watching, \u{e9}"));
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
