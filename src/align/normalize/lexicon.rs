//! Units: the ids of words, and the properties of each id.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

use super::variants;

/// How many letters of a unit are kept for comparison.
const KEPT: usize = 24;

/// The units of a text, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Units {
    /// Each unit as an id of a [`Lexicon`].
    pub(crate) ids: Vec<u32>,
    /// The word that each unit comes from. Never decreasing.
    pub(crate) owners: Vec<u32>,
}

impl Units {
    pub(crate) fn push(&mut self, id: u32, owner: u32) {
        self.ids.push(id);
        self.owners.push(owner);
    }
}

/// All units of both sides, each once.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    ids: HashMap<Box<str>, u32>,
    /// The unaccented letters of all units, one after the other.
    letters: Vec<char>,
    /// Where the letters of each unit end.
    ends: Vec<u32>,
    kinds: Vec<Kind>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Word,
    Filler,
    /// A character of a script without spaces.
    Character,
}

impl Lexicon {
    /// The id of a word.
    pub(crate) fn word(&mut self, text: &str) -> u32 {
        let kind = if variants::is_filler(text) { Kind::Filler } else { Kind::Word };
        self.id(text, kind)
    }

    /// The id of a character of a script without spaces.
    pub(crate) fn character(&mut self, text: &str) -> u32 {
        self.id(text, Kind::Character)
    }

    fn id(&mut self, text: &str, kind: Kind) -> u32 {
        if let Some(&id) = self.ids.get(text) {
            return id;
        }
        let id = self.ends.len() as u32;
        if kind == Kind::Character {
            self.letters.extend(text.chars().take(KEPT));
        } else {
            let plain = text.nfd().filter(|&c| !matches!(c, '\u{300}'..='\u{36f}')).nfc();
            self.letters.extend(plain.take(KEPT));
        }
        self.ends.push(self.letters.len() as u32);
        self.kinds.push(kind);
        self.ids.insert(text.into(), id);
        id
    }

    /// The number of units.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The unaccented letters of a unit, at most 24.
    pub(crate) fn letters(&self, id: u32) -> &[char] {
        let id = id as usize;
        let start = if id == 0 { 0 } else { self.ends[id - 1] as usize };
        &self.letters[start..self.ends[id] as usize]
    }

    /// Whether a unit is a hesitation sound, which only one side may have.
    pub(crate) fn is_filler(&self, id: u32) -> bool {
        self.kinds[id as usize] == Kind::Filler
    }

    /// Whether a unit is a character of a script without spaces.
    pub(crate) fn is_character(&self, id: u32) -> bool {
        self.kinds[id as usize] == Kind::Character
    }
}
