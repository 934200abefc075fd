//! How a run ends, and its exit code.

/// How a run ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exit {
    /// Nothing to report.
    Clean,
    /// Findings at or above `--fail-on`, a file that `--diff` would change, or a denied loss.
    Findings,
    /// Wrong usage, or a file that could not be read or written.
    Failure,
    /// There was no input file.
    NoInput,
}

impl Exit {
    /// The exit code.
    pub(super) const fn code(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Findings => 1,
            Self::Failure => 2,
            Self::NoInput => 3,
        }
    }
}
