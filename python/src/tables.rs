//! Tables: Arrow for data frames, HTML for notebooks.

use std::fmt::Write as _;
use std::sync::Arc;

use arrow_array::builder::{Int64Builder, StringBuilder};
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{ArrayRef, RecordBatch, RecordBatchIterator};
use arrow_schema::{DataType, Field, Schema, ffi::FFI_ArrowSchema};
use cuesmith::Opened;
use cuesmith::timeline::{Timeline, visible_text};
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

use crate::cues::{end_of, lines};
use crate::report::Report;

/// An Arrow table. It has the PyCapsule interface of Arrow and no other methods: pass it to `pyarrow.table`,
/// `polars.DataFrame` or another reader.
#[pyclass(module = "cuesmith", frozen)]
pub(crate) struct Table {
    batch: RecordBatch,
}

#[pymethods]
impl Table {
    /// Number of rows.
    #[getter]
    fn num_rows(&self) -> usize {
        self.batch.num_rows()
    }

    /// The names of the columns.
    #[getter]
    fn column_names(&self) -> Vec<String> {
        self.batch.schema().fields().iter().map(|field| field.name().clone()).collect()
    }

    /// The names and types of the columns: `string` or `int64`.
    #[getter]
    fn columns(&self) -> Vec<(String, &'static str)> {
        let kind = |field: &Field| match field.data_type() {
            DataType::Int64 => "int64",
            _ => "string",
        };
        self.batch.schema().fields().iter().map(|f| (f.name().clone(), kind(f))).collect()
    }

    /// The Arrow PyCapsule interface: the schema.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = FFI_ArrowSchema::try_from(self.batch.schema().as_ref()).map_err(failed)?;
        PyCapsule::new_with_value(py, schema, c"arrow_schema")
    }

    /// The Arrow PyCapsule interface: the rows. The columns have the types of the schema, whatever is requested.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let _ = requested_schema;
        let batches = RecordBatchIterator::new([Ok(self.batch.clone())], self.batch.schema());
        let stream = FFI_ArrowArrayStream::new(Box::new(batches));
        PyCapsule::new_with_value(py, stream, c"arrow_array_stream")
    }

    fn __len__(&self) -> usize {
        self.num_rows()
    }

    fn __repr__(&self) -> String {
        format!("<Table {} rows: {}>", self.num_rows(), self.column_names().join(", "))
    }
}

fn failed(error: impl std::fmt::Display) -> PyErr {
    PyRuntimeError::new_err(error.to_string())
}

/// The columns of a table while it is made.
#[derive(Default)]
struct Columns {
    fields: Vec<Field>,
    arrays: Vec<ArrayRef>,
}

impl Columns {
    fn text<S: AsRef<str>>(&mut self, name: &str, values: impl Iterator<Item = Option<S>>) {
        let mut column = StringBuilder::new();
        values.for_each(|value| column.append_option(value));
        self.fields.push(Field::new(name, DataType::Utf8, true));
        self.arrays.push(Arc::new(column.finish()));
    }

    fn number(&mut self, name: &str, values: impl Iterator<Item = Option<i64>>) {
        let mut column = Int64Builder::new();
        values.for_each(|value| column.append_option(value));
        self.fields.push(Field::new(name, DataType::Int64, true));
        self.arrays.push(Arc::new(column.finish()));
    }

    fn table(self) -> PyResult<Table> {
        let schema = Arc::new(Schema::new(self.fields));
        Ok(Table { batch: RecordBatch::try_new(schema, self.arrays).map_err(failed)? })
    }
}

/// The findings of a report: one row each.
pub(crate) fn findings(report: &Report, run_id: Option<&str>) -> PyResult<Table> {
    let all = || {
        report.files.iter().flat_map(|file| file.findings.iter().map(move |found| (file, found)))
    };
    let mut columns = Columns::default();
    columns.text("run_id", all().map(|_| run_id));
    columns.text("path", all().map(|(file, _)| Some(&file.path)));
    columns.text("sha256", all().map(|(file, _)| Some(&file.sha256)));
    columns.text("tool_version", all().map(|_| Some(env!("CARGO_PKG_VERSION"))));
    columns.text("config_hash", all().map(|_| Some(&report.config_hash)));
    columns.text("code", all().map(|(_, found)| Some(found.code)));
    columns.text("severity", all().map(|(_, found)| Some(found.severity)));
    columns.number("line", all().map(|(_, found)| Some(found.range.start.line.into())));
    columns.number("column", all().map(|(_, found)| Some(found.range.start.col.into())));
    columns.number("cue", all().map(|(_, found)| Some(found.cue.as_ref()?.index.into())));
    columns.number("start_ms", all().map(|(_, found)| Some(found.cue.as_ref()?.start_ms)));
    columns.number("end_ms", all().map(|(_, found)| found.cue.as_ref()?.end_ms));
    columns.text("message", all().map(|(_, found)| Some(&found.message)));
    columns.text("fix", all().map(|(_, found)| Some(found.fix.as_ref()?.applicability)));
    columns.text("fingerprint", all().map(|(_, found)| Some(&found.fingerprint)));
    columns.table()
}

/// The files of a report: one row each.
pub(crate) fn files(report: &Report, run_id: Option<&str>) -> PyResult<Table> {
    let all = || report.files.iter();
    let known = |text: &'static str| (!text.is_empty()).then_some(text);
    let mut columns = Columns::default();
    columns.text("run_id", all().map(|_| run_id));
    columns.text("path", all().map(|file| Some(&file.path)));
    columns.text("sha256", all().map(|file| Some(&file.sha256).filter(|sum| !sum.is_empty())));
    columns.text("tool_version", all().map(|_| Some(env!("CARGO_PKG_VERSION"))));
    columns.text("config_hash", all().map(|_| Some(&report.config_hash)));
    columns.text("format", all().map(|file| known(file.format)));
    columns.text("encoding", all().map(|file| known(file.encoding)));
    columns.text("language", all().map(|file| file.language.as_ref()));
    columns.number("cues", all().map(|file| Some(file.cues as i64)));
    columns.number("duration_ms", all().map(|file| Some(file.duration)));
    columns.number("findings", all().map(|file| Some(file.findings.len() as i64)));
    columns
        .text("status", all().map(|file| Some(if file.error.is_some() { "error" } else { "ok" })));
    columns.text("error", all().map(|file| file.error.as_ref()));
    columns.table()
}

/// The cues of a document: one row each.
pub(crate) fn cues(timeline: &Timeline<'_>, speakers: &[Option<String>]) -> PyResult<Table> {
    let all = || timeline.cues.iter();
    let mut columns = Columns::default();
    columns.number("index", (0..timeline.cues.len() as i64).map(Some));
    columns.number("start_ms", all().map(|cue| Some(cue.interval.start.0)));
    columns.number("end_ms", all().map(|cue| end_of(cue.interval)));
    columns.text("text", all().map(|cue| Some(lines(cue.origin.payload.slice(timeline.source)))));
    columns.text("plaintext", all().map(|cue| Some(visible_text(timeline, cue))));
    columns.text("id", all().map(|cue| cue.id.as_deref()));
    let speaker = |at: usize| speakers.get(at).and_then(Option::as_deref);
    columns.text("speaker", (0..timeline.cues.len()).map(speaker));
    columns.table()
}

/// How many rows a notebook shows.
const SHOWN: usize = 50;

/// A document as a table in HTML.
pub(crate) fn html(file: &Opened<'_>) -> String {
    let timeline = &file.timeline;
    let count = timeline.cues.len();
    let mut out = format!(
        "<table><caption>{}{} cues, {}</caption><thead><tr><th>#</th><th>start</th><th>end</th><th>text</th></tr></thead><tbody>",
        file.path.map_or_else(String::new, |path| format!("{}: ", escaped(path))),
        count,
        file.format().title(),
    );
    for (at, cue) in timeline.cues.iter().take(SHOWN).enumerate() {
        let end = end_of(cue.interval)
            .map_or_else(String::new, |_| timeline.format.format_time(cue.interval.end));
        let start = timeline.format.format_time(cue.interval.start);
        let text = escaped(&visible_text(timeline, cue)).replace('\n', "<br>");
        let _ = write!(
            out,
            "<tr><td>{}</td><td>{start}</td><td>{end}</td><td>{text}</td></tr>",
            at + 1
        );
    }
    finish(out, 4, count)
}

/// The findings of a report as a table in HTML.
pub(crate) fn findings_html(report: &Report) -> String {
    let all = || report.files.iter().flat_map(|file| &file.findings);
    let mut out = String::from(
        "<table><thead><tr><th>place</th><th>severity</th><th>rule</th><th>message</th></tr></thead><tbody>",
    );
    for found in all().take(SHOWN) {
        let _ = write!(
            out,
            "<tr><td>{}:{}:{}</td><td>{}</td><td>{} {}</td><td>{}</td></tr>",
            escaped(&found.path),
            found.range.start.line,
            found.range.start.col,
            found.severity,
            found.code,
            found.name,
            escaped(&found.message),
        );
    }
    finish(out, 4, all().count())
}

fn finish(mut out: String, columns: u32, count: usize) -> String {
    if count > SHOWN {
        let _ = write!(out, "<tr><td colspan=\"{columns}\">{} more</td></tr>", count - SHOWN);
    }
    out + "</tbody></table>"
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
