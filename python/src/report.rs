//! `Report`: files and their findings.

use cuesmith::report::json::Finding as Found;
use cuesmith::report::{Checked, json::file_report};
use cuesmith::source::ColumnUnit;
use cuesmith::time::Timestamp;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use sha2::{Digest, Sha256};
use std::sync::Arc;

use crate::options::{CheckOptions, hex};
use crate::pickle::{self, Reduced, reduced};
use crate::tables::{self, Table};

/// A file and its findings.
#[derive(Clone, Debug)]
pub(crate) struct FileRow {
    pub(crate) path: String,
    /// The SHA-256 of its bytes in hexadecimal; empty if it could not be read.
    pub(crate) sha256: String,
    pub(crate) format: &'static str,
    pub(crate) encoding: &'static str,
    pub(crate) language: Option<String>,
    pub(crate) cues: u64,
    /// The end of the last cue in ms.
    pub(crate) duration: i64,
    /// Why it could not be read.
    pub(crate) error: Option<String>,
    pub(crate) findings: Vec<Arc<Found>>,
    pub(crate) applied: Vec<(&'static str, u32)>,
    pub(crate) skipped: Vec<(&'static str, &'static str)>,
}

impl FileRow {
    pub(crate) fn new(checked: &Checked<'_>, language: Option<&str>, columns: ColumnUnit) -> Self {
        let report = file_report(checked, columns);
        let cues = checked.timeline.map_or(&[][..], |timeline| &timeline.cues);
        let ends = cues.iter().map(|cue| cue.interval.end).filter(|end| *end != Timestamp::OPEN);
        Self {
            path: report.path,
            sha256: hex(&Sha256::digest(checked.source.bytes)),
            format: report.format,
            encoding: report.encoding,
            language: language.map(str::to_owned),
            cues: report.cues as u64,
            duration: ends.map(|end| end.0).max().unwrap_or(0),
            error: None,
            findings: report.diagnostics.into_iter().map(Arc::new).collect(),
            applied: checked.applied.iter().map(|fix| (fix.code, fix.count)).collect(),
            skipped: report.skipped.iter().map(|rule| (rule.code, rule.reason)).collect(),
        }
    }

    pub(crate) fn unreadable(path: &str, bytes: Option<&[u8]>, error: &str) -> Self {
        Self {
            path: path.to_owned(),
            sha256: bytes.map_or_else(String::new, |bytes| hex(&Sha256::digest(bytes))),
            format: "",
            encoding: "",
            language: None,
            cues: 0,
            duration: 0,
            error: Some(error.to_owned()),
            findings: Vec::new(),
            applied: Vec::new(),
            skipped: Vec::new(),
        }
    }

    /// `ok`, or `error` if it could not be read.
    pub(crate) const fn status(&self) -> &'static str {
        if self.error.is_some() { "error" } else { "ok" }
    }

    /// Number of findings of a severity.
    fn count(&self, severity: &str) -> usize {
        self.findings.iter().filter(|found| found.severity == severity).count()
    }
}

/// The result of a check: files and their findings.
#[pyclass(module = "cuesmith", frozen)]
#[derive(Clone, Debug)]
pub(crate) struct Report {
    pub(crate) files: Vec<FileRow>,
    pub(crate) config_hash: String,
}

impl Report {
    pub(crate) fn new(options: &CheckOptions) -> Self {
        Self { files: Vec::new(), config_hash: options.hash.clone() }
    }

    pub(crate) fn add(&mut self, row: FileRow) {
        self.files.push(row);
    }

    fn count(&self, severity: &str) -> usize {
        self.files.iter().map(|file| file.count(severity)).sum()
    }
}

#[pymethods]
impl Report {
    /// All findings, in the order of the files and of the places in them.
    #[getter]
    fn findings(&self) -> Vec<Finding> {
        self.files.iter().flat_map(|file| file.findings.iter().cloned().map(Finding)).collect()
    }

    /// The files.
    #[getter]
    fn files(&self) -> Vec<FileResult> {
        self.files.iter().map(FileResult::of).collect()
    }

    /// Number of findings of level error.
    #[getter]
    fn errors(&self) -> usize {
        self.count("error")
    }

    /// Number of findings of level warning.
    #[getter]
    fn warnings(&self) -> usize {
        self.count("warning")
    }

    /// Number of findings of level info.
    #[getter]
    fn infos(&self) -> usize {
        self.count("info")
    }

    /// How often the fix of each rule was applied, by the rule's code.
    #[getter]
    fn applied<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let out = PyDict::new(py);
        for (code, count) in self.files.iter().flat_map(|file| &file.applied) {
            let before: u32 = out.get_item(code)?.map_or(Ok(0), |count| count.extract())?;
            out.set_item(code, before + count)?;
        }
        Ok(out)
    }

    /// Rules that could not run on at least one file, by code, and what they lack.
    #[getter]
    fn skipped<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let out = PyDict::new(py);
        for (code, reason) in self.files.iter().flat_map(|file| &file.skipped) {
            out.set_item(code, reason)?;
        }
        Ok(out)
    }

    /// A hash of all settings of the check: SHA-256 in hexadecimal.
    #[getter]
    fn config_hash(&self) -> &str {
        &self.config_hash
    }

    /// The findings as dicts, with the fields of the command's JSON (schema 1).
    fn to_dicts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let findings: Vec<&Found> =
            self.files.iter().flat_map(|file| file.findings.iter().map(AsRef::as_ref)).collect();
        // Plain data with string keys always serializes.
        let text = serde_json::to_string(&findings).unwrap_or_default();
        py.import("json")?.getattr("loads")?.call1((text,))
    }

    /// The findings as an Arrow table: pass it to `pyarrow.table`, `polars.DataFrame` or another reader of the Arrow
    /// PyCapsule interface.
    #[pyo3(signature = (run_id=None))]
    fn to_arrow(&self, run_id: Option<&str>) -> PyResult<Table> {
        tables::findings(self, run_id)
    }

    /// The files as an Arrow table.
    #[pyo3(signature = (run_id=None))]
    fn files_to_arrow(&self, run_id: Option<&str>) -> PyResult<Table> {
        tables::files(self, run_id)
    }

    /// The findings as a pandas data frame. Needs pandas and pyarrow.
    fn to_pandas<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let table = py.import("pyarrow")?.getattr("table")?.call1((self.to_arrow(None)?,))?;
        table.call_method0("to_pandas")
    }

    /// The findings as a polars data frame. Needs polars.
    fn to_polars<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        py.import("polars")?.getattr("DataFrame")?.call1((self.to_arrow(None)?,))
    }

    fn __len__(&self) -> usize {
        self.files.iter().map(|file| file.findings.len()).sum()
    }

    /// A report is true even without findings.
    const fn __bool__(&self) -> bool {
        true
    }

    fn __repr__(&self) -> String {
        let (files, errors) = (self.files.len(), self.count("error"));
        let (warnings, infos) = (self.count("warning"), self.count("info"));
        format!("<Report of {files} files: {errors} errors, {warnings} warnings, {infos} infos>")
    }

    /// A table of the first findings, for notebooks.
    fn _repr_html_(&self) -> String {
        tables::findings_html(self)
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Reduced<'py>> {
        reduced(py, "report", &pickle::of_report(self))
    }
}

/// A file of a report.
#[pyclass(module = "cuesmith", frozen, get_all)]
#[derive(Clone, Debug)]
pub(crate) struct FileResult {
    /// The name of the file.
    pub(crate) path: String,
    /// `ok`, or `error` if it could not be read.
    pub(crate) status: &'static str,
    /// Why it could not be read.
    pub(crate) error: Option<String>,
    /// `srt`, `webvtt` or `ttml`; empty if it could not be read.
    pub(crate) format: &'static str,
    /// The WHATWG name of its encoding.
    pub(crate) encoding: &'static str,
    /// Its language as a BCP 47 tag.
    pub(crate) language: Option<String>,
    /// Number of cues.
    pub(crate) cues: u64,
    /// The end of the last cue in ms.
    pub(crate) duration_ms: i64,
    /// SHA-256 of its bytes in hexadecimal.
    pub(crate) sha256: String,
    /// Number of findings of level error.
    pub(crate) errors: usize,
    /// Number of findings of level warning.
    pub(crate) warnings: usize,
    /// Number of findings of level info.
    pub(crate) infos: usize,
}

impl FileResult {
    fn of(row: &FileRow) -> Self {
        Self {
            path: row.path.clone(),
            status: row.status(),
            error: row.error.clone(),
            format: row.format,
            encoding: row.encoding,
            language: row.language.clone(),
            cues: row.cues,
            duration_ms: row.duration,
            sha256: row.sha256.clone(),
            errors: row.count("error"),
            warnings: row.count("warning"),
            infos: row.count("info"),
        }
    }
}

#[pymethods]
impl FileResult {
    fn __repr__(&self) -> String {
        match &self.error {
            Some(error) => format!("<FileResult {:?}: {error}>", self.path),
            None => format!("<FileResult {:?} {}: {} cues>", self.path, self.format, self.cues),
        }
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Reduced<'py>> {
        reduced(py, "file", &pickle::of_result(self))
    }
}

/// A finding.
#[pyclass(module = "cuesmith", frozen)]
#[derive(Clone, Debug)]
pub(crate) struct Finding(pub(crate) Arc<Found>);

#[pymethods]
impl Finding {
    /// The rule's code: `TIM004`.
    #[getter]
    fn code(&self) -> &'static str {
        self.0.code
    }

    /// The rule's name: `cue-overlap`.
    #[getter]
    fn name(&self) -> &'static str {
        self.0.name
    }

    /// `error`, `warning` or `info`.
    #[getter]
    fn severity(&self) -> &'static str {
        self.0.severity
    }

    /// One sentence.
    #[getter]
    fn message(&self) -> &str {
        &self.0.message
    }

    /// How to resolve it.
    #[getter]
    fn help(&self) -> Option<&str> {
        self.0.help.as_deref()
    }

    /// The file.
    #[getter]
    fn path(&self) -> &str {
        &self.0.path
    }

    /// Line, from 1.
    #[getter]
    fn line(&self) -> u32 {
        self.0.range.start.line
    }

    /// Column, from 1, in the unit of the option `columns`.
    #[getter]
    fn column(&self) -> u32 {
        self.0.range.start.col
    }

    /// The line after its last character.
    #[getter]
    fn end_line(&self) -> u32 {
        self.0.range.end.line
    }

    /// The column after its last character.
    #[getter]
    fn end_column(&self) -> u32 {
        self.0.range.end.col
    }

    /// The place in the text of the file, as byte offsets.
    #[getter]
    fn span(&self) -> (u32, u32) {
        (self.0.span.start, self.0.span.end)
    }

    /// The place of the cue in the file, from 0.
    #[getter]
    fn cue(&self) -> Option<u32> {
        self.0.cue.as_ref().map(|cue| cue.index)
    }

    /// When that cue starts, in ms.
    #[getter]
    fn start_ms(&self) -> Option<i64> {
        self.0.cue.as_ref().map(|cue| cue.start_ms)
    }

    /// When that cue ends, in ms; `None` for a cue without an end.
    #[getter]
    fn end_ms(&self) -> Option<i64> {
        self.0.cue.as_ref().and_then(|cue| cue.end_ms)
    }

    /// How safe its fix is: `safe`, `unsafe`, `show`, or `None` without a fix.
    #[getter]
    fn fix(&self) -> Option<&'static str> {
        self.0.fix.as_ref().map(|fix| fix.applicability)
    }

    /// Sixteen hexadecimal digits that stay the same when other parts of the file change.
    #[getter]
    fn fingerprint(&self) -> &str {
        &self.0.fingerprint
    }

    /// All fields as a dict, as in the command's JSON (schema 1).
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let text = serde_json::to_string(&*self.0).unwrap_or_default();
        py.import("json")?.getattr("loads")?.call1((text,))
    }

    fn __repr__(&self) -> String {
        let found = &self.0;
        let place = found.range.start;
        format!(
            "<Finding {}:{}:{} {}: {}>",
            found.path, place.line, place.col, found.code, found.message
        )
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Reduced<'py>> {
        reduced(py, "finding", &pickle::of_finding(&self.0))
    }
}
