//! Which language a text is in, as far as its most common words tell, and what those words are.

use std::collections::HashMap;

use super::{Words, hash};

/// The languages that have lists of common words, as BCP 47 primary subtags. The first seven have
/// long lists; the others are there so that their texts are not taken for one of the seven.
pub const LANGUAGES: &[&str] = &[
    "en", "fr", "de", "es", "it", "pt", "nl", "sv", "da", "no", "fi", "pl", "cs", "ro", "hu", "tr",
    "id", "ca", "vi", "hr", "sk", "sl", "lt", "lv", "et", "sq", "tl", "ru", "uk", "bg", "mk", "sr",
];

/// The lists: a line for each language, its name and its words.
const LISTS: &str = include_str!("data/common.txt");

/// The common words of the languages.
#[derive(Clone, Debug)]
pub struct Languages {
    /// By the hash of the word: a bit for each language of [`LANGUAGES`] that has it.
    words: HashMap<u64, u32>,
}

impl Default for Languages {
    fn default() -> Self {
        Self::new()
    }
}

impl Languages {
    /// Reads the lists.
    #[must_use]
    pub fn new() -> Self {
        let mut words = HashMap::new();
        let mut bit = 0;
        for line in LISTS.lines().filter(|line| !line.starts_with('#')) {
            for word in line.split_whitespace() {
                match word.strip_suffix(':') {
                    Some(name) => {
                        let at = LANGUAGES.iter().position(|known| *known == name);
                        bit = at.map_or(0, |at| 1 << at);
                    }
                    None => *words.entry(hash(word)).or_insert(0) |= bit,
                }
            }
        }
        Self { words }
    }

    /// Whether a folded word is one of the common words of a language (a BCP 47 tag). Of a language
    /// without a list, no word is; of no language (`""`), those of all of them are.
    #[must_use]
    pub fn is_common(&self, folded: &str, language: &str) -> bool {
        let wanted = match super::primary(language).as_str() {
            "" => u32::MAX,
            name => LANGUAGES.iter().position(|known| *known == name).map_or(0, |at| 1 << at),
        };
        self.words.get(&hash(folded)).is_some_and(|bits| bits & wanted != 0)
    }

    /// Counts the common words of each language in a text.
    #[must_use]
    pub fn evidence(&self, text: &str) -> Evidence {
        let mut evidence = Evidence::default();
        let mut was_letter = false;
        for word in Words::new(text) {
            // Letters in a row spell something: they are no words.
            let is_letter = word.end - word.start == 1;
            if std::mem::replace(&mut was_letter, is_letter) && is_letter {
                continue;
            }
            if let Some(&bits) = self.words.get(&word.hash) {
                for (at, count) in evidence.counts.iter_mut().enumerate() {
                    *count += bits >> at & 1;
                }
            }
        }
        evidence
    }
}

/// How many words of a text are common words of each language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// In the order of [`LANGUAGES`].
    pub counts: [u32; LANGUAGES.len()],
}

impl Evidence {
    /// How many common words of a language (a BCP 47 tag) there are; `None` for one without a list.
    #[must_use]
    pub fn count(&self, language: &str) -> Option<u32> {
        let name = super::primary(language);
        LANGUAGES.iter().position(|known| *known == name).map(|at| self.counts[at])
    }

    /// The language with the most, where it has at least two and more than any other.
    ///
    /// ```
    /// use cuesmith::words::Languages;
    ///
    /// let languages = Languages::new();
    /// assert_eq!(languages.evidence("Das ist nicht mein Haus.").verdict(), Some("de"));
    /// assert_eq!(languages.evidence("Okay.").verdict(), None);
    /// ```
    #[must_use]
    pub fn verdict(&self) -> Option<&'static str> {
        let most = *self.counts.iter().max()?;
        let mut best = LANGUAGES.iter().zip(self.counts).filter(|(_, count)| *count == most);
        let (first, second) = (best.next()?, best.next());
        (most >= 2 && second.is_none()).then_some(*first.0)
    }
}

// A word's languages are the bits of a `u32`.
const _: () = assert!(LANGUAGES.len() <= 32);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::fold;

    #[test]
    fn every_list_has_a_language_and_its_words_are_folded() {
        let lists: Vec<&str> = LISTS.lines().filter(|line| !line.starts_with('#')).collect();
        for line in &lists {
            let name = line.split(':').next().unwrap();
            assert!(LANGUAGES.contains(&name), "{name}");
            for word in line.split_whitespace().skip(1) {
                assert_eq!(fold(word), word);
                assert_eq!(Words::new(word).count(), 1, "{word}");
            }
        }
        for name in LANGUAGES {
            assert!(lists.iter().any(|line| line.starts_with(&format!("{name}:"))), "{name}");
        }
    }

    #[test]
    fn sentences_are_known_by_their_common_words() {
        let languages = Languages::new();
        for (language, text) in [
            ("en", "I don't think that we should go there now."),
            ("fr", "Je ne sais pas ce que nous avons fait."),
            ("de", "Wir haben das nicht gewusst, aber es ist wahr."),
            ("es", "No sé por qué están todos aquí con nosotros."),
            ("it", "Non so perché siamo qui con gli altri."),
            ("pt", "Não sei o que você fez com isso."),
            ("nl", "Ik weet niet wat je met het huis wilt doen."),
            ("sv", "Jag vet inte vad det är för något."),
            ("pl", "Nie wiem, co się tu dzieje."),
            ("vi", "Con của tôi không có ở đây."),
            ("hr", "Koliko puta sam ti rekao da to nije dobro."),
            ("ru", "Я не знаю, что это было."),
            ("uk", "Я не знаю, що це було."),
            ("sr", "Колико пута сам ти рекао да то није добро."),
        ] {
            assert_eq!(languages.evidence(text).verdict(), Some(language), "{text}");
        }
        assert!(languages.is_common("the", "en-GB") && languages.is_common("the", ""));
        assert!(!languages.is_common("the", "de") && !languages.is_common("the", "xx"));
    }
}
