//! Scores of senones for one frame: how well the sound fits each state. Only the best densities of each codebook
//! count, as in PocketSphinx (`src/ptm_mgau.c`), in floating point.

use std::ops::Range;

use super::gaussians::Near;
use super::model::{Model, Sharing};
use super::{RAW, UNIT};

/// The maximum distance of a density from the best of its stream, in units: larger distances are clamped to it
/// (PocketSphinx, `src/ptm_mgau.h`, `MAX_NEG_ASCR`).
const FURTHEST: f32 = 96.0;

/// Computes scores, frame by frame.
#[derive(Clone, Debug)]
pub(super) struct Scores<'m> {
    model: &'m Model,
    /// The codebooks in use.
    codebooks: Vec<u16>,
    /// The index of each codebook in `codebooks`; an out-of-range index if it is not in use.
    slots: Vec<u16>,
    /// Senones of all context-independent phones.
    plain: Vec<u16>,
    /// `[slot][stream][rank]`, for the loaded frame.
    near: Vec<Near>,
    /// The likelihood of each, relative to the best of its codebook and stream.
    shares: Vec<f32>,
    /// `[slot]`: the sum over the streams of their best scores, in nats.
    bases: Vec<f32>,
    /// `exp` of a weight, by its score.
    weights: Vec<f32>,
    /// The best score of each stream.
    best: Vec<f32>,
    room: Vec<f32>,
}

impl<'m> Scores<'m> {
    /// For these senones and those of all context-independent phones.
    pub(super) fn new(model: &'m Model, senones: impl IntoIterator<Item = u16>) -> Self {
        let mut plain: Vec<u16> = (0..model.phones.names.len() as u16)
            .flat_map(|phone| model.phones.plain(phone as u8).iter().copied())
            .collect();
        plain.sort_unstable();
        plain.dedup();
        let mut slots = vec![u16::MAX; model.gaussians.codebooks];
        let mut codebooks = Vec::new();
        for senone in plain.iter().copied().chain(senones) {
            let codebook = model.codebook(senone);
            if slots[codebook] == u16::MAX {
                slots[codebook] = codebooks.len() as u16;
                codebooks.push(codebook as u16);
            }
        }
        let (streams, top) = (model.gaussians.streams.len(), model.gaussians.top);
        let count = codebooks.len() * streams * top;
        Self {
            model,
            bases: vec![0.0; codebooks.len()],
            codebooks,
            slots,
            plain,
            near: vec![Near { density: 0, score: 0.0 }; count],
            shares: vec![0.0; count],
            weights: (0..256).map(|score| (-UNIT * f64::from(score)).exp() as f32).collect(),
            best: vec![0.0; streams],
            room: Vec::new(),
        }
    }

    /// Loads the feature vector of a frame.
    pub(super) fn load(&mut self, vector: &[f32]) {
        for number in 0..self.best.len() {
            let mut best = f32::NEG_INFINITY;
            for slot in 0..self.codebooks.len() {
                best = best.max(self.look(slot, number, vector));
            }
            self.best[number] = best;
        }
        for slot in 0..self.codebooks.len() {
            self.share(slot);
        }
    }

    /// Finds the best densities of a codebook in a stream and returns the score of the first.
    fn look(&mut self, slot: usize, stream: usize, vector: &[f32]) -> f32 {
        let gaussians = &self.model.gaussians;
        let top = gaussians.top;
        let at = (slot * gaussians.streams.len() + stream) * top;
        let out = &mut self.near[at..at + top];
        let codebook = usize::from(self.codebooks[slot]);
        gaussians.best(codebook, &gaussians.streams[stream], vector, &mut self.room, out);
        out[0].score
    }

    /// The densities of a codebook relative to its best, which is compared with the best overall.
    fn share(&mut self, slot: usize) {
        let raw = RAW as f32;
        let least = match self.model.sharing {
            Sharing::Continuous => f32::NEG_INFINITY,
            Sharing::Phone | Sharing::All => -FURTHEST * UNIT as f32,
        };
        let (range, top) = (self.range(slot), self.model.gaussians.top);
        let near = self.near[range.clone()].chunks_exact(top);
        let shares = self.shares[range].chunks_exact_mut(top);
        let mut base = 0.0;
        for (best, (near, shares)) in self.best.iter().zip(near.zip(shares)) {
            let first = ((near[0].score - best) * raw).max(least);
            base += first;
            for (near, share) in near.iter().zip(shares) {
                *share = (((near.score - best) * raw).max(least) - first).exp();
            }
        }
        self.bases[slot] = base;
    }

    /// The position of a codebook's densities.
    fn range(&self, slot: usize) -> Range<usize> {
        let size = self.best.len() * self.model.gaussians.top;
        slot * size..(slot + 1) * size
    }

    /// The score of a senone in nats; higher is better. Its codebook must be in use.
    pub(super) fn senone(&self, senone: u16) -> f32 {
        let slot = usize::from(self.slots[self.model.codebook(senone)]);
        let range = self.range(slot);
        self.mixed(senone, self.bases[slot], &self.near[range.clone()], &self.shares[range])
    }

    /// The score of one senone in a frame whose best scores are known, without evaluating other codebooks.
    pub(super) fn senone_alone(&mut self, senone: u16, vector: &[f32], best: &[f32]) -> f32 {
        let slot = usize::from(self.slots[self.model.codebook(senone)]);
        self.best.copy_from_slice(best);
        for number in 0..best.len() {
            self.look(slot, number, vector);
        }
        self.share(slot);
        self.senone(senone)
    }

    fn mixed(&self, senone: u16, base: f32, near: &[Near], shares: &[f32]) -> f32 {
        let top = self.model.gaussians.top;
        let (mut product, mut sum) = (1f32, base);
        let streams = near.chunks_exact(top).zip(shares.chunks_exact(top));
        for (stream, (near, shares)) in streams.enumerate() {
            let weights = self.model.weights.of(usize::from(senone), stream);
            let mixed = near.iter().zip(shares).map(|(near, share)| {
                share * self.weights[usize::from(weights[usize::from(near.density)])]
            });
            product *= mixed.sum::<f32>();
            if product < 1e-20 {
                sum += product.max(f32::MIN_POSITIVE).ln();
                product = 1.0;
            }
        }
        sum + product.ln()
    }

    /// The best score of all context-independent phones: the score of any speech at all.
    pub(super) fn any_speech(&self) -> f32 {
        self.plain.iter().map(|senone| self.senone(*senone)).fold(f32::NEG_INFINITY, f32::max)
    }

    /// The best densities of each codebook in use, for exact comparison with integers.
    #[cfg(test)]
    pub(super) fn near(&self, senone: u16, stream: usize) -> &[Near] {
        let slot = usize::from(self.slots[self.model.codebook(senone)]);
        let top = self.model.gaussians.top;
        let at = (slot * self.best.len() + stream) * top;
        &self.near[at..at + top]
    }

    /// The best score of each stream in the frame, over all codebooks in use.
    pub(super) fn best(&self) -> &[f32] {
        &self.best
    }
}
