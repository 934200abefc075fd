//! From samples to cepstra: frames, mel spectrum, noise removal, cosine transform. Follows
//! Sphinx (PocketSphinx, `src/fe/fe_interface.c`, `fe_sigproc.c`, `fe_noise.c`). Blocks may have any
//! size: only the samples of the next frame are kept.

use std::f64::consts::PI;
use std::fmt;
use std::sync::Arc;

use realfft::num_complex::Complex;
use realfft::{RealFftPlanner, RealToComplex};

use super::super::resample::Resampler;
use super::features::Features;
use super::noise::Noise;
use super::params::{Params, Transform};

/// Computes features from samples that arrive in blocks.
pub struct FrontEnd {
    /// For samples at another rate than the model's.
    resampler: Option<Resampler>,
    resampled: Vec<f32>,
    frame_size: usize,
    shift: usize,
    pre_emphasis: f64,
    remove_dc: bool,
    /// Samples after pre-emphasis that no frame has consumed yet.
    pending: Vec<f64>,
    /// The last sample before pre-emphasis.
    last: f64,
    window: Vec<f64>,
    fft: Arc<dyn RealToComplex<f64>>,
    input: Vec<f64>,
    scratch: Vec<Complex<f64>>,
    spectrum: Vec<Complex<f64>>,
    filters: Vec<Filter>,
    mel: Vec<f64>,
    noise: Option<Noise>,
    /// `[coefficient][filter]`, including the lifter.
    transform: Vec<f64>,
    features: Features,
}

impl fmt::Debug for FrontEnd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FrontEnd").field("frames", &self.features.len()).finish_non_exhaustive()
    }
}

/// The weights of the spectrum points from `first` on.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Filter {
    pub first: usize,
    pub weights: Vec<f64>,
}

/// Added before taking a logarithm.
const LOG_FLOOR: f64 = 1e-4;

/// Full scale of 16-bit samples: the scale that all of Sphinx's constants assume.
const SCALE: f64 = 32768.0;

impl FrontEnd {
    /// A front end without any samples yet.
    #[must_use]
    pub fn new(params: &Params, remove_noise: bool) -> Self {
        let size = params.frame_size;
        let fft = RealFftPlanner::new().plan_fft_forward(params.fft_size);
        let mut window: Vec<f64> = (0..size)
            .map(|i| 0.54 - 0.46 * (2.0 * PI * i as f64 / (size as f64 - 1.0)).cos())
            .collect();
        if size % 2 == 1 {
            window[size / 2] = 1.0;
        }
        let shift = (f64::from(params.sample_rate) / f64::from(params.frame_rate) + 0.5) as usize;
        Self {
            resampler: None,
            resampled: Vec::new(),
            frame_size: size,
            shift,
            pre_emphasis: params.pre_emphasis,
            remove_dc: params.remove_dc,
            pending: Vec::new(),
            last: 0.0,
            window,
            input: fft.make_input_vec(),
            scratch: fft.make_scratch_vec(),
            spectrum: fft.make_output_vec(),
            fft,
            filters: filters(params),
            mel: vec![0.0; params.filters],
            noise: remove_noise.then(|| Noise::new(params.filters)),
            transform: transform(params),
            features: Features::new(
                params.cepstra,
                shift as f64 * 1000.0 / f64::from(params.sample_rate),
            ),
        }
    }

    /// The same for samples that have to be resampled first.
    pub(super) fn resampling(self, resampler: Resampler) -> Self {
        Self { resampler: Some(resampler), ..self }
    }

    /// Takes the next samples: one channel at the rate it was made for, from -1 to 1.
    pub fn push(&mut self, samples: &[f32]) {
        let Some(mut resampler) = self.resampler.take() else { return self.take(samples) };
        let mut resampled = std::mem::take(&mut self.resampled);
        for block in samples.chunks(1 << 16) {
            // Treat NaN as silence: otherwise it would silence everything that shares a filter with it.
            let block = block.iter().map(|sample| if sample.is_finite() { *sample } else { 0.0 });
            resampler.push(&block.collect::<Vec<f32>>(), &mut resampled);
            self.take(&resampled);
            resampled.clear();
        }
        self.resampler = Some(resampler);
        self.resampled = resampled;
    }

    /// Takes samples at the model's rate.
    fn take(&mut self, samples: &[f32]) {
        for block in samples.chunks(1 << 16) {
            for sample in block {
                // Treat NaN as silence: otherwise it would silence everything after it.
                let sample = if sample.is_finite() { f64::from(*sample) * SCALE } else { 0.0 };
                self.pending.push(sample - self.pre_emphasis * self.last);
                self.last = sample;
            }
            let mut start = 0;
            while self.pending.len() - start >= self.frame_size {
                self.frame(start, self.frame_size);
                start += self.shift;
            }
            self.pending.drain(..start.min(self.pending.len()));
        }
    }

    /// The features of all samples; the last frame is padded with silence.
    #[must_use]
    pub fn finish(mut self) -> Features {
        if let Some(mut resampler) = self.resampler.take() {
            let mut resampled = std::mem::take(&mut self.resampled);
            resampler.finish(&mut resampled);
            self.take(&resampled);
        }
        if !self.pending.is_empty() {
            let length = self.pending.len().min(self.frame_size);
            self.frame(0, length);
        }
        self.features.remove_mean();
        self.features
    }

    /// The number of frames so far.
    #[must_use]
    pub fn frames(&self) -> usize {
        self.features.len()
    }

    fn frame(&mut self, start: usize, length: usize) {
        self.input.fill(0.0);
        self.input[..length].copy_from_slice(&self.pending[start..start + length]);
        if self.remove_dc {
            let mean = self.input[..self.frame_size].iter().sum::<f64>() / self.frame_size as f64;
            self.input[..self.frame_size].iter_mut().for_each(|sample| *sample -= mean);
        }
        for (sample, weight) in self.input.iter_mut().zip(&self.window) {
            *sample *= weight;
        }
        let done =
            self.fft.process_with_scratch(&mut self.input, &mut self.spectrum, &mut self.scratch);
        debug_assert!(done.is_ok(), "the buffers are those that the plan made");
        for (filter, power) in self.filters.iter().zip(&mut self.mel) {
            let points = &self.spectrum[filter.first..filter.first + filter.weights.len()];
            *power =
                points.iter().zip(&filter.weights).map(|(point, w)| point.norm_sqr() * w).sum();
        }
        if let Some(noise) = &mut self.noise {
            noise.remove(&mut self.mel);
        }
        self.mel.iter_mut().for_each(|power| *power = (*power + LOG_FLOOR).ln());
        for row in self.transform.chunks_exact(self.mel.len()) {
            let sum: f64 = row.iter().zip(&self.mel).map(|(factor, mel)| factor * mel).sum();
            self.features.push(sum as f32);
        }
    }
}

/// Triangular filters on the mel scale. In 32 bits, as in Sphinx: a corner is rounded to a point of the spectrum.
pub(super) fn filters(params: &Params) -> Vec<Filter> {
    let mel = |hz: f64| (2595.0 * (1.0 + hz / 700.0).log10()) as f32;
    let hz = |mel: f32| (700.0 * (10f64.powf(f64::from(mel) / 2595.0) - 1.0)) as f32;
    let step = (f64::from(params.sample_rate) / params.fft_size as f64) as f32;
    let (low, high) = (mel(params.lowest), mel(params.highest));
    let width = (high - low) / (params.filters as f32 + 1.0);
    let corner = |index: f32| {
        let corner = hz(index * width + low);
        if params.round_filters { (corner / step + 0.5).trunc() * step } else { corner }
    };
    let mut filters = Vec::with_capacity(params.filters);
    for index in 0..params.filters {
        let index = index as f32;
        let (left, middle, right) = match params.double_width {
            true => (corner(index - 1.0), corner(index + 1.0), corner(index + 3.0)),
            false => (corner(index), corner(index + 1.0), corner(index + 2.0)),
        };
        let mut filter = Filter { first: 0, weights: Vec::new() };
        // The last point, half the sample rate, is in no filter.
        for point in 0..params.fft_size / 2 {
            let hz = point as f32 * step;
            let weight = ((hz - left) / (middle - left)).min((right - hz) / (right - middle));
            let weight = if params.unit_area { weight * 2.0 / (right - left) } else { weight };
            // Corners rounded to the same point would give NaN.
            if hz < left || hz > right || !weight.is_finite() {
                continue;
            }
            if filter.weights.is_empty() {
                filter.first = point;
            }
            filter.weights.push(f64::from(weight));
        }
        filters.push(filter);
    }
    filters
}

fn transform(params: &Params) -> Vec<f64> {
    let count = params.filters as f64;
    let mut factors = Vec::with_capacity(params.cepstra * params.filters);
    for k in 0..params.cepstra {
        let scale = match params.transform {
            Transform::Legacy => 1.0 / count,
            Transform::Dct if k == 0 => (1.0 / count).sqrt(),
            Transform::Dct | Transform::Htk => (2.0 / count).sqrt(),
        };
        let lifter = match params.lifter {
            0 => 1.0,
            length => 1.0 + f64::from(length / 2) * (k as f64 * PI / f64::from(length)).sin(),
        };
        for filter in 0..params.filters {
            let half = if params.transform == Transform::Legacy && filter == 0 { 0.5 } else { 1.0 };
            let angle = PI * k as f64 * (filter as f64 + 0.5) / count;
            factors.push(angle.cos() * scale * lifter * half);
        }
    }
    factors
}
