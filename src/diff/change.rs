//! What differs between two files, as plain data, and what is compared.

use crate::align::score::Step;
use crate::time::{Interval, TimeMap};

/// What is compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DiffOptions {
    /// Times that differ by at most this many milliseconds are the same; 0 or more. Times of formats with frames and
    /// ticks may always differ by 1 ms, which is rounding.
    pub tolerance_ms: i64,
    /// What may differ.
    pub ignore: Ignore,
}

/// What may differ without being a [`Change`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ignore {
    /// Capital and small letters; also kinds of apostrophes and hyphens, and compatibility forms.
    pub case: bool,
    /// Punctuation and symbols, and the forms above.
    pub punctuation: bool,
    /// Where lines end in a cue.
    pub line_breaks: bool,
    /// Bold, italic, underline, colors, fonts, classes, ruby annotations, style sheets.
    pub style: bool,
    /// Where on the picture a cue is shown, and alignment.
    pub position: bool,
    /// Names of speakers, in markup and as marks in the text.
    pub speakers: bool,
    /// All times.
    pub times: bool,
}

/// The result of [`diff`](super::diff()).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Diff {
    /// What differs: first what concerns many cues ([`ChangeKind::Moved`]) and the whole file, then in display order.
    /// A pair of cues that differs in several ways has several changes.
    pub changes: Vec<Change>,
    /// How many cues of the old file have exactly one partner that differs in nothing, not even by a move.
    pub equal: u32,
    /// Visible cues of the old and of the new file.
    pub cues: (u32, u32),
}

/// One difference.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What it is.
    pub kind: ChangeKind,
    /// The cues of the old file, as positions in [`Timeline::cues`](crate::timeline::Timeline::cues), in display order. None for what was added, and
    /// where the whole file is concerned.
    pub old: Vec<u32>,
    /// The cues of the new file.
    pub new: Vec<u32>,
}

/// What differs.
#[derive(Clone, Debug, PartialEq)]
pub enum ChangeKind {
    /// All cues of a stretch moved together.
    Moved {
        /// Where the old times went: a shift, or a stretch and a shift (another frame rate, a clock that drifts).
        map: TimeMap,
        /// Whether the stretch has all cues that are in both files.
        all: bool,
    },
    /// Other times, beyond what the stretch around the cue moved.
    Retimed {
        /// The times that the cue would have by the old file and the move of the stretch.
        expected: Interval,
        /// How much later it starts than expected, in milliseconds; 0 within the tolerance.
        start_ms: i64,
        /// How much later it ends; `None` if one of the two never ends.
        end_ms: Option<i64>,
    },
    /// Other words.
    Reworded {
        /// The whole text of the cues, in pieces that are the same or differ, by turns.
        pieces: Vec<TextPiece>,
    },
    /// The same words in other lines.
    Rewrapped,
    /// One cue became several.
    Split,
    /// Several cues became one.
    Joined,
    /// Several cues became several others, and words went from one to another.
    Resegmented,
    /// The new file has a cue that the old one lacks.
    Added,
    /// The old file has a cue that the new one lacks.
    Removed,
    /// Another appearance, position or speaker.
    Restyled {
        /// Each difference.
        styles: Vec<StyleChange>,
    },
}

impl ChangeKind {
    /// The names of all kinds, as reports show them, in the order of summaries.
    pub const NAMES: [&'static str; 10] = [
        "moved",
        "retimed",
        "reworded",
        "rewrapped",
        "split",
        "joined",
        "resegmented",
        "added",
        "removed",
        "restyled",
    ];

    /// Its name in reports: one of [`ChangeKind::NAMES`].
    #[must_use]
    pub const fn name(&self) -> &'static str {
        let at = match self {
            Self::Moved { .. } => 0,
            Self::Retimed { .. } => 1,
            Self::Reworded { .. } => 2,
            Self::Rewrapped => 3,
            Self::Split => 4,
            Self::Joined => 5,
            Self::Resegmented => 6,
            Self::Added => 7,
            Self::Removed => 8,
            Self::Restyled { .. } => 9,
        };
        Self::NAMES[at]
    }
}

/// A piece of the text of cues: words that are the same in both files, or that replace each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextPiece {
    /// [`Step::Hit`] for words of both files, else which side has words.
    pub step: Step,
    /// The words of the old file on one line; empty for an insertion.
    pub old: String,
    /// The words of the new file; empty for a deletion.
    pub new: String,
}

/// One difference in appearance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StyleChange {
    /// What differs.
    pub aspect: Aspect,
    /// The text that has it, as in the new file; empty where a whole cue or file is concerned.
    pub text: String,
    /// Its value in the old file; empty for none.
    pub old: String,
    /// Its value in the new file.
    pub new: String,
}

/// What differs in the appearance of a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Aspect {
    /// Bold text.
    Bold,
    /// Italic text.
    Italic,
    /// Underlined text.
    Underline,
    /// The color of text, as `#rrggbb` or `#rrggbbaa` where its form is known.
    Color,
    /// The font or its size.
    Font,
    /// Classes; compared only if one of the files has a style sheet.
    Class,
    /// Markup that one format knows, as written: `{\fad(200,200)}`.
    Markup,
    /// Ruby annotations.
    Ruby,
    /// Times inside the text (karaoke).
    InnerTimes,
    /// The speaker in markup.
    Speaker,
    /// The place on the picture and the alignment.
    Position,
    /// The style sheets of the file.
    StyleSheet,
}

impl Aspect {
    /// Its name in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bold => "bold",
            Self::Italic => "italic",
            Self::Underline => "underline",
            Self::Color => "color",
            Self::Font => "font",
            Self::Class => "class",
            Self::Markup => "markup",
            Self::Ruby => "ruby",
            Self::InnerTimes => "inner times",
            Self::Speaker => "speaker",
            Self::Position => "position",
            Self::StyleSheet => "style sheet",
        }
    }
}
