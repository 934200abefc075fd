//! Numbers in digits, as they are read aloud.

use super::number_words::Language;
use super::variants;

/// The value of a digit, including scripts with their own digits.
pub(super) const fn digit(c: char) -> Option<u8> {
    let code = c as u32;
    let zero = match code {
        0x30..=0x39 => 0x30,
        0x660..=0x669 => 0x660,
        0x6f0..=0x6f9 => 0x6f0,
        0x966..=0x96f => 0x966,
        0x9e6..=0x9ef => 0x9e6,
        0xe50..=0xe59 => 0xe50,
        _ => return None,
    };
    Some((code - zero) as u8)
}

/// The parts of a number in digits.
#[derive(Default)]
struct Number {
    whole: Vec<u8>,
    decimals: Vec<u8>,
    /// Whether the digits have thousands separators.
    grouped: bool,
    /// The minutes of a time of day.
    minutes: Option<Vec<u8>>,
}

/// Appends the words of the number at `at`, with the currency before it (not if `scaled`: then a scale word follows,
/// and the currency after that) and what follows it directly. Returns where it ends; `None` if there is no number.
pub(super) fn push(
    text: &[char],
    at: usize,
    scaled: bool,
    language: Language,
    mut push: impl FnMut(&str),
) -> Option<usize> {
    let unit = variants::currency(text[at]);
    let start = if unit.is_some() { at + 1 } else { at };
    text.get(start).copied().and_then(digit)?;
    let (number, mut end) = read(text, start, language);
    let suffix_end =
        text[end..].iter().position(|c| !c.is_ascii_lowercase()).map_or(text.len(), |at| end + at);
    let suffix: String = text[end..suffix_end].iter().collect();
    let ordinal =
        matches!(suffix.as_str(), "st" | "nd" | "rd" | "th") && number.decimals.is_empty();
    let plural = suffix == "s" || suffix == "'s";
    if ordinal || plural {
        end = suffix_end;
    }
    say(&number, ordinal, language, &mut push);
    if let Some(unit) = unit {
        let scale = match suffix.as_str() {
            "k" => Some("thousand"),
            "m" | "mm" | "mn" => Some("million"),
            "b" | "bn" => Some("billion"),
            _ => None,
        };
        if let Some(scale) = scale {
            push(scale);
            end = suffix_end;
        }
        if !scaled {
            push(unit);
        }
    } else if text.get(end) == Some(&'€') {
        push("euros");
        end += 1;
    }
    Some(end)
}

/// Reads digits with their grouping and decimal separators.
fn read(text: &[char], start: usize, language: Language) -> (Number, usize) {
    let digits = |from: usize| text[from..].iter().map_while(|&c| digit(c)).collect::<Vec<u8>>();
    let mut number = Number { whole: digits(start), ..Number::default() };
    let mut at = start + number.whole.len();
    while let Some(&mark) = text.get(at) {
        let next = text.get(at + 1..).map(|_| digits(at + 1)).unwrap_or_default();
        if next.is_empty() || !matches!(mark, '.' | ',' | ':' | '\'') {
            break;
        }
        let first = number.whole.len();
        let groups = next.len() == 3 && (number.grouped || first <= 3 && number.whole[0] != 0);
        if mark == ':' {
            if next.len() == 2 && number.minutes.is_none() && !number.grouped {
                at += 1 + next.len();
                number.minutes = Some(next);
            }
            break;
        }
        let grouping = if language.decimal_comma() { '.' } else { ',' };
        if groups && (mark == grouping || mark == '\'') {
            number.grouped = true;
            at += 1 + next.len();
            number.whole.extend(next);
            continue;
        }
        if mark != '\'' {
            at += 1 + next.len();
            number.decimals = next;
        }
        break;
    }
    (number, at)
}

fn say(number: &Number, ordinal: bool, language: Language, push: &mut dyn FnMut(&str)) {
    let one_by_one = |digits: &[u8], push: &mut dyn FnMut(&str)| {
        for &digit in digits {
            language.cardinal(u64::from(digit), &mut *push);
        }
    };
    let whole = &number.whole;
    if whole.len() > 15 || whole.len() > 1 && whole[0] == 0 {
        one_by_one(whole, push);
    } else {
        let value = whole.iter().fold(0, |value, &digit| value * 10 + u64::from(digit));
        let year = whole.len() == 4
            && !number.grouped
            && number.decimals.is_empty()
            && number.minutes.is_none();
        if ordinal {
            language.ordinal(value, &mut *push);
        } else if !(year && language.year(value, &mut *push)) {
            language.cardinal(value, &mut *push);
        }
    }
    if !number.decimals.is_empty() {
        push(language.point());
        one_by_one(&number.decimals, push);
    }
    if let Some(minutes) = &number.minutes {
        let value = u64::from(minutes[0]) * 10 + u64::from(minutes[1]);
        if value > 0 {
            if minutes[0] == 0 && language.is_english() {
                push("oh");
            }
            language.cardinal(value, &mut *push);
        }
    }
}
