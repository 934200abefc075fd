//! The formats that rules of the family look at.

use crate::format::Format;

/// The formats that the platform takes and this build reads.
pub(super) const FORMATS: &[Format] = &[
    Format::Srt,
    Format::WebVtt,
    #[cfg(feature = "ttml")]
    Format::Ttml,
];
