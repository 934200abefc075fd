//! The type that a file is uploaded as.

use crate::format::Format;

/// The `KalturaCaptionType` of an asset that has a model here (kaltura/server c447fdb3,
/// `CaptionType.php:8-12`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CaptionType {
    /// `1`; the default when an upload does not name one.
    Srt,
    /// `2`: DFXP, that is TTML.
    Dfxp,
    /// `3`.
    WebVtt,
}

impl CaptionType {
    /// The type a file of a format should be uploaded as. Formats that have none here are read as
    /// SRT, like every upload that does not name a type.
    #[must_use]
    pub const fn of(format: Format) -> Self {
        #[cfg(feature = "ttml")]
        if matches!(format, Format::Ttml) {
            return Self::Dfxp;
        }
        if matches!(format, Format::WebVtt) { Self::WebVtt } else { Self::Srt }
    }

    /// The number in the API.
    #[must_use]
    pub const fn number(self) -> u8 {
        match self {
            Self::Srt => 1,
            Self::Dfxp => 2,
            Self::WebVtt => 3,
        }
    }

    /// The name: `srt`, `dfxp` or `webvtt`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Srt => "srt",
            Self::Dfxp => "dfxp",
            Self::WebVtt => "webvtt",
        }
    }

    /// The type of a name or number: `srt`, `dfxp` (`ttml`), `webvtt` (`vtt`), `1` to `3`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name.to_ascii_lowercase().as_str() {
            "srt" | "1" => Some(Self::Srt),
            "dfxp" | "ttml" | "2" => Some(Self::Dfxp),
            "webvtt" | "vtt" | "3" => Some(Self::WebVtt),
            _ => None,
        }
    }
}
