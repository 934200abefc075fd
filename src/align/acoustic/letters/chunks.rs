//! Chunks of letters and the matching phones, found by expectation maximization.

use std::collections::HashMap;

/// Zero to two letters and zero to two phones, padded with [`NONE`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Chunk {
    pub letters: [u8; 2],
    pub phones: [u8; 2],
}

/// No letter or phone.
const NONE: u8 = 255;

impl Chunk {
    pub(super) fn letter_count(&self) -> usize {
        1 + usize::from(self.letters[1] != NONE)
    }

    pub(super) fn phone_count(&self) -> usize {
        usize::from(self.phones[0] != NONE) + usize::from(self.phones[1] != NONE)
    }
}

/// The chunks of a dictionary and their probabilities.
#[derive(Clone, Debug, Default)]
pub(super) struct Chunks {
    pub list: Vec<Chunk>,
    weights: Vec<f64>,
    index: HashMap<Chunk, u16>,
}

/// How many letters and phones a chunk may have, and its weight in the first pass.
const SHAPES: [(usize, usize, f64); 5] =
    [(1, 0, 0.2), (1, 1, 1.0), (1, 2, 0.2), (2, 1, 0.2), (2, 2, 0.02)];
/// Passes over the examples.
const PASSES: usize = 6;
/// Chunks with a lower expected count per thousand words are dropped.
const LEAST: f64 = 1.0e-4;
/// The maximum number of chunks: their numbers must fit into a history.
const MOST: usize = 4000;

impl Chunks {
    pub(super) fn learn(examples: &[(Vec<u8>, Vec<u8>)]) -> Self {
        let mut chunks = Self::default();
        for pass in 0..PASSES {
            let mut counts: HashMap<Chunk, f64> = HashMap::new();
            for (letters, phones) in examples {
                chunks.expect(letters, phones, pass == 0, &mut counts);
            }
            let least = LEAST * examples.len() as f64;
            let mut list: Vec<(Chunk, f64)> =
                counts.into_iter().filter(|(_, n)| *n > least).collect();
            // Same order in every run.
            list.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            list.truncate(MOST);
            let sum: f64 = list.iter().map(|(_, count)| count).sum();
            chunks.index =
                list.iter().enumerate().map(|(at, (chunk, _))| (*chunk, at as u16)).collect();
            chunks.weights = list.iter().map(|(_, count)| count / sum).collect();
            chunks.list = list.into_iter().map(|(chunk, _)| chunk).collect();
        }
        chunks
    }

    /// The weight of a chunk; in the first pass, the weight of its shape.
    fn weight(&self, chunk: Chunk, first: Option<f64>) -> f64 {
        match first {
            Some(weight) => weight,
            None => self.index.get(&chunk).map_or(0.0, |at| self.weights[usize::from(*at)]),
        }
    }

    /// Adds the expected count of each chunk in a word.
    fn expect(
        &self,
        letters: &[u8],
        phones: &[u8],
        is_first: bool,
        counts: &mut HashMap<Chunk, f64>,
    ) {
        let (n, m) = (letters.len(), phones.len());
        let width = m + 1;
        let mut steps: Vec<(usize, usize, Chunk, f64)> = Vec::new();
        let mut before = vec![0f64; (n + 1) * width];
        before[0] = 1.0;
        for i in 0..n {
            for j in 0..=m {
                let reached = before[i * width + j];
                if reached == 0.0 {
                    continue;
                }
                for (a, b, shape) in SHAPES {
                    if i + a > n || j + b > m {
                        continue;
                    }
                    let chunk = chunk(&letters[i..i + a], &phones[j..j + b]);
                    let weight = self.weight(chunk, is_first.then_some(shape));
                    if weight > 0.0 {
                        let (from, to) = (i * width + j, (i + a) * width + j + b);
                        before[to] += reached * weight;
                        steps.push((from, to, chunk, weight));
                    }
                }
            }
        }
        let total = before[n * width + m];
        if total == 0.0 || !total.is_normal() {
            return;
        }
        let mut after = vec![0f64; (n + 1) * width];
        after[n * width + m] = 1.0;
        for (from, to, chunk, weight) in steps.iter().rev() {
            let share = weight * after[*to];
            if share > 0.0 {
                after[*from] += share;
                *counts.entry(*chunk).or_default() += before[*from] * share / total;
            }
        }
    }

    /// Splits a word into its most likely chunks and returns their numbers. Returns whether the word can be split.
    pub(super) fn cut(&self, letters: &[u8], phones: &[u8], mut push: impl FnMut(u16)) -> bool {
        let (n, m) = (letters.len(), phones.len());
        let width = m + 1;
        let mut best = vec![(f64::NEG_INFINITY, 0usize, 0u16); (n + 1) * width];
        best[0].0 = 0.0;
        for i in 0..n {
            for j in 0..=m {
                let from = i * width + j;
                let score = best[from].0;
                if score == f64::NEG_INFINITY {
                    continue;
                }
                for (a, b, _) in SHAPES {
                    if i + a > n || j + b > m {
                        continue;
                    }
                    let chunk = chunk(&letters[i..i + a], &phones[j..j + b]);
                    let Some(at) = self.index.get(&chunk) else { continue };
                    let score = score + self.weights[usize::from(*at)].ln();
                    let to = (i + a) * width + j + b;
                    if score > best[to].0 {
                        best[to] = (score, from, *at);
                    }
                }
            }
        }
        let mut at = n * width + m;
        if best[at].0 == f64::NEG_INFINITY || n == 0 {
            return false;
        }
        let mut cut = Vec::with_capacity(n);
        while at > 0 {
            cut.push(best[at].2);
            at = best[at].1;
        }
        cut.into_iter().rev().for_each(&mut push);
        true
    }
}

fn chunk(letters: &[u8], phones: &[u8]) -> Chunk {
    let at = |from: &[u8], place: usize| from.get(place).copied().unwrap_or(NONE);
    Chunk { letters: [letters[0], at(letters, 1)], phones: [at(phones, 0), at(phones, 1)] }
}
