//! A transcript put onto times: the words of a text get the times of a recogniser, of a caption file or of
//! the audio, and cues are made of them.
//!
//! Three kinds of plain data meet here. A [`WordTimeline`] is what is known of the times; a [`Transcript`] is
//! a text and what its parts are; an [`Alignment`] has a time, a confidence and flags for each word of the
//! transcript. None of them knows a file, and all positions are byte ranges into a text.

mod activity;
mod alignment;
#[cfg(feature = "audio")]
pub mod audio;
pub mod score;
mod segment;
mod timelines;
mod transcript;
mod word_timeline;

pub use activity::Activity;
pub use alignment::{AlignedWord, Alignment, MovedBlock, Repair, RepairKind, WordFlags};
pub use segment::{
    Exceeded, SegmentOptions, SegmentedCue, SpeakerMarks, Unspoken, caption_timeline, segment,
};
pub use timelines::{TimelineError, read_timeline, timeline_of_captions};
pub use transcript::{Item, ItemKind, Transcript, parse_transcript};
pub use word_timeline::{TimedWord, TimelineKind, WordTimeline};
