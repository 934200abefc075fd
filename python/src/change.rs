//! Operations that change a file by edits: lines, times, speaker marks, profanity, dictionaries.

use std::path::PathBuf;

use cuesmith::operations::{self, Operation, OperationError};
use cuesmith::source::Span;
use cuesmith::verify_change::apply;
use cuesmith::{Opened, open_silently};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyList, PySequence, PyString};

use crate::errors::{Kind, error, error_at};
use crate::input::Input;
use crate::options::wrong;

/// The result of an operation.
pub(crate) struct Changed {
    pub(crate) bytes: Vec<u8>,
    /// A list of dicts: `cue`, `before`, `after` and `message`.
    pub(crate) changes: Py<PyAny>,
}

/// An operation with the options of a call; those that are `None` keep their default.
pub(crate) fn operation(
    name: &str,
    more: &[(&str, &str)],
    given: Option<&Bound<'_, PyDict>>,
) -> PyResult<Operation> {
    let unknown = || wrong(&format!("unknown operation `{name}`"));
    let mut operation = Operation::new(name).ok_or_else(unknown)?;
    for (option, value) in more {
        operation.set(option, value).map_err(|failed| wrong(&failed.to_string()))?;
    }
    for (option, value) in given.into_iter().flat_map(|given| given.iter()) {
        if value.is_none() {
            continue;
        }
        let option: String = option.extract()?;
        let between = if option == "clip" { "-" } else { "," };
        let value = text(&value, between)?;
        operation.set(&option, &value).map_err(|failed| wrong(&failed.to_string()))?;
    }
    Ok(operation)
}

/// A value as text: lists are joined, the two sides of a pair in a list by `=`.
fn text(value: &Bound<'_, PyAny>, between: &str) -> PyResult<String> {
    if let Ok(is) = value.cast::<PyBool>() {
        return Ok(is.is_true().to_string());
    }
    if value.is_instance_of::<PyString>() {
        return value.extract();
    }
    if let Ok(list) = value.cast::<PySequence>() {
        let items = list.try_iter()?.map(|item| text(&item?, "="));
        return Ok(items.collect::<PyResult<Vec<_>>>()?.join(between));
    }
    Ok(value.str()?.to_string_lossy().into_owned())
}

/// Runs an operation on an open file: the new content and the changes.
pub(crate) fn changed(
    py: Python<'_>,
    file: &Opened<'_>,
    operation: &Operation,
) -> PyResult<Changed> {
    let made = operation.run(file).map_err(|failed| match &failed {
        OperationError::Retime(retime) => {
            let at = retime.span().unwrap_or(Span::at(0));
            error_at(Kind::Edit, &failed.to_string(), file.path, file.text(), at)
        }
        _ => wrong(&failed.to_string()),
    })?;
    let bytes = apply(file, &made.edits, &made.account)
        .map_err(|failed| error(Kind::Edit, &failed.to_string(), file.path))?;
    let list = PyList::empty(py);
    for operations::Change { cue, before, after, left, .. } in made.changes {
        let row = PyDict::new(py);
        row.set_item("cue", cue)?;
        row.set_item("before", before)?;
        row.set_item("after", after)?;
        row.set_item("message", left.unwrap_or_default())?;
        list.append(row)?;
    }
    Ok(Changed { bytes, changes: list.into_any().unbind() })
}

/// Reads a file, runs an operation on it and returns the new content and the changes.
fn run<'py>(
    py: Python<'py>,
    source: &Bound<'py, PyAny>,
    named: (Option<PathBuf>, Option<&str>, Option<String>),
    operation: &Operation,
) -> PyResult<(Bound<'py, PyAny>, Py<PyAny>)> {
    let (path, format, encoding) = named;
    let input = Input::of(source, path, format, encoding)?;
    let changed = {
        let text = input.decode()?;
        changed(py, &open_silently(&text, input.path.as_deref(), &input.reading), operation)?
    };
    Ok((input.returned(py, changed.bytes)?, changed.changes))
}

/// Gives a file other times, and returns the new text (or bytes) and what changed.
///
/// Options, times in ms: `shift`; `scale` (`"25/24"`); `from_fps` and `to_fps`; `clip_negative` (cues before zero are cut
/// instead of an error); `sync` (a list of `(from, to)`); `sort`; `clip` (`(from, to)`) and `keep_times`; `join_same`, `join_short` (with `max_chars`, `max_lines`), `split_longer`; `snap` (a frame rate);
/// `min_duration`, `max_duration`, `min_gap`, `close_gaps`, `max_cps`, `media_duration`, `trim_overlaps`.
#[pyfunction]
#[pyo3(signature = (source, *, path=None, format=None, encoding=None, **options))]
pub(crate) fn retime<'py>(
    py: Python<'py>,
    source: &Bound<'py, PyAny>,
    path: Option<PathBuf>,
    format: Option<&str>,
    encoding: Option<String>,
    options: Option<&Bound<'py, PyDict>>,
) -> PyResult<(Bound<'py, PyAny>, Py<PyAny>)> {
    run(py, source, (path, format, encoding), &operation("retime", &[], options)?)
}

/// Rewraps the lines of a file, and returns the new text (or bytes) and what changed.
///
/// Options: `max_chars` (42), `max_lines` (2), `width`, `all` (rewrap every cue), `language`, `split` (split cues with too
/// much text, with `min_duration` and `min_gap` in ms).
#[pyfunction]
#[pyo3(signature = (source, *, path=None, format=None, encoding=None, **options))]
pub(crate) fn reflow<'py>(
    py: Python<'py>,
    source: &Bound<'py, PyAny>,
    path: Option<PathBuf>,
    format: Option<&str>,
    encoding: Option<String>,
    options: Option<&Bound<'py, PyDict>>,
) -> PyResult<(Bound<'py, PyAny>, Py<PyAny>)> {
    run(py, source, (path, format, encoding), &operation("reflow", &[], options)?)
}

/// Writes speaker marks in another style, and returns the new text (or bytes) and what changed.
///
/// `to` is `chevrons`, `dashes`, `names`, `brackets` or `voice`; `None` removes all marks. Options: `keep_names`,
/// `dialogue_only`, `tight_dash`.
#[pyfunction]
#[pyo3(signature = (source, to, *, path=None, format=None, encoding=None, **options))]
pub(crate) fn speakers<'py>(
    py: Python<'py>,
    source: &Bound<'py, PyAny>,
    to: Option<&str>,
    path: Option<PathBuf>,
    format: Option<&str>,
    encoding: Option<String>,
    options: Option<&Bound<'py, PyDict>>,
) -> PyResult<(Bound<'py, PyAny>, Py<PyAny>)> {
    let to = [("to", to.unwrap_or("none"))];
    run(py, source, (path, format, encoding), &operation("speakers", &to, options)?)
}

/// Masks profanity, and returns the new text (or bytes) and what was found.
///
/// Options: `style` (`fixed`, `stars`, `first-letter`, `bleep`, `remove`, `report`) or `text`; `words` (further words, one
/// entry a line); `languages` (built-in lists; default: that of the file and English); `language` of the file;
/// `min_severity` (1 to 3); `strict` (disguised words too).
#[pyfunction]
#[pyo3(signature = (source, *, path=None, format=None, encoding=None, **options))]
pub(crate) fn mask<'py>(
    py: Python<'py>,
    source: &Bound<'py, PyAny>,
    path: Option<PathBuf>,
    format: Option<&str>,
    encoding: Option<String>,
    options: Option<&Bound<'py, PyDict>>,
) -> PyResult<(Bound<'py, PyAny>, Py<PyAny>)> {
    run(py, source, (path, format, encoding), &operation("mask", &[], options)?)
}

/// Corrects the terms of a dictionary in a file, and returns the new text (or bytes) and what changed.
///
/// `terms` has one term a line; `Term = wrong | wrong` lists wrong forms. Options: `language`, `fuzzy` (words that sound
/// and look like a term too), `min_score` (0 to 1).
#[pyfunction]
#[pyo3(signature = (source, terms, *, path=None, format=None, encoding=None, **options))]
pub(crate) fn apply_dictionary<'py>(
    py: Python<'py>,
    source: &Bound<'py, PyAny>,
    terms: &str,
    path: Option<PathBuf>,
    format: Option<&str>,
    encoding: Option<String>,
    options: Option<&Bound<'py, PyDict>>,
) -> PyResult<(Bound<'py, PyAny>, Py<PyAny>)> {
    let terms = [("terms", terms)];
    run(py, source, (path, format, encoding), &operation("dictionary", &terms, options)?)
}
