//! How wide a line is: the four ways in which limits are meant.

use unicode_width::UnicodeWidthChar as _;

use crate::timeline::{graphemes, is_invisible};

/// What a limit of characters counts. Characters that take no room (bidirectional marks, soft
/// hyphens, joiners) count in none of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Width {
    /// Extended grapheme clusters (UAX #29), what a reader calls a character.
    #[default]
    Graphemes,
    /// Unicode code points, as the platform counts.
    CodePoints,
    /// Columns of a terminal (UAX #11): 2 for wide and full-width characters, 1 for others, 0 for
    /// combining marks. A limit of 16 full-width characters is 32.
    EastAsian,
    /// UTF-16 code units, as JavaScript counts.
    Utf16,
}

impl Width {
    /// Every measure.
    pub const ALL: &'static [Self] =
        &[Self::Graphemes, Self::CodePoints, Self::EastAsian, Self::Utf16];

    /// The measure that fits a text: columns if most of its first 10,000 characters are two columns wide, as in Chinese
    /// and Japanese, else graphemes.
    #[must_use]
    pub fn of_text(text: &str) -> Self {
        let start: String = text.chars().filter(|c| !c.is_whitespace()).take(10_000).collect();
        match Self::EastAsian.of(&start) * 2 > Self::CodePoints.of(&start) * 3 {
            true => Self::EastAsian,
            false => Self::Graphemes,
        }
    }

    /// The name on the command line: `graphemes`, `codepoints`, `east-asian` or `utf16`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Graphemes => "graphemes",
            Self::CodePoints => "codepoints",
            Self::EastAsian => "east-asian",
            Self::Utf16 => "utf16",
        }
    }

    /// The measure of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|width| width.name() == name)
    }

    /// The width of a text on one line.
    ///
    /// ```
    /// use cuesmith::reflow::Width;
    ///
    /// assert_eq!(Width::Graphemes.of("日本 👩‍🚀"), 4);
    /// assert_eq!(Width::EastAsian.of("日本 e\u{301}"), 6);
    /// assert_eq!(Width::CodePoints.of("e\u{301}"), 2);
    /// assert_eq!(Width::Utf16.of("😀"), 2);
    /// ```
    #[must_use]
    pub fn of(self, text: &str) -> u32 {
        if self == Self::Graphemes || text.bytes().all(|b| (0x20..0x7f).contains(&b)) {
            return graphemes(text);
        }
        let seen = text.chars().filter(|c| !is_invisible(*c));
        match self {
            Self::Graphemes | Self::CodePoints => seen.count() as u32,
            Self::EastAsian => seen.map(|c| c.width().unwrap_or(0) as u32).sum(),
            Self::Utf16 => seen.map(|c| c.len_utf16() as u32).sum(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_without_width_count_nowhere() {
        for width in Width::ALL {
            assert_eq!(width.of("\u{200f}\u{202b}שלום\u{202c} co\u{ad}op"), 9, "{}", width.name());
        }
    }

    #[test]
    fn names_lead_back_to_the_measure() {
        for width in Width::ALL {
            assert_eq!(Width::from_name(width.name()), Some(*width));
        }
        assert_eq!(Width::from_name("pixels"), None);
    }
}
