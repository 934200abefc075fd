//! Words of a text: where they begin and end, without the punctuation around them.
//!
//! A word is letters, digits and marks, with the characters that join them: `don't`, `co-op`, `12:00`,
//! `www.example.org`, `Q&A`. Signs that are spoken belong to it (`$10`, `50%`, `C++`) or are separate words
//! (`press * 0`). In scripts without spaces, each character with its marks is a word.

use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

use super::notes::is_remark;
use crate::timeline::is_unspaced;

/// The length of the word at the start of a text, in bytes; `None` if it does not start with a word. `before` is
/// the character before it.
pub(super) fn word(text: &str, before: Option<char>) -> Option<usize> {
    let first = text.chars().next()?;
    if is_unit(first) && is_core(first) {
        return text.graphemes(true).next().map(str::len);
    }
    let opens = prefix(text, before)?;
    let mut end = opens;
    while let Some(c) = text[end..].chars().next() {
        if let Some(len) = inserted(&text[end..]) {
            end += len;
            continue;
        }
        let after = end + c.len_utf8();
        let rest = &text[after..];
        let last = text[..end].chars().next_back();
        let takes = if is_core(c) { !is_unit(c) } else { joins(c, last, rest) };
        if !takes {
            break;
        }
        end = after;
    }
    if text[end..].starts_with("://") || text.starts_with("www.") {
        return Some(address(text));
    }
    // The last full stop of initials.
    Some(end + usize::from(text[end..].starts_with('.') && is_initials(&text[..end])))
}

/// The length of letters in brackets that were inserted into a word: `w[ill]`.
fn inserted(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('[')?;
    let end = inner.char_indices().take(20).find(|(_, c)| !c.is_alphabetic())?;
    (end.0 > 0 && end.1 == ']' && !is_remark(&inner[..end.0])).then_some(end.0 + 2)
}

/// The length of an address such as `https://example.org/a?b=c`, without the punctuation after it.
fn address(text: &str) -> usize {
    let end = text
        .find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '”' | ')' | ']'))
        .unwrap_or(text.len());
    text[..end].trim_end_matches(['.', ',', ';', ':', '?', '!', '\'']).len()
}

/// Whether a word is initials: `U.S`, `e.g`.
fn is_initials(word: &str) -> bool {
    word.len() > 2
        && word.split('.').all(|part| {
            let mut chars = part.chars();
            chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
        })
}

/// How much of the text opens a word: signs before it, or a sign that is a separate word. 0 for a word that
/// begins with a letter.
fn prefix(text: &str, before: Option<char>) -> Option<usize> {
    let mut chars = text.chars();
    let first = chars.next()?;
    let second = chars.next();
    if is_core(first) {
        return Some(0);
    }
    let starts = before.is_none_or(|c| !is_core(c));
    let opens = second.is_some_and(|c| is_core(c) && !is_unit(c));
    let len = first.len_utf8();
    match first {
        '$' | '€' | '£' | '¥' | '₹' | '₽' | '₩' | '#' | '@' if opens => Some(len),
        '+' | '-' | '−' if starts && second.is_some_and(char::is_numeric) => Some(len),
        // 'em, '90s; not the quote before a word.
        '\'' | '’' if opens && is_elision(&text[len..]) => Some(len),
        '.' if starts && second.is_some_and(char::is_numeric) => Some(len),
        '&' | '%' | '=' | '×' | '÷' | '/' | '@' | '#' | '*' | '+' | '°' | '$' | '€' | '£'
            if before.is_none_or(char::is_whitespace)
                && second.is_none_or(|c| c.is_whitespace() || matches!(c, ',' | '.')) =>
        {
            Some(len)
        }
        _ => None,
    }
}

/// Whether a character that is not a letter continues the word that ends in `last`.
fn joins(c: char, last: Option<char>, rest: &str) -> bool {
    let next = rest.chars().next();
    let goes_on = next.is_some_and(|c| is_core(c) && !is_unit(c));
    let digits = last.is_some_and(char::is_numeric) && next.is_some_and(char::is_numeric);
    let ends = next.is_none_or(|c| !is_core(c));
    match c {
        '\'' | '’' | 'ʼ' | '‘' => goes_on || matches!(last, Some('s' | 'S')) && ends,
        // A word that is broken off: `w-`. Two hyphens are a dash.
        '-' | '‐' | '‑' => {
            goes_on
                || ends
                    && !next.is_some_and(|c| matches!(c, '-' | '>' | '–' | '—'))
                    && last.is_some_and(is_core)
        }
        '.' => goes_on,
        ',' | ':' | '–' => digits,
        '&' | '/' | '·' | '@' | '_' | '\\' => goes_on,
        '+' | '%' | '°' | '$' | '€' | '£' | '#' => true,
        _ => false,
    }
}

/// Whether a character is a separate word: a script without spaces, its iteration marks, its half-width forms.
pub(super) fn is_unit(c: char) -> bool {
    is_unspaced(c)
        || matches!(c, '\u{3005}'..='\u{3007}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}' | '\u{a9e0}'..='\u{a9ff}' | '\u{aa60}'..='\u{aa7f}')
}

/// Letters, digits, marks, and invisible characters inside a word.
fn is_core(c: char) -> bool {
    c.is_alphanumeric()
        || !c.is_ascii()
            && (is_combining_mark(c)
                || matches!(c, '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{2060}'))
}

/// Whether a word without its first letters follows an apostrophe.
fn is_elision(text: &str) -> bool {
    let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    let word = &text[..end];
    let short = [
        "em", "cause", "til", "till", "bout", "n", "s", "t", "tis", "twas", "round", "fore",
        "nother", "kay",
    ];
    let decade = word.ends_with('s')
        && word.len() == 3
        && word.as_bytes()[..2].iter().all(u8::is_ascii_digit);
    (decade || short.iter().any(|known| known.eq_ignore_ascii_case(word)))
        && !text[end..].starts_with(['\'', '’'])
}
