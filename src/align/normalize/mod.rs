//! Words as comparable units: one word may be several units (`2020` is `twenty twenty`), and each
//! unit knows its word.
//!
//! Both sides of an alignment go through the same steps, so a form need not be the best one: what matters is
//! that both ways to write the same speech result in the same units.

mod lexicon;
mod number_words;
mod numbers;
mod variants;

pub(crate) use lexicon::{Lexicon, Units};
pub(crate) use number_words::Language;
pub(crate) use numbers::OTHER_WAYS;

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// How many bytes of a word are read: no real word is longer, and a megabyte without a blank
/// must not become a megabyte of units.
const LONGEST: usize = 400;

/// The text directly beside a word that changes how it is read aloud: `$` before, `%` after.
#[derive(Clone, Copy, Default)]
pub(crate) struct Beside {
    pub(crate) before: Option<char>,
    pub(crate) after: Option<char>,
    /// A word such as `million` follows and is read before the currency.
    pub(crate) scaled: bool,
    /// How numbers are read: 0 is the usual way, others are up to [`OTHER_WAYS`].
    pub(crate) way: u8,
}

/// Whether a text begins with a blank and a word such as `million`.
pub(crate) fn begins_with_scale(text: &str) -> bool {
    let word = text
        .strip_prefix(' ')
        .and_then(|text| text.split(|c: char| !c.is_ascii_lowercase()).next());
    matches!(word, Some("thousand" | "million" | "billion" | "trillion"))
}

/// Whether a word contains a number in digits, which may be read in several ways.
pub(crate) fn has_number(text: &str) -> bool {
    cut(text).chars().any(|c| numbers::digit(c).is_some())
}

/// Appends the units of one word to `out`, with `owner` as their word.
pub(crate) fn push_word(
    text: &str,
    beside: Beside,
    owner: u32,
    language: Language,
    lexicon: &mut Lexicon,
    out: &mut Units,
) {
    if text.bytes().all(|byte| byte.is_ascii_lowercase())
        && !text.is_empty()
        && text.len() < LONGEST
    {
        push_letters(text, owner, lexicon, out);
        return;
    }
    let text = cut(text);
    let mut folded: Vec<char> = Vec::with_capacity(text.len() + 2);
    let currency = |c: &char| variants::currency(*c).is_some();
    folded.extend(beside.before.filter(currency));
    folded.extend(text.nfkc().flat_map(char::to_lowercase).map(variants::plain));
    if let Some(c @ ('%' | '€' | '°')) = beside.after {
        folded.push(c);
    }
    let mut at = 0;
    let mut piece = String::new();
    while at < folded.len() {
        let c = folded[at];
        if (numbers::digit(c).is_some() || variants::currency(c).is_some())
            && let Some(next) =
                numbers::push(&folded, at, (beside.scaled, beside.way), language, |word| {
                    push_unit(word, owner, lexicon, out);
                })
        {
            at = next;
            continue;
        }
        if is_letter(c) {
            let end = end_of_letters(&folded, at);
            piece.clear();
            piece.extend(&folded[at..end]);
            if writes_no_spaces(c) {
                let clusters: Vec<&str> = piece.graphemes(true).collect();
                for cluster in clusters {
                    let id = lexicon.character(cluster);
                    out.push(id, owner);
                }
            } else {
                push_letters(&piece, owner, lexicon, out);
            }
            at = end;
            continue;
        }
        if let Some(word) = variants::symbol(c) {
            push_unit(word, owner, lexicon, out);
        }
        at += 1;
    }
}

/// The readings of a word besides the usual one.
pub(crate) fn other_readings(
    text: &str,
    beside: Beside,
    language: Language,
    lexicon: &mut Lexicon,
    usual: &[u32],
) -> Vec<Vec<u32>> {
    let mut out: Vec<Vec<u32>> = Vec::new();
    for way in 1..=OTHER_WAYS {
        let mut units = Units::default();
        push_word(text, Beside { way, ..beside }, 0, language, lexicon, &mut units);
        if units.ids != usual && !out.contains(&units.ids) {
            out.push(units.ids);
        }
    }
    out
}

/// A text truncated to [`LONGEST`] on a character boundary.
fn cut(text: &str) -> &str {
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Where the letters that begin at `at` end: at a digit, a hyphen or a change of script. Dots
/// between single letters (`u.s.`) do not end them.
fn end_of_letters(text: &[char], at: usize) -> usize {
    let kind = writes_no_spaces(text[at]);
    let mut end = at + 1;
    while end < text.len() {
        let c = text[end];
        let goes_on = is_letter(c) && (writes_no_spaces(c) == kind || is_mark(c))
            || c == '\'' && text.get(end + 1).is_some_and(|&next| is_letter(next))
            || c == '.'
                && text.get(end + 1).is_some_and(|&next| is_letter(next))
                && single_before(text, at, end);
        if !goes_on {
            break;
        }
        end += 1;
    }
    end
}

/// Whether the letter before `dot` is a single one, as in an abbreviation of initials.
fn single_before(text: &[char], from: usize, dot: usize) -> bool {
    dot == from + 1 || dot >= from + 2 && text[dot - 2] == '.'
}

/// A word of letters in normalized form: spelling variants become one unit, contractions several.
fn push_letters(piece: &str, owner: u32, lexicon: &mut Lexicon, out: &mut Units) {
    variants::expand(piece, |word| push_unit(word, owner, lexicon, out));
}

fn push_unit(word: &str, owner: u32, lexicon: &mut Lexicon, out: &mut Units) {
    let id = lexicon.word(word);
    out.push(id, owner);
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() || is_mark(c)
}

/// A combining mark, which belongs to the letter before it.
pub(crate) fn is_mark(c: char) -> bool {
    !c.is_ascii() && unicode_normalization::char::is_combining_mark(c)
}

/// Whether a character is of a script without spaces between words, so that each character is a unit.
pub(crate) const fn writes_no_spaces(c: char) -> bool {
    matches!(c as u32,
        0x0E00..=0x0EFF // Thai, Lao
        | 0x1000..=0x109F | 0xA9E0..=0xA9FF | 0xAA60..=0xAA7F // Myanmar
        | 0x1780..=0x17FF | 0x19E0..=0x19FF // Khmer
        | 0x2E80..=0x2FDF | 0x3005..=0x3007 | 0x3021..=0x3029 | 0x3040..=0x30FF | 0x31F0..=0x31FF // Kana
        | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF) // Han
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(text: &str, language: &str) -> String {
        let (mut lexicon, mut out) = (Lexicon::default(), Units::default());
        for (at, word) in text.split(' ').enumerate() {
            push_word(
                word,
                Beside::default(),
                at as u32,
                Language::of(language),
                &mut lexicon,
                &mut out,
            );
        }
        let words: Vec<String> =
            out.ids.iter().map(|&id| lexicon.letters(id).iter().collect()).collect();
        words.join(" ")
    }

    #[test]
    fn both_writings_of_a_number_are_the_same_units() {
        for (digits, words) in [
            ("374", "three hundred seventy four"),
            ("8%", "eight percent"),
            ("$5.2", "five point two dollars"),
            ("2020", "twenty twenty"),
            ("2009", "two thousand nine"),
            ("1905", "nineteen oh five"),
            ("1,500", "one thousand five hundred"),
            ("21st", "twenty first"),
            ("10:30", "ten thirty"),
            ("q1", "q one"),
            ("COVID-19", "covid nineteen"),
            ("007", "zero zero seven"),
        ] {
            assert_eq!(units(digits, "en"), words, "{digits}");
        }
    }

    #[test]
    fn numbers_have_other_readings() {
        let readings = |text: &str, language: &str| -> Vec<String> {
            let mut lexicon = Lexicon::default();
            let language = Language::of(language);
            let found = other_readings(text, Beside::default(), language, &mut lexicon, &[]);
            let word = |id: &u32| lexicon.letters(*id).iter().collect::<String>();
            found.iter().map(|ids| ids.iter().map(word).collect::<Vec<_>>().join(" ")).collect()
        };
        for (text, language, reading) in [
            ("1984", "en", "one thousand nine hundred eighty four"),
            ("1984", "en", "nineteen hundred eighty four"),
            ("1,500", "en", "fifteen hundred"),
            ("2005", "en", "two thousand and five"),
            ("374", "en", "three seven four"),
            ("305", "en", "three oh five"),
            ("100%", "en", "a hundred percent"),
            ("31", "en", "thirty first"),
            ("31st", "en", "thirty one"),
            ("$5.25", "en", "five dollars and twenty five cents"),
            ("5.25", "en", "five point twenty five"),
            ("10:00", "en", "ten oclock"),
            ("1918", "de", "neunzehnhundertachtzehn"),
            ("1984", "fr", "dix neuf cent quatre vingt quatre"),
        ] {
            assert!(readings(text, language).contains(&reading.to_owned()), "{text}: {reading}");
        }
    }

    #[test]
    fn numbers_are_read_in_the_language_of_the_words() {
        assert_eq!(units("21", "de"), "einundzwanzig");
        assert_eq!(units("3.500", "de"), "dreitausendfunfhundert");
        assert_eq!(units("91", "fr"), "quatre vingt onze");
        assert_eq!(units("36", "es"), "treinta y seis");
    }

    #[test]
    fn spelling_variants_and_contractions_are_the_same_units() {
        assert_eq!(units("we're gonna organise okay", "en"), "we are going to organize ok");
        assert_eq!(units("can't won't U.S. self-made", "en"), "can not will not us self made");
    }

    #[test]
    fn scripts_without_spaces_are_units_of_one_character() {
        assert_eq!(units("人類です", "ja"), "人 類 で す");
        // A vowel that is written with one character or with two.
        assert_eq!(units("\u{e01}\u{e33}", "th"), units("\u{e01}\u{e4d}\u{e32}", "th"));
    }

    #[test]
    fn a_megabyte_without_a_blank_is_few_units() {
        let (mut lexicon, mut out) = (Lexicon::default(), Units::default());
        push_word(
            &"7a".repeat(500_000),
            Beside::default(),
            0,
            Language::of("en"),
            &mut lexicon,
            &mut out,
        );
        assert!(out.ids.len() <= 800);
    }
}
