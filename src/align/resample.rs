//! Resamples mono audio from one rate to another, with the time of each sample kept: the delay of the filter is
//! removed.

use std::ops::RangeInclusive;

use rubato::audioadapter_buffers::direct::InterleavedSlice;
use rubato::{Fft, FixedSync, Resampler as _, WindowFunction};

/// The sample rates of usable audio, in Hz.
pub(super) const RATES: RangeInclusive<u32> = 4_000..=384_000;
/// The number of samples per call of the filter.
const CHUNK: usize = 4096;
/// Pieces per chunk for the transform. Longer ones have a steeper filter.
const PIECES: usize = 4;

/// Takes samples in pieces of any length.
pub(super) struct Resampler {
    rate: u32,
    to: u32,
    /// `None` if the rate is already right.
    filter: Option<Fft<f32>>,
    waiting: Vec<f32>,
    /// Samples pushed.
    taken: u64,
    /// Samples that the filter has returned, including its delay.
    made: u64,
    delay: u64,
}

impl Resampler {
    /// From `rate` to `to`, both in [`RATES`].
    pub(super) fn new(rate: u32, to: u32) -> Self {
        let filter = (rate != to).then(|| {
            let window = WindowFunction::BlackmanHarris2;
            let (rate, to) = (rate as usize, to as usize);
            Fft::new_custom(rate, to, CHUNK, PIECES, 1, window, FixedSync::Input).ok()
        });
        let filter = filter.flatten();
        let delay = filter.as_ref().map_or(0, |filter| filter.output_delay() as u64);
        Self { rate, to, filter, waiting: Vec::new(), taken: 0, made: 0, delay }
    }

    /// The number of output samples for a number of input samples.
    pub(super) fn length(&self, taken: u64) -> u64 {
        let taken = u128::from(taken) * u128::from(self.to);
        ((taken + u128::from(self.rate) / 2) / u128::from(self.rate)) as u64
    }

    /// Takes samples and appends the output to `out`.
    pub(super) fn push(&mut self, samples: &[f32], out: &mut Vec<f32>) {
        self.taken += samples.len() as u64;
        if self.filter.is_none() {
            out.extend_from_slice(samples);
            return;
        }
        self.waiting.extend_from_slice(samples);
        self.run(out);
    }

    /// Appends what remains in the filter. Nothing may be pushed afterwards.
    pub(super) fn finish(&mut self, out: &mut Vec<f32>) {
        let Some(filter) = &self.filter else { return };
        let needed = self.delay + self.length(self.taken);
        // The pending samples and those that the filter delays: at most two transforms, in chunks.
        let chunks = 2 * filter.fft_size_in() / CHUNK + 3;
        let chunk = vec![0.0; CHUNK];
        for _ in 0..chunks {
            if self.made >= needed {
                break;
            }
            self.waiting.extend_from_slice(&chunk);
            self.run(out);
        }
        // The last chunk is longer than the input.
        let surplus = self.made.saturating_sub(needed) as usize;
        out.truncate(out.len().saturating_sub(surplus));
    }

    fn run(&mut self, out: &mut Vec<f32>) {
        let Some(filter) = &mut self.filter else { return };
        let mut used = 0;
        loop {
            let count = filter.input_frames_next();
            let Some(input) = self.waiting.get(used..used + count) else { break };
            let at = out.len();
            let expected = filter.output_frames_next();
            out.resize(at + expected, 0.0);
            let result = InterleavedSlice::new(input, 1, count)
                .ok()
                .zip(InterleavedSlice::new_mut(&mut out[at..], 1, expected).ok());
            let Some((input, mut output)) = result else { break };
            let Ok((_, made)) = filter.process_into_buffer(&input, &mut output, None) else {
                break;
            };
            used += count;
            out.truncate(at + made);
            let early = self.delay.saturating_sub(self.made).min(made as u64) as usize;
            out.drain(at..at + early);
            self.made += made as u64;
        }
        self.waiting.drain(..used);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A burst of a 1 kHz tone in two seconds of silence.
    fn burst(rate: u32, from: f64, to: f64) -> Vec<f32> {
        let time = |index: u32| f64::from(index) / f64::from(rate);
        let sample = |index| match time(index) {
            time if time >= from && time < to => {
                (time * 1000.0 * std::f64::consts::TAU).cos() as f32
            }
            _ => 0.0,
        };
        (0..2 * rate).map(sample).collect()
    }

    fn resampled(rate: u32, samples: &[f32], piece: usize) -> Vec<f32> {
        let mut resampler = Resampler::new(rate, 16_000);
        let mut out = Vec::new();
        for piece in samples.chunks(piece) {
            resampler.push(piece, &mut out);
        }
        resampler.finish(&mut out);
        out
    }

    #[test]
    fn edges_stay_where_they_are_at_every_rate() {
        for rate in [8_000, 11_025, 16_000, 22_050, 32_000, 44_100, 47_999, 48_000, 96_000] {
            let out = resampled(rate, &burst(rate, 0.5, 1.25), 777);
            assert_eq!(out.len(), 32_000, "{rate}");
            let loud = |sample: &f32| sample.abs() > 0.5;
            let first = out.iter().position(loud).unwrap() as f64 / 16.0;
            let last = out.iter().rposition(loud).unwrap() as f64 / 16.0;
            assert!(
                (first - 500.0).abs() < 0.5 && (last - 1250.0).abs() < 0.7,
                "{rate}: {first} {last}"
            );
        }
    }

    #[test]
    fn the_length_of_the_pieces_does_not_matter() {
        let samples = burst(44_100, 0.1, 1.9);
        assert!(resampled(44_100, &samples, 1) == resampled(44_100, &samples, 100_000));
    }

    #[test]
    fn nothing_and_little_keep_their_length() {
        assert!(resampled(48_000, &[], 1).is_empty());
        assert_eq!(resampled(48_000, &[0.5; 3], 1).len(), 1);
        assert_eq!(resampled(8_000, &[0.5; 3], 1).len(), 6);
    }
}
