//! The words of a text as the model says them: each one or more words of the dictionary, each of those with
//! its pronunciations.

use super::dictionary;
use super::graph::Said;
use super::model::Model;

/// One spoken word: a word of the text, or a part of one ("twenty-five").
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spoken {
    /// The number of the word in the text.
    pub word: u32,
    /// How it is said; nothing if that is not known.
    pub said: Said,
    /// Whether the pronunciation is a guess, or none is known.
    pub is_guess: bool,
}

/// The most pronunciations of a word that are tried.
const MOST: usize = 8;

/// All words as they are spoken, in their order.
pub(super) fn spoken<'t>(model: &Model, words: impl IntoIterator<Item = &'t str>) -> Vec<Spoken> {
    let mut all = Vec::new();
    for (number, text) in words.into_iter().enumerate() {
        let number = number as u32;
        let text = plain(text);
        let mut push = |said: Said, is_guess| all.push(Spoken { word: number, said, is_guess });
        let said = look_up(model, &text);
        if !said.is_empty() {
            push(said, false);
            continue;
        }
        let parts = text.split(|c: char| !c.is_alphanumeric() && c != '\'');
        for part in parts {
            let part = part.trim_matches('\'');
            if part.is_empty() {
                continue;
            }
            let said = look_up(model, part);
            let is_guess = said.is_empty();
            push(said, is_guess);
        }
    }
    all
}

/// Lower case, one kind of apostrophe, no marks at the ends.
fn plain(text: &str) -> String {
    let text: String =
        text.chars()
            .flat_map(char::to_lowercase)
            .map(|c| {
                if matches!(c, '\u{2019}' | '\u{2018}' | '\u{2bc}' | '\u{ff07}') { '\'' } else { c }
            })
            .collect();
    text.trim_matches(|c: char| !c.is_alphanumeric() && c != '\'' && c != '.').to_owned()
}

fn look_up(model: &Model, word: &str) -> Said {
    let find = |word: &str| -> Said {
        let all =
            model.dictionary.find(word).filter_map(|said| dictionary::ids(said, &model.phones));
        all.take(MOST).collect()
    };
    let without_quotes = word.trim_matches('\'');
    for word in [word, without_quotes, without_quotes.trim_matches('.')] {
        let said = find(word);
        if !word.is_empty() && !said.is_empty() {
            return said;
        }
    }
    Said::new()
}
