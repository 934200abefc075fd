//! What a file is for.

/// What a file is for. A kind selects rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum FileKind {
    /// Captions or subtitles that viewers read.
    #[default]
    Captions,
    /// Extended audio description: text that the player speaks while the video pauses.
    Ead,
    /// Chapters: titles in the player's menu.
    Chapters,
    /// Thumbnails: images, or parts of one, for intervals of the video.
    Thumbnails,
}

impl FileKind {
    /// Every kind.
    pub const ALL: &'static [Self] = &[Self::Captions, Self::Ead, Self::Chapters, Self::Thumbnails];

    /// The name on the command line: `captions`, `ead`, `chapters` or `thumbnails`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Captions => "captions",
            Self::Ead => "ead",
            Self::Chapters => "chapters",
            Self::Thumbnails => "thumbnails",
        }
    }

    /// The kind of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }
}
