//! Forced alignment: aligns the words of a text with audio, using an acoustic model of CMU Sphinx.
//!
//! A [`Model`] is read from the bytes of its files ([`ModelFiles`]); a [`FrontEnd`] computes [`Features`] from
//! samples. Any model with features of the kind `1s_c_d_dd` works, in any language: with densities shared by
//! the senones of a phone, by all senones, or by none.

mod bytes;
mod dictionary;
mod error;
mod features;
mod force;
mod front_end;
mod gaussians;
mod graph;
mod letters;
mod listen;
mod mdef;
mod model;
mod noise;
mod options;
mod params;
#[cfg(test)]
mod reference;
mod s3;
mod scores;
mod sendump;
mod spoken;
mod viterbi;
mod window;

pub use dictionary::Dictionary;
pub use error::{ModelError, Problem, RateError};
pub use features::Features;
pub use force::{ForceError, Forced, force, force_words};
pub use front_end::FrontEnd;
pub use model::{Model, ModelFiles, ModelOptions, Sharing};
pub use options::ForcedOptions;
pub use params::{Floors, Params, Transform};
pub use spoken::pronunciations;

/// Logarithms of a model are in units of ln(1.0001).
const RAW: f64 = 9.999_500_033_329_732e-5;
/// Scores are in units of 1024 of them: 0.102 nats.
const UNIT: f64 = 1024.0 * RAW;
