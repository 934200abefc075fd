//! The options and the result.

use crate::time::{TimeMap, Timestamp};

/// The kind of a reference.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReferenceKind {
    /// The cues of a caption file.
    #[default]
    Cues,
    /// When someone speaks.
    Voices,
}

/// What [`sync`](super::sync()) may change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SyncOptions {
    /// The kind of reference.
    pub kind: ReferenceKind,
    /// Whether times may be stretched.
    pub drift: bool,
    /// Whether parts of the file may be shifted by different times.
    pub cuts: bool,
}

impl Default for SyncOptions {
    fn default() -> Self {
        Self { kind: ReferenceKind::Cues, drift: true, cuts: true }
    }
}

/// How the times of a file are mapped.
#[derive(Clone, Debug, PartialEq)]
pub struct Sync {
    /// Parts of the file in order of their times, at least one. All are stretched by the same ratio.
    pub parts: Vec<SyncPart>,
    /// The share of cues that begin or end within 250 ms of a cue (or voice) of the reference, from 0 to 1.
    pub matched: f64,
    /// The average share that the same search matches in references that do not belong to the file.
    pub chance: f64,
    /// The confidence that the file belongs to the reference, from 0 to 1: by how many standard deviations its cues
    /// are closer to the reference than to references that do not belong to it. 0.5 is six.
    pub confidence: f64,
    /// Whether the confidence is high enough to change the file.
    pub belongs: bool,
}

/// A part of a file that moves as one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SyncPart {
    /// The time in the file from which cues belong to this part, by their start; the first part also includes
    /// everything before.
    pub from: Timestamp,
    /// The number of its cues.
    pub cues: u32,
    /// How its times are mapped.
    pub map: TimeMap,
    /// The share of its cues that match the reference, as in [`Sync::matched`].
    pub matched: f64,
}

impl Sync {
    /// The mapping for the times of a cue that begins at `start`.
    #[must_use]
    pub fn map_at(&self, start: Timestamp) -> TimeMap {
        let after = self.parts.partition_point(|part| part.from <= start);
        self.parts.get(after.saturating_sub(1)).map_or(TimeMap::IDENTITY, |part| part.map)
    }
}

/// Ratios by which times run slower or faster: frames shown at a different rate.
pub(super) const RATES: [(i64, i64); 7] =
    [(1, 1), (1001, 1000), (1000, 1001), (25, 24), (24, 25), (1001, 960), (960, 1001)];
