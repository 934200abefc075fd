//! The reader.

use super::Document;
use crate::source::{Parsed, Span};

/// How to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseOptions {
    /// Read on although the signature is missing, so that a linter can speak of the rest. The
    /// document still says `loads: false`. Default false.
    pub lenient_signature: bool,
    /// Cues read at most; a file with more ends there with an error. Default 10 million.
    pub max_cues: usize,
    /// Diagnostics kept at most. Default 100,000.
    pub max_diagnostics: usize,
}

impl Default for ParseOptions {
    fn default() -> Self {
        Self { lenient_signature: false, max_cues: 10_000_000, max_diagnostics: 100_000 }
    }
}

/// Reads a WebVTT file by the parsing algorithm ("WebVTT file parsing").
#[must_use]
pub fn parse<'a>(source: &'a str, options: &ParseOptions) -> Parsed<Document<'a>> {
    let _ = options;
    let document = Document {
        source,
        loads: false,
        signature: Span::default(),
        header: Span::default(),
        cues: Vec::new(),
        regions: Vec::new(),
        styles: Vec::new(),
        notes: Vec::new(),
        strays: Vec::new(),
    };
    Parsed { document, diagnostics: Vec::new() }
}
