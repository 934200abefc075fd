//! The streams: standard output, which may be closed, and messages on standard error. All output of a
//! command goes through this module (`tests/all/architecture.rs`), so that no control sequence from a
//! file reaches a terminal (`terminal`).

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Read as _, Seek as _, Write};

use super::terminal::{is_terminal, one_line, painted, printable};
use crate::report::json::Problem;

/// Why a command stops early.
#[derive(Debug)]
pub(super) enum Failure {
    /// The output was closed: the run ends without a message, but fails, as part of the output was not read.
    Closed,
    /// A problem to report.
    Problem(Problem),
}

impl Failure {
    /// The problem to report for a file that the run skips.
    pub(super) fn problem(self, shown: &str) -> Problem {
        match self {
            Self::Problem(problem) => problem,
            Self::Closed => problem(shown, "the output was closed".to_owned(), ""),
        }
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

/// The kind of output, which decides whether terminal control characters are escaped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// For people: always escaped.
    Text,
    /// For people, with colors: escaped except for color sequences.
    Painted,
    /// The content of a file, a diff or a report for programs: escaped only on a terminal.
    Data,
}

impl Kind {
    /// The report of a command.
    pub(super) const fn of_report(is_for_programs: bool) -> Self {
        if is_for_programs { Self::Data } else { Self::Text }
    }

    /// The text as it is written to a stream.
    fn shown(self, text: &str, to_terminal: bool) -> Cow<'_, str> {
        match (self, to_terminal) {
            (Self::Text, _) | (Self::Data, true) => printable(text),
            (Self::Painted, _) => painted(text),
            (Self::Data, false) => Cow::Borrowed(text),
        }
    }
}

/// Standard output (or standard error), buffered.
pub(super) struct Out {
    to: BufWriter<Box<dyn Write>>,
    is_terminal: bool,
}

impl Out {
    // Neither stream is locked for the whole run, as the workers draw the progress bar.
    pub(super) fn stdout() -> Self {
        Self::of(io::stdout())
    }

    pub(super) fn stderr() -> Self {
        Self::of(io::stderr())
    }

    fn of(to: impl Write + IsTerminal + 'static) -> Self {
        let is_terminal = is_terminal(&to);
        let to: Box<dyn Write> = Box::new(to);
        let to = BufWriter::with_capacity(64 * 1024, to);
        Self { to, is_terminal }
    }

    /// Writes text for people.
    pub(super) fn text(&mut self, text: &str) -> Result<(), Failure> {
        self.put(Kind::Text, text)
    }

    /// Writes the content of an output file, a diff or a report for programs.
    pub(super) fn data(&mut self, data: impl AsRef<[u8]>) -> Result<(), Failure> {
        let data = data.as_ref();
        if self.is_terminal {
            return self.put(Kind::Data, &String::from_utf8_lossy(data));
        }
        let result = self.to.write_all(data);
        Self::judge(result)
    }

    /// Writes the content of an output file that is too large for memory. The stream is not a terminal.
    pub(super) fn copy(&mut self, file: &mut File) -> Result<(), Failure> {
        let copied = file.rewind().and_then(|()| {
            let mut block = vec![0; 128 * 1024];
            loop {
                match file.read(&mut block) {
                    Ok(0) => return Ok(()),
                    Ok(length) => self.to.write_all(&block[..length])?,
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    Err(error) => return Err(error),
                }
            }
        });
        Self::judge(copied)
    }

    /// Whether the stream is a terminal.
    pub(super) const fn is_terminal(&self) -> bool {
        self.is_terminal
    }

    pub(super) fn put(&mut self, kind: Kind, text: &str) -> Result<(), Failure> {
        let result = self.to.write_all(kind.shown(text, self.is_terminal).as_bytes());
        Self::judge(result)
    }

    pub(super) fn flush(&mut self) -> Result<(), Failure> {
        let result = self.to.flush();
        Self::judge(result)
    }

    fn judge(result: io::Result<()>) -> Result<(), Failure> {
        match result {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Err(Failure::Closed),
            Err(error) => {
                Err(problem("-", format!("cannot write standard output: {error}"), "").into())
            }
        }
    }
}

/// A message on standard error, for people.
pub(super) fn note(text: &str) {
    note_as(Kind::Text, text);
}

/// Writes other output to standard error. Errors are ignored, as they cannot be reported.
pub(super) fn note_as(kind: Kind, text: &str) {
    let stream = io::stderr();
    let text = kind.shown(text, is_terminal(&stream));
    let _ = stream.lock().write_all(text.as_bytes());
}

/// Reports what went wrong and what to do about it.
pub(super) fn complain(problem: &Problem) {
    let help = match one_line(&problem.help) {
        help if help.is_empty() => String::new(),
        help => format!("  help: {help}\n"),
    };
    note(&format!("error: {}\n{help}", one_line(&problem.message)));
}

/// A file that cannot be read.
pub(super) fn cannot_read(path: &str, error: &io::Error) -> Problem {
    let help = match error.kind() {
        io::ErrorKind::NotFound => {
            "check the spelling; quote a pattern such as '**/*.srt' to have it expanded here"
        }
        io::ErrorKind::PermissionDenied => "check the permissions of the file and its folder",
        io::ErrorKind::IsADirectory => "pass a file, not a folder",
        io::ErrorKind::OutOfMemory => "the file needs more memory than this process can have",
        _ => "",
    };
    problem(path, format!("cannot read `{path}`: {error}"), help)
}

pub(super) fn problem(path: &str, message: impl Into<String>, help: &str) -> Problem {
    Problem { path: path.to_owned(), message: message.into(), help: help.to_owned() }
}

/// A usage error that is only found after files are read.
pub(super) fn usage(message: impl Into<String>, help: impl Into<String>) -> Failure {
    Problem { path: String::new(), message: message.into(), help: help.into() }.into()
}
