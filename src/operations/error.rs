//! Why an operation does not run.

use crate::retime::RetimeError;

/// Why an operation does not run.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OperationError {
    /// Options that do not fit together, or one that is missing.
    #[error("{0}")]
    Options(String),
    /// The times cannot be changed as requested.
    #[error(transparent)]
    Retime(#[from] RetimeError),
}
