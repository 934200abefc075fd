//! A word that was found, and how it was disguised.

/// How a word dodges filters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Obfuscation {
    /// Digits or signs for letters: `sh1t`.
    Leet,
    /// Some letters hidden: `f**k`.
    Masked,
    /// Letters of another alphabet that look the same.
    Homoglyph,
    /// Letters repeated: `shiiit`.
    Stretched,
    /// Letters spaced apart: `f u c k`.
    Spaced,
}

impl Obfuscation {
    /// The word in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Leet => "leet",
            Self::Masked => "masked",
            Self::Homoglyph => "homoglyph",
            Self::Stretched => "stretched",
            Self::Spaced => "spaced",
        }
    }
}

/// A word of the lists in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    /// Where it begins, in bytes of the text.
    pub start: usize,
    /// Where it ends. Endings after an apostrophe are not part of it.
    pub end: usize,
    /// Which entry it is: an index into [`Matcher::entries`](super::Matcher::entries).
    pub entry: usize,
    /// How it is disguised, if it is.
    pub obfuscation: Option<Obfuscation>,
}
