//! Taking words out of a sentence: the space, the comma and the capital that went with them.

use std::ops::Range;

use super::mask::BLEEP;
use super::matcher::Match;
use crate::words::{Replacement, begins_sentence};

/// The changes that take every match out of a text: a list for each match.
pub(super) fn remove(text: &str, found: &[Match]) -> Vec<Vec<Replacement>> {
    let mut out = vec![Vec::new(); found.len()];
    // Words with nothing but spaces between them go together.
    let mut groups: Vec<(usize, Range<usize>)> = Vec::new();
    for (index, one) in found.iter().enumerate() {
        let end = one.end + ending(&text[one.end..]);
        match groups.last_mut() {
            Some((_, range)) if text[range.end..one.start].trim().is_empty() => range.end = end,
            _ => groups.push((index, one.start..end)),
        }
    }
    let gone: Vec<Range<usize>> = {
        let mut gone: Vec<Range<usize>> = Vec::new();
        for (_, range) in &groups {
            let mut range = with_surroundings(text, range.clone());
            // Two words may claim one comma.
            range.start = gone.last().map_or(range.start, |last| range.start.max(last.end));
            range.end = range.end.max(range.start);
            gone.push(range);
        }
        gone
    };
    if is_nothing_left(text, &gone) {
        bleep(text, &groups, &gone, &mut out);
        return out;
    }
    for (at, ((index, word), range)) in groups.iter().zip(&gone).enumerate() {
        let next = gone.get(at + 1).map_or(text.len(), |range| range.start);
        out[*index].push(Replacement::new(range.clone(), ""));
        if let Some(capital) = capital(text, word.start, range.end..next) {
            out[*index].push(capital);
        }
    }
    out
}

/// The length of an ending behind an apostrophe: `'s` of `fucker's`.
fn ending(behind: &str) -> usize {
    let Some(rest) = behind.strip_prefix(['\'', '’']) else { return 0 };
    let letters = rest.len() - rest.trim_start_matches(char::is_alphabetic).len();
    if (1..=3).contains(&letters) { behind.len() - rest.len() + letters } else { 0 }
}

/// The word with the white space and punctuation that would be left over without it.
fn with_surroundings(text: &str, word: Range<usize>) -> Range<usize> {
    let (before, behind) = (&text[..word.start], &text[word.end..]);
    let stops: &[char] = &['.', '!', '?', '…', ','];
    // "Shit! Run." is "Run."; a sentence of one word takes its mark with it.
    if begins_sentence(before) && behind.starts_with(stops) {
        let rest = behind.trim_start_matches(stops);
        let end = text.len() - rest.trim_start_matches([' ', '\t']).len();
        return line_too(text, word.start..end);
    }
    // "Oh, shit, that" is "Oh, that", and "Stop, asshole." is "Stop."
    let spaceless = before.trim_end();
    if spaceless.ends_with(',')
        && (behind.is_empty() || behind.starts_with(stops) || behind.starts_with('\n'))
    {
        let is_end = behind.is_empty() || behind.starts_with('\n');
        let start = if is_end { spaceless.len() } else { spaceless.len() - 1 };
        // The line break between the comma and the word stays where the word was.
        if !before[start..].contains('\n') {
            return line_too(text, start..word.end);
        }
    }
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let spaces = before.len() - before.trim_end_matches([' ', '\t']).len();
    if spaces > 0 && before.len() - spaces > line_start {
        return line_too(text, word.start - spaces..word.end);
    }
    let end = text.len() - behind.trim_start_matches([' ', '\t']).len();
    line_too(text, word.start..end)
}

/// With the line break of a line that would be empty.
fn line_too(text: &str, gone: Range<usize>) -> Range<usize> {
    let line_start = text[..gone.start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[gone.end..].find('\n').map_or(text.len(), |at| gone.end + at);
    let has_ink = |part: &str| !part.trim().is_empty();
    if has_ink(&text[line_start..gone.start]) || has_ink(&text[gone.end..line_end]) {
        return gone;
    }
    if line_end < text.len() {
        gone.start..line_end + 1
    } else if line_start > 0 {
        line_start - 1..gone.end
    } else {
        gone
    }
}

/// Whether nothing is said any more: no letter or digit, or only the name of who said it.
fn is_nothing_left(text: &str, gone: &[Range<usize>]) -> bool {
    let mut left = String::new();
    let mut at = 0;
    for range in gone {
        left.push_str(&text[at..range.start.max(at)]);
        at = range.end.max(at);
    }
    left.push_str(&text[at..]);
    let said = left.trim();
    !said.contains(char::is_alphanumeric) || said.ends_with(':')
}

/// `[bleep]` for the first word, nothing for the others.
fn bleep(
    text: &str,
    groups: &[(usize, Range<usize>)],
    gone: &[Range<usize>],
    out: &mut [Vec<Replacement>],
) {
    let mut done = None;
    for ((index, word), range) in groups.iter().zip(gone) {
        match done {
            // With the space or the line break in front.
            Some(end) => {
                let start = text[..range.start].trim_end().len().max(end);
                out[*index].push(Replacement::new(start..range.end, ""));
                done = Some(range.end);
            }
            None => {
                let marks = text[word.end..].trim_start_matches(['.', '!', '?', '…', ',']);
                let end = text.len() - marks.len();
                out[*index].push(Replacement::new(word.start..end, BLEEP));
                done = Some(end);
            }
        }
    }
}

/// The capital for what now begins the sentence, if the word that went had the place.
fn capital(text: &str, word: usize, rest: Range<usize>) -> Option<Replacement> {
    if !begins_sentence(&text[..word]) || !text[word..].starts_with(char::is_uppercase) {
        return None;
    }
    let letter = text[rest.clone()].char_indices().find(|(_, c)| c.is_alphanumeric())?;
    let (at, c) = (rest.start + letter.0, letter.1);
    let upper: String = c.to_uppercase().collect();
    (c.is_lowercase() && upper.chars().count() == 1)
        .then(|| Replacement::new(at..at + c.len_utf8(), upper))
}
