//! Pronunciations of words that are not in the dictionary, learned from the words that are.
//!
//! The letters and phones of all words are split into paired chunks, and sequences of such chunks are counted
//! (M. Bisani and H. Ney, "Joint-sequence models for grapheme-to-phoneme conversion", Speech Communication 50,
//! 2008). A word gets the phones of its most likely sequences of chunks.

mod chunks;
mod ngrams;

use std::sync::OnceLock;

use super::dictionary::{self, Dictionary};
use super::mdef::Phones;
use chunks::{Chunk, Chunks};
use ngrams::{END, NGrams, ORDER, START};

/// What was learned from a dictionary.
#[derive(Clone, Debug)]
pub(super) struct Letters {
    /// The letters that occur in words.
    alphabet: Vec<char>,
    /// The chunks; the number of a chunk in a sequence is its index here plus [`FIRST`].
    chunks: Vec<Chunk>,
    /// The chunks that begin with each letter, as indices into `chunks`.
    by_letter: Vec<Vec<u16>>,
    ngrams: NGrams,
}

/// What was learned from the dictionary of a model, once a word is first missing there: it takes a second for a
/// hundred thousand words.
#[derive(Clone, Debug, Default)]
pub(super) struct Learned(OnceLock<Letters>);

impl Learned {
    /// What was learned, learned now if it has not been.
    pub(super) fn get(&self, dictionary: &Dictionary, phones: &Phones) -> &Letters {
        self.0.get_or_init(|| Letters::learn(dictionary, phones))
    }
}

/// It follows from the dictionary, so it makes no difference between models.
impl PartialEq for Learned {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// A dictionary word: its letters and phones.
struct Example {
    letters: Vec<u8>,
    phones: Vec<u8>,
}

/// The numbers below this are the start and the end of a word.
const FIRST: u16 = 2;
/// The maximum length of a word, in letters.
const LONGEST: usize = 40;
/// How many hypotheses are kept at each letter.
const BEAM: usize = 20;
/// The number of words used to find chunks: more words give more chunks and worse guesses.
const SAMPLE: usize = 10_000;

impl Letters {
    /// Learns from all words of a dictionary that are made of letters and apostrophes.
    pub(super) fn learn(dictionary: &Dictionary, phones: &Phones) -> Self {
        let mut alphabet: Vec<char> = Vec::new();
        let is_word = |word: &str| {
            word.chars().all(|c| c.is_alphabetic() || c == '\'') && word.chars().count() <= LONGEST
        };
        let mut seen = [0u32; 128];
        for (word, _) in dictionary.iter().filter(|(word, _)| is_word(word)) {
            for c in word.chars() {
                match seen.get_mut(c as usize) {
                    Some(seen) => *seen += 1,
                    None if alphabet.len() < 120 && !alphabet.contains(&c) => alphabet.push(c),
                    None => {}
                }
            }
        }
        alphabet.extend((0..128u8).filter(|c| seen[usize::from(*c)] > 0).map(char::from));
        alphabet.sort_unstable();
        let mut letters =
            Self { alphabet, chunks: Vec::new(), by_letter: Vec::new(), ngrams: NGrams::default() };
        let examples: Vec<Example> = dictionary
            .iter()
            .filter(|(word, _)| is_word(word))
            .filter_map(|(word, said)| {
                Some(Example { letters: letters.of(word)?, phones: dictionary::ids(said, phones)? })
            })
            .filter(|example| example.phones.len() <= LONGEST)
            .collect();
        let step = (examples.len() / SAMPLE).max(1);
        let sample: Vec<&Example> = examples.iter().step_by(step).collect();
        let pairs = |examples: &[&Example]| {
            examples.iter().map(|e| (e.letters.clone(), e.phones.clone())).collect::<Vec<_>>()
        };
        let chunks = Chunks::learn(&pairs(&sample));
        let mut sequences = Vec::new();
        for example in &examples {
            let from = sequences.len();
            sequences.push(START);
            if chunks.cut(&example.letters, &example.phones, |chunk| sequences.push(chunk + FIRST))
            {
                sequences.push(END);
            } else {
                sequences.truncate(from);
            }
        }
        letters.ngrams = NGrams::count(&sequences, chunks.list.len() + usize::from(FIRST));
        letters.by_letter = vec![Vec::new(); letters.alphabet.len()];
        for (at, chunk) in chunks.list.iter().enumerate() {
            letters.by_letter[usize::from(chunk.letters[0])].push(at as u16);
        }
        letters.chunks = chunks.list;
        letters
    }

    /// The letters of a word; `None` if it has unknown ones.
    fn of(&self, word: &str) -> Option<Vec<u8>> {
        word.chars().map(|c| self.alphabet.binary_search(&c).ok().map(|at| at as u8)).collect()
    }

    /// The most likely pronunciations of a lower-case word, best first.
    pub(super) fn guess(&self, word: &str, count: usize) -> Vec<Vec<u8>> {
        let Some(letters) = self.of(word) else { return Vec::new() };
        if letters.is_empty() || letters.len() > LONGEST {
            return Vec::new();
        }
        let start = Guess { history: u64::from(START), score: 0.0, phones: Vec::new() };
        let mut places: Vec<Vec<Guess>> = vec![Vec::new(); letters.len() + 1];
        places[0].push(start);
        for at in 0..letters.len() {
            let guesses = merged(std::mem::take(&mut places[at]), false);
            for guess in guesses.iter().take(BEAM) {
                let context = self.ngrams.context(guess.history);
                for chunk in &self.by_letter[usize::from(letters[at])] {
                    let parts = &self.chunks[usize::from(*chunk)];
                    let length = parts.letter_count();
                    if letters
                        .get(at..at + length)
                        .is_none_or(|next| next != &parts.letters[..length])
                    {
                        continue;
                    }
                    let symbol = chunk + FIRST;
                    let mut phones = guess.phones.clone();
                    phones.extend_from_slice(&parts.phones[..parts.phone_count()]);
                    places[at + length].push(Guess {
                        history: ngrams::push(guess.history, symbol),
                        score: guess.score + self.ngrams.probability(&context, symbol).ln(),
                        phones,
                    });
                }
            }
        }
        let mut ends = std::mem::take(&mut places[letters.len()]);
        for end in &mut ends {
            let context = self.ngrams.context(end.history);
            end.score += self.ngrams.probability(&context, END).ln();
            end.history = 0;
        }
        let ends = merged(ends, true).into_iter().filter(|end| !end.phones.is_empty());
        ends.take(count).map(|end| end.phones).collect()
    }
}

/// The beginning of a pronunciation.
#[derive(Clone, Debug)]
struct Guess {
    /// The last chunks.
    history: u64,
    /// Logarithm of its probability.
    score: f64,
    phones: Vec<u8>,
}

/// Merges guesses with the same phones (and, except at their ends, the same last chunks); best first.
fn merged(mut guesses: Vec<Guess>, are_ends: bool) -> Vec<Guess> {
    guesses.sort_by(|a, b| a.phones.cmp(&b.phones).then(a.history.cmp(&b.history)));
    let mut kept: Vec<Guess> = Vec::with_capacity(guesses.len());
    for guess in guesses {
        match kept.last_mut() {
            Some(last)
                if last.phones == guess.phones && (are_ends || last.history == guess.history) =>
            {
                let (most, least) = (last.score.max(guess.score), last.score.min(guess.score));
                last.score = most + (least - most).exp().ln_1p();
            }
            _ => kept.push(guess),
        }
    }
    kept.sort_by(|a, b| b.score.total_cmp(&a.score));
    kept
}

const _: () = assert!(ORDER * ngrams::BITS <= 64);
