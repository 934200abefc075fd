//! Closed classes of words by language: articles, prepositions, ... They say where a line should
//! not end. The lists are plain text under `data/`, one section for each class.

use std::sync::OnceLock;

use super::class::{self, Classes};

/// The sections of a list, in the order of the bits.
const NAMES: &[&str] = &[
    "article",
    "determiner",
    "preposition",
    "conjunction",
    "relative",
    "auxiliary",
    "negation",
    "pronoun",
    "object",
    "adverb",
    "number",
    "genitive",
    "infinitive",
    "title",
    "unit",
    "adverb-ending",
    "adjective-ending",
    "participle-ending",
    "coordinator",
    "particle",
    "together",
];

/// The languages with a list, and the list.
const LISTS: &[(&str, &str)] = &[
    ("de", include_str!("data/de.txt")),
    ("en", include_str!("data/en.txt")),
    ("es", include_str!("data/es.txt")),
    ("fr", include_str!("data/fr.txt")),
    ("it", include_str!("data/it.txt")),
    ("nl", include_str!("data/nl.txt")),
    ("pt", include_str!("data/pt.txt")),
];

/// The languages that have a word list, as BCP 47 primary tags, sorted.
pub const LANGUAGES: &[&str] = &["de", "en", "es", "fr", "it", "nl", "pt"];

/// What a list says of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) classes: Classes,
    /// The entries of `[together]` that have the word before their `+`, one bit each.
    pub(super) leads: u64,
    /// The entries that have it after their `+`.
    pub(super) follows: u64,
}

impl Known {
    const fn and(self, other: Self) -> Self {
        Self {
            classes: self.classes | other.classes,
            leads: self.leads | other.leads,
            follows: self.follows | other.follows,
        }
    }

    const fn is_unknown(&self) -> bool {
        self.classes == 0 && self.leads == 0 && self.follows == 0
    }
}

/// The words of one language; without any, line breaks are chosen by punctuation and balance.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BreakWords {
    /// The words, sorted.
    words: Vec<(&'static str, Known)>,
    /// Where a word is in `words`, plus one, by its hash; 0 where nothing does.
    places: Vec<u16>,
    /// The longest word, in bytes.
    longest: usize,
    /// Ends of words, in the order of the list.
    endings: Vec<(&'static str, Classes)>,
}

impl BreakWords {
    /// No words at all.
    pub const NONE: &'static Self =
        &Self { words: Vec::new(), places: Vec::new(), longest: 0, endings: Vec::new() };

    /// The words of a language by its BCP 47 tag (`en`, `pt-BR`); [`BreakWords::NONE`] where there is no
    /// list. The lists are read once.
    #[must_use]
    pub fn of(language: Option<&str>) -> &'static Self {
        static READ: [OnceLock<BreakWords>; LISTS.len()] = [const { OnceLock::new() }; LISTS.len()];
        let Some(tag) = language else { return Self::NONE };
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        let found = LISTS.iter().position(|(name, _)| name.eq_ignore_ascii_case(primary));
        found.map_or(Self::NONE, |at| READ[at].get_or_init(|| Self::read(LISTS[at].1)))
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    fn read(list: &'static str) -> Self {
        let mut all: Vec<(&'static str, Known)> = Vec::new();
        let mut endings = Vec::new();
        let mut class = 0;
        // The entry of `[together]`, and whether its `+` has been read.
        let (mut entry, mut follows) = (1u64, false);
        for line in list.lines().map(str::trim).filter(|line| !line.starts_with('#')) {
            if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                class = NAMES.iter().position(|known| *known == name).map_or(0, |bit| 1 << bit);
                continue;
            }
            for word in line.split_whitespace() {
                match word {
                    "+" => follows = true,
                    ";" => (entry, follows) = (entry << 1, false),
                    _ if class & class::ENDINGS != 0 => endings.push((word, class)),
                    _ if class != class::TOGETHER => {
                        all.push((word, Known { classes: class, ..Known::default() }));
                    }
                    _ if follows => all.push((word, Known { follows: entry, ..Known::default() })),
                    _ => all.push((word, Known { leads: entry, ..Known::default() })),
                }
            }
        }
        all.sort_unstable_by_key(|(word, _)| *word);
        let mut words: Vec<(&'static str, Known)> = Vec::with_capacity(all.len());
        for (word, known) in all {
            match words.last_mut() {
                Some((last, before)) if *last == word => *before = before.and(known),
                _ => words.push((word, known)),
            }
        }
        let mut places = vec![0; (words.len() * 4).next_power_of_two()];
        for (at, (word, _)) in words.iter().enumerate() {
            let mut place = hash(word) & (places.len() - 1);
            while places[place] != 0 {
                place = (place + 1) & (places.len() - 1);
            }
            places[place] = at as u16 + 1;
        }
        let longest = words.iter().map(|(word, _)| word.len()).max().unwrap_or_default();
        Self { words, places, longest, endings }
    }

    /// What is known of a word without punctuation, as seen by a line that ends with it, and by one
    /// that begins with it: an elided article (`l'homme`) counts at the front only.
    pub(super) fn find(&self, word: &str) -> (Known, Known) {
        if self.words.is_empty() || word.is_empty() {
            return (Known::default(), Known::default());
        }
        if word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
            return self.of_lower(word);
        }
        let mut lower = word.to_lowercase();
        if lower.contains('\u{2019}') && self.listed(&lower).is_unknown() {
            lower = lower.replace('\u{2019}', "'");
        }
        self.of_lower(&lower)
    }

    fn of_lower(&self, word: &str) -> (Known, Known) {
        let listed = self.listed(word);
        if listed.classes != 0 {
            return (listed, listed);
        }
        if let Some(at) = word.bytes().position(|byte| byte == b'\'') {
            let (front, rest) = (self.listed(&word[..=at]), self.listed(&word[at + 1..]));
            if !front.is_unknown() {
                return (rest, front);
            }
        }
        let last = word.bytes().next_back();
        let fits = |ending: &str| {
            ending.bytes().next_back() == last
                && word.len() >= ending.len() + 3
                && word.ends_with(ending)
        };
        let ending = self.endings.iter().find(|(ending, _)| fits(ending));
        let known = Known { classes: ending.map_or(0, |(_, class)| *class), ..listed };
        (known, known)
    }

    fn listed(&self, word: &str) -> Known {
        if word.len() > self.longest {
            return Known::default();
        }
        let mut place = hash(word);
        loop {
            place &= self.places.len() - 1;
            match self.places[place].checked_sub(1).map(|at| self.words[at as usize]) {
                None => return Known::default(),
                Some((known, found)) if known == word => return found,
                Some(_) => place += 1,
            }
        }
    }
}

/// FNV-1a: short words, all of them known.
fn hash(word: &str) -> usize {
    let mix = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    let hash = word.bytes().fold(0x811c_9dc5, mix);
    (hash ^ (hash >> 15)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_has_every_section_it_names_and_enough_words() {
        assert!(LISTS.iter().map(|(name, _)| name).eq(LANGUAGES));
        for (language, list) in LISTS {
            for line in list.lines().filter(|line| line.starts_with('[')) {
                assert!(NAMES.contains(&line.trim_matches(['[', ']'])), "{language}: {line}");
            }
            let entries = list.split_whitespace().filter(|word| *word == ";").count();
            assert!(entries <= 64, "{language}: one bit for each entry of [together]");
            let words = BreakWords::of(Some(language));
            assert!(words.words.len() >= 150, "{language}: {}", words.words.len());
            let lower = |word: &str| word.to_lowercase() == word;
            assert!(words.words.iter().all(|(word, _)| lower(word)), "{language}");
        }
    }

    #[test]
    fn a_language_is_found_by_its_primary_tag() {
        assert!(!BreakWords::of(Some("pt-BR")).is_empty());
        assert!(!BreakWords::of(Some("EN_us")).is_empty());
        assert!(BreakWords::of(Some("pl")).is_empty());
        assert!(BreakWords::of(None).is_empty());
    }

    #[test]
    fn an_elided_word_is_two() {
        let french = BreakWords::of(Some("fr"));
        let (last, first) = french.find("qu'il");
        assert_ne!(last.classes & class::PRONOUN, 0);
        assert_ne!(first.classes & class::CONJUNCTION, 0);
        assert_eq!(french.find("l\u{2019}homme"), (Known::default(), french.listed("l'")));
        let english = BreakWords::of(Some("en"));
        assert_eq!(english.find("don\u{2019}t").0.classes, class::NEGATION);
        assert_eq!(english.find("slowly").0.classes, class::ADVERB_ENDING);
        assert_eq!(english.find("fly").0.classes, 0);
    }
}
