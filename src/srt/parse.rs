//! The reader.

use super::{Document, ParseOptions};
use crate::source::Parsed;

/// Reads a text as SRT.
#[must_use]
pub fn parse<'a>(source: &'a str, _options: &ParseOptions) -> Parsed<Document<'a>> {
    let document = Document { source, cues: Vec::new(), unparsed: Vec::new() };
    Parsed { document, diagnostics: Vec::new() }
}
