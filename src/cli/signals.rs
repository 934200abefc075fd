//! Signals that end the run. From the first temporary file on, a separate thread catches them: it waits until a
//! file that is being overwritten is complete, removes temporary files, and then ends the process by the signal.

use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard};

/// The temporary files that exist.
static FILES: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());
/// Locked during work that a signal must not interrupt: creating, renaming or overwriting a file.
static GATE: RwLock<()> = RwLock::new(());

pub(super) fn files() -> MutexGuard<'static, Vec<PathBuf>> {
    FILES.lock().unwrap_or_else(PoisonError::into_inner)
}

/// No signal ends the run until this is dropped.
pub(super) fn uninterrupted() -> RwLockReadGuard<'static, ()> {
    GATE.read().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(not(unix))]
pub(super) const fn catch() {}

/// Catches the signals that end a run. If no thread can be created, the signals keep their default effect.
#[cfg(unix)]
pub(super) fn catch() {
    use std::sync::atomic::AtomicBool;
    use std::sync::{Arc, Once, mpsc};
    use std::thread;

    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGXFSZ};
    use signal_hook::iterator::Signals;

    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // Exceeding the file size limit becomes a write error and does not end the process.
        let _ = signal_hook::flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false)));
        let (ready, waiting) = mpsc::channel();
        let thread = thread::Builder::new().name("signals".to_owned());
        // Registered on the thread itself: a registered signal without a thread to handle it would be ignored.
        let spawned = thread.stack_size(128 * 1024).spawn(move || {
            let wanted = [SIGHUP, SIGINT, SIGTERM].into_iter().filter(|one| !is_ignored(*one));
            let signals = Signals::new(wanted);
            let _ = ready.send(());
            if let Some(signal) = signals.ok().and_then(|mut signals| signals.forever().next()) {
                end(signal);
            }
        });
        if spawned.is_ok() {
            let _ = waiting.recv();
        }
    });
}

/// Removes the temporary files and ends the process by the signal.
#[cfg(unix)]
fn end(signal: i32) {
    let _held = GATE.write().unwrap_or_else(PoisonError::into_inner);
    for path in files().iter() {
        let _ = std::fs::remove_file(path);
    }
    let _ = signal_hook::low_level::emulate_default_handler(signal);
}

/// Whether the process was started with the signal ignored, as by `nohup`; it then stays ignored.
#[cfg(unix)]
fn is_ignored(signal: i32) -> bool {
    // proc_pid_status(5): `SigIgn` is a mask whose lowest bit is signal 1. Only Linux has it.
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    mask.is_some_and(|mask| mask >> (signal - 1) & 1 == 1)
}
