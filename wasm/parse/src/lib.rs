//! Reading and lowering for JavaScript: the cues of a file as columns, offsets in UTF-16 code units,
//! and the reader's findings as JSON.
//!
//! The package's module is built on this crate. With the feature `entry` it is its own module
//! that reads SRT and WebVTT and holds no rule and no model of a platform; without `findings` it
//! reads silently. `scripts/wasm-parse` builds both, checks what they hold, and keeps their sizes.

#[cfg(feature = "columns")]
mod columns;
#[cfg(feature = "columns")]
pub mod json;
mod utf16;
mod write;

#[cfg(feature = "columns")]
pub use columns::Columns;
pub use utf16::Utf16;
pub use write::Json;

/// Reads a text. `path` (or just a name) helps to find the format.
#[cfg(feature = "entry")]
#[wasm_bindgen::prelude::wasm_bindgen]
#[must_use]
pub fn parse(text: &str, path: Option<String>) -> Columns {
    let options = cuesmith::ReadOptions::default();
    let (path, map) = (path.as_deref(), Utf16::new(text));
    #[cfg(feature = "findings")]
    let (document, diagnostics) = {
        let file = cuesmith::read(text, path, &options);
        (file.document, json::diagnostics(&map, &file.diagnostics))
    };
    #[cfg(not(feature = "findings"))]
    let (document, diagnostics) = (cuesmith::read_silently(text, path, &options), "[]".to_owned());
    Columns::new(&map, &document, diagnostics)
}
