//! Features: the mean-normalized cepstra of a file and their changes over time.

/// The cepstra of audio, with a frame every ten milliseconds or at the interval that the model sets.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Features {
    /// The number of coefficients in a frame.
    pub cepstra: usize,
    /// The interval between frames, in milliseconds.
    pub frame_ms: f64,
    /// `[frame][coefficient]`, with the mean of the file subtracted.
    pub values: Vec<f32>,
    /// The mean that was subtracted.
    pub mean: Vec<f32>,
}

impl Features {
    pub(super) fn new(cepstra: usize, frame_ms: f64) -> Self {
        Self { cepstra, frame_ms, values: Vec::new(), mean: Vec::new() }
    }

    pub(super) fn push(&mut self, value: f32) {
        self.values.push(value);
    }

    /// The number of frames.
    #[must_use]
    pub fn len(&self) -> usize {
        self.values.len() / self.cepstra.max(1)
    }

    /// Whether there are no frames.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The duration of the audio, in milliseconds.
    #[must_use]
    pub fn duration_ms(&self) -> f64 {
        self.len() as f64 * self.frame_ms
    }

    /// Subtracts the mean over all frames whose first coefficient is not below zero: the others are empty
    /// (PocketSphinx, `src/feat/cmn.c`, `cmn`).
    pub(super) fn remove_mean(&mut self) {
        let mut sum = vec![0f64; self.cepstra];
        let mut count = 0usize;
        for frame in self.values.chunks_exact(self.cepstra).filter(|frame| frame[0] >= 0.0) {
            count += 1;
            sum.iter_mut().zip(frame).for_each(|(sum, value)| *sum += f64::from(*value));
        }
        self.mean = sum.iter().map(|sum| (sum / count.max(1) as f64) as f32).collect();
        for frame in self.values.chunks_exact_mut(self.cepstra) {
            frame.iter_mut().zip(&self.mean).for_each(|(value, mean)| *value -= mean);
        }
    }

    /// The cepstra of a frame; past the ends, those of the first or last frame.
    fn frame(&self, index: isize) -> &[f32] {
        let last = self.len() as isize - 1;
        let start = index.clamp(0, last.max(0)) as usize * self.cepstra;
        &self.values[start..start + self.cepstra]
    }

    /// Writes the feature vector of a frame: cepstra, their change over four frames, and the change of that
    /// over two (`1s_c_d_dd`; PocketSphinx, `src/feat/feat.c`, `feat_1s_c_d_dd_cep2feat`).
    pub(super) fn vector(&self, frame: usize, out: &mut [f32]) {
        let at = |offset: isize| self.frame(frame as isize + offset);
        let (now, rest) = out.split_at_mut(self.cepstra);
        let (change, second) = rest.split_at_mut(self.cepstra);
        now.copy_from_slice(at(0));
        let (before, after) = (at(-2), at(2));
        let around = [at(3), at(-1), at(1), at(-3)];
        for i in 0..self.cepstra {
            change[i] = after[i] - before[i];
            second[i] = (around[0][i] - around[1][i]) - (around[2][i] - around[3][i]);
        }
    }
}
