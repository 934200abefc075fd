//! Times of a file: shifted, stretched, snapped to frames, sorted, clipped; cues made longer, gaps
//! and overlaps repaired.
//!
//! [`TimeMap`] maps every time, and [`remap`] applies it to a file. [`solve()`] decides how long cues
//! last, also for the fixes of the linter; [`repair`] turns that into edits. [`retime`] does all of it and
//! returns what changed. Everything is an edit: an unchanged time is not touched, a changed one keeps the
//! form it was written in where that can express it.

mod clip;
mod join;
mod plan;
mod remap;
mod request;
mod rolling;
mod run;
mod solve;

pub use clip::Clip;
pub use join::{Join, JoinShort, joins};
pub use plan::{Options, Reason, Repaired, Unresolved, repair};
pub use remap::{Negative, Remapped, remap, remap_parts};
pub use request::{Request, RequestError};
pub use rolling::{Role, Rolling, rolling, unroll};
pub use run::{Retimed, TimeChange, retime};
pub use solve::{
    Limits, Slot, Steps, bridged, is_below, is_on_frame, latest_end, lengthened, on_frame,
    overlapping, shortened, solve,
};

pub use crate::time::{SyncError, TimeMap};

use crate::source::{EditError, Span};
use crate::timeline::Difference;
use crate::timeline::edit::MapError;

/// Why a file cannot be given other times.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RetimeError {
    /// A cue would begin before the file does.
    #[error("cue {} would begin {by} ms before zero", .cue + 1)]
    Negative {
        /// Zero-based place of the cue in the file.
        cue: u32,
        /// Its start time in the source.
        span: Span,
        /// How far before zero, in ms.
        by: i64,
    },
    /// A time cannot be written where it is.
    #[error("a time cannot be changed where it is")]
    Unwritable {
        /// The place in the source.
        span: Span,
    },
    /// A time is a frame label (SMPTE), and the new time is not that of a frame.
    #[error("the times are frame labels (smpte), and the new time here is not that of a frame")]
    NoFrame {
        /// The place in the source.
        span: Span,
    },
    /// Numbers exceed 64 bits.
    #[error("the times become too large")]
    TooLarge,
    /// Cues of a text file cannot change places: one would be read differently in another place.
    #[error("the cues cannot be sorted: the text of one would become a number or a timing line")]
    Unparted,
    /// Paragraphs of TTML cannot change places.
    #[error(
        "the cues cannot be sorted: they are in different `div`s, or are parts of one paragraph"
    )]
    Unsortable,
    /// The format can only be read.
    #[error("files of this format can only be read")]
    ReadOnly,
    /// Edits that conflict: a bug in this module.
    #[error(transparent)]
    Edit(#[from] EditError),
    /// The changed text is not read as intended: a bug in this module.
    #[error("the changed file would not read as intended: {}", .0.message)]
    Unexpected(Difference),
}

impl From<MapError> for RetimeError {
    fn from(error: MapError) -> Self {
        match error {
            MapError::Unwritable { span } => Self::Unwritable { span },
            MapError::NoFrame { span } => Self::NoFrame { span },
            MapError::TooLarge => Self::TooLarge,
        }
    }
}

impl RetimeError {
    /// The place in the source, if there is one.
    #[must_use]
    pub const fn span(&self) -> Option<Span> {
        match self {
            Self::Negative { span, .. } | Self::Unwritable { span } | Self::NoFrame { span } => {
                Some(*span)
            }
            Self::Unexpected(difference) => Some(difference.span),
            _ => None,
        }
    }
}
