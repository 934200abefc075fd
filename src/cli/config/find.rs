//! Finds the configuration file of each caption file: the nearest one, from the folder of the file upwards.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::keys::NAME;
use super::layer::Config;
use super::read::read;
use crate::lint::Pattern;
use crate::report::json::Problem;

/// The configuration files of a run, each read once.
#[derive(Debug, Default)]
pub(in crate::cli) struct Configs {
    /// The configuration for all files, if the command line names one.
    given: Option<Arc<Config>>,
    /// Do not look for configuration files.
    none: bool,
    /// The configuration for the files of a folder.
    by_folder: HashMap<PathBuf, Option<Arc<Config>>>,
    by_file: HashMap<PathBuf, Arc<Config>>,
}

impl Configs {
    /// With the file named on the command line, or without configuration files.
    pub(in crate::cli) fn new(given: Option<&Path>, none: bool) -> Result<Self, Problem> {
        let given = given.map(read).transpose()?.map(Arc::new);
        Ok(Self { given, none, ..Self::default() })
    }

    /// The configuration for a file. For `file`, `None` is standard input without a name, which is treated as a file
    /// in the current folder.
    pub(in crate::cli) fn of(
        &mut self,
        file: Option<&Path>,
    ) -> Result<Option<Arc<Config>>, Problem> {
        if self.none || self.given.is_some() {
            return Ok(self.given.clone());
        }
        let file = std::path::absolute(file.unwrap_or(Path::new("-")));
        let Some(folder) = file.ok().and_then(|file| file.parent().map(Path::to_owned)) else {
            return Ok(None);
        };
        if let Some(known) = self.by_folder.get(&folder) {
            return Ok(known.clone());
        }
        let path = folder.ancestors().map(|folder| folder.join(NAME)).find(|path| path.is_file());
        let config = path.map(|path| self.read(&path)).transpose()?;
        self.by_folder.insert(folder, config.clone());
        Ok(config)
    }

    /// The configuration for a file that was already passed to [`Self::of`].
    pub(in crate::cli) fn known(&self, file: Option<&Path>) -> Option<Arc<Config>> {
        if self.none || self.given.is_some() {
            return self.given.clone();
        }
        let file = std::path::absolute(file.unwrap_or(Path::new("-"))).ok()?;
        self.by_folder.get(file.parent()?)?.clone()
    }

    /// Every configuration in use, by folder.
    pub(in crate::cli) fn all(&self) -> Vec<Arc<Config>> {
        let configs = self.given.iter().chain(self.by_file.values());
        let mut all: Vec<Arc<Config>> = configs.cloned().collect();
        all.sort_by(|a, b| a.folder.cmp(&b.folder));
        all
    }

    /// The patterns of all configurations in use.
    pub(in crate::cli) fn patterns(&self) -> Vec<Arc<Pattern>> {
        let all = self.all();
        all.iter()
            .flat_map(|config| &config.layers)
            .flat_map(|layer| layer.patterns.clone())
            .collect()
    }

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
