//! Where a text may be broken: its pieces, each ending at an opportunity.
//!
//! The opportunities are those of UAX #14 ([`uax14`](super::uax14)), with these tailorings, which
//! the annex leaves to who sets text:
//!
//! - Existing line breaks may stay, wherever they are.
//! - No new line begins with nothing but closing marks, dashes or notes (` –`, ` »`, ` ♪`), and none
//!   ends with nothing but opening ones (`«`, `>>`, the dash of a speaker).
//! - `...and` may begin a line as `…and` may, and a bracket after a closing quotation mark (so does
//!   UAX #14 since Unicode 15.1).
//! - Inside a word, after a hyphen, a dash or a slash, a line ends only where the word fits no line
//!   ([`needed`](super::needed)). Words of scripts without spaces are pieces of their own.

use std::ops::Range;

use super::measure::Measure;
use super::piece::{Joint, Piece, is_dash, is_gap};
use super::uax14::Opportunities;
use super::unspaced_scripts;
use super::word_breaks;
use crate::chars::opens;

/// The pieces of a range of a text that begins and ends with something other than white space,
/// pushed after those that were found before.
pub(super) fn pieces(text: &str, range: Range<usize>, measure: Measure, found: &mut Vec<Piece>) {
    let from = found.len();
    let opportunities = Opportunities::of(text, range.clone());
    let mut at = range.start;
    while at < range.end {
        let rest = &text[at..range.end];
        let len = rest.find(is_gap).unwrap_or(rest.len());
        let after = &rest[len..];
        let gap = after.find(|c| !is_gap(c)).unwrap_or(after.len());
        let gap = at + len..at + len + gap;
        push_word(found, from, text, (at..at + len, gap.clone()), &opportunities);
        at = gap.end;
    }
    word_breaks::keep_breaks(text, &mut found[from..], measure);
    word_breaks::split(text, found, from, measure);
}

/// Adds what is between two gaps: one piece, or several where the script has no spaces.
fn push_word(
    found: &mut Vec<Piece>,
    from: usize,
    text: &str,
    (word, gap): (Range<usize>, Range<usize>),
    opportunities: &Opportunities,
) {
    let ends_line = text.as_bytes()[gap.clone()].iter().any(|byte| matches!(byte, b'\n' | b'\r'));
    if is_tied(&found[from..], text, &word, opportunities)
        && let Some(last) = found.last_mut()
    {
        last.text.end = word.end;
        last.gap = gap;
        last.ends_line = ends_line;
        return;
    }
    if let Some(last) = found[from..].last_mut()
        && unspaced_scripts::is_close(&text[last.text.clone()], &text[word.clone()])
    {
        last.joint = Joint::Close;
    }
    let mut at = word.start;
    for end in unspaced_scripts::between_words(text, word.clone(), opportunities) {
        let piece = at..end;
        found.push(Piece { text: piece, gap: end..end, ends_line: false, joint: Joint::Close });
        at = end;
    }
    found.push(Piece { text: at..word.end, gap, ends_line, joint: Joint::Space });
}

/// Whether a word stays on the line of the piece before it. An existing line break may
/// stay.
fn is_tied(
    found: &[Piece],
    text: &str,
    word: &Range<usize>,
    opportunities: &Opportunities,
) -> bool {
    let Some(last) = found.last().filter(|last| !last.ends_line) else { return false };
    let bytes = text.as_bytes();
    let plain = |at: usize| bytes[at].is_ascii_alphanumeric();
    if plain(last.text.end - 1) && plain(word.start) {
        return false;
    }
    let (before, written) = (&text[last.text.clone()], &text[word.clone()]);
    // A lone closing mark stays with what it closes, what follows a lone opening one with the mark.
    if (stays_behind(written) && !is_turn(found, text, written)) || stays_in_front(before) {
        return true;
    }
    let may_end = opportunities.at_gap(text, last.gap.clone())
        || begins_with_ellipsis(written)
        || (written.starts_with(['(', '[']) && ends_with_quote(before));
    !may_end
}

/// Whether a lone dash is that of a second speaker: `- Yes. - No.`
fn is_turn(found: &[Piece], text: &str, word: &str) -> bool {
    let (Some(first), Some(last)) = (found.first(), found.last()) else { return false };
    let mut dash = word.chars();
    dash.next().is_some_and(is_dash)
        && dash.next().is_none()
        && text[first.text.clone()].starts_with(is_dash)
        && text[last.text.clone()].ends_with(ends_sentence)
}

/// What a speaker ends with before the next one on the same line begins.
pub(super) fn ends_sentence(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '"' | '”' | '»' | '\u{2014}')
}

/// `...and then`: what was said goes on.
fn begins_with_ellipsis(word: &str) -> bool {
    let rest = word.trim_start_matches('.');
    word.len() - rest.len() >= 2 && rest.starts_with(char::is_alphanumeric)
}

/// A word and the quotation mark that closes it.
fn ends_with_quote(word: &str) -> bool {
    word.ends_with(['"', '\'', '”', '’', '“', '‘', '»', '›'])
        && word.contains(char::is_alphanumeric)
}

/// Whether a word is nothing but closing marks, dashes or notes: no line begins with it.
fn stays_behind(word: &str) -> bool {
    word.chars().all(|c| !c.is_alphanumeric() && !opens(c))
        && !word.starts_with(">>")
        && !word.starts_with(['[', '('])
}

/// Whether a piece is nothing but marks that belong to what follows.
fn stays_in_front(piece: &str) -> bool {
    let last = piece.chars().next_back();
    last.is_some_and(|c| opens(c) || c == '♪' || c == '♫' || c == '#' || c == '>' || is_dash(c))
        && piece.chars().all(|c| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::super::width::Width;
    use super::*;

    fn all(text: &str, limit: u32) -> Vec<Piece> {
        let mut found = Vec::new();
        let measure = Measure { limit, width: Width::Graphemes, lines: None };
        pieces(text, 0..text.len(), measure, &mut found);
        found
    }

    fn words(text: &str) -> Vec<&str> {
        all(text, 42).into_iter().map(|piece| &text[piece.text]).collect()
    }

    #[test]
    fn white_space_is_an_opportunity_unless_it_is_there_to_prevent_one() {
        assert_eq!(words("at  six\no'clock"), ["at", "six", "o'clock"]);
        assert_eq!(words("10\u{a0}km or 1\u{202f}000"), ["10\u{a0}km", "or", "1\u{202f}000"]);
        assert_eq!(words("a well-known and/or 3,5"), ["a", "well-known", "and/or", "3,5"]);
        assert_eq!(words("a \u{2060}b"), ["a \u{2060}b"]);
        assert!(words("").is_empty());
    }

    #[test]
    fn a_lone_mark_stays_with_its_word() {
        assert_eq!(words("Quoi ? « Le port » !"), ["Quoi ?", "« Le", "port » !"]);
        assert_eq!(words("- Yes. ♪ la la ♪"), ["- Yes. ♪", "la", "la ♪"]);
        assert_eq!(words("wait - no -- yes … ok"), ["wait -", "no --", "yes …", "ok"]);
        assert_eq!(words(">> Yes"), [">> Yes"]);
        assert_eq!(words("[gasps] (sighs)"), ["[gasps]", "(sighs)"]);
    }

    #[test]
    fn punctuation_keeps_words_together_as_uax_14_says() {
        assert_eq!(words("so :the end"), ["so :the", "end"]);
        assert_eq!(words("a ( b ) c"), ["a", "( b )", "c"]);
        assert_eq!(words("he ...and she"), ["he", "...and", "she"]);
        assert_eq!(words("\"Yes\" (laughs)"), ["\"Yes\"", "(laughs)"]);
    }

    #[test]
    fn the_gap_is_the_white_space_and_knows_the_line_break() {
        let found = all("a \n b", 42);
        let piece = |text, gap, ends_line| Piece { text, gap, ends_line, joint: Joint::Space };
        assert_eq!(found, [piece(0..1, 1..4, true), piece(4..5, 5..5, false)]);
    }
}
