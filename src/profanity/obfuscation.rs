//! Words that dodge filters: digits for letters, stars, other alphabets, letters repeated or apart.
//! Only `strict` looks for them.

use std::collections::HashMap;

use super::found::{Match, Obfuscation};
use super::list::Entry;
use crate::words::{Words, fold};

/// The single words of the lists, by the forms that a disguise leaves of them.
#[derive(Clone, Debug)]
pub(super) struct Index {
    /// As they are.
    words: HashMap<String, usize>,
    /// With every letter once in a row: `as` for `ass`.
    squeezed: HashMap<String, usize>,
    /// By first letter and length in letters.
    shapes: HashMap<(char, usize), Vec<usize>>,
}

/// The longest word that is looked at, in bytes: no entry is longer, and what is tried with a word
/// must not grow with the file.
const LONGEST: usize = 64;

impl Index {
    pub(super) fn new(entries: &[Entry]) -> Self {
        let mut index =
            Self { words: HashMap::new(), squeezed: HashMap::new(), shapes: HashMap::new() };
        let is_single = |entry: &Entry| !entry.word.contains(' ');
        for (at, entry) in entries.iter().enumerate().filter(|(_, entry)| is_single(entry)) {
            let better = |old: usize| entries[old].severity < entry.severity;
            let keep = |map: &mut HashMap<String, usize>, key: String| {
                let old = map.get(&key).copied();
                if old.is_none_or(better) {
                    map.insert(key, at);
                }
            };
            keep(&mut index.words, entry.word.clone());
            // An everyday word of another language is only matched if every letter is present.
            if entry.foreign {
                continue;
            }
            keep(&mut index.squeezed, squeeze(&entry.word));
            if let Some(first) = entry.word.chars().next() {
                let shape = (first, entry.word.chars().count());
                index.shapes.entry(shape).or_default().push(at);
            }
        }
        index
    }

    /// Adds disguised words of a text to `found`; they may overlap the others.
    pub(super) fn find(&self, text: &str, entries: &[Entry], found: &mut Vec<Match>) {
        let mut at = 0;
        for chunk in text.split_inclusive(char::is_whitespace) {
            let start = at;
            at += chunk.len();
            let has_digit = |part: &&str| part.bytes().any(|b| b.is_ascii_digit());
            // A55-B00B-1E5 is a number of something.
            let is_code = chunk.split('-').filter(has_digit).count() > 1;
            for (from, to) in parts(chunk) {
                if let Some((entry, obfuscation)) = self.unmask(&chunk[from..to], is_code, entries)
                {
                    let obfuscation = Some(obfuscation);
                    found.push(Match { start: start + from, end: start + to, entry, obfuscation });
                }
            }
        }
        self.spaced(text, found);
    }

    /// The entry of a disguised word.
    fn unmask(&self, part: &str, is_code: bool, entries: &[Entry]) -> Option<(usize, Obfuscation)> {
        if part.len() > LONGEST || !part.chars().any(char::is_alphabetic) {
            return None;
        }
        let plain = part.chars().all(char::is_alphabetic);
        let latin = part.chars().any(|c| c.is_ascii_alphabetic());
        let mut folded = fold(part);
        let mut how = None;
        if latin && !part.is_ascii() {
            let looks: String = folded.chars().map(|c| lookalike(c).unwrap_or(c)).collect();
            if looks != folded {
                (folded, how) = (looks, Some(Obfuscation::Homoglyph));
                if let Some(&entry) = self.words.get(&folded) {
                    return Some((entry, Obfuscation::Homoglyph));
                }
            }
        }
        if !plain {
            if folded.contains(is_star) || folded.contains("--") {
                // The end of a sentence and the rest of a masked word after it are not a word.
                if folded.split(is_star).any(|shown| shown.ends_with('!')) {
                    return None;
                }
                return self.starred(&folded, entries).map(|entry| (entry, Obfuscation::Masked));
            }
            let count = |wanted: fn(char) -> bool| folded.chars().filter(|c| wanted(*c)).count();
            let digits = count(|c| c.is_ascii_digit());
            if is_code || digits > 0 && digits >= count(char::is_alphabetic) {
                return None;
            }
            for one in ['i', 'l'] {
                let read: String = folded.chars().map(|c| leet(c, one)).collect();
                // An @ hides any vowel.
                let other = read.replace('a', "u");
                let other = Some(other).filter(|_| folded.contains('@'));
                for read in [Some(&read), other.as_ref()].into_iter().flatten() {
                    if let Some(&entry) = self.words.get(read) {
                        return Some((entry, Obfuscation::Leet));
                    }
                }
                if let Some(entry) = self.stretched(&read) {
                    return Some((entry, Obfuscation::Leet));
                }
            }
            return None;
        }
        self.stretched(&folded).map(|entry| (entry, how.unwrap_or(Obfuscation::Stretched)))
    }

    /// A word with a letter three times in a row.
    fn stretched(&self, word: &str) -> Option<usize> {
        let chars: Vec<char> = word.chars().collect();
        let is_long = chars.windows(3).any(|w| w[0] == w[1] && w[1] == w[2]);
        is_long.then(|| self.squeezed.get(&squeeze(word)).copied())?
    }

    /// A word with some letters hidden, one sign for each. With only the first letter left, at least
    /// three must be hidden and the word must be more than mild.
    fn starred(&self, word: &str, entries: &[Entry]) -> Option<usize> {
        let shape: Vec<char> = word.chars().map(|c| leet(c, 'i')).collect();
        let hidden = |c: &char| is_star(*c) || *c == '-';
        let known = shape.iter().filter(|c| !hidden(c)).count();
        let least = if known == 1 { 4 } else { 3 };
        if shape.len() < least || shape.first().is_none_or(hidden) {
            return None;
        }
        let same = |entry: &str| entry.chars().zip(&shape).all(|(a, b)| a == *b || hidden(b));
        let candidates = self.shapes.get(&(shape[0], shape.len()))?.iter().copied();
        let fits = candidates.filter(|at| {
            let entry = &entries[*at];
            same(&entry.word) && (known > 1 || entry.severity > 1)
        });
        fits.max_by_key(|at| entries[*at].severity)
    }

    /// Single letters in a row, with the same between each two of them.
    fn spaced(&self, text: &str, found: &mut Vec<Match>) {
        let mut row: Vec<(usize, usize)> = Vec::new();
        let mut words = Words::new(text);
        loop {
            let word = words.next();
            let letter = word.filter(|word| {
                let is_one = word.of(text).chars().count() == 1;
                // The f of `f**k` is not a single letter.
                let hides =
                    |c: char| (is_star(c) && c != '_') || matches!(c, '@' | '$' | '!' | '|');
                let is_bare =
                    !text[word.end..].starts_with(hides) && !text[..word.start].ends_with(hides);
                is_one && is_bare && word.of(text).chars().all(char::is_alphabetic)
            });
            let follows = letter.is_some_and(|word| match row.as_slice() {
                [] => true,
                [.., (_, end)]
                    if !matches!(&text[*end..word.start], " " | "\n" | "." | "-" | " - " | "_") =>
                {
                    false
                }
                [_] => true,
                // A line break is a space.
                [.., (_, a), (b, end)] => {
                    text[*a..*b].replace('\n', " ") == text[*end..word.start].replace('\n', " ")
                }
            });
            if !follows {
                self.row(text, &row, found);
                // The last letter of a row may begin the next one.
                row.clear();
            }
            match (letter, word) {
                (Some(word), _) => row.push((word.start, word.end)),
                (None, Some(_)) => {}
                (None, None) => break,
            }
        }
    }

    fn row(&self, text: &str, row: &[(usize, usize)], found: &mut Vec<Match>) {
        if row.len() < 3 || row.len() > LONGEST {
            return;
        }
        let letters: Vec<String> =
            row.iter().map(|(start, end)| fold(&text[*start..*end])).collect();
        // The longest word of the row, the first of them; "a" and "I" in front may be words, and
        // several words may be written.
        let mut from = 0;
        while from + 3 <= row.len() {
            let fits = (from + 3..=row.len()).rev().find_map(|to| {
                let word = letters[from..to].concat();
                let entry = *self.words.get(&word)?;
                // Initials may spell anything: in the middle of a row only strong words count.
                let is_all = from <= 1 && to == row.len();
                (is_all || to - from >= 4).then_some((to, entry))
            });
            match fits {
                Some((to, entry)) => {
                    let (start, end) = (row[from].0, row[to - 1].1);
                    found.push(Match { start, end, entry, obfuscation: Some(Obfuscation::Spaced) });
                    from = to;
                }
                None => from += 1,
            }
        }
    }
}

/// The pieces of a chunk without white space that may be words in disguise, as byte ranges.
fn parts(chunk: &str) -> Vec<(usize, usize)> {
    let in_word = |c: char| {
        c.is_alphanumeric()
            || is_star(c)
            || matches!(c, '@' | '$' | '!' | '|' | '+' | '€' | '\u{ad}')
    };
    let mut parts: Vec<(usize, usize)> = Vec::new();
    let mut open: Option<usize> = None;
    for (at, c) in chunk.char_indices() {
        // Two hyphens in a row hide letters; a single one separates words.
        let hides = c == '-'
            && (chunk[at + 1..].starts_with('-') || chunk[..at].ends_with('-'))
            && open.is_some();
        match (in_word(c) || hides, open) {
            (true, None) => open = Some(at),
            (false, Some(start)) => {
                parts.push((start, at));
                open = None;
            }
            _ => {}
        }
    }
    if let Some(start) = open {
        parts.push((start, chunk.len()));
    }
    for (start, end) in &mut parts {
        let part = &chunk[*start..*end];
        // What ends a sentence is not a letter, and neither is what opens one.
        let cut = part.trim_end_matches(['!', '|', '+', '@', '-', '€']);
        let rest = cut.trim_start_matches(['!', '|', '+', '*', '#', '_', '€']);
        (*start, *end) = (*start + cut.len() - rest.len(), *start + cut.len());
    }
    parts.retain(|(start, end)| start < end);
    parts
}

const fn is_star(c: char) -> bool {
    matches!(c, '*' | '#' | '_' | '•' | '●' | '✱' | '∗')
}

/// What a sign is read as; `1`, `!` and `|` are read as `one`.
const fn leet(c: char, one: char) -> char {
    match c {
        '@' | '4' => 'a',
        '8' => 'b',
        '3' | '€' => 'e',
        '9' => 'g',
        '1' | '!' | '|' => one,
        '0' => 'o',
        '$' | '5' => 's',
        '7' | '+' => 't',
        '2' => 'z',
        c => c,
    }
}

/// The Latin letter that a folded Cyrillic or Greek letter looks like.
const fn lookalike(c: char) -> Option<char> {
    Some(match c {
        'а' | 'α' => 'a',
        'в' | 'β' | 'ь' => 'b',
        'с' | 'ϲ' => 'c',
        'ԁ' => 'd',
        'е' | 'є' | 'ε' => 'e',
        'ғ' => 'f',
        'ɡ' => 'g',
        'һ' | 'н' => 'h',
        'і' | 'ї' | 'ι' | 'ı' => 'i',
        'ј' => 'j',
        'к' | 'κ' => 'k',
        'ӏ' => 'l',
        'м' => 'm',
        'п' | 'η' => 'n',
        'о' | 'ο' | 'σ' => 'o',
        'р' | 'ρ' => 'p',
        'ԛ' => 'q',
        'г' => 'r',
        'ѕ' => 's',
        'т' | 'τ' => 't',
        'υ' | 'ц' => 'u',
        'ν' | 'ѵ' => 'v',
        'ԝ' | 'ш' | 'ω' => 'w',
        'х' | 'χ' => 'x',
        'у' | 'γ' => 'y',
        _ => return None,
    })
}

/// Every letter once in a row.
fn squeeze(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}
