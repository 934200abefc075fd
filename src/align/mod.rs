//! Aligns transcripts: the words of a text get the times of a recognizer, a caption file or
//! the audio, and cues are built from them.
//!
//! The module works on three kinds of plain data. A [`WordTimeline`] has the known times; a [`Transcript`] is
//! a text and its parts; an [`Alignment`] has a time, a confidence and flags for each word of the
//! transcript. None of them depends on a file, and all positions are byte ranges into a text.
//!
//! [`align`] computes the third from the first two. Words of both sides become comparable units
//! (`normalize`); runs of units that are unique on both sides are anchors (`anchors`); passages spoken
//! elsewhere are found in the rest (`moved`); the small holes between are aligned word by word
//! (`holes`, `likeness`); likely chance matches are separated from the others (`evidence`); repeated words take the
//! match that leaves time for the rest (`slide`, `fit`); impossible times are corrected (`repair`); every word gets a
//! time (`place`, `settle`) and a confidence (`confidence`). Numbers are read as the other side reads them
//! (`readings`).
//!
//! Audio helps in two ways, and both need only an [`Activity`]: [`snap`] moves edges of aligned words to
//! where a voice begins or ends, [`align_by_pauses`] gives rough times without a timeline. [`svg`] draws the result.

#[cfg(feature = "acoustic")]
pub mod acoustic;
mod activity;
mod aligner;
mod alignment;
mod anchors;
#[cfg(feature = "audio")]
pub mod audio;
mod by_duration;
mod by_pauses;
mod confidence;
mod evidence;
mod fit;
mod hints;
mod holes;
mod join;
mod length;
mod likeness;
mod links;
mod loops;
mod moved;
mod normalize;
mod onset;
mod place;
mod readings;
mod recognized;
mod repair;
#[cfg(feature = "acoustic")]
mod resample;
pub mod score;
mod segment;
mod settle;
mod slide;
mod snap;
pub mod svg;
pub mod sync;
mod text_units;
mod timed;
mod timelines;
mod transcript;
mod word_timeline;

pub use activity::Activity;
pub use aligner::{AlignOptions, Mismatch, align};
pub use alignment::{AlignedWord, Alignment, MovedBlock, Repair, RepairKind, WordFlags};
pub use by_pauses::align_by_pauses;
pub use recognized::{Recognized, RecognizedOptions, recognized};
pub use segment::{
    Exceeded, SegmentOptions, SegmentedCue, SpeakerMarks, Unspoken, caption_timeline,
    karaoke_timeline, misplaced_word, segment,
};
pub use snap::{SnapOptions, snap};
pub use timelines::{TimelineError, read_timeline, timeline_of_captions};
pub use transcript::{Item, ItemKind, Transcript, parse_transcript};
pub use word_timeline::{TimedWord, TimelineKind, WordTimeline};
