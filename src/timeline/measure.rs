//! Counting what viewers read, as Netflix counts: spaces and punctuation included
//! (partnerhelp.netflixstudios.com, article 115001352212, read 2026-11-22).

use unicode_segmentation::UnicodeSegmentation;

use crate::chars::{is_invisible, is_printable_ascii};

/// Extended grapheme clusters (UAX #29), without those that show nothing: bidirectional controls,
/// zero-width characters, soft hyphens.
///
/// ```
/// use cuesmith::timeline::graphemes;
///
/// assert_eq!(graphemes("naïve 👩‍🚀"), 7);
/// ```
#[must_use]
pub fn graphemes(text: &str) -> u32 {
    if is_printable_ascii(text) {
        return text.len() as u32;
    }
    simple_graphemes(text).unwrap_or_else(|| all_graphemes(text))
}

fn all_graphemes(text: &str) -> u32 {
    text.graphemes(true).filter(|cluster| !cluster.chars().all(is_invisible)).count() as u32
}

/// The same, where every character is one grapheme, with the marks on it; `None` where the other rules of UAX #29 are
/// needed, and where a character shows nothing.
fn simple_graphemes(text: &str) -> Option<u32> {
    let mut count = 0;
    for c in text.chars() {
        match Kind::of(c) {
            Kind::Grapheme => count += 1,
            Kind::Mark if count > 0 => {}
            Kind::Mark | Kind::Other => return None,
        }
    }
    Some(count)
}

/// Characters by what they are for graphemes.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    /// Begins a grapheme, whatever is before it, and takes marks.
    Grapheme,
    /// Belongs to the character before it (`Extend`, and the Thai vowel am).
    Mark,
    Other,
}

impl Kind {
    const fn of(c: char) -> Self {
        match c {
            ' '..='~'
            | '\u{a0}'..='\u{ac}'
            | '\u{ae}'..='\u{2ff}'
            | '\u{370}'..='\u{482}'
            | '\u{48a}'..='\u{52f}'
            | '\u{5d0}'..='\u{5ea}'
            | '\u{620}'..='\u{64a}'
            | '\u{660}'..='\u{66f}'
            | '\u{671}'..='\u{6d5}'
            | '\u{e01}'..='\u{e30}'
            | '\u{e32}'
            | '\u{e40}'..='\u{e46}'
            | '\u{e50}'..='\u{e59}'
            | '\u{1e00}'..='\u{1fff}'
            | '\u{2010}'..='\u{2027}'
            | '\u{2030}'..='\u{205e}'
            | '\u{2600}'..='\u{26ff}'
            | '\u{3000}'..='\u{3029}'
            | '\u{3041}'..='\u{3096}'
            | '\u{309b}'..='\u{30ff}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{ac00}'..='\u{d7a3}'
            | '\u{ff01}'..='\u{ff9d}' => Self::Grapheme,
            '\u{300}'..='\u{34e}'
            | '\u{350}'..='\u{36f}'
            | '\u{64b}'..='\u{65f}'
            | '\u{e31}'
            | '\u{e33}'..='\u{e3a}'
            | '\u{e47}'..='\u{e4e}' => Self::Mark,
            _ => Self::Other,
        }
    }
}

/// Words in the sense of UAX #29: runs with at least one letter or digit.
#[must_use]
pub fn words(text: &str) -> u32 {
    text.unicode_words().count() as u32
}

/// Characters of scripts that put no spaces between words: their words cannot be counted.
#[must_use]
pub const fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' // Thai, Lao
        | '\u{1000}'..='\u{109f}' // Burmese
        | '\u{1780}'..='\u{17ff}' // Khmer
        | '\u{3040}'..='\u{30ff}' // kana
        | '\u{3400}'..='\u{9fff}' // Chinese characters
        | '\u{20000}'..='\u{3ffff}')
}

/// Whether a text contains anything to see: not only white space and invisible characters.
#[must_use]
pub fn is_visible(text: &str) -> bool {
    text.chars().any(|c| !c.is_whitespace() && !is_invisible(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_counts_what_is_seen() {
        assert_eq!(graphemes("plain text"), 10);
        assert_eq!(graphemes("e\u{301}t\u{e9}"), 3);
        assert_eq!(graphemes("\u{200f}\u{202b}שלום\u{202c}"), 4);
        assert_eq!(graphemes("co\u{ad}operate"), 9);
        assert_eq!(graphemes("นำ้"), "นำ้".graphemes(true).count() as u32);
        assert_eq!(graphemes(""), 0);
    }

    #[test]
    fn simple_characters_are_graphemes_by_the_rules_too() {
        let kinds = |kind: Kind| ('\0'..='\u{1ffff}').filter(move |c| Kind::of(*c) == kind);
        let marks: Vec<char> = kinds(Kind::Mark).collect();
        let others =
            ['a', '\u{e9}', '\u{e01}', '\u{4e00}', '\u{ac00}', '\u{ac01}', '\u{2640}', '\u{1f469}'];
        for c in kinds(Kind::Grapheme) {
            assert!(!is_invisible(c), "{c:?}");
            for other in others {
                assert_eq!(all_graphemes(&format!("{other}{c}{other}")), 3, "{other:?} {c:?}");
            }
            assert_eq!(all_graphemes(&format!("{c}{c}\u{301}{c}\u{e49}")), 3, "{c:?}");
        }
        for mark in marks {
            for other in others {
                let text = format!("{other}{mark}{other}");
                assert_eq!(all_graphemes(&text), 2, "{other:?} {mark:?}");
            }
        }
        for text in [
            "\u{301}a",
            "a\u{ad}b",
            "\u{1f469}\u{200d}\u{1f680}",
            "\u{915}\u{94d}\u{937}",
            "a\r\nb",
        ] {
            assert_eq!(simple_graphemes(text), None, "{text:?}");
        }
        assert_eq!(simple_graphemes("na\u{ef}ve \u{e19}\u{e49}\u{e33} \u{41}\u{301}"), Some(9));
    }

    #[test]
    fn words_are_runs_with_letters_or_digits() {
        assert_eq!(words("- It's 5 o'clock, isn't it?"), 5);
        assert_eq!(words("♪ ♪ -- …"), 0);
    }

    #[test]
    fn invisible_text_is_not_seen() {
        assert!(!is_visible(" \u{a0}\u{200b}\u{feff}\t"));
        assert!(is_visible(" ."));
    }
}
