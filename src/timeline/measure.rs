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
    text.graphemes(true).filter(|cluster| !cluster.chars().all(is_invisible)).count() as u32
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
