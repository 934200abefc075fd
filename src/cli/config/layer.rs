//! The content of a configuration file as plain data, and the settings that result from its layers.

use std::path::{Path, PathBuf};

use globset::GlobSet;

use crate::lint::{FileKind, Level, Origin, Preset, Selector, Settings};
use crate::source::Severity;

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
    /// Options by name, with values as [`Settings::set`] accepts them.
    pub(in crate::cli) options: Vec<(&'static str, String, String)>,
}

impl Config {
    /// Which layers apply to a file.
    pub(in crate::cli) fn applying(&self, path: &Path) -> Vec<bool> {
        let relative = relative(path, &self.folder);
        let applies =
            |layer: &Layer| layer.files.as_ref().is_none_or(|files| files.is_match(&relative));
        self.layers.iter().map(applies).collect()
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
        for (rules, level, key) in &layer.rules {
            settings.config_rules(rules.clone(), *level, key.clone());
        }
    }
}
