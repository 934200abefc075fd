//! Removing words from a sentence, with the space, the comma and the capital that belong to them.

use std::ops::Range;

use super::found::Match;
use super::style::BLEEP;
use crate::chars::is_blank;
use crate::words::{Replacement, begins_sentence};

/// The changes that remove every match from a text: a list for each match.
pub(super) fn remove(text: &str, found: &[Match]) -> Vec<Vec<Replacement>> {
    let mut out = vec![Vec::new(); found.len()];
    // Words with nothing but spaces, commas and conjunctions between them go together.
    let mut groups: Vec<(usize, Range<usize>)> = Vec::new();
    for (index, one) in found.iter().enumerate() {
        let whole = whole_of(text, one.start..one.end);
        match groups.last_mut() {
            Some((_, range))
                if whole.start <= range.end || is_list(&text[range.end..whole.start]) =>
            {
                range.end = whole.end.max(range.end);
            }
            _ => groups.push((index, whole)),
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
    let mut at = 0;
    while at < groups.len() {
        let line = line_of(text, groups[at].1.start);
        let here = groups[at..].iter().take_while(|(_, word)| word.start < line.end);
        let here = at..at + here.count();
        if is_turn_emptied(text, &line, &gone[here.clone()]) {
            bleep(text, &groups[here.clone()], &gone[here.clone()], &mut out);
        } else {
            for at in here.clone() {
                let next = gone.get(at + 1).map_or(text.len(), |range| range.start);
                let ((index, word), range) = (&groups[at], &gone[at]);
                out[*index].push(Replacement::new(range.clone(), ""));
                if let Some(capital) = capital(text, word.start, range.end..next) {
                    out[*index].push(capital);
                }
            }
        }
        at = here.end.max(at + 1);
    }
    out
}

/// A word with everything that makes no sense without it: its ending after an apostrophe, the rest
/// of a word with hyphens, quotation marks around it alone.
fn whole_of(text: &str, found: Range<usize>) -> Range<usize> {
    let word = &text[found.clone()];
    let mut whole = found.start..found.end + ending(word, &text[..found.start], &text[found.end..]);
    let bound = |text: &str| text.starts_with(char::is_alphanumeric);
    let is_behind = text[whole.end..].strip_prefix('-').is_some_and(bound);
    let before = text[..whole.start].strip_suffix('-');
    let is_before = before.is_some_and(|before| before.ends_with(char::is_alphanumeric));
    match (is_before, is_behind) {
        // "un-fucking-believable" is "unbelievable".
        (true, true) if is_infix(text, &whole) => {
            return whole.start - 1..whole.end + 1;
        }
        (true, _) => whole.start = stutter(text, whole.start),
        (false, true) => {
            let in_word = |c: char| c.is_alphanumeric() || c == '-';
            whole.end = text.len() - text[whole.end..].trim_start_matches(in_word).len();
        }
        (false, false) => {}
    }
    let quote = text[..whole.start].chars().next_back();
    let after = text[whole.end..].trim_start_matches(STOPS);
    if let Some(open) = quote.filter(|open| after.starts_with(|c| closes(*open, c))) {
        let close = after.chars().next().map_or(0, char::len_utf8);
        return whole.start - open.len_utf8()..text.len() - after.len() + close;
    }
    whole
}

/// What may follow a word of one's own sentence.
const STOPS: &[char] = &['.', '!', '?', '…', ','];

/// Whether one quotation mark or bracket closes what another opens.
const fn closes(open: char, close: char) -> bool {
    matches!(
        (open, close),
        ('"', '"')
            | ('“' | '„', '”' | '“')
            | ('«', '»')
            | ('»', '«')
            | ('‘' | '‚', '’' | '‘')
            | ('\'', '\'')
            | ('(', ')')
    )
}

/// Whether a word is inside another one: "abso-fucking-lutely".
fn is_infix(text: &str, word: &Range<usize>) -> bool {
    let said = &text[word.clone()];
    let is_participle = said.ends_with("ing") || said.ends_with("in") || said.ends_with("damn");
    is_participle && text[word.end + 1..].starts_with(char::is_lowercase)
}

/// Where a word with a hyphen in front begins: with stammered letters, otherwise with the hyphen.
fn stutter(text: &str, word: usize) -> usize {
    let first = text[word..].chars().next().map(|c| c.to_ascii_lowercase());
    let mut start = word;
    while let Some(before) = text[..start].strip_suffix('-') {
        let Some(c) = before.chars().next_back() else { break };
        let rest = &before[..before.len() - c.len_utf8()];
        if Some(c.to_ascii_lowercase()) != first || rest.ends_with(char::is_alphanumeric) {
            break;
        }
        start = rest.len();
    }
    if start == word { word - 1 } else { start }
}

/// Whether the text between two words makes them a list.
fn is_list(between: &str) -> bool {
    /// The maximum length of a gap, in bytes.
    const LONGEST: usize = 12;
    between.len() <= LONGEST
        && between.split(|c: char| c.is_whitespace() || c == ',').all(|word| {
            matches!(
                word,
                "" | "and"
                    | "or"
                    | "&"
                    | "et"
                    | "ou"
                    | "und"
                    | "oder"
                    | "y"
                    | "o"
                    | "e"
                    | "en"
                    | "of"
            ) && (word != "of" || between.contains(" of "))
        })
}

/// The length of an ending after an apostrophe: `'s` of `fucker's`, the mark alone of `fuckin'` and
/// `fuckers'` where it closes no quotation.
fn ending(word: &str, before: &str, after: &str) -> usize {
    let Some(rest) = after.strip_prefix(['\'', '’']) else { return 0 };
    let mark = after.len() - rest.len();
    let letters = rest.len() - rest.trim_start_matches(char::is_alphabetic).len();
    match letters {
        1..=3 => mark + letters,
        0 if word.to_ascii_lowercase().ends_with(['n', 's'])
            && !before.ends_with(['\'', '‘', '’']) =>
        {
            mark
        }
        _ => 0,
    }
}

/// The line that a place is in, without its line break.
fn line_of(text: &str, at: usize) -> Range<usize> {
    let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
    start..text[at..].find('\n').map_or(text.len(), |end| at + end)
}

/// Whether a line begins with the mark or the name of a speaker and nothing else is left of it.
fn is_turn_emptied(text: &str, line: &Range<usize>, gone: &[Range<usize>]) -> bool {
    let mut left = String::new();
    let mut at = line.start;
    for range in gone {
        left.push_str(&text[at..range.start.clamp(at, line.end)]);
        at = range.end.clamp(at, line.end);
    }
    left.push_str(&text[at..line.end]);
    let left = left.trim();
    let is_mark = left.starts_with(['-', '–', '—', '>', '‐', '‑']);
    left.ends_with(':') || (is_mark && !left.contains(char::is_alphanumeric))
}

/// The word with the white space and punctuation that would be left over without it.
fn with_surroundings(text: &str, word: Range<usize>) -> Range<usize> {
    let (before, after) = (&text[..word.start], &text[word.end..]);
    let stops = STOPS;
    // The rest of a word with hyphens stays where it is, with the space after it.
    if text[word.clone()].starts_with('-') && before.ends_with(char::is_alphanumeric) {
        return word;
    }
    // "Shit! Run." is "Run."; a sentence of one word takes its mark with it.
    if begins_sentence(before) && after.starts_with(stops) {
        let rest = after.trim_start_matches(stops);
        let end = text.len() - rest.trim_start_matches(is_blank).len();
        return line_too(text, word.start..end);
    }
    // "Oh, shit, that" is "Oh, that", and "Stop, asshole." is "Stop."
    let spaceless = before.trim_end();
    if spaceless.ends_with(',')
        && (after.is_empty() || after.starts_with(stops) || after.starts_with('\n'))
    {
        let is_end = after.is_empty() || after.starts_with('\n');
        let start = if is_end { spaceless.len() } else { spaceless.len() - 1 };
        // The line break between the comma and the word stays where the word was.
        if !before[start..].contains('\n') {
            return line_too(text, start..word.end);
        }
    }
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let spaces = before.len() - before.trim_end_matches(is_blank).len();
    if spaces > 0 && before.len() - spaces > line_start {
        return line_too(text, word.start - spaces..word.end);
    }
    let end = text.len() - after.trim_start_matches(is_blank).len();
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

/// Whether no speech is left: no letter or digit, or only the speaker's name.
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
                let marks = text[word.end..].trim_start_matches(STOPS);
                let end = text.len() - marks.len();
                out[*index].push(Replacement::new(word.start..end, BLEEP));
                done = Some(end);
            }
        }
    }
}

/// The capital for the word that now begins the sentence, if the removed word began it.
fn capital(text: &str, word: usize, rest: Range<usize>) -> Option<Replacement> {
    let said = text[word..].trim_start_matches(|c: char| !c.is_alphanumeric());
    if !begins_sentence(&text[..word]) || !said.starts_with(char::is_uppercase) {
        return None;
    }
    let letter = text[rest.clone()].char_indices().find(|(_, c)| c.is_alphanumeric())?;
    let (at, c) = (rest.start + letter.0, letter.1);
    let upper: String = c.to_uppercase().collect();
    (c.is_lowercase() && upper.chars().count() == 1)
        .then(|| Replacement::new(at..at + c.len_utf8(), upper))
}

/// `an` for `a` where the next word was removed, and vice versa. English only.
pub(super) fn article(text: &str, gone: &Range<usize>) -> Option<Replacement> {
    let before = text[..gone.start].trim_end();
    let start = before.len() - before.len().min(2);
    let near = before.get(start..).filter(|_| start <= before.len())?;
    let word = near.trim_start_matches(|c: char| !c.is_alphabetic());
    let start = before.len() - word.len();
    let is_whole =
        !text[..start].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '\'' | '’'));
    let next = text[gone.end..].trim_start().split(|c: char| !c.is_alphanumeric()).next()?;
    let next = next.to_lowercase();
    if !is_whole
        || next.is_empty()
        || !text[gone.end..].trim_start().starts_with(char::is_alphabetic)
    {
        return None;
    }
    match (word, is_vowel(&next)) {
        ("a" | "A", true) => Some(Replacement::new(start + 1..start + 1, "n")),
        ("an" | "An" | "AN", false) => Some(Replacement::new(start + 1..start + 2, "")),
        _ => None,
    }
}

/// Whether a word begins with the sound of a vowel in English.
fn is_vowel(word: &str) -> bool {
    let sounds_otherwise = ["uni", "use", "usu", "eu", "one", "once", "ut", "ur"];
    if sounds_otherwise.iter().any(|start| word.starts_with(start)) {
        return word.starts_with("unin")
            || word.starts_with("unim")
            || matches!(word, "utter" | "urgent");
    }
    word.starts_with(['a', 'e', 'i', 'o', 'u'])
        || ["hour", "honest", "heir", "honor", "honour"].iter().any(|start| word.starts_with(start))
}
