//! How a run ends, and its exit code.

use std::process::ExitCode;

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

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Clean => 0,
            Exit::Findings => 1,
            Exit::Failure => 2,
            Exit::NoInput => 3,
        })
    }
}
