//! `check --source`: the file that the checked files were translated from.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use super::ReadArgs;
use super::options::GroupArgs;
use crate::cli::input::Input;
use crate::cli::output::{Failure, note, usage};
use crate::lint::{Group, ReferenceFile};
use crate::source::{DecodeOptions, decode};
use crate::{Format, ReadOptions, open_silently};

#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Translation")]
pub(in crate::cli) struct PairArgs {
    /// Source of the translation, or - for standard input; the rules of the family ALN compare its
    /// cues and times with those of the files
    #[arg(long, value_name = "FILE")]
    source: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) tolerance: GroupArgs<{ Group::Translation as u8 }>,
}

impl PairArgs {
    /// The source, if one is passed.
    pub(in crate::cli) fn source(&self) -> Option<&Path> {
        self.source.as_deref()
    }

    /// Reads the source. Its encoding and format are always detected, even if they are given for the files.
    pub(in crate::cli) fn load<'p>(
        &self,
        paths: impl IntoIterator<Item = &'p Path>,
        read: &ReadArgs,
    ) -> Result<Option<Arc<ReferenceFile>>, Failure> {
        let is_stdin = |path: &Path| path.as_os_str() == "-";
        if self.source().is_some_and(is_stdin) && paths.into_iter().any(is_stdin) {
            return Err(usage(
                "standard input cannot be both the file and its source",
                "pass a file for one of them",
            ));
        }
        self.load_from(self.source.as_deref(), read)
    }

    /// The same for a file with another name.
    pub(in crate::cli) fn load_from(
        &self,
        path: Option<&Path>,
        read: &ReadArgs,
    ) -> Result<Option<Arc<ReferenceFile>>, Failure> {
        let Some(path) = path else { return Ok(None) };
        let input = Input::of(path, None);
        let bytes = input.read()?;
        let source =
            decode(&bytes, &DecodeOptions::default()).map_err(|e| input.undecodable(&e))?;
        let name = input.name.as_deref();
        let reading = ReadOptions { format: None::<Format>, ..read.reading() };
        let original = ReferenceFile::of(&input.shown, &open_silently(&source, name, &reading));
        if original.cues.is_empty() {
            note(&format!("warning: no cue was read from the source `{}`\n", input.shown));
        }
        Ok(Some(Arc::new(original)))
    }
}
