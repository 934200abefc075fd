//! Conversion from one format to another, with the losses, and verification that the rest is kept.
//!
//! The formats' `raise` modules write files and list what they could not write. This module adds what
//! the common view never saw ([`convert`]), and reads a new file back ([`verify`]).

mod compare;
mod stream;
mod style;
mod verify;

#[cfg(test)]
mod tests;

pub use crate::timeline::{Difference, DifferenceKind};
#[cfg(feature = "diff")]
pub(crate) use compare::{is_default, same_place, told_box};
pub use stream::{NeedsWhole, Stream};
#[cfg(feature = "diff")]
pub(crate) use style::{ResolvedStyle, ResolvedStyles};
pub use verify::{verify, verify_against};

use crate::format::Format;
use crate::read::{Document, Opened, WriteOptions, raise};
use crate::timeline::{Converted, Loss, LossKind};

/// Writes an open file as a new one of another format and lists what was lost, including what the
/// timeline does not have of it: what follows the times in SRT; TTML's fonts and backgrounds, metadata, hidden text.
///
/// ```
/// use cuesmith::source::Source;
/// use cuesmith::{Format, ReadOptions, WriteOptions, convert, open};
///
/// let source = Source::from_text("WEBVTT\n\n00:01.000 --> 00:02.000 line:0\nHello\n");
/// let file = open(&source, None, &ReadOptions::default());
/// let options = WriteOptions::default();
/// let made = convert::convert(&file, Format::Srt, &options);
/// assert_eq!(made.document, "1\n00:00:01,000 --> 00:00:02,000\nHello\n");
/// assert_eq!(made.losses.len(), 1);
/// assert!(convert::verify(&file.timeline, &made, Format::Srt, &options).is_empty());
/// ```
#[must_use]
pub fn convert(file: &Opened<'_>, to: Format, options: &WriteOptions) -> Converted<String> {
    let mut made = raise(&file.timeline, to, options);
    add_unmapped_losses(file, to, &mut made);
    made
}

/// Adds the losses that the timeline never saw to those of a file made from it.
pub fn add_unmapped_losses(file: &Opened<'_>, to: Format, made: &mut Converted<String>) {
    match &file.document {
        #[cfg(feature = "ttml")]
        Document::Ttml(document) => {
            made.losses.extend(crate::ttml::unmapped(document, &file.timeline, to));
            crate::source::sort_by_key(&mut made.losses, |loss| loss.span.start);
        }
        // SRT's own writer names it.
        Document::Srt(_) if to != Format::Srt => {
            for (at, cue) in (0u32..).zip(&file.timeline.cues) {
                if !cue.origin.settings.is_empty() {
                    made.losses.push(Loss {
                        kind: LossKind::Settings,
                        span: cue.origin.settings,
                        cue: Some(at),
                        message: "the text after the times is dropped".into(),
                    });
                }
            }
            crate::source::sort_by_key(&mut made.losses, |loss| loss.span.start);
        }
        Document::Srt(_) | Document::WebVtt(_) => {}
    }
}
