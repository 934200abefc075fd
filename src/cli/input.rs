//! Reads the files that a command works on, and lists of such files.

use std::fs;
use std::io::{self, BufRead, BufReader, IsTerminal as _, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use super::files;
use super::output::{cannot_read, note, problem};
use super::replace::Draft;
use crate::report::json::Problem;

/// One file to work on.
#[derive(Clone, Debug)]
pub(super) struct Input {
    /// Its path; `None` for standard input.
    pub(super) path: Option<PathBuf>,
    /// The name to show.
    pub(super) shown: String,
    /// The name to find the format by.
    pub(super) name: Option<String>,
    /// Its folder, relative to the folder that was searched; empty for a file passed by name.
    pub(super) below: PathBuf,
    /// Whether it was found by a search instead of being passed by name.
    pub(super) found: bool,
}

impl Input {
    /// A file.
    pub(super) fn file(path: PathBuf) -> Self {
        // Errors are reported when it is read.
        let _ = files::reads(&path);
        let shown = path.display().to_string();
        Self {
            name: Some(shown.clone()),
            shown,
            path: Some(path),
            below: PathBuf::new(),
            found: false,
        }
    }

    /// Standard input, under the name to show.
    pub(super) fn stdin(name: Option<&str>) -> Self {
        let shown = name.unwrap_or("<stdin>").to_owned();
        Self {
            path: None,
            shown,
            name: name.map(str::to_owned),
            below: PathBuf::new(),
            found: false,
        }
    }

    /// A single argument: `-` or a file, never a folder or a pattern.
    pub(super) fn of(argument: &Path, stdin_name: Option<&str>) -> Self {
        if argument.as_os_str() == "-" {
            Self::stdin(stdin_name)
        } else {
            Self::file(argument.to_owned())
        }
    }

    /// The error for bytes that are not text in the given encoding.
    pub(super) fn undecodable(&self, error: &dyn std::error::Error) -> Problem {
        let message = format!("cannot read `{}`: {error}", self.shown);
        problem(&self.shown, message, "pass the right encoding with --encoding, or omit the option")
    }

    /// The open file, for reading piece by piece. Fails for standard input.
    #[cfg(feature = "audio")]
    pub(super) fn open(&self) -> Result<fs::File, Problem> {
        let Some(path) = &self.path else {
            let message = "standard input cannot be read as media: they must be searched";
            return Err(problem(&self.shown, message, "pass a file"));
        };
        files::reads(path)?;
        let file = fs::File::open(path).map_err(|error| cannot_read(&self.shown, &error))?;
        match file.metadata() {
            Ok(meta) if meta.is_dir() => {
                Err(cannot_read(&self.shown, &io::ErrorKind::IsADirectory.into()))
            }
            _ => Ok(file),
        }
    }

    /// The input as it is read: one of `least` bytes and more piece by piece, if it can be read again from its start.
    pub(super) fn read_large(&self, least: u64) -> Result<Content, Problem> {
        let Some(path) = &self.path else { return self.read_large_stdin(least) };
        files::reads(path)?;
        let file = fs::File::open(path).map_err(|error| cannot_read(&self.shown, &error))?;
        let meta = file.metadata().map_err(|error| cannot_read(&self.shown, &error))?;
        if meta.is_file() && meta.len() >= least && meta.len() <= limit() {
            return Ok(Content::Large(Large::File(file)));
        }
        self.read().map(Content::Bytes)
    }

    /// What is large on standard input goes to a temporary file, if there is room for it.
    fn read_large_stdin(&self, least: u64) -> Result<Content, Problem> {
        let fail = |error: io::Error| cannot_read(&self.shown, &error);
        if io::stdin().is_terminal() {
            return self.read().map(Content::Bytes);
        }
        let mut from = io::stdin().lock().take(limit() + 1);
        let mut bytes = Vec::new();
        from.by_ref().take(least).read_to_end(&mut bytes).map_err(fail)?;
        let draft = if (bytes.len() as u64) < least { None } else { Draft::new().ok() };
        let Some(mut draft) = draft else {
            from.read_to_end(&mut bytes).map_err(fail)?;
            self.check_length(bytes.len() as u64)?;
            return Ok(Content::Bytes(bytes));
        };
        let mut length = 0;
        while !bytes.is_empty() {
            if draft.file().write_all(&bytes).is_err() {
                let mut all = draft.read().map_err(fail)?;
                all.truncate(length);
                all.append(&mut bytes);
                from.read_to_end(&mut all).map_err(fail)?;
                self.check_length(all.len() as u64)?;
                return Ok(Content::Bytes(all));
            }
            length += bytes.len();
            bytes.clear();
            from.by_ref().take(least).read_to_end(&mut bytes).map_err(fail)?;
        }
        self.check_length(length as u64)?;
        draft.file().rewind().map_err(fail)?;
        Ok(Content::Large(Large::Draft(draft)))
    }

    fn check_length(&self, length: u64) -> Result<(), Problem> {
        let limit = limit();
        if length <= limit {
            return Ok(());
        }
        let message = format!("cannot read `{}`: it is larger than {limit} bytes", self.shown);
        Err(problem(&self.shown, message, "raise the limit with --max-input"))
    }

    /// The bytes of the file.
    pub(super) fn read(&self) -> Result<Vec<u8>, Problem> {
        let fail = |error: io::Error| cannot_read(&self.shown, &error);
        let limit = limit();
        let mut bytes = Vec::new();
        let mut read = |from: &mut dyn io::Read, length: u64| {
            if length <= limit {
                let length = usize::try_from(length).unwrap_or_default();
                bytes.try_reserve(length).map_err(|_| fail(io::ErrorKind::OutOfMemory.into()))?;
                from.take(limit + 1).read_to_end(&mut bytes).map_err(fail)?;
            }
            self.check_length(length.max(bytes.len() as u64))
        };
        match &self.path {
            Some(path) => {
                files::reads(path)?;
                let mut file = fs::File::open(path).map_err(fail)?;
                let meta = file.metadata().map_err(fail)?;
                read(&mut file, if meta.is_file() { meta.len() } else { 0 })?;
            }
            None => {
                let stdin = io::stdin();
                if stdin.is_terminal() {
                    note(
                        "note: reading from the terminal: end the text with Ctrl-D (Ctrl-Z on Windows)\n",
                    );
                }
                read(&mut stdin.lock(), 0)?;
            }
        }
        Ok(bytes)
    }
}

/// An input as it is read.
pub(super) enum Content {
    Bytes(Vec<u8>),
    Large(Large),
}

/// A large input, for reading piece by piece.
pub(super) enum Large {
    File(fs::File),
    /// A copy of standard input.
    Draft(Draft),
}

impl Large {
    /// The open file.
    pub(super) fn file(&mut self) -> &mut fs::File {
        match self {
            Self::File(file) => file,
            Self::Draft(draft) => draft.file(),
        }
    }

    /// The whole input after all.
    pub(super) fn read(self, input: &Input) -> Result<Vec<u8>, Problem> {
        match self {
            // It may have grown: the limit counts.
            Self::File(_) => input.read(),
            Self::Draft(mut draft) => {
                draft.read().map_err(|error| cannot_read(&input.shown, &error))
            }
        }
    }
}

#[cfg(feature = "audio")]
impl Input {
    /// The media file, for reading in pieces at any position. `--max-input` does not limit it, as no more than a
    /// packet is in memory at a time. Standard input is read whole.
    pub(super) fn media(&self) -> Result<Box<dyn crate::align::audio::Media>, Problem> {
        let Some(path) = &self.path else {
            return Ok(Box::new(io::Cursor::new(self.read()?)));
        };
        files::reads(path)?;
        let file = fs::File::open(path).map_err(|error| cannot_read(&self.shown, &error))?;
        let is_file = file.metadata().is_ok_and(|meta| meta.is_file());
        // A pipe is not seekable.
        if is_file { Ok(Box::new(file)) } else { Ok(Box::new(io::Cursor::new(self.read()?))) }
    }
}

/// Standard input, for a conversation. The limit is the caller's concern.
pub(super) fn stdin() -> impl io::BufRead {
    io::stdin().lock()
}

/// Maximum number of bytes to read from an input: a file, a device, a pipe.
static LIMIT: AtomicU64 = AtomicU64::new(1 << 30);

/// Sets the limit for the run.
pub(super) fn set_limit(bytes: u64) {
    LIMIT.store(bytes, Ordering::Relaxed);
}

/// The largest input in bytes.
pub(super) fn limit() -> u64 {
    LIMIT.load(Ordering::Relaxed)
}

/// Opens a file that the command keeps for itself, which is no input.
pub(super) fn open_own(path: &Path) -> io::Result<fs::File> {
    fs::File::open(path)
}

/// The first bytes of a file.
pub(super) fn head(path: &Path, length: u64) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    fs::File::open(path)?.take(length).read_to_end(&mut head)?;
    Ok(head)
}

/// A list of paths, read as it is needed: one a line, or separated by NUL.
pub(super) struct List {
    from: io::Take<Box<dyn BufRead>>,
    shown: String,
    /// What separates the paths; found out from the first block if it is not given.
    separator: Option<u8>,
    number: u64,
}

/// Maximum number of bytes of a path in a list.
const LONGEST_PATH: usize = 64 * 1024;

impl List {
    /// Opens a list; `-` is standard input. Without `null`, a NUL byte in its first block makes NUL the separator.
    pub(super) fn open(path: &Path, null: bool) -> Result<Self, Problem> {
        let is_stdin = path.as_os_str() == "-";
        let shown = if is_stdin { "<stdin>".to_owned() } else { path.display().to_string() };
        let from: Box<dyn BufRead> = if is_stdin {
            Box::new(io::stdin().lock())
        } else {
            files::reads(path)?;
            let file = fs::File::open(path).map_err(|error| cannot_read(&shown, &error))?;
            if file.metadata().is_ok_and(|meta| meta.is_dir()) {
                return Err(cannot_read(&shown, &io::ErrorKind::IsADirectory.into()));
            }
            Box::new(BufReader::with_capacity(64 * 1024, file))
        };
        let from = from.take(limit().saturating_add(1));
        Ok(Self { from, shown, separator: null.then_some(0), number: 0 })
    }

    /// The next path; empty ones are skipped. No path follows an error.
    pub(super) fn next(&mut self) -> Option<Result<PathBuf, Problem>> {
        self.path().transpose()
    }

    fn path(&mut self) -> Result<Option<PathBuf>, Problem> {
        let fail = |shown: &str, error: &io::Error| cannot_read(shown, error);
        loop {
            let separator = match self.separator {
                Some(separator) => separator,
                None => {
                    let block = self.from.fill_buf().map_err(|error| fail(&self.shown, &error))?;
                    *self.separator.insert(if block.contains(&0) { 0 } else { b'\n' })
                }
            };
            let mut path = Vec::new();
            let mut piece = self.from.by_ref().take(LONGEST_PATH as u64);
            piece.read_until(separator, &mut path).map_err(|error| fail(&self.shown, &error))?;
            self.number += 1;
            if path.is_empty() {
                return Ok(None);
            }
            let is_whole = path.pop_if(|last| *last == separator).is_some();
            let problem = |message: String, help| Err(problem(&self.shown, message, help));
            if self.from.limit() == 0 {
                let message = format!("the list `{}` is larger than {} bytes", self.shown, limit());
                return problem(message, "raise the limit with --max-input");
            }
            if !is_whole && path.len() >= LONGEST_PATH {
                let message = format!(
                    "path {} of the list `{}` is longer than {LONGEST_PATH} bytes",
                    self.number, self.shown
                );
                return problem(message, "separate the paths with line feeds or NUL bytes");
            }
            if separator == b'\n' {
                path.pop_if(|last| *last == b'\r');
            }
            if path.is_empty() {
                continue;
            }
            return match path_of(path) {
                Some(path) => Ok(Some(path)),
                None => {
                    let message =
                        format!("path {} of the list `{}` is not UTF-8", self.number, self.shown);
                    problem(message, "save the list as UTF-8")
                }
            };
        }
    }
}

#[cfg(unix)]
fn path_of(bytes: Vec<u8>) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStringExt as _;
    Some(std::ffi::OsString::from_vec(bytes).into())
}

#[cfg(not(unix))]
fn path_of(bytes: Vec<u8>) -> Option<PathBuf> {
    String::from_utf8(bytes).ok().map(PathBuf::from)
}
