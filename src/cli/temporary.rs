//! Temporary files that are removed no matter how the run ends.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::signals::{self, files, uninterrupted};

/// A file that is removed when it is dropped, or when a signal ends the run.
pub(super) struct Temporary {
    file: Option<NamedTempFile>,
    path: PathBuf,
}

impl Temporary {
    /// A new file in the same folder as the target, so that a rename is enough to replace the target.
    /// The umask is applied to `mode`.
    pub(super) fn beside(target: &Path, mode: u32) -> io::Result<Self> {
        let folder = folder_of(target);
        fs::metadata(folder)?;
        signals::catch();
        let _guard = uninterrupted();
        // The error names the temporary file, which the user does not know, so only its kind is kept.
        let file =
            builder(mode).tempfile_in(folder).map_err(|error| io::Error::from(error.kind()))?;
        let path = file.path().to_owned();
        files().push(path.clone());
        Ok(Self { file: Some(file), path })
    }

    /// The open file.
    pub(super) fn file(&mut self) -> &mut File {
        // Only the functions at the end of its life remove the file.
        self.file
            .as_mut()
            .map(NamedTempFile::as_file_mut)
            .expect("the file exists until it gets its name")
    }

    /// Gives the file its final name, once its content is on disk. It stays temporary if this fails.
    pub(super) fn take_the_place_of(&mut self, target: &Path) -> io::Result<()> {
        self.file().sync_all()?;
        if let Some(file) = self.file.take() {
            let _guard = uninterrupted();
            if let Err(failed) = file.persist(target) {
                self.file = Some(failed.file);
                return Err(failed.error);
            }
        }
        // Syncs the name too. Not every file system can, and the file is complete either way.
        if let Ok(folder) = File::open(folder_of(target)) {
            let _ = folder.sync_all();
        }
        Ok(())
    }

    /// Keeps the file where it is.
    pub(super) fn keep(mut self) -> PathBuf {
        if let Some(file) = self.file.take() {
            let _ = file.keep();
        }
        std::mem::take(&mut self.path)
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        self.file = None;
        files().retain(|path| *path != self.path);
    }
}

/// The mode of a new file, and of a file that only this user may read.
pub(super) const NEW: u32 = 0o666;
pub(super) const PRIVATE: u32 = 0o600;

fn folder_of(target: &Path) -> &Path {
    target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn builder(mode: u32) -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".cuesmith-").suffix(".tmp");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(mode));
    #[cfg(not(unix))]
    let _ = mode;
    builder
}
