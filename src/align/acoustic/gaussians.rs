//! The densities of a model, laid out so that sixteen distances are computed at once, and the search for the
//! best of a codebook.

use super::error::{ModelError, Problem};
use super::params::Params;
use super::s3::Parameters;

/// The number of densities computed at once: plain loops over arrays of this length compile to vector
/// instructions on every machine.
const LANES: usize = 16;

/// All densities of all codebooks.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Gaussians {
    pub codebooks: usize,
    pub streams: Vec<Stream>,
    /// Densities per codebook and stream.
    pub densities: usize,
    /// How many of the best densities count.
    pub top: usize,
    /// For each codebook and stream, and each block of densities: the constants, then the means and precisions
    /// for each dimension. In units of ln(1.0001).
    pub(super) blocks: Vec<[f32; LANES]>,
}

/// A part of the feature vector with its own densities.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Stream {
    /// Its dimensions, as indices into the feature vector.
    pub dimensions: Vec<usize>,
    /// Where its blocks begin, relative to the start of the codebook.
    start: usize,
}

/// A density and its distance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Near {
    pub density: u16,
    /// Logarithm of the density in units of ln(1.0001).
    pub score: f32,
}

/// The lowest score: the limit of PocketSphinx's integers (`src/ms_gauden.h`, `WORST_DIST`).
const WORST: f32 = -2_147_483_648.0;

impl Gaussians {
    pub(super) fn new(
        means: &Parameters,
        variances: &Parameters,
        params: &Params,
    ) -> Result<Self, ModelError> {
        let error = |file, what| Err(ModelError { file, problem: Problem::Mismatch(what) });
        let shape = |p: &Parameters| (p.codebooks, p.densities, p.lengths.clone());
        if shape(means) != shape(variances) {
            return error("variances", "its tables have other sizes than those of `means`".into());
        }
        let dimensions = match params.streams.is_empty() {
            true => vec![(0..params.cepstra * 3).collect::<Vec<usize>>()],
            false => params.streams.clone(),
        };
        if dimensions.iter().map(Vec::len).collect::<Vec<_>>() != means.lengths {
            let what =
                format!("streams of {:?} dimensions, and the features differ", means.lengths);
            return error("means", what);
        }
        let densities = means.densities;
        let count = densities.div_ceil(LANES);
        let (mut streams, mut start) = (Vec::new(), 0);
        for dimensions in dimensions {
            let length = count * (1 + 2 * dimensions.len());
            streams.push(Stream { dimensions, start });
            start += length;
        }
        let mut blocks = Vec::with_capacity(start * means.codebooks);
        let mut at = 0;
        for _ in 0..means.codebooks {
            for length in &means.lengths {
                let range = at..at + densities * length;
                let (mean, variance) = (&means.values[range.clone()], &variances.values[range]);
                at += densities * length;
                for first in (0..densities).step_by(LANES) {
                    let lanes = first..densities.min(first + LANES);
                    push_block(&mut blocks, lanes, *length, mean, variance, params.floors.variance);
                }
            }
        }
        Ok(Self {
            codebooks: means.codebooks,
            streams,
            densities,
            top: params.top.min(densities),
            blocks,
        })
    }

    /// The best densities of a codebook for a stream of a feature vector, best first. `scores` is scratch space for
    /// the scores of all densities; `out` has room for [`Self::top`].
    pub(super) fn best(
        &self,
        codebook: usize,
        stream: &Stream,
        vector: &[f32],
        scores: &mut Vec<f32>,
        out: &mut [Near],
    ) {
        let per_codebook = self.blocks.len() / self.codebooks;
        let size = 1 + 2 * stream.dimensions.len();
        let start = codebook * per_codebook + stream.start;
        let count = self.densities.div_ceil(LANES);
        let blocks = &self.blocks[start..start + count * size];
        scores.clear();
        for block in blocks.chunks_exact(size) {
            let mut sum = block[0];
            for (dimension, pair) in stream.dimensions.iter().zip(block[1..].chunks_exact(2)) {
                let (x, mean, precision) = (vector[*dimension], &pair[0], &pair[1]);
                for lane in 0..LANES {
                    let difference = x - mean[lane];
                    sum[lane] -= difference * difference * precision[lane];
                }
            }
            scores.extend_from_slice(&sum);
        }
        out.fill(Near { density: 0, score: f32::NEG_INFINITY });
        let last = out.len() - 1;
        for (block, lanes) in scores.chunks_exact(LANES).enumerate() {
            // Most blocks have no density that counts.
            let most = lanes.iter().fold(f32::NEG_INFINITY, |most, score| most.max(*score));
            if most <= out[last].score {
                continue;
            }
            for (lane, score) in lanes.iter().enumerate() {
                if *score > out[last].score {
                    let density = (block * LANES + lane) as u16;
                    let mut place = last;
                    while place > 0 && out[place - 1].score < *score {
                        out[place] = out[place - 1];
                        place -= 1;
                    }
                    out[place] = Near { density, score: *score };
                }
            }
        }
        for near in out.iter_mut() {
            near.score = near.score.max(WORST);
        }
    }
}

fn push_block(
    blocks: &mut Vec<[f32; LANES]>,
    lanes: std::ops::Range<usize>,
    length: usize,
    mean: &[f32],
    variance: &[f32],
    floor: f64,
) {
    let head = blocks.len();
    // The padding of a block is never the best.
    blocks.push([f32::NEG_INFINITY; LANES]);
    blocks.resize(head + 1 + 2 * length, [0.0; LANES]);
    for (lane, density) in lanes.enumerate() {
        let mut constant = 0f64;
        for dimension in 0..length {
            let place = density * length + dimension;
            let variance = f64::from(variance[place]).max(floor);
            constant +=
                ((1.0 / (variance * 2.0 * std::f64::consts::PI).sqrt()).ln() / super::RAW).trunc();
            let precision = (1.0 / (2.0 * variance) / super::RAW).trunc();
            blocks[head + 1 + 2 * dimension][lane] = mean[place];
            blocks[head + 2 + 2 * dimension][lane] = precision as f32;
        }
        blocks[head][lane] = constant as f32;
    }
}
