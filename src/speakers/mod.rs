//! Speakers, as captions mark them: `>>`, dashes, `NAME:`, `[Name]`, `<v Name>` and `ttm:agent`.
//!
//! [`detect`] finds the marks of a file and their style; [`convert`] writes them in
//! another style, or removes them, as edits. Both work on what viewers see, so that a mark is found
//! whatever markup is around it. Which marks count: `docs/observations.md`, speaker marks.

#[cfg(feature = "ttml")]
mod agents;
mod convert;
mod detect;
mod marks;
mod sounds;
mod voices;
mod words;

pub use convert::{Conversion, MarkChange, Options, Unresolved, convert};
pub(crate) use detect::detect_in;
pub use detect::{Speakers, Turn, detect};
pub(crate) use marks::dashed_cues_in;
pub use marks::{Dash, dashed_cues, dashes};
pub use sounds::{SoundLabel, is_sound_label, sound_labels};
#[cfg(feature = "align")]
pub(crate) use words::{fold, is_heading, is_role, is_title};

/// A way to mark that the speaker changes, or to name the speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MarkStyle {
    /// `>> ` before the text: the speaker changes.
    Chevrons,
    /// `- ` at the start of a line: the speaker changes, mostly inside a cue.
    Dashes,
    /// `NAME: ` before the text.
    Names,
    /// `[Name] ` before the text.
    Brackets,
    /// In markup: `<v Name>` in WebVTT, `ttm:agent` in TTML.
    Voice,
}

impl MarkStyle {
    /// Every style, in the order of [`Speakers::counts`].
    pub const ALL: &'static [Self] =
        &[Self::Chevrons, Self::Dashes, Self::Names, Self::Brackets, Self::Voice];

    /// The name on the command line: `chevrons`, `dashes`, `names`, `brackets` or `voice`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Chevrons => "chevrons",
            Self::Dashes => "dashes",
            Self::Names => "names",
            Self::Brackets => "brackets",
            Self::Voice => "voice",
        }
    }

    /// The style of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|style| style.name() == name)
    }

    /// Whether marks of the style name the speaker, and not only mark a change.
    #[must_use]
    pub const fn names_speakers(self) -> bool {
        matches!(self, Self::Names | Self::Brackets | Self::Voice)
    }
}
