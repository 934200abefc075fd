//! Entries with signs in them (`a$$`, `c++`, an emoji): found as written, character by character.

use std::collections::HashMap;
use std::ops::Range;

use crate::timeline::is_invisible;
use crate::words::{Words, fold};

/// Entries with signs, by their first character. `None`: an allowed phrase.
#[derive(Clone, Debug, Default)]
pub(super) struct SymbolEntries {
    by_first: HashMap<char, Vec<(String, Option<usize>)>>,
}

impl SymbolEntries {
    pub(super) fn add(&mut self, word: String, entry: Option<usize>) {
        if let Some(first) = word.chars().next() {
            let list = self.by_first.entry(first).or_default();
            // The longest first, later lines before earlier ones, allowed ones before others.
            list.insert(0, (word, entry));
            list.sort_by_key(|(word, entry)| (usize::MAX - word.len(), entry.is_some()));
        }
    }

    /// Where entries are in a text, in order, none overlapping another.
    pub(super) fn find(&self, text: &str, mut report: impl FnMut(Range<usize>, Option<usize>)) {
        if self.by_first.is_empty() {
            return;
        }
        let mut free = 0;
        for (at, c) in text.char_indices() {
            if at < free {
                continue;
            }
            let first = if c.is_ascii() {
                Some(c.to_ascii_lowercase())
            } else {
                fold(c.encode_utf8(&mut [0; 4])).chars().next()
            };
            let list = first.and_then(|first| self.by_first.get(&first));
            let hit = list.into_iter().flatten().find_map(|(word, entry)| {
                let end = end_of(text, at, word)?;
                Some((at..end, *entry))
            });
            if let Some((place, entry)) = hit {
                free = place.end;
                report(place, entry);
            }
        }
    }
}

/// Where a folded literal that begins at `at` ends, if it matches and is not part of something longer.
fn end_of(text: &str, at: usize, literal: &str) -> Option<usize> {
    let mut left = literal;
    let mut end = at;
    let mut chars = text[at..].chars().peekable();
    while !left.is_empty() {
        let c = chars.next()?;
        end += c.len_utf8();
        if is_invisible(c) && c != '\n' {
            continue;
        }
        if c.is_whitespace() {
            left = left.strip_prefix(' ')?;
            while let Some(more) = chars.next_if(|c| c.is_whitespace()) {
                end += more.len_utf8();
            }
            continue;
        }
        let folded = fold(c.encode_utf8(&mut [0; 4]));
        left = left.strip_prefix(folded.as_str())?;
    }
    // A skin tone or the form of an emoji belongs to it.
    while let Some(more) = chars.next_if(|c| is_modifier(*c)) {
        end += more.len_utf8();
    }
    let is_word = literal.contains(char::is_alphanumeric);
    let (before, after) = (text[..at].chars().next_back(), chars.peek().copied());
    let same = |a: Option<char>, b: Option<char>| a.is_some() && a == b;
    let touches = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let is_part = is_word
        && (touches(before)
            || touches(after)
            || same(before, literal.chars().next())
            || same(after, literal.chars().next_back()));
    (!is_part).then_some(end)
}

/// What changes the look of the emoji before it.
const fn is_modifier(c: char) -> bool {
    matches!(c, '\u{fe0e}' | '\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}')
}

/// A sign with a meaning of its own: symbols and pictures, not punctuation.
pub(super) const fn is_picture(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
}

/// Whether a folded entry has signs in it, so that it is more than its words.
pub(super) fn has_signs(entry: &str) -> bool {
    let mut at = 0;
    for word in Words::new(entry) {
        if !matches!(&entry[at..word.start], "" | " ") {
            return true;
        }
        at = word.end;
    }
    at < entry.len()
}
