//! An acoustic model: its files are read, checked for consistency and laid out for the search.

use super::super::resample::{RATES, Resampler};
use super::dictionary::{self, Dictionary};
use super::error::{ModelError, Problem, RateError};
use super::front_end::FrontEnd;
use super::gaussians::Gaussians;
use super::letters::Learned;
use super::mdef::{self, Phones};
use super::params::{self, Params};
use super::s3;
use super::sendump::{self, Weights};

/// The contents of a model's files; the library does not open files itself.
///
/// The dictionary is usually next to the folder of the other files.
#[derive(Clone, Copy, Debug, Default)]
pub struct ModelFiles<'a> {
    /// `mdef`: phones and senones.
    pub mdef: &'a [u8],
    /// `means` of the densities.
    pub means: &'a [u8],
    /// `variances` of the densities.
    pub variances: &'a [u8],
    /// `transition_matrices`.
    pub transition_matrices: &'a [u8],
    /// `sendump`: weights of the densities as bytes.
    pub sendump: Option<&'a [u8]>,
    /// `mixture_weights`: the same as numbers, where there is no `sendump`.
    pub mixture_weights: Option<&'a [u8]>,
    /// `feat.params`: how audio is analysed.
    pub feat_params: &'a [u8],
    /// `feature_transform`: models with this file are not supported and cause an error.
    pub feature_transform: Option<&'a [u8]>,
    /// The pronouncing dictionary.
    pub dictionary: &'a [u8],
}

/// Options for reading a model.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ModelOptions {
    /// Whether noise is removed from the audio first. If `None`, `feat.params` decides; if it has no setting,
    /// noise is removed for models with one codebook per phone (`-model ptm`), which were trained that way
    /// (cmusphinx/pocketsphinx, commit "-remove_noise belongs in feat.params").
    pub remove_noise: Option<bool>,
}

/// How senones share densities.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sharing {
    /// All senones of a phone share a codebook.
    Phone,
    /// All senones share one codebook.
    All,
    /// Each senone has its own codebook.
    Continuous,
}

/// An acoustic model with its dictionary.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// How audio is analysed.
    pub params: Params,
    /// Whether noise is removed from the audio first.
    pub remove_noise: bool,
    /// How senones share densities.
    pub sharing: Sharing,
    /// The pronouncing dictionary.
    pub dictionary: Dictionary,
    pub(super) phones: Phones,
    pub(super) gaussians: Gaussians,
    pub(super) weights: Weights,
    pub(super) transitions: Transitions,
    pub(super) letters: Learned,
}

/// The transition probabilities between states, as scores in units of 1024 ln(1.0001): 0 is certain,
/// [`IMPOSSIBLE`] never happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Transitions {
    pub states: usize,
    /// `[matrix][state][next state, or the exit]`.
    pub scores: Vec<u8>,
}

/// The score of a missing transition.
pub(super) const IMPOSSIBLE: u8 = 255;

impl Model {
    /// Reads a model.
    ///
    /// # Errors
    ///
    /// A file is missing, damaged, of an unsupported kind, or does not match the others.
    pub fn read(files: &ModelFiles<'_>, options: &ModelOptions) -> Result<Self, ModelError> {
        let named = [
            ("mdef", files.mdef),
            ("means", files.means),
            ("variances", files.variances),
            ("transition_matrices", files.transition_matrices),
            ("feat.params", files.feat_params),
            ("dictionary", files.dictionary),
        ];
        if let Some((file, _)) = named.iter().find(|(_, data)| data.is_empty()) {
            return Err(ModelError { file, problem: Problem::Missing });
        }
        if files.feature_transform.is_some() {
            let problem = Problem::Unsupported("features are not transformed".into());
            return Err(ModelError { file: "feature_transform", problem });
        }
        let params = params::params(files.feat_params)?;
        let phones = mdef::phones(files.mdef)?;
        let transitions =
            transitions(files.transition_matrices, &phones, params.floors.transition)?;
        let means = s3::parameters("means", files.means)?;
        let variances = s3::parameters("variances", files.variances)?;
        let sharing = match means.codebooks {
            1 => Sharing::All,
            count if count == phones.names.len() => Sharing::Phone,
            count if count == phones.senones => Sharing::Continuous,
            count => {
                let what = format!(
                    "{count} codebooks for {} phones and {} senones",
                    phones.names.len(),
                    phones.senones
                );
                return Err(ModelError { file: "means", problem: Problem::Mismatch(what) });
            }
        };
        let gaussians = Gaussians::new(&means, &variances, &params)?;
        let (streams, densities) = (means.lengths.len(), means.densities);
        let weights = match (files.sendump, files.mixture_weights) {
            (Some(data), _) => sendump::sendump(data, phones.senones, streams, densities)?,
            (None, Some(data)) => {
                let continuous = sharing == Sharing::Continuous;
                let most = if continuous { 255 } else { 159 };
                sendump::mixture_weights(data, params.floors.weight, most, continuous)?
            }
            (None, None) => return Err(ModelError { file: "sendump", problem: Problem::Missing }),
        };
        if (weights.senones, weights.streams, weights.densities)
            != (phones.senones, streams, densities)
        {
            let what = format!(
                "weights of {} senones, {} streams, {} densities for {}, {streams}, {densities}",
                weights.senones, weights.streams, weights.densities, phones.senones
            );
            return Err(ModelError { file: "mixture_weights", problem: Problem::Mismatch(what) });
        }
        let dictionary = dictionary::dictionary(files.dictionary)?;
        if !dictionary.iter().take(1000).any(|(_, said)| dictionary::ids(said, &phones).is_some()) {
            let what = "none of its first words is made of the phones of the model".into();
            return Err(ModelError { file: "dictionary", problem: Problem::Mismatch(what) });
        }
        let remove_noise = options.remove_noise.or(params.remove_noise).unwrap_or(params.is_ptm);
        Ok(Self {
            params,
            remove_noise,
            sharing,
            dictionary,
            phones,
            gaussians,
            weights,
            transitions,
            letters: Learned::default(),
        })
    }

    /// The front end for audio at this model's rate.
    #[must_use]
    pub fn front_end(&self) -> FrontEnd {
        FrontEnd::new(&self.params, self.remove_noise)
    }

    /// The front end for audio at another rate in Hz, which it resamples.
    ///
    /// # Errors
    ///
    /// The rate is not usable for speech: below 4,000 or above 384,000.
    pub fn front_end_at(&self, rate: u32) -> Result<FrontEnd, RateError> {
        match RATES.contains(&rate) {
            true => Ok(self.front_end().resampling(Resampler::new(rate, self.params.sample_rate))),
            false => Err(RateError(rate)),
        }
    }

    /// The names of the phones.
    pub fn phones(&self) -> impl Iterator<Item = &str> {
        self.phones.names.iter().map(String::as_str)
    }

    /// The codebook of a senone.
    pub(super) fn codebook(&self, senone: u16) -> usize {
        match self.sharing {
            Sharing::Phone => usize::from(self.phones.senone_phone[usize::from(senone)]),
            Sharing::All => 0,
            Sharing::Continuous => usize::from(senone),
        }
    }
}

fn transitions(data: &[u8], phones: &Phones, floor: f64) -> Result<Transitions, ModelError> {
    const FILE: &str = "transition_matrices";
    let error = |problem| Err(ModelError { file: FILE, problem });
    let rows = s3::rows(FILE, data, floor, true)?;
    let states = phones.states;
    if rows.rows != states || rows.columns != states + 1 {
        let what = format!("{} by {} states, and {states} are needed", rows.rows, rows.columns);
        return error(Problem::Mismatch(what));
    }
    if let Some(matrix) = phones.matrices.iter().find(|matrix| usize::from(**matrix) >= rows.tables)
    {
        return error(Problem::Mismatch(format!("matrix {matrix} of {}", rows.tables)));
    }
    let mut scores = Vec::with_capacity(rows.values.len());
    for (at, value) in rows.values.iter().enumerate() {
        let (from, to) = (at / (states + 1) % states, at % (states + 1));
        if *value == 0.0 {
            scores.push(IMPOSSIBLE);
            continue;
        }
        // Only the last two states have an exit, and no state leads back to an earlier one.
        let is_known = from <= to && to - from <= 2;
        if !is_known {
            return error(Problem::Unsupported(format!("a transition from state {from} to {to}")));
        }
        let raw = (-f64::from(*value).ln() / super::RAW).trunc().max(0.0);
        scores.push(((raw as u64) >> 10).min(u64::from(IMPOSSIBLE)) as u8);
    }
    Ok(Transitions { states, scores })
}
