//! Problems of media files, with readable messages.

use std::fmt;

use crate::time::{Clock, Timestamp};

/// Why a media file yields no audio.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AudioError {
    /// The stream cannot be read. Holds the system's message.
    #[error("the audio cannot be read: {0}")]
    Read(String),
    /// Not a known container.
    #[error("no audio or video file of a kind that can be read; {WAY_OUT}")]
    Unknown,
    /// A known container that cannot be read. Holds its name.
    #[error("{0} files cannot be read; {WAY_OUT}")]
    Container(&'static str),
    /// The container is damaged before any track is known. Holds the reason.
    #[error("the file is damaged before its audio begins: {0}")]
    Header(String),
    /// The file has no audio track.
    #[error("the file has no audio track")]
    NoTrack,
    /// The audio is in a codec that cannot be decoded. Holds its name.
    #[error("the audio is {0}, which cannot be decoded; {WAY_OUT}")]
    Codec(String),
    /// A sample rate that is not usable for speech. Holds the rate.
    #[error("the audio has {0} samples in a second, not 4,000 to 384,000")]
    Rate(u32),
    /// The file has an audio track, but nothing in it could be decoded.
    #[error("nothing of the audio track can be decoded: it is empty or damaged throughout")]
    Empty,
}

/// What to do with a file that cannot be read.
const WAY_OUT: &str = "convert it first: `ffmpeg -i INPUT -vn speech.flac`";

/// A place where a media file is damaged. What could be decoded around it is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// Where, in the time of the audio.
    pub at: Timestamp,
    /// What is wrong.
    pub kind: DamageKind,
}

/// What is wrong with a damaged media file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DamageKind {
    /// Packets that cannot be decoded and are replaced by silence. Holds their number in the whole file.
    Packets(u64),
    /// The file cannot be read from here on. Holds the reason.
    Stops(String),
    /// The audio ends here, before the duration that the file gives. Holds that duration.
    Short(Timestamp),
    /// The times of the packets jump by more than can be filled with silence and are ignored from here on.
    Jump,
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let clock = |time| Clock { time, mark: '.' };
        let at = clock(self.at);
        match &self.kind {
            DamageKind::Packets(1) => {
                write!(f, "the audio is damaged at {at}: 1 packet is left silent")
            }
            DamageKind::Packets(count) => {
                write!(f, "the audio is damaged, first at {at}: {count} packets are left silent")
            }
            DamageKind::Stops(reason) => {
                write!(f, "the audio is damaged at {at} and is used up to there: {reason}")
            }
            DamageKind::Short(whole) => {
                let whole = clock(*whole);
                write!(
                    f,
                    "the audio ends at {at}, and the file should last {whole}: a part is missing"
                )
            }
            DamageKind::Jump => {
                write!(f, "the times of the audio jump at {at}; they are counted on from there")
            }
        }
    }
}
