//! Terms that may be one term written in two ways: they differ in one letter, or only in diacritics.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hasher};

use super::{Term, key};
use crate::words::similar::distance;
use crate::words::skeleton;

/// Two terms that differ only slightly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearDuplicate {
    /// The earlier one.
    pub first: Term,
    /// The later one.
    pub second: Term,
    /// Whether they differ in diacritics only (`Muller`, `Müller`, `Mueller`); otherwise in one letter.
    pub diacritics: bool,
}

/// Shorter terms differ in one letter by chance.
const SHORTEST: usize = 5;
/// Longer ones are not compared: the work per term grows with its length.
const LONGEST: usize = 64;
/// Terms that look alike up to one letter are compared with this many at most, so that a hostile
/// list does not slow the program down.
const MOST: usize = 16;

/// The pairs of terms that differ only in diacritics or in one letter (added, lost, changed, or two
/// swapped), in the order of their first terms. Terms of fewer than five letters differ in one
/// letter by chance, and are compared by diacritics only.
///
/// ```
/// use cuesmith::dictionary::{near_duplicates, parse};
///
/// let terms = parse("Müller\nMuller\nHarbour\nHarbor\nferry", "a.txt", true);
/// let pairs = near_duplicates(&terms, "");
/// let pairs: Vec<(&str, &str)> = pairs.iter().map(|p| (&*p.first.text, &*p.second.text)).collect();
/// assert_eq!(pairs, [("Müller", "Muller"), ("Harbour", "Harbor")]);
/// ```
#[must_use]
pub fn near_duplicates(terms: &[Term], language: &str) -> Vec<NearDuplicate> {
    let keys: Vec<Vec<char>> =
        terms.iter().map(|term| key(&term.text, language).chars().collect()).collect();
    // Words that differ in one letter share a form with one letter removed, or one is such a form of the other. A
    // word has as many forms as letters, so only a number is stored for each form: terms that share a number are
    // compared.
    let mut forms: HashMap<u64, usize> = HashMap::new();
    let mut again: HashMap<u64, Vec<usize>> = HashMap::new();
    let mut pairs: Vec<(usize, usize, bool)> = Vec::new();
    for (at, key) in keys.iter().enumerate() {
        let mut own = vec![number(key.iter().copied())];
        let plain = skeleton(&terms[at].text);
        if (SHORTEST..=LONGEST).contains(&key.len()) {
            own.extend((0..key.len()).map(|lost| {
                let (before, after) = (&key[..lost], &key[lost + 1..]);
                number(before.iter().chain(after).copied())
            }));
        }
        own.push(number(format!("~{plain}").chars()));
        own.push(number(format!("~{}", written_out(key)).chars()));
        own.sort_unstable();
        own.dedup();
        let mut others: Vec<usize> = Vec::new();
        for form in own {
            let Some(&first) = forms.get(&form) else {
                forms.insert(form, at);
                continue;
            };
            let list = again.entry(form).or_insert_with(|| vec![first]);
            others.extend_from_slice(list);
            if list.len() < MOST {
                list.push(at);
            }
        }
        others.sort_unstable();
        others.dedup();
        for other in others {
            if keys[other] == *key {
                continue;
            }
            let same_letters = |a: &[char], b: &str| written_out(a) == b;
            let theirs = skeleton(&terms[other].text);
            let diacritics =
                theirs == plain || same_letters(&keys[other], &plain) || same_letters(key, &theirs);
            // `Windows 10` and `Windows 11` are two things.
            let bare = without_digits(key);
            if !diacritics && bare.is_some() && without_digits(&keys[other]) == bare {
                continue;
            }
            let long = keys[other].len().min(key.len()) >= SHORTEST;
            if diacritics || (long && distance(&keys[other], key) == 1) {
                pairs.push((other, at, diacritics));
            }
        }
    }
    pairs.sort_unstable();
    pairs
        .into_iter()
        .map(|(a, b, diacritics)| NearDuplicate {
            first: terms[a].clone(),
            second: terms[b].clone(),
            diacritics,
        })
        .collect()
}

/// A number for a form of a term; different forms almost always have different numbers.
fn number(form: impl Iterator<Item = char>) -> u64 {
    let mut hasher = DefaultHasher::new();
    form.for_each(|c| hasher.write_u32(u32::from(c)));
    hasher.finish()
}

/// A folded term with umlauts and similar letters written without diacritics.
fn written_out(key: &[char]) -> String {
    let mut out = String::with_capacity(key.len() + 4);
    for c in key {
        match c {
            'ä' | 'æ' => out.push_str("ae"),
            'ö' | 'ø' | 'œ' => out.push_str("oe"),
            'ü' => out.push_str("ue"),
            'å' => out.push_str("aa"),
            c => out.push(*c),
        }
    }
    skeleton(&out)
}

fn without_digits(key: &[char]) -> Option<Vec<char>> {
    let plain: Vec<char> = key.iter().copied().filter(|c| !c.is_numeric()).collect();
    (plain.len() < key.len()).then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::parse;

    #[test]
    fn umlauts_may_be_written_out_and_numbers_are_not_near_each_other() {
        let terms = parse(
            "Müller\nMueller\nMøller\nMoeller\nAngström\nterm001\nterm002\nWindows 10\nWindows 11",
            "a",
            true,
        );
        let pairs = near_duplicates(&terms, "");
        let names: Vec<(&str, &str)> =
            pairs.iter().map(|p| (&*p.first.text, &*p.second.text)).collect();
        assert!(names.contains(&("Müller", "Mueller")), "{names:?}");
        assert!(names.contains(&("Møller", "Moeller")), "{names:?}");
        assert!(!names.iter().any(|(a, _)| a.starts_with("term") || a.starts_with("Win")));
    }
}
