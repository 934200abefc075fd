//! The progress bar of a run over many files.

use std::io::{self, IsTerminal as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// The number of files from which a progress bar is shown.
const MANY: u64 = 200;

/// Progress on standard error, if that is a terminal: the number of files, how many a second, and the remaining time
/// once the number of all files is known.
pub(super) struct Progress {
    bar: ProgressBar,
    is_shown: bool,
    is_over: Arc<AtomicBool>,
}

impl Progress {
    /// For `total` files, if that is known.
    pub(super) fn new(total: Option<u64>, quiet: bool) -> Self {
        let is_shown = !quiet && io::stderr().is_terminal() && total.is_none_or(|n| n >= MANY);
        let bar = ProgressBar::with_draw_target(total, ProgressDrawTarget::hidden());
        bar.set_style(style(total.is_some()));
        Self { bar, is_shown, is_over: Arc::default() }
    }

    /// Finds the number of all files in a thread, while the run goes on, for the remaining time. `count` is to stop when
    /// its argument is set.
    pub(super) fn find_total(&self, count: impl FnOnce(&AtomicBool) -> u64 + Send + 'static) {
        if !self.is_shown {
            return;
        }
        let (bar, is_over) = (self.bar.clone(), Arc::clone(&self.is_over));
        let count = move || {
            let all = count(&is_over);
            if !is_over.load(Ordering::Relaxed) {
                bar.set_length(all);
                bar.set_style(style(true));
            }
        };
        // Without a thread the remaining time is not shown.
        let _ = std::thread::Builder::new().spawn(count);
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
        self.is_over.store(true, Ordering::Relaxed);
        self.bar.finish_and_clear();
    }
}

fn style(has_total: bool) -> ProgressStyle {
    let template = match has_total {
        true => "{bar:40} {pos}/{len} files, {per_sec}, {eta} left",
        false => "{pos} files, {per_sec}, {elapsed}",
    };
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}
