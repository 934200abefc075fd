//! The rules and limits for each document: those of `cuesmith check` without options. Configuration files are read
//! whenever a document is checked, so that their changes count without a restart.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::cli::commands::check_args::CheckArgs;
use crate::cli::commands::check_plans::{FilePlan, Plans};
use crate::cli::input::Input;
use crate::cli::output::Failure;
use crate::report::json::Problem;

/// How documents are checked.
pub(super) struct Settings {
    args: CheckArgs,
    /// The folder whose configuration applies to documents that were never saved.
    pub(super) root: Option<PathBuf>,
    /// The plan for all documents.
    #[cfg(test)]
    pub(super) planned: Option<Arc<FilePlan>>,
}

impl Settings {
    /// With a configuration file for all documents, or without configuration files.
    pub(super) fn new(config: Option<&Path>, no_config: bool) -> Result<Self, Failure> {
        let mut args = CheckArgs::without_options()?;
        args.config = config.map(Path::to_owned);
        args.no_config = no_config;
        args.max_findings = 0;
        let settings = Self {
            args,
            root: None,
            #[cfg(test)]
            planned: None,
        };
        // A mistake in the file is reported at once.
        if config.is_some() {
            settings.plan(None).map_err(Failure::Problem)?;
        }
        Ok(settings)
    }

    /// The plan for a document by its name; `None` if the configuration excludes it.
    pub(super) fn plan(&self, name: Option<&str>) -> Result<Option<Arc<FilePlan>>, Problem> {
        #[cfg(test)]
        if self.planned.is_some() {
            return Ok(self.planned.clone());
        }
        let unsaved = || self.root.as_ref().map(|root| root.join("untitled"));
        let unsaved = || unsaved().map(|path| path.to_string_lossy().into_owned());
        let name = name.map(str::to_owned).or_else(unsaved);
        let input = Input { found: true, ..Input::stdin(name.as_deref()) };
        let failed = |failure: Failure| failure.problem(&input.shown);
        let plans = Plans::new(&self.args, None).map_err(failed)?;
        match plans.excludes(&input).map_err(failed)? {
            true => Ok(None),
            false => plans.of(&input).map(Some).map_err(failed),
        }
    }
}
