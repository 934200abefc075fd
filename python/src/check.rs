//! Checking and fixing.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use cuesmith::lint::{self, RuleSet};
use cuesmith::report::Checked;
use cuesmith::source::{Applicability, DecodeOptions};
use cuesmith::{Opened, ReadOptions, open};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use rayon::prelude::*;

use crate::errors::{Kind, error};
use crate::input::Input;
use crate::options::{CheckOptions, applicability, check_options, wrong};
use crate::report::{FileRow, Report};

/// Checks a file. `source` is text, bytes, a path (`os.PathLike`) or a `Document`.
///
/// Options: `preset`, `select`, `ignore` (texts or lists of codes, names and families), `columns` (`utf16`, the default,
/// `codepoints` or `utf8`), and those of `cuesmith.option_table()`. `config` is the path of a `cuesmith.toml`, or a dict with
/// its content; its settings, for all files or those that it names, are overridden by the other options. No configuration is
/// searched for. Raises `OptionError` for an option that does not exist.
#[pyfunction]
#[pyo3(signature = (source, *, path=None, format=None, encoding=None, **options))]
pub(crate) fn check(
    py: Python<'_>,
    source: &Bound<'_, PyAny>,
    path: Option<PathBuf>,
    format: Option<&str>,
    encoding: Option<String>,
    options: Option<&Bound<'_, PyDict>>,
) -> PyResult<Report> {
    let input = Input::of(source, path, format, encoding)?;
    let options = check_options(options)?;
    py.detach(|| {
        let source = input.decode()?;
        let file = open(&source, input.path.as_deref(), &input.reading);
        of_opened(&file, &options)
    })
}

/// The report of an open file.
fn of_opened(file: &Opened<'_>, options: &CheckOptions) -> PyResult<Report> {
    let mut report = Report::new(options);
    report.add(row(file, options)?);
    Ok(report)
}

/// The report of a file that was opened without the findings of its reader.
pub(crate) fn of_silent(file: &Opened<'_>, options: &CheckOptions) -> PyResult<Report> {
    of_opened(&open(file.source, file.path, &file.reading), options)
}

fn row(file: &Opened<'_>, options: &CheckOptions) -> PyResult<FileRow> {
    options.with_plan(file, |plan, guess| {
        let mut found = lint::check(file, plan);
        found.guessed_kind = guess;
        row_of(file, plan.set(), (&found, &[]), options)
    })
}

fn row_of(
    file: &Opened<'_>,
    rules: &RuleSet,
    (found, applied): (&lint::Report, &[lint::Applied]),
    options: &CheckOptions,
) -> FileRow {
    let checked = Checked {
        path: file.path.unwrap_or("<text>"),
        source: file.source,
        timeline: Some(&file.timeline),
        report: found,
        rules,
        applied,
        names: None,
    };
    FileRow::new(&checked, file.language(), options.columns)
}

fn bytes_row(path: &str, bytes: &[u8], options: &CheckOptions) -> PyResult<FileRow> {
    match cuesmith::source::decode(bytes, &DecodeOptions::default()) {
        Ok(source) => row(&open(&source, Some(path), &ReadOptions::default()), options),
        Err(failed) => Ok(FileRow::unreadable(path, Some(bytes), &failed.to_string())),
    }
}

/// Checks many files, with several threads and without the GIL. A file that cannot be read is a row of the report with an
/// `error`, in the order of `paths`. `threads` is their number (default: one for each core; at most 128). `progress` is called with the
/// number of files done and of all files, about ten times a second.
///
/// Options: those of `cuesmith.check`.
#[pyfunction]
#[pyo3(signature = (paths, *, threads=None, progress=None, **options))]
pub(crate) fn check_many(
    py: Python<'_>,
    paths: &Bound<'_, PyAny>,
    threads: Option<usize>,
    progress: Option<Py<PyAny>>,
    options: Option<&Bound<'_, PyDict>>,
) -> PyResult<Report> {
    if paths.extract::<PathBuf>().is_ok() {
        return Err(PyTypeError::new_err("expected paths, for example a list, not a single path"));
    }
    let paths = paths.try_iter()?.map(|path| path?.extract());
    let paths: Vec<PathBuf> = paths.collect::<PyResult<_>>()?;
    let options = check_options(options)?;
    let one = |path: &PathBuf| {
        let shown = path.to_string_lossy();
        match std::fs::read(path) {
            Ok(bytes) => bytes_row(&shown, &bytes, &options),
            Err(failed) => Ok(FileRow::unreadable(&shown, None, &failed.to_string())),
        }
    };
    all(py, &paths, threads, progress, &options, one)
}

/// Checks many files whose bytes are at hand: `(name, bytes)` each. The name decides about language and kind; nothing is
/// read from disk. `None` in place of bytes is a file that could not be read.
#[pyfunction]
#[pyo3(signature = (files, *, threads=None, progress=None, **options))]
pub(crate) fn check_blobs(
    py: Python<'_>,
    files: Vec<(String, Option<pyo3::pybacked::PyBackedBytes>)>,
    threads: Option<usize>,
    progress: Option<Py<PyAny>>,
    options: Option<&Bound<'_, PyDict>>,
) -> PyResult<Report> {
    let options = check_options(options)?;
    let one = |(name, bytes): &(String, Option<pyo3::pybacked::PyBackedBytes>)| match bytes {
        Some(bytes) => bytes_row(name, bytes, &options),
        None => Ok(FileRow::unreadable(name, None, "no content")),
    };
    all(py, &files, threads, progress, &options, one)
}

/// More threads do not improve speed, and each takes memory.
const MOST: usize = 128;

fn all<T: Sync>(
    py: Python<'_>,
    items: &[T],
    threads: Option<usize>,
    progress: Option<Py<PyAny>>,
    options: &CheckOptions,
    one: impl Fn(&T) -> PyResult<FileRow> + Sync,
) -> PyResult<Report> {
    if threads == Some(0) {
        return Err(wrong("`threads` must be at least 1"));
    }
    let pool = match threads {
        Some(1) => None,
        threads => Some(
            rayon::ThreadPoolBuilder::new()
                // 0 is the default.
                .num_threads(threads.map_or(0, |threads| threads.min(items.len().clamp(1, MOST))))
                .build()
                .map_err(|failed| pyo3::exceptions::PyRuntimeError::new_err(failed.to_string()))?,
        ),
    };
    let mut report = Report::new(options);
    let mut told = Instant::now();
    for (at, chunk) in items.chunks(64).enumerate() {
        let rows: Vec<FileRow> = py.detach(|| match &pool {
            None => chunk.iter().map(&one).collect::<PyResult<_>>(),
            Some(pool) => pool.install(|| chunk.par_iter().map(&one).collect()),
        })?;
        rows.into_iter().for_each(|row| report.add(row));
        py.check_signals()?;
        let done = at * 64 + chunk.len();
        if let Some(progress) = &progress
            && (told.elapsed() > Duration::from_millis(100) || done == items.len())
        {
            progress.call1(py, (done, items.len()))?;
            told = Instant::now();
        }
    }
    Ok(report)
}

/// Fixes a file until nothing is left to fix, and returns the new text (or bytes, as `source` was given) and a report of
/// what is left; `report.applied` lists the fixes.
///
/// `unsafe` also applies fixes that change timing, words or line breaks. Other options: those of `cuesmith.check`.
#[pyfunction]
#[pyo3(signature = (source, *, path=None, format=None, encoding=None, **options))]
pub(crate) fn fix<'py>(
    py: Python<'py>,
    source: &Bound<'py, PyAny>,
    path: Option<PathBuf>,
    format: Option<&str>,
    encoding: Option<String>,
    options: Option<&Bound<'py, PyDict>>,
) -> PyResult<(Bound<'py, PyAny>, Report)> {
    let input = Input::of(source, path, format, encoding)?;
    let (options, least) = fix_options(options)?;
    let (bytes, report) = py.detach(|| {
        let source = input.decode()?;
        let file = open(&source, input.path.as_deref(), &input.reading);
        fixed(&file, &options, least)
    })?;
    Ok((input.returned(py, bytes)?, report))
}

/// The options of a fix.
pub(crate) fn fix_options(
    given: Option<&Bound<'_, PyDict>>,
) -> PyResult<(CheckOptions, Applicability)> {
    let Some(given) = given else { return Ok((check_options(None)?, Applicability::Safe)) };
    let given = given.copy()?;
    let mut all = false;
    if let Some(flag) = given.get_item("unsafe")? {
        all = flag.is_truthy()?;
        given.del_item("unsafe")?;
    }
    Ok((check_options(Some(&given))?, applicability(all)))
}

/// The bytes of a fixed file, and what is left. The file is opened with the findings of its reader.
fn fixed(
    file: &Opened<'_>,
    options: &CheckOptions,
    least: Applicability,
) -> PyResult<(Vec<u8>, Report)> {
    let fixed = options.with_plan(file, |plan, guess| {
        lint::fix_opened(file, plan, least, |now, mut fixes| {
            fixes.report.guessed_kind = guess;
            let mut report = Report::new(options);
            let done = (&fixes.report, &fixes.applied[..]);
            report.add(row_of(now, plan.set(), done, options));
            (now.source.bytes.to_vec(), report)
        })
    })?;
    fixed.map_err(|failed| error(Kind::Edit, &failed.to_string(), file.path))
}

/// [`fixed`] for a file that was opened without the findings of its reader.
pub(crate) fn fixed_silent(
    file: &Opened<'_>,
    options: &CheckOptions,
    least: Applicability,
) -> PyResult<(Vec<u8>, Report)> {
    fixed(&open(file.source, file.path, &file.reading), options, least)
}
