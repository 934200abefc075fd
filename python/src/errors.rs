//! Errors as the exceptions of `cuesmith._errors`.

use std::io;
use std::path::Path;

use cuesmith::source::{ColumnUnit, LineIndex, Span};
use pyo3::exceptions::PyOSError;
use pyo3::prelude::*;

/// A class of `cuesmith._errors`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The bytes cannot be read as text.
    Decode,
    /// An unknown option, or a value that it does not accept.
    Option,
    /// A change that the file cannot take.
    Edit,
    /// A file that cannot be written in the requested format.
    Convert,
}

impl Kind {
    const fn class(self) -> &'static str {
        match self {
            Self::Decode => "DecodeError",
            Self::Option => "OptionError",
            Self::Edit => "EditError",
            Self::Convert => "ConvertError",
        }
    }
}

/// An error without a place.
pub(crate) fn error(kind: Kind, message: &str, path: Option<&str>) -> PyErr {
    raise(kind, message, path, None)
}

/// An error at a place in a text.
pub(crate) fn error_at(
    kind: Kind,
    message: &str,
    path: Option<&str>,
    text: &str,
    at: Span,
) -> PyErr {
    let place = LineIndex::new(text).position(text, at.start, ColumnUnit::Scalar);
    raise(kind, message, path, Some((place.line, place.column)))
}

fn raise(kind: Kind, message: &str, path: Option<&str>, place: Option<(u32, u32)>) -> PyErr {
    Python::attach(|py| {
        let make = || {
            let class = py.import("cuesmith._errors")?.getattr(kind.class())?;
            class.call1((message, path, place.map(|place| place.0), place.map(|place| place.1)))
        };
        make().map_or_else(|failed| failed, PyErr::from_value)
    })
}

/// What the system reports about a file, as the exception that Python's `open` raises, with the name of the file.
pub(crate) fn os_error(failed: &io::Error, path: &Path) -> PyErr {
    let Some(number) = failed.raw_os_error() else {
        return PyOSError::new_err(format!("{failed}: `{}`", path.display()));
    };
    let name = path.as_os_str().to_owned();
    if cfg!(windows) {
        return PyOSError::new_err((0, failed.to_string(), name, number));
    }
    Python::attach(|py| {
        let text = || py.import("os")?.getattr("strerror")?.call1((number,))?.extract::<String>();
        let text = text().unwrap_or_else(|_| failed.to_string());
        PyOSError::new_err((number, text, name))
    })
}
