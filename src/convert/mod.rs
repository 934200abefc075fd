//! From one format to another: what a new file does not hold of the old one, and proof that the rest
//! is there.
//!
//! The formats' `raise` modules write files and say what they could not write. This module adds what
//! the common view never saw ([`convert`]), and reads a new file back ([`verify`]).

mod compare;
mod style;
mod verify;

#[cfg(test)]
mod tests;

pub use compare::Difference;
pub use verify::{verify, verify_against};

use crate::format::Format;
use crate::read::{Document, WriteOptions, raise};
use crate::timeline::{Converted, Timeline};

/// Writes a document as a new file of another format and says what was lost, what the timeline never
/// held of it included: TTML's fonts and backgrounds, metadata, hidden text.
///
/// ```
/// use cuesmith::{Format, ReadOptions, WriteOptions, convert, read};
///
/// let text = "WEBVTT\n\n00:01.000 --> 00:02.000 line:0\nHello\n";
/// let file = read(text, None, &ReadOptions::default());
/// let timeline = file.document.lower();
/// let options = WriteOptions::default();
/// let made = convert::convert(&file.document, &timeline, Format::Srt, &options);
/// assert_eq!(made.document, "1\n00:00:01,000 --> 00:00:02,000\nHello\n");
/// assert_eq!(made.losses.len(), 1);
/// assert!(convert::verify(&timeline, &made, Format::Srt, &options).is_empty());
/// ```
#[must_use]
pub fn convert(
    document: &Document<'_>,
    timeline: &Timeline<'_>,
    to: Format,
    options: &WriteOptions,
) -> Converted<String> {
    let mut made = raise(timeline, to, options);
    add_unmapped_losses(document, timeline, to, &mut made);
    made
}

/// Adds the losses that the timeline never saw to those of a file made from it.
pub fn add_unmapped_losses(
    document: &Document<'_>,
    timeline: &Timeline<'_>,
    to: Format,
    made: &mut Converted<String>,
) {
    match document {
        #[cfg(feature = "ttml")]
        Document::Ttml(document) => {
            made.losses.extend(crate::ttml::unmapped(document, timeline, to));
            crate::source::sort_by_key(&mut made.losses, |loss| loss.span.start);
        }
        _ => {
            let _ = (timeline, to, made);
        }
    }
}
