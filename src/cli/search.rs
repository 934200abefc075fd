//! Finds the files that a command works on: one after the other as they are needed, so that memory use does not
//! depend on the size of the archive.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use globset::GlobBuilder;
use ignore::{Walk, WalkBuilder};

use super::input::{Input, List, head};
use super::output::{cannot_read, complain, note, problem};
use crate::Format;
use crate::report::json::Problem;
use crate::source::{DecodeOptions, decode};

/// The files that the arguments name.
#[derive(Debug, Default)]
pub(super) struct Inputs {
    /// The files, each once: arguments in the order given, folders sorted by path.
    pub(super) files: Vec<Input>,
    /// What could not be found or searched.
    pub(super) problems: Vec<Problem>,
}

/// Finds all files that arguments refer to, for a command that needs them together: see [`Search`].
pub(super) fn collect(arguments: &[PathBuf], stdin_name: Option<&str>, all: bool) -> Inputs {
    let mut inputs = Inputs::default();
    for found in Search::new(arguments, stdin_name, all) {
        match found {
            Ok(file) => inputs.files.push(file),
            Err(problem) => inputs.problems.push(problem),
        }
    }
    inputs
}

/// Reports what could not be found. Returns whether no file was found, which is then reported too.
pub(super) fn is_nothing(files: &[Input], problems: &[Problem]) -> bool {
    problems.iter().for_each(complain);
    let nothing = files.is_empty() && problems.is_empty();
    if nothing {
        report_nothing();
    }
    nothing
}

/// Reports that no file was found.
pub(super) fn report_nothing() {
    note("error: no caption file found\n  help: pass a file, or a folder with caption files\n");
}

/// The files that arguments refer to, each once: `-`, files (whatever their extension), folders (searched for
/// caption files, in the order of their paths), and patterns that the shell did not expand; then the files and
/// folders of a list, if there is one: see [`Search::with_list`]. What cannot be found or searched is an error in its place.
pub(super) struct Search<'a> {
    arguments: std::slice::Iter<'a, PathBuf>,
    list: Option<List>,
    stdin_name: Option<&'a str>,
    all: bool,
    /// The folder that is being searched.
    folder: Option<Folder>,
    /// Hashes of the files found, if one can be found twice.
    seen: Option<HashSet<[u8; 16]>>,
}

/// The search of a folder.
struct Folder {
    path: PathBuf,
    walk: Walk,
    wanted: Box<dyn Fn(&Path) -> bool>,
}

impl<'a> Search<'a> {
    /// Hidden files and files ignored by `.gitignore` are skipped in folders unless `all`.
    pub(super) fn new(arguments: &'a [PathBuf], stdin_name: Option<&'a str>, all: bool) -> Self {
        let seen = overlap(arguments).then(HashSet::new);
        Self { arguments: arguments.iter(), list: None, stdin_name, all, folder: None, seen }
    }

    /// Adds what a list names. With `once` a file that was found before is left out, which takes memory for each file:
    /// for commands that change files.
    pub(super) fn with_list(self, list: Option<List>, once: bool) -> Self {
        let seen = if list.is_some() { once.then(HashSet::new) } else { self.seen };
        Self { list, seen, ..self }
    }

    /// The file or the first file that an argument refers to, if there is one.
    fn argument(&mut self, argument: &Path) -> Option<Result<Input, Problem>> {
        if argument.as_os_str() == "-" {
            return Some(Ok(Input::stdin(self.stdin_name)));
        }
        match fs::metadata(argument) {
            Err(error) if error.kind() == io::ErrorKind::NotFound && is_pattern(argument) => {
                self.expand(argument).err().map(Err)
            }
            found => self.named(argument, found),
        }
    }

    /// The same for a path that is not a pattern.
    fn named(
        &mut self,
        path: &Path,
        found: io::Result<fs::Metadata>,
    ) -> Option<Result<Input, Problem>> {
        match found {
            Ok(meta) if meta.is_dir() => {
                self.walk(path, Box::new(is_caption_file));
                None
            }
            Ok(_) => Some(Ok(Input::file(path.to_owned()))),
            Err(error) => Some(Err(cannot_read(&path.display().to_string(), &error))),
        }
    }

    /// Searches a folder for caption files. Links are not followed.
    fn walk(&mut self, folder: &Path, wanted: Box<dyn Fn(&Path) -> bool>) {
        // Sorted in each folder by name, the files are in the order of their paths. In one thread, as not every
        // system can create threads.
        let walk = WalkBuilder::new(folder)
            .standard_filters(!self.all)
            // The paths of what is in one folder are in the order of the names, which take longer to find.
            .sort_by_file_path(|a, b| a.as_os_str().cmp(b.as_os_str()))
            .build();
        self.folder = Some(Folder { path: folder.to_owned(), walk, wanted });
    }

    /// Searches for the files that a pattern matches, whatever their extension.
    fn expand(&mut self, pattern: &Path) -> Result<(), Problem> {
        let text = pattern.to_string_lossy();
        let text = text.strip_prefix("./").unwrap_or(&text);
        let glob = match GlobBuilder::new(text).literal_separator(true).build() {
            Ok(glob) => glob.compile_matcher(),
            Err(error) => {
                let message = format!("`{text}` is not a valid pattern: {}", error.kind());
                let help = "use *, ?, ** and [a-z], for example '**/*.srt'";
                return Err(problem(text, message, help));
            }
        };
        let base = base_of(Path::new(text));
        if base.is_dir() {
            let matches = move |path: &Path| glob.is_match(path.strip_prefix("./").unwrap_or(path));
            self.walk(&base, Box::new(matches));
        }
        Ok(())
    }

    /// Whether a file is found for the first time. Files are processed in parallel, so that none may come twice.
    fn is_first(&mut self, file: &Input) -> bool {
        let Some(seen) = &mut self.seen else { return true };
        let hash = match &file.path {
            None => blake3::hash(b"-"),
            Some(path) => {
                let full = fs::canonicalize(path);
                let full = full.as_ref().unwrap_or(path);
                blake3::hash(full.as_os_str().as_encoded_bytes())
            }
        };
        let mut short = [0; 16];
        short.copy_from_slice(&hash.as_bytes()[..16]);
        seen.insert(short)
    }

    fn find(&mut self) -> Option<Result<Input, Problem>> {
        loop {
            if let Some(folder) = &mut self.folder {
                match folder.next() {
                    None => self.folder = None,
                    found => return found,
                }
            }
            let found = if let Some(argument) = self.arguments.next() {
                self.argument(argument)
            } else {
                match self.list.as_mut()?.next()? {
                    Ok(path) => {
                        let meta = fs::metadata(&path);
                        self.named(&path, meta)
                    }
                    Err(problem) => {
                        self.list = None;
                        Some(Err(problem))
                    }
                }
            };
            if found.is_some() {
                return found;
            }
        }
    }
}

impl Iterator for Search<'_> {
    type Item = Result<Input, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.find()? {
                Ok(file) if !self.is_first(&file) => {}
                found => return Some(found),
            }
        }
    }
}

impl Folder {
    fn next(&mut self) -> Option<Result<Input, Problem>> {
        loop {
            let entry = match self.walk.next()? {
                Ok(entry) => entry,
                Err(error) => {
                    let folder = self.path.display().to_string();
                    let message = format!("cannot search `{folder}`: {error}");
                    let help = "check the permissions of the folders";
                    return Some(Err(problem(&folder, message, help)));
                }
            };
            let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
            if !is_file || !(self.wanted)(entry.path()) {
                continue;
            }
            let path = entry.into_path();
            let below = path.strip_prefix(&self.path).ok().and_then(Path::parent);
            let below = below.map(Path::to_owned).unwrap_or_default();
            // `check .` shows `talk.srt`, not `./talk.srt`.
            let shown = match path.strip_prefix("./") {
                Ok(rest) if self.path == Path::new(".") => rest.to_owned(),
                _ => path,
            };
            return Some(Ok(Input { below, found: true, ..Input::file(shown) }));
        }
    }
}

/// Whether two arguments can refer to the same file: one is the other, or is in its folder.
fn overlap(arguments: &[PathBuf]) -> bool {
    let full = |path: &PathBuf| {
        let path = if path.exists() { path.clone() } else { base_of(path) };
        fs::canonicalize(&path).unwrap_or(path)
    };
    if arguments.len() < 2 {
        return false;
    }
    let mut places: Vec<PathBuf> = arguments.iter().map(full).collect();
    places.sort_unstable();
    places.windows(2).any(|pair| pair[1].starts_with(&pair[0]))
}

/// The folder in which the files of a pattern are.
fn base_of(pattern: &Path) -> PathBuf {
    let base: PathBuf = pattern.components().take_while(|c| !is_pattern(c.as_ref())).collect();
    if base.as_os_str().is_empty() { PathBuf::from(".") } else { base }
}

fn is_pattern(argument: &Path) -> bool {
    argument.to_str().is_some_and(|text| text.contains(['*', '?', '[', '{']))
}

/// Treats a named file as if a search of its folder had found it: the patterns of `exclude` then apply. Returns
/// whether the search would have found it.
pub(super) fn as_found(file: &mut Input) -> bool {
    file.found = file.path.is_some();
    file.path.as_deref().is_none_or(is_caption_file)
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
    let head = head(path, HEAD)?;
    let source = decode(&head, &DecodeOptions::default());
    Ok(source.is_ok_and(|source| Format::is_ttml(&source.text)))
}
