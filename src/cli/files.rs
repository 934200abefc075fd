//! The files that a run reads and writes; no file may be both read and written. Files are compared, not
//! names: a link and its target are the same file.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

use super::output::problem;
use super::replace::{self, Content};
use crate::report::json::Problem;

/// The identity of a file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Identity {
    /// Its full name, links resolved; also for a file that does not exist yet.
    Name(PathBuf),
    #[cfg(unix)]
    Inode { device: u64, inode: u64 },
}

#[derive(Default)]
struct Run {
    inputs: HashMap<Identity, String>,
    outputs: HashMap<Identity, String>,
    /// All outputs are claimed: inputs need not be recorded.
    is_sealed: bool,
    /// Outputs that turned out to be inputs: they are not written.
    refused: HashSet<String>,
}

static RUN: LazyLock<Mutex<Run>> = LazyLock::new(Mutex::default);

fn run() -> MutexGuard<'static, Run> {
    RUN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Begins a run: no file is read or written yet.
pub(super) fn begin() {
    *run() = Run::default();
}

/// Records that the run reads a file. Fails for a file that the run writes.
pub(super) fn reads(path: &Path) -> Result<(), Problem> {
    let is_free = |run: &Run| run.is_sealed && run.outputs.is_empty();
    if is_free(&run()) {
        return Ok(());
    }
    let shown = path.display().to_string();
    let identities = identities(path);
    let mut run = run();
    for identity in identities {
        if let Some(output) = run.outputs.get(&identity).cloned() {
            let message = format!("`{shown}` would be overwritten by the output `{output}`");
            run.refused.insert(output);
            return Err(problem(&shown, message, OTHER_NAME));
        }
        if !run.is_sealed {
            run.inputs.entry(identity).or_insert_with(|| shown.clone());
        }
    }
    Ok(())
}

/// Declares that all outputs are claimed. The inputs that follow are compared with them and not recorded, so that
/// memory use does not depend on their number. An output that is found among them is not written.
pub(super) fn seal() {
    run().is_sealed = true;
}

/// A file that this run writes and that no other part of the run reads or writes.
#[derive(Debug)]
pub(super) struct OutputFile {
    path: PathBuf,
}

const OTHER_NAME: &str = "choose another output file";

impl OutputFile {
    /// Claims a file before anything is written. Fails for a file that the run reads or already writes.
    pub(super) fn claim(path: &Path) -> Result<Self, Problem> {
        let shown = path.display().to_string();
        let mut run = run();
        let identities = identities(path);
        for identity in &identities {
            if run.inputs.contains_key(identity) {
                let message = format!("`{shown}` is an input and would be overwritten");
                return Err(problem(&shown, message, OTHER_NAME));
            }
            if let Some(other) = run.outputs.get(identity) {
                let message = if *other == shown {
                    format!("`{shown}` would be written twice")
                } else {
                    format!(
                        "`{shown}` and `{other}` are the same file, which would be written twice"
                    )
                };
                return Err(problem(&shown, message, OTHER_NAME));
            }
        }
        for identity in identities {
            run.outputs.insert(identity, shown.clone());
        }
        Ok(Self { path: path.to_owned() })
    }

    /// Claims a file that the run has read in order to update it.
    pub(super) fn update(path: &Path) -> Result<Self, Problem> {
        for identity in identities(path) {
            run().inputs.remove(&identity);
        }
        Self::claim(path)
    }

    /// Claims the file of an option; `None` for no file, and for `-` (standard output).
    pub(super) fn of(option: Option<&Path>) -> Result<Option<Self>, Problem> {
        option.filter(|path| path.as_os_str() != "-").map(Self::claim).transpose()
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Creates the folder of the file.
    pub(super) fn make_folder(&self) -> Result<(), Problem> {
        let Some(folder) = self.path.parent() else { return Ok(()) };
        fs::create_dir_all(folder).map_err(|error| {
            let shown = folder.display().to_string();
            let message = format!("cannot create the folder `{shown}`: {error}");
            problem(&shown, message, "check the permissions of its parent folder")
        })
    }

    /// Writes the file, in one step: see [`replace::replace`]. Fails for a file that the run has read since.
    pub(super) fn write(&self, bytes: impl AsRef<[u8]>) -> Result<(), Problem> {
        self.put(Content::Bytes(bytes.as_ref()))
    }

    /// [`OutputFile::write`] for content that is too large for memory.
    pub(super) fn put(&self, content: Content<'_>) -> Result<(), Problem> {
        let shown = self.path.display().to_string();
        if run().refused.contains(&shown) {
            let message = format!("`{shown}` is an input and would be overwritten");
            return Err(problem(&shown, message, OTHER_NAME));
        }
        replace::replace(&self.path, content)
    }
}

/// The name of a file that does not exist, in folders that may not exist either.
fn full_name(path: &Path) -> PathBuf {
    let Ok(path) = std::path::absolute(path) else { return path.to_owned() };
    let existing = path.ancestors().find_map(|above| Some((above, fs::canonicalize(above).ok()?)));
    match existing.map(|(above, full)| (path.strip_prefix(above), full)) {
        Some((Ok(below), full)) => full.join(below),
        _ => path,
    }
}

/// The identity of a file. Devices and pipes have none, as several outputs may go to one.
fn identities(path: &Path) -> Vec<Identity> {
    let meta = fs::metadata(path);
    if meta.as_ref().is_ok_and(|meta| !meta.is_file()) {
        return Vec::new();
    }
    let mut known = Vec::with_capacity(2);
    if let Ok(name) = fs::canonicalize(path) {
        known.push(Identity::Name(name));
    } else {
        known.push(Identity::Name(full_name(path)));
    }
    #[cfg(unix)]
    if let Ok(meta) = meta {
        use std::os::unix::fs::MetadataExt as _;
        known.push(Identity::Inode { device: meta.dev(), inode: meta.ino() });
    }
    known
}
