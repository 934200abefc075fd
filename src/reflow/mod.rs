//! Line breaking: lines of a limited width, as few as can be, broken where it costs the reader least.
//!
//! [`lay_out`] sets a text: the pieces between two opportunities to break, what each break costs by
//! punctuation, words and balance (`srt_and_toolkits.md` 3.5), and the cheapest choice, found exactly.
//! Speakers, songs and sound labels keep lines of their own. [`reflow`] does it to the cues of a file:
//! only those over a limit, unless all are asked for, and only by edits to white space and line
//! breaks, so that words and markup stay as they are. Running it again changes nothing. A cue that
//! holds more than its lines can take is split in time where that is asked for ([`Overflow`]).
//!
//! What it knows of a language is in [`Words`]; [`capabilities`] says what a build lacks.

mod blocks;
mod class;
mod cost;
mod cues;
mod fit;
mod language;
mod layout;
mod long;
mod measure;
mod needed;
mod piece;
mod pieces;
mod segment;
mod split;
mod turns;
mod uax14;
mod width;
mod words;

pub use blocks::Turn;
pub use cost::torn;
pub use cues::{Change, Left, Options, Overflow, Reflowed, reflow, reflow_cue, split_cue};
pub use language::{Capabilities, Segmenting, capabilities, language_of_name};
pub use layout::{Gap, Laid, Layout, lay_out};
pub use long::{Long, split_long};
pub use width::Width;
pub use words::{LANGUAGES, Words};
