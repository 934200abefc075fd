//! The results of a run with `check --cache` until it ends: each is added to a file as soon as it is known, so that a run
//! that is interrupted leaves them for the next one.
//!
//! ```text
//! magic, then frames: length (4 bytes, little-endian), the first 8 bytes of its BLAKE3 hash, frame (postcard)
//! ```
//!
//! The last frame may be incomplete. Another run may read a journal that is still being written, and may remove it once
//! it has copied its results: the run that writes it reads them back from the open file.

use std::collections::HashMap;
use std::fs;
use std::io::{self, BufReader, BufWriter, Read, Seek as _, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::check_results::{Blocks, Index, Key, Place, first};
use crate::cli::input::open_own;

/// The beginning of a journal. The number changes with the format.
const MAGIC: &[u8] = b"cuesmith check journal 1\n";

/// The end of the name of a journal.
pub(super) const SUFFIX: &str = ".part";

/// Number of bytes before a frame.
const HEAD: usize = 12;

#[derive(Serialize, Deserialize)]
enum Frame<'a> {
    /// A set of rules, before the first result that names its number.
    Set(u32, &'a [u8]),
    /// A result: its key, the number of its set of rules, its bytes. They are at the end of the frame.
    Result(Key, u32, &'a [u8]),
}

/// The journal of this run.
pub(super) struct Journal {
    file: fs::File,
    path: PathBuf,
    length: u64,
    /// Whether each set of rules is in the journal.
    has_set: Vec<bool>,
}

impl Journal {
    /// A new journal in a folder, which is made if needed. `prefix` is the beginning of its name.
    pub(super) fn create(folder: &Path, prefix: &str) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        let made = tempfile::Builder::new().prefix(prefix).suffix(SUFFIX).tempfile_in(folder);
        // The error names a file that the user does not know, so only its kind is kept.
        let (file, path) = made.map_err(|error| io::Error::from(error.kind()))?.keep()?;
        let mut journal = Self { file, path, length: 0, has_set: Vec::new() };
        journal.write(MAGIC)?;
        Ok(journal)
    }

    /// Adds a result with its set of rules, and returns its place.
    pub(super) fn add(
        &mut self,
        key: Key,
        entry: &[u8],
        (set, rules): (u32, &[u8]),
    ) -> io::Result<Place> {
        let number = set as usize;
        if self.has_set.len() <= number {
            self.has_set.resize(number + 1, false);
        }
        if !std::mem::replace(&mut self.has_set[number], true) {
            self.write(&framed(&Frame::Set(set, rules))?)?;
        }
        self.write(&framed(&Frame::Result(key, set, entry))?)?;
        placed(key, entry, set, self.length)
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.length += bytes.len() as u64;
        self.file.write_all(bytes)
    }

    /// Copies results, in the order in which they were added.
    pub(super) fn copy(
        &mut self,
        places: &[Place],
        to: &mut BufWriter<impl Write>,
    ) -> io::Result<()> {
        self.file.rewind()?;
        let mut from = BufReader::with_capacity(1 << 16, &self.file);
        let mut at = 0;
        for place in places {
            from.seek_relative((place.start - at) as i64)?;
            let length = u64::from(place.length);
            if io::copy(&mut from.by_ref().take(length), to)? != length {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            at = place.start + length;
        }
        Ok(())
    }

    /// Removes it.
    pub(super) fn remove(self) {
        drop(self.file);
        // Another run may have removed it.
        let _ = fs::remove_file(self.path);
    }
}

fn framed(frame: &Frame<'_>) -> io::Result<Vec<u8>> {
    let mut bytes = postcard::to_extend(frame, vec![0; HEAD]).map_err(io::Error::other)?;
    let length = u32::try_from(bytes.len() - HEAD).map_err(io::Error::other)?;
    let check: [u8; 8] = first(&blake3::hash(&bytes[HEAD..]));
    bytes[..4].copy_from_slice(&length.to_le_bytes());
    bytes[4..HEAD].copy_from_slice(&check);
    Ok(bytes)
}

/// The place of a result whose frame ends at an offset.
fn placed(key: Key, entry: &[u8], set: u32, end: u64) -> io::Result<Place> {
    let length = u32::try_from(entry.len()).map_err(io::Error::other)?;
    Ok(Place { key, start: end - u64::from(length), length, set, file: 0 })
}

/// Opens a journal: the results up to the first frame that is not complete.
pub(super) fn open(path: &Path) -> io::Result<(fs::File, Index)> {
    let mut file = open_own(path)?;
    let mut from = BufReader::with_capacity(1 << 16, &file);
    let mut magic = [0; MAGIC.len()];
    from.read_exact(&mut magic)?;
    if magic != MAGIC {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut index = Index::default();
    // The numbers of the sets in `index`, by their numbers in the journal.
    let mut sets = HashMap::new();
    let mut end = MAGIC.len() as u64;
    let mut bytes = Vec::new();
    while next(&mut from, &mut bytes)? {
        end += (HEAD + bytes.len()) as u64;
        match postcard::from_bytes(&bytes) {
            Ok(Frame::Set(number, rules)) => {
                sets.insert(number, index.sets.len() as u32);
                index.sets.push(rules.to_vec());
            }
            Ok(Frame::Result(key, number, entry)) => {
                let Some(set) = sets.get(&number) else { break };
                index.places.push(placed(key, entry, *set, end)?);
            }
            Err(_) => break,
        }
    }
    index.blocks = Blocks::of(&mut file)?;
    Ok((file, index))
}

/// Reads the next frame. Returns whether it is complete.
fn next(from: &mut impl Read, bytes: &mut Vec<u8>) -> io::Result<bool> {
    let mut head = [0; HEAD];
    match from.read_exact(&mut head) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(false),
        Err(error) => return Err(error),
    }
    let (length, check) = head.split_at(4);
    let length = u32::from_le_bytes(std::array::from_fn(|at| length[at]));
    bytes.clear();
    // As many as there are: a length that is wrong reserves nothing.
    from.take(length.into()).read_to_end(bytes)?;
    Ok(bytes.len() == length as usize && first::<8>(&blake3::hash(bytes)) == *check)
}
