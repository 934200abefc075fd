//! `check --cache`: results of earlier runs, so that files that have not changed are read and hashed, and not
//! checked again.
//!
//! A result belongs to the content and the name of a file, to the settings for it and to the command line. Results
//! are kept in one file for each command line and version. It is replaced as a whole at the end of a run that has
//! changed something, so that runs at the same time find one that is complete. It has the results of the last run
//! only:
//!
//! ```text
//! magic, results (postcard), index (postcard), length of the index (8 bytes, little-endian), its BLAKE3 hash
//! ```
//!
//! Until its end a run keeps new results in a journal (`check_journal`). The journal of a run that was interrupted is
//! read by the next run with the same command line, which removes it at its end.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::fs;
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use super::check_args::CheckArgs;
use super::check_journal::{self, Journal};
use super::check_outcome::{Cached, Outcome};
use super::check_plans::FilePlan;
use super::check_results::{Index, Key, MAGIC, Place, Results, first, write_end};
use super::check_stored::{RuleSets, outcome_of};
use crate::cli::input::Input;
use crate::cli::output::note;
use crate::cli::temporary::{NEW, Temporary};
use crate::lint::RuleSet;
use crate::report::Summary;

/// Results of command lines that have not been used for the longest time are removed once all are larger, in bytes.
const LARGEST: u64 = 1 << 30;

/// The cache of a run, as the threads that check files use it.
pub(super) struct Cache {
    folder: PathBuf,
    path: PathBuf,
    /// The beginning of the names of this command line's journals.
    prefix: String,
    /// Those of runs that were interrupted, or still go on.
    journals: Vec<PathBuf>,
    known: Results,
    is_damaged: AtomicBool,
}

impl Cache {
    /// Opens the cache in a folder, which need not exist. A damaged one counts as empty.
    pub(super) fn open(folder: &Path, args: &CheckArgs, color: bool) -> Self {
        let run = format!("{} {args:?} {color}", env!("CARGO_PKG_VERSION"));
        let name = format!("{PREFIX}{}", &blake3::hash(run.as_bytes()).to_hex()[..DIGITS]);
        let path = folder.join(format!("{name}{SUFFIX}"));
        let prefix = format!("{name}-");
        let journals = journals(folder, &prefix);
        let open = |path: &PathBuf| check_journal::open(path).ok();
        let (known, is_damaged) = Results::open(&path, journals.iter().filter_map(open).collect());
        let is_damaged = is_damaged.into();
        Self { folder: folder.to_owned(), path, prefix, journals, known, is_damaged }
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
        let mut hasher = blake3::Hasher::new_keyed(plan.digest());
        hasher.update(content.as_bytes());
        for part in [baseline].iter().chain(names) {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        first(&hasher.finalize())
    }

    /// The result under a key.
    pub(super) fn get(&self, key: &Key, plan: &FilePlan) -> Option<Outcome> {
        let at = self.known.find(key)?;
        let outcome = self.known.with(&self.known.places()[at], |entry| outcome_of(entry, plan));
        let Ok(Some(outcome)) = outcome else {
            self.is_damaged.store(true, Ordering::Relaxed);
            return None;
        };
        Some(Outcome { cached: Cached::Known(at as u32), ..outcome })
    }
}

/// The results of a run, in the order of the files.
pub(super) struct Record {
    /// Numbers of known results.
    used: Vec<u32>,
    /// Places of the new results in the journal.
    fresh: Vec<Place>,
    /// Made for the first new result.
    journal: Option<Journal>,
    sets: Vec<Vec<u8>>,
    by_set: HashMap<Vec<u8>, u32>,
    /// Number of files with a known result, for each set of rules.
    hits: Vec<u64>,
    /// Why new results could not be kept.
    failed: Option<io::Error>,
}

impl Record {
    pub(super) fn new(cache: &Cache) -> Self {
        let sets = cache.known.sets().to_vec();
        Self {
            used: Vec::new(),
            fresh: Vec::new(),
            journal: None,
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
                let place = cache.known.places()[*at as usize];
                if let Some(hits) = self.hits.get_mut(place.set as usize) {
                    *hits += 1;
                }
                self.used.push(*at);
            }
            Cached::New { key, entry } => {
                if self.failed.is_none() {
                    self.failed = self.keep(cache, *key, entry, &outcome.summary).err();
                }
            }
        }
    }

    fn keep(&mut self, cache: &Cache, key: Key, entry: &[u8], summary: &Summary) -> io::Result<()> {
        let set = self.set(summary);
        let journal = match &mut self.journal {
            Some(journal) => journal,
            none => none.insert(Journal::create(&cache.folder, &cache.prefix)?),
        };
        self.fresh.push(journal.add(key, entry, (set, &self.sets[set as usize]))?);
        Ok(())
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
        let sets = cache.known.sets().iter().zip(&self.hits);
        for (set, files) in sets.filter(|(_, files)| **files > 0) {
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
        if let Some(journal) = self.journal {
            journal.remove();
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
        let is_same = self.fresh.is_empty() && cache.known.places().len() == distinct.len();
        if is_same && cache.journals.is_empty() && cache.known.touch() {
            return Ok(());
        }
        fs::create_dir_all(&cache.folder)?;
        let mut new = Temporary::beside(&cache.path, NEW)?;
        let mut to = BufWriter::with_capacity(1 << 16, new.file());
        to.write_all(MAGIC)?;
        let mut start = MAGIC.len() as u64;
        let mut places = Vec::with_capacity(distinct.len() + self.fresh.len());
        for at in in_order {
            let place = cache.known.places()[at as usize];
            cache.known.with(&place, |entry| to.write_all(entry))??;
            places.push(Place { start, ..place });
            start += u64::from(place.length);
        }
        if let Some(journal) = &mut self.journal {
            journal.copy(&self.fresh, &mut to)?;
        }
        for place in self.fresh.drain(..) {
            places.push(Place { start, ..place });
            start += u64::from(place.length);
        }
        to.flush()?;
        drop(to);
        let sets = std::mem::take(&mut self.sets);
        write_end(new.file(), Index { places, sets, ..Index::default() })?;
        new.take_the_place_of(&cache.path)?;
        // Their results are in the new file, or belong to files that are gone.
        for journal in &cache.journals {
            let _ = fs::remove_file(journal);
        }
        remove_oldest(&cache.folder, &cache.path, LARGEST);
        Ok(())
    }
}

const PREFIX: &str = "check-";
/// Number of hexadecimal digits after it.
const DIGITS: usize = 32;
const SUFFIX: &str = ".cache";

/// The journals in a folder whose names begin with a prefix.
fn journals(folder: &Path, prefix: &str) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let is_journal = |name: &str| name.starts_with(prefix) && name.ends_with(check_journal::SUFFIX);
    let ours = entries.flatten().filter(|entry| entry.file_name().to_str().is_some_and(is_journal));
    let mut paths: Vec<PathBuf> = ours.map(|entry| entry.path()).collect();
    paths.sort_unstable();
    paths
}

/// Removes the results of command lines that have not been used for the longest time, until the others take up at
/// most `largest` bytes together. Those in the file `newest` are kept in any case.
fn remove_oldest(folder: &Path, newest: &Path, largest: u64) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let ours = entries.flatten().filter(|entry| {
        let name = entry.file_name();
        name.to_str()
            .and_then(|name| name.strip_prefix(PREFIX)?.split_at_checked(DIGITS))
            .is_some_and(|(digits, rest)| {
                let is_journal = rest.starts_with('-') && rest.ends_with(check_journal::SUFFIX);
                digits.bytes().all(|b| b.is_ascii_hexdigit()) && (rest == SUFFIX || is_journal)
            })
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
    use std::time::{Duration, SystemTime};

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
