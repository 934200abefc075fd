//! The styles of masks.

/// What becomes of a word that was found.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum MaskStyle {
    /// `****` for each word, however long: the usual mask of machine captions.
    #[default]
    Fixed,
    /// A star for each character (grapheme).
    Stars,
    /// The first character and a star for each other one: `f***`.
    FirstLetter,
    /// This text for each word or phrase: `[bleep]`. Empty: as [`MaskStyle::Remove`]. Line breaks in it
    /// count as spaces.
    Text(String),
    /// Nothing: the word is taken out, with the space and the comma that belong to it; what then
    /// begins a sentence gets its capital. A cue of which nothing is left becomes `[bleep]`.
    Remove,
    /// What it was: only a report.
    Report,
}

/// What stands for a cue that was nothing but profanity.
pub(super) const BLEEP: &str = "[bleep]";
