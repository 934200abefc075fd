//! From a document to the common timeline.

use super::Document;
use crate::format::Format;
use crate::timeline::Timeline;

/// The common view of an SRT document.
#[must_use]
pub fn lower<'a>(_document: &Document<'a>) -> Timeline<'a> {
    Timeline::new(Format::Srt)
}
