//! The list of the parsers.

/// The parsers that are modelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PlatformReader {
    /// The parse on upload that decides between READY and ERROR.
    Gate,
    /// The whole file served as WebVTT.
    Served,
    /// The WebVTT segments of an HLS playlist.
    Hls,
    /// The upload check's reading of the file after a clip or trim.
    Clip,
    /// The player's own parser, which gets SRT and WebVTT as they were uploaded.
    Player,
    /// The transcript panel of the player.
    Transcript,
    /// The text by which an entry is found.
    Search,
    /// Captions that are burned into the picture or embedded in the video file.
    BurnIn,
    /// The packager, which makes the HLS of stitched playlists and entries of several sequences.
    Packager,
}

impl PlatformReader {
    /// Every parser, in the order of listings.
    pub const ALL: &'static [Self] = &[
        Self::Gate,
        Self::Served,
        Self::Hls,
        Self::Clip,
        Self::Player,
        Self::Transcript,
        Self::Search,
        Self::BurnIn,
        Self::Packager,
    ];

    /// The name in listings and in JSON: `gate`, `served`, `hls`, `clip`, `player`, `transcript`,
    /// `search`, `burn_in` or `packager`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Gate => "gate",
            Self::Served => "served",
            Self::Hls => "hls",
            Self::Clip => "clip",
            Self::Player => "player",
            Self::Transcript => "transcript",
            Self::Search => "search",
            Self::BurnIn => "burn_in",
            Self::Packager => "packager",
        }
    }

    /// What it is called in a sentence: `the upload check`.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Gate => "the upload check",
            Self::Served => "served WebVTT",
            Self::Hls => "HLS",
            Self::Clip => "the clip tool",
            Self::Player => "the player",
            Self::Transcript => "the transcript panel",
            Self::Search => "search",
            Self::BurnIn => "burn-in",
            Self::Packager => "the packager",
        }
    }
}
