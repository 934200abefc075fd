//! What rules about an alignment compare captions with: the transcript, and how sure each cue's times are. Plain data
//! that borrows nothing.

use crate::time::Interval;

/// The transcript that captions should have the words of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TranscriptFile {
    /// The name to show.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// What an alignment says of the cues that were made of it (`cuesmith align --report`).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AlignmentReport {
    /// The name to show.
    pub path: String,
    /// The cues in the order of the report.
    pub cues: Vec<AlignedCue>,
}

/// How sure the times of a cue are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AlignedCue {
    /// When it is shown.
    pub interval: Interval,
    /// From 0 to 1; none where no word of it is spoken.
    pub confidence: Option<f64>,
    /// Whether that is too little.
    pub is_low: bool,
}
