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

/// The words of one language; without any, line breaks are chosen by punctuation and balance.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BreakWords {
    /// Words and their classes, sorted.
    words: Vec<(&'static str, Classes)>,
    /// Where a word stands in `words`, plus one, by its hash; 0 where nothing does.
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
        let mut all: Vec<(&'static str, Classes)> = Vec::new();
        let mut endings = Vec::new();
        let mut class = 0;
        for line in list.lines().map(str::trim).filter(|line| !line.starts_with('#')) {
            if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                class = NAMES.iter().position(|known| *known == name).map_or(0, |bit| 1 << bit);
                continue;
            }
            let list = if class & class::ENDINGS == 0 { &mut all } else { &mut endings };
            list.extend(line.split_whitespace().map(|word| (word, class)));
        }
        all.sort_unstable();
        let mut words: Vec<(&'static str, Classes)> = Vec::with_capacity(all.len());
        for (word, class) in all {
            match words.last_mut() {
                Some((last, classes)) if *last == word => *classes |= class,
                _ => words.push((word, class)),
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

    /// The classes of a word bare of punctuation, as it looks to a line that ends with it, and to one
    /// that begins with it: an elided article (`l'homme`) is only seen from the front.
    pub(super) fn classes(&self, word: &str) -> (Classes, Classes) {
        if self.words.is_empty() || word.is_empty() {
            return (0, 0);
        }
        if word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
            return self.of_lower(word);
        }
        let mut lower = word.to_lowercase();
        if lower.contains('\u{2019}') && self.listed(&lower) == 0 {
            lower = lower.replace('\u{2019}', "'");
        }
        self.of_lower(&lower)
    }

    fn of_lower(&self, word: &str) -> (Classes, Classes) {
        let listed = self.listed(word);
        if listed != 0 {
            return (listed, listed);
        }
        if let Some(at) = word.bytes().position(|byte| byte == b'\'') {
            let (front, rest) = (self.listed(&word[..=at]), self.listed(&word[at + 1..]));
            if front != 0 {
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
        ending.map_or((0, 0), |(_, class)| (*class, *class))
    }

    fn listed(&self, word: &str) -> Classes {
        if word.len() > self.longest {
            return 0;
        }
        let mut place = hash(word);
        loop {
            place &= self.places.len() - 1;
            match self.places[place].checked_sub(1).map(|at| self.words[at as usize]) {
                None => return 0,
                Some((known, classes)) if known == word => return classes,
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
        let (behind, before) = french.classes("qu'il");
        assert_ne!(behind & class::PRONOUN, 0);
        assert_ne!(before & class::CONJUNCTION, 0);
        assert_eq!(french.classes("l\u{2019}homme"), (0, french.listed("l'")));
        let english = BreakWords::of(Some("en"));
        assert_eq!(english.classes("don\u{2019}t").0, class::NEGATION);
        assert_eq!(english.classes("slowly").0, class::ADVERB_ENDING);
        assert_eq!(english.classes("fly").0, 0);
    }
}
