//! Many files: worked on in parallel, a batch at a time, so that memory holds one batch however large
//! an archive is.

use rayon::prelude::*;

use super::input::Input;
use super::output::Failure;

/// Files that are worked on at a time.
const BATCH: usize = 256;

/// Works on files in parallel and takes what comes of them in their order.
pub(super) fn each<T: Send>(
    files: &[Input],
    work: impl Fn(&Input) -> T + Sync,
    mut take: impl FnMut(T) -> Result<(), Failure>,
) -> Result<(), Failure> {
    for batch in files.chunks(BATCH) {
        let done: Vec<T> = batch.par_iter().map(&work).collect();
        done.into_iter().try_for_each(&mut take)?;
    }
    Ok(())
}
