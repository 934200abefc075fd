//! Where results go: standard output that may be closed, messages, and files that are replaced in
//! one step.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::exit::Exit;
use crate::report::json::Problem;

/// Why a command stops early.
#[derive(Debug)]
pub(super) enum Failure {
    /// Nobody reads the output any more: the run ends quietly, with what was found so far.
    Closed(Exit),
    /// Something is wrong.
    Problem(Problem),
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

/// Standard output (or standard error), buffered.
pub(super) struct Out {
    to: BufWriter<Box<dyn Write>>,
    /// How the run ends if nobody reads the output.
    pub(super) so_far: Exit,
}

impl Out {
    // Neither is locked for the whole run: the progress bar is drawn by the workers.
    pub(super) fn stdout() -> Self {
        Self::of(Box::new(io::stdout()))
    }

    pub(super) fn stderr() -> Self {
        Self::of(Box::new(io::stderr()))
    }

    fn of(to: Box<dyn Write>) -> Self {
        Self { to: BufWriter::with_capacity(64 * 1024, to), so_far: Exit::Clean }
    }

    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        let result = self.to.write_all(bytes);
        self.judge(result)
    }

    pub(super) fn text(&mut self, text: &str) -> Result<(), Failure> {
        self.write(text.as_bytes())
    }

    pub(super) fn flush(&mut self) -> Result<(), Failure> {
        let result = self.to.flush();
        self.judge(result)
    }

    fn judge(&self, result: io::Result<()>) -> Result<(), Failure> {
        match result {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                Err(Failure::Closed(self.so_far))
            }
            Err(error) => {
                Err(problem("-", format!("cannot write standard output: {error}"), "").into())
            }
        }
    }
}

/// A message on standard error. If that is closed there is nobody to tell.
pub(super) fn note(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Names what went wrong and the way out.
pub(super) fn complain(problem: &Problem) {
    let help =
        if problem.help.is_empty() { String::new() } else { format!("  help: {}\n", problem.help) };
    note(&format!("error: {}\n{help}", problem.message));
}

/// A file that cannot be read.
pub(super) fn cannot_read(path: &str, error: &io::Error) -> Problem {
    let help = match error.kind() {
        io::ErrorKind::NotFound => {
            "check the spelling; quote a pattern such as '**/*.srt' to have it expanded here"
        }
        io::ErrorKind::PermissionDenied => "check the permissions of the file and its folder",
        io::ErrorKind::IsADirectory => "name a file, not a folder",
        _ => "",
    };
    problem(path, format!("cannot read `{path}`: {error}"), help)
}

/// A file that cannot be written.
fn cannot_write(path: &Path, error: &io::Error) -> Problem {
    let help = match error.kind() {
        io::ErrorKind::NotFound => "make the folder first",
        io::ErrorKind::PermissionDenied => "check the permissions of the file and its folder",
        io::ErrorKind::IsADirectory => "name a file, not a folder",
        io::ErrorKind::StorageFull => "make room on the disk",
        _ => "",
    };
    let path = path.display().to_string();
    problem(&path, format!("cannot write `{path}`: {error}"), help)
}

pub(super) fn problem(path: &str, message: impl Into<String>, help: &str) -> Problem {
    Problem { path: path.to_owned(), message: message.into(), help: help.to_owned() }
}

/// Wrong usage that only shows once the files are looked at.
pub(super) fn usage(message: impl Into<String>, help: impl Into<String>) -> Failure {
    Problem { path: String::new(), message: message.into(), help: help.into() }.into()
}

/// Replaces a file in one step: whoever reads it meanwhile sees the old or the new one, never a
/// part. A link is followed to its target; permissions are kept. What is no plain file (a device, a
/// pipe) is written to as it is.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> Result<(), Problem> {
    let fail = |error: io::Error| cannot_write(path, &error);
    let (target, old) = target_of(path).map_err(fail)?;
    match &old {
        Some(meta) if !meta.is_file() && !meta.is_dir() => {
            return fs::write(&target, bytes).map_err(fail);
        }
        Some(meta) if meta.is_dir() => {
            return Err(fail(io::Error::from(io::ErrorKind::IsADirectory)));
        }
        Some(meta) if meta.permissions().readonly() => {
            let shown = path.display().to_string();
            let message = format!("cannot write `{shown}`: it is read-only");
            return Err(problem(&shown, message, "make it writable, or write to another file"));
        }
        _ => {}
    }
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut file = temporary(folder).map_err(fail)?;
    file.write_all(bytes).map_err(fail)?;
    if let Some(meta) = old {
        file.as_file().set_permissions(meta.permissions()).map_err(fail)?;
    }
    file.persist(&target).map_err(|error| fail(error.error))?;
    Ok(())
}

/// The file behind a path, links followed, and what is known about it if it exists.
fn target_of(path: &Path) -> io::Result<(PathBuf, Option<fs::Metadata>)> {
    match fs::canonicalize(path) {
        Ok(target) => {
            let meta = fs::metadata(&target)?;
            Ok((target, Some(meta)))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok((path.to_owned(), None)),
        Err(error) => Err(error),
    }
}

/// A file beside the target, so that the last step is a rename within one file system.
fn temporary(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".cuesmith-").suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // The default of temporary files is 0600; a new file gets what the umask allows.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    fs::metadata(folder)?;
    // The error names the temporary file, which nobody asked for: its kind is enough.
    builder.tempfile_in(folder).map_err(|error| error.kind().into())
}

/// Whether two paths lead to one file.
pub(super) fn is_same_file(a: &Path, b: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        if let (Ok(a), Ok(b)) = (fs::metadata(a), fs::metadata(b)) {
            return (a.dev(), a.ino()) == (b.dev(), b.ino());
        }
    }
    matches!((fs::canonicalize(a), fs::canonicalize(b)), (Ok(a), Ok(b)) if a == b)
}
