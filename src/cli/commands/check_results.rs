//! Files with results of checks: the cache of a complete run ([`write_end`]), and the journals of runs that were interrupted.

use std::fs;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use crate::cli::batch;
use crate::cli::input::open_own;

/// The beginning of a file of the cache. The number changes with the format.
pub(super) const MAGIC: &[u8] = b"cuesmith check cache 3\n";

pub(super) type Key = [u8; 16];

/// The results of earlier runs.
#[derive(Default)]
pub(super) struct Results {
    files: Vec<Mutex<fs::File>>,
    /// For each file, the hashes of its blocks.
    blocks: Vec<Blocks>,
    places: Vec<Place>,
    sets: Vec<Vec<u8>>,
    /// Where the places of each group of keys begin: see [`starts`].
    starts: Vec<u32>,
    /// For each thread, the part of a file that it read last: results are in the order of the files checked.
    windows: Vec<Mutex<Window>>,
    /// All are of one complete run.
    is_complete: bool,
}

/// A part of a file of results.
#[derive(Default)]
struct Window {
    file: u16,
    start: u64,
    bytes: Vec<u8>,
}

/// The length of a block in bytes: so many are hashed at full speed.
const BLOCK: u64 = 16 << 10;

/// Number of blocks that a thread reads at a time, at least.
const WINDOW: u64 = 4;

/// The first bytes of the hash of a block.
type Check = [u8; 8];

/// The results in a file.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Index {
    /// Sorted by key.
    pub(super) places: Vec<Place>,
    /// Which rules ran and which did not, each set once: most files have the same.
    pub(super) sets: Vec<Vec<u8>>,
    pub(super) blocks: Blocks,
}

/// The hashes of the blocks of a file, up to a length in bytes: the end of its results.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Blocks {
    length: u64,
    checks: Vec<Check>,
}

/// Where a result is.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub(super) struct Place {
    pub(super) key: Key,
    pub(super) start: u64,
    pub(super) length: u32,
    /// The number of the set of rules.
    pub(super) set: u32,
    /// The number of the file.
    #[serde(skip)]
    pub(super) file: u16,
}

/// An error for a file that is not a complete file of the cache.
fn damaged() -> io::Error {
    io::ErrorKind::InvalidData.into()
}

impl Results {
    /// Opens the cache of a complete run, adds the journals of those that were interrupted, and returns whether the cache
    /// is damaged: it then counts as empty.
    pub(super) fn open(cache: &Path, journals: Vec<(fs::File, Index)>) -> (Self, bool) {
        let mut results = Self::default();
        let is_damaged = match open_cache(cache) {
            Ok((file, index)) => {
                results.add(file, index);
                results.is_complete = journals.is_empty();
                false
            }
            Err(error) => error.kind() != io::ErrorKind::NotFound,
        };
        if !journals.is_empty() {
            // A number of 16 bits says in which file a result is.
            for (file, index) in journals.into_iter().take(usize::from(u16::MAX)) {
                results.add(file, index);
            }
            let places = &mut results.places;
            places.sort_unstable_by_key(|place| (place.key, place.file, place.start));
            places.dedup_by_key(|place| place.key);
        }
        results.starts = starts(&results.places);
        results.windows = (0..batch::MOST).map(|_| Mutex::default()).collect();
        (results, is_damaged)
    }

    fn add(&mut self, file: fs::File, index: Index) {
        let number = self.files.len() as u16;
        let first = self.sets.len() as u32;
        self.files.push(Mutex::new(file));
        self.blocks.push(index.blocks);
        self.sets.extend(index.sets);
        let placed = |place: Place| Place { file: number, set: first + place.set, ..place };
        self.places.extend(index.places.into_iter().map(placed));
    }

    /// Where the results are, sorted by key.
    pub(super) fn places(&self) -> &[Place] {
        &self.places
    }

    /// The sets of rules, by number.
    pub(super) fn sets(&self) -> &[Vec<u8>] {
        &self.sets
    }

    /// Whether all are of one complete run. The time of their last use is then set to now.
    pub(super) fn touch(&self) -> bool {
        if let (true, Some(file)) = (self.is_complete, self.files.first()) {
            // Nothing is lost if it cannot be set.
            let file = file.lock().unwrap_or_else(PoisonError::into_inner);
            let _ = file.set_modified(SystemTime::now());
        }
        self.is_complete
    }

    /// The number of the place with a key.
    pub(super) fn find(&self, key: &Key) -> Option<usize> {
        let group = group(key, self.starts.len() - 1);
        let places = self.starts[group] as usize..self.starts[group + 1] as usize;
        let start = places.start;
        let at = self.places.get(places)?.iter().position(|place| place.key == *key)?;
        Some(start + at)
    }

    /// Does something with the bytes of a result.
    pub(super) fn with<T>(&self, place: &Place, work: impl FnOnce(&[u8]) -> T) -> io::Result<T> {
        let thread = rayon::current_thread_index().unwrap_or_default() % self.windows.len();
        let mut window = self.windows[thread].lock().unwrap_or_else(PoisonError::into_inner);
        if window.part(place).is_none() {
            self.read(place, &mut window)?;
        }
        window.part(place).map(work).ok_or_else(damaged)
    }

    /// Reads the blocks with a result, and those after them.
    fn read(&self, place: &Place, window: &mut Window) -> io::Result<()> {
        let number = usize::from(place.file);
        let first_block = place.start / BLOCK;
        let end = place.start + u64::from(place.length);
        let known = &self.blocks[number];
        let length = end.next_multiple_of(BLOCK).max((first_block + WINDOW) * BLOCK);
        window.bytes.clear();
        (window.file, window.start) = (place.file, first_block * BLOCK);
        let mut file = self.files[number].lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(window.start))?;
        let length = length.min(known.length).saturating_sub(window.start);
        io::Read::take(&mut *file, length).read_to_end(&mut window.bytes)?;
        drop(file);
        let blocks = window.bytes.chunks(BLOCK as usize).zip(first_block as usize..);
        let is_sound = |&(block, at): &(&[u8], usize)| known.checks.get(at) == Some(&check(block));
        let sound = blocks.take_while(is_sound).map(|(block, _)| block.len()).sum();
        window.bytes.truncate(sound);
        Ok(())
    }
}

impl Window {
    /// The bytes of a result, if all are in this part.
    fn part(&self, place: &Place) -> Option<&[u8]> {
        if self.file != place.file {
            return None;
        }
        let start = usize::try_from(place.start.checked_sub(self.start)?).ok()?;
        self.bytes.get(start..)?.get(..place.length as usize)
    }
}

/// The beginning of a hash.
pub(super) fn first<const N: usize>(hash: &blake3::Hash) -> [u8; N] {
    first_of(hash.as_bytes())
}

fn first_of<const N: usize>(bytes: &[u8]) -> [u8; N] {
    std::array::from_fn(|at| bytes.get(at).copied().unwrap_or_default())
}

/// The group of a key: by its first bits, as keys are spread evenly. `groups` is a power of two.
fn group(key: &Key, groups: usize) -> usize {
    let bits = u32::from_be_bytes(first_of(key));
    ((u64::from(bits) * groups as u64) >> 32) as usize
}

/// Where each group of places begins, and where the last ends: about as many groups as places.
fn starts(places: &[Place]) -> Vec<u32> {
    let groups = places.len().next_power_of_two();
    let mut starts = vec![0; groups + 1];
    for place in places {
        starts[group(&place.key, groups) + 1] += 1;
    }
    for group in 0..groups {
        starts[group + 1] += starts[group];
    }
    starts
}

/// Opens a complete file of the cache.
fn open_cache(path: &Path) -> io::Result<(fs::File, Index)> {
    const END: usize = 8 + blake3::OUT_LEN;
    let mut file = open_own(path)?;
    let length = file.metadata()?.len();
    let mut magic = [0; MAGIC.len()];
    file.read_exact(&mut magic)?;
    let mut end = [0; END];
    file.seek(SeekFrom::End(-(END as i64)))?;
    file.read_exact(&mut end)?;
    let (size, hash) = end.split_at(8);
    let size = u64::from_le_bytes(first_of(size));
    let start = (length - END as u64).checked_sub(size).ok_or_else(damaged)?;
    file.seek(SeekFrom::Start(start))?;
    let mut bytes = vec![0; usize::try_from(size).map_err(|_| damaged())?];
    file.read_exact(&mut bytes)?;
    if magic != MAGIC || blake3::hash(&bytes).as_bytes() != hash {
        return Err(damaged());
    }
    let index: Index = postcard::from_bytes(&bytes).map_err(|_| damaged())?;
    let is_sound = |place: &Place| {
        place.start.saturating_add(place.length.into()) <= index.blocks.length.min(start)
            && (place.set as usize) < index.sets.len()
    };
    if index.places.iter().all(is_sound) { Ok((file, index)) } else { Err(damaged()) }
}

/// Writes the end of a complete file of the cache, after its results.
pub(super) fn write_end(file: &mut fs::File, mut index: Index) -> io::Result<()> {
    index.places.sort_unstable_by_key(|place| (place.key, place.start));
    index.places.dedup_by_key(|place| place.key);
    index.blocks = Blocks::of(file)?;
    let bytes = postcard::to_stdvec(&index).map_err(io::Error::other)?;
    file.write_all(&bytes)?;
    file.write_all(&(bytes.len() as u64).to_le_bytes())?;
    file.write_all(blake3::hash(&bytes).as_bytes())
}

impl Blocks {
    /// Reads a file from its start to its end.
    pub(super) fn of(file: &mut fs::File) -> io::Result<Self> {
        file.rewind()?;
        let mut blocks = Self::default();
        let mut block = Vec::with_capacity(BLOCK as usize);
        loop {
            block.clear();
            io::Read::take(&mut *file, BLOCK).read_to_end(&mut block)?;
            if block.is_empty() {
                return Ok(blocks);
            }
            blocks.length += block.len() as u64;
            blocks.checks.push(check(&block));
        }
    }
}

/// The first bytes of the hash of a block.
fn check(block: &[u8]) -> Check {
    first(&blake3::hash(block))
}
