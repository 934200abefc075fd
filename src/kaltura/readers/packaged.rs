//! The packager's cues, and how their times are written (nginx-vod-module 26f06877,
//! `vod/subtitle/webvtt_builder.c`).

use crate::source::Span;

/// The largest time (`clip_to`); later ones become this one.
const MAX_MS: i64 = u32::MAX as i64;

/// A cue as the packager writes it into a WebVTT segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackagedCue {
    /// Begin in milliseconds.
    pub start_ms: i64,
    /// End in milliseconds.
    pub end_ms: i64,
    /// The line above the times, with its line ending; empty where that line is empty.
    pub id: String,
    /// What follows the end time: settings, a line ending, the text with its markup, the empty line.
    /// Bytes that are not UTF-8 are shown as U+FFFD.
    pub text: String,
    /// Where it was read, in bytes of the file, as far as offsets fit 32 bits.
    pub origin: Option<Span>,
}

/// The times as they are written: each start is the one before and the difference of both, taken as
/// an unsigned number of 32 bits.
#[derive(Default)]
pub(super) struct Chain {
    /// The last cue's start as it was read, and as it was written.
    last: Option<(i64, i64)>,
}

impl Chain {
    /// The written times of the next cue.
    pub(super) fn next(&mut self, start: i64, end: i64) -> (i64, i64) {
        let (start, end) = (start.min(MAX_MS), end.min(MAX_MS));
        let after = |from: i64, to: i64| i64::from(to.wrapping_sub(from) as u32);
        let written =
            self.last.map_or(start, |(read, written)| written.saturating_add(after(read, start)));
        self.last = Some((start, written));
        (written, written.saturating_add(after(start, end)))
    }
}

/// Digits, added up in 64 bits as C does.
pub(super) fn number(digits: &[u8]) -> i64 {
    digits.iter().fold(0, |n: i64, b| n.wrapping_mul(10).wrapping_add(i64::from(b - b'0')))
}
