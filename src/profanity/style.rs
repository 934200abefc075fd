//! The styles of masks.

/// What replaces a word that was found.
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
    /// Nothing: the word is removed, with the space and the comma that belong to it; the word that then
    /// begins a sentence is capitalized. A cue that would be empty becomes `[bleep]`.
    Remove,
    /// The word stays: it is only reported.
    Report,
}

/// The replacement for a cue that was only profanity.
pub(super) const BLEEP: &str = "[bleep]";
