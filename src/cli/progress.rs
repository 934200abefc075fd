//! The progress bar of a run over many files.

use std::io::{self, IsTerminal as _};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// The number of files from which a progress bar is shown.
const MANY: u64 = 200;

/// Progress on standard error, if that is a terminal: the number of files, how many a second, and the remaining time
/// if the number of all files is known.
pub(super) struct Progress {
    bar: ProgressBar,
    is_shown: bool,
}

impl Progress {
    /// For `total` files, if that is known.
    pub(super) fn new(total: Option<u64>, quiet: bool) -> Self {
        let is_shown = !quiet && io::stderr().is_terminal() && total.is_none_or(|n| n >= MANY);
        let bar = ProgressBar::with_draw_target(total, ProgressDrawTarget::hidden());
        let template = match total {
            Some(_) => "{bar:40} {pos}/{len} files, {per_sec}, {eta} left",
            None => "{pos} files, {per_sec}, {elapsed}",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Self { bar, is_shown }
    }

    /// Counts a file.
    pub(super) fn count(&self) {
        self.bar.inc(1);
        if self.is_shown && self.bar.position() == MANY {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }

    /// Runs what writes to the terminal.
    pub(super) fn suspend<T>(&self, write: impl FnOnce() -> T) -> T {
        self.bar.suspend(write)
    }

    /// Removes the bar.
    pub(super) fn end(&self) {
        self.bar.finish_and_clear();
    }
}
