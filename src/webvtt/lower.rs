//! From a document to the timeline.

use super::Document;
use crate::Format;
use crate::timeline::Timeline;

/// The timeline of a document.
#[must_use]
pub fn lower<'a>(document: &Document<'a>) -> Timeline<'a> {
    let _ = document;
    Timeline::new(Format::WebVtt)
}
