//! Finds the configuration file of each caption file: the nearest one, from the folder of the file upwards.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::keys::NAME;
use super::layer::Config;
use super::pattern_rules::with_patterns;
use super::read::read;
use crate::lint::RuleSet;
use crate::report::json::Problem;

/// The configuration files of a run, each read once.
#[derive(Debug, Default)]
pub(in crate::cli) struct Configs {
    /// The configuration for all files, if the command line names one.
    given: Option<Arc<Config>>,
    /// Do not look for configuration files.
    none: bool,
    known: Mutex<Known>,
}

#[derive(Debug, Default)]
struct Known {
    /// The configuration for the files of a folder.
    by_folder: HashMap<PathBuf, Option<Arc<Config>>>,
    by_file: HashMap<PathBuf, Arc<Config>>,
    /// The last folder: most files are in the folder of the one before.
    last: Option<(PathBuf, Option<Arc<Config>>)>,
}

/// Maximum number of folders whose configuration is remembered.
const FOLDERS: usize = 4096;

impl Configs {
    /// With the file named on the command line, or without configuration files.
    pub(in crate::cli) fn new(given: Option<&Path>, none: bool) -> Result<Self, Problem> {
        let given = given.map(read).transpose()?.map(Arc::new);
        Ok(Self { given, none, ..Self::default() })
    }

    /// With a configuration for all files.
    pub(in crate::cli) fn of_all(config: Config) -> Self {
        Self { given: Some(Arc::new(config)), ..Self::default() }
    }

    /// The configuration for a file. For `file`, `None` is standard input without a name, which is treated as a file
    /// in the current folder.
    pub(in crate::cli) fn of(&self, file: Option<&Path>) -> Result<Option<Arc<Config>>, Problem> {
        if self.none || self.given.is_some() {
            return Ok(self.given.clone());
        }
        let mut known = self.known();
        if let (Some(file), Some((folder, config))) = (file, &known.last)
            && is_directly_in(file, folder)
        {
            return Ok(config.clone());
        }
        let folder = file.and_then(Path::parent).unwrap_or(Path::new(""));
        if let Some(config) = known.by_folder.get(folder).cloned() {
            known.last = Some((folder.to_owned(), config.clone()));
            return Ok(config);
        }
        let is_here = folder.as_os_str().is_empty();
        let Ok(full) = std::path::absolute(if is_here { Path::new(".") } else { folder }) else {
            return Ok(None);
        };
        let path = full.ancestors().map(|folder| folder.join(NAME)).find(|path| path.is_file());
        let config = path.map(|path| known.read(&path)).transpose()?;
        if known.by_folder.len() >= FOLDERS {
            known.by_folder.clear();
        }
        known.by_folder.insert(folder.to_owned(), config.clone());
        Ok(config)
    }

    /// Every configuration in use, by folder.
    pub(in crate::cli) fn all(&self) -> Vec<Arc<Config>> {
        let known = self.known();
        let configs = self.given.iter().chain(known.by_file.values());
        let mut all: Vec<Arc<Config>> = configs.cloned().collect();
        all.sort_by(|a, b| a.folder.cmp(&b.folder));
        all
    }

    /// The rules of the command and those for the patterns of all configurations in use.
    pub(in crate::cli) fn rules(&self) -> &'static RuleSet {
        let all = self.all();
        with_patterns(all.iter().flat_map(|config| config.patterns()).collect())
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether a folder is the parent of a file, judging by bytes: it may be even if they differ.
fn is_directly_in(file: &Path, folder: &Path) -> bool {
    let [file, folder] = [file, folder].map(|path| path.as_os_str().as_encoded_bytes());
    let name = file.strip_prefix(folder).and_then(|rest| rest.strip_prefix(b"/"));
    let is_name =
        |name: &[u8]| !matches!(name, b"" | b".") && !name.iter().any(|b| b"/\\".contains(b));
    !folder.is_empty() && name.is_some_and(is_name)
}

impl Known {
    fn read(&mut self, path: &Path) -> Result<Arc<Config>, Problem> {
        if let Some(known) = self.by_file.get(path) {
            return Ok(known.clone());
        }
        // In messages, the path is relative to the current folder if the file is below it.
        let here = std::env::current_dir().unwrap_or_default();
        let shown = path.strip_prefix(&here).unwrap_or(path);
        let config = Arc::new(read(shown)?);
        self.by_file.insert(path.to_owned(), config.clone());
        Ok(config)
    }
}
