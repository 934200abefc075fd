//! The models that a document can be validated against.

use super::values::Syntax;

/// What a document is validated against.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Model {
    /// TTML1, third edition (DFXP).
    Ttml1,
    /// TTML2, second edition: additions to TTML1 are accepted rather than checked in full.
    Ttml2,
    /// IMSC 1.0.1 Text Profile.
    Imsc10Text,
    /// IMSC 1.0.1 Image Profile.
    Imsc10Image,
    /// IMSC 1.1 Text Profile.
    Imsc11Text,
    /// IMSC 1.1 Image Profile.
    Imsc11Image,
    /// EBU-TT-D.
    EbuTtD,
}

impl Model {
    /// Every model.
    pub const ALL: &'static [Self] = &[
        Self::Ttml1,
        Self::Ttml2,
        Self::Imsc10Text,
        Self::Imsc10Image,
        Self::Imsc11Text,
        Self::Imsc11Image,
        Self::EbuTtD,
    ];

    /// The name on the command line and in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ttml1 => "ttml1",
            Self::Ttml2 => "ttml2",
            Self::Imsc10Text => "imsc1.0-text",
            Self::Imsc10Image => "imsc1.0-image",
            Self::Imsc11Text => "imsc1.1-text",
            Self::Imsc11Image => "imsc1.1-image",
            Self::EbuTtD => "ebu-tt-d",
        }
    }

    /// The model of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|model| model.name() == name)
    }

    pub(super) const fn syntax(self) -> Syntax {
        match self {
            Self::Ttml2 | Self::Imsc11Text | Self::Imsc11Image => Syntax::Ttml2,
            _ => Syntax::Ttml1,
        }
    }

    /// Whether it is narrower than an edition of TTML, and knows vocabularies besides.
    pub(super) const fn is_profile(self) -> bool {
        !matches!(self, Self::Ttml1 | Self::Ttml2)
    }

    pub(super) const fn is_imsc(self) -> bool {
        !matches!(self, Self::Ttml1 | Self::Ttml2 | Self::EbuTtD)
    }
}
