//! What functions accept as a file: text, bytes, a path or a document.

use std::borrow::Cow;
use std::path::PathBuf;

use cuesmith::ReadOptions;
use cuesmith::source::{DecodeOptions, Source};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyMemoryView, PyString};

use crate::document::Document;
use crate::errors::{Kind, error, os_error};
use crate::opened::decoded;
use crate::options::format;

/// The content of a file and the name that it goes by.
pub(crate) struct Input<'a> {
    /// Those of text and bytes stay where they are: neither can change.
    pub(crate) bytes: Cow<'a, [u8]>,
    /// It was given as text, and is returned as text.
    pub(crate) is_text: bool,
    pub(crate) path: Option<String>,
    /// How to decode the bytes; `None` for those of a Python string.
    pub(crate) decoding: Option<DecodeOptions>,
    pub(crate) reading: ReadOptions,
}

impl<'a> Input<'a> {
    /// Reads an argument. `path` is the name that the file goes by, if it is not given as a path.
    pub(crate) fn of(
        given: &'a Bound<'_, PyAny>,
        path: Option<PathBuf>,
        named: Option<&str>,
        encoding: Option<String>,
    ) -> PyResult<Self> {
        let mut reading = ReadOptions::default();
        if let Some(name) = named {
            reading.format = Some(format(name)?);
        }
        let mut input = Self {
            bytes: Cow::Borrowed(&[]),
            is_text: false,
            path: path.map(|path| path.to_string_lossy().into_owned()),
            decoding: Some(DecodeOptions { encoding, ..DecodeOptions::default() }),
            reading,
        };
        if let Ok(text) = given.cast::<PyString>() {
            input.bytes = text.to_str()?.as_bytes().into();
            input.decoding = None;
            input.is_text = true;
        } else if let Ok(bytes) = given.cast::<PyBytes>() {
            input.bytes = bytes.as_bytes().into();
        } else if let Ok(document) = given.cast::<Document>() {
            let mut document = document.borrow_mut();
            document.settle()?;
            input.bytes = document.bytes().to_vec().into();
            input.decoding = Some(document.decoding());
            input.reading = document.reading();
            input.path = input.path.or_else(|| document.path().map(str::to_owned));
            input.is_text = true;
        } else if given.hasattr("__fspath__")? {
            let file: PathBuf = given.extract()?;
            let read = given.py().detach(|| std::fs::read(&file));
            input.bytes = read.map_err(|failed| os_error(&failed, &file))?.into();
            input.path.get_or_insert_with(|| file.to_string_lossy().into_owned());
        } else if let Ok(view) = PyMemoryView::from(given) {
            // Of a `bytearray`, a `memoryview` or an `mmap`, which can change.
            input.bytes = view.call_method0("tobytes")?.extract::<Vec<u8>>()?.into();
        } else {
            let what = given.get_type().name()?;
            return Err(PyTypeError::new_err(format!(
                "expected text (str), bytes, a path (os.PathLike) or a Document, not {what}"
            )));
        }
        Ok(input)
    }

    /// The content as text.
    pub(crate) fn decode(&self) -> PyResult<Source<'_>> {
        decoded(&self.bytes, self.decoding.as_ref())
            .map_err(|failed| error(Kind::Decode, &failed.to_string(), self.path.as_deref()))
    }

    /// A changed file, as text if the file was given as text.
    pub(crate) fn returned<'py>(
        &self,
        py: Python<'py>,
        bytes: Vec<u8>,
    ) -> PyResult<Bound<'py, PyAny>> {
        if self.is_text {
            let source = decoded(&bytes, self.decoding.as_ref())
                .map_err(|failed| error(Kind::Decode, &failed.to_string(), self.path.as_deref()))?;
            return Ok(PyString::new(py, &source.text).into_any());
        }
        Ok(PyBytes::new(py, &bytes).into_any())
    }
}
