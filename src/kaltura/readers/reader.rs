//! The list of the readers.

/// The readers that are modelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PlatformReader {
    /// The parse on upload that decides between READY and ERROR; transcript and search read the
    /// same.
    Gate,
    /// The whole file served as WebVTT.
    Served,
    /// The WebVTT segments of an HLS playlist.
    Hls,
    /// The gate's reading of the file after a clip or trim.
    Clip,
    /// The player's own parser, which gets SRT and WebVTT as they were uploaded.
    Player,
}

impl PlatformReader {
    /// Every reader, in the order of listings.
    pub const ALL: &'static [Self] =
        &[Self::Gate, Self::Served, Self::Hls, Self::Clip, Self::Player];

    /// The name in listings and in JSON: `gate`, `served`, `hls`, `clip` or `player`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Gate => "gate",
            Self::Served => "served",
            Self::Hls => "hls",
            Self::Clip => "clip",
            Self::Player => "player",
        }
    }

    /// What it is called in a sentence: `the upload gate`.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Gate => "the upload gate",
            Self::Served => "the served WebVTT",
            Self::Hls => "HLS",
            Self::Clip => "a clip",
            Self::Player => "the player",
        }
    }
}
