//! The result of aligning a transcript: when each word is spoken, and with what confidence.

use std::ops::Range;

use crate::time::{Interval, Timestamp};

/// The words of a transcript with their times.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Alignment {
    /// One entry per word of the transcript ([`Transcript::words`](super::Transcript::words)), in order.
    pub words: Vec<AlignedWord>,
    /// Parts of the transcript that are spoken elsewhere than in the text.
    pub moved: Vec<MovedBlock>,
    /// Problems of the timeline that were corrected.
    pub repairs: Vec<Repair>,
    /// The share of the words whose match is unlikely to be chance, from 0 to 1.
    pub evidence: f32,
}

/// When one word is spoken.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct AlignedWord {
    /// Its time; `None` for a word that is not spoken.
    pub interval: Option<Interval>,
    /// The probability that the start is within 200 ms of the true start, from 0 to 1.
    pub confidence: f32,
    /// How the time was found.
    pub flags: WordFlags,
}

/// How the time of a word was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WordFlags {
    /// The time is estimated from the words around it.
    pub interpolated: bool,
    /// The word is not spoken and has no time.
    pub unspoken: bool,
    /// The word is in a part that is spoken elsewhere than in the text.
    pub moved: bool,
    /// The word matched, but the match may be chance.
    pub low_evidence: bool,
    /// An edge was moved to where a voice begins or ends in the audio.
    pub snapped: bool,
}

/// A part of a transcript that is spoken elsewhere than in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovedBlock {
    /// Its words, as indices into [`Alignment::words`].
    pub words: Range<u32>,
    /// When it is spoken.
    pub interval: Interval,
}

/// A problem of a timeline that was corrected before its times were used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// The problem.
    pub kind: RepairKind,
    /// The affected entries of the timeline.
    pub entries: Range<u32>,
    /// Where, in the times of the timeline.
    pub at: Timestamp,
}

/// Problems that a recognizer's times may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RepairKind {
    /// The same words repeated: the recognizer was caught in a loop. The repetitions are removed.
    Loop,
    /// A word that lasts through the pause before or after it. Its start or end is moved.
    SwallowedPause,
    /// A time that is missing, negative or out of order, or an end before its start.
    BrokenTime,
}

impl RepairKind {
    /// Its name in reports: `loop`, `swallowed-pause` or `broken-time`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Loop => "loop",
            Self::SwallowedPause => "swallowed-pause",
            Self::BrokenTime => "broken-time",
        }
    }
}
