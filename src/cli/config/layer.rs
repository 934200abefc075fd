//! The content of a configuration file as plain data, and the settings that result from its layers.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use globset::GlobSet;

use super::date::Date;
use super::pattern_rules::with_patterns;
use crate::lint::{
    Exception, FileKind, Level, Origin, Pattern, Preset, RuleSet, Selector, Settings,
};
use crate::source::{Severity, Span};

/// A configuration file with the files that it extends.
#[derive(Clone, Debug)]
pub(in crate::cli) struct Config {
    /// Its folder, to which patterns are relative.
    pub(in crate::cli) folder: PathBuf,
    /// The layers, lowest precedence first.
    pub(in crate::cli) layers: Vec<Layer>,
    /// Files that are skipped when folders are searched.
    pub(in crate::cli) exclude: GlobSet,
    /// The severity that fails a run.
    pub(in crate::cli) fail_on: Option<Severity>,
    /// The baseline, relative to the current folder.
    pub(in crate::cli) baseline: Option<PathBuf>,
    /// Findings that are not reported.
    pub(in crate::cli) ignore: Vec<IgnoreEntry>,
    /// The texts of the file and of those that it extends.
    pub(in crate::cli) texts: Vec<String>,
}

/// Settings for certain files, each with the key that sets it.
#[derive(Clone, Debug, Default)]
pub(in crate::cli) struct Layer {
    /// The files that it applies to; `None` for all.
    pub(in crate::cli) files: Option<GlobSet>,
    /// The preset.
    pub(in crate::cli) preset: Option<(&'static Preset, String)>,
    /// The order that the files are for, relative to the current folder.
    pub(in crate::cli) order: Option<PathBuf>,
    /// Levels of rules.
    pub(in crate::cli) rules: Vec<(Selector, Level, String)>,
    /// Regular expressions to search for.
    pub(in crate::cli) patterns: Vec<Arc<Pattern>>,
    /// Options by name, with values as [`Settings::set`] accepts them.
    pub(in crate::cli) options: Vec<(&'static str, String, String)>,
}

/// A configuration file, for findings about its entries.
#[derive(Debug)]
pub(in crate::cli) struct ConfigFile {
    /// Its full path.
    pub(in crate::cli) path: PathBuf,
    /// The name to show.
    pub(in crate::cli) shown: String,
    /// Its text.
    pub(in crate::cli) text: String,
}

impl ConfigFile {
    pub(super) fn new(path: &Path, shown: &str, text: &str) -> Self {
        let path = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        Self { path, shown: shown.to_owned(), text: text.to_owned() }
    }
}

/// An entry of `ignore`.
#[derive(Clone, Debug)]
pub(in crate::cli) struct IgnoreEntry {
    /// The files that it applies to; `None` for all.
    pub(in crate::cli) files: Option<GlobSet>,
    /// Whether it names its files without wildcards.
    pub(in crate::cli) names_files: bool,
    /// The findings.
    pub(in crate::cli) exception: Exception,
    /// Why they are not reported.
    pub(in crate::cli) reason: Option<String>,
    /// The last day on which it applies.
    pub(in crate::cli) expires: Option<Date>,
    /// The file that it is in.
    pub(in crate::cli) file: Arc<ConfigFile>,
    /// Its place there: the header `[[ignore]]`, or the whole table.
    pub(in crate::cli) span: Span,
}

impl IgnoreEntry {
    /// Whether it no longer applies.
    pub(in crate::cli) fn has_expired(&self, today: Date) -> bool {
        self.expires.is_some_and(|last| last < today)
    }
}

impl Config {
    /// Which layers, and then which entries of `ignore`, apply to a file.
    pub(in crate::cli) fn applying(&self, path: &Path) -> Vec<bool> {
        let relative = relative(path, &self.folder);
        let matches =
            |files: &Option<GlobSet>| files.as_ref().is_none_or(|files| files.is_match(&relative));
        let layers = self.layers.iter().map(|layer| matches(&layer.files));
        layers.chain(self.ignore.iter().map(|entry| matches(&entry.files))).collect()
    }

    /// The rules of the command, and those for the patterns of the configuration.
    pub(in crate::cli) fn rules(&self) -> &'static RuleSet {
        with_patterns(self.patterns().collect())
    }

    /// The patterns of all layers.
    pub(super) fn patterns(&self) -> impl Iterator<Item = Arc<Pattern>> {
        self.layers.iter().flat_map(|layer| layer.patterns.iter().cloned())
    }

    /// Whether a file found in a folder is skipped.
    pub(in crate::cli) fn excludes(&self, path: &Path) -> bool {
        self.exclude.is_match(relative(path, &self.folder))
    }
}

/// The path of a file relative to a folder; the path itself if the file is elsewhere.
fn relative(path: &Path, folder: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    path.strip_prefix(folder).map_or_else(|_| path.clone(), Path::to_owned)
}

/// The preset that the given layers choose.
pub(in crate::cli) fn preset<'l>(layers: &[&'l Layer]) -> Option<(&'static Preset, &'l str)> {
    let chosen = layers.iter().rev().find_map(|layer| layer.preset.as_ref())?;
    Some((chosen.0, &chosen.1))
}

/// The kind of file that the given layers set.
pub(in crate::cli) fn kind(layers: &[&Layer]) -> Option<FileKind> {
    let all = layers.iter().flat_map(|layer| &layer.options);
    let kind = all.rev().find(|(name, ..)| *name == "kind")?;
    FileKind::from_name(&kind.1)
}

/// Applies everything that the given layers set, except the preset.
pub(in crate::cli) fn apply(layers: &[&Layer], settings: &mut Settings) {
    for layer in layers {
        for (name, value, key) in &layer.options {
            // The reader has checked name and value.
            let done = settings.set(name, value, Origin::Config(key.clone()));
            debug_assert!(done.is_ok(), "{name} = {value}");
        }
        for pattern in &layer.patterns {
            let patterns = &mut settings.options.context.patterns;
            match patterns.iter_mut().find(|known| known.code == pattern.code) {
                Some(known) => known.clone_from(pattern),
                None => patterns.push(pattern.clone()),
            }
        }
        for (rules, level, key) in &layer.rules {
            settings.config_rules(rules.clone(), *level, key.clone());
        }
    }
}
