//! What is asked for, and what is found.

use crate::time::{TimeMap, Timestamp};

/// What a reference is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReferenceKind {
    /// The cues of a caption file.
    #[default]
    Cues,
    /// When someone speaks.
    Voices,
}

/// What [`sync`](super::sync()) may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SyncOptions {
    /// What the reference is.
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

/// Where the times of a file go.
#[derive(Clone, Debug, PartialEq)]
pub struct Sync {
    /// Parts of the file in the order of their times, at least one. All are stretched alike.
    pub parts: Vec<SyncPart>,
    /// The share of cues that begin or end where a cue (a voice) of the reference does, to 250 ms; from 0 to 1.
    pub matched: f64,
    /// The share that the same search brings together in references that do not belong to the file, on average.
    pub chance: f64,
    /// How sure it is that the file belongs to the reference, from 0 to 1: by how many standard deviations its cues come
    /// closer to the reference than to those that do not belong to it. 0.5 is five.
    pub confidence: f64,
    /// Whether that is enough to change the file.
    pub belongs: bool,
}

/// A part of a file that moves as one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SyncPart {
    /// The time in the file from which on cues belong to it, by their beginnings; in the first part everything before,
    /// too.
    pub from: Timestamp,
    /// How many cues it has.
    pub cues: u32,
    /// Where its times go.
    pub map: TimeMap,
    /// The share of its cues that meet the reference, as [`Sync::matched`].
    pub matched: f64,
}

impl Sync {
    /// Where the times of a cue go that begins at `start`.
    #[must_use]
    pub fn map_at(&self, start: Timestamp) -> TimeMap {
        let after = self.parts.partition_point(|part| part.from <= start);
        self.parts.get(after.saturating_sub(1)).map_or(TimeMap::IDENTITY, |part| part.map)
    }
}

/// Ratios by which times run slower or faster: frames shown at another rate.
pub(super) const RATES: [(i64, i64); 7] =
    [(1, 1), (1001, 1000), (1000, 1001), (25, 24), (24, 25), (1001, 960), (960, 1001)];
