//! What a line break costs.
//!
//! The weights are those of a conditional logit model of where a human breaks a cue in two, fitted
//! on broadcast captions: the example file of pycaption with PBS captions, 642 cues of two lines. With half of them
//! kept aside it finds 0.746 of their breaks, with a fifth 0.76, and 0.78 of those it was fitted on. Some were set by
//! hand, as the data holds too few cases: sentence ends, numbers with their units, titles with their names, names,
//! words that the lists want together, and the bonus that lets an existing break survive.

use super::class::{self, Classes};
use super::clinging::clings;
use super::piece::{Joint, Piece};
use super::words::{BreakWords, Known};

/// A cost in thousandths. Sums of whole numbers are exact: of two settings that cost the same, the
/// next run chooses the same again.
pub(super) type Cost = i64;

/// A break after a sentence.
const SENTENCE: Cost = -1_200;
/// A break after a comma.
const COMMA: Cost = -1_500;
/// A break after a semicolon, a colon or a dash.
const DASH: Cost = -1_700;
/// A break between a title and a name, a number and its unit.
const SEPARATED: Cost = 1_500;
/// A break between words that the list wants together: `one of`, `set up`.
const TOGETHER: Cost = 2_500;
/// A break before a word that clings to the one before it: worse than any imbalance.
const CLINGING: Cost = 6_000;
/// A break before a preposition without its noun: `something to look at.`, `Er gibt auf.`
const STRANDED: Cost = 400;
/// A break between two capitalized words.
const NAME: Cost = 500;
/// A break before a pronoun with its verb: a clause begins.
const CLAUSE: Cost = -700;
/// A break inside a word that fits no line.
const WORD: Cost = 4_000;
/// A line of one piece.
const ORPHAN: Cost = 500;
/// An existing break.
pub(super) const EXISTING: Cost = -300;
/// How far a line is off the mean of all, as a share of it: linear and squared, and what it costs
/// less where it is the first line that is longer.
const UNEVEN: f32 = 3.4;
const UNEVEN_SQUARED: f32 = 2.8;
const FIRST_LONGER: f32 = -1.6;

/// What a break costs after a word of a class, unless punctuation is between.
const AFTER: &[(Classes, Cost)] = &[
    (class::ARTICLE, 2_400),
    (class::PREPOSITION, 1_300),
    (class::ADVERB, 1_300),
    (class::ADVERB_ENDING, 1_200),
    (class::CONJUNCTION, 1_200),
    (class::NEGATION, 1_100),
    (class::DETERMINER, 1_000),
    (class::PRONOUN, 1_000),
    (class::AUXILIARY, 900),
    (class::INFINITIVE, 800),
    (class::RELATIVE, 700),
    (class::ADJECTIVE_ENDING, 400),
];

/// What a break costs before a word of a class.
const BEFORE: &[(Classes, Cost)] = &[
    (class::RELATIVE, -1_600),
    (class::CONJUNCTION, -1_600),
    (class::PREPOSITION, -1_400),
    (class::ARTICLE, -1_400),
    (class::DETERMINER, -1_000),
    (class::AUXILIARY, -900),
    (class::NEGATION, -800),
    (class::ADVERB, -700),
    (class::ADVERB_ENDING, -700),
    (class::PARTICIPLE_ENDING, -600),
    (class::OBJECT, 200),
    (class::INFINITIVE, 200),
    (class::GENITIVE, 400),
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
    /// What is known of its last word.
    last: Known,
    /// What is known of its first word.
    first: Known,
    /// Whether it is one word.
    single: bool,
    end: End,
    capital: bool,
    number: bool,
}

/// What the breaks of a text cost. Each is looked at when someone asks, and once.
#[derive(Debug, Default)]
pub(super) struct Costs {
    breaks: Vec<Option<Cost>>,
    looks: Vec<Option<Look>>,
}

impl Costs {
    /// Forgets all, for a text of so many pieces.
    pub(super) fn clear(&mut self, pieces: usize) {
        self.breaks.clear();
        self.breaks.resize(pieces, None);
        self.looks.clear();
        self.looks.resize(pieces, None);
    }

    /// What a break after a piece costs; after the last one there is none, and it costs nothing.
    pub(super) fn after(
        &mut self,
        text: &str,
        pieces: &[Piece],
        words: &BreakWords,
        at: usize,
    ) -> Cost {
        if let Some(known) = self.breaks[at] {
            return known;
        }
        let cost = self.find(text, pieces, words, at);
        self.breaks[at] = Some(cost);
        cost
    }

    fn find(&mut self, text: &str, pieces: &[Piece], words: &BreakWords, at: usize) -> Cost {
        let Some(next) = pieces.get(at + 1) else { return 0 };
        let piece = &pieces[at];
        let written = |piece: &Piece| &text[piece.text.clone()];
        let existing = if piece.ends_line { EXISTING } else { 0 };
        let cost = match piece.joint {
            Joint::Word | Joint::Required => WORD,
            _ if clings(written(piece), written(next), end_of(written(piece)) == End::Word) => {
                CLINGING
            }
            Joint::Close if text[piece.gap.clone()].chars().all(|c| c == '\n') => {
                between_ideographs(written(piece), written(next))
            }
            Joint::Close | Joint::Space => {
                let mut look = |at| self.look(text, pieces, words, at);
                let before = at.checked_sub(1).map(&mut look);
                let (last, next) = (look(at), look(at + 1));
                let third = (at + 2 < pieces.len()).then(|| look(at + 2));
                let mut cost = between_words(before.as_ref(), &last, &next, third.as_ref());
                if next.first.classes & class::PRONOUN != 0
                    && let Some(third) = third
                    && third.first.classes & (class::AUXILIARY | class::NEGATION) != 0
                {
                    cost += CLAUSE;
                }
                cost
            }
        };
        cost + existing
    }

    fn look(&mut self, text: &str, pieces: &[Piece], words: &BreakWords, at: usize) -> Look {
        let written = &text[pieces[at].text.clone()];
        *self.looks[at].get_or_insert_with(|| look(written, words))
    }
}

fn between_words(previous: Option<&Look>, last: &Look, next: &Look, third: Option<&Look>) -> Cost {
    let mut before = next.first.classes;
    let mut after = last.last.classes;
    let mut extra = 0;
    if last.end == End::Word && (is_together(last, next) || is_object_and_particle(last, next)) {
        return TOGETHER;
    }
    if after & class::PARTICLE != 0 && previous.is_some_and(|word| is_together(word, last)) {
        // `set up / the company`
        after &= !class::PREPOSITION;
    }
    if after & class::PREPOSITION != 0 && last.end == End::Word {
        if before & class::COORDINATOR != 0 {
            // `came in and`, `fährt ab und`: it belongs to the verb.
            after &= !class::PREPOSITION;
        } else {
            // `of which`, `antes de que`: the clause began with the preposition.
            before &= !(class::RELATIVE | class::CONJUNCTION);
        }
    }
    let ends = |third: &Look| third.first.classes & class::COORDINATOR != 0;
    if before & class::PREPOSITION != 0
        && next.single
        && last.end == End::Word
        && (next.end != End::Word || third.is_none_or(ends))
    {
        before &= !class::PREPOSITION;
        extra = STRANDED;
    }
    if before & class::INFINITIVE != 0 && third.is_some_and(is_infinitive) {
        before &= !(class::PREPOSITION | class::ADVERB);
    }
    let cost = sum(BEFORE, before) + extra;
    let capitals = last.capital && next.capital;
    match last.end {
        // `Mr.` ends no sentence.
        End::Sentence | End::Word if capitals && after & class::TITLE != 0 => cost + SEPARATED,
        End::Sentence => cost + SENTENCE,
        // `and, of course`
        End::Comma if after & class::COORDINATOR != 0 => cost + sum(AFTER, after),
        End::Comma => cost + COMMA,
        End::Dash => cost + DASH,
        End::Word => {
            let mut cost = cost + sum(AFTER, after);
            if (last.number || after & class::NUMBER != 0) && next.first.classes & class::UNIT != 0
            {
                cost += SEPARATED;
            }
            if capitals && previous.is_some() { cost + NAME } else { cost }
        }
    }
}

/// Whether the list wants two words on one line.
const fn is_together(last: &Look, next: &Look) -> bool {
    last.last.leads & next.first.follows != 0
}

/// `give it / up`
const fn is_object_and_particle(last: &Look, next: &Look) -> bool {
    last.last.classes & class::OBJECT != 0 && next.first.classes & class::PARTICLE != 0
}

/// Whether what follows `te` or `zu` may be an infinitive: a German noun has a capital, and what begins a phrase is
/// listed.
fn is_infinitive(word: &Look) -> bool {
    let phrase = class::ARTICLE | class::DETERMINER | class::OBJECT | class::PREPOSITION;
    !word.capital && word.first.classes & phrase == 0
}

fn sum(weights: &[(Classes, Cost)], classes: Classes) -> Cost {
    let hit = weights.iter().filter(|(class, _)| classes & class != 0);
    hit.map(|(_, weight)| weight).sum()
}

/// Where the script has no spaces and no model is built in, the kinds of character say something: a
/// phrase ends with hiragana, and the next begins with another kind.
fn between_ideographs(last: &str, next: &str) -> Cost {
    match end_of(last) {
        End::Sentence => return SENTENCE,
        End::Comma => return COMMA,
        End::Dash => return DASH,
        End::Word => {}
    }
    let edges = (last.chars().next_back(), next.chars().next());
    match (kana(edges.0.unwrap_or(' ')), kana(edges.1.unwrap_or(' '))) {
        (Kana::Hiragana, Kana::Hiragana) => 600,
        (Kana::Hiragana, _) => -400,
        (Kana::Katakana, Kana::Katakana) => 1_500,
        (_, Kana::Hiragana) => 1_200,
        (Kana::Other, Kana::Other) => 300,
        _ => 0,
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

fn look(piece: &str, words: &BreakWords) -> Look {
    let bare = bare(piece);
    let is_space = |c: char| c.is_whitespace();
    let first = bare.find(is_space).map_or(bare, |at| &bare[..at]);
    let last = if first.len() == bare.len() {
        bare
    } else {
        bare.rsplit(is_space).next().unwrap_or_default()
    };
    let (mut after, in_front) = words.find(first);
    let single = first.len() == bare.len();
    if !single {
        after = words.find(last).0;
    }
    Look {
        last: after,
        first: in_front,
        single,
        end: end_of(piece),
        capital: bare.chars().next().is_some_and(char::is_uppercase),
        number: last.ends_with(|c: char| c.is_numeric()),
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
pub(super) fn line(width: u32, mean: f32, is_first: bool, pieces: usize) -> Cost {
    let off = (width as f32 - mean) / mean.max(1.0);
    let share = off.abs();
    // Both lines of a pair are off by as much: half of it each.
    let uneven = (UNEVEN * share + UNEVEN_SQUARED * share * share) / 2.0;
    let first_longer = if is_first && off > 0.0 { FIRST_LONGER * share } else { 0.0 };
    let cost = ((uneven + first_longer) * 1_000.0).round() as Cost;
    cost + if pieces == 1 { ORPHAN } else { 0 }
}

/// Whether a sentence ends between two pieces; after `Mr.` none does, nor inside a word.
pub(super) fn ends_sentence(text: &str, piece: &Piece, next: &Piece, words: &BreakWords) -> bool {
    let written = &text[piece.text.clone()];
    piece.joint != Joint::Word && end_of(written) == End::Sentence && {
        let (last, next) = (look(written, words), look(&text[next.text.clone()], words));
        !(last.capital && next.capital && last.last.classes & class::TITLE != 0)
    }
}

/// What a line break between two lines separates, of what guides for subtitlers keep together
/// ; `None` when it is nothing, or the language has no word list.
///
/// ```
/// use cuesmith::reflow::{BreakWords, bad_break_reason};
///
/// let english = BreakWords::of(Some("en"));
/// assert_eq!(bad_break_reason("We came to the", "harbour", english), Some("an article and its noun"));
/// assert_eq!(bad_break_reason("We came", "to the harbour", english), None);
/// ```
#[must_use]
pub fn bad_break_reason(line: &str, next: &str, words: &BreakWords) -> Option<&'static str> {
    let (last, next) = (look(line, words), look(next, words));
    let capitals = last.capital && next.capital;
    if capitals
        && last.last.classes & class::TITLE != 0
        && matches!(last.end, End::Word | End::Sentence)
    {
        return Some("a title and the name");
    }
    if last.end != End::Word {
        return None;
    }
    let number = last.number || last.last.classes & class::NUMBER != 0;
    match last.last.classes {
        _ if number && next.first.classes & class::UNIT != 0 => Some("a number and its unit"),
        kind if kind & class::ARTICLE != 0 => Some("an article and its noun"),
        kind if kind & (class::PREPOSITION | class::INFINITIVE) != 0 => {
            Some("a preposition and its object")
        }
        kind if kind & class::NEGATION != 0 => Some("a negation and what it negates"),
        kind if kind & class::CONJUNCTION != 0 => Some("a conjunction and its clause"),
        _ => None,
    }
}
