//! Line breaking: lines of a limited width, as few as can be, broken where it costs the reader least.
//!
//! [`break_lines`] sets a text: the pieces between two opportunities to break, what each break costs by
//! punctuation, words and balance, and the cheapest choice, found exactly.
//! Speakers, songs, sound labels and languages in different scripts keep lines of their own. [`reflow`] does it to the cues of a file:
//! only those over a limit, unless all are asked for, and only by edits to white space and line
//! breaks, so that words and markup stay as they are. Running it again changes nothing. A cue
//! with more text than fits into its lines is split on request ([`Overflow`]).
//!
//! Its knowledge of languages is in [`BreakWords`]; [`capabilities`] tells what a build lacks.

mod class;
mod clinging;
mod cost;
mod cues;
#[cfg(feature = "align")]
mod cut_points;
mod language;
mod layout;
mod line_groups;
mod line_search;
mod measure;
mod piece;
mod pieces;
mod scripts;
mod speaker_changes;
mod split;
mod split_by_duration;
mod uax14;
mod unspaced_scripts;
mod width;
mod word_breaks;
mod words;

pub use cost::bad_break_reason;
pub use cues::{
    Options, Overflow, Reflowed, ReflowedCue, Unresolved, reflow, reflow_cue, split_cue,
};
#[cfg(feature = "align")]
pub(crate) use cut_points::{CutPoint, cut_points};
pub use language::{Capabilities, Segmenting, capabilities};
pub use layout::{Gap, Layout, LineBreaks, break_lines};
pub use line_groups::SpeakerChange;
pub use scripts::changes_script;
#[cfg(feature = "align")]
pub(crate) use split::Filling;
pub use split::segment_cues;
pub use split_by_duration::{DurationLimit, split_by_duration};
pub use width::Width;
pub use words::{BreakWords, LANGUAGES};
