//! Keyword arguments as the library's options: the names are those of its table of options.

use std::collections::BTreeMap;

use cuesmith::cli::{Configured, Overrides};
use cuesmith::kaltura::lint::RULES;
use cuesmith::lint::{
    FileKind, GuessedKind, GuessingPlan, OPTIONS, OptionError, OptionKind, Options, Plan, Selector,
};
use cuesmith::source::{Applicability, ColumnUnit};
use cuesmith::{Format, Opened};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict};
use sha2::{Digest, Sha256};

use crate::config::ConfigText;
use crate::errors::{Kind, error};

/// Keyword arguments of a check.
pub(crate) struct CheckOptions {
    plans: Plans,
    pub(crate) columns: ColumnUnit,
    /// The SHA-256 of all settings, in hexadecimal.
    pub(crate) hash: String,
}

/// The plans for files.
enum Plans {
    /// The same options for all.
    Same(Box<GuessingPlan>),
    /// Those of a configuration.
    Configured(Box<Configured>),
}

impl CheckOptions {
    /// Calls a function with the plan for a file, and its kind if that was guessed. Fails if a file that the
    /// configuration names cannot be read.
    pub(crate) fn with_plan<T>(
        &self,
        file: &Opened<'_>,
        work: impl FnOnce(&Plan, Option<GuessedKind>) -> T,
    ) -> PyResult<T> {
        match &self.plans {
            Plans::Same(plans) => {
                let (plan, guess) = plans.of(file, file.path);
                Ok(work(plan, guess))
            }
            Plans::Configured(configured) => {
                configured.with_plan(file, work).map_err(|problem| wrong(&problem.message))
            }
        }
    }
}

/// The error for an argument.
pub(crate) fn wrong(message: &str) -> PyErr {
    error(Kind::Option, message, None)
}

/// A format by its name.
pub(crate) fn format(name: &str) -> PyResult<Format> {
    let names = || Format::ALL.iter().map(|format| format.name()).collect::<Vec<_>>().join(", ");
    Format::from_name(name)
        .ok_or_else(|| wrong(&format!("unknown format `{name}`: use {}", names())))
}

/// The value of a keyword argument as text, as the table of options reads it.
fn text_of(name: &str, value: &Bound<'_, PyAny>) -> PyResult<String> {
    if let Ok(flag) = value.cast::<PyBool>() {
        return Ok(flag.is_true().to_string());
    }
    if value.extract::<f64>().is_ok() || value.extract::<String>().is_ok() {
        return Ok(value.str()?.to_string_lossy().into_owned());
    }
    Err(wrong(&format!("the option `{name}` needs a number, a text or a bool")))
}

/// A list of selectors: one text, with commas, or several.
fn selectors(name: &str, value: &Bound<'_, PyAny>, has_config: bool) -> PyResult<Vec<Selector>> {
    let texts: Vec<String> = match value.extract::<String>() {
        Ok(one) => one.split(',').map(|part| part.trim().to_owned()).collect(),
        Err(_) => value
            .extract()
            .map_err(|_| wrong(&format!("the option `{name}` needs a text or a list of texts")))?,
    };
    let selector = |text: &String| match Selector::of_patterns(text).filter(|_| has_config) {
        // Which patterns exist is known once the configuration is read.
        Some(selector) => Ok(selector),
        None => RULES.selector(text).map_err(|failed| wrong(&failed.to_string())),
    };
    texts.iter().filter(|text| !text.is_empty()).map(selector).collect()
}

/// Reads the keyword arguments of a check.
pub(crate) fn check_options(given: Option<&Bound<'_, PyDict>>) -> PyResult<CheckOptions> {
    let (mut options, mut columns) = (Options::default(), ColumnUnit::Utf16);
    let Some(given) = given else { return finished(options, columns, false) };
    let config = given.get_item("config")?.filter(|config| !config.is_none());
    let has_config = config.is_some();
    let mut overrides = Overrides::default();
    if let Some(preset) = given.get_item("preset")? {
        let name: String =
            preset.extract().map_err(|_| wrong("the option `preset` needs a text"))?;
        let preset =
            RULES.preset(&name).ok_or_else(|| wrong(&format!("unknown preset `{name}`")))?;
        overrides.preset = Some(preset);
        options = Options::of(preset);
    }
    for (name, value) in given {
        let name: String = name.extract()?;
        if value.is_none() || matches!(name.as_str(), "preset" | "config") {
            continue;
        }
        match name.as_str() {
            "select" => options.choice.select.extend(selectors(&name, &value, has_config)?),
            "ignore" => options.choice.ignore.extend(selectors(&name, &value, has_config)?),
            "columns" => {
                columns = match value.extract::<String>().unwrap_or_default().as_str() {
                    "utf8" => ColumnUnit::Utf8,
                    "utf16" => ColumnUnit::Utf16,
                    "codepoints" => ColumnUnit::Scalar,
                    _ => return Err(wrong("`columns` must be utf8, utf16 or codepoints")),
                }
            }
            _ => {
                let text = text_of(&name, &value)?;
                options.set(&name, &text).map_err(|failed| match failed {
                    OptionError::Unknown(_) => wrong(&unknown(&name)),
                    OptionError::Value { .. } => wrong(&failed.to_string()),
                })?;
                if let Some(option) = OPTIONS.iter().find(|option| option.name == name) {
                    overrides.options.push((option.name, text));
                }
            }
        }
    }
    if let Some(config) = config {
        if let Some((_, kind)) = overrides.options.iter().find(|(name, _)| *name == "kind") {
            overrides.kind = FileKind::from_name(kind);
        }
        overrides.select = options.choice.select;
        overrides.ignore = options.choice.ignore;
        return configured(&ConfigText::of(&config)?, overrides, columns);
    }
    let names_kind = given.get_item("kind")?.is_some_and(|kind| !kind.is_none());
    finished(options, columns, names_kind)
}

fn unknown(name: &str) -> String {
    let own = ["config", "preset", "select", "ignore", "columns"];
    let names = OPTIONS.iter().map(|option| option.name).chain(own);
    let nearest = cuesmith::words::similar::nearest(name, names);
    match nearest {
        Some(meant) => format!("unknown option `{name}`: did you mean `{meant}`?"),
        None => format!("unknown option `{name}`"),
    }
}

/// The options of a configuration and what overrides it.
fn configured(
    config: &ConfigText,
    overrides: Overrides,
    columns: ColumnUnit,
) -> PyResult<CheckOptions> {
    let made = Configured::new(&config.path, &config.text, overrides).map_err(|problem| {
        let message = config.message(&problem.message);
        match problem.help.as_str() {
            "" => wrong(&message),
            help => wrong(&format!("{message}: {help}")),
        }
    })?;
    let hash = hex(&Sha256::digest(&made.settings));
    Ok(CheckOptions { plans: Plans::Configured(Box::new(made)), columns, hash })
}

fn finished(options: Options, columns: ColumnUnit, names_kind: bool) -> PyResult<CheckOptions> {
    let mut settings: BTreeMap<&str, String> = BTreeMap::new();
    for option in OPTIONS {
        settings.insert(option.name, (option.get)(&options).to_string());
    }
    let plan = Plan::new(&RULES, options);
    for rule in RULES.rules() {
        settings.insert(rule.code, format!("{:?}", plan.level(rule)));
    }
    let mut hash = Sha256::new();
    for (name, value) in settings {
        hash.update(format!("{name}={value}\n"));
    }
    // As the command: the kind of a file is guessed unless the caller or the preset knows it.
    let guesses = !names_kind && plan.options.choice.kind == FileKind::Captions;
    hash.update(format!("guesses={guesses}\n"));
    let plans = Plans::Same(Box::new(GuessingPlan::new(plan, guesses)));
    Ok(CheckOptions { plans, columns, hash: hex(&hash.finalize()) })
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Which fixes are applied.
pub(crate) fn applicability(unsafe_fixes: bool) -> Applicability {
    if unsafe_fixes { Applicability::Unsafe } else { Applicability::Safe }
}

/// The options of `check` and `fix` by name: a dict with `type` (`int`, `float`, `str` or `bool`), `unit`, `default`,
/// `words` (the values that are accepted, if they are a list) and `help`.
#[pyfunction]
pub(crate) fn option_table(py: Python<'_>) -> PyResult<Bound<'_, PyDict>> {
    let table = PyDict::new(py);
    let defaults = Options::default();
    for option in OPTIONS {
        let row = PyDict::new(py);
        let (kind, words) = match option.kind {
            OptionKind::Count | OptionKind::Time | OptionKind::Length => ("int", Vec::new()),
            OptionKind::Number | OptionKind::Percent => ("float", Vec::new()),
            OptionKind::Truth => ("bool", Vec::new()),
            OptionKind::Word { of, .. } => ("str", of()),
            _ => ("str", Vec::new()),
        };
        row.set_item("type", kind)?;
        row.set_item("words", words)?;
        row.set_item("unit", option.unit)?;
        row.set_item("default", (option.get)(&defaults).to_string())?;
        row.set_item("help", option.help)?;
        table.set_item(option.name, row)?;
    }
    Ok(table)
}

/// Every rule by its code: a dict with `name`, `summary`, `severity`, `formats`, `kinds` and `fix`.
#[pyfunction]
pub(crate) fn rule_table(py: Python<'_>) -> PyResult<Bound<'_, PyDict>> {
    let table = PyDict::new(py);
    for rule in RULES.rules() {
        let row = PyDict::new(py);
        row.set_item("name", rule.name)?;
        row.set_item("summary", rule.summary)?;
        row.set_item("severity", rule.severity.as_str())?;
        row.set_item("formats", rule.looks_at())?;
        let kinds: Vec<&str> = rule.kinds.iter().copied().map(FileKind::name).collect();
        row.set_item("kinds", kinds)?;
        row.set_item("fix", rule.fix.map(Applicability::as_str))?;
        table.set_item(rule.code, row)?;
    }
    Ok(table)
}
