//! `check --cache`: results of earlier runs, so that files that have not changed are read and hashed, and not
//! checked again.
//!
//! A result belongs to the content and the name of a file, to the settings for it and to the command line. Results
//! are kept in one file for each command line and version. It is replaced as a whole at the end of a run that has
//! changed something, so that a run that is interrupted, or runs at the same time, find one that is complete. It has
//! the results of the last run only:
//!
//! ```text
//! magic, results (postcard), index (postcard), length of the index (8 bytes, little-endian), its BLAKE3 hash
//! ```

use std::cmp::Reverse;
use std::collections::HashMap;
use std::fs;
use std::io::{self, BufWriter, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use serde::{Deserialize, Serialize};
use tempfile::SpooledTempFile;

use super::check_args::CheckArgs;
use super::check_baseline::Entry;
use super::check_ignored;
use super::check_outcome::{Cached, Outcome};
use super::check_plans::FilePlan;
use super::check_reports::Piece;
use crate::cli::batch;
use crate::cli::input::{Input, open_own};
use crate::cli::output::note;
use crate::cli::temporary::{NEW, Temporary};
use crate::kaltura::lint::RULES;
use crate::lint::{ExceptionUse, Rule, RuleSet};
use crate::report::{RuleTotal, SkippedTotal, Summary};
use crate::source::Severity;

/// The beginning of a file of the cache. The number changes with the format.
const MAGIC: &[u8] = b"cuesmith check cache 2\n";

/// Results of command lines that have not been used for the longest time are removed once all are larger, in bytes.
const LARGEST: u64 = 1 << 30;

/// New results of more bytes than this are kept in a temporary file until the end of the run.
const IN_MEMORY: usize = 4 << 20;

type Key = [u8; 16];

/// The cache of a run, as the threads that check files use it.
pub(super) struct Cache {
    folder: PathBuf,
    path: PathBuf,
    known: Option<Known>,
    is_damaged: AtomicBool,
}

/// The results of an earlier run.
struct Known {
    file: Mutex<fs::File>,
    index: Index,
    /// Where the places of each group of keys begin: see [`starts`].
    starts: Vec<u32>,
    /// For each thread, the part of the file that it read last: results are in the order of the files.
    windows: Vec<Mutex<Window>>,
}

/// A part of the file of the cache.
#[derive(Default)]
struct Window {
    start: u64,
    bytes: Vec<u8>,
}

/// Number of bytes of the cache that a thread reads at a time.
const WINDOW: usize = 32 << 10;

/// The index of a file of the cache.
#[derive(Default, Serialize, Deserialize)]
struct Index {
    /// Sorted by key.
    places: Vec<Place>,
    /// Which rules ran and which did not, each set once: most files have the same. See [`RuleSets::encode`].
    sets: Vec<Vec<u8>>,
}

/// Where a result is.
#[derive(Clone, Copy, Serialize, Deserialize)]
struct Place {
    key: Key,
    start: u64,
    length: u32,
    /// The first bytes of its hash.
    check: [u8; 8],
    /// The number of the set of rules.
    set: u32,
}

/// The rules that ran in a file, and those that did not.
struct RuleSets {
    ran: Vec<&'static str>,
    skipped: Vec<(&'static str, SkippedTotal)>,
}

/// A result.
#[derive(Serialize, Deserialize)]
struct Stored<'a> {
    /// Row and text for each report.
    #[serde(borrow)]
    pieces: Vec<(&'a str, &'a str)>,
    note: &'a str,
    fails: bool,
    entry: Option<Entry>,
    /// What the entries of `ignore` did.
    uses: Vec<(u32, bool)>,
    counts: [u64; 11],
    #[serde(borrow)]
    rules: Vec<(&'a str, StoredTotal)>,
}

#[derive(Serialize, Deserialize)]
struct StoredTotal {
    counts: [u64; 4],
    /// 0 for no finding.
    severity: u8,
}

const SEVERITIES: [Severity; 3] = [Severity::Info, Severity::Warning, Severity::Error];

impl Cache {
    /// Opens the cache in a folder, which need not exist. A damaged one counts as empty.
    pub(super) fn open(folder: &Path, args: &CheckArgs, color: bool) -> Self {
        let run = format!("{} {args:?} {color}", env!("CARGO_PKG_VERSION"));
        let name = blake3::hash(run.as_bytes()).to_hex();
        let path = folder.join(format!("{PREFIX}{}{SUFFIX}", &name[..32]));
        let (known, is_damaged) = match Known::open(&path) {
            Ok(known) => (Some(known), false),
            Err(error) => (None, error.kind() != io::ErrorKind::NotFound),
        };
        Self { folder: folder.to_owned(), path, known, is_damaged: is_damaged.into() }
    }

    /// The key of a file's result. `baseline` is what the baseline has of the file.
    pub(super) fn key(&self, plan: &FilePlan, input: &Input, baseline: &[u8], bytes: &[u8]) -> Key {
        let path = input.path.as_ref().map_or(&b""[..], |path| path.as_os_str().as_encoded_bytes());
        let name = input.name.as_deref().unwrap_or_default().as_bytes();
        let shown = input.shown.as_bytes();
        // By itself: a hash of content after something else takes longer. The three names are usually the same.
        let content = blake3::hash(bytes);
        let names: &[&[u8]] =
            if name == shown && path == shown { &[shown] } else { &[shown, name, path] };
        let mut hasher = blake3::Hasher::new();
        hasher.update(content.as_bytes());
        for part in [plan.digest(), baseline].iter().chain(names) {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        first(&hasher.finalize())
    }

    /// The result under a key.
    pub(super) fn get(&self, key: &Key, plan: &FilePlan) -> Option<Outcome> {
        let known = self.known.as_ref()?;
        let at = known.find(key)?;
        let entry = known.read(&known.index.places[at]);
        let outcome = entry.ok().and_then(|entry| {
            Some(Outcome { cached: Cached::Known(at as u32), ..outcome_of(&entry, plan)? })
        });
        if outcome.is_none() {
            self.is_damaged.store(true, Ordering::Relaxed);
        }
        outcome
    }
}

/// The beginning of a hash.
fn first<const N: usize>(hash: &blake3::Hash) -> [u8; N] {
    std::array::from_fn(|at| hash.as_bytes()[at])
}

/// A result as the cache keeps it.
pub(super) fn encode(outcome: &Outcome) -> Vec<u8> {
    let total = &outcome.summary;
    let stored = Stored {
        pieces: outcome.pieces.iter().map(|piece| (&*piece.row, &*piece.text)).collect(),
        note: &outcome.note,
        fails: outcome.fails,
        entry: outcome.entry.clone(),
        uses: outcome.uses.iter().map(|(_, used)| (used.suppressed, used.ran)).collect(),
        counts: [
            total.files,
            total.files_with_findings,
            total.errors,
            total.warnings,
            total.infos,
            total.left_out,
            total.suppressed,
            total.fixable,
            total.fixable_unsafe,
            total.fixed,
            total.files_fixed,
        ],
        rules: total.rules.iter().map(|(code, total)| (*code, StoredTotal::of(total))).collect(),
    };
    // Plain data always serializes.
    postcard::to_stdvec(&stored).unwrap_or_default()
}

impl StoredTotal {
    fn of(total: &RuleTotal) -> Self {
        let at = SEVERITIES.iter().position(|severity| Some(*severity) == total.severity);
        Self {
            counts: [total.findings, total.files, total.fixable, total.fixable_unsafe],
            severity: at.map_or(0, |at| at as u8 + 1),
        }
    }

    fn total(&self) -> RuleTotal {
        let [findings, files, fixable, fixable_unsafe] = self.counts;
        let severity = usize::from(self.severity).checked_sub(1);
        let severity = severity.and_then(|at| SEVERITIES.get(at).copied());
        RuleTotal { findings, files, fixable, fixable_unsafe, severity }
    }
}

fn outcome_of(entry: &[u8], plan: &FilePlan) -> Option<Outcome> {
    let stored: Stored<'_> = postcard::from_bytes(entry).ok()?;
    let [
        files,
        files_with_findings,
        errors,
        warnings,
        infos,
        left_out,
        suppressed,
        fixable,
        fixable_unsafe,
        fixed,
        files_fixed,
    ] = stored.counts;
    let rules = plan.plan().set();
    let rule = |code| rules.find(code).map(|rule: &Rule| rule.code);
    let rules = stored.rules.iter().map(|(code, total)| Some((rule(code)?, total.total())));
    let summary = Summary {
        files,
        files_with_findings,
        errors,
        warnings,
        infos,
        left_out,
        suppressed,
        fixable,
        fixable_unsafe,
        fixed,
        files_fixed,
        rules: rules.collect::<Option<_>>()?,
        ..Summary::default()
    };
    let uses: Vec<ExceptionUse> =
        stored.uses.iter().map(|&(suppressed, ran)| ExceptionUse { suppressed, ran }).collect();
    let piece = |(row, text): (&str, &str)| Piece { row: row.to_owned(), text: text.to_owned() };
    Some(Outcome {
        pieces: stored.pieces.into_iter().map(piece).collect(),
        note: stored.note.to_owned(),
        fails: stored.fails,
        entry: stored.entry,
        uses: check_ignored::uses(plan, &uses),
        summary,
        ..Outcome::default()
    })
}

impl RuleSets {
    /// What ran and what did not in a file, as the index keeps it.
    fn encode(summary: &Summary) -> Vec<u8> {
        let ran: Vec<&str> = summary.ran.keys().copied().collect();
        // The need, by its position among the needs of the rule.
        let need = |(code, total): (&&'static str, &SkippedTotal)| {
            // Rules for patterns need nothing.
            let at = RULES.find(code)?.needs.iter().position(|need| *need == total.need)?;
            Some((*code, at as u8))
        };
        let skipped: Vec<(&str, u8)> = summary.skipped.iter().filter_map(need).collect();
        postcard::to_stdvec(&(ran, skipped)).unwrap_or_default()
    }

    fn decode(bytes: &[u8], rules: &RuleSet) -> Option<Self> {
        let (ran, skipped): (Vec<&str>, Vec<(&str, u8)>) = postcard::from_bytes(bytes).ok()?;
        let ran = ran.into_iter().map(|code| Some(rules.find(code)?.code));
        let skipped = skipped.into_iter().map(|(code, need)| {
            let rule = rules.find(code)?;
            let need = *rule.needs.get(usize::from(need))?;
            Some((rule.code, SkippedTotal { name: rule.name, need, files: 0 }))
        });
        Some(Self { ran: ran.collect::<Option<_>>()?, skipped: skipped.collect::<Option<_>>()? })
    }

    /// Counts a number of files.
    fn add_to(&self, total: &mut Summary, files: u64) {
        for code in &self.ran {
            *total.ran.entry(code).or_default() += files;
        }
        for (code, skipped) in &self.skipped {
            total.skipped.entry(code).or_insert(*skipped).files += files;
        }
    }
}

/// An error for a file that is not a complete file of the cache.
fn damaged() -> io::Error {
    io::ErrorKind::InvalidData.into()
}

impl Known {
    fn open(path: &Path) -> io::Result<Self> {
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
            place.start.saturating_add(place.length.into()) <= start
                && (place.set as usize) < index.sets.len()
        };
        if !index.places.iter().all(is_sound) {
            return Err(damaged());
        }
        let starts = starts(&index.places);
        let windows = (0..batch::MOST).map(|_| Mutex::default()).collect();
        Ok(Self { file: Mutex::new(file), index, starts, windows })
    }

    /// The number of the place with a key.
    fn find(&self, key: &Key) -> Option<usize> {
        let group = group(key, self.starts.len() - 1);
        let places = self.starts[group] as usize..self.starts[group + 1] as usize;
        let start = places.start;
        let at = self.index.places.get(places)?.iter().position(|place| place.key == *key)?;
        Some(start + at)
    }

    /// The bytes of a result.
    fn read(&self, place: &Place) -> io::Result<Vec<u8>> {
        let thread = rayon::current_thread_index().unwrap_or_default() % self.windows.len();
        let mut window = self.windows[thread].lock().unwrap_or_else(PoisonError::into_inner);
        if window.part(place).is_none() {
            window.start = place.start;
            window.bytes.clear();
            let length = u64::from(place.length).max(WINDOW as u64);
            let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
            file.seek(SeekFrom::Start(place.start))?;
            io::Read::take(&mut *file, length).read_to_end(&mut window.bytes)?;
        }
        let bytes = window.part(place).ok_or_else(damaged)?;
        if first::<8>(&blake3::hash(bytes)) == place.check {
            Ok(bytes.to_vec())
        } else {
            Err(damaged())
        }
    }
}

impl Window {
    /// The bytes of a result, if all are in this part.
    fn part(&self, place: &Place) -> Option<&[u8]> {
        let start = usize::try_from(place.start.checked_sub(self.start)?).ok()?;
        self.bytes.get(start..)?.get(..place.length as usize)
    }
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

fn first_of<const N: usize>(bytes: &[u8]) -> [u8; N] {
    std::array::from_fn(|at| bytes.get(at).copied().unwrap_or_default())
}

/// The results of a run, in the order of the files.
pub(super) struct Record {
    /// Numbers of known results.
    used: Vec<u32>,
    /// Places of the new results in `bytes`.
    fresh: Vec<Place>,
    bytes: SpooledTempFile,
    length: u64,
    sets: Vec<Vec<u8>>,
    by_set: HashMap<Vec<u8>, u32>,
    /// Number of files with a known result, for each set of rules.
    hits: Vec<u64>,
    /// Why new results could not be kept.
    failed: Option<io::Error>,
}

impl Record {
    pub(super) fn new(cache: &Cache) -> Self {
        let sets = cache.known.as_ref().map_or_else(Vec::new, |known| known.index.sets.clone());
        Self {
            used: Vec::new(),
            fresh: Vec::new(),
            bytes: SpooledTempFile::new(IN_MEMORY),
            length: 0,
            by_set: sets.iter().cloned().zip(0..).collect(),
            hits: vec![0; sets.len()],
            sets,
            failed: None,
        }
    }

    /// Adds the result for a file.
    pub(super) fn add(&mut self, cache: &Cache, outcome: &Outcome) {
        match &outcome.cached {
            Cached::No => {}
            Cached::Known(at) => {
                let place = cache.known.as_ref().map(|known| &known.index.places[*at as usize]);
                if let Some(hits) = place.and_then(|place| self.hits.get_mut(place.set as usize)) {
                    *hits += 1;
                }
                self.used.push(*at);
            }
            Cached::New { key, entry } => {
                let Ok(length) = u32::try_from(entry.len()) else { return };
                if let Err(error) = self.bytes.write_all(entry) {
                    self.failed = Some(error);
                }
                let set = self.set(&outcome.summary);
                let check = first(&blake3::hash(entry));
                self.fresh.push(Place { key: *key, start: self.length, length, check, set });
                self.length += u64::from(length);
            }
        }
    }

    /// The number of the set of rules that ran in a file.
    fn set(&mut self, summary: &Summary) -> u32 {
        let set = RuleSets::encode(summary);
        if let Some(at) = self.by_set.get(&set) {
            return *at;
        }
        let at = self.sets.len() as u32;
        self.sets.push(set.clone());
        self.by_set.insert(set, at);
        at
    }

    /// Adds the rules that ran in the files with a known result to the totals. `rules` are those of all plans.
    pub(super) fn count(&self, cache: &Cache, rules: &RuleSet, total: &mut Summary) {
        let sets = cache.known.iter().flat_map(|known| &known.index.sets);
        for (set, files) in sets.zip(&self.hits).filter(|(_, files)| **files > 0) {
            if let Some(set) = RuleSets::decode(set, rules) {
                set.add_to(total, *files);
            }
        }
    }

    /// Writes the results if the cache differs from them, and reports what went wrong: a run does not fail because of
    /// its cache.
    pub(super) fn end(mut self, cache: &Cache) {
        let shown = cache.folder.display();
        if cache.is_damaged.load(Ordering::Relaxed) {
            note(&format!(
                "note: the cache in `{shown}` was damaged; the files were checked again\n"
            ));
        }
        if let Err(error) = self.save(cache) {
            note(&format!("note: the cache in `{shown}` was not written: {error}\n"));
        }
    }

    fn save(&mut self, cache: &Cache) -> io::Result<()> {
        if let Some(error) = self.failed.take() {
            return Err(error);
        }
        let in_order = std::mem::take(&mut self.used);
        let mut distinct = in_order.clone();
        distinct.sort_unstable();
        distinct.dedup();
        if let (Some(known), true) = (&cache.known, self.fresh.is_empty())
            && known.index.places.len() == distinct.len()
        {
            // The time of its last use; nothing is lost if it cannot be set.
            let file = known.file.lock().unwrap_or_else(PoisonError::into_inner);
            let _ = file.set_modified(SystemTime::now());
            return Ok(());
        }
        fs::create_dir_all(&cache.folder)?;
        let mut new = Temporary::beside(&cache.path, NEW)?;
        let mut to = BufWriter::with_capacity(1 << 16, new.file());
        to.write_all(MAGIC)?;
        let mut start = MAGIC.len() as u64;
        let mut places = Vec::with_capacity(distinct.len() + self.fresh.len());
        if let Some(known) = &cache.known {
            for at in in_order {
                let place = known.index.places[at as usize];
                to.write_all(&known.read(&place)?)?;
                places.push(Place { start, ..place });
                start += u64::from(place.length);
            }
        }
        self.bytes.rewind()?;
        io::copy(&mut self.bytes, &mut to)?;
        places.extend(
            self.fresh.drain(..).map(|place| Place { start: start + place.start, ..place }),
        );
        places.sort_unstable_by_key(|place| (place.key, place.start));
        places.dedup_by_key(|place| place.key);
        let index = Index { places, sets: std::mem::take(&mut self.sets) };
        let bytes = postcard::to_stdvec(&index).map_err(io::Error::other)?;
        to.write_all(&bytes)?;
        to.write_all(&(bytes.len() as u64).to_le_bytes())?;
        to.write_all(blake3::hash(&bytes).as_bytes())?;
        to.flush()?;
        drop(to);
        new.take_the_place_of(&cache.path)?;
        remove_oldest(&cache.folder, &cache.path, LARGEST);
        Ok(())
    }
}

const PREFIX: &str = "check-";
const SUFFIX: &str = ".cache";

/// Removes the results of command lines that have not been used for the longest time, until the others take up at
/// most `largest` bytes together. Those in the file `newest` are kept in any case.
fn remove_oldest(folder: &Path, newest: &Path, largest: u64) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let ours = entries.flatten().filter(|entry| {
        let name = entry.file_name();
        let name = name.to_str().and_then(|name| name.strip_prefix(PREFIX)?.strip_suffix(SUFFIX));
        name.is_some_and(|name| name.len() == 32 && name.bytes().all(|b| b.is_ascii_hexdigit()))
    });
    let used = |entry: fs::DirEntry| {
        let meta = entry.metadata().ok()?;
        Some((entry.path() != newest, Reverse(meta.modified().ok()?), entry.path(), meta.len()))
    };
    let mut ours: Vec<_> = ours.filter_map(used).collect();
    ours.sort_unstable();
    let mut total = 0_u64;
    for (is_other, _, path, length) in &ours {
        total = total.saturating_add(*length);
        if *is_other && total > largest {
            // Another run may have removed it.
            let _ = fs::remove_file(path);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn the_results_used_last_are_kept_up_to_a_size() {
        let folder = tempfile::tempdir().unwrap();
        let path = |number: u32| folder.path().join(format!("{PREFIX}{number:032x}{SUFFIX}"));
        let kept = || -> Vec<u32> { (0..6).filter(|number| path(*number).exists()).collect() };
        for number in 0..6 {
            let file = fs::File::create(path(number)).unwrap();
            file.set_len(100).unwrap();
            // The last file has the oldest time: it may be from a clock that was set back.
            let age = if number == 5 { 999 } else { 100 - u64::from(number) };
            file.set_modified(SystemTime::now() - Duration::from_secs(age)).unwrap();
        }
        let other = folder.path().join("notes.cache");
        fs::write(&other, [0; 500]).unwrap();
        remove_oldest(folder.path(), &path(5), 1000);
        assert_eq!(kept(), [0, 1, 2, 3, 4, 5]);
        remove_oldest(folder.path(), &path(5), 350);
        assert_eq!(kept(), [3, 4, 5]);
        remove_oldest(folder.path(), &path(5), 10);
        assert_eq!(kept(), [5]);
        assert!(other.exists());
    }
}
