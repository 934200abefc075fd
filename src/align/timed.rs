//! The units of a timeline and their times.

use super::normalize::Units;
use super::readings::{self, Reading};

/// The units of a timeline and their times in milliseconds.
#[derive(Clone, Debug, Default)]
pub(crate) struct Timed {
    pub(crate) units: Units,
    pub(crate) start: Vec<i64>,
    pub(crate) end: Vec<i64>,
    /// The pause before each, in halves of a letter; empty once the units have their times.
    pub(crate) pauses: Vec<u8>,
    /// The duration of the media.
    pub(crate) duration: i64,
}

impl Timed {
    /// Divides the time of each entry among its units by their lengths, in letters by id.
    pub(crate) fn share(&mut self, lengths: &[f32]) {
        let mut from = 0;
        for entry in self.units.owners.chunk_by(|a, b| a == b) {
            let inside = from..from + entry.len();
            from = inside.end;
            let length = |at: usize| f64::from(lengths[self.units.ids[at] as usize]);
            let pause = |at: usize| f64::from(self.pauses[at]) / 2.0;
            let total: f64 = inside.clone().map(|at| length(at) + pause(at)).sum();
            let (start, end) = (self.start[inside.start], self.end[inside.start]);
            let point = |done: f64| start + ((end - start) as f64 * done / total).round() as i64;
            let mut done = 0.0;
            for at in inside {
                done += pause(at);
                self.start[at] = point(done);
                done += length(at);
                self.end[at] = point(done);
            }
        }
        self.pauses = Vec::new();
    }

    /// Reads each number as the transcript does. The units do not have their own times yet.
    pub(crate) fn choose(&mut self, readings: &[Reading], transcript: &[u32]) {
        let before = self.units.owners.clone();
        readings::choose(&mut self.units, readings, transcript, &mut self.pauses);
        if before.len() == self.units.owners.len() {
            return;
        }
        // The times of entries, for the new number of their units.
        let times: Vec<(i64, i64)> =
            self.start.iter().copied().zip(self.end.iter().copied()).collect();
        let mut at = 0;
        (self.start, self.end) = self
            .units
            .owners
            .iter()
            .map(|owner| {
                while before[at] < *owner {
                    at += 1;
                }
                times[at]
            })
            .unzip();
    }
}
