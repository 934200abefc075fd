//! Where a text may be broken: its pieces, each ending at an opportunity.
//!
//! These are the opportunities of UAX #14 that leave the words as they are: at white space, and
//! between characters of scripts that are written without spaces. Those behind hyphens, dashes and
//! slashes are not used: nobody could tell afterwards whether a space stood there. What kinsoku asks
//! for (no line begins with closing punctuation or a small kana, none ends with an opening mark)
//! holds in every script.

use std::ops::Range;

use super::segment;

/// A stretch of text that stays on one line, and the gap behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// Where it stands in the text, in bytes, without white space at its ends.
    pub(super) text: Range<usize>,
    /// The white space behind it, with the line break if there is one; empty where the script has
    /// no spaces, and behind the last piece.
    pub(super) gap: Range<usize>,
    /// Whether the gap holds a line break.
    pub(super) ends_line: bool,
}

/// White space at which a line may end: not the spaces that are there to prevent it.
pub(super) fn is_gap(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}')
}

/// The pieces of a range of a text that begins and ends with something other than white space.
pub(super) fn pieces(text: &str, range: Range<usize>) -> Vec<Piece> {
    let mut found: Vec<Piece> = Vec::new();
    let mut at = range.start;
    while at < range.end {
        let rest = &text[at..range.end];
        let len = rest.find(is_gap).unwrap_or(rest.len());
        let behind = &rest[len..];
        let gap = behind.find(|c| !is_gap(c)).unwrap_or(behind.len());
        let gap = at + len..at + len + gap;
        push_word(&mut found, text, at..at + len, gap.clone());
        at = gap.end;
    }
    found
}

/// Adds what stands between two gaps: one piece, or several where the script has no spaces.
fn push_word(found: &mut Vec<Piece>, text: &str, word: Range<usize>, gap: Range<usize>) {
    let written = &text[word.clone()];
    let ends_line = text[gap.clone()].contains(['\n', '\r']);
    // A lone closing mark (French ` !`, ` »`) stays with what it closes, what follows a lone
    // opening one (`«`, the dash of a speaker, a note) with the mark. A line break that is there
    // already may stay.
    let turn = is_turn(found, text, written);
    if let Some(last) = found.last_mut()
        && !last.ends_line
        && ((stays_behind(written) && !turn) || stays_in_front(&text[last.text.clone()]))
    {
        last.text.end = word.end;
        last.gap = gap;
        last.ends_line = ends_line;
        return;
    }
    let mut at = word.start;
    if !written.is_ascii() {
        for end in segment::opportunities(written) {
            let end = word.start + end;
            found.push(Piece { text: at..end, gap: end..end, ends_line: false });
            at = end;
        }
    }
    found.push(Piece { text: at..word.end, gap, ends_line });
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

/// Opening brackets and quotation marks that stand alone.
fn opens(c: char) -> bool {
    matches!(
        c,
        '(' | '['
            | '{'
            | '«'
            | '‹'
            | '“'
            | '„'
            | '‘'
            | '‚'
            | '¿'
            | '¡'
            | '「'
            | '『'
            | '（'
            | '【'
            | '《'
            | '〈'
            | '〔'
            | '［'
    )
}

/// A hyphen or dash.
pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ff0d}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        pieces(text, 0..text.len()).into_iter().map(|piece| &text[piece.text]).collect()
    }

    #[test]
    fn white_space_is_an_opportunity_unless_it_is_there_to_prevent_one() {
        assert_eq!(words("at  six\no'clock"), ["at", "six", "o'clock"]);
        assert_eq!(words("10\u{a0}km or 1\u{202f}000"), ["10\u{a0}km", "or", "1\u{202f}000"]);
        assert_eq!(words("a well-known and/or"), ["a", "well-known", "and/or"]);
        assert!(words("").is_empty());
    }

    #[test]
    fn a_lone_mark_stays_with_its_word() {
        assert_eq!(words("Quoi ? « Le port » !"), ["Quoi ?", "« Le", "port » !"]);
        assert_eq!(words("- Yes. ♪ la la ♪"), ["- Yes. ♪", "la", "la ♪"]);
        assert_eq!(words("wait - no -- yes … ok"), ["wait -", "no --", "yes …", "ok"]);
        assert_eq!(words(">> Yes"), [">> Yes"]);
        assert_eq!(words("he ...and she"), ["he", "...and", "she"]);
        assert_eq!(words("[gasps] (sighs)"), ["[gasps]", "(sighs)"]);
    }

    #[test]
    fn the_gap_is_the_white_space_and_knows_the_line_break() {
        let found = pieces("a \n b", 0..5);
        assert_eq!(found[0], Piece { text: 0..1, gap: 1..4, ends_line: true });
        assert_eq!(found[1], Piece { text: 4..5, gap: 5..5, ends_line: false });
    }
}
