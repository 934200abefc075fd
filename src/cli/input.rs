//! Finds and reads the files that a command works on.

use std::collections::HashSet;
use std::fs;
use std::io::{self, IsTerminal as _, Read as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use globset::GlobBuilder;
use ignore::WalkBuilder;

use super::files;
use super::output::{cannot_read, complain, note, problem};
use crate::Format;
use crate::report::json::Problem;
use crate::source::{DecodeOptions, decode};

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

/// The files that the arguments name.
#[derive(Debug, Default)]
pub(super) struct Inputs {
    /// The files, each once: arguments in the order given, folders sorted by path.
    pub(super) files: Vec<Input>,
    /// What could not be found or searched.
    pub(super) problems: Vec<Problem>,
}

/// Reports what could not be found. Returns whether no file was found, which is then reported too.
pub(super) fn is_nothing(files: &[Input], problems: &[Problem]) -> bool {
    problems.iter().for_each(complain);
    let nothing = files.is_empty() && problems.is_empty();
    if nothing {
        note("error: no caption file found\n  help: pass a file, or a folder with caption files\n");
    }
    nothing
}

impl Input {
    fn file(path: PathBuf) -> Self {
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

    /// The bytes of the file.
    pub(super) fn read(&self) -> Result<Vec<u8>, Problem> {
        let fail = |error: io::Error| cannot_read(&self.shown, &error);
        let limit = limit();
        let mut bytes = Vec::new();
        let mut read = |from: &mut dyn io::Read, length: u64| {
            if length <= limit {
                bytes.reserve(usize::try_from(length).unwrap_or_default());
                from.take(limit + 1).read_to_end(&mut bytes).map_err(fail)?;
            }
            if length.max(bytes.len() as u64) > limit {
                let message =
                    format!("cannot read `{}`: it is larger than {limit} bytes", self.shown);
                return Err(problem(&self.shown, message, "raise the limit with --max-input"));
            }
            Ok(())
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

/// Finds the files that arguments refer to: `-`, files (whatever their extension), folders (searched for
/// caption files), and patterns that the shell did not expand.
pub(super) fn collect(arguments: &[PathBuf], stdin_name: Option<&str>, all: bool) -> Inputs {
    let mut inputs = Inputs::default();
    for argument in arguments {
        if argument.as_os_str() == "-" {
            inputs.files.push(Input::stdin(stdin_name));
            continue;
        }
        match fs::metadata(argument) {
            Ok(meta) if meta.is_dir() => {
                inputs.walk(argument, all, &is_caption_file);
            }
            Ok(_) => inputs.files.push(Input::file(argument.clone())),
            Err(error) if error.kind() == io::ErrorKind::NotFound && is_pattern(argument) => {
                inputs.expand(argument, all);
            }
            Err(error) => {
                let shown = argument.display().to_string();
                inputs.problems.push(cannot_read(&shown, &error));
            }
        }
    }
    if arguments.len() > 1 {
        inputs.drop_doubles();
    }
    inputs
}

/// Treats named files as if a search of their folder had found them: those that are not caption files are
/// left out, and the patterns of `exclude` apply to the others.
pub(super) fn leave_out_foreign(files: &mut Vec<Input>) {
    files.retain(|file| file.path.as_deref().is_none_or(is_caption_file));
    for file in files.iter_mut().filter(|file| file.path.is_some()) {
        file.found = true;
    }
}

/// Whether a file in a folder is a caption file, judging by its name. An `.xml` file may be anything, so
/// its beginning decides.
fn is_caption_file(path: &Path) -> bool {
    if Format::from_path(&path.to_string_lossy()).is_none() {
        return false;
    }
    let is_xml = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("xml"));
    !is_xml || begins_as_ttml(path).unwrap_or(true)
}

/// Number of bytes of an `.xml` file that are examined.
const HEAD: u64 = 64 * 1024;

fn begins_as_ttml(path: &Path) -> io::Result<bool> {
    let mut head = Vec::new();
    fs::File::open(path)?.take(HEAD).read_to_end(&mut head)?;
    let source = decode(&head, &DecodeOptions::default());
    Ok(source.is_ok_and(|source| Format::is_ttml(&source.text)))
}

fn is_pattern(argument: &Path) -> bool {
    argument.to_str().is_some_and(|text| text.contains(['*', '?', '[', '{']))
}

impl Inputs {
    /// Adds the caption files below a folder, sorted. Hidden files and files ignored by
    /// `.gitignore` are skipped unless `all`; links are not followed.
    fn walk(&mut self, folder: &Path, all: bool, wanted: &dyn Fn(&Path) -> bool) {
        let (mut paths, mut errors) = (Vec::new(), Vec::new());
        // In one thread, as not every system can create threads.
        for entry in WalkBuilder::new(folder).standard_filters(!all).build() {
            match entry {
                Ok(entry) => {
                    let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
                    if is_file && wanted(entry.path()) {
                        paths.push(entry.into_path());
                    }
                }
                Err(error) => errors.push(error.to_string()),
            }
        }
        paths.sort_unstable();
        errors.sort_unstable();
        // `check .` shows `talk.srt`, not `./talk.srt`.
        let here = folder == Path::new(".");
        let shown = |path: PathBuf| match path.strip_prefix("./") {
            Ok(rest) if here => rest.to_owned(),
            _ => path,
        };
        let found = paths.into_iter().map(|path| {
            let below = path.strip_prefix(folder).ok().and_then(Path::parent);
            let below = below.map(Path::to_owned).unwrap_or_default();
            Input { below, found: true, ..Input::file(shown(path)) }
        });
        self.files.extend(found);
        let folder = folder.display().to_string();
        self.problems.extend(errors.into_iter().map(|error| {
            let message = format!("cannot search `{folder}`: {error}");
            problem(&folder, message, "check the permissions of the folders")
        }));
    }

    /// Adds the files that a pattern matches, whatever their extension.
    fn expand(&mut self, pattern: &Path, all: bool) {
        let text = pattern.to_string_lossy();
        let text = text.strip_prefix("./").unwrap_or(&text);
        let glob = match GlobBuilder::new(text).literal_separator(true).build() {
            Ok(glob) => glob.compile_matcher(),
            Err(error) => {
                let message = format!("`{text}` is not a valid pattern: {}", error.kind());
                let help = "use *, ?, ** and [a-z], for example '**/*.srt'";
                return self.problems.push(problem(text, message, help));
            }
        };
        let base: PathBuf =
            Path::new(text).components().take_while(|c| !is_pattern(c.as_ref())).collect();
        let from = if base.as_os_str().is_empty() { Path::new(".") } else { &base };
        if !from.is_dir() {
            return;
        }
        let matches = |path: &Path| glob.is_match(path.strip_prefix("./").unwrap_or(path));
        self.walk(from, all, &matches);
    }

    /// Keeps the first of several names of one file, as files are processed in parallel.
    fn drop_doubles(&mut self) {
        let mut seen = HashSet::new();
        self.files.retain(|file| match &file.path {
            None => seen.insert(PathBuf::from("-")),
            Some(path) => seen.insert(fs::canonicalize(path).unwrap_or_else(|_| path.clone())),
        });
    }
}
