//! What a line break costs: the weights of `srt_and_toolkits.md` 3.5, fitted anew.
//!
//! The weights are those of a conditional logit model of where a human breaks a cue in two, fitted
//! on the broadcast captions of `../shared/conformance/srt/linebreak` (642 cues; with half of them
//! kept aside it finds 0.746 of their breaks, with a fifth 0.76, and 0.78 of those it was fitted
//! on). Five were set by hand, as the data holds too few cases: sentence ends, numbers with their
//! units, titles with their names, names, and the bonus that lets an existing break survive.

use super::pieces::Piece;
use super::segment;
use super::words::{Classes, Words, class};

/// A break behind a sentence.
const SENTENCE: f32 = -1.2;
/// A break behind a comma.
const COMMA: f32 = -1.5;
/// A break behind a semicolon, a colon or a dash.
const DASH: f32 = -1.7;
/// A break between a title and a name, a number and its unit.
const TORN: f32 = 1.5;
/// A break between two capitalised words.
const NAME: f32 = 0.5;
/// A break before a pronoun with its verb: a clause begins.
const CLAUSE: f32 = -0.7;
/// A line of one piece.
const ORPHAN: f32 = 0.5;
/// A break that is there already.
pub(super) const EXISTING: f32 = -0.3;
/// How far a line is off the mean of all, as a share of it: linear and squared, and what it costs
/// less where it is the first line that is longer.
const UNEVEN: f32 = 3.4;
const UNEVEN_SQUARED: f32 = 2.8;
const FIRST_LONGER: f32 = -1.6;

/// What a break costs behind a word of a class, unless punctuation stands between.
const BEHIND: &[(Classes, f32)] = &[
    (class::ARTICLE, 2.4),
    (class::PREPOSITION, 1.3),
    (class::ADVERB, 1.3),
    (class::ADVERB_ENDING, 1.2),
    (class::CONJUNCTION, 1.2),
    (class::NEGATION, 1.1),
    (class::DETERMINER, 1.0),
    (class::PRONOUN, 1.0),
    (class::AUXILIARY, 0.9),
    (class::INFINITIVE, 0.8),
    (class::RELATIVE, 0.7),
    (class::ADJECTIVE_ENDING, 0.4),
];

/// What a break costs before a word of a class.
const BEFORE: &[(Classes, f32)] = &[
    (class::RELATIVE, -1.6),
    (class::CONJUNCTION, -1.6),
    (class::PREPOSITION, -1.4),
    (class::ARTICLE, -1.4),
    (class::DETERMINER, -1.0),
    (class::AUXILIARY, -0.9),
    (class::NEGATION, -0.8),
    (class::ADVERB, -0.7),
    (class::ADVERB_ENDING, -0.7),
    (class::PARTICIPLE_ENDING, -0.6),
    (class::OBJECT, 0.2),
    (class::INFINITIVE, 0.2),
    (class::GENITIVE, 0.4),
];

/// How a piece ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Word,
    Comma,
    Dash,
    Sentence,
}

/// What is known of a piece.
#[derive(Clone, Copy, Debug)]
struct Look {
    /// The classes of its last word.
    last: Classes,
    /// The classes of its first word.
    first: Classes,
    end: End,
    capital: bool,
    number: bool,
    /// Its first and its last character.
    edges: (char, char),
}

/// What a break behind each piece costs; the last one is no break and costs nothing.
pub(super) fn breaks(text: &str, pieces: &[Piece], words: &Words) -> Vec<f32> {
    let looks: Vec<Look> =
        pieces.iter().map(|piece| look(&text[piece.text.clone()], words)).collect();
    let mut costs = Vec::with_capacity(pieces.len());
    for (at, piece) in pieces.iter().enumerate() {
        let Some(next) = looks.get(at + 1) else {
            costs.push(0.0);
            break;
        };
        let existing = if piece.ends_line { EXISTING } else { 0.0 };
        let without_space = piece.gap.is_empty();
        let cost = if without_space {
            between_ideographs(looks[at], *next)
        } else {
            between_words(&looks[at], next, looks.get(at + 2), at == 0)
        };
        costs.push(cost + existing);
    }
    costs
}

fn between_words(last: &Look, next: &Look, third: Option<&Look>, is_first: bool) -> f32 {
    let mut cost = sum(BEFORE, next.first);
    let verb = class::AUXILIARY | class::NEGATION;
    if next.first & class::PRONOUN != 0 && third.is_some_and(|look| look.first & verb != 0) {
        cost += CLAUSE;
    }
    let capitals = last.capital && next.capital;
    match last.end {
        // `Mr.` ends no sentence.
        End::Sentence | End::Word if capitals && last.last & class::TITLE != 0 => cost + TORN,
        End::Sentence => cost + SENTENCE,
        End::Comma => cost + COMMA,
        End::Dash => cost + DASH,
        End::Word => {
            cost += sum(BEHIND, last.last);
            if (last.number || last.last & class::NUMBER != 0) && next.first & class::UNIT != 0 {
                cost += TORN;
            }
            if capitals && !is_first { cost + NAME } else { cost }
        }
    }
}

fn sum(weights: &[(Classes, f32)], classes: Classes) -> f32 {
    let hit = weights.iter().filter(|(class, _)| classes & class != 0);
    hit.map(|(_, weight)| weight).sum()
}

/// Where the script has no spaces and no model is built in, the kinds of character say something: a
/// phrase ends with hiragana, and the next begins with another kind.
fn between_ideographs(last: Look, next: Look) -> f32 {
    match last.end {
        End::Sentence => return SENTENCE,
        End::Comma => return COMMA,
        End::Dash => return DASH,
        End::Word => {}
    }
    match (kana(last.edges.1), kana(next.edges.0)) {
        (Kana::Hiragana, Kana::Hiragana) => 0.6,
        (Kana::Hiragana, _) => -0.4,
        (Kana::Katakana, Kana::Katakana) => 1.5,
        (_, Kana::Hiragana) => 1.2,
        (Kana::Other, Kana::Other) => 0.3,
        _ => 0.0,
    }
}

enum Kana {
    Hiragana,
    Katakana,
    Other,
}

const fn kana(c: char) -> Kana {
    match c {
        '\u{3041}'..='\u{309f}' => Kana::Hiragana,
        '\u{30a0}'..='\u{30ff}' | '\u{ff66}'..='\u{ff9f}' => Kana::Katakana,
        _ => Kana::Other,
    }
}

fn look(piece: &str, words: &Words) -> Look {
    let bare = bare(piece);
    let first = bare.split(char::is_whitespace).next().unwrap_or_default();
    let last = bare.rsplit(char::is_whitespace).next().unwrap_or_default();
    let mut lower = String::new();
    let mut classes = |word: &str| {
        lower.clear();
        lower.extend(word.chars().flat_map(char::to_lowercase));
        words.classes(&lower)
    };
    let (_, in_front) = classes(first);
    let (behind, _) = classes(last);
    let letter = bare.chars().next();
    let edges = (piece.chars().next(), piece.chars().next_back());
    Look {
        last: behind,
        first: in_front,
        end: end_of(piece),
        capital: letter.is_some_and(char::is_uppercase),
        number: last.ends_with(|c: char| c.is_numeric()),
        edges: (edges.0.unwrap_or(' '), edges.1.unwrap_or(' ')),
    }
}

/// A piece without the punctuation at its ends.
fn bare(piece: &str) -> &str {
    piece.trim_matches(|c: char| !c.is_alphanumeric())
}

fn end_of(piece: &str) -> End {
    let open = piece.trim_end_matches(['"', '\'', ')', ']', '»', '”', '’', '」', '』', '）', ' ']);
    match open.chars().next_back() {
        Some('.' | '!' | '?' | '…' | '。' | '！' | '？' | '؟' | '।' | '♪') => {
            End::Sentence
        }
        Some(',' | '、' | '，' | '،') => End::Comma,
        Some(';' | ':' | '；' | '：' | '؛' | '\u{2013}'..='\u{2015}') => End::Dash,
        Some('-') if open.ends_with("--") || open.ends_with(" -") => End::Dash,
        _ => End::Word,
    }
}

/// What a line costs by its width, when the lines of its text are `mean` wide on the average.
pub(super) fn line(width: u32, mean: f32, is_first: bool, pieces: usize) -> f32 {
    let off = (width as f32 - mean) / mean.max(1.0);
    let share = off.abs();
    // Both lines of a pair are off by as much: half of it each.
    let uneven = (UNEVEN * share + UNEVEN_SQUARED * share * share) / 2.0;
    let first_longer = if is_first && off > 0.0 { FIRST_LONGER * share } else { 0.0 };
    uneven + first_longer + if pieces == 1 { ORPHAN } else { 0.0 }
}

/// Whether a sentence ends between two pieces; behind `Mr.` none does.
pub(super) fn ends_sentence(piece: &str, next: &str, words: &Words) -> bool {
    end_of(piece) == End::Sentence && {
        let (last, next) = (look(piece, words), look(next, words));
        !(last.capital && next.capital && last.last & class::TITLE != 0)
    }
}

/// What a line break between two lines tears apart, of what guides for subtitlers want together
/// (`srt_and_toolkits.md` 3.1); `None` when it is nothing, or the language has no word list.
///
/// ```
/// use cuesmith::reflow::{Words, torn};
///
/// let english = Words::of(Some("en"));
/// assert_eq!(torn("We came to the", "harbour", english), Some("an article and its noun"));
/// assert_eq!(torn("We came", "to the harbour", english), None);
/// ```
#[must_use]
pub fn torn(line: &str, next: &str, words: &Words) -> Option<&'static str> {
    let (last, next) = (look(line, words), look(next, words));
    let capitals = last.capital && next.capital;
    if capitals && last.last & class::TITLE != 0 && matches!(last.end, End::Word | End::Sentence) {
        return Some("a title and the name");
    }
    if last.end != End::Word {
        return None;
    }
    let number = last.number || last.last & class::NUMBER != 0;
    match last.last {
        _ if number && next.first & class::UNIT != 0 => Some("a number and its unit"),
        kind if kind & class::ARTICLE != 0 => Some("an article and its noun"),
        kind if kind & (class::PREPOSITION | class::INFINITIVE) != 0 => {
            Some("a preposition and what it belongs to")
        }
        kind if kind & class::NEGATION != 0 => Some("a negation and what it negates"),
        kind if kind & class::CONJUNCTION != 0 => Some("a conjunction and its clause"),
        _ => None,
    }
}

/// Whether a break may go between two characters without leaving a space behind when it is undone.
pub(super) fn joins_without_space(before: &str, behind: &str) -> bool {
    let pair = (before.chars().next_back(), behind.chars().next());
    matches!(pair, (Some(a), Some(b)) if segment::joins_without_space(a, b))
}
