//! Places the samples of a packet in the presentation: edit lists, gaps, overlaps.

use super::mp4;

/// A stretch of media that is presented, in seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Stretch {
    /// Its start in the media.
    media: f64,
    /// Its end in the media; infinite for the rest.
    end: f64,
    /// When it is presented.
    at: f64,
}

/// The presented parts of a track's media, and their times.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Places {
    stretches: Vec<Stretch>,
    /// The stretch of the last packet: packets arrive in order.
    current: usize,
}

impl Default for Places {
    /// All media, at its own times.
    fn default() -> Self {
        let all = Stretch { media: 0.0, end: f64::INFINITY, at: 0.0 };
        Self { stretches: vec![all], current: 0 }
    }
}

impl Places {
    /// The stretches of an edit list. Stretches that go back in the media, which no speech recorder
    /// writes, are skipped: what follows is presented at the time in the list.
    pub(super) fn of(track: &mp4::Track, movie: u32) -> Self {
        let mut stretches: Vec<Stretch> = Vec::new();
        let mut at = 0.0;
        let (movie, scale) = (f64::from(movie.max(1)), f64::from(track.timescale.max(1)));
        let count = track.edits.len();
        for (index, edit) in track.edits.iter().enumerate() {
            let duration = edit.duration as f64 / movie;
            let media = edit.media as f64 / scale;
            let back = stretches.last().is_some_and(|last| media < last.end - 0.001);
            if edit.media >= 0 && !back {
                let open = edit.duration == 0 && index + 1 == count;
                let end = if open { f64::INFINITY } else { media + duration };
                stretches.push(Stretch { media, end, at });
            }
            at += duration;
        }
        if stretches.is_empty() { Self::default() } else { Self { stretches, current: 0 } }
    }

    /// All media from a moment on, in seconds, presented at 0.
    pub(super) fn from(media: f64) -> Self {
        Self { stretches: vec![Stretch { media, end: f64::INFINITY, at: 0.0 }], current: 0 }
    }

    /// Calls `take` for each part of a packet that is presented, with the range of its samples and the time of the
    /// first one, in samples. `media` is the start of the packet in the media, in seconds.
    pub(super) fn each(
        &mut self,
        media: f64,
        count: usize,
        rate: u32,
        mut take: impl FnMut(std::ops::Range<usize>, i64),
    ) {
        let rate = f64::from(rate);
        while self.current + 1 < self.stretches.len()
            && self.stretches[self.current].end <= media + 0.5 / rate
        {
            self.current += 1;
        }
        for stretch in &self.stretches[self.current..] {
            let first = ((stretch.media - media) * rate).round().max(0.0);
            let end = ((stretch.end - media) * rate).round().clamp(0.0, count as f64);
            if first >= count as f64 {
                break;
            }
            if first < end {
                let at = (stretch.at + media - stretch.media) * rate + first;
                take(first as usize..end as usize, at.round() as i64);
            }
        }
    }
}

/// How far the time of a packet may differ from the count so far before silence fills the gap or samples
/// are dropped, in seconds. Matroska rounds times to milliseconds, and browser recorders jitter by more; a
/// packet of AAC at 48 kHz is 21 ms long.
const SLACK: f64 = 0.020;
/// A longer overlap is a restart of the times, not repeated samples, in seconds.
const OVERLAP: f64 = 1.0;
/// The maximum silence for filling the gaps of one file, in seconds.
const SILENCE: f64 = 3_600.0;

/// What to do with samples before they are returned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Join {
    /// They follow the previous ones.
    Append,
    /// Insert this many samples of silence first.
    Fill(u64),
    /// This many of them are repeated, or lie before the beginning.
    Skip(u64),
    /// Their times are invalid; they follow the previous ones.
    Jump,
}

/// Joins parts of packets into one stream that begins at 0.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Joiner {
    /// Samples so far.
    pub(super) count: u64,
    /// Offset added to times, after an invalid one.
    shift: i64,
    filled: u64,
}

impl Joiner {
    /// What to do with samples that should begin at `at`. The caller adds the appended samples to [`Self::count`].
    pub(super) fn join(&mut self, at: i64, rate: u32) -> Join {
        let in_samples = |seconds: f64| (seconds * f64::from(rate)) as i64;
        let off = at.saturating_add(self.shift).saturating_sub(self.count.cast_signed());
        let first = self.count == 0;
        if first && off < 0 && off > -in_samples(OVERLAP) {
            return Join::Skip(off.unsigned_abs());
        }
        if off.abs() <= in_samples(SLACK) && !(first && off > 0) {
            return Join::Append;
        }
        if off < 0 && -off <= in_samples(OVERLAP) {
            return Join::Skip(off.unsigned_abs());
        }
        if off > 0 && off.saturating_add(self.filled.cast_signed()) <= in_samples(SILENCE) {
            self.filled += off.unsigned_abs();
            return Join::Fill(off.unsigned_abs());
        }
        self.shift = self.shift.saturating_sub(off);
        Join::Jump
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::audio::mp4::Edit;

    fn each(places: &mut Places, media: f64, count: usize) -> Vec<(std::ops::Range<usize>, i64)> {
        let mut taken = Vec::new();
        places.each(media, count, 1000, |range, at| taken.push((range, at)));
        taken
    }

    fn track(edits: &[(u64, i64)]) -> mp4::Track {
        let edits = edits.iter().map(|&(duration, media)| Edit { duration, media }).collect();
        mp4::Track { timescale: 1000, edits, ..mp4::Track::default() }
    }

    #[test]
    fn samples_before_the_first_edit_are_dropped() {
        let mut places = Places::of(&track(&[(0, 24)]), 600);
        assert_eq!(each(&mut places, 0.0, 20), []);
        assert_eq!(each(&mut places, 0.020, 20), [(4..20, 0)]);
        assert_eq!(each(&mut places, 0.040, 20), [(0..20, 16)]);
    }

    #[test]
    fn an_empty_edit_delays_and_cuts_are_joined() {
        let mut places = Places::of(&track(&[(300, -1), (60, 0), (60, 500)]), 600);
        assert_eq!(each(&mut places, 0.090, 20), [(0..10, 590)]);
        assert_eq!(each(&mut places, 0.110, 390), []);
        assert_eq!(each(&mut places, 0.490, 200), [(10..110, 600)]);
        assert_eq!(each(&mut places, 0.690, 20), []);
    }

    #[test]
    fn one_packet_may_be_in_two_stretches() {
        let mut places = Places::of(&track(&[(6, 0), (6, 15)]), 600);
        assert_eq!(each(&mut places, 0.0, 40), [(0..10, 0), (15..25, 10)]);
    }

    #[test]
    fn gaps_are_filled_and_overlaps_dropped() {
        let mut joiner = Joiner::default();
        assert_eq!(joiner.join(-5, 1000), Join::Skip(5));
        joiner.count = 100;
        assert_eq!(joiner.join(119, 1000), Join::Append);
        assert_eq!(joiner.join(81, 1000), Join::Append);
        assert_eq!(joiner.join(400, 1000), Join::Fill(300));
        joiner.count = 400;
        assert_eq!(joiner.join(350, 1000), Join::Skip(50));
    }

    #[test]
    fn audio_that_begins_late_does() {
        assert_eq!(Joiner::default().join(10, 1000), Join::Fill(10));
    }

    #[test]
    fn times_without_sense_are_counted_on_from() {
        let mut joiner = Joiner { count: 50_000, ..Joiner::default() };
        assert_eq!(joiner.join(i64::MAX, 1000), Join::Jump);
        assert_eq!(joiner.join(i64::MAX - 3, 1000), Join::Append);
        assert_eq!(joiner.join(0, 1000), Join::Jump);
        assert_eq!(joiner.join(5, 1000), Join::Append);
    }
}
