//! `cuesmith.toml`: settings in a file, found from a caption file upwards.
//!
//! A configuration is a list of layers: that of a file it extends first, its own next, then its overrides in
//! their order. The settings of a caption file are made of the layers that apply to it, the later one wins.

mod find;
mod keys;
mod layer;
mod read;
#[cfg(test)]
mod schema;

pub(in crate::cli) use find::Configs;
pub(in crate::cli) use keys::NAME;
pub(in crate::cli) use layer::{Config, Layer, apply, kind, preset};
