//! Many files: worked on in parallel, a batch at a time, so that memory holds one batch however large
//! an archive is.

use std::num::NonZero;
use std::sync::OnceLock;
use std::thread::available_parallelism;

use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use super::input::Input;
use super::output::Failure;

/// Files that are worked on at a time.
const BATCH: usize = 256;

/// Works on files in parallel and takes the results in the order of the files.
pub(super) fn each<T: Send>(
    files: &[Input],
    work: impl Fn(&Input) -> T + Sync,
    mut take: impl FnMut(T) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let (work, pool) = (&work, if files.len() > 1 { pool() } else { None });
    for batch in files.chunks(BATCH) {
        let done: Vec<T> = match pool {
            Some(pool) => pool.install(|| batch.par_iter().map(work).collect()),
            None => batch.iter().map(work).collect(),
        };
        done.into_iter().try_for_each(&mut take)?;
    }
    Ok(())
}

/// As many threads as processors, or as `RAYON_NUM_THREADS` asks for, up to [`MOST`]; fewer where the
/// system gives fewer, and none where it gives none: files are then worked on one by one.
fn pool() -> Option<&'static ThreadPool> {
    static POOL: OnceLock<Option<ThreadPool>> = OnceLock::new();
    let make = || {
        let wanted = std::env::var("RAYON_NUM_THREADS").ok().and_then(|count| count.parse().ok());
        let count: NonZero<usize> =
            wanted.or_else(|| available_parallelism().ok()).unwrap_or(NonZero::<usize>::MIN);
        let mut count = count.get().min(MOST);
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

/// More threads make nothing faster and take memory each.
const MOST: usize = 128;
