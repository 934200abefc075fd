//! A document in canonical form.

use super::{Document, WriteOptions};

/// Writes a document in canonical form, markup as it is.
#[must_use]
pub fn write(_document: &Document<'_>, _options: &WriteOptions) -> String {
    String::new()
}
