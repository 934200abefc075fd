//! The form of a word that is compared, and the form without diacritics.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::timeline::is_invisible;

/// A text as words are compared: NFKC, lower case, `ß` as `ss`, `ё` as `е`, one kind of apostrophe
/// and of hyphen, nothing that shows nothing.
///
/// ```
/// use cuesmith::words::fold;
///
/// assert_eq!(fold("STRASSE"), fold("Straße"));
/// assert_eq!(fold("ﬁ\u{ad}n\u{303}"), "fiñ");
/// assert_ne!(fold("resume"), fold("résumé"));
/// ```
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// [`fold`] by the rules of a language (a BCP 47 tag): in Turkish and Azeri, `I` is the capital of
/// `ı` and `İ` that of `i`.
///
/// ```
/// use cuesmith::words::fold_in;
///
/// assert_eq!(fold_in("İSTANBUL", "tr"), fold_in("istanbul", "tr"));
/// assert_ne!(fold_in("ILIK", "tr"), fold_in("ilik", "tr"));
/// ```
#[must_use]
pub fn fold_in(text: &str, language: &str) -> String {
    if matches!(super::primary(language).as_str(), "tr" | "az") {
        let text: String = text
            .nfc()
            .map(|c| match c {
                'I' => 'ı',
                'İ' => 'i',
                c => c,
            })
            .collect();
        return fold(&text);
    }
    fold(text)
}

/// A text as words are compared when case counts: NFKC, one kind of apostrophe and of hyphen, nothing that
/// shows nothing.
///
/// ```
/// use cuesmith::words::with_case;
///
/// assert_eq!(with_case("ＯＫ’s"), "OK's");
/// ```
#[must_use]
pub fn with_case(text: &str) -> String {
    text.chars().filter(|c| !is_invisible(*c)).nfkc().map(one_kind).collect()
}

/// One kind of apostrophe and of hyphen.
fn one_kind(c: char) -> char {
    match c {
        '’' | '‘' | 'ʼ' | '＇' | '´' | '`' => '\'',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        c => c,
    }
}

/// [`fold`], added to what `out` holds.
pub(super) fn fold_into(text: &str, out: &mut String) {
    if text.is_ascii() {
        let from = out.len();
        out.push_str(text);
        out[from..].make_ascii_lowercase();
        return;
    }
    let visible = text.chars().filter(|c| !is_invisible(*c));
    for c in visible.nfkc().flat_map(char::to_lowercase) {
        match one_kind(c) {
            'ß' => out.push_str("ss"),
            'ς' => out.push('σ'),
            'ё' => out.push('е'),
            // What is left of `İ`.
            '\u{307}' if out.ends_with('i') => {}
            c => out.push(c),
        }
    }
}

/// The folded form without diacritics: `müller` and `muller` have one skeleton.
///
/// ```
/// use cuesmith::words::skeleton;
///
/// assert_eq!(skeleton("Łódź"), "lodz");
/// assert_eq!(skeleton("Ærøskøbing"), "aeroskobing");
/// ```
#[must_use]
pub fn skeleton(text: &str) -> String {
    let folded = fold(text);
    if folded.is_ascii() {
        return folded;
    }
    let mut out = String::with_capacity(folded.len());
    for c in folded.nfd().filter(|c| !is_combining_mark(*c)) {
        match c {
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'đ' | 'ð' => out.push('d'),
            'ħ' => out.push('h'),
            'ı' => out.push('i'),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'þ' => out.push_str("th"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_compatibility_forms_and_invisible_characters_do_not_count() {
        for (a, b) in [
            ("ＦＵＬＬ", "full"),
            ("re\u{301}sume\u{301}", "RÉSUMÉ"),
            ("sof\u{ad}t", "soft"),
            ("a\u{200b}b", "ab"),
            ("ΟΔΟΣ", "οδος"),
            ("ЁЛКА", "елка"),
            ("don’t", "don't"),
            ("e\u{2011}mail", "e-mail"),
        ] {
            assert_eq!(fold(a), fold(b), "{a}");
        }
    }

    #[test]
    fn folding_twice_changes_nothing_more() {
        for text in ["İstanbul", "ﬃ", "Straße", "ŉ", "ǅ", "ΑΣ", "e\u{301}", "½"] {
            assert_eq!(fold(&fold(text)), fold(text), "{text}");
        }
    }
}
