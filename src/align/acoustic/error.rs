//! Reasons why an acoustic model cannot be used.

use std::fmt;

/// A file of an acoustic model that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the acoustic model cannot be used: `{file}` {problem}")]
pub struct ModelError {
    /// The name of the file in the model's folder.
    pub file: &'static str,
    /// The problem.
    pub problem: Problem,
}

/// Audio with a sample rate that is not usable for speech.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the audio has {0} samples in a second, not 4,000 to 384,000")]
pub struct RateError(pub u32);

/// The problem with a model file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The model needs the file, but it is missing.
    Missing,
    /// The file ends before the data that it announces.
    Truncated,
    /// The file is invalid; the text names the difference.
    Malformed(String),
    /// The file needs a feature that is not supported; the text names it.
    Unsupported(String),
    /// The file does not match the other files; the text names the mismatch.
    Mismatch(String),
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("is missing"),
            Self::Truncated => f.write_str("ends too early: the file is damaged or not complete"),
            Self::Malformed(what) => write!(f, "is malformed: {what}"),
            Self::Unsupported(what) => write!(f, "is of a kind that is not supported: {what}"),
            Self::Mismatch(what) => write!(f, "does not go with the other files: {what}"),
        }
    }
}
