//! `cuesmith.toml`: settings in a file, found from a caption file upwards.
//!
//! A configuration is a list of layers: first the layer of a file it extends, then its own, then its overrides in
//! their order. The layers that apply to a caption file determine its settings; later layers win.

mod date;
mod find;
mod keys;
mod layer;
mod pattern_rules;
mod read;
mod read_ignore;
mod read_patterns;
#[cfg(test)]
mod schema;

pub(in crate::cli) use date::Date;
pub(in crate::cli) use find::Configs;
pub(in crate::cli) use keys::NAME;
#[cfg(test)]
pub(in crate::cli) use keys::{KEYS, PATTERN_KEYS, PatternType, options as table_options};
pub(in crate::cli) use layer::{Config, ConfigFile, IgnoreEntry, Layer, apply, kind, preset};
pub(in crate::cli) use read::parse;
