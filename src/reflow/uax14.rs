//! Opportunities to break a line, by UAX #14 (the crate unicode-linebreak, Unicode 15.0).
//!
//! No newer release of it exists. What later versions of UAX #14 changed for captions are quotation marks
//! (rules LB15a, LB15b and LB19a): on 1,100 lines of captions in other scripts than ASCII the tables of Unicode 17.0
//! (the crate icu_segmenter) differ in 13, one of prose, where a line may then also end between a closing
//! quotation mark and an opening bracket. That is not worth the size of its data in a program.
//!
//! They are asked of a text on one line: its line breaks count as spaces, since every one of them may
//! go. Where all of it is printable ASCII, as most captions are, the characters around a space say
//! what the rules say, and nothing needs to be looked up.

use std::ops::Range;

use unicode_linebreak::linebreaks;

/// The opportunities of a text.
pub(super) enum Opportunities {
    /// It is all printable ASCII with line feeds.
    Ascii,
    /// Offsets in it (bytes, sorted) where a line may end, its own end left out.
    Listed(Vec<usize>),
}

impl Opportunities {
    /// The opportunities of a range of a text.
    pub(super) fn of(text: &str, range: Range<usize>) -> Self {
        let part = &text[range.clone()];
        if part.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n')) {
            return Self::Ascii;
        }
        let one_line = part.replace(['\n', '\r'], " ");
        Self::Listed(within(&one_line).map(|at| range.start + at).collect())
    }

    /// Whether a line may end at white space between two words.
    pub(super) fn at_gap(&self, text: &str, gap: Range<usize>) -> bool {
        match self {
            Self::Ascii => {
                let bytes = text.as_bytes();
                let before = gap.start.checked_sub(1).and_then(|at| bytes.get(at));
                let pair = before.zip(bytes.get(gap.end));
                pair.is_none_or(|(before, following)| ascii(*before, *following))
            }
            Self::Listed(all) => {
                let next = all.partition_point(|at| *at <= gap.start);
                all.get(next).is_some_and(|at| *at <= gap.end)
            }
        }
    }

    /// Where a line may end inside a word of a script without spaces. ASCII has none of those.
    pub(super) fn inside(&self, word: Range<usize>) -> &[usize] {
        let Self::Listed(all) = self else { return &[] };
        let first = all.partition_point(|at| *at <= word.start);
        let count = all[first..].partition_point(|at| *at < word.end);
        &all[first..first + count]
    }
}

/// Where a line may end in a text, but for its end.
pub(super) fn within(text: &str) -> impl Iterator<Item = usize> + '_ {
    linebreaks(text).map(|(at, _)| at).filter(|at| *at < text.len())
}

/// Whether a line may end at the spaces between two printable characters of ASCII, neither of them a
/// space: rules LB13 to LB18.
const fn ascii(before: u8, following: u8) -> bool {
    let closes =
        matches!(following, b'!' | b'?' | b'}' | b')' | b']' | b',' | b'.' | b':' | b';' | b'/');
    let opens = matches!(before, b'(' | b'[' | b'{');
    let quotes = matches!(before, b'"' | b'\'') && matches!(following, b'(' | b'[' | b'{');
    !closes && !opens && !quotes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ascii_is_as_the_crate_says() {
        for (before, following) in (b'!'..=b'~').flat_map(|a| (b'!'..=b'~').map(move |b| (a, b))) {
            for (gap, space) in [(" ", " "), ("\n", " "), ("  ", "  ")] {
                for (left, right) in [("", ""), ("a", "b"), ("3", "5"), ("\"", "\""), ("(", ")")] {
                    let (a, b) = (char::from(before), char::from(following));
                    let text = format!("{left}{a}{gap}{b}{right}");
                    let gap = left.len() + 1..left.len() + 1 + gap.len();
                    let line = format!("{left}{a}{space}{b}{right}");
                    let allowed = linebreaks(&line).any(|(at, _)| at == gap.end);
                    let fast = Opportunities::of(&text, 0..text.len());
                    assert!(matches!(fast, Opportunities::Ascii));
                    assert_eq!(fast.at_gap(&text, gap), allowed, "{text:?}");
                }
            }
        }
    }

    proptest::proptest! {
        /// Every gap of any printable ASCII, on one line and on several.
        #[test]
        fn any_ascii_is_as_the_crate_says(text in "[!-~]{1,4}([ \n]{1,2}[!-~]{1,6}){1,12}") {
            let line = text.replace('\n', " ");
            let listed: Vec<usize> = within(&line).collect();
            let fast = Opportunities::of(&text, 0..text.len());
            assert!(matches!(fast, Opportunities::Ascii));
            let slow = Opportunities::Listed(listed);
            let mut at = 0;
            while let Some(found) = line[at..].find(' ') {
                let start = at + found;
                let end = line.len() - line[start..].trim_start().len();
                let (fast, slow) = (fast.at_gap(&text, start..end), slow.at_gap(&text, start..end));
                assert_eq!(fast, slow, "{text:?} at {start}");
                at = end;
            }
        }
    }

    #[test]
    fn other_text_is_looked_up_with_its_line_breaks_as_spaces() {
        let text = "Où ?\n« Là »";
        let all = Opportunities::of(text, 0..text.len());
        let gap = |at: usize, len: usize| all.at_gap(text, at..at + len);
        assert!(!gap(3, 1));
        assert!(gap(5, 1));
        assert!(all.inside(0..3).is_empty());
        let text = "港が開く。";
        let all = Opportunities::of(text, 0..text.len());
        assert_eq!(all.inside(0..text.len()), [3, 6, 9]);
    }
}
