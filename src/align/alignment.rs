//! What an alignment says of a transcript: when each word is spoken, and how sure that is.

use std::ops::Range;

use crate::time::{Interval, Timestamp};

/// The words of a transcript with their times.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Alignment {
    /// One for each word of the transcript ([`Transcript::words`](super::Transcript::words)), in its order.
    pub words: Vec<AlignedWord>,
    /// Parts of the transcript that are spoken in another place than the text has them.
    pub moved: Vec<MovedBlock>,
    /// What was wrong with the timeline and is corrected.
    pub repairs: Vec<Repair>,
    /// The share of the words whose match is unlikely to be chance, from 0 to 1.
    pub evidence: f32,
}

/// When one word is spoken.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct AlignedWord {
    /// Its time; none for a word that is not spoken.
    pub interval: Option<Interval>,
    /// How likely the start is within 200 ms of the truth, from 0 to 1.
    pub confidence: f32,
    /// How the time came about.
    pub flags: WordFlags,
}

/// How the time of a word came about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WordFlags {
    /// The time is estimated from the words around it.
    pub interpolated: bool,
    /// The word is not spoken; it has no time.
    pub unspoken: bool,
    /// The word is in a part that is spoken in another place than the text has it.
    pub moved: bool,
    /// The word matched, but such a match may be chance.
    pub low_evidence: bool,
    /// An edge was moved to where a voice begins or ends in the audio.
    pub snapped: bool,
}

/// A part of a transcript that is spoken in another place than the text has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovedBlock {
    /// Its words, as indices into [`Alignment::words`].
    pub words: Range<u32>,
    /// When it is spoken.
    pub interval: Interval,
}

/// Something wrong with a timeline that was corrected before its times were used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// What was wrong.
    pub kind: RepairKind,
    /// The entries of the timeline that it is about.
    pub entries: Range<u32>,
    /// Where, in the times of the timeline.
    pub at: Timestamp,
}

/// What may be wrong with the times of a recognizer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RepairKind {
    /// The same words again and again: the recognizer was caught in a loop. They are left out.
    Loop,
    /// A word that lasts through the pause before it. Its start is moved.
    SwallowedPause,
    /// A time that is missing, negative, out of order, or an end before its start.
    BrokenTime,
}
