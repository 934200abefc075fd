//! Line breaks inside words: where one is needed, and where one was made.
//!
//! UAX #14 lets a line end after hyphens, dashes and slashes, between Latin letters and Chinese
//! characters, between the syllables of Korean. People read such a word more easily in one piece, so
//! that a line ends there only where the word fits no line. No one can tell afterwards whether a
//! space was there (*pre-* / *and post-war*), so that such breaks stay where they are.

use super::measure::Measure;
use super::piece::{Joint, Piece, is_dash, is_gap};
use super::uax14::within;

/// Holds the line breaks that may be inside a word: those after a hyphen or a slash, and those of
/// a word that would fit no line if it were one.
pub(super) fn keep_breaks(text: &str, pieces: &mut [Piece], measure: Measure) {
    let mut first = 0;
    while first + 1 < pieces.len() {
        let mut last = first;
        let mut width = 0u32;
        while last + 1 < pieces.len() && is_link(text, pieces, last) {
            width = width.saturating_add(of_word(text, &pieces[last], measure));
            last += 1;
        }
        if last > first {
            width = width.saturating_add(of_word(text, &pieces[last], measure));
        }
        for at in first..last {
            if width > measure.limit || ends_with_hyphen(text, &pieces[at], &pieces[at + 1]) {
                pieces[at].joint = Joint::Required;
            }
        }
        first = last.max(first + 1);
    }
}

/// Whether two pieces on two lines may be one word: UAX #14 lets a line end there without white space.
fn is_link(text: &str, pieces: &[Piece], at: usize) -> bool {
    let (last, next) = (&pieces[at], &pieces[at + 1]);
    if !last.ends_line || last.joint != Joint::Space || !may_be_word(text, last, next) {
        return false;
    }
    ends_with_hyphen(text, last, next) || {
        let mut joined = text[last.text.clone()].to_owned();
        let end = joined.len();
        joined.extend(text[next.text.clone()].chars().next());
        has_letters(text, last)
            && has_letters(text, next)
            && !text[next.text.clone()].starts_with(is_dash)
            && within(&joined).any(|at| at == end)
    }
}

/// Whether two pieces could be one word; a quick look that says yes too often. Letters and figures,
/// and most of what follows a word, keep together.
pub(super) fn may_be_word(text: &str, last: &Piece, next: &Piece) -> bool {
    let (last, next) = (text.as_bytes()[last.text.end - 1], text.as_bytes()[next.text.start]);
    let ties = last.is_ascii_alphanumeric()
        || matches!(last, b',' | b'.' | b':' | b';' | b'"' | b'\'' | b')');
    !(ties && next.is_ascii_alphanumeric())
}

/// Whether a line ends with a hyphen, a slash or a soft hyphen that hangs on a word, or with a dash
/// between figures.
fn ends_with_hyphen(text: &str, last: &Piece, next: &Piece) -> bool {
    let mut after = text[last.text.clone()].chars().rev();
    let (mark, before) = (after.next(), after.next());
    let begins = text[next.text.clone()].chars().next();
    let (Some(mark), Some(before), Some(begins)) = (mark, before, begins) else { return false };
    let figures = before.is_numeric() && begins.is_numeric();
    let hyphen = matches!(mark, '-' | '\u{2010}' | '\u{ad}' | '/') || (figures && is_dash(mark));
    hyphen && before.is_alphanumeric() && begins.is_alphanumeric()
}

/// Cuts the words that fit no line, at all the places where UAX #14 lets a line end inside them.
pub(super) fn split(text: &str, pieces: &mut Vec<Piece>, from: usize, measure: Measure) {
    let fits = |piece: &Piece| {
        // No character is wider than it is long in bytes.
        piece.text.len() <= measure.limit as usize || of_word(text, piece, measure) <= measure.limit
    };
    let Some(first) = pieces[from..].iter().position(|piece| !fits(piece)) else { return };
    for piece in pieces.split_off(from + first) {
        if fits(&piece) {
            pieces.push(piece);
        } else {
            cut(text, piece, pieces);
        }
    }
}

/// Cuts one word. No part is nothing but marks, and none begins with a dash, which would make a
/// speaker of it.
fn cut(text: &str, piece: Piece, pieces: &mut Vec<Piece>) {
    let written = &text[piece.text.clone()];
    let last = written.rfind(char::is_alphanumeric).unwrap_or_default();
    let (mut start, mut seen, mut letters) = (0, 0, false);
    for end in within(written) {
        letters |= written[seen..end].contains(char::is_alphanumeric);
        seen = end;
        if letters
            && end <= last
            && !written[..end].ends_with(is_gap)
            && !written[end..].starts_with(is_dash)
        {
            let gap = piece.text.start + end..piece.text.start + end;
            let text = piece.text.start + start..gap.end;
            pieces.push(Piece { text, gap, ends_line: false, joint: Joint::Word });
            (start, letters) = (end, false);
        }
    }
    pieces.push(Piece { text: piece.text.start + start..piece.text.end, ..piece });
}

fn has_letters(text: &str, piece: &Piece) -> bool {
    text[piece.text.clone()].contains(char::is_alphanumeric)
}

fn of_word(text: &str, piece: &Piece, measure: Measure) -> u32 {
    measure.width.of(&text[piece.text.clone()])
}

#[cfg(test)]
mod tests {
    use super::super::pieces::pieces;
    use super::super::width::Width;
    use super::*;

    fn set(text: &str, limit: u32) -> Vec<(&str, Joint)> {
        let measure = Measure { limit, width: Width::Graphemes, lines: None };
        let mut found = Vec::new();
        pieces(text, 0..text.len(), measure, &mut found);
        found.into_iter().map(|piece| (&text[piece.text], piece.joint)).collect()
    }

    fn joints(text: &str, limit: u32) -> Vec<Joint> {
        set(text, limit).into_iter().map(|(_, joint)| joint).collect()
    }

    #[test]
    fn a_word_is_cut_only_where_it_fits_no_line() {
        assert_eq!(set("well-known", 10), [("well-known", Joint::Space)]);
        assert_eq!(set("well-known", 9), [("well-", Joint::Word), ("known", Joint::Space)]);
        let url = set("https://example.org/boat-times", 12);
        let parts: Vec<&str> = url.iter().map(|(part, _)| *part).collect();
        assert_eq!(parts, ["https://", "example.org/", "boat-", "times"]);
        let dash = set("harbour—and", 9);
        assert_eq!(dash, [("harbour—", Joint::Word), ("and", Joint::Space)]);
        assert_eq!(set("-Unbreakable", 9).len(), 1);
    }

    #[test]
    fn a_break_that_may_stand_inside_a_word_is_held() {
        for text in ["pre-\nand", "and/\nor", "har\u{ad}\nbour", "COVID-\n19", "1914–\n1918"] {
            assert_eq!(joints(text, 42)[0], Joint::Required, "{text:?}");
        }
        for text in ["I was--\nno", "Oh—\nno", "What?\nNo", "wait -\nno", "Yes.\nNo", "He…\nno"]
        {
            assert_eq!(joints(text, 42)[0], Joint::Space, "{text:?}");
        }
        assert_eq!(joints("harbour—\nand", 9)[0], Joint::Required);
        assert_eq!(joints("harbour—\nand", 11)[0], Joint::Space);
        assert_eq!(joints("har…\nbour…\nand", 11)[..2], [Joint::Required, Joint::Required]);
    }

    #[test]
    fn what_surely_is_no_word_has_no_opportunity_inside() {
        for (a, b) in (b'!'..=b'~').flat_map(|a| (b'!'..=b'~').map(move |b| (a, b))) {
            let text = format!("a{} {}a", char::from(a), char::from(b));
            let piece = |text| Piece { text, gap: 0..0, ends_line: true, joint: Joint::Space };
            if !may_be_word(&text, &piece(0..2), &piece(3..5)) {
                assert!(!within(&text.replace(' ', "")).any(|at| at == 2), "{text}");
            }
        }
    }
}
