//! The counts from an alignment, and the rates computed from them.
//!
//! The definitions are those of Morris, Maier and Green, "From WER and RIL to MER and WIL: improved evaluation
//! measures for connected speech recognition" (Interspeech 2004), with jiwer 4.0's definitions for empty texts.

use super::levenshtein::{Step, distance, work};
use super::pieces::forced;
use super::text::ScoreText;

/// Numbers of correct words and of errors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Words that both have.
    pub hits: u64,
    /// Words of the reference that the hypothesis replaces.
    pub substitutions: u64,
    /// Words of the reference that the hypothesis lacks.
    pub deletions: u64,
    /// Words of the hypothesis that the reference lacks.
    pub insertions: u64,
}

impl Counts {
    /// Counts the steps of an alignment.
    #[must_use]
    pub fn of(steps: &[Step]) -> Self {
        let mut counts = Self::default();
        for step in steps {
            match step {
                Step::Hit => counts.hits += 1,
                Step::Substitution => counts.substitutions += 1,
                Step::Deletion => counts.deletions += 1,
                Step::Insertion => counts.insertions += 1,
            }
        }
        counts
    }

    /// The number of words of the reference.
    #[must_use]
    pub const fn reference(&self) -> u64 {
        self.hits + self.substitutions + self.deletions
    }

    /// The number of words of the hypothesis.
    #[must_use]
    pub const fn hypothesis(&self) -> u64 {
        self.hits + self.substitutions + self.insertions
    }

    /// The number of changes.
    #[must_use]
    pub const fn errors(&self) -> u64 {
        self.substitutions + self.deletions + self.insertions
    }

    /// Word error rate: changes divided by words of the reference, 0 or more, above 1 if much is inserted. If the
    /// reference has no words, the number of insertions.
    #[must_use]
    pub fn wer(&self) -> f64 {
        match self.reference() {
            0 => self.insertions as f64,
            words => self.errors() as f64 / words as f64,
        }
    }

    /// Match error rate: the share of steps that are changes, from 0 to 1.
    #[must_use]
    pub fn mer(&self) -> f64 {
        match self.hits + self.errors() {
            0 => 0.0,
            steps => self.errors() as f64 / steps as f64,
        }
    }

    /// Word information preserved: the correct share of the reference times the correct share of the hypothesis; from
    /// 0 to 1.
    #[must_use]
    pub fn wip(&self) -> f64 {
        match (self.reference(), self.hypothesis()) {
            (0, 0) => 1.0,
            (0, _) | (_, 0) => 0.0,
            (one, other) => {
                let hits = self.hits as f64;
                (hits / one as f64) * (hits / other as f64)
            }
        }
    }

    /// Word information lost: 1 minus [`Counts::wip`].
    #[must_use]
    pub fn wil(&self) -> f64 {
        1.0 - self.wip()
    }

    /// Word accuracy in whole percent: 100 % minus [`Counts::wer`], rounded down (100 means no errors),
    /// never below 0.
    #[must_use]
    pub const fn accuracy(&self) -> u8 {
        let words = self.reference();
        match words {
            0 => {
                if self.insertions == 0 {
                    100
                } else {
                    0
                }
            }
            _ => (words.saturating_sub(self.errors()) as u128 * 100 / words as u128) as u8,
        }
    }
}

/// Characters of the compared words, with one blank between words (none in scripts without spaces).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Characters {
    /// Number of characters of the reference, in Unicode scalar values.
    pub reference: u64,
    /// Number of characters of the hypothesis.
    pub hypothesis: u64,
    /// The minimum number of replacements, deletions and insertions.
    pub errors: u64,
    /// Whether that number is exact. False for texts that are too long: they are compared in pieces, and the number
    /// is an upper bound.
    pub exact: bool,
}

impl Characters {
    /// Character error rate: changes divided by characters of the reference, 0 or more. If it has none, the
    /// number of changes.
    #[must_use]
    pub fn cer(&self) -> f64 {
        match self.reference {
            0 => self.errors as f64,
            all => self.errors as f64 / all as f64,
        }
    }
}

/// The maximum number of 64-cell blocks computed for an exact result: about two seconds.
const EXACT: u64 = 1 << 29;
/// The maximum number computed without a bound on the distance.
const SMALL: u64 = 1 << 22;
/// The minimum length of a piece that is compared separately, in characters.
const PIECE: usize = 4096;

/// Compares the characters of two texts whose words are aligned.
pub(super) fn characters(
    reference: &ScoreText,
    hypothesis: &ScoreText,
    steps: &[Step],
) -> Characters {
    let (one, first) = spelled(reference);
    let (other, second) = spelled(hypothesis);
    let worst = one.len().max(other.len());
    let counted = |errors: usize, exact| Characters {
        reference: one.len() as u64,
        hypothesis: other.len() as u64,
        errors: errors as u64,
        exact,
    };
    let exact = |bound| distance(&one, &other, bound).unwrap_or(worst);
    if work(one.len(), other.len(), worst) <= SMALL {
        return counted(exact(worst), true);
    }
    let bound = bound(&one, &other, &cuts(&first, &second, steps));
    if work(one.len(), other.len(), bound) <= EXACT {
        return counted(exact(bound), true);
    }
    counted(bound, false)
}

/// The characters of a text, and where each word begins among them.
fn spelled(text: &ScoreText) -> (Vec<u32>, Vec<usize>) {
    let mut all = Vec::with_capacity(text.normal.len() + text.words.len());
    let mut starts = Vec::with_capacity(text.words.len());
    let mut alone = true;
    for word in &text.words {
        if !(all.is_empty() || alone && word.alone) {
            all.push(u32::from(' '));
        }
        starts.push(all.len());
        all.extend(text.normal_of(word).chars().map(u32::from));
        alone = word.alone;
    }
    (all, starts)
}

/// Positions in both texts where a word that both have begins, some distance apart.
fn cuts(first: &[usize], second: &[usize], steps: &[Step]) -> Vec<(usize, usize)> {
    let (mut i, mut j, mut last) = (0, 0, (0, 0));
    let mut found = Vec::new();
    for step in steps {
        if *step == Step::Hit && first[i] - last.0 >= PIECE && second[j] - last.1 >= PIECE {
            last = (first[i], second[j]);
            found.push(last);
        }
        i += usize::from(*step != Step::Insertion);
        j += usize::from(*step != Step::Deletion);
    }
    found
}

/// An upper bound of the distance: the sum over the pieces between these positions.
fn bound(one: &[u32], other: &[u32], cuts: &[(usize, usize)]) -> usize {
    let mut last = (0, 0);
    let mut sum = 0;
    for &(i, j) in cuts.iter().chain([&(one.len(), other.len())]) {
        let (first, second) = (&one[last.0..i], &other[last.1..j]);
        sum += forced(first.len(), second.len(), 4 * PIECE)
            .map(|(i, j)| {
                let (first, second) = (&first[i], &second[j]);
                let worst = first.len().max(second.len());
                distance(first, second, worst).unwrap_or(worst)
            })
            .sum::<usize>();
        last = (i, j);
    }
    sum
}

/// The characters of two texts, for tests of the figures.
#[cfg(test)]
fn by_characters(one: &str, other: &str) -> Characters {
    let [one, other] = [one, other].map(|text| text.chars().map(u32::from).collect::<Vec<u32>>());
    let errors = distance(&one, &other, usize::MAX / 4).unwrap_or_default();
    let [reference, hypothesis, errors] = [one.len(), other.len(), errors].map(|n| n as u64);
    Characters { reference, hypothesis, errors, exact: true }
}

#[cfg(test)]
mod tests {
    use super::super::align_words;
    use super::*;

    #[test]
    fn accuracy_is_100_only_without_an_error() {
        let counts = |hits, substitutions, insertions| {
            Counts { hits, substitutions, insertions, ..Counts::default() }.accuracy()
        };
        assert_eq!([counts(5000, 0, 0), counts(4999, 1, 0), counts(19, 1, 0)], [100, 99, 95]);
        assert_eq!([counts(1, 1, 7), counts(0, 0, 0), counts(0, 0, 3)], [0, 100, 0]);
    }

    #[test]
    fn figures_equal_those_of_jiwer() {
        let table = include_str!("../../../tests/data/score/jiwer.tsv");
        let rows: Vec<Vec<&str>> = table
            .lines()
            .filter(|line| !line.starts_with('#'))
            .map(|line| line.split('\t').collect())
            .collect();
        assert!(rows.len() >= 40);
        for row in rows {
            let [one, other] = [row[0], row[1]];
            let words = |text: &'static str| text.split(' ').filter(|w| !w.is_empty()).collect();
            let (first, second): (Vec<&str>, Vec<&str>) = (words(one), words(other));
            let counts = Counts::of(&align_words(&first, &second).0);
            let is = [counts.hits, counts.substitutions, counts.deletions, counts.insertions];
            let whole = |at: usize| row[at].parse::<u64>().unwrap();
            assert_eq!(is, [2, 3, 4, 5].map(whole), "{one:?} {other:?}");
            let cer = by_characters(one, other).cer();
            let rates = [counts.wer(), counts.mer(), counts.wil(), counts.wip(), cer];
            for (at, is) in rates.into_iter().enumerate() {
                let was: f64 = row[6 + at].parse().unwrap();
                assert!((is - was).abs() < 1e-12, "{one:?} {other:?}: {is} for {was}, rate {at}");
            }
        }
    }
    /// A text of random words and a copy with errors; the generator is Knuth's MMIX.
    fn long(length: u64, words: u64, every: u64) -> [Vec<String>; 2] {
        let mut seed = length + words;
        let mut random = |below: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005);
            seed = seed.wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % below
        };
        let one: Vec<u64> = (0..length).map(|_| random(words)).collect();
        let mut other = Vec::new();
        for word in &one {
            match random(every) {
                0 => {}
                1 => other.push(random(words)),
                2 => other.extend([*word, random(words)]),
                _ => other.push(*word),
            }
        }
        [one, other].map(|text| text.iter().map(u64::to_string).collect())
    }

    #[test]
    fn long_texts_have_the_figures_of_jiwer_too() {
        // jiwer 4.0.0 with rapidfuzz 3.14.6: hits, substitutions, deletions, insertions.
        for ((length, words, every), was) in [
            ((3000, 40, 4), [1446, 1206, 348, 386]),
            ((6000, 300, 6), [3853, 1501, 646, 655]),
            ((8000, 1000, 30), [7447, 300, 253, 262]),
            ((6000, 3, 3), [4117, 1246, 637, 647]),
        ] {
            let [one, other] = long(length, words, every);
            let [first, second] =
                [&one, &other].map(|text| text.iter().map(String::as_str).collect::<Vec<_>>());
            let (steps, exact) = align_words(&first, &second);
            let counts = Counts::of(&steps);
            let is = [counts.hits, counts.substitutions, counts.deletions, counts.insertions];
            assert_eq!((is, exact), (was, true), "{length} {words} {every}");
        }
    }
}
