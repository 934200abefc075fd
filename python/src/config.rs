//! The argument `config`: a file, or the same content as a dict.

use std::fmt::Write as _;
use std::path::PathBuf;

use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyInt, PyList, PyString, PyTuple};

use crate::errors::os_error;
use crate::options::wrong;

/// The name of a configuration that is a dict.
const UNNAMED: &str = "config";

/// A configuration file: its name and its text.
pub(crate) struct ConfigText {
    pub(crate) path: PathBuf,
    pub(crate) text: String,
    /// It was a dict, so that places in the text mean nothing to the caller.
    is_dict: bool,
}

impl ConfigText {
    /// Reads a path (`str` or `os.PathLike`), a dict, or a pair of a text and its name.
    pub(crate) fn of(given: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok((text, path)) = given.extract::<(String, PathBuf)>() {
            return Ok(Self { path, text, is_dict: false });
        }
        if given.cast::<PyDict>().is_err()
            && let Ok(path) = given.extract::<PathBuf>()
        {
            let text = given.py().detach(|| std::fs::read_to_string(&path));
            let text = text.map_err(|failed| os_error(&failed, &path))?;
            return Ok(Self { path, text, is_dict: false });
        }
        let table = match given.cast::<PyDict>() {
            Ok(dict) => dict.clone(),
            Err(_) => {
                let dict = PyDict::new(given.py());
                dict.call_method1("update", (given,)).map_err(|_| {
                    wrong("`config` needs a path, or a dict with the content of such a file")
                })?;
                dict
            }
        };
        let mut text = String::new();
        for (key, value) in &table {
            if !value.is_none() {
                push_key(&key, &mut text)?;
                push(&value, &mut text)?;
                text.push('\n');
            }
        }
        Ok(Self { path: UNNAMED.into(), text, is_dict: true })
    }

    /// The message about a mistake in it, for people.
    pub(crate) fn message<'m>(&self, message: &'m str) -> std::borrow::Cow<'m, str> {
        let prefix = format!("`{UNNAMED}`, line ");
        match message.strip_prefix(&prefix).and_then(|rest| rest.split_once(": ")) {
            Some((_, rest)) if self.is_dict => format!("`{UNNAMED}`: {rest}").into(),
            _ => message.into(),
        }
    }
}

fn push_key(key: &Bound<'_, PyAny>, out: &mut String) -> PyResult<()> {
    let key: String = key.extract().map_err(|_| wrong("the keys of `config` are texts"))?;
    push_text(&key, out);
    out.push_str(" = ");
    Ok(())
}

/// Writes a value as TOML.
fn push(value: &Bound<'_, PyAny>, out: &mut String) -> PyResult<()> {
    if let Ok(flag) = value.cast::<PyBool>() {
        out.push_str(if flag.is_true() { "true" } else { "false" });
    } else if value.is_instance_of::<PyInt>() {
        let _ = write!(out, "{value}");
    } else if let Ok(number) = value.cast::<PyFloat>() {
        // With a decimal point or an exponent, as TOML needs it; `inf` and `nan` are the same words.
        let _ = write!(out, "{:?}", number.value());
    } else if let Ok(text) = value.cast::<PyString>() {
        push_text(text.to_str()?, out);
    } else if let Ok(table) = value.cast::<PyDict>() {
        out.push_str("{ ");
        let mut separator = "";
        for (key, value) in table {
            if !value.is_none() {
                out.push_str(separator);
                push_key(&key, out)?;
                push(&value, out)?;
                separator = ", ";
            }
        }
        out.push_str(" }");
    } else if value.is_instance_of::<PyList>() || value.is_instance_of::<PyTuple>() {
        out.push('[');
        for item in value.try_iter()? {
            push(&item?, out)?;
            out.push_str(", ");
        }
        out.push(']');
    } else if value.hasattr("isoformat")? {
        out.push_str(&value.call_method0("isoformat")?.extract::<String>()?);
    } else {
        let kind = value.get_type().name()?;
        return Err(wrong(&format!("`config` has a value of the type {kind}")));
    }
    Ok(())
}

/// A basic string (<https://toml.io/en/v1.0.0#string>).
fn push_text(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_ascii_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}
