//! The syntax section's rules on what is inside blocks.

use super::Document;
use crate::source::Diagnostic;

/// What the syntax section says against the cue settings, regions and cue text of a document.
#[must_use]
pub fn conformance(document: &Document<'_>) -> Vec<Diagnostic> {
    let _ = document;
    Vec::new()
}
