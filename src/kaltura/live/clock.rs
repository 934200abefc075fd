//! The three clocks of a message.

/// A clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Clock {
    /// From 0 at the first chunk.
    #[default]
    Start,
    /// Presentation time of the media.
    Pts,
    /// The time at which the chunk was received.
    Epoch,
}

impl Clock {
    /// Every clock.
    pub const ALL: [Self; 3] = [Self::Start, Self::Pts, Self::Epoch];

    /// The field of a message that has it: `start`, `start_pts`, `start_epoch`.
    #[must_use]
    pub const fn field(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Pts => "start_pts",
            Self::Epoch => "start_epoch",
        }
    }
}
