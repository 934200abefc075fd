//! Reads and hashes the files of a folder, one after the other, and prints one hash for all: the least that a run
//! with `check --cache` has to do. `scripts/measure-archive` compares the two.

#![allow(clippy::print_stdout)] // it is a command

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let Some(folder) = env::args_os().nth(1) else {
        return Err(io::Error::other("pass a folder"));
    };
    let mut all = blake3::Hasher::new();
    let files = hash(Path::new(&folder), &mut all)?;
    println!("{} {files} files", all.finalize().to_hex());
    Ok(())
}

fn hash(folder: &Path, all: &mut blake3::Hasher) -> io::Result<u64> {
    let entries = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path()));
    let mut paths: Vec<PathBuf> = entries.collect::<io::Result<_>>()?;
    paths.sort_unstable();
    let mut files = 0;
    for path in paths {
        if path.is_dir() {
            files += hash(&path, all)?;
        } else {
            all.update(blake3::hash(&fs::read(&path)?).as_bytes());
            files += 1;
        }
    }
    Ok(files)
}
