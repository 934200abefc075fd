//! `--files-from`: a list of the files to work on.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::input::List;
use crate::cli::output::{Failure, usage};

#[derive(Clone, Debug, Default, Args)]
pub(in crate::cli) struct ListArgs {
    /// Read further files and folders from a list, one path a line, or from standard input (-). A list
    /// with a NUL byte near its beginning is separated by NUL bytes
    #[arg(long, value_name = "FILE")]
    files_from: Option<PathBuf>,
    /// Paths in the list are separated by NUL bytes, as `find -print0` writes them
    #[arg(short = '0', long, requires = "files_from")]
    null: bool,
}

impl ListArgs {
    /// The list, if one is passed.
    pub(in crate::cli) fn path(&self) -> Option<&Path> {
        self.files_from.as_deref()
    }

    /// Whether the list is standard input, which can be read only once.
    pub(in crate::cli) fn is_stdin(&self) -> bool {
        self.path().is_some_and(|list| list.as_os_str() == "-")
    }

    /// Opens the list a second time, if one is passed and can be read.
    pub(in crate::cli) fn open_again(&self) -> Option<List> {
        List::open(self.path()?, self.null).ok()
    }

    /// Opens the list. Fails if it and a file among `paths` are both standard input.
    pub(in crate::cli) fn open(&self, paths: &[PathBuf]) -> Result<Option<List>, Failure> {
        let Some(list) = self.path() else { return Ok(None) };
        if self.is_stdin() && paths.iter().any(|path| path.as_os_str() == "-") {
            return Err(usage(
                "standard input cannot be both a caption file and the list of files",
                "pass a file for one of them",
            ));
        }
        Ok(Some(List::open(list, self.null)?))
    }
}
