//! Reads a configuration file: every key is checked, and every mistake is reported with its location.

use std::cell::RefCell;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::keys::{self, KEYS, Type};
use super::layer::{Config, ConfigFile, Layer};
use crate::cli::args::options::value_of;
use crate::cli::args::{shot_changes, values, words};
use crate::cli::input::Input;
use crate::cli::output::problem;
use crate::lint::{Expressions, Level, Selector};
use crate::report::json::Problem;
use crate::source::{ColumnUnit, LineIndex, Severity};
use crate::words::similar::nearest;

/// Maximum depth of files that extend one another.
const DEEPEST: usize = 16;

/// Reads a file and the files that it extends.
pub(in crate::cli) fn read(path: &Path) -> Result<Config, Problem> {
    parse(path, &text_of(path)?)
}

fn text_of(path: &Path) -> Result<String, Problem> {
    String::from_utf8(Input::of(path, None).read()?).map_err(|error| {
        let shown = path.display().to_string();
        let message =
            format!("`{shown}` is not UTF-8 at byte {}", error.utf8_error().valid_up_to());
        problem(&shown, message, "save it as UTF-8")
    })
}

/// Reads the text of a file, and the files that it extends.
pub(in crate::cli) fn parse(path: &Path, text: &str) -> Result<Config, Problem> {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let folder = absolute.parent().map(Path::to_owned).unwrap_or_default();
    let mut config = Config {
        folder,
        layers: Vec::new(),
        exclude: GlobSet::empty(),
        fail_on: None,
        baseline: None,
        ignore: Vec::new(),
        texts: Vec::new(),
    };
    let mut exclude = GlobSetBuilder::new();
    let expressions = RefCell::default();
    extend(&mut config, (&mut exclude, &expressions), (path, text), &mut Vec::new())?;
    config.exclude = exclude.build().map_err(|error| {
        let shown = path.display().to_string();
        problem(
            &shown,
            format!("`{shown}`: the patterns of `exclude` are too large: {error}"),
            "use fewer patterns",
        )
    })?;
    Ok(config)
}

/// Adds a file to the result; `open` lists the files whose `extends` are being read.
fn extend(
    config: &mut Config,
    (exclude, expressions): (&mut GlobSetBuilder, &RefCell<Expressions>),
    (path, text): (&Path, &str),
    open: &mut Vec<PathBuf>,
) -> Result<(), Problem> {
    let shown = path.display().to_string();
    let own = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if open.contains(&own) || open.len() >= DEEPEST {
        let chain: Vec<_> = open.iter().map(|path| path.display().to_string()).collect();
        let message = format!("`{shown}` extends itself, through {}", chain.join(", "));
        return Err(problem(&shown, message, "remove one of the `extends`"));
    }
    open.push(own);
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let file = File { shown: &shown, text, expressions, named: RefCell::default() };
    let table = DeTable::parse(text).map_err(|error| {
        let at = error.span().unwrap_or(0..0);
        file.wrong(&at, error.message().trim(), "see docs/configuration.md for the format")
    })?;
    let mut own_layer = Layer::default();
    let mut overrides = Vec::new();
    let mut ignored = Vec::new();
    // Keys come in the order of the alphabet, but patterns are numbered before those of overrides.
    let own_patterns = match table.get_ref().get("patterns").map(Spanned::get_ref) {
        Some(DeValue::Array(patterns)) => patterns.len(),
        _ => 0,
    };
    for (key, value) in table.get_ref() {
        let known = file.key(key, "", |key| key.top)?;
        match known {
            Type::Paths => {
                for base in file.strings(value, key.get_ref())? {
                    let base = beside(path, &base);
                    let text = text_of(&base)?;
                    extend(config, (exclude, expressions), (&base, &text), open)?;
                }
            }
            Type::Patterns => {
                for glob in file.globs(value, key.get_ref())? {
                    exclude.add(glob);
                }
            }
            Type::FailOn => config.fail_on = file.fail_on(value)?,
            Type::Baseline => {
                config.baseline = Some(beside(path, file.string(value, key.get_ref())?));
            }
            Type::Overrides => {
                let DeValue::Array(tables) = value.get_ref() else {
                    return Err(file.wrong(
                        &value.span(),
                        "`overrides` is not a list of tables",
                        "write [[overrides]]",
                    ));
                };
                for (at, table) in tables.iter().enumerate() {
                    let count = count(&config.layers) + own_patterns + count(&overrides);
                    overrides.push(file.an_override(path, table, at, count)?);
                }
            }
            Type::Ignore => {
                let DeValue::Array(tables) = value.get_ref() else {
                    return Err(file.wrong(
                        &value.span(),
                        "`ignore` is not a list of tables",
                        "write [[ignore]]",
                    ));
                };
                let shared = Arc::new(ConfigFile::new(path, &shown, text));
                for table in tables {
                    ignored.push(file.an_ignore_entry(table, &shared)?);
                }
            }
            Type::TextPatterns => {
                own_layer.patterns = file.patterns(value, count(&config.layers))?;
            }
            Type::Selectors | Type::Cues | Type::Times | Type::Text | Type::Date => {}
            Type::Path | Type::Files | Type::Preset | Type::Rules | Type::Options => {
                file.setting(path, &mut own_layer, (key.get_ref(), known), value, "")?;
            }
        }
    }
    let layers = config.layers.iter().chain([&own_layer]).chain(&overrides);
    let codes = layers.flat_map(|layer| &layer.patterns).map(|pattern| pattern.code.as_str());
    file.patterns_are_known(&codes.collect::<Vec<_>>())?;
    config.layers.push(own_layer);
    config.layers.extend(overrides);
    config.ignore.extend(ignored);
    config.texts.push(text.to_owned());
    open.pop();
    Ok(())
}

/// The number of patterns in some layers.
fn count(layers: &[Layer]) -> usize {
    layers.iter().map(|layer| layer.patterns.len()).sum()
}

/// Resolves a path in a file relative to that file.
fn beside(file: &Path, path: &str) -> PathBuf {
    file.parent().unwrap_or(Path::new("")).join(path)
}

/// A file, for messages with locations.
pub(super) struct File<'t> {
    pub(super) shown: &'t str,
    pub(super) text: &'t str,
    /// Compiles the patterns of this file and of those that it extends or that extend it.
    pub(super) expressions: &'t RefCell<Expressions>,
    /// The patterns that it names, with their locations.
    pub(super) named: RefCell<Vec<(Selector, Range<usize>)>>,
}

pub(super) type Value<'i> = Spanned<DeValue<'i>>;

impl File<'_> {
    pub(super) fn wrong(&self, at: &Range<usize>, message: &str, help: &str) -> Problem {
        let lines = LineIndex::new(self.text);
        let place = lines.position(self.text, at.start as u32, ColumnUnit::Scalar);
        let shown = self.shown;
        let message = format!("`{shown}`, line {}, column {}: {message}", place.line, place.column);
        problem(shown, message, help)
    }

    /// The type of a key, if the key is allowed in this table.
    pub(super) fn key(
        &self,
        key: &Spanned<std::borrow::Cow<'_, str>>,
        parent: &str,
        allowed: impl Fn(&keys::Key) -> bool,
    ) -> Result<Type, Problem> {
        let name = key.get_ref();
        let names: Vec<&str> = KEYS.iter().filter(|key| allowed(key)).map(|key| key.name).collect();
        if let Some(known) = KEYS.iter().find(|known| known.name == *name && allowed(known)) {
            return Ok(known.is);
        }
        // An option at the top of the file, written like a flag.
        let is_option = keys::options().any(|option| option.flag == *name);
        let help = match is_option {
            true => format!("write it in the table [{parent}options]"),
            false => suggestion(name, &names),
        };
        Err(self.wrong(&key.span(), &format!("unknown key `{name}`"), &help))
    }

    /// An override; `count` is the number of patterns before it.
    fn an_override(
        &self,
        path: &Path,
        table: &Value<'_>,
        at: usize,
        count: usize,
    ) -> Result<Layer, Problem> {
        let DeValue::Table(keys) = table.get_ref() else {
            return Err(self.wrong(
                &table.span(),
                "an override is not a table",
                "write [[overrides]]",
            ));
        };
        let mut layer = Layer::default();
        let mut files = None;
        for (key, value) in keys {
            let known = self.key(key, "overrides.", |key| key.in_override)?;
            match known {
                Type::Patterns => {
                    files = Some(self.files(value, key.get_ref())?);
                }
                Type::TextPatterns => layer.patterns = self.patterns(value, count)?,
                _ => {
                    let place = format!("overrides/{at}/");
                    self.setting(path, &mut layer, (key.get_ref(), known), value, &place)?;
                }
            }
        }
        if files.is_none() {
            return Err(self.wrong(
                &table.span(),
                "the override has no `files`",
                "add the patterns of the files that it is for: files = [\"**/*.de.srt\"]",
            ));
        }
        layer.files = files;
        Ok(layer)
    }

    /// A setting that may appear at the top and in an override. `place` is the location of the table.
    fn setting(
        &self,
        path: &Path,
        layer: &mut Layer,
        (name, is): (&str, Type),
        value: &Value<'_>,
        place: &str,
    ) -> Result<(), Problem> {
        let key = |name: &str| format!("{}#/{place}{name}", self.shown);
        match is {
            Type::Preset => {
                let text = self.string(value, name)?;
                let preset =
                    values::preset(text).map_err(|error| self.wrong(&value.span(), &error, ""))?;
                layer.preset = Some((preset, key(name)));
            }
            Type::Path => layer.order = Some(beside(path, self.string(value, name)?)),
            Type::Files => {
                let files = self.strings(value, name)?;
                let files: Vec<PathBuf> = files.iter().map(|file| beside(path, file)).collect();
                let (option, text) = match name {
                    "dictionary" => ("dictionary", words::dictionary(&files)?),
                    "profanity-words" => ("profanity_words", words::profanity_words(&files)?),
                    _ => ("shot_changes", shot_changes::load(&files)?),
                };
                layer.options.push((option, text, key(name)));
            }
            Type::Rules => {
                for (rules, level) in self.table(value, name)? {
                    let word = self.string(level, rules.get_ref())?;
                    let wrong = |message: &str, at: Range<usize>| self.wrong(&at, message, "");
                    let selector = self.selector(rules.get_ref(), rules.span())?;
                    let Some(level) = Level::from_name(word) else {
                        let message = format!(
                            "`{word}` is not a valid level: use one of off, on, info, warning, error"
                        );
                        return Err(wrong(&message, level.span()));
                    };
                    layer.rules.push((selector, level, key(&format!("rules/{}", rules.get_ref()))));
                }
            }
            Type::Options => {
                for (option, value) in self.table(value, name)? {
                    let flag = option.get_ref();
                    let Some(known) = keys::options().find(|known| known.flag == *flag) else {
                        let names: Vec<&str> = keys::options().map(|option| option.flag).collect();
                        let message = format!("unknown option `{flag}`");
                        return Err(self.wrong(
                            &option.span(),
                            &message,
                            &suggestion(flag, &names),
                        ));
                    };
                    let text = self.scalar(value, flag)?;
                    let set = value_of(known.kind, &text).map_err(|error| {
                        self.wrong(&value.span(), &format!("`{flag}`: {error}"), known.help)
                    })?;
                    layer.options.push((known.name, set, key(&format!("options/{flag}"))));
                }
            }
            Type::Paths
            | Type::Patterns
            | Type::FailOn
            | Type::Baseline
            | Type::Overrides
            | Type::TextPatterns
            | Type::Ignore
            | Type::Selectors
            | Type::Cues
            | Type::Times
            | Type::Text
            | Type::Date => {}
        }
        Ok(())
    }

    /// Rules by code, family or name.
    pub(super) fn selector(&self, text: &str, at: Range<usize>) -> Result<Selector, Problem> {
        let selector = values::selector(text).map_err(|error| self.wrong(&at, &error, ""))?;
        if Selector::of_patterns(text).is_some() {
            self.named.borrow_mut().push((selector.clone(), at));
        }
        Ok(selector)
    }

    fn fail_on(&self, value: &Value<'_>) -> Result<Option<Severity>, Problem> {
        match self.string(value, "fail-on")? {
            "error" => Ok(Some(Severity::Error)),
            "warning" => Ok(Some(Severity::Warning)),
            "info" => Ok(Some(Severity::Info)),
            word => {
                let message =
                    format!("`{word}` is not a severity: use one of error, warning, info");
                Err(self.wrong(&value.span(), &message, "to never fail, pass --exit-zero"))
            }
        }
    }

    fn table<'v>(&self, value: &'v Value<'v>, name: &str) -> Result<&'v DeTable<'v>, Problem> {
        match value.get_ref() {
            DeValue::Table(table) => Ok(table),
            _ => Err(self.wrong(
                &value.span(),
                &format!("`{name}` is not a table"),
                &format!("write [{name}]"),
            )),
        }
    }

    pub(super) fn string<'v>(&self, value: &'v Value<'v>, name: &str) -> Result<&'v str, Problem> {
        match value.get_ref() {
            DeValue::String(text) => Ok(text),
            _ => Err(self.wrong(
                &value.span(),
                &format!("`{name}` is not text"),
                "put it in quotation marks",
            )),
        }
    }

    /// A string, number or Boolean, as written.
    fn scalar(&self, value: &Value<'_>, name: &str) -> Result<String, Problem> {
        match value.get_ref() {
            DeValue::String(text) => Ok(text.to_string()),
            DeValue::Integer(number) if number.radix() == 10 => Ok(number.as_str().to_owned()),
            DeValue::Float(number) => Ok(number.as_str().to_owned()),
            DeValue::Boolean(truth) => Ok(truth.to_string()),
            _ => Err(self.wrong(&value.span(), &format!("`{name}` is not a number or text"), "")),
        }
    }

    /// A string, or a list of strings.
    pub(super) fn strings(&self, value: &Value<'_>, name: &str) -> Result<Vec<String>, Problem> {
        match value.get_ref() {
            DeValue::Array(list) => {
                list.iter().map(|one| self.string(one, name).map(str::to_owned)).collect()
            }
            _ => Ok(vec![self.string(value, name)?.to_owned()]),
        }
    }

    /// Patterns of files.
    pub(super) fn files(&self, value: &Value<'_>, name: &str) -> Result<GlobSet, Problem> {
        let mut set = GlobSetBuilder::new();
        for glob in self.globs(value, name)? {
            set.add(glob);
        }
        set.build().map_err(|error| {
            let message = format!("the patterns of `{name}` are too large: {}", error.kind());
            self.wrong(&value.span(), &message, "use fewer patterns")
        })
    }

    fn globs(&self, value: &Value<'_>, name: &str) -> Result<Vec<Glob>, Problem> {
        let glob = |pattern: &String| {
            // As in .gitignore, a pattern without a folder matches files in every folder.
            let whole =
                if pattern.contains('/') { pattern.clone() } else { format!("**/{pattern}") };
            let built =
                GlobBuilder::new(whole.trim_start_matches("./")).literal_separator(true).build();
            built.map_err(|error| {
                let message = format!("`{pattern}` is not a pattern: {}", error.kind());
                self.wrong(&value.span(), &message, "use * for names, ** for folders")
            })
        };
        self.strings(value, name)?.iter().map(glob).collect()
    }
}

/// Suggests what an unknown name may have meant.
pub(super) fn suggestion(name: &str, known: &[&str]) -> String {
    match nearest(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("use one of {}", known.join(", ")),
    }
}
