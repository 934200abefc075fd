//! How alike two spellings are, letter by letter.

/// The name that looks most like an unknown one, if any does: at most a third of the letters differ.
///
/// ```
/// use cuesmith::words::similar::nearest;
///
/// assert_eq!(nearest("max-char", ["max-chars", "max-lines"]), Some("max-chars"));
/// assert_eq!(nearest("color", ["max-chars", "max-lines"]), None);
/// ```
#[must_use]
pub fn nearest<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let letters =
        |text: &str| -> Vec<char> { text.trim().to_lowercase().chars().take(64).collect() };
    let wanted = letters(name);
    let all = known.into_iter().map(|known| (distance(&wanted, &letters(known)), known));
    let (distance, known) = all.min()?;
    (distance * 3 <= known.len().max(wanted.len())).then_some(known)
}

/// Number of letters added, lost or changed, or exchanged with their neighbor, between two words
/// (optimal string alignment). In time proportional to the product of their lengths.
///
/// ```
/// use cuesmith::words::similar::distance;
///
/// assert_eq!(distance(&['f', 'o', 'r', 'm'], &['f', 'r', 'o', 'm']), 1);
/// ```
#[must_use]
pub fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, &ca) in a.iter().enumerate() {
        let mut row = Vec::with_capacity(b.len() + 1);
        row.push(i + 1);
        for (j, &cb) in b.iter().enumerate() {
            let mut least = (last[j] + usize::from(ca != cb)).min(row[j] + 1).min(last[j + 1] + 1);
            if i > 0 && j > 0 && ca == b[j - 1] && a[i - 1] == cb {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

/// 1 for the same word, 0 for nothing in common: one minus the distance by the longer word's length.
#[must_use]
pub fn closeness(a: &[char], b: &[char]) -> f64 {
    let longer = a.len().max(b.len());
    if longer == 0 {
        return 1.0;
    }
    1.0 - distance(a, b) as f64 / longer as f64
}

/// Similarity by Jaro, raised for a common beginning (Winkler), from 0 to 1.
#[must_use]
pub fn jaro_winkler(a: &[char], b: &[char]) -> f64 {
    let reach = (a.len().max(b.len()) / 2).saturating_sub(1);
    let mut taken = vec![false; b.len()];
    let mut matched = Vec::new();
    for (i, ca) in a.iter().enumerate() {
        let (from, to) = (i.saturating_sub(reach), (i + reach + 1).min(b.len()));
        if let Some(j) = (from..to.max(from)).find(|j| !taken[*j] && b[*j] == *ca) {
            taken[j] = true;
            matched.push(*ca);
        }
    }
    if matched.is_empty() {
        return 0.0;
    }
    let others = b.iter().zip(&taken).filter(|(_, taken)| **taken).map(|(c, _)| c);
    let swapped = matched.iter().zip(others).filter(|(a, b)| a != b).count() as f64 / 2.0;
    let count = matched.len() as f64;
    let jaro = (count / a.len() as f64 + count / b.len() as f64 + (count - swapped) / count) / 3.0;
    let prefix = a.iter().zip(b).take(4).take_while(|(a, b)| a == b).count() as f64;
    jaro + prefix * 0.1 * (1.0 - jaro)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chars(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn an_exchange_of_neighbors_is_one_change() {
        for (a, b, expected) in [
            ("", "", 0),
            ("a", "", 1),
            ("ferry", "fery", 1),
            ("form", "from", 1),
            ("kitten", "sitting", 3),
        ] {
            assert_eq!(distance(&chars(a), &chars(b)), expected, "{a} {b}");
        }
    }

    /// The examples of Winkler's paper.
    #[test]
    fn jaro_winkler_is_as_published() {
        for (a, b, expected) in
            [("martha", "marhta", 0.961), ("dwayne", "duane", 0.840), ("dixon", "dicksonx", 0.813)]
        {
            assert!((jaro_winkler(&chars(a), &chars(b)) - expected).abs() < 0.001, "{a} {b}");
        }
        assert!(jaro_winkler(&chars("abc"), &chars("")).abs() < f64::EPSILON);
    }
}
