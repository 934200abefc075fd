//! Processes many files in parallel, a batch at a time, so that memory use depends on the batch and not
//! on the size of the archive.

use std::num::NonZero;
use std::sync::OnceLock;
use std::thread::available_parallelism;

use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use super::output::Failure;

/// Number of files in a batch.
const BATCH: usize = 256;

/// Processes files in parallel and handles the results in the order of the files, which are taken as they are
/// needed.
pub(super) fn each<I: Send, T: Send>(
    files: impl IntoIterator<Item = I>,
    work: impl Fn(I) -> T + Sync,
    mut take: impl FnMut(T) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut files = files.into_iter();
    loop {
        let batch: Vec<I> = files.by_ref().take(BATCH).collect();
        if batch.is_empty() {
            return Ok(());
        }
        // A first batch that is not full is the only one.
        let (work, pool) = (&work, if batch.len() > 1 { pool(batch.len()) } else { None });
        let done: Vec<T> = match pool {
            Some(pool) => pool.install(|| batch.into_par_iter().map(work).collect()),
            None => batch.into_iter().map(work).collect(),
        };
        done.into_iter().try_for_each(&mut take)?;
    }
}

/// As many threads as processors, or the number in `RAYON_NUM_THREADS`, up to [`MOST`] and the number of `files` in the
/// first batch; fewer if the system provides fewer. If it provides none, files are processed one by one.
fn pool(files: usize) -> Option<&'static ThreadPool> {
    static POOL: OnceLock<Option<ThreadPool>> = OnceLock::new();
    let make = || {
        let wanted = std::env::var("RAYON_NUM_THREADS").ok().and_then(|count| count.parse().ok());
        let count: NonZero<usize> =
            wanted.or_else(|| available_parallelism().ok()).unwrap_or(NonZero::<usize>::MIN);
        let mut count = count.get().min(MOST).min(files);
        while count > 1 {
            if let Ok(pool) = ThreadPoolBuilder::new().num_threads(count).build() {
                return Some(pool);
            }
            count /= 2;
        }
        None
    };
    POOL.get_or_init(make).as_ref()
}

/// More threads do not improve speed, and each takes memory.
pub(super) const MOST: usize = 128;
