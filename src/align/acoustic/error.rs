//! Why an acoustic model cannot be used.

use std::fmt;

/// A file of an acoustic model that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the acoustic model cannot be used: `{file}` {problem}")]
pub struct ModelError {
    /// The name of the file in the folder of the model.
    pub file: &'static str,
    /// What is wrong with it.
    pub problem: Problem,
}

/// What is wrong with a file of a model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The model needs the file, and it is not there.
    Missing,
    /// It ends before all that it announces.
    Truncated,
    /// It is not what it should be; the text says where it differs.
    Malformed(String),
    /// It asks for something that is not built in; the text names it.
    Unsupported(String),
    /// It does not go with the other files; the text says in what.
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
