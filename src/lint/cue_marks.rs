//! What a translation keeps of a cue besides its words: styles, music, marks of speakers, numbers.

use crate::timeline::{Cue, RunKind, ScopeKind, Timeline};

/// What viewers see of a cue besides its words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CueMarks {
    /// Whether some of its text is italic.
    pub italic: bool,
    /// Whether some of its text is bold.
    pub bold: bool,
    /// Whether some of its text is underlined.
    pub underline: bool,
    /// Whether it has a musical note.
    pub music: bool,
    /// The number of its lines that begin with a dash or `>>`.
    pub turns: u32,
}

/// The marks of each cue, with its visible text.
pub(super) fn marks(timeline: &Timeline<'_>, texts: &[String]) -> Vec<CueMarks> {
    // A scope comes after the one around it.
    let mut scopes: Vec<CueMarks> = Vec::with_capacity(timeline.scopes.len());
    for scope in &timeline.scopes {
        let mut own = scopes.get(scope.parent as usize).copied().unwrap_or_default();
        match scope.kind {
            ScopeKind::Bold => own.bold = true,
            ScopeKind::Italic => own.italic = true,
            ScopeKind::Underline => own.underline = true,
            _ => {}
        }
        scopes.push(own);
    }
    let of_cue = |(cue, text): (&Cue<'_>, &String)| {
        let begins = |line: &str| {
            let line = line.trim_start();
            line.starts_with(['-', '\u{2010}', '\u{2013}', '\u{2014}', '\u{ff0d}'])
                || line.starts_with(">>")
        };
        let mut all = CueMarks {
            music: text.contains(['\u{266a}', '\u{266b}']),
            turns: text.lines().filter(|line| begins(line)).count() as u32,
            ..CueMarks::default()
        };
        for run in &timeline.runs[cue.runs.start as usize..cue.runs.end as usize] {
            let RunKind::Text(shown) = &run.kind else { continue };
            let Some(own) = scopes.get(run.scope as usize) else { continue };
            if !shown.trim().is_empty() {
                all.italic |= own.italic;
                all.bold |= own.bold;
                all.underline |= own.underline;
            }
        }
        all
    };
    timeline.cues.iter().zip(texts).map(of_cue).collect()
}

/// Numbers up to this one are often words, in one language or in both.
const WORDS: u32 = 12;

/// The digit zero of the scripts whose digits captions have.
const ZEROS: [char; 7] = ['0', '\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}', '\u{e50}', '\u{ff10}'];

/// The larger numbers of a text as digits without separators: `10,000`, `10.000` and `10 000` are the same.
pub(super) fn numbers(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let digit = |at: usize| {
        let value = |zero: &char| (chars.get(at).copied()? as u32).checked_sub(*zero as u32);
        ZEROS.iter().filter_map(value).find(|value| *value < 10)
    };
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let (mut number, mut group) = (String::new(), 0);
        while let Some(value) = digit(at) {
            number.extend(char::from_digit(value, 10));
            (at, group) = (at + 1, group + 1);
            let joins = match chars.get(at) {
                Some('.' | ',' | ':' | '\'' | '\u{2019}' | '\u{66b}' | '\u{66c}') => {
                    digit(at + 1).is_some()
                }
                Some(' ' | '\u{a0}' | '\u{2009}' | '\u{202f}') => {
                    group <= 3
                        && (1..4).all(|next| digit(at + next).is_some())
                        && digit(at + 4).is_none()
                }
                _ => false,
            };
            if joins {
                (at, group) = (at + 1, 0);
            }
        }
        let value = number.trim_start_matches('0');
        if value.parse().map_or(!value.is_empty(), |value: u32| value > WORDS) {
            found.push(value.to_owned());
        }
        at += 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_the_same_whatever_separates_their_digits() {
        for text in
            ["10,000", "10.000", "10 000", "10'000", "10\u{202f}000", "٠١٠٬٠٠٠", "１００００"]
        {
            assert_eq!(numbers(text), ["10000"], "{text}");
        }
        assert_eq!(numbers("06:30, 3.5 km, 1939-45"), ["630", "35", "1939", "45"]);
        assert_eq!(numbers("In 2020 100 people, 20 30"), ["2020", "100", "20", "30"]);
        assert_eq!(numbers("12 or 3, 0 and 007"), [""; 0]);
        assert_eq!(numbers("99999999999999999999"), ["99999999999999999999"]);
    }
}
