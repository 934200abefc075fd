//! From samples to an [`Activity`]: the level of the audio, and when there is speech.

use earshot::Detector;

use super::RATE;
use crate::align::Activity;
use crate::time::{Interval, Timestamp};

/// Samples in one step of an [`Activity`].
const STEP: usize = (RATE as usize / 1000) * Activity::STEP_MS as usize;
/// Samples that the voice detector takes at once: 16 ms.
const FRAME: usize = 256;

/// Takes the blocks of [`Audio::next_block`](super::Audio::next_block) and computes an [`Activity`].
pub struct Listener {
    detector: Detector,
    frame: Vec<f32>,
    scores: Vec<f32>,
    step: Vec<f32>,
    levels: Vec<f32>,
    peaks: Vec<f32>,
    count: u64,
}

impl std::fmt::Debug for Listener {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Listener").field("count", &self.count).finish_non_exhaustive()
    }
}

impl Default for Listener {
    fn default() -> Self {
        Self {
            detector: Detector::default(),
            frame: Vec::with_capacity(FRAME),
            scores: Vec::new(),
            step: Vec::with_capacity(STEP),
            levels: Vec::new(),
            peaks: Vec::new(),
            count: 0,
        }
    }
}

impl Listener {
    /// Takes the next samples: mono, at [`RATE`](super::RATE), from -1 to 1.
    pub fn push(&mut self, samples: &[f32]) {
        self.count += samples.len() as u64;
        for &sample in samples {
            self.step.push(sample);
            self.frame.push(sample.clamp(-1.0, 1.0));
            if self.step.len() == STEP {
                self.end_step();
            }
            if self.frame.len() == FRAME {
                self.end_frame();
            }
        }
    }

    /// The result.
    #[must_use]
    pub fn finish(mut self) -> Activity {
        if !self.step.is_empty() {
            self.end_step();
        }
        if !self.frame.is_empty() {
            self.frame.resize(FRAME, 0.0);
            self.end_frame();
        }
        let duration = (self.count * 1000 / u64::from(RATE)).cast_signed();
        let voices = voices(&self.levels, &self.scores, duration);
        Activity { duration: Timestamp(duration), levels: self.levels, peaks: self.peaks, voices }
    }

    fn end_step(&mut self) {
        let power = self.step.iter().map(|s| s * s).sum::<f32>() / self.step.len() as f32;
        self.levels.push((10.0 * power.log10()).max(Activity::SILENCE));
        self.peaks.push(self.step.iter().fold(0.0, |peak: f32, sample| peak.max(sample.abs())));
        self.step.clear();
    }

    fn end_frame(&mut self) {
        self.scores.push(self.detector.predict_f32(&self.frame));
        self.frame.clear();
    }
}

/// Steps in a block: the unit for estimating the levels of speech and noise around a moment.
const BLOCK: usize = 100;
/// The number of blocks on each side that count as around.
const AROUND: usize = 5;
/// A pause shorter than this is part of a voice, in steps.
const SHORT_PAUSE: usize = 5;
/// A sound shorter than this is not a voice, in steps.
const SHORT_VOICE: usize = 3;
/// Position of the threshold between noise (0) and speech (1), in dB.
const SHARE: f32 = 0.4;
/// The maximum number of steps by which a voice begins before it crosses the threshold, as long as the level rises
/// there.
const RISE: usize = 4;
/// How far above the preceding quiet a voice begins, in dB.
const FLOOR: f32 = 6.0;

/// When there is speech: where the level is above the surrounding noise and the detector hears a voice.
fn voices(levels: &[f32], scores: &[f32], duration: i64) -> Vec<Interval> {
    let thresholds = thresholds(levels);
    let loud = |step: usize| levels[step] > thresholds[step / BLOCK];
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for step in (0..levels.len()).filter(|step| loud(*step)) {
        match runs.last_mut() {
            Some((_, end)) if step - *end < SHORT_PAUSE => *end = step + 1,
            _ => runs.push((step, step + 1)),
        }
    }
    let score = |step: usize| {
        let at = (step * STEP + STEP / 2) / FRAME;
        scores.get(at).copied().unwrap_or_default()
    };
    let heard = |&(start, end): &(usize, usize)| {
        end - start >= SHORT_VOICE && (start..end + 3).any(|step| score(step) >= 0.5)
    };
    runs.retain(heard);
    let mut last = 0;
    for (start, end) in &mut runs {
        *start = rise(levels, *start, last);
        last = *end;
    }
    let interval = |&(start, end): &(usize, usize)| {
        let ms = |step: usize| (step as i64 * Activity::STEP_MS).min(duration);
        Interval { start: Timestamp(ms(start)), end: Timestamp(ms(end)) }
    };
    runs.iter().map(interval).collect()
}

/// Where a voice begins: one step before it is heard, which is closer to where aligners place the first sound.
/// It is above the threshold from `start` on; `last` is the end of the previous voice.
fn rise(levels: &[f32], start: usize, last: usize) -> usize {
    let before = &levels[start.saturating_sub(40).max(last)..start];
    let quiet = before.iter().fold(levels[start], |least, level| least.min(*level));
    let least = start.saturating_sub(RISE).max(last);
    let mut at = start;
    while at > least && levels[at - 1] < levels[at] && levels[at - 1] > quiet + FLOOR {
        at -= 1;
    }
    at.saturating_sub(1).max(last)
}

/// For each block, the level between noise and speech around it.
fn thresholds(levels: &[f32]) -> Vec<f32> {
    let ends = |block: &[f32]| {
        let mut sorted = block.to_vec();
        sorted.sort_by(f32::total_cmp);
        (sorted[sorted.len() / 10], sorted[sorted.len() * 9 / 10])
    };
    let blocks: Vec<(f32, f32)> = levels.chunks(BLOCK).map(ends).collect();
    let around =
        |at: usize| &blocks[at.saturating_sub(AROUND)..(at + AROUND + 1).min(blocks.len())];
    let threshold = |at| {
        let around = around(at);
        let quiet = around.iter().fold(f32::INFINITY, |least, block| least.min(block.0));
        let loud = around.iter().fold(f32::NEG_INFINITY, |most, block| most.max(block.1));
        let quiet = quiet.max(-75.0);
        quiet + ((loud - quiet) * SHARE).max(5.0)
    };
    (0..blocks.len()).map(threshold).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_heard_in_silence_and_in_nothing() {
        assert_eq!(Listener::default().finish(), Activity::default());
        let mut listener = Listener::default();
        listener.push(&[0.0; 16_005]);
        let activity = listener.finish();
        assert_eq!(activity.duration, Timestamp(1000));
        assert_eq!(activity.levels, vec![Activity::SILENCE; 101]);
        assert_eq!(activity.voices, []);
    }

    #[test]
    fn levels_and_peaks_are_those_of_each_step() {
        let mut listener = Listener::default();
        listener.push(&[[0.5; STEP], [-1.0; STEP]].concat());
        let activity = listener.finish();
        assert!((activity.levels[0] + 6.02).abs() < 0.01 && activity.levels[1].abs() < 0.01);
        assert_eq!(activity.peaks, [0.5, 1.0]);
    }
}
