//! The Python module of cuesmith: `cuesmith._core`, which the package in `python/cuesmith` wraps.
//!
//! Only the crossing is here. What is long (cues, findings) stays in Rust and becomes a Python object when it
//! is asked for; work that takes time runs without the GIL.

mod change;
mod check;
mod config;
mod convert;
mod cues;
mod document;
mod errors;
mod input;
mod opened;
mod options;
mod pickle;
mod report;
mod tables;

use pyo3::prelude::*;

/// Reading, checking, fixing and converting caption files.
#[pymodule]
mod _core {
    #[pymodule_export]
    use super::change::{apply_dictionary, mask, reflow, retime, speakers};
    #[pymodule_export]
    use super::check::{check, check_blobs, check_many, fix};
    #[pymodule_export]
    use super::convert::{Loss, convert};
    #[pymodule_export]
    use super::cues::{Cue, CueIterator, Cues};
    #[pymodule_export]
    use super::document::{Document, load, loads};
    #[pymodule_export]
    use super::options::{option_table, rule_table};
    #[pymodule_export]
    use super::pickle::unpickled;
    #[pymodule_export]
    use super::report::{FileResult, Finding, Report};
    #[pymodule_export]
    use super::tables::Table;
    #[pymodule_export]
    use super::{explain, run};

    #[pymodule_init]
    fn init(module: &super::Bound<'_, super::PyModule>) -> super::PyResult<()> {
        super::add_version(module)
    }
}

fn add_version(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))
}

/// Runs the command `cuesmith` with the given arguments, of which the first is the name of the program, and
/// returns its exit code.
#[pyfunction]
fn run(py: Python<'_>, arguments: Vec<std::ffi::OsString>) -> u8 {
    py.detach(|| cuesmith::cli::run(arguments))
}

/// The documentation of a rule, given by its code or name, as Markdown.
#[pyfunction]
fn explain(rule: &str) -> PyResult<String> {
    let rules = &cuesmith::kaltura::lint::RULES;
    let found = rules
        .find(rule)
        .ok_or_else(|| pyo3::exceptions::PyValueError::new_err(format!("unknown rule `{rule}`")))?;
    Ok(cuesmith::report::explain(rules, found))
}
