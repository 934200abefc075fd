//! The words of a text as the model pronounces them: each becomes one or more dictionary words with
//! their pronunciations; numbers are spelled out, initials are read letter by letter, the rest is guessed from
//! letters.

use unicode_normalization::UnicodeNormalization as _;

use super::super::normalize::{self, Beside, Language, Lexicon, Units};
use super::dictionary;
use super::graph::Said;
use super::model::Model;

/// One spoken word: a word of the text, or a part of one ("twenty-five").
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spoken {
    /// The number of the word in the text.
    pub word: u32,
    /// Its pronunciations; empty if unknown.
    pub said: Said,
    /// Whether the pronunciation is a guess or unknown.
    pub is_guess: bool,
}

/// The maximum number of pronunciations tried per word.
const MOST: usize = 8;
/// How many guesses are tried for a word that is not in the dictionary. With only one, a wrong guess costs most.
const GUESSES: usize = 2;
/// Longer words in capitals are not initials.
const INITIALS: usize = 6;
/// Languages whose numbers can be spelled out.
const LANGUAGES: [&str; 10] = ["en", "de", "fr", "es", "it", "pt", "nl", "ru", "sv", "pl"];

/// All words as they are spoken, in order.
pub(super) fn spoken<'t>(model: &Model, words: impl IntoIterator<Item = &'t str>) -> Vec<Spoken> {
    let mut all = Vec::new();
    // The words to guess: indices into `all`, and the letters.
    let mut unknown: Vec<(usize, String)> = Vec::new();
    let language = LANGUAGES.iter().map(|tag| Language::of(tag)).find(|of| counts_in(model, *of));
    for (number, text) in words.into_iter().enumerate() {
        let word = number as u32;
        let mut push = |said: Said, text: &str| {
            let is_guess = said.is_empty();
            if is_guess {
                unknown.push((all.len(), text.to_owned()));
            }
            all.push(Spoken { word, said, is_guess });
        };
        let plain = plain(text);
        let said = look_up(model, &plain);
        if !said.is_empty() {
            push(said, &plain);
            continue;
        }
        if plain.contains(|c: char| c.is_numeric())
            && let Some(language) = language
        {
            in_words(&plain, language).iter().for_each(|part| push(look_up(model, part), part));
            continue;
        }
        for part in text.split(|c: char| !c.is_alphanumeric() && !is_apostrophe(c)) {
            let lower = self::plain(part);
            let lower = lower.trim_matches('\'');
            if lower.is_empty() {
                continue;
            }
            let mut said = look_up(model, lower);
            if said.is_empty() {
                said = possessive(model, lower);
            }
            if said.is_empty() {
                said = initials(model, part);
            }
            push(said, lower);
        }
    }
    unknown.retain(|(_, text)| text.contains(char::is_alphabetic));
    if !unknown.is_empty() {
        let letters = model.letters.get(&model.dictionary, &model.phones);
        for (at, text) in unknown {
            let mut said = letters.guess(&text, GUESSES);
            if said.is_empty() {
                said = letters.guess(&without_marks(&text), GUESSES);
            }
            said.retain(|phones| phones.len() <= dictionary::LONGEST);
            all[at].said = said;
        }
    }
    all
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '\u{2bc}' | '\u{ff07}')
}

/// Lower case, one kind of apostrophe, no punctuation at the ends.
fn plain(text: &str) -> String {
    let lower = text.nfc().flat_map(char::to_lowercase);
    let text: String = lower.map(|c| if is_apostrophe(c) { '\'' } else { c }).collect();
    text.trim_matches(|c: char| !c.is_alphanumeric() && c != '\'' && c != '.').to_owned()
}

/// Letters without accents.
fn without_marks(text: &str) -> String {
    text.nfd().filter(|c| c.is_alphanumeric() || *c == '\'').collect()
}

fn look_up(model: &Model, word: &str) -> Said {
    let find = |word: &str| -> Said {
        let all =
            model.dictionary.find(word).filter_map(|said| dictionary::ids(said, &model.phones));
        all.take(MOST).collect()
    };
    let bare = word.trim_matches('\'');
    for word in [word, bare, bare.trim_matches('.')] {
        let said = find(word);
        if !word.is_empty() && !said.is_empty() {
            return said;
        }
    }
    if word.is_ascii() { Said::new() } else { find(&without_marks(word)) }
}

/// An English word with `'s` whose base form is in the dictionary.
fn possessive(model: &Model, word: &str) -> Said {
    let Some(base) = word.strip_suffix("'s") else { return Said::new() };
    let ends: Vec<u8> = ["Z", "S"].iter().filter_map(|name| model.phones.find(name)).collect();
    let all = look_up(model, base).into_iter();
    all.take(MOST / 2)
        .flat_map(|said| ends.iter().map(move |end| [&said[..], &[*end]].concat()))
        .collect()
}

/// Capitals without a vowel, as letter names if the dictionary has them.
fn initials(model: &Model, text: &str) -> Said {
    let is_said_so = (2..=INITIALS).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_uppercase())
        && !text.bytes().any(|b| b"AEIOUY".contains(&b));
    let mut said = Vec::new();
    for letter in text.to_ascii_lowercase().chars().filter(|_| is_said_so) {
        let Some(name) = look_up(model, letter.encode_utf8(&mut [0; 4])).into_iter().next() else {
            return Said::new();
        };
        said.extend(name);
    }
    if said.is_empty() { Said::new() } else { vec![said] }
}

/// Whether the dictionary has the number words of a language.
fn counts_in(model: &Model, language: Language) -> bool {
    [2, 3, 7, 8, 11, 12].iter().all(|number| {
        let mut is_known = true;
        language.cardinal(*number, |word| is_known &= model.dictionary.find(word).next().is_some());
        is_known
    })
}

/// A word with digits, as it is read aloud.
fn in_words(text: &str, language: Language) -> Vec<String> {
    let (mut lexicon, mut units) = (Lexicon::default(), Units::default());
    normalize::push_word(text, Beside::default(), 0, language, &mut lexicon, &mut units);
    units.ids.iter().map(|id| lexicon.letters(*id).iter().collect()).collect()
}

/// How a model pronounces each word: pronunciations as phone names separated by blanks. `None` for a word with
/// neither letters nor a readable number; if a word is spoken as several, they are joined.
#[must_use]
pub fn pronunciations(model: &Model, words: &[&str]) -> Vec<Vec<String>> {
    let mut all: Vec<Vec<String>> = vec![Vec::new(); words.len()];
    let name = |phone: &u8| model.phones.names[usize::from(*phone)].as_str();
    for spoken in spoken(model, words.iter().copied()) {
        let names = |said: &Vec<u8>| said.iter().map(name).collect::<Vec<_>>().join(" ");
        let said: Vec<String> = spoken.said.iter().map(names).collect();
        let before = &mut all[spoken.word as usize];
        match before.is_empty() {
            true => *before = said,
            false => before.iter_mut().zip(said.iter().cycle()).for_each(|(before, said)| {
                before.push(' ');
                before.push_str(said);
            }),
        }
    }
    all
}
