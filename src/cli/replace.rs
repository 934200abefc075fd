//! Atomic writes: other programs see the old or the new file, never a partial one, and an interrupted run
//! leaves no temporary files.
//!
//! A new file is created next to the old one, gets its owner, group, mode and extended attributes, and replaces
//! it. If replacing the old file would lose something (it has several hard links, or an owner to whom this user
//! cannot give files), it is overwritten instead, with a backup copy next to it until the write is complete.

use std::fs::{self, File, Metadata};
use std::io::{self, IsTerminal as _, Read as _, Seek as _, Write};
use std::path::{Path, PathBuf};

use super::output::problem;
use super::signals::uninterrupted;
use super::temporary::{NEW, PRIVATE, Temporary};
use super::terminal::printable;
use crate::report::json::Problem;

/// The content of a file that is too large for memory, written before it is certain that the file is wanted. It is
/// removed when it is dropped.
pub(super) struct Draft {
    file: Temporary,
    /// The file whose place it can take, and the mode that it was created with.
    target: Option<(PathBuf, u32)>,
}

impl Draft {
    /// A draft beside the file that it may become.
    pub(super) fn of(path: &Path) -> io::Result<Self> {
        let (target, mode) = match fs::metadata(path) {
            Ok(meta) if meta.is_file() => (fs::canonicalize(path)?, PRIVATE),
            Ok(_) => return Self::new(),
            Err(_) => (path.to_owned(), NEW),
        };
        Ok(Self { file: Temporary::beside(&target, mode)?, target: Some((target, mode)) })
    }

    /// A draft in the folder for temporary files.
    pub(super) fn new() -> io::Result<Self> {
        let file = Temporary::beside(&std::env::temp_dir().join("draft"), PRIVATE)?;
        Ok(Self { file, target: None })
    }

    /// The open file.
    pub(super) fn file(&mut self) -> &mut File {
        self.file.file()
    }

    /// The whole content, in memory.
    pub(super) fn read(&mut self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.file().rewind()?;
        self.file().read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn fits(&self, path: &Path, mode: u32) -> bool {
        self.target.as_ref().is_some_and(|(target, made)| target == path && *made == mode)
    }
}

/// What a file is to contain.
pub(super) enum Content<'a> {
    Bytes(&'a [u8]),
    Draft(&'a mut Draft),
}

impl Content<'_> {
    fn write_to(&mut self, file: &mut File) -> io::Result<()> {
        match self {
            Self::Bytes(bytes) => file.write_all(bytes),
            Self::Draft(draft) => {
                draft.file().rewind()?;
                io::copy(draft.file(), file).map(|_| ())
            }
        }
    }
}

/// Writes a file. A link is followed to its target. A device or a pipe is written to directly.
pub(super) fn replace(path: &Path, mut content: Content<'_>) -> Result<(), Problem> {
    let fail = |error: io::Error| cannot_write(path, &error);
    let old = match fs::metadata(path) {
        Ok(meta) => meta,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return beside(path, NEW, &mut content, |new| new.take_the_place_of(path))
                .map_err(fail);
        }
        Err(error) => return Err(fail(error)),
    };
    if old.is_dir() {
        return Err(fail(io::ErrorKind::IsADirectory.into()));
    }
    if !old.is_file() {
        return stream(path, &mut content).map_err(fail);
    }
    if old.permissions().readonly() {
        let shown = path.display().to_string();
        let message = format!("cannot write `{shown}`: it is read-only");
        return Err(problem(&shown, message, "make it writable, or choose another output file"));
    }
    let target = fs::canonicalize(path).map_err(fail)?;
    let swapped = !has_other_names(&old) && swap(&target, &old, &mut content).map_err(fail)?;
    if swapped { Ok(()) } else { overwrite(path, &target, &mut content) }
}

/// Makes a temporary file with the content beside `target`.
fn beside<T>(
    target: &Path,
    mode: u32,
    content: &mut Content<'_>,
    then: impl FnOnce(&mut Temporary) -> io::Result<T>,
) -> io::Result<T> {
    if let Content::Draft(draft) = content
        && draft.fits(target, mode)
    {
        return then(&mut draft.file);
    }
    let mut new = Temporary::beside(target, mode)?;
    content.write_to(new.file())?;
    then(&mut new)
}

/// A device or a pipe.
fn stream(path: &Path, content: &mut Content<'_>) -> io::Result<()> {
    let mut file = File::options().write(true).open(path)?;
    if !file.is_terminal() {
        return content.write_to(&mut file);
    }
    let bytes = match content {
        Content::Bytes(bytes) => bytes.to_vec(),
        Content::Draft(draft) => draft.read()?,
    };
    file.write_all(printable(&String::from_utf8_lossy(&bytes)).as_bytes())
}

/// Replaces the old file with a new one, unless metadata of the old file would be lost.
fn swap(target: &Path, old: &Metadata, content: &mut Content<'_>) -> io::Result<bool> {
    let swapped = beside(target, PRIVATE, content, |new| {
        if keep(target, old, new.file()).is_err() {
            return Ok(false);
        }
        match new.take_the_place_of(target) {
            // For example, a single file mounted into a container.
            Err(error) if error.kind() == io::ErrorKind::ResourceBusy => Ok(false),
            result => result.map(|()| true),
        }
    });
    match swapped {
        // The user may have no write access to the folder, but to the file.
        Err(error) if is_denied(&error) => Ok(false),
        result => result,
    }
}

fn is_denied(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem)
}

#[cfg(unix)]
fn has_other_names(old: &Metadata) -> bool {
    std::os::unix::fs::MetadataExt::nlink(old) > 1
}

#[cfg(not(unix))]
fn has_other_names(_: &Metadata) -> bool {
    false
}

/// Copies the metadata of the old file to the new one.
fn keep(target: &Path, old: &Metadata, new: &File) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt as _, fchown};
        let made = new.metadata()?;
        if (made.uid(), made.gid()) != (old.uid(), old.gid()) {
            fchown(new, Some(old.uid()), Some(old.gid()))?;
        }
        keep_attributes(target, new)?;
    }
    #[cfg(not(unix))]
    let _ = target;
    // The mode comes last: changing the owner clears mode bits, and an access list changes them.
    new.set_permissions(old.permissions())
}

/// Copies the extended attributes, including access lists, from one file to another.
#[cfg(unix)]
fn keep_attributes(target: &Path, new: &File) -> io::Result<()> {
    use std::collections::BTreeMap;
    use std::ffi::OsString;

    use xattr::FileExt as _;

    let names = |listed: io::Result<xattr::XAttrs>| match listed {
        Ok(names) => Ok(names.collect::<Vec<OsString>>()),
        Err(error) if error.kind() == io::ErrorKind::Unsupported => Ok(Vec::new()),
        Err(error) => Err(error),
    };
    let mut wanted: BTreeMap<OsString, Vec<u8>> = BTreeMap::new();
    for name in names(xattr::list(target))? {
        if let Some(value) = xattr::get(target, &name)? {
            wanted.insert(name, value);
        }
    }
    for name in names(new.list_xattr())? {
        if !wanted.contains_key(&name) {
            new.remove_xattr(&name)?;
        }
    }
    for (name, value) in &wanted {
        if new.get_xattr(name)?.as_ref() != Some(value) {
            new.set_xattr(name, value)?;
        }
    }
    Ok(())
}

/// Overwrites a file. A backup copy exists until the write is complete; if the new content cannot be
/// written, the old content is restored.
fn overwrite(path: &Path, target: &Path, content: &mut Content<'_>) -> Result<(), Problem> {
    let fail = |error: io::Error| cannot_write(path, &error);
    let old = fs::read(target).map_err(fail)?;
    let mut copy = Temporary::beside(target, PRIVATE)
        .or_else(|_| Temporary::beside(&std::env::temp_dir().join("copy"), PRIVATE))
        .map_err(fail)?;
    copy.file().write_all(&old).and_then(|()| copy.file().sync_all()).map_err(fail)?;
    let mut file = File::options().write(true).open(target).map_err(fail)?;
    let _guard = uninterrupted();
    let Err(error) = put(&mut file, content) else { return Ok(()) };
    if put(&mut file, &mut Content::Bytes(&old)).is_ok() {
        return Err(fail(error));
    }
    let copy = copy.keep().display().to_string();
    let shown = path.display().to_string();
    let message = format!("cannot write `{shown}`: {error}; its old content is in `{copy}`");
    Err(problem(&shown, message, "free disk space, then copy it back"))
}

/// Overwrites the existing blocks of a file before it grows or shrinks, so that the old content can be
/// restored.
fn put(file: &mut File, content: &mut Content<'_>) -> io::Result<()> {
    file.rewind()?;
    content.write_to(file)?;
    let end = file.stream_position()?;
    file.set_len(end)?;
    file.sync_all()
}

/// A file that cannot be written.
pub(super) fn cannot_write(path: &Path, error: &io::Error) -> Problem {
    let help = match error.kind() {
        io::ErrorKind::NotFound => "create the folder first",
        io::ErrorKind::PermissionDenied => "check the permissions of the file and its folder",
        io::ErrorKind::IsADirectory => "pass a file, not a folder",
        io::ErrorKind::StorageFull => "free disk space",
        _ => "",
    };
    let path = path.display().to_string();
    problem(&path, format!("cannot write `{path}`: {error}"), help)
}
