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

/// The number of other ways to read a number aloud; see [`Way`].
pub(crate) const OTHER_WAYS: u8 = 8;

/// How a number is read aloud: 0 is the usual way, the others are at most [`OTHER_WAYS`].
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Usual,
    /// `1984` as `nineteen eighty four`, `374` as `three seventy four`, `5.25` as `five point twenty five`.
    Pairs,
    /// `1984` as `one thousand nine hundred eighty four`.
    Cardinal,
    /// `105` as `one hundred and five`, `$5.25` as `five dollars and twenty five cents`.
    And,
    /// `374` as `three seven four`, `$5.25` as `five twenty five`.
    Digits,
    /// `305` as `three oh five`.
    DigitsWithOh,
    /// `100` as `a hundred`.
    Article,
    /// `31` as `thirty first`, `31st` as `thirty one`.
    Date,
    /// `1984` as `nineteen hundred eighty four`.
    Hundreds,
}

const WAYS: [Way; 1 + OTHER_WAYS as usize] = [
    Way::Usual,
    Way::Pairs,
    Way::Cardinal,
    Way::And,
    Way::Digits,
    Way::DigitsWithOh,
    Way::Article,
    Way::Date,
    Way::Hundreds,
];

/// Appends the words of the number at `at`, with the currency before it (not if `scaled`: then a scale word follows,
/// and the currency after that) and what follows it directly. Returns where it ends; `None` if there is no number.
pub(super) fn push(
    text: &[char],
    at: usize,
    (scaled, way): (bool, u8),
    language: Language,
    mut push: impl FnMut(&str),
) -> Option<usize> {
    let way = WAYS.get(usize::from(way)).copied().unwrap_or(Way::Usual);
    let unit = variants::currency(text[at]);
    let start = if unit.is_some() { at + 1 } else { at };
    text.get(start).copied().and_then(digit)?;
    let (mut number, mut end) = read(text, start, language);
    let suffix_end =
        text[end..].iter().position(|c| !c.is_ascii_lowercase()).map_or(text.len(), |at| end + at);
    let suffix: String = text[end..suffix_end].iter().collect();
    let ordinal =
        matches!(suffix.as_str(), "st" | "nd" | "rd" | "th") && number.decimals.is_empty();
    let plural = suffix == "s" || suffix == "'s";
    if ordinal || plural {
        end = suffix_end;
    }
    let scale = match suffix.as_str() {
        _ if unit.is_none() => None,
        "k" => Some("thousand"),
        "m" | "mm" | "mn" => Some("million"),
        "b" | "bn" => Some("billion"),
        _ => None,
    };
    let small = unit.filter(|_| number.decimals.len() == 2 && scale.is_none() && !scaled);
    let cents = match way {
        Way::Pairs | Way::And | Way::Digits if small.is_some() => {
            std::mem::take(&mut number.decimals)
        }
        _ => Vec::new(),
    };
    say(&number, ordinal, way, language, &mut push);
    if let Some(scale) = scale {
        push(scale);
        end = suffix_end;
    }
    if let Some(unit) = unit.filter(|_| !scaled && (cents.is_empty() || way != Way::Digits)) {
        push(unit);
    } else if unit.is_none() && text.get(end) == Some(&'€') {
        push("euros");
        end += 1;
    }
    if !cents.is_empty() {
        if way == Way::And && language.is_english() {
            push("and");
        }
        language.cardinal(value(&cents), &mut push);
        if way == Way::And && language.is_english() {
            push(if unit == Some("pounds") { "pence" } else { "cents" });
        }
    }
    Some(end)
}

fn value(digits: &[u8]) -> u64 {
    digits.iter().fold(0, |value, &digit| value * 10 + u64::from(digit))
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

fn say(number: &Number, ordinal: bool, way: Way, language: Language, push: &mut dyn FnMut(&str)) {
    let english = language.is_english();
    let one_by_one = |digits: &[u8], push: &mut dyn FnMut(&str)| {
        for &digit in digits {
            match (digit, way) {
                (0, Way::DigitsWithOh) if english => push("oh"),
                _ => language.cardinal(u64::from(digit), &mut *push),
            }
        }
    };
    let whole = &number.whole;
    let by_digits = matches!(way, Way::Digits | Way::DigitsWithOh) && number.minutes.is_none();
    if whole.len() > 15
        || whole.len() > 1 && whole[0] == 0
        || by_digits && number.decimals.is_empty()
    {
        one_by_one(whole, push);
    } else {
        say_whole(number, ordinal, way, language, push);
    }
    if !number.decimals.is_empty() {
        push(language.point());
        match way {
            Way::Pairs if number.decimals[0] != 0 && number.decimals.len() < 4 => {
                language.cardinal(value(&number.decimals), &mut *push);
            }
            _ => one_by_one(&number.decimals, push),
        }
    }
    if let Some(minutes) = &number.minutes {
        match (value(minutes), way) {
            (0, Way::Cardinal) if english => push("oclock"),
            (0, _) => {}
            (minutes, way) => {
                if minutes < 10 && english && way != Way::Pairs {
                    push("oh");
                }
                language.cardinal(minutes, &mut *push);
            }
        }
    }
}

/// The part of a number before its decimals or minutes.
fn say_whole(
    number: &Number,
    ordinal: bool,
    way: Way,
    language: Language,
    push: &mut dyn FnMut(&str),
) {
    let whole = value(&number.whole);
    let plain = number.decimals.is_empty() && number.minutes.is_none();
    let year = number.whole.len() == 4 && !number.grouped && plain;
    let (high, low) = (whole / 100, whole % 100);
    let pairs = |push: &mut dyn FnMut(&str)| {
        language.cardinal(high, &mut *push);
        if low < 10 && language.is_english() {
            push("oh");
        }
        language.cardinal(low, push);
    };
    let is_day = plain && (1..=31).contains(&whole);
    match way {
        Way::Pairs if plain && (100..10_000).contains(&whole) && low > 0 => pairs(push),
        Way::Hundreds if (1100..10_000).contains(&whole) && high % 10 > 0 => {
            language.hundreds(whole, push);
        }
        Way::And if language.is_english() && whole > 100 => with_and(language, whole, push),
        Way::Article if language.is_english() && whole >= 100 => {
            let mut first = true;
            language.cardinal(whole, |word| {
                push(if first && word == "one" { "a" } else { word });
                first = false;
            });
        }
        Way::Date if is_day && ordinal => language.cardinal(whole, push),
        Way::Date if is_day => language.ordinal(whole, push),
        _ if ordinal => language.ordinal(whole, push),
        Way::Cardinal => language.cardinal(whole, push),
        _ if year && language.year(whole, &mut *push) => {}
        _ => language.cardinal(whole, push),
    }
}

/// `one hundred and five`, `two thousand and nine`.
fn with_and(language: Language, whole: u64, push: &mut dyn FnMut(&str)) {
    let small = whole % 100;
    if small == 0 {
        return language.cardinal(whole, push);
    }
    language.cardinal(whole - small, &mut *push);
    push("and");
    language.cardinal(small, push);
}
