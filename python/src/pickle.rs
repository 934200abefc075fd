//! Reports, findings and losses as bytes for `pickle` and `copy`, and back. Findings are the JSON of the command.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use cuesmith::report::json::{
    Bytes, CueRef, Data, Edit, Finding as Found, Fix, Place, Range, Related,
};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyTuple};
use serde_json::{Value, json};

use crate::convert::Loss;
use crate::report::{FileResult, FileRow, Finding, Report};

/// What `__reduce__` returns: the function that makes the object again, and its arguments.
pub(crate) type Reduced<'py> = (Bound<'py, PyAny>, Bound<'py, PyTuple>);

pub(crate) fn reduced<'py>(py: Python<'py>, kind: &str, value: &Value) -> PyResult<Reduced<'py>> {
    let make = py.import("cuesmith._core")?.getattr("unpickled")?;
    let bytes = PyBytes::new(py, value.to_string().as_bytes());
    Ok((make, (kind, bytes).into_pyobject(py)?))
}

/// Makes an object again of what it was pickled as.
#[pyfunction]
pub(crate) fn unpickled(py: Python<'_>, kind: &str, data: &[u8]) -> PyResult<Py<PyAny>> {
    let wrong = || PyValueError::new_err("not what cuesmith was pickled as");
    let value: Value = serde_json::from_slice(data).map_err(|_| wrong())?;
    let value = &value;
    let made = match kind {
        "report" => report(value).map(|made| Ok(Py::new(py, made)?.into_any())),
        "finding" => {
            finding(value).map(|made| Ok(Py::new(py, Finding(Arc::new(made)))?.into_any()))
        }
        "file" => result(value).map(|made| Ok(Py::new(py, made)?.into_any())),
        "loss" => loss(value).map(|made| Ok(Py::new(py, made)?.into_any())),
        _ => None,
    };
    made.ok_or_else(wrong)?
}

pub(crate) fn of_report(report: &Report) -> Value {
    let files: Vec<Value> = report.files.iter().map(of_file).collect();
    json!({ "config_hash": report.config_hash, "files": files })
}

pub(crate) fn of_finding(found: &Found) -> Value {
    // Plain data with string keys always serializes.
    serde_json::to_value(found).unwrap_or_default()
}

fn of_file(file: &FileRow) -> Value {
    let findings: Vec<Value> = file.findings.iter().map(|found| of_finding(found)).collect();
    json!({
        "path": file.path,
        "sha256": file.sha256,
        "format": file.format,
        "encoding": file.encoding,
        "language": file.language,
        "cues": file.cues,
        "duration": file.duration,
        "error": file.error,
        "findings": findings,
        "applied": file.applied,
        "skipped": file.skipped,
    })
}

pub(crate) fn of_result(file: &FileResult) -> Value {
    json!({
        "path": file.path,
        "status": file.status,
        "error": file.error,
        "format": file.format,
        "encoding": file.encoding,
        "language": file.language,
        "cues": file.cues,
        "duration_ms": file.duration_ms,
        "sha256": file.sha256,
        "counts": [file.errors, file.warnings, file.infos],
    })
}

pub(crate) fn of_loss(loss: &Loss) -> Value {
    json!({
        "kind": loss.kind,
        "message": loss.message,
        "cue": loss.cue,
        "line": loss.line,
        "start": loss.span.0,
        "end": loss.span.1,
    })
}

fn report(value: &Value) -> Option<Report> {
    let files = list(value, "files")?.iter().map(file).collect::<Option<_>>()?;
    Some(Report { files, config_hash: text(value, "config_hash")? })
}

fn file(value: &Value) -> Option<FileRow> {
    let pair = |value: &Value| {
        let [name, other] = &value.as_array()?[..] else { return None };
        Some((interned(name.as_str()?), other.clone()))
    };
    let pairs = |name| list(value, name)?.iter().map(pair).collect::<Option<Vec<_>>>();
    let applied = |(code, count): (_, Value)| Some((code, u32::try_from(count.as_u64()?).ok()?));
    let skipped = |(code, reason): (_, Value)| Some((code, interned(reason.as_str()?)));
    let findings = list(value, "findings")?.iter().map(|one| finding(one).map(Arc::new));
    Some(FileRow {
        path: text(value, "path")?,
        sha256: text(value, "sha256")?,
        format: word(value, "format")?,
        encoding: word(value, "encoding")?,
        language: text(value, "language"),
        cues: value.get("cues")?.as_u64()?,
        duration: value.get("duration")?.as_i64()?,
        error: text(value, "error"),
        findings: findings.collect::<Option<_>>()?,
        applied: pairs("applied")?.into_iter().map(applied).collect::<Option<_>>()?,
        skipped: pairs("skipped")?.into_iter().map(skipped).collect::<Option<_>>()?,
    })
}

fn result(value: &Value) -> Option<FileResult> {
    let count = |count: &Value| usize::try_from(count.as_u64()?).ok();
    let counts: Vec<usize> = list(value, "counts")?.iter().map(count).collect::<Option<_>>()?;
    let [errors, warnings, infos] = counts[..] else { return None };
    Some(FileResult {
        path: text(value, "path")?,
        status: word(value, "status")?,
        error: text(value, "error"),
        format: word(value, "format")?,
        encoding: word(value, "encoding")?,
        language: text(value, "language"),
        cues: value.get("cues")?.as_u64()?,
        duration_ms: value.get("duration_ms")?.as_i64()?,
        sha256: text(value, "sha256")?,
        errors,
        warnings,
        infos,
    })
}

fn finding(value: &Value) -> Option<Found> {
    let cue = |cue: &Value| {
        Some(CueRef {
            index: number(cue, "index")?,
            id: text(cue, "id"),
            start_ms: cue.get("start_ms")?.as_i64()?,
            end_ms: cue.get("end_ms").and_then(Value::as_i64),
        })
    };
    let related = |place: &Value| {
        Some(Related {
            path: text(place, "path")?,
            span: span(place)?,
            range: range(place)?,
            message: text(place, "message")?,
        })
    };
    let data = |data: &Value| {
        Some(Data {
            actual: data.get("actual")?.as_f64()?,
            limit: data.get("limit")?.as_f64()?,
            unit: word(data, "unit")?,
        })
    };
    let edit = |edit: &Value| {
        Some(Edit { span: span(edit)?, range: range(edit)?, text: text(edit, "text")? })
    };
    let is_set = |value: &Value, name| value.get(name).and_then(Value::as_bool).unwrap_or(false);
    let fix = |fix: &Value| {
        Some(Fix {
            applicability: word(fix, "applicability")?,
            title: text(fix, "title")?,
            edits: list(fix, "edits")?.iter().map(edit).collect::<Option<_>>()?,
            to_utf8: is_set(fix, "to_utf8"),
            last: is_set(fix, "last"),
        })
    };
    Some(Found {
        code: word(value, "code")?,
        name: word(value, "name")?,
        severity: word(value, "severity")?,
        message: text(value, "message")?,
        help: text(value, "help"),
        path: text(value, "path")?,
        span: span(value)?,
        range: range(value)?,
        cue: optional(value, "cue", cue)?,
        related: list(value, "related")?.iter().map(related).collect::<Option<_>>()?,
        data: optional(value, "data", data)?,
        fix: optional(value, "fix", fix)?,
        order_field: text(value, "order_field"),
        fingerprint: text(value, "fingerprint")?,
        detail: word(value, "detail"),
    })
}

fn loss(value: &Value) -> Option<Loss> {
    Some(Loss {
        kind: word(value, "kind")?,
        message: text(value, "message")?,
        cue: optional(value, "cue", |cue| u32::try_from(cue.as_u64()?).ok())?,
        line: number(value, "line")?,
        span: (number(value, "start")?, number(value, "end")?),
    })
}

/// A part that may be missing: `None` if it is there and wrong.
fn optional<T>(value: &Value, name: &str, make: impl Fn(&Value) -> Option<T>) -> Option<Option<T>> {
    match value.get(name) {
        None | Some(Value::Null) => Some(None),
        Some(part) => make(part).map(Some),
    }
}

fn list<'v>(value: &'v Value, name: &str) -> Option<&'v Vec<Value>> {
    value.get(name)?.as_array()
}

fn text(value: &Value, name: &str) -> Option<String> {
    value.get(name)?.as_str().map(str::to_owned)
}

fn number(value: &Value, name: &str) -> Option<u32> {
    value.get(name)?.as_u64()?.try_into().ok()
}

fn span(value: &Value) -> Option<Bytes> {
    let span = value.get("span")?;
    Some(Bytes { start: number(span, "start")?, end: number(span, "end")? })
}

fn range(value: &Value) -> Option<Range> {
    let range = value.get("range")?;
    let place = |name| {
        let place = range.get(name)?;
        Some(Place { line: number(place, "line")?, col: number(place, "col")? })
    };
    Some(Range { start: place("start")?, end: place("end")? })
}

/// A text that the library has as a constant: a code, a name, a unit, a reason.
fn word(value: &Value, name: &str) -> Option<&'static str> {
    value.get(name)?.as_str().map(interned)
}

/// One copy of each text for the life of the process: there are as many as rules, units and reasons.
fn interned(text: &str) -> &'static str {
    static WORDS: Mutex<Option<HashSet<&'static str>>> = Mutex::new(None);
    let mut words = WORDS.lock().unwrap_or_else(PoisonError::into_inner);
    let words = words.get_or_insert_default();
    if let Some(known) = words.get(text) {
        return known;
    }
    let word: &'static str = Box::leak(text.into());
    words.insert(word);
    word
}
