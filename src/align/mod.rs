//! A transcript put onto times: the words of a text get the times of a recognizer, of a caption file or of
//! the audio, and cues are made of them.
//!
//! Three kinds of plain data meet here. A [`WordTimeline`] is what is known of the times; a [`Transcript`] is
//! a text and what its parts are; an [`Alignment`] has a time, a confidence and flags for each word of the
//! transcript. None of them knows a file, and all positions are byte ranges into a text.
//!
//! [`align`] makes the third of the first two. Words of both sides become units that can be compared
//! (`normalize`); runs of units that are unique on both sides are anchors (`anchors`); passages spoken in
//! another place are found in what these leave (`moved`); the small holes between are aligned word by word
//! (`holes`, `likeness`); what may be chance is separated from what is not (`evidence`); times that cannot be right are
//! corrected (`repair`); every word gets a time (`place`, `settle`) and how sure it is (`confidence`).
//!
//! Audio helps in two ways, and both ask for nothing but an [`Activity`]: [`snap`] moves edges of aligned words to
//! where a voice begins or ends, [`align_by_pauses`] gives rough times where there is no timeline. [`svg`] draws it all.

#[cfg(feature = "audio")]
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
mod holes;
mod likeness;
mod loops;
mod moved;
mod normalize;
mod place;
mod recognized;
mod repair;
pub mod score;
mod segment;
mod settle;
mod snap;
pub mod svg;
pub mod sync;
mod timed;
mod timelines;
mod transcript;
mod word_timeline;

pub use activity::Activity;
pub use aligner::{AlignOptions, Mismatch, align};
pub use alignment::{AlignedWord, Alignment, MovedBlock, Repair, RepairKind, WordFlags};
pub use by_pauses::align_by_pauses;
pub use recognized::{Recognized, recognized};
pub use segment::{
    Exceeded, SegmentOptions, SegmentedCue, SpeakerMarks, Unspoken, caption_timeline,
    karaoke_timeline, misplaced_word, segment,
};
pub use snap::{SnapOptions, snap};
pub use timelines::{TimelineError, read_timeline, timeline_of_captions};
pub use transcript::{Item, ItemKind, Transcript, parse_transcript};
pub use word_timeline::{TimedWord, TimelineKind, WordTimeline};
