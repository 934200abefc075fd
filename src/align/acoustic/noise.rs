//! Noise removal from the spectrum: the noise floor of each filter is tracked and subtracted (PocketSphinx,
//! `src/fe/fe_noise.c`; after C. Kim and R. Stern, "Power-normalized cepstral coefficients", 2010).

/// The current noise estimate of a file.
#[derive(Clone, Debug)]
pub(super) struct Noise {
    power: Vec<f64>,
    noise: Vec<f64>,
    floor: Vec<f64>,
    peak: Vec<f64>,
    gain: Vec<f64>,
    is_first: bool,
}

/// The number of filters on each side over which the gain is averaged.
const SMOOTHED: usize = 4;
/// The maximum gain; the minimum is its reciprocal.
const MOST: f64 = 20.0;

impl Noise {
    pub(super) fn new(filters: usize) -> Self {
        let zero = vec![0.0; filters];
        Self {
            power: zero.clone(),
            noise: zero.clone(),
            floor: zero.clone(),
            peak: zero.clone(),
            gain: zero,
            is_first: true,
        }
    }

    /// Removes noise from the powers of the next frame.
    pub(super) fn remove(&mut self, mel: &mut [f64]) {
        if self.is_first {
            self.is_first = false;
            self.power.copy_from_slice(mel);
            for (i, power) in mel.iter().enumerate() {
                self.noise[i] = power / MOST;
                self.floor[i] = power / MOST;
            }
        }
        for (i, now) in mel.iter().enumerate() {
            let power = 0.7 * self.power[i] + 0.3 * now;
            self.power[i] = power;
            self.noise[i] = envelope(power, self.noise[i]);
            let mut signal = (power - self.noise[i]).max(1.0);
            self.floor[i] = envelope(signal, self.floor[i]);
            let current = signal;
            let peak = self.peak[i] * 0.85;
            if signal < 0.85 * peak {
                signal = 0.2 * peak;
            }
            self.peak[i] = peak.max(current);
            signal = signal.max(self.floor[i]);
            let gain = if signal < MOST * power { signal / power } else { MOST };
            self.gain[i] = gain.max(1.0 / MOST);
        }
        let last = mel.len() - 1;
        for (i, power) in mel.iter_mut().enumerate() {
            let around = &self.gain[i.saturating_sub(SMOOTHED)..=(i + SMOOTHED).min(last)];
            *power *= around.iter().sum::<f64>() / around.len() as f64;
        }
    }
}

/// Tracks a level from below: slowly up, fast down.
fn envelope(value: f64, level: f64) -> f64 {
    if value >= level { 0.995 * level + 0.005 * value } else { 0.5 * level + 0.5 * value }
}
